"""Pictures of whole pages with everything that was found outlined, for people who ask why."""

import base64
import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from cetingest.errors import ReaderError
from cetingest.logs import Line
from cetingest.model import BBox, BlockKind, Document, Provenance
from cetingest.sandbox.guarded import limits_of, run_guarded
from cetingest.settings import ExtractSettings
from cetingest.storage import unstructure

logger = logging.getLogger(__name__)
_TARGET = "cetingest.extract.pictures.outlines:draw_pages"


class OutlineKind(StrEnum):
    """What an outline stands for; each has its colour."""

    HEADING = "title or heading"
    TEXT = "paragraph or list item"
    OTHER = "caption, table or other"
    FOOTNOTE = "footnote or endnote"
    REFERENCE = "footnote reference"
    UNPAIRED = "reference without footnote"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A box on a page, in points, with a few characters that say what it is."""

    kind: OutlineKind
    bbox: BBox
    label: str = ""


_KIND_OF_BLOCK = {
    BlockKind.TITLE: OutlineKind.HEADING,
    BlockKind.HEADING: OutlineKind.HEADING,
    BlockKind.PARAGRAPH: OutlineKind.TEXT,
    BlockKind.LIST_ITEM: OutlineKind.TEXT,
}


def render_debug_images(path: Path, document: Document, settings: ExtractSettings) -> Iterator[tuple[int, bytes]]:
    """Render each page with blocks, notes and marks outlined; yield (page number, PNG) in order.

    What cannot be rendered is left out and its reason is logged.
    """
    outlines = collect_outlines(document)
    job = {
        "path": str(Path(path).absolute()),
        "max_pages": settings.max_pages,
        "resolution": settings.crop_resolution,
        "legend": [kind.value for kind in OutlineKind],
        "pages": [
            {
                "page_number": page.page_number,
                "size": [page.width, page.height],
                "outlines": unstructure(tuple(outlines.get(page.page_number, ()))),
            }
            for page in document.pages
        ],
    }
    try:
        for answer in run_guarded(_TARGET, job, limits_of(settings)):
            if "png" in answer:
                yield answer["page_number"], base64.b64decode(answer["png"])
            else:
                page = answer.get("page_number")
                logger.warning(Line(f"{path}: no picture of page {page or 'any'}: {answer['reason']}", page=page))
    except ReaderError as error:
        logger.warning(Line(f"{path}: not all pictures were rendered: the reader {error}", page=error.page_number))


def collect_outlines(document: Document) -> dict[int, list[Outline]]:
    """Return the outlines of each page: blocks with the end of their id, notes with label and confidence, marks."""
    found: dict[int, list[Outline]] = defaultdict(list)
    for block in document.blocks:
        kind = _KIND_OF_BLOCK.get(block.kind, OutlineKind.OTHER)
        level = "" if block.level is None else f" {block.level}"
        name = f"{block.block_id.rpartition('-')[2]} {block.kind.value}{level}"
        _add(found, kind, block.provenance, name)
    for note in document.footnotes:
        _add(found, OutlineKind.FOOTNOTE, note.provenance, f"{note.label} ({note.confidence:.2f})")
    for reference in document.footnote_references:
        kind = OutlineKind.UNPAIRED if reference.footnote_id is None else OutlineKind.REFERENCE
        _add(found, kind, reference.provenance, "" if reference.footnote_id else reference.label)
    return dict(found)


def _add(found: dict[int, list[Outline]], kind: OutlineKind, places: Iterable[Provenance], label: str) -> None:
    for number, place in enumerate(places):
        text = f"{label} ..." if label and number else label
        found[place.page_number].append(Outline(kind=kind, bbox=place.bbox, label=text))
