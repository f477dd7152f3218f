"""Columns that several tables have, each defined once."""

from dataclasses import replace
from typing import Any

from cetingest.datasets.columns import Column, ForeignKey, integer, number, points, records, text, texts
from cetingest.datasets.sources import RowContext, Source, then
from cetingest.model import EmphasisStyle, Finding, Support, TextDoubt
from cetingest.support.evidence import support_of

_BOX = (
    ("x0", "bbox.0", "Left edge of the box, from the page's left edge."),
    ("top", "bbox.1", "Upper edge of the box, from the page's top."),
    ("x1", "bbox.2", "Right edge of the box, from the page's left edge."),
    ("bottom", "bbox.3", "Lower edge of the box, from the page's top."),
)


def place(boxes: Source = "provenance") -> tuple[Column, ...]:
    """Make the columns of where a thing stands: its first box, and all of them."""
    return (
        integer(
            "page_number",
            "Page of the PDF on which it begins, from 1.",
            source=then(boxes, "0.page_number"),
            nullable=True,
        ),
        *(
            points(name, f"First box: {about[0].lower()}{about[1:]}", source=then(boxes, f"0.{path}"), nullable=True)
            for name, path, about in _BOX
        ),
        records(
            "provenance",
            "All boxes, in reading order: more than one when it runs over a page.",
            integer("page_number", "Page of the PDF, from 1."),
            *(points(name, about, source=path) for name, path, about in _BOX),
            source=boxes,
        ),
    )


def _position(row: RowContext[Any]) -> int:
    return row.position


def _document_id(row: RowContext[Any]) -> str:
    return row.index.dossier.document.document_id


def _support(row: RowContext[Finding]) -> Support:
    return support_of(row.index.evidence[row.thing.finding_id])


DOCUMENT_ID = text("document_id", "The document.", source=_document_id)
POSITION = integer("position", "Place in reading order, from 1.", source=_position)
EMPHASIS = records(
    "emphasis",
    "Runs of bold or italic characters.",
    integer("start", "First character of the run in `text`, from 0."),
    integer("end", "The character after the run."),
    text("style", "How the run is set.", values=EmphasisStyle),
)
DECIDED_BY = (
    texts(
        "evidence",
        "What decided it, such as `internal_link`, `mark`, `raised`, `sequence` (docs/extraction.md).",
        source="signals",
    ),
    number(
        "confidence",
        "How sure the evidence makes us, 0 to 1: the share of such notes and pairings that are right.",
    ),
)
TEXT_DOUBT = text(
    "text_doubt",
    "Why it may be misread: it was read from a picture, or its font names its letters wrong; null when it is sound.",
    nullable=True,
    values=TextDoubt,
)
SPAN = (
    integer(
        "span_start", "First character of `printed` in the text of the footnote or block, from 0.", source="span.0"
    ),
    integer("span_end", "The character after it.", source="span.1"),
)
SECTION_PATH = texts("section_path", "The headings above it, outermost first.")
IN_DOCUMENT = ForeignKey(column="document_id", table="documents")
IN_FOOTNOTE = ForeignKey(column="footnote_id", table="footnotes")
IN_BLOCK = ForeignKey(column="block_id", table="blocks")
AT_URL = ForeignKey(column="cited_url_id", table="cited_urls")
OF_CITATION = ForeignKey(column="citation_id", table="citations")
FINDING = (
    text("block_id", "The block that says it.", source="quote.block_id"),
    text("quote", "The exact words it rests on.", source="quote.text"),
    integer("quote_start", "First character of `quote` in the block's text, from 0.", source="quote.start"),
    integer("quote_end", "The character after it.", source="quote.end"),
    replace(SECTION_PATH, source="quote.section_path"),
    texts("footnote_ids", "The footnotes whose marks stand with these words."),
    text("support", "How the citations in these footnotes stand (docs/findings.md).", source=_support, values=Support),
    *place("quote.provenance"),
)
