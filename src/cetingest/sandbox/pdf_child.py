"""Read the front of a cited PDF; runs in the guarded child of `pdfs` only.

It knows nothing of the rest of cetingest, so that the child starts fast. PDFs are hostile: this process may be killed
at any moment and has nothing to lose.
"""

import io
import logging
import re
from collections.abc import Iterator
from typing import Any

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LAParams, LTChar, LTContainer, LTTextLine
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream, resolve1

_TEXT_CHARACTERS = 2_000
_LITTLE_TEXT = 200
"""Characters: a cover with less is a picture, and the page after it says what the document is."""
_TITLE_CHARACTERS = 500
_LINES = 400
_MOST_PAGES = 5_000
"""Of a damaged file; to write more of them anew takes longer than there is time."""
_SAME_SIZE = 0.95
_XMP_TITLE = re.compile(rb"<dc:title\b[^>]{0,200}>(.{0,4000}?)</dc:title>", re.DOTALL)
_XMP_DATE = re.compile(rb"<xmp:CreateDate>\s{0,20}(\d{4}-\d\d-\d\d)")
_TAG = re.compile(rb"<[^<>]{0,400}>")
_INFO_DATE = re.compile(r"^(?:D:)?(\d{4})(\d\d)(\d\d)")
_LETTER = re.compile(r"[^\W\d_]")


def answer(body: bytes) -> Iterator[dict[str, object]]:
    """Answer a PDF with what `read_front` returns."""
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    yield read_front(body)


def read_front(body: bytes) -> dict[str, object]:
    """Return what the front of a PDF says: titles, text, language, page count, date; {} when it cannot be read.

    A damaged file is mended first.
    """
    document = _opened(body)
    if document is None or not _has_page(document):
        document = _mended(body) or document
    if document is None:
        return {}
    front: dict[str, Any] = {"page_count": _page_count(document)}
    for read in (_described, _shown):
        try:
            front |= read(document)
        except Exception:  # noqa: BLE001, S112 - the same: what one part refuses to say, another may
            continue
    titles = [*front.pop("shown", []), *front.pop("described", [])]
    return front | {
        "titles": [title for title in dict.fromkeys(t.strip()[:_TITLE_CHARACTERS] for t in titles) if title]
    }


def _opened(body: bytes) -> PDFDocument | None:
    """Open a PDF and count its pages; None when that does not succeed."""
    try:
        document = PDFDocument(PDFParser(io.BytesIO(body)))
        _page_count(document)
        return document
    except Exception:  # noqa: BLE001 - a hostile file makes the library raise anything: it cannot be read
        return None


def _has_page(document: PDFDocument) -> bool:
    try:
        return any(PDFPage.create_pages(document))
    except Exception:  # noqa: BLE001 - as above
        return False


def _mended(body: bytes) -> PDFDocument | None:
    """Open what pdfium makes of a damaged PDF; one cut off inside an object was fetched in part only."""
    from cetingest.sandbox.mending import is_cut_off, mend  # noqa: PLC0415 - pdfium takes its time

    mended = None if is_cut_off(body) else mend(body, _MOST_PAGES)
    return None if mended is None else _opened(mended)


def _page_count(document: PDFDocument) -> int | None:
    count = resolve1(resolve1(document.catalog.get("Pages"))["Count"])
    return count if isinstance(count, int) and 0 < count < 1_000_000 else None


def _described(document: PDFDocument) -> dict[str, Any]:
    """Read XMP's title and Info's, which often is the name of a file."""
    found: dict[str, Any] = {"described": []}
    metadata = resolve1(document.catalog.get("Metadata"))
    if isinstance(metadata, PDFStream):
        packet = metadata.get_data()[:200_000]
        if title := _XMP_TITLE.search(packet):
            found["described"].append(_TAG.sub(b" ", title[1]).decode("utf-8", "replace"))
        if made := _XMP_DATE.search(packet):
            found["issued_date"] = made[1].decode()
    for info in document.info[:3]:
        if named := _text(resolve1(info.get("Title"))):
            found["described"].append(named)
        if date := _INFO_DATE.match(_text(resolve1(info.get("CreationDate")))):
            found.setdefault("issued_date", "-".join(date.groups()))
    language = _text(resolve1(document.catalog.get("Lang")))
    return found | ({"language": language[:35]} if language else {})


def _text(value: object) -> str:
    """Decode a PDF text string: UTF-16 or UTF-8 with a mark, else what is taken for PDFDocEncoding."""
    if not isinstance(value, bytes):
        return ""
    for mark, encoding in ((b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le"), (b"\xef\xbb\xbf", "utf-8")):
        if value.startswith(mark):
            return value[len(mark) :].decode(encoding, "replace")
    try:
        return value.decode("ascii")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _shown(document: PDFDocument) -> dict[str, Any]:
    """Read the first page, and the second if that is nearly empty: its text, and its largest lines."""
    manager = PDFResourceManager()
    device = PDFPageAggregator(manager, laparams=LAParams(boxes_flow=None))
    interpreter = PDFPageInterpreter(manager, device)
    text, titles = "", list[str]()
    for number, page in enumerate(PDFPage.create_pages(document)):
        interpreter.process_page(page)
        lines = list(_lines(device.get_result()))
        text = f"{text} {' '.join(line for line, _, _ in lines)}".strip()
        titles += _largest(lines)
        if len(text) >= _LITTLE_TEXT or number >= 1:
            break
    return {"shown": titles, "text": text[:_TEXT_CHARACTERS]}


def _lines(container: LTContainer[Any]) -> Iterator[tuple[str, float, float]]:
    """Iterate over text lines: text, size of its letters and height on the page, from the top."""
    found: list[tuple[str, float, float]] = []
    todo: list[Any] = [container]
    while todo and len(found) < _LINES:
        one = todo.pop()
        if isinstance(one, LTTextLine):
            sizes = sorted(char.size for char in one if isinstance(char, LTChar))
            if text := " ".join(one.get_text().split()):
                found.append((text, sizes[len(sizes) // 2] if sizes else 0.0, one.y1))
        elif isinstance(one, LTContainer):
            todo.extend(one)
    yield from sorted(found, key=lambda line: -line[2])


def _largest(lines: list[tuple[str, float, float]]) -> list[str]:
    """Return the texts set in the two largest sizes, each joined over its lines; lone letters and numbers are none."""
    worded = [line for line in lines if len(_LETTER.findall(line[0])) >= 3]
    sizes = sorted({line[1] for line in worded}, reverse=True)
    titles, taken = list[str](), 0.0
    for size in sizes:
        if len(titles) == 2:
            break
        if taken and size >= taken * _SAME_SIZE:
            continue
        taken = size
        titles.append(" ".join(text for text, s, _ in worded if size * _SAME_SIZE <= s <= size))
    return titles
