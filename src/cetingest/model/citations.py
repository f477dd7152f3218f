"""What a document cites."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NotRequired, TypedDict

from cetingest.model.document import TextDoubt
from cetingest.model.geometry import Provenance, Span
from cetingest.model.problems import Problem

# An item is kept in CSL-JSON's own terms (https://docs.citationstyles.org, schema csl-data.json): a second vocabulary
# for the same fields would only be translated back and forth.
DateParts = TypedDict(
    "DateParts",
    {
        "date-parts": tuple[tuple[int, ...], ...],
        "season": NotRequired[int],  # 1 = spring
        "circa": NotRequired[bool],
        "literal": NotRequired[str],  # a fiscal year as printed
    },
)


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
        "edition": NotRequired[str],
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
    """A URL as printed or linked, mended. `mended_by` names the rule that changed `printed` into `url`.

    `candidates` are other URLs that the document may mean, best first; the web decides between them when `url` fails.
    `text_doubt` says why it may be misread; a URL that the file names in a link annotation is not.
    """

    cited_url_id: str
    footnote_id: str | None
    block_id: str | None
    url: str
    printed: str
    source: UrlSource
    span: Span
    mended_by: str | None = None
    provenance: tuple[Provenance, ...] = ()
    candidates: tuple[str, ...] = ()
    text_doubt: TextDoubt | None = None


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
class FieldPlace:
    """Where a field of an item (`name`, as in CSL-JSON) is printed in the footnote's text.

    `confidence` is the share of fields found in the same way that are right (0 to 1, docs/citations.md).
    """

    name: str
    span: Span
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One work cited in a footnote; `position` counts from 1 within it, `span` lies in its text.

    `fields` has the place of each field of `item` that is printed. Citations of the same work have the same `work_id`,
    in other documents too; None when too little is known of the work.
    """

    citation_id: str
    footnote_id: str
    position: int
    form: CitationForm
    item: Item
    printed: str
    span: Span
    antecedent_id: str | None = None
    cited_url_id: str | None = None
    fields: tuple[FieldPlace, ...] = ()
    work_id: str | None = None


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
