"""What a column and a table are, and short ways to write columns down."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from cetingest.datasets.sources import Source
from cetingest.datasets.subjects import Index


class ColumnType(StrEnum):
    """What the cells of a column are. In CSV the last three are JSON text."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    TIMESTAMP = "timestamp"
    JSON = "json"
    TEXTS = "list of text"
    RECORDS = "list of records"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: `values` are all that may stand in it (empty: anything), `fields` those of each record.

    Its cells come from `source`; without one, from the field of the model that has the column's name. Of a field of
    records the source begins at the record.
    """

    name: str
    type: ColumnType
    description: str
    source: Source | None = None
    nullable: bool = False
    values: tuple[str, ...] = ()
    unit: str | None = None
    fields: tuple["Column", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignKey:
    """Each value of `column` that is not null is a key of `table`.

    Keys are single columns: frictionless refuses composite ones that have a null part.
    """

    column: str
    table: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One published dataset; `description` begins with what one row is.

    `rows` says what a document gives a row for: a path from the dossier, or a function that looks it up.

    A table without a column document_id is shared: of the rows that several documents give to one key, the one that is
    newest by `newest_by` stands for all (else the first document's), and lists of text are united. Its rows are sorted
    by `sorted_by`, those of other tables by document and place.
    """

    name: str
    description: str
    rows: str | Callable[[Index], Iterable[Any]]
    columns: tuple[Column, ...]
    primary_key: str
    foreign_keys: tuple[ForeignKey, ...] = ()
    newest_by: str | None = None
    sorted_by: str | None = None

    @property
    def is_shared(self) -> bool:
        """Tell whether its rows belong to all documents."""
        return all(column.name != "document_id" for column in self.columns)


_SQL_TYPES = {
    ColumnType.TEXT: "VARCHAR",
    ColumnType.JSON: "VARCHAR",  # the Parquet type JSON is unknown to many readers, which then give bytes
    ColumnType.INTEGER: "BIGINT",
    ColumnType.NUMBER: "DOUBLE",
    ColumnType.BOOLEAN: "BOOLEAN",
    ColumnType.TIMESTAMP: "TIMESTAMP WITH TIME ZONE",
    ColumnType.TEXTS: "VARCHAR[]",
}


def sql_type(column: Column) -> str:
    """Return the column's SQL type, as DuckDB writes it to Parquet.

    >>> sql_type(Column(name="page_number", type=ColumnType.INTEGER, description=""))
    'BIGINT'
    """
    if column.type is not ColumnType.RECORDS:
        return _SQL_TYPES[column.type]
    fields = ", ".join(f'"{field.name}" {sql_type(field)}' for field in column.fields)
    return f"STRUCT({fields})[]"


def text(
    name: str,
    description: str,
    *,
    source: Source | None = None,
    nullable: bool = False,
    values: Iterable[StrEnum] = (),
) -> Column:
    """Make a text column; `values` makes it an enumeration."""
    known = tuple(member.value for member in values)
    return Column(
        name=name, type=ColumnType.TEXT, description=description, source=source, nullable=nullable, values=known
    )


def integer(
    name: str, description: str, *, source: Source | None = None, nullable: bool = False, unit: str | None = None
) -> Column:
    """Make a column of whole numbers."""
    return Column(
        name=name, type=ColumnType.INTEGER, description=description, source=source, nullable=nullable, unit=unit
    )


def number(
    name: str, description: str, *, source: Source | None = None, nullable: bool = False, unit: str | None = None
) -> Column:
    """Make a column of numbers that need not be whole."""
    return Column(
        name=name, type=ColumnType.NUMBER, description=description, source=source, nullable=nullable, unit=unit
    )


def points(name: str, description: str, *, source: Source | None = None, nullable: bool = False) -> Column:
    """Make a column of lengths on the page, in points."""
    return number(name, description, source=source, nullable=nullable, unit="points")


def flag(name: str, description: str, *, source: Source | None = None) -> Column:
    """Make a column of true or false."""
    return Column(name=name, type=ColumnType.BOOLEAN, description=description, source=source)


def moment(name: str, description: str, *, source: Source | None = None, nullable: bool = False) -> Column:
    """Make a column of times, in UTC."""
    return Column(name=name, type=ColumnType.TIMESTAMP, description=description, source=source, nullable=nullable)


def texts(name: str, description: str, *, source: Source | None = None) -> Column:
    """Make a column that holds a list of texts."""
    return Column(name=name, type=ColumnType.TEXTS, description=description, source=source)


def records(name: str, description: str, *fields: Column, source: Source | None = None) -> Column:
    """Make a column that holds a list of records."""
    return Column(name=name, type=ColumnType.RECORDS, description=description, source=source, fields=fields)
