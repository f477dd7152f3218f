"""Where cells come from: each path leads to a field of the model, of the column's type, null only where it may be."""

import datetime as dt
import types
import typing
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Any, NotRequired, get_args, get_origin, get_type_hints

import pytest

from cetingest.datasets import TABLES, ColumnType
from cetingest.datasets.sources import RowContext, apply, follow, read, then
from cetingest.model import Dossier, Problem, ProblemCode
from tests.factories import citation, ranking, verdict

SCALARS = {
    ColumnType.TEXT: str,
    ColumnType.INTEGER: int,
    ColumnType.NUMBER: float,
    ColumnType.BOOLEAN: bool,
    ColumnType.TIMESTAMP: dt.datetime,
    ColumnType.JSON: dict,
}
NULL = type(None)
MAY_BE_NULL = {("quantities", "value")}  # a number that is not finite is stored as null


def members(kind: Any) -> set[Any]:
    """The types of an annotation, one by one."""
    if get_origin(kind) is NotRequired:
        return members(get_args(kind)[0]) | {NULL}
    if get_origin(kind) in (typing.Union, types.UnionType):
        return {one for member in get_args(kind) for one in members(member)}
    return {kind}


def after_step(kind: Any, step: str) -> set[Any]:
    """The types that a step of a path leads to."""
    if kind is NULL:
        return {NULL}
    if step.isdecimal():
        first, *rest = get_args(kind)
        return members(first) | {NULL} if rest == [Ellipsis] else members(get_args(kind)[int(step)])
    if isinstance(held := getattr(kind, step, None), property):
        return members(get_type_hints(held.fget)["return"])
    return members(get_type_hints(kind, include_extras=True)[step])


def along(kind: Any, path: str) -> set[Any]:
    kinds = {kind}
    for step in path.split("."):
        kinds = {after for before in kinds for after in after_step(before, step)}
    return kinds


def one_of(kind: Any) -> Any:
    """The type of the members of a tuple or of what a function yields."""
    assert get_origin(kind) in (tuple, list, Iterable, Iterator), kind
    return get_args(kind)[0]


def thing_of(table) -> Any:
    if callable(table.rows):
        return one_of(get_type_hints(table.rows)["return"])
    (things,) = along(Dossier, table.rows)
    return one_of(things)


def columns_with_types():
    """Each column, and the types its source gives; what `then` and `apply` put together states none."""
    for table in TABLES:
        waiting = [(column, thing_of(table)) for column in table.columns]
        for column, thing in waiting:
            source = column.source or column.name
            found = along(thing, source) if isinstance(source, str) else members(get_type_hints(source)["return"])
            if found == {object}:
                continue
            yield pytest.param(table, column, found, id=f"{table.name}.{column.name}")
            if column.fields:
                waiting += [(field, one_of(next(iter(found)))) for field in column.fields]


@pytest.mark.parametrize(("table", "column", "found"), list(columns_with_types()))
def test_the_source_of_a_column_is_of_its_type_and_null_only_where_it_may_be(table, column, found):
    expected_null = column.nullable and (table.name, column.name) not in MAY_BE_NULL
    assert (NULL in found) == expected_null
    (kind,) = found - {NULL}
    if column.type in (ColumnType.TEXTS, ColumnType.RECORDS):
        kind = one_of(kind)
    if column.type is ColumnType.TEXTS:
        assert issubclass(kind, str)
    elif column.type is not ColumnType.RECORDS:
        assert issubclass(get_origin(kind) or kind, SCALARS[column.type])
    if isinstance(kind, type) and issubclass(kind, Enum) and column.type is ColumnType.TEXT:
        assert set(column.values) <= {member.value for member in kind}


@pytest.mark.parametrize(
    ("thing", "path", "expected"),
    [
        (citation(item={"title": "White Paper"}), "item.title", "White Paper"),
        (citation(item={"container-title": "Nature"}), "item.container-title", "Nature"),
        (citation(item={}), "item.title", None),
        (citation(item={}), "item.issued.date-parts.0.0", None),
        (citation(item={"issued": {"date-parts": ((2025, 5),)}}), "item.issued.date-parts.0.1", 5),
        (citation(span=(3, 9)), "span.1", 9),
        (verdict(suggestion=None), "suggestion.url", None),
        (verdict(fetch=None), "fetch.page.titles.0", None),
        (ranking(), "quote.provenance.7.bbox.0", None),
        (Problem(code=ProblemCode.CITATION_DEAD, message=".", subject_id="doc"), "code.severity", "error"),
    ],
)
def test_a_path_leads_to_a_value_or_ends_in_nothing(thing, path, expected):
    assert follow(thing, path) == expected


def test_a_path_to_a_field_that_the_model_does_not_have_is_a_bug():
    with pytest.raises(AttributeError, match="titel"):
        follow(citation(), "titel")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("citation_id", "doc-fn1-c1"),
        (lambda row: row.position, 7),
        (then("span", "0"), 0),
        (then(lambda row: (row.thing, row.position), "1"), 7),
        (apply(len, "antecedent_id"), None),
        (apply(len, "citation_id"), 10),
    ],
    ids=["path", "function", "then of a path", "then of a function", "apply to nothing", "apply"],
)
def test_a_source_is_read_for_a_row(source, expected):
    assert read(source, RowContext(citation(), 7, None)) == expected
