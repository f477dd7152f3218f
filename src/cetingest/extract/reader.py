"""What runs inside the guarded child: a PDF becomes messages of pages and of the text that they make."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from cetingest.extract.assembly import assemble
from cetingest.extract.layout.lines import PageLines, group_lines
from cetingest.extract.pages import pack_page, unpack_page
from cetingest.extract.pdf.failures import PdfError
from cetingest.extract.pdf.file import PdfFile, open_pdf
from cetingest.storage import unstructure

Request = dict[str, Any]
Message = dict[str, Any]

# Blocks, notes and so on in one message: some 300 kB, where a message may have 32 MB.
_PIECE = 500


def read_document(request: Request) -> Iterator[Message]:
    """Answer {"facts"}, for each page {"begun"} and {"page"} or {"failed_page"}, then {"fonts"} and {"read"}.

    Last of all {"text"} in pieces. Or {"failed"} alone.
    """
    pages: list[PageLines] = []
    try:
        with open_pdf(Path(request["path"]), max_pages=request["max_pages"]) as file:
            facts = file.facts()
            yield {"facts": unstructure(facts)}
            for page_number in file.page_numbers:
                yield {"begun": page_number}
                yield _read_page(file, page_number, pages)
            yield {"fonts": [unstructure(font) for font in file.doubtful_fonts()]}
    except PdfError as error:
        yield {"failed": error.kind.value, "reason": str(error)}
    else:
        yield {"read": len(pages)}
        yield from _assemble(request["document_id"], pages, facts.outline, facts.title)


def _read_page(file: PdfFile, page_number: int, pages: list[PageLines]) -> Message:
    try:
        pages.append(group_lines(file.content(page_number)))
    except PdfError as error:
        return {"failed_page": page_number, "reason": str(error)}
    return {"page": unstructure(pack_page(pages[-1]))}


def assemble_pages(request: Request) -> Iterator[Message]:
    """Answer {"text"} in pieces: what the pages that other children have read make."""
    outline = [(level, title) for level, title in request["outline"]]
    pages = [unpack_page(lines) for lines in request["pages"]]
    yield from _assemble(request["document_id"], pages, outline, request["title"])


def _assemble(
    document_id: str, pages: Sequence[PageLines], outline: Sequence[tuple[int, str]], title: str | None
) -> Iterator[Message]:
    for piece in assemble(document_id, pages, outline, title).cut(_PIECE):
        yield {"text": unstructure(piece)}
