"""The schema in words and as JSON, for `cetingest schema`, the data dictionary and the guard of its version."""

import hashlib
import json

from cetingest import SCHEMA_VERSION
from cetingest.datasets.columns import Column, ColumnType, Table
from cetingest.datasets.json_schema import FILES
from cetingest.datasets.tables import TABLES, find_table

_JSON_TYPES = {
    ColumnType.TEXT: "string",
    ColumnType.JSON: "string",
    ColumnType.TIMESTAMP: "string",
    ColumnType.INTEGER: "integer",
    ColumnType.NUMBER: "number",
    ColumnType.BOOLEAN: "boolean",
    ColumnType.TEXTS: "array",
    ColumnType.RECORDS: "array",
}


def describe_tables() -> str:
    """Return one line per table (its name and what one row is) and the files that have a schema."""
    width = max(len(table.name) for table in TABLES)
    lines = [f"{table.name:{width}}  {table.description}" for table in TABLES]
    head = [f"Schema {SCHEMA_VERSION}. `cetingest schema TABLE` describes a row of one table.", ""]
    files = f"Files of a document, described by `cetingest schema FILE`: {', '.join(FILES)}."
    return "\n".join([*head, *lines, "", files])


def table_schema(name: str) -> dict[str, object]:
    """Return the JSON Schema (2020-12) of one row, with keys under `x-` names.

    Raises InputError when there is no such table.
    """
    table = find_table(name)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": table.name,
        "description": table.description,
        **_object_schema(table.columns),
        "x-schema-version": SCHEMA_VERSION,
        "x-primary-key": table.primary_key,
        "x-foreign-keys": {key.column: key.table for key in table.foreign_keys},
    }


def _object_schema(columns: tuple[Column, ...]) -> dict[str, object]:
    return {
        "type": "object",
        "properties": {column.name: _column_schema(column) for column in columns},
        "required": [column.name for column in columns],
        "additionalProperties": False,
    }


def _column_schema(column: Column) -> dict[str, object]:
    kind = _JSON_TYPES[column.type]
    schema: dict[str, object] = {"type": [kind, "null"] if column.nullable else kind}
    if column.values:
        schema["enum"] = [*column.values, None] if column.nullable else list(column.values)
    if column.type is ColumnType.TIMESTAMP:
        schema["format"] = "date-time"
    if column.type is ColumnType.JSON:
        schema["contentMediaType"] = "application/json"
    if column.type is ColumnType.TEXTS:
        schema["items"] = {"type": "string"}
    if column.type is ColumnType.RECORDS:
        schema["items"] = _object_schema(column.fields)
    if column.unit:
        schema["x-unit"] = column.unit
    return schema | {"description": column.description}


def schema_fingerprint() -> str:
    """Return a hash of what other tools rely on: names, types, nulls, enumerations, units and keys, not words."""
    text = json.dumps([_skeleton(table) for table in TABLES], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _skeleton(table: Table) -> dict[str, object]:
    return {
        "name": table.name,
        "columns": [_column_skeleton(column) for column in table.columns],
        "primary_key": table.primary_key,
        "foreign_keys": [[key.column, key.table] for key in table.foreign_keys],
    }


def _column_skeleton(column: Column) -> list[object]:
    fields = [_column_skeleton(field) for field in column.fields]
    return [column.name, column.type.value, column.nullable, list(column.values), column.unit, fields]


_INTRODUCTION = f"""# Datasets

The tables in `processed/datasets/`, each as Parquet and CSV, described for tools by `datapackage.json` (Frictionless
Data Package). Schema version {SCHEMA_VERSION} (semver): within a major version columns are only added. What changed is
in CHANGELOG.md under "Schema".

- **Places.** `page_number` counts the PDF's pages from 1; boxes are in points from the top left corner of the page.
- **Offsets** count characters (Unicode code points) from 0; the end is the character after the last.
- **Dates** are EDTF (ISO 8601-2): `2025`, `2025-05`, `2025-05-08`, `2024-04/2025-03`, seasons `2021-21` (spring) to
  `2021-24` (winter), `1910~` for about 1910; timestamps are UTC.
- **Lists** are typed in Parquet and JSON text in CSV.
- **Nulls.** In Parquet a column is OPTIONAL when it is "or null" below, else REQUIRED, whatever stands in it: files of
  several corpora have one schema and can be put together. Within lists every field is OPTIONAL, as DuckDB writes them.
- **CSV and spreadsheets.** A cell of text that a spreadsheet would run as a formula has an apostrophe before it. An
  empty cell is a null or an empty text: only Parquet tells them apart, so tools should read Parquet.
- **`offset`** is a word of SQL: write it in double quotes.
"""


def data_dictionary() -> str:
    """Return docs/datasets.md: every table and column."""
    contents = "\n".join(f"- [{table.name}](#{table.name}): {table.description}" for table in TABLES)
    return "\n".join([_INTRODUCTION, contents, "", *(_table_page(table) for table in TABLES)])


def _table_page(table: Table) -> str:
    keys = {key.column: key.table for key in table.foreign_keys}
    rows = [_column_line(column, table, keys) for column in table.columns]
    head = ["| column | type | what it is |", "|---|---|---|"]
    return "\n".join([f"## {table.name}\n", f"{table.description}\n", *head, *rows, ""])


def _column_line(column: Column, table: Table, keys: dict[str, str]) -> str:
    about = [column.description]
    if column.name == table.primary_key:
        about.append("**Primary key.**")
    if column.name in keys:
        about.append(f"Key of [{keys[column.name]}](#{keys[column.name]}).")
    if column.values:
        about.append("One of " + ", ".join(f"`{value}`" for value in column.values) + ".")
    if column.fields:
        about.append("Each: " + "; ".join(_field_words(field) for field in column.fields) + ".")
    kind = column.type.value + (f" ({column.unit})" if column.unit else "") + (", or null" if column.nullable else "")
    return f"| `{column.name}` | {kind} | {' '.join(about)} |".replace("\n", " ")


def _field_words(field: Column) -> str:
    kind = field.type.value + (f" in {field.unit}" if field.unit else "") + (" or null" if field.nullable else "")
    return f"`{field.name}` ({kind})"
