"""Metadata that a person wants to see on an asset.

Here: library values turned into Dagster's metadata. Not here: computing them.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

import dagster as dg

from cetingest.datasets import Table
from cetingest.ingest import Ingested
from cetingest.model import Dossier, Finding, Verdict, VerdictKind

RawMetadata = dict[str, str | int | None]

SHOWN = 20
"""Rows of a Markdown table in the UI; the report has them all."""
NEEDS_ATTENTION = (VerdictKind.DEAD, VerdictKind.LIVE_BUT_WRONG, VerdictKind.SUSPECT, VerdictKind.CANNOT_TELL)


def document_metadata(ingested: Ingested) -> RawMetadata:
    """Say what was read from one PDF."""
    document = ingested.document
    if document is None:
        return {}
    return {
        "file": document.source_filename,
        "sha256": document.sha256,
        "pages": document.page_count,
        "footnotes": len(document.footnotes),
        "footnote references": len(document.footnote_references),
        "problems": "; ".join(problem.message for problem in document.problems) or "none",
    }


def citation_metadata(ingested: Ingested) -> RawMetadata:
    """Count what one document cites."""
    cited = ingested.citations
    return {"citations": len(cited.citations), "cited URLs": len(cited.cited_urls)} if cited else {}


def finding_metadata(ingested: Ingested) -> RawMetadata:
    """Count what one document says, by kind."""
    found = ingested.findings
    if found is None:
        return {}
    counts = Counter(statement.__class__.__name__.lower() for statement in found.statements)
    return {"family": found.family or "none", **dict(sorted(counts.items()))}


def failed_documents(failed: Sequence[Ingested]) -> str:
    """Return a Markdown table of documents that failed."""
    lines = ["| document | page | why | tried again |", "|---|---|---|---|"]
    for ingested in failed[:SHOWN]:
        page = ingested.record.failed_page if ingested.record else None
        when = "when its bytes change" if ingested.passing is None else "by itself"
        lines.append(_cells((ingested.document_id, str(page or ""), str(ingested.failure), when)))
    if len(failed) > SHOWN:
        lines.append(f"\n{len(failed) - SHOWN} more in the table `problems`.")
    return "\n".join(lines)


def column_schema(table: Table) -> dg.TableSchema:
    """Turn a table's definition into Dagster's column schema."""
    return dg.TableSchema(
        columns=[
            dg.TableColumn(
                column.name,
                str(column.type),
                description=column.description,
                constraints=dg.TableColumnConstraints(nullable=column.nullable),
            )
            for column in table.columns
        ]
    )


def worst_citations(dossiers: Iterable[Dossier]) -> str:
    """Return a Markdown table of the citations that need attention, most serious first."""
    rows = sorted(
        (NEEDS_ATTENTION.index(verdict.verdict), dossier.document.document_id, number, verdict)
        for dossier in dossiers
        for number, verdict in enumerate(dossier.verdicts)
        if verdict.verdict in NEEDS_ATTENTION
    )
    if not rows:
        return "Every cited URL is live."
    lines = ["| verdict | document | URL | reason |", "|---|---|---|---|"]
    lines += [_row(document_id, verdict) for _, document_id, _, verdict in rows[:SHOWN]]
    if len(rows) > SHOWN:
        lines.append(f"\n{len(rows) - SHOWN} more in the report.")
    return "\n".join(lines)


def broken_findings(findings: Sequence[Finding]) -> str:
    """Return a Markdown table of findings."""
    if not findings:
        return "None."
    lines = ["| finding | page | words |", "|---|---|---|"]
    for finding in findings[:SHOWN]:
        places = finding.quote.provenance
        lines.append(_cells((finding.finding_id, str(places[0].page_number if places else ""), finding.quote.text)))
    if len(findings) > SHOWN:
        lines.append(f"\n{len(findings) - SHOWN} more in the tables (support = broken).")
    return "\n".join(lines)


def _row(document_id: str, verdict: Verdict) -> str:
    return _cells((verdict.verdict.value, document_id, f"`{verdict.url}`", verdict.reason))


def _cells(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ").replace("<", "&lt;") for cell in cells) + " |"
