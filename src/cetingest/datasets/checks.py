"""Checks of the published tables against their definitions: do the files say what `datasets/tables/` promises?"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from upath import UPath

from cetingest.datasets.columns import Column, Table, sql_type
from cetingest.datasets.tables import TABLES, find_table
from cetingest.datasets.write import PublishedTables, open_tables


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCheck:
    """What one check of one table came to: how many rows or columns failed, and one of them in words."""

    table: str
    check: str
    passed: bool
    failures: int
    example: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A check that every table undergoes; `find` yields one sentence per failure."""

    name: str
    description: str
    find: Callable[[Table, PublishedTables], Iterator[str]]


def check_tables(folder: UPath) -> tuple[TableCheck, ...]:
    """Read the published Parquet files back and make every check of every table.

    A table whose file is missing, or whose columns differ, fails `schema_matches`; its other checks then cannot be made
    and fail for that reason.
    """
    with open_tables(folder) as published:
        sound = frozenset(table.name for table in TABLES if not any(_schema_differences(table, published)))
        return tuple(_run(check, table, published, sound) for table in TABLES for check in CHECKS)


def _run(check: Check, table: Table, published: PublishedTables, sound: frozenset[str]) -> TableCheck:
    needed = {table.name} | ({key.table for key in table.foreign_keys} if check.find is _lost_keys else set())
    if check.find is not _schema_differences and needed - sound:
        failures = [f"not checked: the columns of {', '.join(sorted(needed - sound))} are not as defined"]
    else:
        failures = list(check.find(table, published))
    example = failures[0] if failures else None
    return TableCheck(table=table.name, check=check.name, passed=not failures, failures=len(failures), example=example)


def _schema_differences(table: Table, published: PublishedTables) -> Iterator[str]:
    if table.name not in published.names:
        yield f"{table.name}.parquet is missing; run `cetingest run`"
        return
    found = published.column_types(table.name)
    defined = {column.name: sql_type(column) for column in table.columns}
    for name in dict.fromkeys([*defined, *found]):
        # DuckDB quotes the names of fields only where it must
        expected, actual = (kinds.get(name, "no such column").replace('"', "") for kinds in (defined, found))
        if expected != actual:
            yield f"column {name} is {actual}; defined is {expected}"


def _repeated_keys(table: Table, published: PublishedTables) -> Iterator[str]:
    key = f'"{table.primary_key}"'
    sql = f'SELECT {key} AS key, count(*) AS n FROM "{table.name}" GROUP BY 1 HAVING n > 1 OR key IS NULL ORDER BY 1'  # noqa: S608 - names are ours
    for row in published.rows(sql):
        yield f"{table.primary_key} {row['key']!r} stands in {row['n']} rows"


def _lost_keys(table: Table, published: PublishedTables) -> Iterator[str]:
    for key in table.foreign_keys:
        target = find_table(key.table)
        sql = (
            f'SELECT t."{table.primary_key}" AS key, t."{key.column}" AS lost FROM "{table.name}" t '  # noqa: S608
            f'ANTI JOIN "{target.name}" k ON t."{key.column}" = k."{target.primary_key}" '
            f'WHERE t."{key.column}" IS NOT NULL ORDER BY 1'
        )
        for row in published.rows(sql):
            yield f"{row['key']}: {key.column} {row['lost']!r} is no row of {target.name}"


def _unknown_values(table: Table, published: PublishedTables) -> Iterator[str]:
    for column in table.columns:
        if column.values:
            known = ", ".join(f"'{value}'" for value in column.values)
            yield from _offending(table, column, f'"{column.name}" NOT IN ({known})', published)


def _missing_values(table: Table, published: PublishedTables) -> Iterator[str]:
    for column in table.columns:
        if not column.nullable:
            yield from _offending(table, column, f'"{column.name}" IS NULL', published)


def _offending(table: Table, column: Column, condition: str, published: PublishedTables) -> Iterator[str]:
    sql = f'SELECT "{table.primary_key}" AS key, "{column.name}" AS value FROM "{table.name}" WHERE {condition} ORDER BY 1'  # noqa: S608, E501
    for row in published.rows(sql):
        yield f"{row['key']}: {column.name} is {row['value']!r}"


CHECKS: tuple[Check, ...] = (
    Check(name="schema_matches", description="The columns and types are those defined.", find=_schema_differences),
    Check(name="keys_unique", description="Every row has a key of its own.", find=_repeated_keys),
    Check(name="foreign_keys_hold", description="Every key of another table is a row there.", find=_lost_keys),
    Check(name="values_known", description="Enumerations hold only known values.", find=_unknown_values),
    Check(name="nothing_missing", description="Columns that must have a value have one.", find=_missing_values),
)
