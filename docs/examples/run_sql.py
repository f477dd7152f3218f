"""Run an SQL file with DuckDB in the folder of the tables: python run_sql.py QUERY.sql FOLDER."""

import os
import sys
from pathlib import Path

import duckdb


def main(query: str, folder: str = "processed/datasets") -> None:
    """Print the rows that the query gives."""
    sql = Path(query).read_text(encoding="utf-8")
    os.chdir(folder)  # the query names the files without a folder
    print(duckdb.sql(sql))


if __name__ == "__main__":
    main(*sys.argv[1:])
