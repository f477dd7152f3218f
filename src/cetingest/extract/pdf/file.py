"""The one door to pdfplumber; runs in the guarded child only."""

import io
import itertools
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pdfplumber
from pdfminer.pdfdocument import PDFDestinationNotFound, PDFNoOutlines, PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFObjRef, resolve1
from pdfplumber.page import Page, fix_fontname_bytes
from pdfplumber.pdf import PDF
from PIL.Image import Image

from cetingest.extract.glyphs import LinkArea, PageContent, Target
from cetingest.extract.pdf.characters import Frame, PageReader, ShownText
from cetingest.extract.pdf.doubtful_fonts import DoubtfulFont, FontSamples
from cetingest.extract.pdf.failures import FailureKind, PdfError
from cetingest.extract.pdf.fonts import FontStore
from cetingest.extract.pdf.frames import Margins, find_margins, frame_page
from cetingest.extract.pdf.operators import ContentInterpreter
from cetingest.extract.pdf.page_glyphs import read_glyphs, read_rules, read_seen
from cetingest.extract.pdf.structure import TagMap, read_structure
from cetingest.extract.pdf.values import read_string, read_uri, sorted_box, target_position
from cetingest.model import BBox
from cetingest.sandbox.mending import is_cut_off, mend
from cetingest.sandbox.titles import clean_title

# Smaller pictures show nothing, and one without pixels cannot be written.
_MIN_PIXELS = 2
# More outline entries than any real document has; a cyclic outline never ends.
_MAX_OUTLINE_ENTRIES = 5_000
# The densest of 36 documents has 64 strokes and 43 links on a page. Each is compared with each line of its
# page.
_MAX_RULES, _MAX_LINKS = 2_000, 1_000
_LINK_ACTION_KEYS = ("D", "Dest")

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFacts:
    """What the file says of itself; `outline` holds (level, title), outermost level 1.

    `claimed_page_count` is what the page tree says: more than `page_count` when pages are missing.
    """

    page_count: int
    claimed_page_count: int = 0
    title: str | None = None
    producer: str | None = None
    language: str | None = None
    outline: tuple[tuple[int, str], ...] = ()


class PdfFile:
    """An open PDF; every failure inside pdfminer comes out as PdfError, MemoryError as itself."""

    def __init__(self, pdf: PDF, max_pages: int) -> None:
        self._pdf = pdf
        self._resources = FontStore()
        self._samples = FontSamples()
        self._claimed = _guarded_or(lambda: 0, lambda: _claimed_page_count(pdf))
        # The pages are counted, since /Count may be too low or too high; to list 100,000 takes half a minute
        self._sheets = _guarded(lambda: tuple(itertools.islice(PDFPage.create_pages(pdf.doc), max_pages + 1)))
        if not self._sheets:
            raise PdfError(FailureKind.UNREADABLE, "it has no pages")
        if len(self._sheets) > max_pages:
            count = self._claimed if self._claimed > max_pages else f"over {max_pages}"
            raise PdfError(FailureKind.TOO_MANY_PAGES, f"it has {count} pages, more than {max_pages}")
        self._page_numbers = {sheet.pageid: number for number, sheet in enumerate(self._sheets, start=1)}
        self._tags: TagMap = _guarded_or(dict, lambda: read_structure(pdf.doc, pdf.stream, self._page_numbers))

    @property
    def page_numbers(self) -> range:
        """The numbers of the pages, from 1."""
        return range(1, len(self._sheets) + 1)

    @property
    def may_lack_pages(self) -> bool:
        """Tell whether the page tree counts more pages than were found, or cannot be read."""
        return not 0 < self._claimed <= len(self._sheets)

    def close(self) -> None:
        """Close the file."""
        self._pdf.stream.close()  # pdfplumber's own way walks the page tree again, which may be what failed

    def facts(self) -> FileFacts:
        """Return what the file says of itself; what is damaged there is left out."""
        info = _guarded_or(dict, lambda: dict(self._pdf.metadata))
        language = _guarded_or(lambda: None, lambda: read_string(resolve1(self._pdf.doc.catalog.get("Lang"))))
        return FileFacts(
            page_count=len(self._sheets),
            claimed_page_count=self._claimed,
            title=clean_title(read_string(info.get("Title")) or "") or None,
            producer=read_string(info.get("Producer")),
            language=language,
            outline=_guarded_or(tuple, lambda: _outline(self._pdf)),
        )

    def content(self, page_number: int) -> PageContent:
        """Read one page; nothing of it is kept.

        Raises PdfError when the page cannot be read.
        """
        page = self._page(page_number)
        reader = _guarded(lambda: self._read(page))
        frame = _guarded(lambda: _frame(page))
        self._samples.add(page_number, reader.texts, frame[:2])
        content = PageContent(
            page_number=page_number,
            width=float(page.width),
            height=float(page.height),
            glyphs=_guarded(lambda: tuple(read_glyphs(read_seen(reader), self._tags.get(page_number, {}), _fontname))),
            rules=tuple(itertools.islice(read_rules(reader), _MAX_RULES)),
            links=_guarded_or(tuple, lambda: tuple(itertools.islice(self._links(page), _MAX_LINKS))),
            has_image=bool(reader.pictures),
            picture_share=_picture_share(reader, page),
            lost_parts=reader.lost_parts,
            turned=sum(not text.is_upright and len(text.characters) for text in reader.texts),
        )
        return frame_page(content, frame)

    def doubtful_fonts(self) -> tuple[DoubtfulFont, ...]:
        """Return the fonts, of the pages read so far, that probably say other characters than they show."""
        return tuple(self._samples.doubtful(_fontname))

    def texts(self, page_number: int) -> tuple[ShownText, ...]:
        """Return all that a page shows as text, spaces and turned text too.

        Raises PdfError when the page cannot be read.
        """
        return tuple(_guarded(lambda: self._read(self._page(page_number))).texts)

    def picture(self, page_number: int, crop: BBox, resolution: int) -> tuple[Image, BBox]:
        """Render a part of a page; return the image and the box (points) that it really shows.

        Raises PdfError when the page does not exist or cannot be rendered.
        """
        page = self._page(page_number)
        x0, top, x1, bottom = _guarded(lambda: _frame(page))
        shown = (max(crop[0], 0.0), max(crop[1], 0.0), min(crop[2], x1 - x0), min(crop[3], bottom - top))
        if min(shown[2] - shown[0], shown[3] - shown[1]) * resolution < _MIN_PIXELS * 72:
            raise PdfError(FailureKind.UNREADABLE, f"of the crop {crop} nothing lies on page {page_number}")
        try:
            image = _guarded(lambda: page.to_image(resolution=resolution).original)
        finally:
            page.close()
        # pdfium shows the frame; pdfplumber's own crop takes the crop box of turned pages from the wrong corner
        scale = image.width / (x1 - x0)
        pixels = (round(shown[0] * scale), round(shown[1] * scale), round(shown[2] * scale), round(shown[3] * scale))
        return image.crop(pixels), shown

    def _page(self, page_number: int) -> Page:
        if page_number not in self.page_numbers:
            raise PdfError(FailureKind.UNREADABLE, f"there is no page {page_number}")
        return _guarded(lambda: _make_page(self._pdf, self._sheets[page_number - 1], page_number))

    def _read(self, page: Page) -> PageReader:
        left, top, *_ = page.mediabox
        reader = PageReader(self._resources, Frame(left, top, page.height))
        ContentInterpreter(self._resources, reader).process_page(page.page_obj)
        return reader

    def _links(self, page: Page) -> Iterator[LinkArea]:
        for annotation in map(resolve1, resolve1(page.page_obj.annots) or ()):
            bbox = _guarded_or(lambda: None, partial(_annotation_box, annotation, page))
            # WeasyPrint writes empty ones between the parts of a link
            if bbox is None or bbox[2] - bbox[0] < 1 or bbox[3] - bbox[1] < 1:
                continue
            action = resolve1(annotation.get("A"))
            if isinstance(action, dict) and (uri := read_uri(resolve1(action.get("URI")))):
                yield LinkArea(bbox=bbox, url=uri)
            elif (target := self._target(action if isinstance(action, dict) else annotation)) is not None:
                yield LinkArea(bbox=bbox, target=target)

    def _target(self, action: dict[str, Any]) -> Target | None:
        destination = next((resolve1(action[key]) for key in _LINK_ACTION_KEYS if key in action), None)
        if destination is not None and not isinstance(destination, list):
            destination = self._named_destination(destination)
        if not isinstance(destination, list) or not destination or not isinstance(destination[0], PDFObjRef):
            return None
        page_number = self._page_numbers.get(destination[0].objid)
        if page_number is None:
            return None
        x0, y = target_position(destination)
        return _target_on(self._page(page_number), x0, y)

    def _named_destination(self, name: object) -> object:
        name = getattr(name, "name", name)  # a PDF name object in old files, a byte string in newer ones
        if not isinstance(name, str | bytes):
            return None
        try:
            found = resolve1(self._pdf.doc.get_dest(name.encode() if isinstance(name, str) else name))
        except PDFDestinationNotFound:
            return None
        return resolve1(found.get("D")) if isinstance(found, dict) else found


@contextmanager
def open_pdf(path: Path, *, max_pages: int) -> Iterator[PdfFile]:
    """Open a PDF without a password; what pdfminer cannot read pdfium mends (pdfplumber would run Ghostscript).

    Raises PdfError when the file is encrypted, has too many pages or is no sound PDF.
    """
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    file = _open(path, max_pages)
    try:
        yield file
    finally:
        file.close()


def _open(path: Path, max_pages: int) -> PdfFile:
    try:
        file = PdfFile(_guarded(lambda: pdfplumber.open(path)), max_pages)
    except PdfError as error:
        if error.kind is not FailureKind.UNREADABLE:
            raise
        return _open_mended(path, max_pages, error)
    if not file.may_lack_pages:
        return file
    with suppress(PdfError):
        mended = _open_mended(path, max_pages, PdfError(FailureKind.UNREADABLE, "pages are missing"))
        if len(mended.page_numbers) >= len(file.page_numbers):
            file.close()
            return mended
        mended.close()
    return file


def _open_mended(path: Path, max_pages: int, failure: PdfError) -> PdfFile:
    """Open what pdfium makes of a file; raises PdfError: `failure`, or that the file is cut off."""
    data = path.read_bytes()
    if is_cut_off(data):
        raise PdfError(FailureKind.CUT_OFF, "the file is cut off in the middle: get it again from its source")
    if (mended := mend(data, max_pages)) is None:
        raise failure
    return PdfFile(_guarded(lambda: pdfplumber.open(io.BytesIO(mended))), max_pages)


def _guarded(read: Callable[[], Result]) -> Result:
    try:
        return read()
    except Exception as error:
        # pdfminer raises whatever a damaged file makes it trip over, and pdfplumber wraps all of it, MemoryError too
        cause = error.args[0] if error.args and isinstance(error.args[0], BaseException) else error
        if isinstance(cause, MemoryError):
            raise MemoryError from error
        if isinstance(cause, PDFPasswordIncorrect):
            raise PdfError(FailureKind.ENCRYPTED, "it is encrypted and needs a password") from error
        reason = f"{type(cause).__name__}: {cause}".strip(": ")[:200]
        raise PdfError(FailureKind.UNREADABLE, reason) from error


def _guarded_or(fallback: Callable[[], Result], read: Callable[[], Result]) -> Result:
    """Read an extra of the file that may be damaged while its text is sound."""
    try:
        return _guarded(read)
    except PdfError:
        return fallback()


def _claimed_page_count(pdf: PDF) -> int:
    count = resolve1((resolve1(pdf.doc.catalog.get("Pages")) or {}).get("Count"))
    return count if isinstance(count, int) else 0


def _frame(page: Page) -> BBox:
    """Return the part of a page that viewers show, in the coordinates of the page's objects."""
    left, top, right, bottom = _margins(page)
    box = page.mediabox
    return float(box[0] + left), float(box[1] + top), float(box[2] - right), float(box[3] - bottom)


def _picture_share(reader: PageReader, page: Page) -> float:
    """Return how much of the page pictures cover, each counted whole: scanners cut pages in stripes."""
    x0, top, x1, bottom = _frame(page)
    shown = ((max(b[0], x0), max(b[1], top), min(b[2], x1), min(b[3], bottom)) for b in reader.pictures)
    covered = sum((b[2] - b[0]) * (b[3] - b[1]) for b in shown if b[0] < b[2] and b[1] < b[3])
    return round(min(covered / ((x1 - x0) * (bottom - top) or 1.0), 1.0), 2)


def _make_page(pdf: PDF, sheet: PDFPage, page_number: int) -> Page:
    page = Page(pdf, sheet, page_number=page_number)  # refuses boxes that are none
    # A box may name any two opposite corners (ISO 32000-1, 7.9.5); pdfminer takes the first for the lower left one
    sheet.mediabox, sheet.cropbox = sorted_box(sheet.mediabox), sorted_box(sheet.cropbox)
    return page


def _margins(page: Page) -> Margins:
    return find_margins(page.page_obj.mediabox, page.page_obj.cropbox, page.rotation)


def _target_on(page: Page, x0: float | None, y: float | None) -> Target | None:
    """Return the place of a destination (upward axis of the file) on a page that stands upright.

    Few pages are turned, and a link that leads to one says its page only.
    """
    if page.rotation:
        return Target(page_number=page.page_number)
    left, top, *_ = _frame(page)
    upper = page.page_obj.mediabox[3] + float(page.mediabox[1])
    return Target(
        page_number=page.page_number,
        x0=None if x0 is None else x0 - left,
        top=None if y is None else upper - y - top,
    )


def _fontname(name: object) -> str:
    """Return a font's name; old Chinese fonts have theirs in bytes of their code page."""
    return name if isinstance(name, str) else fix_fontname_bytes(name) if isinstance(name, bytes) else str(name)


def _annotation_box(annotation: dict[str, Any], page: Page) -> BBox:
    """Return the rectangle of an annotation as pdfplumber does: turned with the page, origin at the top left."""
    ax, ay, bx, by = (float(resolve1(value)) for value in resolve1(annotation["Rect"]))
    turns = page.rotation // 90
    for turn in range(turns):
        extent = page.width if turn == turns % 2 else page.height
        ax, ay, bx, by = ay, extent - ax, by, extent - bx
    height = page.height
    return min(ax, bx), height - max(ay, by), max(ax, bx), height - min(ay, by)


def _outline(pdf: PDF) -> tuple[tuple[int, str], ...]:
    try:
        entries = itertools.islice(pdf.doc.get_outlines(), _MAX_OUTLINE_ENTRIES)
        return tuple((level, title) for level, title, *_ in entries if isinstance(title, str))
    except PDFNoOutlines:
        return ()
