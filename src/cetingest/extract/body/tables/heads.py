"""Tell which rows of a table are its heads."""

import re
from collections.abc import Sequence

from cetingest.extract.body.tables.rows import Row

# A column is one of figures when this share of its cells are.
_MOST = 0.7
_MAX_HEADS = 4
_YEAR = re.compile(r"(?:19|20)\d\d\D{0,4}")


def count_heads(rows: Sequence[Row], count: int) -> int:
    """Return how many of the first rows are heads; `count` is the number of columns.

    In order: rows above a rule that is followed by several rows without one; bold rows above others; a first row of
    words or years above columns of figures.
    """
    for heads in (_above_rule(rows), _bold(rows)):
        if 0 < heads <= min(_MAX_HEADS, len(rows) - 1):
            return heads
    return int(len(rows) > 1 and _names_figures(rows, count))


def _above_rule(rows: Sequence[Row]) -> int:
    first = rows[0].group
    heads = sum(row.group == first for row in rows)
    rest = [row.group for row in rows[heads:]]
    is_body = any(rest.count(group) > 1 for group in rest)
    return heads if is_body else 0


def _bold(rows: Sequence[Row]) -> int:
    heads = 0
    while heads < len(rows) and _is_bold(rows[heads]):
        heads += 1
    return heads


def _is_bold(row: Row) -> bool:
    segments = [segment for column in row.columns for segment in row.segments_of(column)]
    return all(segment.is_bold for segment in segments)


def _names_figures(rows: Sequence[Row], count: int) -> bool:
    """Tell whether the first row has words or years where the rows below have figures."""
    named = 0
    for column in range(count):
        below = [segments[0] for row in rows[1:] if (segments := row.segments_of(column))]
        figures = sum(segment.is_number for segment in below)
        head = rows[0].segments_of(column)
        if not head or not below or figures < _MOST * len(below):
            continue
        is_year = _YEAR.fullmatch(head[0].text) and not all(_YEAR.fullmatch(s.text) for s in below)
        if head[0].is_number and not is_year:
            return False
        named += 1
    return named > 0
