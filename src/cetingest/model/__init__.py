"""The nouns: every domain type. Standard library only; no display code, no I/O.

Geometry is pdfplumber's: points, origin at the top left of the page, boxes as (x0, top, x1, bottom). Character offsets
count Unicode code points of the `text` they belong to; spans are half open. Read the modules in the order of the flow:
places, problems, document, citations, links, findings, dossier.
"""

from cetingest.model.citations import (
    Citation,
    CitationForm,
    CitationList,
    CitedUrl,
    DateParts,
    Item,
    Name,
    NoteKind,
    NoteReading,
    UrlSource,
)
from cetingest.model.document import (
    Block,
    BlockKind,
    Document,
    Emphasis,
    EmphasisStyle,
    Evidence,
    Footnote,
    FootnoteKind,
    FootnoteReference,
    Hyperlink,
    Page,
)
from cetingest.model.dossier import Dossier
from cetingest.model.findings import Driver, Finding, FindingList, Quote, Ranking, Recommendation
from cetingest.model.links import Content, Fetch, Reach, Redirect, Suggestion, Verdict, VerdictKind, WebPage
from cetingest.model.places import BBox, Provenance, Span
from cetingest.model.problems import Problem, ProblemCode, Severity

__all__ = [
    "BBox",
    "Block",
    "BlockKind",
    "Citation",
    "CitationForm",
    "CitationList",
    "CitedUrl",
    "Content",
    "DateParts",
    "Document",
    "Dossier",
    "Driver",
    "Emphasis",
    "EmphasisStyle",
    "Evidence",
    "Fetch",
    "Finding",
    "FindingList",
    "Footnote",
    "FootnoteKind",
    "FootnoteReference",
    "Hyperlink",
    "Item",
    "Name",
    "NoteKind",
    "NoteReading",
    "Page",
    "Problem",
    "ProblemCode",
    "Provenance",
    "Quote",
    "Ranking",
    "Reach",
    "Recommendation",
    "Redirect",
    "Severity",
    "Span",
    "Suggestion",
    "UrlSource",
    "Verdict",
    "VerdictKind",
    "WebPage",
]
