"""Metadata of assets, for people.

Here: library values turned into Dagster's metadata. Not here: computing them.
"""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import dagster as dg

from cetingest.datasets import Table
from cetingest.ingest import Ingested, link_trend
from cetingest.links import TrendPoint
from cetingest.report import trend_sparkline, trend_uri, trend_words
from cetingest.storage import Storage
from cetingest.watch import Sheet, verdict_counts, worst_citations

RawMetadata = dict[str, str | int | None]

INLINE_CHARACTERS = 950
"""The longest Markdown table: from 1,000 characters on Dagster 1.13 shows the button [Show Markdown] instead."""


def document_metadata(ingested: Ingested) -> RawMetadata:
    """Return what was read from one PDF."""
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
    """Count the findings of one document, by kind."""
    found = ingested.findings
    if found is None:
        return {}
    counts = Counter(statement.__class__.__name__.lower() for statement in found.statements)
    return {"family": found.family or "none", **dict(sorted(counts.items()))}


def failure_metadata(ingested: Ingested) -> RawMetadata:
    """Return why a document failed, on which page, and when it is tried again."""
    page = ingested.record.failed_page if ingested.record else None
    return {
        "why it failed": ingested.failure,
        **({} if page is None else {"page": page}),
        "tried again": _when_again(ingested),
    }


def failed_documents(failed: Sequence[Ingested]) -> str:
    """Return a Markdown table of documents that failed."""
    rows = [(one.document_id, _failed_page(one), str(one.failure), _when_again(one)) for one in failed]
    return markdown(Sheet.of(("document", "page", "why", "tried again"), rows))


def _failed_page(ingested: Ingested) -> str:
    page = ingested.record.failed_page if ingested.record else None
    return "" if page is None else str(page)


def _when_again(ingested: Ingested) -> str:
    return "when its bytes change" if ingested.storage_error is None else "by itself"


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


def verdict_metadata(storage: Storage) -> dict[str, Any]:
    """Return the verdicts of the cited URLs: counts, those that need attention, and counts over time."""
    worst = worst_citations(storage)
    return {
        **{kind.value.replace("_", " "): count for kind, count in verdict_counts(storage).items()},
        "citations that need attention": dg.MetadataValue.md(markdown(worst) if worst.rows else "None."),
        **trend_metadata(link_trend(storage)),
    }


def trend_metadata(points: Sequence[TrendPoint]) -> dict[str, Any]:
    """Return the states of the cited URLs over time: a small picture, words, and a large picture behind a click."""
    words = trend_words(points)
    return {
        "over time (red dead, yellow failing, grey refused)": dg.MetadataValue.md(
            f"![{len(points)} columns]({trend_sparkline(points)})"
        ),
        "over time, in words": words,
        "over time, large": dg.MetadataValue.md(f"![{words}]({trend_uri(points)})\n\n{words}"),
    }


def markdown(sheet: Sheet) -> str:
    """Return a sheet as a Markdown table, with as many rows as Dagster shows without a click."""
    lines = [_cells(sheet.headings), "|---" * len(sheet.headings) + "|"]
    for row in sheet.rows:
        if len("\n".join((*lines, _cells(row)))) > INLINE_CHARACTERS:
            break
        lines.append(_cells(row))
    left_out = sheet.row_count - (len(lines) - 2)
    return "\n".join(lines) + (f"\n\n{left_out:,} more in the published tables." if left_out else "")


def stopwatch() -> Callable[[], float]:
    """Return a function that returns the seconds since this call."""
    began = time.monotonic()
    return lambda: round(time.monotonic() - began, 1)


def _cells(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ").replace("<", "&lt;") for cell in cells) + " |"
