"""What was read from one PDF: pages, blocks, footnotes, references, hyperlinks."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from cetingest.model.geometry import BBox, Provenance
from cetingest.model.problems import Problem, ProblemCode


class BlockKind(StrEnum):
    """What a block of the body is."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    CAPTION = "caption"
    TABLE = "table"
    OTHER = "other"


class FootnoteKind(StrEnum):
    """Where the document prints its notes."""

    FOOTNOTE = "footnote"
    ENDNOTE = "endnote"
    TABLE = "table"  # below the table or figure whose cells or caption mark it


class NoteSignal(StrEnum):
    """What decided that something is a footnote or a footnote reference, and that the two belong together."""

    INTERNAL_LINK = "internal_link"  # a link of the file leads from the mark to the note
    MARK = "mark"  # a mark of the body names the note's label, in order
    RAISED = "raised"  # set above the baseline, or a superscript character
    SMALLER = "smaller"  # a mark smaller than its line, a note smaller than the body
    RULE_ABOVE = "rule_above"  # a separator rule stands above the notes
    LABEL_SHAPE = "label_shape"  # form and place are those of the document's other labels; brackets around a mark
    SEQUENCE = "sequence"  # its number follows the one before it, or the next one follows it
    STRUCTURE_TAG = "structure_tag"  # the file's structure tree calls it a note
    CONTINUATION = "continuation"  # the note goes on over a page or column
    REPEAT = "repeat"  # another mark, in order with its note, names the note too


class MarginKind(StrEnum):
    """What was printed around the text."""

    HEADER = "header"
    FOOTER = "footer"
    PAGE_NUMBER = "page_number"  # a number alone, at the head or foot
    STAMP = "stamp"  # on one page below all text, or over the text of most pages (a watermark)


class TextDoubt(StrEnum):
    """Why a text may be misread: it was read from a picture, or its font names its letters wrong."""

    TEXT_RECOGNITION = "text_recognition"
    DOUBTFUL_FONT = "doubtful_font"


class EmphasisStyle(StrEnum):
    """How a run of characters is set apart."""

    BOLD = "bold"
    ITALIC = "italic"
    BOLD_ITALIC = "bold_italic"


@dataclass(frozen=True, slots=True, kw_only=True)
class Emphasis:
    """A run of bold or italic characters of a text."""

    start: int
    end: int
    style: EmphasisStyle


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The size of one page, in points."""

    page_number: int
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a table, without footnote-reference digits; an empty one has no provenance.

    What spans several columns stands in the first of them; the others are empty.
    """

    text: str
    is_head: bool = False
    provenance: tuple[Provenance, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, heading, list item ... of the body, in reading order.

    `text` has words joined over line ends and holds no footnote-reference digits; `label` is the number of a list item
    or numbered paragraph as printed ("12.", "(a)"), which is no part of `text`; `level` is a heading's (1 = outermost)
    or None; `section_path` names the headings above it, outermost first. `rows` are a table's, all of one length, and
    its `text` is theirs, cell by cell with a space between; () where its cells could not be told.
    """

    block_id: str
    kind: BlockKind
    text: str
    label: str | None = None
    level: int | None = None
    section_path: tuple[str, ...] = ()
    provenance: tuple[Provenance, ...] = ()
    emphasis: tuple[Emphasis, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnote:
    """One note, without its label.

    `confidence` is the share of notes with the same signals that are right (0 to 1, docs/extraction.md). `text_doubt`
    says why its text may be misread.
    """

    footnote_id: str
    label: str
    kind: FootnoteKind
    text: str
    provenance: tuple[Provenance, ...] = ()
    emphasis: tuple[Emphasis, ...] = ()
    signals: tuple[NoteSignal, ...] = ()
    confidence: float = 1.0
    text_doubt: TextDoubt | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FootnoteReference:
    """The mark: `offset` is the place where it stood in the text of its block, or of the note that it stands in.

    `confidence` is how sure the pairing is, or, of an unpaired one, that it is a mark at all.
    """

    footnote_reference_id: str
    label: str
    footnote_id: str | None
    block_id: str | None
    offset: int
    within_footnote_id: str | None = None
    provenance: tuple[Provenance, ...] = ()
    signals: tuple[NoteSignal, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Hyperlink:
    """A link annotation over characters `start`..`end` of the text of a footnote or a block."""

    url: str
    footnote_id: str | None
    block_id: str | None
    start: int
    end: int
    provenance: tuple[Provenance, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MarginText:
    """A line that was taken for a running head or foot, a page number or a stamp, and so stands in no block or note."""

    kind: MarginKind
    text: str
    provenance: tuple[Provenance, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What was read from one PDF. An unreadable one has no pages and says why in `problems`.

    `sha256` is None when not even its bytes could be read.
    """

    document_id: str
    source_filename: str
    sha256: str | None
    title: str | None = None
    language: str | None = None
    page_count: int = 0
    producer: str | None = None
    pages: tuple[Page, ...] = ()
    blocks: tuple[Block, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    footnote_references: tuple[FootnoteReference, ...] = ()
    hyperlinks: tuple[Hyperlink, ...] = ()
    margins: tuple[MarginText, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def is_readable(self) -> bool:
        """Tell whether the file could be opened and read to its last page."""
        return bool(self.pages) and len(self.pages) == self.page_count

    def doubt_at(self, places: Sequence[Provenance]) -> TextDoubt | None:
        """Return why the text at `places` may be misread: the problem that covers at least half of them.

        A word in another font, a formula say, makes no doubt of the paragraph that it stands in.
        """
        for problem in self.problems:
            doubt = _DOUBTS.get(problem.code)
            if doubt is not None and _covered_share(places, problem.provenance) >= _MOST:
                return doubt
        return None


_DOUBTS = {
    ProblemCode.READ_BY_OCR: TextDoubt.TEXT_RECOGNITION,
    ProblemCode.DOUBTFUL_FONT: TextDoubt.DOUBTFUL_FONT,
}
_MOST = 0.5


def _covered_share(places: Sequence[Provenance], covers: Sequence[Provenance]) -> float:
    """Return how much of the area of `places` lies in `covers`, which do not overlap."""
    area = sum(_area(place.bbox) for place in places)
    by_page: dict[int, list[Provenance]] = {}
    for cover in covers:
        by_page.setdefault(cover.page_number, []).append(cover)
    covered = sum(
        _area(_common(place.bbox, cover.bbox)) for place in places for cover in by_page.get(place.page_number, ())
    )
    return covered / area if area else 0.0


def _common(one: BBox, other: BBox) -> BBox:
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def _area(box: BBox) -> float:
    return max(box[2] - box[0], 0.0) * max(box[3] - box[1], 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRecord:
    """How the ingestion of a document ended: written last, so that what has one is done, well or badly.

    `sha256` is that of the bytes it is about. `failure` says why it failed, with the page it failed on if there is one.
    """

    document_id: str
    source_filename: str
    sha256: str | None
    failure: str | None = None
    failed_page: int | None = None
