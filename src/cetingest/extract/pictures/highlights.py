"""Mark places on a rendered page and write it as a small PNG; runs in the guarded child only."""

import io
from collections.abc import Sequence

from PIL import Image, ImageChops, ImageDraw

from cetingest.model import BBox

# A marker pen darkens paper and leaves ink alone: the yellow is multiplied, not laid over the text.
_PEN = (255, 238, 128)
_OUTLINE = (201, 148, 0)
_PADDING = 2.0
_CORNER = 2.5
# Black text on white and on yellow needs few shades; 48 keep antialiasing and simple charts, at a third of the bytes.
_COLOURS = 48


def draw_highlights(image: Image.Image, shown: BBox, boxes: Sequence[BBox], resolution: int) -> Image.Image:
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


def encode_png(image: Image.Image) -> bytes:
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
