"""The rows of findings, entities and mentions.

A column of a finding's table bears the name of the field it holds, so one function makes the rows of every kind; what a
column is stands in `tables/findings.py`, and a test compares the two.
"""

from collections.abc import Iterator

from cetingest.datasets.cells import Row, place
from cetingest.datasets.subjects import Index, findings_of
from cetingest.datasets.tables import FindingTable, find_table
from cetingest.model import Dossier, Finding
from cetingest.storage import unstructure
from cetingest.support.evidence import support_of


def finding_rows(table: FindingTable, dossier: Dossier, index: Index) -> Iterator[Row]:
    """Yield the rows of one kind of finding."""
    definition = find_table(table)
    for finding in dict(findings_of(dossier.findings))[table]:
        common = {
            definition.primary_key: finding.finding_id,
            "document_id": dossier.document.document_id,
            **_said(finding),
            "support": support_of(index.evidence[finding.finding_id]).value,
        }
        yield {
            column.name: common[column.name] if column.name in common else unstructure(getattr(finding, column.name))
            for column in definition.columns
        }


def _said(finding: Finding) -> Row:
    quote = finding.quote
    return {
        "block_id": quote.block_id,
        "quote": quote.text,
        "quote_start": quote.start,
        "quote_end": quote.end,
        "section_path": list(quote.section_path),
        "footnote_ids": list(finding.footnote_ids),
        **place(quote.provenance),
    }


def entity_rows(dossier: Dossier, _: Index) -> Iterator[Row]:
    """Yield what a document says of each entity; rows of several documents are merged where they are written."""
    for entity in dossier.findings.entities:
        yield {
            "entity_id": entity.entity_id,
            "name": entity.name,
            "type": entity.type,
            "abbreviation": entity.abbreviation,
            "country": entity.country,
            "aliases": list(entity.aliases),
            "roles": list(entity.roles),
        }


def mention_rows(dossier: Dossier, _: Index) -> Iterator[Row]:
    """Yield the places where a document names entities."""
    for mention in dossier.findings.mentions:
        yield {
            "mention_id": mention.mention_id,
            "document_id": dossier.document.document_id,
            "entity_id": mention.entity_id,
            "block_id": mention.block_id,
            "footnote_id": mention.footnote_id,
            "printed": mention.printed,
            "span_start": mention.start,
            "span_end": mention.end,
            **place(mention.provenance),
        }
