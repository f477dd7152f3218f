"""datapackage.json: the Frictionless Data Package (v1) that tells any tool what the files are.

One resource per table: its data is the CSV, and the Parquet file of the same rows is named beside it.
"""

from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from cetingest import SCHEMA_VERSION
from cetingest.datasets.columns import Column, ColumnType, ForeignKey, Table
from cetingest.datasets.tables import find_table
from cetingest.storage import sha256_of

PACKAGE_FILENAME = "datapackage.json"

_FIELD_TYPES = {
    ColumnType.TEXT: "string",
    ColumnType.INTEGER: "integer",
    ColumnType.NUMBER: "number",
    ColumnType.BOOLEAN: "boolean",
    ColumnType.TIMESTAMP: "datetime",
    ColumnType.JSON: "object",
    ColumnType.TEXTS: "array",
    ColumnType.RECORDS: "array",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFile:
    """One file as it was published."""

    path: str
    byte_count: int
    sha256: str

    @classmethod
    def of(cls, file: Path) -> "PublishedFile":
        """Describe a file by its bytes."""
        return cls(path=file.name, byte_count=file.stat().st_size, sha256=sha256_of(file))


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedTable:
    """The two files of one table, and how many rows each has."""

    table: Table
    csv: PublishedFile
    parquet: PublishedFile
    row_count: int


def data_package(tables: tuple[PublishedTable, ...]) -> dict[str, Any]:
    """Return the package's descriptor. It has no time in it, so that equal data gives equal bytes."""
    return {
        "profile": "data-package",
        "name": "cetingest",
        "title": "What documents say and cite, and which of their citations still stand",
        "version": SCHEMA_VERSION,
        "schema_version": SCHEMA_VERSION,
        "resources": [_resource(published) for published in tables],
    }


def packaged_paths(package: object) -> frozenset[str]:
    """Return the names of all files that a package lists; what is no package, or points elsewhere, gives none.

    >>> sorted(packaged_paths({"resources": [{"path": "a.csv", "parquet": {"path": "../b"}}]}))
    ['a.csv']
    """
    resources = package.get("resources") if isinstance(package, dict) else None
    entries = [entry for entry in resources if isinstance(entry, dict)] if isinstance(resources, list) else []
    entries += [entry["parquet"] for entry in entries if isinstance(entry.get("parquet"), dict)]
    paths = {path for entry in entries if isinstance(path := entry.get("path"), str)}
    return frozenset(path for path in paths if PurePath(path).name == path and path != PACKAGE_FILENAME)


def _resource(published: PublishedTable) -> dict[str, Any]:
    table = published.table
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "description": table.description,
        **_file(published.csv),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "rowcount": published.row_count,
        "schema": _schema(table),
        "parquet": {
            **_file(published.parquet),
            "mediatype": "application/vnd.apache.parquet",
            "rowcount": published.row_count,
        },
    }


def _file(file: PublishedFile) -> dict[str, object]:
    return {"path": file.path, "bytes": file.byte_count, "hash": f"sha256:{file.sha256}"}


def _schema(table: Table) -> dict[str, object]:
    keys = {table.primary_key, *(key.column for key in table.foreign_keys)}
    schema: dict[str, object] = {
        "fields": [_field(column, is_key=column.name in keys) for column in table.columns],
        "primaryKey": [table.primary_key],
        "missingValues": [""],
    }
    if table.foreign_keys:
        schema["foreignKeys"] = [_reference(key, table) for key in table.foreign_keys]
    return schema


def _reference(key: ForeignKey, table: Table) -> dict[str, object]:
    # a table that refers to itself is named by the empty string (Table Schema v1, "foreignKeys")
    resource = "" if key.table == table.name else key.table
    return {
        "fields": [key.column],
        "reference": {"resource": resource, "fields": [find_table(key.table).primary_key]},
    }


def _field(column: Column, *, is_key: bool) -> dict[str, object]:
    constraints: dict[str, object] = {}
    # CSV cannot tell an empty text from a missing one, so free text that may be empty is not required there
    if not column.nullable and (is_key or column.values or column.type is not ColumnType.TEXT):
        constraints["required"] = True
    if column.values:
        constraints["enum"] = list(column.values)
    field: dict[str, object] = {
        "name": column.name,
        "type": _FIELD_TYPES[column.type],
        "description": column.description + (f" Unit: {column.unit}." if column.unit else ""),
    }
    return field | ({"constraints": constraints} if constraints else {})
