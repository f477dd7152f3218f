"""Segments of a table -> its rows: which lines are the rest of a cell that wraps, and which begin a row."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from cetingest.extract.body.tables.columns import SAME_BASELINE, Segment, columns_of

# Lines of one cell follow each other as lines of text do.
_MAX_CELL_PITCH = 1.65
# Rows that are padded stand farther from each other than the lines of one cell, by this factor at least. Some white
# between groups of rows is no padding: it follows every fifth row or so.
_PADDED, _MIN_PADDED = 1.12, 0.25
# A grid has a rule below each row; where groups of lines between rules have more than this in the median, they are
# several rows each.
_MIN_GRID_ROWS, _MAX_GRID_LINES = 3, 4
_SLACK = 0.3
# What goes on in lower case; an address on the web begins a cell.
_ADDRESS = re.compile(r"www\.|\w+:|\S+@|\S+\.\S+/")
# Nearer than this (sizes) no line of text follows another: cells are set in the middle of their row.
_LINE = 0.8


@dataclass(slots=True)
class Level:
    """What stands on one baseline: the segments of each column that begins there."""

    baseline: float
    size: float
    cells: dict[int, list[Segment]] = field(default_factory=dict)
    spans: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Row:
    """The levels of one row, from the top; `group` counts the rules above it, `is_ruled` tells a rule for each row.

    `guessed` are the levels that only their lower case joins to it, `unwrapped` those that the rules alone do;
    `may_go_on` tells that it may hold the line above or below it, which looks like a row of its own.
    """

    levels: list[Level]
    group: int
    is_ruled: bool = False
    guessed: int = 0
    unwrapped: int = 0
    may_go_on: bool = False

    def segments_of(self, column: int) -> list[Segment]:
        """Return what one cell holds, in reading order."""
        return [segment for level in self.levels for segment in level.cells.get(column, ())]

    @property
    def columns(self) -> set[int]:
        """The columns that are not empty."""
        return {column for level in self.levels for column in level.cells}

    @property
    def spans(self) -> set[int]:
        """The columns whose cell reaches over the next ones."""
        return {column for level in self.levels for column in level.spans}


@dataclass(frozen=True, slots=True)
class _Setting:
    """How a table is set: the widths of its columns, the pitch up to which lines make one cell, a rule for each row."""

    widths: dict[int, float]
    tight: float
    is_grid: bool


def make_levels(segments: Sequence[Segment], gutters: Sequence[float]) -> list[Level]:
    """Group segments to levels."""
    levels: list[Level] = []
    for segment in sorted(segments, key=lambda s: (s.line.baseline, s.x0)):
        line = segment.line
        if not levels or line.baseline - levels[-1].baseline > SAME_BASELINE * line.size:
            levels.append(Level(line.baseline, line.size))
        columns = columns_of(segment, gutters)
        levels[-1].cells.setdefault(columns[0], []).append(segment)
        if len(columns) > 1:
            levels[-1].spans.add(columns[0])
    return levels


def group_rows(levels: Sequence[Level], rules: Sequence[float]) -> list[Row]:
    """Group levels to rows; `rules` are the heights of the rules across the whole table."""
    groups = [sum(rule < level.baseline - 0.3 * level.size for rule in rules) for level in levels]
    setting = _Setting(_column_widths(levels), _tight_pitch(levels, groups), _is_grid(groups))
    rows: list[Row] = []
    for level, group in zip(levels, groups, strict=True):
        if not rows or rows[-1].group != group or not _add(rows[-1], level, setting):
            rows.append(Row([level], group, setting.is_grid))
    for before, row in pairwise(rows):
        row.may_go_on = not row.is_ruled and before.group == row.group and _may_go_on(before, row, setting)
    return rows


def _is_grid(groups: Sequence[int]) -> bool:
    counts = sorted(groups.count(group) for group in set(groups))
    return len(counts) >= _MIN_GRID_ROWS and counts[len(counts) // 2] <= _MAX_GRID_LINES


def _column_widths(levels: Sequence[Level]) -> dict[int, float]:
    widths: dict[int, float] = {}
    for level in levels:
        for column, segments in level.cells.items():
            if column not in level.spans:
                widths[column] = max(widths.get(column, 0.0), segments[-1].x1 - segments[0].x0)
    return widths


def _tight_pitch(levels: Sequence[Level], groups: Sequence[int]) -> float:
    """Return the pitch up to which lines belong to one cell, 0.0 where all lines are equally far apart."""
    steps = [b.baseline - a.baseline for (a, g), (b, h) in pairwise(zip(levels, groups, strict=True)) if g == h]
    steps = [step for step in steps if step > _LINE * levels[0].size]
    padded = sum(step > _PADDED * min(steps) for step in steps)
    return min(steps) * (1 + _PADDED) / 2 if padded > _MIN_PADDED * len(steps) else 0.0


def _add(row: Row, level: Level, setting: _Setting) -> bool:
    """Add a level to a row if it holds more of the row's cells; return whether it does."""
    before = row.levels[-1]
    step = level.baseline - before.baseline
    if step > _MAX_CELL_PITCH * max(level.size, before.size):
        return False
    shared = [column for column in level.cells if column in row.columns]
    pairs = [(row.segments_of(column)[-1], level.cells[column][0], column) for column in shared]
    if any(one.is_number and other.is_number for one, other, _ in pairs):
        return False
    wraps = [_wraps(one, other, setting.widths.get(column, 0.0)) for one, other, column in pairs]
    is_tight = 0 < step <= setting.tight
    if not setting.is_grid and not _is_rest(level, pairs, wraps, step, is_tight=is_tight):
        return False
    row.guessed += not (setting.is_grid or is_tight or step < _LINE * level.size)
    row.unwrapped += setting.is_grid and len(pairs) > 1 and not any(wraps)
    row.levels.append(level)
    return True


def _may_go_on(before: Row, row: Row, setting: _Setting) -> bool:
    """Tell whether two rows may be one: the second has no label, or the first has nothing but a label that was full."""
    last, level = before.levels[-1], row.levels[0]
    if level.baseline - last.baseline > _MAX_CELL_PITCH * level.size:
        return False
    if 0 not in row.columns:
        shared = row.columns & before.columns
        return not any(before.segments_of(n)[0].is_number and row.segments_of(n)[0].is_number for n in shared)
    is_label = before.columns == {0} and 0 not in before.spans and not before.segments_of(0)[0].is_bold
    return is_label and _wraps(before.segments_of(0)[-1], row.segments_of(0)[0], setting.widths.get(0, 0.0))


def _is_rest(
    level: Level, pairs: Sequence[tuple[Segment, Segment, int]], wraps: Sequence[bool], step: float, *, is_tight: bool
) -> bool:
    """Tell whether a level without a rule above it goes on with the cells of its row."""
    if step < _LINE * level.size or (is_tight and 0 not in level.cells):
        return True
    if level.cells.keys() == {0} and all(wraps) and bool(pairs) and not pairs[0][1].is_bold:
        return True
    is_mid_phrase = any(other.text[:1].islower() and not _ADDRESS.match(other.text) for _, other, _ in pairs)
    return bool(pairs) and all(wraps) and (is_tight or is_mid_phrase)


def _wraps(one: Segment, other: Segment, width: float) -> bool:
    """Tell whether the first word of what follows had no room left in the column."""
    share = len(other.text.partition(" ")[0]) / max(1, len(other.text))
    needed = one.x1 - one.x0 + share * (other.x1 - other.x0) + _SLACK * one.line.size
    return needed > width - 0.5
