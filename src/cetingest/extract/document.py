"""Read a PDF in the guarded child and make a `model.Document` of it, whatever the file is like."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from cetingest import storage
from cetingest.errors import InputError, ReaderError
from cetingest.extract.answers import Assembled, ReadPage
from cetingest.extract.glyphs import UNMAPPED
from cetingest.extract.scans import Recognition, find_scans, read_scans
from cetingest.extract.texts.language import choose_language
from cetingest.model import BlockKind, Document, Page, Problem, ProblemCode, Provenance
from cetingest.sandbox.guarded import limits_of, run_guarded
from cetingest.settings import ExtractSettings

# Where PDF readers look for the signature (ISO 32000-2, implementation note on headers).
_HEADER_BYTES = 1024
_READ, _ASSEMBLE = "cetingest.extract.reader:read_document", "cetingest.extract.reader:assemble_pages"
_FAILURES = {
    "encrypted": (ProblemCode.FILE_ENCRYPTED, "save a copy without the password"),
    "too-many-pages": (ProblemCode.FILE_TOO_LARGE, "split the file or raise extract.max_pages"),
    "cut-off": (ProblemCode.FILE_UNREADABLE, ""),
    "unreadable": (ProblemCode.FILE_UNREADABLE, "open it in a PDF viewer and save it again"),
}


@dataclass(slots=True)
class _Reading:
    """What the child has answered so far."""

    facts: dict[str, Any] = field(default_factory=dict)
    pages: list[ReadPage] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    page_number: int | None = None
    characters: int = 0
    fonts: list[dict[str, Any]] = field(default_factory=list)
    is_read: bool = False
    text: list[Assembled] = field(default_factory=list)
    is_assembled: bool = False


def read_document(
    path: Path,
    *,
    document_id: str,
    source_filename: str | None = None,
    settings: ExtractSettings,
    on_page: Callable[[int, int], None] | None = None,
) -> Document:
    """Read a PDF; a bad file gives a Document with the pages that could be read and the problems that say why.

    `on_page` is called with (pages done, pages in all). Raises InputError when the path does not exist or cannot be
    opened, nothing else for any content of the file.
    """
    path = Path(path)
    name = source_filename or path.name
    sha256, reading = _open(path), _Reading()
    refusal = _refuse(path, name, document_id, settings)
    if refusal is not None:
        reading.problems.append(refusal)
    else:
        _read(path, name, document_id, settings, on_page, reading)
        _recognise(path, name, document_id, settings, on_page, reading)
        if reading.pages and not reading.is_assembled:
            _assemble(name, document_id, settings, reading)
    return _make_document(document_id, name, sha256, reading)


def _open(path: Path) -> str:
    try:
        return storage.sha256_of(path)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}; name a PDF file that can be read") from error


def _refuse(path: Path, name: str, document_id: str, settings: ExtractSettings) -> Problem | None:
    """Return why a file is not even opened in the child: its size or its first bytes."""
    size = path.stat().st_size
    if size > settings.max_file_bytes:
        message = (
            f"{name}: {size:,} bytes, more than {settings.max_file_bytes:,}; split the file or raise "
            "extract.max_file_bytes"
        )
        return Problem(code=ProblemCode.FILE_TOO_LARGE, message=message, subject_id=document_id)
    with path.open("rb") as file:
        head = file.read(_HEADER_BYTES)
    if b"%PDF-" in head:
        return None
    what = "the file is empty" if not head else f"the file is no PDF (it begins with {head[:8]!r})"
    return Problem(
        code=ProblemCode.FILE_UNREADABLE,
        message=f"{name}: {what}; put the PDF itself there",
        subject_id=document_id,
    )


def _read(
    path: Path,
    name: str,
    document_id: str,
    settings: ExtractSettings,
    on_page: Callable[[int, int], None] | None,
    reading: _Reading,
) -> None:
    job = {"path": str(path.absolute()), "max_pages": settings.max_pages, "document_id": document_id}
    try:
        for answer in run_guarded(_READ, job, limits_of(settings)):
            _take(answer, name, document_id, reading)
            if reading.characters > settings.max_characters:
                raise ReaderError(
                    f"found more than {settings.max_characters:,} characters and was stopped; "
                    "raise extract.max_characters if the file is trusted"
                )
            if on_page is not None and ("page" in answer or "failed_page" in answer):
                on_page(reading.page_number or 0, reading.facts["page_count"])
        reading.is_assembled = reading.is_read
    except ReaderError as error:
        if reading.is_read:  # only the text is missing; a child of its own makes it and has the full time for it
            return
        where = f"at page {reading.page_number}" if reading.page_number else "while the file was opened"
        message = f"{name}: {where} the reader {error}"
        if reading.pages:
            message += f" ({len(reading.pages)} of {reading.facts['page_count']} pages were read)"
        reading.problems.append(Problem(code=ProblemCode.READER_STOPPED, message=message, subject_id=document_id))


def _recognise(
    path: Path,
    name: str,
    document_id: str,
    settings: ExtractSettings,
    on_page: Callable[[int, int], None] | None,
    reading: _Reading,
) -> None:
    """Read pages without text by text recognition; add problems that name those read and those left."""
    scans = find_scans(reading.pages)
    if scans:
        found = read_scans(path, scans, reading.facts.get("language"), settings, on_page)
        reading.pages = [found.pages.get(page.page_number, page) for page in reading.pages]
        reading.is_assembled = reading.is_assembled and not found.pages
        reading.problems += _scan_problems(document_id, name, scans, found)


def _assemble(name: str, document_id: str, settings: ExtractSettings, reading: _Reading) -> None:
    """Make the text in a child of its own: after the reader stopped at a later page, or where pages were recognised."""
    reading.text = []
    job = {
        "document_id": document_id,
        "pages": [page.lines for page in reading.pages],
        "outline": reading.facts.get("outline", ()),
        "title": reading.facts.get("title"),
    }
    try:
        for answer in run_guarded(_ASSEMBLE, job, limits_of(settings)):
            _take(answer, name, document_id, reading)
    except ReaderError as error:
        message = f"{name}: while the text was put together the reader {error}"
        reading.problems.append(Problem(code=ProblemCode.READER_STOPPED, message=message, subject_id=document_id))
        reading.pages, reading.text = [], []  # pages without their text would pass for empty ones


def _scan_problems(document_id: str, name: str, scans: Sequence[ReadPage], found: Recognition) -> Iterator[Problem]:
    numbers_read = {number for number, page in found.pages.items() if page.has_lines}
    read = [page for page in scans if page.page_number in numbers_read]
    left = [page for page in scans if page.page_number not in numbers_read]
    if read:
        numbers = _list_numbers([page.page_number for page in read])
        yield Problem(
            code=ProblemCode.READ_BY_OCR,
            message=f"{name}: the text of {numbers} was read by {found.reader} from pictures; compare what matters",
            subject_id=document_id,
            provenance=tuple(_whole(page) for page in read),
        )
    if left:
        numbers = _list_numbers([page.page_number for page in left])
        what = "no text but a stamp" if all(page.is_stamped_picture for page in left) else "no text"
        yield Problem(
            code=ProblemCode.NO_TEXT_LAYER,
            message=f"{name}: {what} on {numbers}; if it is a scan, {found.advice}",
            subject_id=document_id,
            provenance=tuple(_whole(page) for page in left),
        )


def _take(answer: dict[str, Any], name: str, document_id: str, reading: _Reading) -> None:
    if "facts" in answer:
        reading.facts = answer["facts"]
    elif "begun" in answer:
        reading.page_number = answer["begun"]
    elif "page" in answer:
        reading.pages.append(storage.structure(answer["page"], ReadPage))
        reading.characters += reading.pages[-1].characters
    elif "fonts" in answer:
        reading.fonts = answer["fonts"]
    elif "read" in answer:
        reading.is_read = True
    elif "text" in answer:
        reading.text.append(storage.structure(answer["text"], Assembled))
    elif "failed_page" in answer:
        message = (
            f"{name}: page {answer['failed_page']} could not be read ({answer['reason']}); "
            "the other pages were; open the file in a PDF viewer and save it again"
        )
        reading.problems.append(Problem(code=ProblemCode.READER_STOPPED, message=message, subject_id=document_id))
    else:
        code, advice = _FAILURES[answer["failed"]]
        message = f"{name}: {answer['reason']}" + (f"; {advice}" if advice else "")
        reading.problems.append(Problem(code=code, message=message, subject_id=document_id))


def _make_document(document_id: str, name: str, sha256: str, reading: _Reading) -> Document:
    facts, pages = reading.facts, reading.pages
    text = Assembled.join(reading.text)
    problems = (
        *_page_problems(document_id, name, facts),
        *_lost_problems(document_id, name, pages),
        *_text_problems(document_id, name, pages),
        *_font_problems(document_id, name, reading),
    )
    document = Document(
        document_id=document_id,
        source_filename=name,
        sha256=sha256,
        title=_title_of(text) or facts.get("title"),
        language=choose_language(facts.get("language"), " ".join(block.text for block in text.blocks)),
        page_count=facts.get("page_count", 0),
        producer=facts.get("producer"),
        pages=tuple(Page(page_number=p.page_number, width=p.width, height=p.height) for p in pages),
        blocks=text.blocks,
        footnotes=text.footnotes,
        footnote_references=text.footnote_references,
        hyperlinks=text.hyperlinks,
        margins=text.margins,
        problems=(*reading.problems, *problems, *text.problems),
    )
    return _with_doubts(document)


def _with_doubts(document: Document) -> Document:
    """Return the document with each note that is probably misread marked so."""
    doubts = [document.doubt_at(note.provenance) for note in document.footnotes]
    if not any(doubts):
        return document
    notes = (
        replace(note, text_doubt=doubt) if doubt else note
        for note, doubt in zip(document.footnotes, doubts, strict=True)
    )
    return replace(document, footnotes=tuple(notes))


def _title_of(text: Assembled) -> str | None:
    return next((block.text for block in text.blocks if block.kind is BlockKind.TITLE), None)


def _page_problems(document_id: str, name: str, facts: dict[str, Any]) -> Iterator[Problem]:
    """Tell of pages that the file counts and that are not in it."""
    read, claimed = facts.get("page_count", 0), facts.get("claimed_page_count", 0)
    if claimed > read:
        message = f"{name}: {read} of {claimed} pages were read, the file is damaged; get it again from its source"
        yield Problem(code=ProblemCode.PAGES_MISSING, message=message, subject_id=document_id)


def _lost_problems(document_id: str, name: str, pages: Sequence[ReadPage]) -> Iterator[Problem]:
    """Tell of pages whose content is not in the file, or not whole: they would pass for empty or short ones."""
    damaged = [page for page in pages if page.lost_parts]
    if damaged:
        numbers = _list_numbers([page.page_number for page in damaged])
        yield Problem(
            code=ProblemCode.CONTENT_LOST,
            message=f"{name}: parts of {numbers} are lost, the file is damaged; get it again from its source",
            subject_id=document_id,
            provenance=tuple(_whole(page) for page in damaged),
        )


def _text_problems(document_id: str, name: str, pages: Sequence[ReadPage]) -> Iterator[Problem]:
    unmapped = Counter({page.page_number: page.unmapped for page in pages})
    broken = [page for page in pages if unmapped[page.page_number]]
    if broken:
        yield Problem(
            code=ProblemCode.UNMAPPED_GLYPHS,
            message=f"{name}: {unmapped.total()} characters have no Unicode value in the file and stand as {UNMAPPED}, "
            f"on {_list_numbers([page.page_number for page in broken])}; another copy of the PDF may be better",
            subject_id=document_id,
            provenance=tuple(_whole(page) for page in broken),
        )
    turned = [page for page in pages if page.turned]
    if turned:
        yield Problem(
            code=ProblemCode.TURNED_TEXT,
            message=f"{name}: {sum(page.turned for page in turned)} characters that do not stand upright are left out, "
            f"on {_list_numbers([page.page_number for page in turned])}",
            subject_id=document_id,
            provenance=tuple(_whole(page) for page in turned),
        )


def _font_problems(document_id: str, name: str, reading: _Reading) -> Iterator[Problem]:
    for font in reading.fonts:
        numbers = sorted({place["page_number"] for place in font["places"]})
        yield Problem(
            code=ProblemCode.DOUBTFUL_FONT,
            message=f"{name}: what the font {font['fontname']} says is hardly what it shows ({font['excerpt']!r}), "
            f"on {_list_numbers(numbers)}; compare the text and its URLs with the page",
            subject_id=document_id,
            provenance=tuple(storage.structure(place, Provenance) for place in font["places"]),
        )


def _whole(page: ReadPage) -> Provenance:
    return Provenance(page_number=page.page_number, bbox=(0.0, 0.0, page.width, page.height))


def _list_numbers(numbers: Sequence[int]) -> str:
    """Name pages for a message: a few by number, many by count.

    >>> _list_numbers([3]), _list_numbers([1, 2, 5])
    ('page 3', 'pages 1, 2, 5')
    """
    if len(numbers) > 8:
        return f"{len(numbers)} pages, from page {numbers[0]}"
    return ("page " if len(numbers) == 1 else "pages ") + ", ".join(map(str, numbers))
