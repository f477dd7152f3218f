"""What can be wrong, each kind with a stable code."""

from dataclasses import dataclass
from enum import StrEnum

from cetingest.model.geometry import Provenance


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
    PAGES_MISSING = "pages-missing", Severity.ERROR
    CONTENT_LOST = "content-lost", Severity.ERROR
    READER_STOPPED = "reader-stopped", Severity.ERROR
    NO_TEXT_LAYER = "no-text-layer", Severity.ERROR
    READ_BY_OCR = "read-by-ocr", Severity.NOTE
    UNMAPPED_GLYPHS = "unmapped-glyphs", Severity.WARNING
    DOUBTFUL_FONT = "doubtful-font", Severity.WARNING
    TURNED_TEXT = "turned-text", Severity.NOTE
    DUPLICATE_DOCUMENT = "duplicate-document", Severity.WARNING
    INTERNAL_ERROR = "internal-error", Severity.ERROR
    # footnotes and their references
    UNPAIRED_REFERENCE = "unpaired-reference", Severity.WARNING
    UNREFERENCED_FOOTNOTE = "unreferenced-footnote", Severity.WARNING
    DUPLICATE_LABEL = "duplicate-label", Severity.WARNING
    FOOTNOTES_MISSING = "footnotes-missing", Severity.WARNING
    EMPTY_FOOTNOTE = "empty-footnote", Severity.WARNING
    DOUBTFUL_FOOTNOTE = "doubtful-footnote", Severity.WARNING
    DOUBTFUL_READING = "doubtful-reading", Severity.WARNING
    NUMBERING_GAP = "numbering-gap", Severity.WARNING
    # citations
    UNPARSED_CITATION = "unparsed-citation", Severity.NOTE
    UNRESOLVED_ANTECEDENT = "unresolved-antecedent", Severity.NOTE
    DOUBLED_WORDS = "doubled-words", Severity.WARNING
    MISSING_TITLE = "missing-title", Severity.NOTE
    MISSING_ACCESS_DATE = "missing-access-date", Severity.NOTE
    DATE_IN_FUTURE = "date-in-future", Severity.WARNING
    ACCESSED_BEFORE_ISSUED = "accessed-before-issued", Severity.WARNING
    URL_WITH_DIFFERENT_TITLES = "url-with-different-titles", Severity.WARNING
    DUPLICATE_NOTE = "duplicate-note", Severity.NOTE
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
    HISTORY_ROW_UNREADABLE = "history-row-unreadable", Severity.WARNING
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
