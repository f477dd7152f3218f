"""Every published column, defined once; Parquet, CSV, data package, checks and data dictionary follow from it.

A change here changes what other tools read, so it needs a new SCHEMA_VERSION (semver): major when a column goes away or
changes its meaning, minor when a column, table or enumeration value is added, patch when only words change.

It passes 350 lines because it is one list, read as the data dictionary is; it holds no logic.
"""

from enum import StrEnum

from cetingest.datasets.columns import Column, ColumnType, ForeignKey, Table, flag, integer, points, records, text
from cetingest.errors import InputError
from cetingest.model import (
    BlockKind,
    CitationForm,
    Content,
    EmphasisStyle,
    FootnoteKind,
    NoteKind,
    ProblemCode,
    Reach,
    Severity,
    UrlSource,
    VerdictKind,
)

SCHEMA_VERSION = "1.0.0"

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
_EMPHASIS = records(
    "emphasis",
    "Runs of bold or italic characters.",
    integer("start", "First character of the run in `text`, from 0."),
    integer("end", "The character after the run."),
    text("style", "How the run is set.", values=EmphasisStyle),
)
_EVIDENCE = (
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
_SPAN = (
    integer("span_start", "First character of `printed` in the text of the footnote or block, from 0."),
    integer("span_end", "The character after it."),
)
_SECTION_PATH = Column(
    name="section_path", type=ColumnType.TEXTS, description="The headings above it, outermost first."
)
_DOCUMENT_ID = text("document_id", "The document.")
_IN_DOCUMENT = ForeignKey(column="document_id", table="documents")
_IN_FOOTNOTE = ForeignKey(column="footnote_id", table="footnotes")
_IN_BLOCK = ForeignKey(column="block_id", table="blocks")
_AT_URL = ForeignKey(column="cited_url_id", table="cited_urls")
_OF_CITATION = ForeignKey(column="citation_id", table="citations")
_FINDING = (
    text("block_id", "The block that says it."),
    text("quote", "The exact words it rests on."),
    integer("quote_start", "First character of `quote` in the block's text, from 0."),
    integer("quote_end", "The character after it."),
    _SECTION_PATH,
    *PLACE,
)

DOCUMENTS = Table(
    name="documents",
    description="One row per document that came in, readable or not.",
    primary_key="document_id",
    columns=(
        text("document_id", "Readable key, made of the file's name."),
        text("title", "The document's title, as printed.", nullable=True),
        text("language", "Language of the text (BCP 47).", nullable=True),
        text("source_filename", "Name of the PDF under raw/."),
        text("sha256", "SHA-256 of the PDF's bytes, in hexadecimal; null when they could not be read.", nullable=True),
        integer("page_count", "Pages the file says it has; 0 when it could not be opened."),
        flag("is_readable", "True when the file was read to its last page; if not, `problems` says why."),
        text("producer", "The program that made the PDF, as it calls itself.", nullable=True),
        text("family", "The family of reports whose rules were used for the findings.", nullable=True),
        records(
            "pages",
            "The size of each page.",
            integer("page_number", "Page of the PDF, from 1."),
            points("width", "Width of the page."),
            points("height", "Height of the page."),
        ),
    ),
)

BLOCKS = Table(
    name="blocks",
    description="One row per paragraph, heading, list item ... of a document's body, in reading order.",
    primary_key="block_id",
    foreign_keys=(_IN_DOCUMENT,),
    columns=(
        text("block_id", "Readable key."),
        _DOCUMENT_ID,
        integer("position", "Place in reading order, from 1."),
        text("kind", "What the block is.", values=BlockKind),
        integer("level", "Level of a heading, 1 = outermost.", nullable=True),
        text("text", "Its text: words joined over line ends, footnote references left out."),
        _SECTION_PATH,
        *PLACE,
        _EMPHASIS,
    ),
)

FOOTNOTES = Table(
    name="footnotes",
    description="One row per footnote or endnote.",
    primary_key="footnote_id",
    foreign_keys=(_IN_DOCUMENT,),
    columns=(
        text("footnote_id", "Readable key."),
        _DOCUMENT_ID,
        integer("position", "Place in reading order, from 1."),
        text("label", "Its label as printed, such as 12 or *."),
        text("kind", "Where the document prints it.", values=FootnoteKind),
        text("note_kind", "What it holds.", nullable=True, values=NoteKind),
        text("text", "Its text, without the label."),
        *PLACE,
        _EMPHASIS,
        *_EVIDENCE,
    ),
)

FOOTNOTE_REFERENCES = Table(
    name="footnote_references",
    description="One row per mark in the body that points to a footnote.",
    primary_key="footnote_reference_id",
    foreign_keys=(_IN_DOCUMENT, _IN_FOOTNOTE, _IN_BLOCK),
    columns=(
        text("footnote_reference_id", "Readable key."),
        _DOCUMENT_ID,
        text("label", "The label as printed."),
        text("footnote_id", "The footnote it points to; null when there is none (see `problems`).", nullable=True),
        text("block_id", "The block it stands in.", nullable=True),
        integer("offset", "Place in the block's text where the mark stood, from 0.", unit="characters"),
        *PLACE,
        *_EVIDENCE,
    ),
)

CITED_URLS = Table(
    name="cited_urls",
    description="One row per URL that a document prints or links, in a footnote or in the body.",
    primary_key="cited_url_id",
    foreign_keys=(_IN_DOCUMENT, _IN_FOOTNOTE, _IN_BLOCK),
    columns=(
        text("cited_url_id", "Readable key."),
        _DOCUMENT_ID,
        text("footnote_id", "The footnote it stands in; null in the body.", nullable=True),
        text("block_id", "The block it stands in; null in a footnote.", nullable=True),
        text("url", "The URL, mended."),
        text("printed", "The URL as printed or linked."),
        text("source", "Where it was found.", values=UrlSource),
        text("mended_by", "The rule that changed `printed` into `url`.", nullable=True),
        *_SPAN,
        *PLACE,
    ),
)

CITATIONS = Table(
    name="citations",
    description="One row per work cited in a footnote; a footnote may cite none or several.",
    primary_key="citation_id",
    foreign_keys=(
        _IN_DOCUMENT,
        _IN_FOOTNOTE,
        _AT_URL,
        ForeignKey(column="antecedent_id", table="citations"),
    ),
    columns=(
        text("citation_id", "Readable key."),
        _DOCUMENT_ID,
        text("footnote_id", "The footnote it stands in."),
        integer("position", "Place within the footnote, from 1."),
        text("form", "How the work is cited.", values=CitationForm),
        text("antecedent_id", "The earlier citation of the same work, if there is one.", nullable=True),
        text("cited_url_id", "The cited URL of the work.", nullable=True),
        text("type", "Type of the work, in CSL-JSON's terms.", nullable=True),
        text("title", "Title of the work.", nullable=True),
        text("authors", "Authors, joined by '; '; persons as 'family, given'.", nullable=True),
        text("container_title", "The periodical, book or site that holds the work.", nullable=True),
        text("event_title", "The meeting at which the work was given.", nullable=True),
        text("publisher", "Publisher of the work.", nullable=True),
        text("issued", "Date of the work (EDTF), as exact as printed.", nullable=True),
        text("accessed", "Date on which the author of the document saw it (EDTF).", nullable=True),
        text("url", "URL of the work, from its item.", nullable=True),
        Column(name="csl_json", type=ColumnType.JSON, description="The whole item, as CSL-JSON."),
        text("printed", "The citation as printed."),
        *_SPAN,
        *PLACE,
    ),
)

FETCHES = Table(
    name="fetches",
    description="One row per URL that was asked: the newest answer that a verdict rests on. Shared by all documents.",
    primary_key="fetch_id",
    columns=(
        text("fetch_id", "Key made of the URL's hash: the same for every document that cites it."),
        text("url", "The URL that was asked."),
        Column(name="fetched_at", type=ColumnType.TIMESTAMP, description="When it answered (UTC)."),
        text("reach", "How far the fetch got.", values=Reach),
        integer("status_code", "HTTP status of the last answer.", nullable=True),
        text("final_url", "The URL after all redirects.", nullable=True),
        records(
            "redirects",
            "The hops on the way, in order.",
            text("url", "The URL that was asked."),
            integer("status_code", "HTTP status that it answered."),
        ),
        text("content_type", "Media type that the server named.", nullable=True),
        text("page_title", "Title of the page, the most trusted of its own statements.", nullable=True),
        text("site_name", "Name of the site, as the page says.", nullable=True),
        text("page_language", "Language of the page, as it says.", nullable=True),
        integer("attempts", "Requests made for the URL in that run."),
        text("detail", "What the network or server said of a failure.", nullable=True),
        flag("is_offline", "True when the fault was this machine's: no network."),
    ),
)

VERDICTS = Table(
    name="verdicts",
    description="One row per cited URL: what we conclude about it, from its fetch and the work cited.",
    primary_key="verdict_id",
    foreign_keys=(
        _IN_DOCUMENT,
        _IN_FOOTNOTE,
        _OF_CITATION,
        _AT_URL,
        ForeignKey(column="fetch_id", table="fetches"),
    ),
    columns=(
        text("verdict_id", "Readable key."),
        _DOCUMENT_ID,
        text("footnote_id", "The footnote the URL stands in; null in the body.", nullable=True),
        text("citation_id", "The citation the URL belongs to.", nullable=True),
        text("cited_url_id", "The cited URL.", nullable=True),
        text("fetch_id", "The fetch it rests on; null when nobody was asked.", nullable=True),
        text("url", "The URL judged."),
        text("verdict", "What we conclude.", values=VerdictKind),
        text("reach", "How far the fetch got.", values=Reach),
        text("content", "How the page found compares with the work cited.", values=Content),
        text("reason", "One sentence for a person."),
        text("suggestion_url", "What to put instead.", nullable=True),
        text("suggestion_why", "Why that is right.", nullable=True),
        *PLACE,
    ),
)

PROBLEMS = Table(
    name="problems",
    description="One row per problem of a document, footnote, citation, cited URL or verdict.",
    primary_key="problem_id",
    foreign_keys=(_IN_DOCUMENT, _IN_FOOTNOTE),
    columns=(
        text("problem_id", "Key made of the subject and the code."),
        _DOCUMENT_ID,
        text("footnote_id", "The footnote concerned, if it is one or stands in one.", nullable=True),
        text("code", "What kind of problem; docs/problems.md explains each.", values=ProblemCode),
        text("severity", "How much it matters to a reader of the document.", values=Severity),
        text("message", "What is wrong, where, and what to do."),
        text("subject_table", "The table the subject is a row of; null when it is none.", nullable=True),
        text("subject_id", "The key of the thing that has the problem."),
        *PLACE,
    ),
)

RANKINGS = Table(
    name="rankings",
    description="One row per statement of the document that someone has a rank in an index.",
    primary_key="ranking_id",
    foreign_keys=(_IN_DOCUMENT, _IN_BLOCK),
    columns=(
        text("ranking_id", "Readable key."),
        _DOCUMENT_ID,
        text("subject", "Who is ranked."),
        text("index", "The index.", nullable=True),
        text("edition", "Its edition, such as 2025.", nullable=True),
        text("sector", "The sector ranked, or overall."),
        integer("rank", "The rank, 1 = best."),
        text("rank_printed", "The rank as printed, such as 'fourth'."),
        integer("out_of", "How many were ranked; null when the document does not say.", nullable=True),
        text("basis", "What the rank is computed over, if the document says.", nullable=True),
        records(
            "drivers",
            "What the rank is said to be driven by.",
            text("sector", "A sector."),
            text("pillar", "A pillar of it.", nullable=True),
        ),
        *_FINDING,
    ),
)

RECOMMENDATIONS = Table(
    name="recommendations",
    description="One row per statement of the document that something should be done.",
    primary_key="recommendation_id",
    foreign_keys=(_IN_DOCUMENT, _IN_BLOCK),
    columns=(
        text("recommendation_id", "Readable key."),
        _DOCUMENT_ID,
        text("level", "priority (of the whole document) or sector."),
        text("sector", "The sector it belongs to.", nullable=True),
        text("heading", "Its heading or lead-in.", nullable=True),
        text("text", "What should be done."),
        *_FINDING,
    ),
)


class FindingTable(StrEnum):
    """The tables whose rows `evidence` ties to footnotes."""

    RANKINGS = "rankings"
    RECOMMENDATIONS = "recommendations"


EVIDENCE = Table(
    name="evidence",
    description="One row per path finding -> footnote -> citation -> cited URL -> verdict; a path that ends early ends "
    "in nulls.",
    primary_key="evidence_id",
    foreign_keys=(
        _IN_DOCUMENT,
        _IN_FOOTNOTE,
        _OF_CITATION,
        _AT_URL,
        ForeignKey(column="verdict_id", table="verdicts"),
    ),
    columns=(
        text("evidence_id", "Readable key."),
        _DOCUMENT_ID,
        text("finding_table", "The table of the finding.", values=FindingTable),
        text("finding_id", "Its key there."),
        text("footnote_id", "A footnote that stands with it."),
        text("citation_id", "A work that the footnote cites.", nullable=True),
        text("cited_url_id", "A URL of the work, or of the footnote when it cites none.", nullable=True),
        text("verdict_id", "The verdict about the URL.", nullable=True),
        text("verdict", "What it concludes.", nullable=True, values=VerdictKind),
        *PLACE,
    ),
)

TABLES: tuple[Table, ...] = (
    DOCUMENTS,
    BLOCKS,
    FOOTNOTES,
    FOOTNOTE_REFERENCES,
    CITED_URLS,
    CITATIONS,
    FETCHES,
    VERDICTS,
    PROBLEMS,
    RANKINGS,
    RECOMMENDATIONS,
    EVIDENCE,
)


def find_table(name: str) -> Table:
    """Return the definition of a table.

    Raises InputError when there is none of that name.
    """
    for table in TABLES:
        if table.name == name:
            return table
    names = ", ".join(table.name for table in TABLES)
    raise InputError(f"{name}: no such table; the tables are {names}")
