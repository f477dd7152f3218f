"""What runs inside the guarded child that reads scans: the picture of a page becomes a message of its lines."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from cetingest.extract.layout.lines import group_lines
from cetingest.extract.ocr import tesseract
from cetingest.extract.ocr.recognition import choose_resolution, recognise
from cetingest.extract.ocr.tesseract import TesseractError
from cetingest.extract.pages import pack_page
from cetingest.extract.pdf.failures import PdfError
from cetingest.extract.pdf.file import PdfFile, open_pdf
from cetingest.storage import unstructure

Request = dict[str, Any]
Message = dict[str, Any]


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
        resolution = choose_resolution(content.width, content.height)
        image, _ = file.picture(page_number, (0.0, 0.0, content.width, content.height), resolution)
        glyphs = recognise(image, models, resolution, seconds)
    except (PdfError, TesseractError) as error:
        return {"failed_page": page_number, "reason": str(error)}
    return {"page": unstructure(pack_page(group_lines(replace(content, glyphs=glyphs))))}
