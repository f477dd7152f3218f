"""Lists of words that are kept as data: CSV files that a domain expert edits, one entry a row."""

import csv
from pathlib import Path


def read_entries(path: Path) -> list[dict[str, str]]:
    """Return the rows of a list by the names of its columns.

    The columns `example` and `counterexample` tell people, and a test, what an entry is for; readers leave them alone.
    """
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def words_of(path: Path, **wanted: str) -> list[str]:
    """Return the column `word` of a list, of the rows that hold the wanted values in other columns."""
    return [row["word"] for row in read_entries(path) if all(row[name] == value for name, value in wanted.items())]
