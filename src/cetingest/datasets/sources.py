"""Where the cells of a column come from: a path into the model, or a small function for what has to be looked up."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar

from cetingest.datasets.subjects import Index

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class RowContext(Generic[Thing]):
    """What one row is made of: the `thing` it is about, its `position` in the dossier (from 1), and the rest of it."""

    thing: Thing
    position: int
    index: Index


Source = str | Callable[[RowContext[Any]], object]
"""A path from the thing of the row (see `follow`), or a function of its context."""


def read(source: Source, row: RowContext[Any]) -> object:
    """Return what a source gives for a row."""
    return follow(row.thing, source) if isinstance(source, str) else source(row)


def follow(value: Any, path: str) -> Any:  # noqa: ANN401 - anything of the model
    """Follow a path of fields, keys and numbers of members; what is not there is None, and ends it.

    Raises AttributeError when a step names a field that the model does not have.

    >>> follow({"issued": {"date-parts": ((2025, 5),)}}, "issued.date-parts.0.1")
    5
    >>> follow({"title": "White Paper"}, "issued.date-parts") is None
    True
    """
    for step in _steps(path):
        if value is None:
            return None
        if isinstance(step, str):
            value = value.get(step) if isinstance(value, dict) else getattr(value, step)
        else:
            value = value[step] if step < len(value) else None
    return value


@cache
def _steps(path: str) -> tuple[str | int, ...]:
    return tuple(int(step) if step.isdecimal() else step for step in path.split("."))


def then(source: Source, path: str) -> Source:
    """Return the source that goes on along a path from where another one leads."""
    if isinstance(source, str):
        return f"{source}.{path}"

    def further(row: RowContext[Any]) -> object:
        return follow(source(row), path)

    return further


def apply(function: Callable[[Any], object], path: str) -> Source:
    """Return the source that applies a function to what stands at the end of a path; None stays None."""

    def applied(row: RowContext[Any]) -> object:
        value = follow(row.thing, path)
        return None if value is None else function(value)

    return applied
