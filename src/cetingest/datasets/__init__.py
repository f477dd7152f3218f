"""Dossiers become published tables, and files in other tools' formats.

`tables` defines each column once, with the source of its cells (`sources`); `rows` makes the rows of a dossier by these
definitions; `write` is the door to DuckDB and publishes Parquet, CSV and the data package; `checks` reads them back;
`describe` puts the schema in words. `exports` is for reference managers, code review tools and annotators.
"""

from cetingest.datasets.checks import CHECKS, Check, TableCheck, check_tables
from cetingest.datasets.columns import Column, ColumnType, ForeignKey, Table, sql_type
from cetingest.datasets.describe import data_dictionary, describe_tables, schema_fingerprint, table_schema
from cetingest.datasets.exports import EXPORT_FILENAMES, ExportFormat, export, write_exports
from cetingest.datasets.json_schema import FILES, file_schema
from cetingest.datasets.rows import dossier_rows
from cetingest.datasets.tables import TABLES, find_table
from cetingest.datasets.write import PublishedTables, open_tables, write_tables

__all__ = [
    "CHECKS",
    "EXPORT_FILENAMES",
    "FILES",
    "TABLES",
    "Check",
    "Column",
    "ColumnType",
    "ExportFormat",
    "ForeignKey",
    "PublishedTables",
    "Table",
    "TableCheck",
    "check_tables",
    "data_dictionary",
    "describe_tables",
    "dossier_rows",
    "export",
    "file_schema",
    "find_table",
    "open_tables",
    "schema_fingerprint",
    "sql_type",
    "table_schema",
    "write_exports",
    "write_tables",
]
