"""Every published column, defined once: its name, type, words, and where its cells come from.

Rows, Parquet, CSV, data package, checks and data dictionary follow from it.

A change here changes what other tools read, so it needs a new `cetingest.SCHEMA_VERSION`.
"""

from cetingest.datasets.columns import Table
from cetingest.datasets.subjects import FindingTable
from cetingest.datasets.tables.citations import CITATIONS, CITED_URLS
from cetingest.datasets.tables.documents import BLOCKS, DOCUMENTS, FOOTNOTE_REFERENCES, FOOTNOTES
from cetingest.datasets.tables.findings import (
    ASSESSMENTS,
    ENTITIES,
    EVENTS,
    EVIDENCE,
    MENTIONS,
    POLICIES,
    QUANTITIES,
    RANKINGS,
    RECOMMENDATIONS,
    RELATIONS,
)
from cetingest.datasets.tables.links import FETCHES, PROBLEMS, VERDICTS
from cetingest.errors import InputError

__all__ = [
    "ASSESSMENTS",
    "BLOCKS",
    "CITATIONS",
    "CITED_URLS",
    "DOCUMENTS",
    "ENTITIES",
    "EVENTS",
    "EVIDENCE",
    "FETCHES",
    "FOOTNOTES",
    "FOOTNOTE_REFERENCES",
    "MENTIONS",
    "POLICIES",
    "PROBLEMS",
    "QUANTITIES",
    "RANKINGS",
    "RECOMMENDATIONS",
    "RELATIONS",
    "TABLES",
    "VERDICTS",
    "FindingTable",
    "find_table",
]

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
    ASSESSMENTS,
    RECOMMENDATIONS,
    POLICIES,
    QUANTITIES,
    EVENTS,
    RELATIONS,
    ENTITIES,
    MENTIONS,
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
    raise InputError(f"{name}: no such table; the tables are {names}; `cetingest schema` lists the files, too")
