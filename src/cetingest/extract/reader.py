"""What runs inside the guarded child: a PDF becomes messages of lines or pictures."""

import base64
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from cetingest.extract.layout.lines import group_lines
from cetingest.extract.ocr import tesseract
from cetingest.extract.ocr.tesseract import TesseractError
from cetingest.extract.pdf.file import PdfError, PdfFile, open_pdf
from cetingest.extract.pictures.highlights import draw_highlights, encode_png
from cetingest.storage import unstructure

Request = dict[str, Any]
Message = dict[str, Any]


def read_lines(request: Request) -> Iterator[Message]:
    """Answer {"facts"}, then for each page {"begun"} and {"page"} or {"failed_page"}; or {"failed"} alone."""
    try:
        with open_pdf(Path(request["path"]), max_pages=request["max_pages"]) as file:
            yield {"facts": unstructure(file.facts())}
            for page_number in file.page_numbers:
                yield {"begun": page_number}
                yield _read_page(file, page_number)
    except PdfError as error:
        yield {"failed": error.kind.value, "reason": str(error)}


def _read_page(file: PdfFile, page_number: int) -> Message:
    try:
        return {"page": unstructure(group_lines(file.content(page_number)))}
    except PdfError as error:
        return {"failed_page": page_number, "reason": str(error)}


def read_scans(request: Request) -> Iterator[Message]:
    """Answer {"reader"}, then for each page named {"page"} (read by tesseract) or {"failed_page"}; or {"failed"}."""
    try:
        models = tesseract.choose_models(request["models"], request["language"])
        yield {"reader": f"tesseract {tesseract.version()} ({models})"}
        with open_pdf(Path(request["path"]), max_pages=request["max_pages"]) as file:
            for page_number in request["page_numbers"]:
                yield _read_scan(file, page_number, models, request["page_seconds"])
    except (PdfError, TesseractError) as error:
        yield {"failed": "scans", "reason": str(error)}


def _read_scan(file: PdfFile, page_number: int, models: str, seconds: float) -> Message:
    try:
        content = file.content(page_number)
        resolution = tesseract.choose_resolution(content.width, content.height)
        image, _ = file.picture(page_number, (0.0, 0.0, content.width, content.height), resolution)
        glyphs = tesseract.recognise(image, models, resolution, seconds)
    except (PdfError, TesseractError) as error:
        return {"failed_page": page_number, "reason": str(error)}
    return {"page": unstructure(group_lines(replace(content, glyphs=glyphs)))}


def draw_pictures(request: Request) -> Iterator[Message]:
    """Answer {"name", "png"} (base64) or {"name", "reason"} for each picture; or {"failed"} alone."""
    try:
        with open_pdf(Path(request["path"]), max_pages=request["max_pages"]) as file:
            for picture in request["pictures"]:
                yield {"name": picture["name"]} | _draw(file, picture, request["resolution"])
    except PdfError as error:
        yield {"failed": error.kind.value, "reason": str(error)}


def _draw(file: PdfFile, picture: Request, resolution: int) -> Message:
    try:
        image, shown = file.picture(picture["page_number"], tuple(picture["crop"]), resolution)
    except PdfError as error:
        return {"reason": str(error)}
    marked = draw_highlights(image, shown, [tuple(box) for box in picture["highlights"]], resolution)
    return {"png": base64.b64encode(encode_png(marked)).decode("ascii")}
