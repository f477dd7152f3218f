"""What the pages show, as plain data: no markup, no bytes, no clock. The templates turn these values into HTML."""

from dataclasses import dataclass

from cetingest.model import Severity, Support, VerdictKind


@dataclass(frozen=True, slots=True, kw_only=True)
class UrlView:
    """A URL to show; `href` is None when it must not become a link."""

    text: str
    href: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeView:
    """A time for people and for programs."""

    text: str
    iso: str

    @property
    def date(self) -> str:
        """The day alone."""
        return self.text.partition(",")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceView:
    """The sentence of the body that rests on a footnote, cut in two where the mark `label` stands."""

    before: str
    label: str
    after: str
    section: str
    page_number: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureView:
    """A picture by its name, and what it shows."""

    name: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HopView:
    """One station on the way from the cited URL to the page that answered."""

    url: UrlView
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerView:
    """What the web said about a URL, and what was concluded from it; `reach` where no status code says it already."""

    reason: str
    reach: str | None
    status: str | None
    hops: tuple[HopView, ...]
    cited_title: str | None
    found_title: str | None
    asked_at: TimeView | None
    attempts: str | None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionView:
    """What to put instead, and why."""

    url: UrlView
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingLink:
    """A finding that stands on a citation."""

    finding_id: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """All that a reviewer needs about one cited URL.

    `place` says where it stands ("Footnote 12, page 4"); `label` is None for a URL in the body.
    """

    card_id: str
    verdict: VerdictKind
    is_offline: bool
    has_moved: bool
    label: str | None
    place: str
    title: str
    byline: str
    url: UrlView
    printed_url: str | None
    answer: AnswerView
    to_do: str | None
    suggestion: SuggestionView | None
    archive: UrlView | None
    sentences: tuple[SentenceView, ...]
    note_name: str | None
    note_text: str | None
    pictures: tuple[PictureView, ...]
    findings: tuple[FindingLink, ...]
    remarks: tuple[str, ...]
    same_url: str | None
    cited_again: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FootnoteView:
    """One footnote that a finding names, and how its worst citation stands (None: it cites no URL)."""

    label: str
    verdict: VerdictKind | None
    card_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """A sentence of the document with its findings, and how their citations stand; `verdict` is the worst of them."""

    finding_id: str
    kind: str
    text: str
    section: str
    page_number: int | None
    footnotes: tuple[FootnoteView, ...]
    verdict: VerdictKind | None
    support: Support


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemRow:
    """A problem that is no verdict."""

    code: str
    severity: Severity
    message: str
    place: str
    card_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """How many citations have which verdict; `offline` of those that cannot be told were never asked."""

    counts: tuple[tuple[VerdictKind, int], ...]
    offline: int

    @property
    def total(self) -> int:
        """All cited URLs."""
        return sum(number for _, number in self.counts)

    def of(self, verdict: VerdictKind) -> int:
        """How many have this verdict."""
        return dict(self.counts).get(verdict, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The cards of one verdict."""

    verdict: VerdictKind
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why a document could not be read, and what to do."""

    why: tuple[str, ...]
    to_do: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentLine:
    """One document on the first page: `statement_count` statements, of which so many stand how."""

    page_name: str
    title: str
    source_filename: str
    extent: tuple[str, ...]
    failure: Failure | None
    totals: Totals
    headline: str
    advice: str | None
    statement_count: int
    supports: tuple[tuple[Support, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView:
    """One document's page; its head says what its line on the first page says."""

    document_id: str
    line: DocumentLine
    language: str | None
    asked: str | None
    groups: tuple[Group, ...]
    without_url: tuple[str, ...]
    findings: tuple[FindingRow, ...]
    problems: tuple[ProblemRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorstRow:
    """One of the most serious citations of all documents."""

    document: DocumentLine
    card: Card


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendView:
    """The picture of how the cited URLs stood over time, as a data URI, and what it shows in words."""

    src: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexView:
    """The first page: all documents, those that failed apart, and the worst citations."""

    documents: tuple[DocumentLine, ...]
    failed: tuple[DocumentLine, ...]
    totals: Totals
    headline: str
    advice: str | None
    worst: tuple[WorstRow, ...]
    worst_left_out: int
    trend: TrendView | None = None
