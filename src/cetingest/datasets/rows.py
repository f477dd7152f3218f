"""A dossier as rows, made by the definitions in `tables`: cells are plain JSON values, in the order of the columns."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum
from typing import Any

from cetingest.datasets.cells import Row, storable, utc
from cetingest.datasets.columns import Column, ColumnType, Table
from cetingest.datasets.sources import RowContext, follow, read
from cetingest.datasets.subjects import Index
from cetingest.datasets.tables import TABLES
from cetingest.model import Dossier


def dossier_rows(dossier: Dossier) -> dict[str, tuple[Row, ...]]:
    """Return the rows that a document gives to each table, in reading order."""
    index = Index.of(dossier)
    return {table.name: tuple(_rows(table, index)) for table in TABLES}


def _rows(table: Table, index: Index) -> Iterator[Row]:
    things: Any = table.rows(index) if callable(table.rows) else follow(index.dossier, table.rows)
    for position, thing in enumerate(things, start=1):
        yield _record(table.columns, RowContext(thing, position, index))


def _record(columns: tuple[Column, ...], row: RowContext[Any]) -> Row:
    return {column.name: _cell(column, row) for column in columns}


def _cell(column: Column, row: RowContext[Any]) -> object:
    value: Any = read(column.source or column.name, row)
    if value is None:
        return None
    if column.fields:
        return [_record(column.fields, RowContext(part, place, row.index)) for place, part in enumerate(value, start=1)]
    return _MAKERS.get(column.type, _plain)(value)


def _plain(value: object) -> object:
    return storable(value.value if isinstance(value, Enum) else value)


def _list(values: Iterable[object]) -> list[object]:
    return [_plain(value) for value in values]


def _json(value: object) -> str:
    return json.dumps(storable(value), ensure_ascii=False, sort_keys=True)


_MAKERS: Mapping[ColumnType, Callable[[Any], object]] = {
    ColumnType.TIMESTAMP: utc,
    ColumnType.JSON: _json,
    ColumnType.TEXTS: _list,
}
