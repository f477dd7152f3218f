"""Columns that several tables have, each defined once."""

from cetingest.datasets.columns import Column, ColumnType, ForeignKey, integer, points, records, text
from cetingest.model import EmphasisStyle, Support

_BOX = (
    ("x0", "Left edge of the box, from the page's left edge."),
    ("top", "Upper edge of the box, from the page's top."),
    ("x1", "Right edge of the box, from the page's left edge."),
    ("bottom", "Lower edge of the box, from the page's top."),
)
PLACE = (
    integer("page_number", "Page of the PDF on which it begins, from 1.", nullable=True),
    *(points(name, f"First box: {about[0].lower()}{about[1:]}", nullable=True) for name, about in _BOX),
    records(
        "provenance",
        "All boxes, in reading order: more than one when it runs over a page.",
        integer("page_number", "Page of the PDF, from 1."),
        *(points(name, about) for name, about in _BOX),
    ),
)
EMPHASIS = records(
    "emphasis",
    "Runs of bold or italic characters.",
    integer("start", "First character of the run in `text`, from 0."),
    integer("end", "The character after the run."),
    text("style", "How the run is set.", values=EmphasisStyle),
)
DECIDED_BY = (
    Column(
        name="evidence",
        type=ColumnType.TEXTS,
        description="What decided it, such as `internal_link`, `mark`, `raised`, `sequence` (docs/extraction.md).",
    ),
    Column(
        name="confidence",
        type=ColumnType.NUMBER,
        description="How sure the evidence makes us, 0 to 1: the share of such notes and pairings that are right.",
    ),
)
SPAN = (
    integer("span_start", "First character of `printed` in the text of the footnote or block, from 0."),
    integer("span_end", "The character after it."),
)
SECTION_PATH = Column(name="section_path", type=ColumnType.TEXTS, description="The headings above it, outermost first.")
DOCUMENT_ID = text("document_id", "The document.")
IN_DOCUMENT = ForeignKey(column="document_id", table="documents")
IN_FOOTNOTE = ForeignKey(column="footnote_id", table="footnotes")
IN_BLOCK = ForeignKey(column="block_id", table="blocks")
AT_URL = ForeignKey(column="cited_url_id", table="cited_urls")
OF_CITATION = ForeignKey(column="citation_id", table="citations")
FINDING = (
    text("block_id", "The block that says it."),
    text("quote", "The exact words it rests on."),
    integer("quote_start", "First character of `quote` in the block's text, from 0."),
    integer("quote_end", "The character after it."),
    SECTION_PATH,
    Column(name="footnote_ids", type=ColumnType.TEXTS, description="The footnotes that stand with it."),
    text("support", "How the citations in these footnotes stand (docs/findings.md).", values=Support),
    *PLACE,
)
