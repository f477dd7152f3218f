"""Pictures of places on a page, rendered in the guarded child."""

import base64
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cetingest.errors import ReaderError
from cetingest.logs import Line
from cetingest.model import BBox
from cetingest.sandbox.guarded import limits_of, run_guarded
from cetingest.settings import ExtractSettings
from cetingest.storage import unstructure

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureRequest:
    """One picture wanted: the part `crop` of a page with the boxes `highlights` marked; all in points."""

    name: str
    page_number: int
    crop: BBox
    highlights: tuple[BBox, ...] = ()


def render_pictures(path: Path, requests: Sequence[PictureRequest], settings: ExtractSettings) -> dict[str, bytes]:
    """Render pictures of a PDF; return PNG bytes by name, in the order asked for.

    What cannot be rendered is missing from the result and its reason is logged. The same file and requests give the
    same bytes.
    """
    if not requests:
        return {}
    pictures: dict[str, bytes] = {}
    job = {
        "path": str(Path(path).absolute()),
        "max_pages": settings.max_pages,
        "resolution": settings.crop_resolution,
        "pictures": unstructure(tuple(requests)),
    }
    try:
        for answer in run_guarded("cetingest.extract.pictures.highlights:draw_pictures", job, limits_of(settings)):
            if "png" in answer:
                pictures[answer["name"]] = base64.b64decode(answer["png"])
            else:
                what = f"picture {answer['name']}" if "name" in answer else "pictures"
                logger.warning(Line(f"{path}: no {what}: {answer['reason']}", page=answer.get("page_number")))
    except ReaderError as error:
        drawn = f"{len(pictures)} of {len(requests)} pictures rendered"
        logger.warning(Line(f"{path}: {drawn}: the reader {error}", page=error.page_number))
    return pictures
