"""A dossier as rows: one pure function per table, in the order of the columns, cells as plain JSON values."""

import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from cetingest.datasets.cells import Row, fetch_id, place, storable, utc
from cetingest.datasets.evidence import evidence_rows
from cetingest.datasets.finding_rows import entity_rows, finding_rows, mention_rows
from cetingest.datasets.items import csl_item, printed_names
from cetingest.datasets.subjects import Index
from cetingest.datasets.tables import FindingTable
from cetingest.language.dates import edtf_of_csl
from cetingest.model import Dossier, Fetch
from cetingest.problems import problem_ids
from cetingest.storage import unstructure


def dossier_rows(dossier: Dossier) -> dict[str, tuple[Row, ...]]:
    """Return the rows that a document gives to each table, in reading order."""
    index = Index.of(dossier)
    return {table: tuple(_stored(row) for row in rows(dossier, index)) for table, rows in _ROWS.items()}


def _stored(row: Row) -> Row:
    return {name: storable(cell) for name, cell in row.items()}


def _documents(dossier: Dossier, _: Index) -> Iterator[Row]:
    document = dossier.document
    yield {
        "document_id": document.document_id,
        "title": document.title,
        "language": document.language,
        "source_filename": document.source_filename,
        "sha256": document.sha256,
        "page_count": document.page_count,
        "is_readable": document.is_readable,
        "producer": document.producer,
        "family": dossier.findings.family,
        "pages": unstructure(document.pages),
    }


def _blocks(dossier: Dossier, _: Index) -> Iterator[Row]:
    for position, block in enumerate(dossier.document.blocks, start=1):
        yield {
            "block_id": block.block_id,
            "document_id": dossier.document.document_id,
            "position": position,
            "kind": block.kind.value,
            "level": block.level,
            "text": block.text,
            "section_path": list(block.section_path),
            **place(block.provenance),
            "emphasis": unstructure(block.emphasis),
        }


def _footnotes(dossier: Dossier, _: Index) -> Iterator[Row]:
    kinds = {reading.footnote_id: reading.kind.value for reading in dossier.citations.readings}
    for position, footnote in enumerate(dossier.document.footnotes, start=1):
        yield {
            "footnote_id": footnote.footnote_id,
            "document_id": dossier.document.document_id,
            "position": position,
            "label": footnote.label,
            "kind": footnote.kind.value,
            "note_kind": kinds.get(footnote.footnote_id),
            "text": footnote.text,
            **place(footnote.provenance),
            "emphasis": unstructure(footnote.emphasis),
            "evidence": [piece.value for piece in footnote.evidence],
            "confidence": footnote.confidence,
        }


def _footnote_references(dossier: Dossier, _: Index) -> Iterator[Row]:
    for reference in dossier.document.footnote_references:
        yield {
            "footnote_reference_id": reference.footnote_reference_id,
            "document_id": dossier.document.document_id,
            "label": reference.label,
            "footnote_id": reference.footnote_id,
            "block_id": reference.block_id,
            "within_footnote_id": reference.within_footnote_id,
            "offset": reference.offset,
            **place(reference.provenance),
            "evidence": [piece.value for piece in reference.evidence],
            "confidence": reference.confidence,
        }


def _cited_urls(dossier: Dossier, _: Index) -> Iterator[Row]:
    for cited in dossier.citations.cited_urls:
        yield {
            "cited_url_id": cited.cited_url_id,
            "document_id": dossier.document.document_id,
            "footnote_id": cited.footnote_id,
            "block_id": cited.block_id,
            "url": cited.url,
            "printed": cited.printed,
            "source": cited.source.value,
            "mended_by": cited.mended_by,
            "span_start": cited.span[0],
            "span_end": cited.span[1],
            **place(cited.provenance),
        }


def _citations(dossier: Dossier, index: Index) -> Iterator[Row]:
    for citation in dossier.citations.citations:
        item = citation.item
        yield {
            "citation_id": citation.citation_id,
            "document_id": dossier.document.document_id,
            "footnote_id": citation.footnote_id,
            "position": citation.position,
            "form": citation.form.value,
            "antecedent_id": citation.antecedent_id,
            "cited_url_id": citation.cited_url_id,
            "work_id": citation.work_id,
            "type": item.get("type"),
            "title": item.get("title"),
            "authors": printed_names(item.get("author", ())) or None,
            "container_title": item.get("container-title"),
            "event_title": item.get("event-title"),
            "publisher": item.get("publisher"),
            "issued": edtf_of_csl(item.get("issued")),
            "accessed": edtf_of_csl(item.get("accessed")),
            "url": item.get("URL"),
            "csl_json": json.dumps(storable(csl_item(citation)), ensure_ascii=False, sort_keys=True),
            "fields": [
                {"name": p.name, "span_start": p.span[0], "span_end": p.span[1], "confidence": p.confidence}
                for p in citation.fields
            ],
            "printed": citation.printed,
            "span_start": citation.span[0],
            "span_end": citation.span[1],
            **place(index.provenance_of(citation.citation_id)),
        }


def _fetches(dossier: Dossier, _: Index) -> Iterator[Row]:
    newest: dict[str, Fetch] = {}
    for fetch in (verdict.fetch for verdict in dossier.verdicts if verdict.fetch):
        known = newest.setdefault(fetch.url, fetch)
        if fetch.fetched_at > known.fetched_at:
            newest[fetch.url] = fetch
    for url, fetch in sorted(newest.items()):
        page = fetch.page
        yield {
            "fetch_id": fetch_id(url),
            "url": url,
            "fetched_at": utc(fetch.fetched_at),
            "reach": fetch.reach.value,
            "status_code": fetch.status_code,
            "final_url": fetch.final_url,
            "redirects": unstructure(fetch.redirects),
            "content_type": fetch.content_type,
            "page_title": page.titles[0] if page and page.titles else None,
            "site_name": page.site_name if page else None,
            "page_language": page.language if page else None,
            "attempts": fetch.attempts,
            "detail": fetch.detail,
            "is_offline": fetch.is_offline,
        }


def _verdicts(dossier: Dossier, index: Index) -> Iterator[Row]:
    for verdict_id, verdict in index.verdicts.items():
        subject_id = verdict.cited_url_id or verdict.citation_id
        suggestion = verdict.suggestion
        yield {
            "verdict_id": verdict_id,
            "document_id": dossier.document.document_id,
            "footnote_id": index.footnote_id_of(subject_id),
            "citation_id": verdict.citation_id,
            "cited_url_id": verdict.cited_url_id,
            "fetch_id": fetch_id(verdict.fetch.url) if verdict.fetch else None,
            "url": verdict.url,
            "verdict": verdict.verdict.value,
            "reach": verdict.reach.value,
            "content": verdict.content.value,
            "reason": verdict.reason,
            "suggestion_url": suggestion.url if suggestion else None,
            "suggestion_why": suggestion.why if suggestion else None,
            "suggestion_kind": suggestion.kind.value if suggestion else None,
            "archive": verdict.archive.value if verdict.archive else None,
            "first_seen_at": utc(verdict.first_seen_at) if verdict.first_seen_at else None,
            "last_ok_at": utc(verdict.last_ok_at) if verdict.last_ok_at else None,
            "strikes": verdict.strikes,
            "evidence": unstructure(verdict.evidence),
            **place(index.provenance_of(subject_id)),
        }


def _problems(dossier: Dossier, index: Index) -> Iterator[Row]:
    for problem_id, problem in zip(problem_ids(dossier.problems), dossier.problems, strict=True):
        yield {
            "problem_id": problem_id,
            "document_id": dossier.document.document_id,
            "footnote_id": index.footnote_id_of(problem.subject_id),
            "code": problem.code.value,
            "severity": problem.code.severity.value,
            "message": problem.message,
            "subject_table": index.tables.get(problem.subject_id),
            "subject_id": problem.subject_id,
            **place(problem.provenance),
        }


_ROWS: Mapping[str, Callable[[Dossier, Index], Iterator[Row]]] = {
    "documents": _documents,
    "blocks": _blocks,
    "footnotes": _footnotes,
    "footnote_references": _footnote_references,
    "cited_urls": _cited_urls,
    "citations": _citations,
    "fetches": _fetches,
    "verdicts": _verdicts,
    "problems": _problems,
    **{table.value: partial(finding_rows, table) for table in FindingTable},
    "entities": entity_rows,
    "mentions": mention_rows,
    "evidence": evidence_rows,
}
