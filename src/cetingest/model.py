"""The nouns: every domain type. Standard library only; no display code, no I/O.

Geometry is pdfplumber's: points, origin at the top left of the page, boxes as (x0, top, x1, bottom). Character offsets
count Unicode code points of the `text` they belong to; spans are half open.

This module passes 350 lines because the nouns are meant to be read once, from top to bottom, in the order of the flow.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import NotRequired, TypedDict

BBox = tuple[float, float, float, float]
Span = tuple[int, int]


# --- places -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """One box on one page; a thing that runs over a page has several."""

    page_number: int
    bbox: BBox


# --- problems ---------------------------------------------------------------------------------------------------------


class Severity(StrEnum):
    """How much a problem matters to a reader of the document."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class ProblemCode(StrEnum):
    """The stable code of each kind of problem; `problems.CATALOGUE` explains them."""

    severity: Severity

    def __new__(cls, code: str, severity: Severity) -> "ProblemCode":
        """Make a member that is its code and carries its severity."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.severity = severity
        return member

    # the file
    FILE_UNREADABLE = "file-unreadable", Severity.ERROR
    FILE_TOO_LARGE = "file-too-large", Severity.ERROR
    FILE_ENCRYPTED = "file-encrypted", Severity.ERROR
    READER_STOPPED = "reader-stopped", Severity.ERROR
    NO_TEXT_LAYER = "no-text-layer", Severity.ERROR
    READ_BY_OCR = "read-by-ocr", Severity.NOTE
    UNMAPPED_GLYPHS = "unmapped-glyphs", Severity.WARNING
    TURNED_TEXT = "turned-text", Severity.NOTE
    INTERNAL_ERROR = "internal-error", Severity.ERROR
    # footnotes and their references
    UNPAIRED_REFERENCE = "unpaired-reference", Severity.WARNING
    UNREFERENCED_FOOTNOTE = "unreferenced-footnote", Severity.WARNING
    DUPLICATE_LABEL = "duplicate-label", Severity.WARNING
    NUMBERING_GAP = "numbering-gap", Severity.WARNING
    # citations
    UNPARSED_CITATION = "unparsed-citation", Severity.NOTE
    UNRESOLVED_ANTECEDENT = "unresolved-antecedent", Severity.NOTE
    # cited URLs
    MALFORMED_URL = "malformed-url", Severity.WARNING
    URL_DIFFERS_FROM_LINK = "url-differs-from-link", Severity.WARNING
    IDENTIFIER_LINKS = "identifier-links", Severity.NOTE
    # verdicts
    CITATION_DEAD = "citation-dead", Severity.ERROR
    CITATION_WRONG_PAGE = "citation-wrong-page", Severity.ERROR
    CITATION_SUSPECT = "citation-suspect", Severity.WARNING
    CITATION_UNVERIFIED = "citation-unverified", Severity.NOTE
    CITATION_MOVED = "citation-moved", Severity.NOTE
    URLS_NOT_ASKED = "urls-not-asked", Severity.NOTE
    # findings
    NO_FAMILY = "no-family", Severity.NOTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something wrong with a file, footnote, citation, cited URL or verdict.

    `subject_id` is the id of the thing; for a whole document its document_id.
    """

    code: ProblemCode
    message: str
    subject_id: str
    provenance: tuple[Provenance, ...] = ()


# --- the document -----------------------------------------------------------------------------------------------------


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


class Evidence(StrEnum):
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
class Block:
    """A paragraph, heading, list item ... of the body, in reading order.

    `text` has words joined over line ends and holds no footnote-reference digits; `level` is a heading's
    (1 = outermost) or None; `section_path` names the headings above it, outermost first.
    """

    block_id: str
    kind: BlockKind
    text: str
    level: int | None = None
    section_path: tuple[str, ...] = ()
    provenance: tuple[Provenance, ...] = ()
    emphasis: tuple[Emphasis, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnote:
    """One note, without its label.

    `confidence` is the share of notes with the same evidence that are right (0 to 1, docs/extraction.md).
    """

    footnote_id: str
    label: str
    kind: FootnoteKind
    text: str
    provenance: tuple[Provenance, ...] = ()
    emphasis: tuple[Emphasis, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FootnoteReference:
    """The mark in the body: `offset` is the place in the block's text where it stood.

    `confidence` is how sure the pairing is, or, of an unpaired one, that it is a mark at all.
    """

    footnote_reference_id: str
    label: str
    footnote_id: str | None
    block_id: str | None
    offset: int
    provenance: tuple[Provenance, ...] = ()
    evidence: tuple[Evidence, ...] = ()
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
    problems: tuple[Problem, ...] = ()

    @property
    def is_readable(self) -> bool:
        """Tell whether the file could be opened and read to its last page."""
        return bool(self.pages) and len(self.pages) == self.page_count


# --- citations --------------------------------------------------------------------------------------------------------

# An item is kept in CSL-JSON's own terms (https://docs.citationstyles.org, schema csl-data.json): a second vocabulary
# for the same fields would only be translated back and forth.
DateParts = TypedDict("DateParts", {"date-parts": tuple[tuple[int, ...], ...]})


class Name(TypedDict):
    """A person (family, given) or a body (literal)."""

    family: NotRequired[str]
    given: NotRequired[str]
    literal: NotRequired[str]


Item = TypedDict(
    "Item",
    {
        "id": NotRequired[str],
        "type": NotRequired[str],
        "author": NotRequired[tuple[Name, ...]],
        "editor": NotRequired[tuple[Name, ...]],
        "title": NotRequired[str],
        "container-title": NotRequired[str],
        "event-title": NotRequired[str],
        "publisher": NotRequired[str],
        "publisher-place": NotRequired[str],
        "number": NotRequired[str],
        "volume": NotRequired[str],
        "issue": NotRequired[str],
        "page": NotRequired[str],
        "issued": NotRequired[DateParts],
        "accessed": NotRequired[DateParts],
        "DOI": NotRequired[str],
        "ISBN": NotRequired[str],
        "ISSN": NotRequired[str],
        "URL": NotRequired[str],
        "language": NotRequired[str],
        "note": NotRequired[str],
    },
)


class UrlSource(StrEnum):
    """Where a cited URL was found: printed in the text, in a link annotation, or in both."""

    TEXT = "text"
    HYPERLINK = "hyperlink"
    BOTH = "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedUrl:
    """A URL as printed or linked, mended. `mended_by` names the rule that changed `printed` into `url`."""

    cited_url_id: str
    footnote_id: str | None
    block_id: str | None
    url: str
    printed: str
    source: UrlSource
    span: Span
    mended_by: str | None = None
    provenance: tuple[Provenance, ...] = ()


class NoteKind(StrEnum):
    """What a footnote holds."""

    CITATION = "citation"
    ABBREVIATION = "abbreviation"
    CROSS_REFERENCE = "cross_reference"
    COMMENT = "comment"
    MIXED = "mixed"


class CitationForm(StrEnum):
    """How a work is cited: in full, again in full, in short, or by pointing back."""

    FULL = "full"
    REPEATED = "repeated"
    SHORT = "short"
    BACK_REFERENCE = "back_reference"
    UNPARSED = "unparsed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One work cited in a footnote; `position` counts from 1 within it, `span` lies in its text."""

    citation_id: str
    footnote_id: str
    position: int
    form: CitationForm
    item: Item
    printed: str
    span: Span
    antecedent_id: str | None = None
    cited_url_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteReading:
    """What one footnote was found to be."""

    footnote_id: str
    kind: NoteKind


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationList:
    """What a document cites: the reading of each footnote, its citations and all cited URLs, body text included."""

    document_id: str
    readings: tuple[NoteReading, ...] = ()
    citations: tuple[Citation, ...] = ()
    cited_urls: tuple[CitedUrl, ...] = ()
    problems: tuple[Problem, ...] = ()


# --- links ------------------------------------------------------------------------------------------------------------


class Reach(StrEnum):
    """How far a fetch got."""

    OK = "ok"
    MOVED_PERMANENT = "moved_permanent"
    MOVED_TEMPORARY = "moved_temporary"
    GONE = "gone"
    BLOCKED = "blocked"
    RATE_LIMITED = "rate_limited"
    CLIENT_ERROR = "client_error"
    SERVER_ERROR = "server_error"
    TIMEOUT = "timeout"
    DNS_NOT_FOUND = "dns_not_found"
    DNS_FAILED = "dns_failed"
    TLS_EXPIRED = "tls_expired"
    TLS_HOSTNAME = "tls_hostname"
    TLS_UNTRUSTED = "tls_untrusted"
    TLS_FAILED = "tls_failed"
    CONNECTION_FAILED = "connection_failed"
    TOO_MANY_REDIRECTS = "too_many_redirects"
    BAD_URL = "bad_url"
    UNSAFE = "unsafe"
    NOT_FETCHED = "not_fetched"


class Content(StrEnum):
    """How the page found compares with the work cited."""

    MATCH = "match"
    WEAK = "weak"
    MISMATCH = "mismatch"
    SOFT_404 = "soft_404"
    PARKED = "parked"
    HOME_REDIRECT = "home_redirect"
    NOT_COMPARABLE = "not_comparable"
    NOT_JUDGED = "not_judged"


class VerdictKind(StrEnum):
    """What we conclude."""

    LIVE = "live"
    LIVE_BUT_WRONG = "live_but_wrong"
    SUSPECT = "suspect"
    DEAD = "dead"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """One hop: the URL that was asked and the status it answered."""

    url: str
    status_code: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WebPage:
    """What the answer said about itself. `titles` are in order of trust, best first."""

    titles: tuple[str, ...] = ()
    site_name: str | None = None
    language: str | None = None
    text_start: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """What a server answered, once, at a time. `attempts` counts the requests made for the URL in this run."""

    url: str
    fetched_at: dt.datetime
    reach: Reach
    status_code: int | None = None
    final_url: str | None = None
    redirects: tuple[Redirect, ...] = ()
    content_type: str | None = None
    page: WebPage | None = None
    attempts: int = 1
    detail: str | None = None
    is_offline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """What to put instead, and why."""

    url: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What we conclude about one URL (of one citation, when `cited_url_id` says which), with one sentence of reason."""

    url: str
    verdict: VerdictKind
    reach: Reach
    content: Content
    reason: str
    cited_url_id: str | None = None
    citation_id: str | None = None
    fetch: Fetch | None = None
    suggestion: Suggestion | None = None


# --- findings ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The exact words a finding rests on: characters `start`..`end` of the text of a block."""

    block_id: str
    start: int
    end: int
    text: str
    section_path: tuple[str, ...]
    provenance: tuple[Provenance, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A statement of the document's own, and the footnotes that stand with it."""

    finding_id: str
    quote: Quote
    footnote_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """What a ranking is said to be driven by: a sector, or a pillar of it."""

    sector: str
    pillar: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking(Finding):
    """The document says that `subject` has `rank` in `sector` (or "overall") of an index."""

    subject: str
    index: str | None
    edition: str | None
    sector: str
    rank: int
    rank_printed: str
    out_of: int | None = None
    basis: str | None = None
    drivers: tuple[Driver, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation(Finding):
    """The document says that something should be done. `level` is priority (of the whole) or sector."""

    level: str
    sector: str | None
    heading: str | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingList:
    """The findings of one document; `family` names the family file that configured the reading, if one matched.

    `subject` (ISO 3166-1 alpha-3 of a country, else as printed) and `edition` are those of the document's title.
    """

    document_id: str
    family: str | None = None
    subject: str | None = None
    edition: str | None = None
    rankings: tuple[Ranking, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    problems: tuple[Problem, ...] = ()


# --- all of it --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """All that is known of one document; tables and report are made of it. `problems` holds those of every step."""

    document: Document
    citations: CitationList
    findings: FindingList
    verdicts: tuple[Verdict, ...] = ()
    problems: tuple[Problem, ...] = ()
