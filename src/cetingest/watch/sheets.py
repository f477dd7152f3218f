"""Small tables for people: the rows of the published tables to look at first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cetingest.datasets import PublishedTables, open_tables
from cetingest.model import VerdictKind
from cetingest.storage import Storage

ROWS_SHOWN = 20
"""As many rows as a person reads on a page of Dagster; the published tables and the report have all."""

_ORDER = (VerdictKind.DEAD, VerdictKind.LIVE_BUT_WRONG, VerdictKind.SUSPECT, VerdictKind.CANNOT_TELL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The first of `row_count` rows, cells as text."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    row_count: int

    @classmethod
    def of(cls, headings: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> "Sheet":
        """Keep the first rows and count all."""
        return cls(headings=headings, rows=tuple(rows[:ROWS_SHOWN]), row_count=len(rows))


def cells(tables: PublishedTables, sql: str) -> list[tuple[str, ...]]:
    """Return the rows of a query as cells; null is empty."""
    return [tuple("" if cell is None else str(cell) for cell in row.values()) for row in tables.rows(sql)]


def verdict_counts(storage: Storage) -> Mapping[VerdictKind, int]:
    """Count the published verdicts of each kind."""
    with open_tables(storage.datasets, ("verdicts",)) as tables:
        rows = cells(tables, "SELECT verdict, count(*) FROM verdicts GROUP BY 1")
    found = {verdict: int(count) for verdict, count in rows}
    return {kind: found.get(kind.value, 0) for kind in VerdictKind}


def worst_citations(storage: Storage) -> Sheet:
    """Return the published citations that need attention, most serious first."""
    order = "".join(f" WHEN '{kind}' THEN {number}" for number, kind in enumerate(_ORDER))
    sql = (
        "SELECT verdict, document_id, page_number, url, reason FROM verdicts "  # noqa: S608 - our own words
        f"WHERE verdict <> '{VerdictKind.LIVE}' ORDER BY CASE verdict{order} END, document_id, page_number, verdict_id"
    )
    with open_tables(storage.datasets, ("verdicts",)) as tables:
        return Sheet.of(("verdict", "document", "page", "URL", "reason"), cells(tables, sql))
