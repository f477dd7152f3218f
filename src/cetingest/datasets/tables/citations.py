"""Tables of what a document cites."""

from cetingest.datasets.columns import Column, ColumnType, ForeignKey, Table, integer, number, records, text
from cetingest.datasets.items import csl_item, printed_names
from cetingest.datasets.sources import RowContext, apply
from cetingest.datasets.tables.shared_columns import (
    AT_URL,
    DOCUMENT_ID,
    IN_BLOCK,
    IN_DOCUMENT,
    IN_FOOTNOTE,
    SPAN,
    TEXT_DOUBT,
    place,
)
from cetingest.language.dates import edtf_of_csl
from cetingest.model import Citation, CitationForm, Provenance, UrlSource


def _authors(row: RowContext[Citation]) -> str | None:
    return printed_names(row.thing.item.get("author", ())) or None


def _csl_json(row: RowContext[Citation]) -> dict[str, object]:
    return csl_item(row.thing)


def _provenance(row: RowContext[Citation]) -> tuple[Provenance, ...]:
    return row.index.provenance_of(row.thing.citation_id)


CITED_URLS = Table(
    name="cited_urls",
    description="One row per URL that a document prints or links, in a footnote or in the body.",
    rows="citations.cited_urls",
    primary_key="cited_url_id",
    foreign_keys=(IN_DOCUMENT, IN_FOOTNOTE, IN_BLOCK),
    columns=(
        text("cited_url_id", "Readable key."),
        DOCUMENT_ID,
        text("footnote_id", "The footnote it stands in; null in the body.", nullable=True),
        text("block_id", "The block it stands in; null in a footnote.", nullable=True),
        text("url", "The URL, mended."),
        text("printed", "The URL as printed or linked."),
        text("source", "Where it was found.", values=UrlSource),
        text("mended_by", "The rule that changed `printed` into `url`.", nullable=True),
        *SPAN,
        *place(),
        TEXT_DOUBT,
    ),
)

CITATIONS = Table(
    name="citations",
    description="One row per work cited in a footnote; a footnote may cite none or several.",
    rows="citations.citations",
    primary_key="citation_id",
    foreign_keys=(
        IN_DOCUMENT,
        IN_FOOTNOTE,
        AT_URL,
        ForeignKey(column="antecedent_id", table="citations"),
    ),
    columns=(
        text("citation_id", "Readable key."),
        DOCUMENT_ID,
        text("footnote_id", "The footnote it stands in."),
        integer("position", "Place within the footnote, from 1."),
        text("form", "How the work is cited.", values=CitationForm),
        text("antecedent_id", "The earlier citation of the same work, if there is one.", nullable=True),
        text("cited_url_id", "The cited URL of the work.", nullable=True),
        text(
            "work_id",
            "The same for every citation of a work, in other documents too; null when too little is known of it.",
            nullable=True,
        ),
        text("type", "Type of the work, in CSL-JSON's terms.", source="item.type", nullable=True),
        text("title", "Title of the work.", source="item.title", nullable=True),
        text("authors", "Authors, joined by '; '; persons as 'family, given'.", source=_authors, nullable=True),
        text(
            "container_title",
            "The periodical, book or site that holds the work.",
            source="item.container-title",
            nullable=True,
        ),
        text("event_title", "The meeting at which the work was given.", source="item.event-title", nullable=True),
        text("publisher", "Publisher of the work.", source="item.publisher", nullable=True),
        text(
            "issued",
            "Date of the work (EDTF), as exact as printed: 2025-05, 2021-21 for spring 2021, 1910~ for about 1910.",
            source=apply(edtf_of_csl, "item.issued"),
            nullable=True,
        ),
        text(
            "accessed",
            "Date on which the author of the document saw it (EDTF).",
            source=apply(edtf_of_csl, "item.accessed"),
            nullable=True,
        ),
        text("url", "URL of the work, from its item.", source="item.URL", nullable=True),
        Column(name="csl_json", type=ColumnType.JSON, description="The whole item, as CSL-JSON.", source=_csl_json),
        records(
            "fields",
            "Where each field of `csl_json` is printed in the footnote's text.",
            text("name", "The field, as in CSL-JSON."),
            integer("span_start", "First character of it in the footnote's text, from 0.", source="span.0"),
            integer("span_end", "The character after it.", source="span.1"),
            number("confidence", "Share of fields found in the same way that are right (docs/citations.md)."),
        ),
        text("printed", "The citation as printed."),
        *SPAN,
        *place(_provenance),
    ),
)
