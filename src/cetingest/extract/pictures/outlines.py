"""Draw outlines and their legend on rendered pages; runs in the guarded child only."""

import base64
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from cetingest.extract.pdf.failures import PdfError
from cetingest.extract.pdf.file import PdfFile, open_pdf

# Distinct for most eyes on white paper, also in order of the legend (Okabe and Ito 2008).
_COLOURS = ((0, 114, 178), (120, 120, 120), (230, 159, 0), (0, 158, 115), (213, 94, 0), (204, 0, 140))
_LEGEND_HEIGHT = 22
_SIGN = 10
_TINT = 0.12


def draw_pages(request: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Answer {"page_number", "png"} (base64) or {"page_number", "reason"} for each page; or {"reason"} alone."""
    colours = dict(zip(request["legend"], _COLOURS, strict=True))
    try:
        with open_pdf(Path(request["path"]), max_pages=request["max_pages"]) as file:
            for page in request["pages"]:
                yield {"page_number": page["page_number"]} | _draw(file, page, request["resolution"], colours)
    except PdfError as error:
        yield {"reason": str(error)}


def _draw(
    file: PdfFile, page: dict[str, Any], resolution: int, colours: dict[str, tuple[int, int, int]]
) -> dict[str, Any]:
    width, height = page["size"]
    try:
        image, _ = file.picture(page["page_number"], (0.0, 0.0, width, height), resolution)
    except PdfError as error:
        return {"reason": str(error)}
    drawn = outline_page(image.convert("RGB"), page["outlines"], resolution / 72, colours)
    out = io.BytesIO()
    _with_legend(drawn, colours).save(out, format="PNG", optimize=True)
    return {"png": base64.b64encode(out.getvalue()).decode("ascii")}


def outline_page(
    image: Image.Image,
    outlines: Sequence[dict[str, Any]],
    scale: float,
    colours: dict[str, tuple[int, int, int]],
) -> Image.Image:
    """Return the image with a tinted box and a label for each outline."""
    tint = Image.new("RGB", image.size, (255, 255, 255))
    pen = ImageDraw.Draw(tint)
    for outline in outlines:
        pen.rectangle(_box(outline, scale), fill=colours[outline["kind"]])
    marked = Image.blend(image, Image.blend(image, tint, 0.5), 2 * _TINT) if outlines else image
    pen = ImageDraw.Draw(marked)
    font = ImageFont.load_default(size=max(8, round(6 * scale)))
    for outline in outlines:
        box, colour = _box(outline, scale), colours[outline["kind"]]
        pen.rectangle(box, outline=colour, width=max(1, round(scale / 2)))
        if outline["label"]:
            _write(pen, box, outline["label"], font, colour)
    return marked


def _write(
    pen: ImageDraw.ImageDraw,
    box: tuple[float, float, float, float],
    label: str,
    font: ImageFont.FreeTypeFont | ImageFont.ImageFont,
    colour: tuple[int, int, int],
) -> None:
    """Write a label on its colour, left of the box where the page has room, else over its upper left corner."""
    x0, top, x1, bottom = pen.textbbox((0, 0), label, font=font)
    width, height = x1 - x0 + 4, bottom - top + 4
    left = box[0] - width if box[0] >= width else box[0]
    upper = max(0.0, box[1] - (0 if left < box[0] else height))
    pen.rectangle((left, upper, left + width, upper + height), fill=colour)
    pen.text((left + 2 - x0, upper + 2 - top), label, font=font, fill=(255, 255, 255))


def _with_legend(image: Image.Image, colours: dict[str, tuple[int, int, int]]) -> Image.Image:
    """Return the image with a line below it that names the colours."""
    whole = Image.new("RGB", (image.width, image.height + _LEGEND_HEIGHT), (255, 255, 255))
    whole.paste(image, (0, 0))
    pen = ImageDraw.Draw(whole)
    font = ImageFont.load_default(size=_SIGN)
    x, y = 6.0, image.height + (_LEGEND_HEIGHT - _SIGN) / 2
    for name, colour in colours.items():
        pen.rectangle((x, y, x + _SIGN, y + _SIGN), fill=colour)
        pen.text((x + _SIGN + 4, y - 1), name, font=font, fill=(40, 40, 40))
        x += _SIGN + 14 + pen.textlength(name, font=font)
    return whole


def _box(outline: dict[str, Any], scale: float) -> tuple[float, float, float, float]:
    x0, top, x1, bottom = outline["bbox"]
    return x0 * scale - 1, top * scale - 1, x1 * scale + 1, bottom * scale + 1
