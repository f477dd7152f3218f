"""Draw places of a PDF with boxes marked on them; runs in the guarded child only."""

import base64
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops, ImageDraw

from cetingest.extract.pdf.failures import PdfError
from cetingest.extract.pdf.file import PdfFile, open_pdf
from cetingest.model import BBox

Message = dict[str, Any]

# A marker pen darkens paper and leaves ink alone: the yellow is multiplied, not laid over the text.
_PEN = (255, 238, 128)
_OUTLINE = (201, 148, 0)
_PADDING = 2.0
_CORNER = 2.5
# Black text on white and on yellow needs few shades; 48 keep antialiasing and simple charts, at a third of the bytes.
_COLOURS = 48


def draw_pictures(request: Message) -> Iterator[Message]:
    """Answer {"name", "png"} (base64) or {"name", "reason"} for each picture; or {"failed"} alone."""
    try:
        with open_pdf(Path(request["path"]), max_pages=request["max_pages"]) as file:
            for picture in request["pictures"]:
                yield {"name": picture["name"]} | _draw(file, picture, request["resolution"])
    except PdfError as error:
        yield {"failed": error.kind.value, "reason": str(error)}


def _draw(file: PdfFile, picture: Message, resolution: int) -> Message:
    try:
        image, shown = file.picture(picture["page_number"], tuple(picture["crop"]), resolution)
    except PdfError as error:
        return {"reason": str(error)}
    marked = _mark(image, shown, [tuple(box) for box in picture["highlights"]], resolution)
    return {"png": base64.b64encode(_encode_png(marked)).decode("ascii")}


def _mark(image: Image.Image, shown: BBox, boxes: Sequence[BBox], resolution: int) -> Image.Image:
    """Mark boxes (points on the page) on an image that shows the part `shown` of the page."""
    scale = resolution / 72
    image = image.convert("RGB")
    pen = Image.new("RGB", image.size, (255, 255, 255))
    rounded = [_to_pixels(box, shown, scale) for box in boxes]
    for box in rounded:
        ImageDraw.Draw(pen).rounded_rectangle(box, radius=_CORNER * scale, fill=_PEN)
    marked = ImageChops.multiply(image, pen)
    for box in rounded:
        ImageDraw.Draw(marked).rounded_rectangle(
            box, radius=_CORNER * scale, outline=_OUTLINE, width=max(1, round(scale / 2))
        )
    return marked


def _encode_png(image: Image.Image) -> bytes:
    """Encode as a palette PNG; equal images give equal bytes."""
    small = image.quantize(_COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    out = io.BytesIO()
    small.save(out, format="PNG", optimize=True)
    return out.getvalue()


def _to_pixels(box: BBox, shown: BBox, scale: float) -> tuple[float, float, float, float]:
    return (
        max(0.0, (box[0] - _PADDING - shown[0]) * scale),
        max(0.0, (box[1] - _PADDING - shown[1]) * scale),
        min((shown[2] - shown[0]) * scale - 1, (box[2] + _PADDING - shown[0]) * scale),
        min((shown[3] - shown[1]) * scale - 1, (box[3] + _PADDING - shown[1]) * scale),
    )
