"""Find the tables of a document's pages and tell their cells, or say nothing of them where that is unsure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from cetingest.extract.body.tables.columns import Segment, columns_of, find_gutters, split_levels, split_line
from cetingest.extract.body.tables.doubts import (
    are_text_columns,
    is_chance,
    is_contents,
    is_form,
    is_running_text,
    is_unsure,
)
from cetingest.extract.body.tables.heads import count_heads
from cetingest.extract.body.tables.rows import Row, group_rows, make_levels
from cetingest.extract.body.tables.ruled import Frame, Stroke, find_frames, join_strokes
from cetingest.extract.body.tables.runs import find_runs, is_justified
from cetingest.extract.layout.columns import BESIDE
from cetingest.extract.layout.lines import Line, PageLines

_MIN_COLUMNS, _MIN_ROWS = 2, 3
# A line stands between two rules when its middle does: so much of the size above its baseline.
_MIDDLE = 0.3
# A rule crosses a table when it covers this share of it.
_ACROSS = 0.85
# Lines of one cell follow each other as lines of text do, rows at most at twice that.
_MAX_CELL_PITCH, _MAX_ROW_PITCH = 1.65, 3.2
_SAME_SIZE = 0.3
# Cells of one row share a baseline; of the lines of two columns of text beside each other, few do.
_LEVEL, _MOSTLY_LEVEL = 0.15, 0.8
# A file may lack the cover and some pages that its table of contents counts.
_MORE_PAGES = 30
# A table that goes on over a page ends in the last third of it and begins in the first third of the next.
_HEAD = 0.34


@dataclass(frozen=True, slots=True)
class CellParts:
    """The segments of one cell, in reading order."""

    segments: tuple[Segment, ...] = ()
    is_head: bool = False

    @property
    def text(self) -> str:
        """What it holds, marks too."""
        return " ".join(segment.text for segment in self.segments)


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """The lines of a table and its rows of cells; no rows where the cells cannot be told.

    What else stands in columns `is_other`, without rows: a table of contents, a form, the labels of a chart.
    """

    lines: tuple[Line, ...]
    rows: tuple[tuple[CellParts, ...], ...] = ()
    gutters: tuple[float, ...] = ()
    is_other: bool = False

    @property
    def is_certain(self) -> bool:
        """Tell a table that no list of notes looks like: three rows of cells, and not numbers before texts alone."""
        columns = list(zip(*self.rows, strict=True))
        return len(self.rows) >= _MIN_ROWS and (
            not _are_figures(columns[0]) or any(_are_figures(column) for column in columns[1:])
        )


def _are_figures(cells: Sequence[CellParts]) -> bool:
    filled = [cell.segments[0] for cell in cells if cell.segments and not cell.is_head]
    return 2 * sum(segment.is_number for segment in filled) > len(filled)


def find_tables(pages: Sequence[PageLines]) -> tuple[Table, ...]:
    """Return the tables of all pages in reading order."""
    found = chain.from_iterable(_tables_of(page, len(pages)) for page in pages)
    return tuple(join_over_pages(list(found), pages))


def _tables_of(page: PageLines, page_count: int) -> Iterator[Table]:
    strokes = join_strokes(page.rules)
    ruled = [table for frame in find_frames(strokes) if (table := _in_frame(page.lines, frame))]
    taken = {line for table in ruled for line in table.lines}
    rest = [line for line in page.lines if line not in taken]
    runs: dict[int, list[Line]] = {}
    for n, first in find_runs(rest).items():
        runs.setdefault(first, []).append(rest[n])
    found = [*ruled, *(table for lines in runs.values() if (table := _read(tuple(lines), strokes, page_count)))]
    found = _join_columns(found, page.lines, strokes)
    found = [Table(table.lines) if _has_more(table, page.lines) else table for table in found]
    place = {line: n for n, line in enumerate(page.lines)}
    yield from sorted(found, key=lambda table: place[table.lines[0]])


def _in_frame(lines: Sequence[Line], frame: Frame) -> Table | None:
    """Return the table between rules of one width, None when its cells cannot be told."""
    x0, top, x1, bottom = frame.bbox
    inside = [
        line
        for line in lines
        if top < line.baseline - _MIDDLE * line.size < bottom and line.bbox[2] > x0 and line.bbox[0] < x1
    ]
    if not inside or any(line.column == BESIDE for line in inside):
        return None
    if any(line.bbox[0] < x0 - line.size or line.bbox[2] > x1 + line.size for line in inside):
        return None
    inside = _trim(inside, frame)
    table = _read(tuple(_extend(inside, lines)), frame.strokes, is_ruled=True)
    return table if table is not None and table.rows else None


def _trim(lines: Sequence[Line], frame: Frame) -> list[Line]:
    """Leave out what stands above the first and below the last rules beside which there are columns."""
    groups = [sum(s.y < line.baseline - _MIDDLE * line.size for s in frame.strokes) for line in lines]
    parted = [group for line, group in zip(lines, groups, strict=True) if line.spaces and not is_justified(line)]
    if not parted:
        return []
    return [line for line, group in zip(lines, groups, strict=True) if min(parted) <= group <= max(parted)]


def _extend(inside: Sequence[Line], lines: Sequence[Line]) -> list[Line]:
    """Add the rows beyond the rules: a head without a rule above it, a row above a border too thick for one."""
    if not inside:
        return []
    gutters = find_gutters(split_levels(inside), max(line.size for line in inside))
    first, last = lines.index(inside[0]), lines.index(inside[-1])
    above = list(_beside(inside[0], lines[first - 1 :: -1] if first else (), gutters))
    return [*reversed(above), *inside, *_beside(inside[-1], lines[last + 1 :], gutters)]


def _beside(edge: Line, lines: Sequence[Line], gutters: Sequence[float]) -> Iterator[Line]:
    """Yield the lines next to the edge of a table that have its columns, or are the rest of a cell."""
    for line in lines:
        step = abs(line.baseline - edge.baseline)
        segments = split_line(line)
        columns = [columns_of(segment, gutters) for segment in segments]
        is_near = line.column == edge.column and step < _MAX_ROW_PITCH * edge.size
        is_row = len(segments) > 1 or (columns[0][0] > 0 and step < _MAX_CELL_PITCH * edge.size)
        is_alike = abs(line.size - edge.size) < _SAME_SIZE and not is_justified(line)
        if not (is_near and is_alike and is_row) or any(len(found) > 1 for found in columns):
            return
        yield line
        edge = line


def _read(
    lines: tuple[Line, ...], strokes: Sequence[Stroke], page_count: int = 0, *, is_ruled: bool = False
) -> Table | None:
    """Return the table that lines make, without rows when its cells are unsure; None when it is none."""
    cut = split_levels(lines)
    segments = list(chain.from_iterable(cut))
    if not lines or is_running_text(segments, is_ruled=is_ruled):
        return None
    gutters = find_gutters(cut, max(line.size for line in lines))
    levels = make_levels(segments, gutters)
    count = len(gutters) + 1
    rows = group_rows(levels, _rules_across(lines, strokes))
    if are_text_columns(levels, count):
        return None
    heads = count_heads(rows, count) if rows else 0
    is_list = count == _MIN_COLUMNS and not heads and is_contents(rows, page_count + _MORE_PAGES)
    if count < _MIN_COLUMNS or is_list or is_form(segments) or is_chance(rows, is_ruled=is_ruled):
        return Table(lines, is_other=True)
    if is_unsure(rows):
        return Table(lines)
    return Table(lines, tuple(_cells_of(row, count, is_head=n < heads) for n, row in enumerate(rows)), gutters)


def _join_columns(tables: Sequence[Table], lines: Sequence[Line], strokes: Sequence[Stroke]) -> list[Table]:
    """Put tables together whose columns were taken for those of the page: their rows share baselines."""
    found: list[Table] = []
    taken: set[Line] = set()
    for table in sorted(tables, key=lambda t: -len(t.lines)):
        if table.lines[0] in taken:
            continue
        whole = (
            _across(table, [line for line in lines if line not in taken], strokes) if table.lines[0].column else None
        )
        found.append(whole or table)
        taken.update(found[-1].lines)
    return found


def _across(table: Table, lines: Sequence[Line], strokes: Sequence[Stroke]) -> Table | None:
    """Return the table that a part of one makes with what stands in the other columns of the page, if it is one."""
    top, bottom = table.lines[0].bbox[1], table.lines[-1].bbox[3]
    here = [line for line in lines if top <= line.baseline <= bottom + line.size and line.column not in (0, BESIDE)]
    columns: dict[int, list[Line]] = {}
    for line in here:
        columns.setdefault(line.column, []).append(line)
    if len(columns) < _MIN_COLUMNS or any(
        is_running_text([s for x in c for s in split_line(x)]) for c in columns.values()
    ):
        return None
    own = [line.baseline for line in columns[table.lines[0].column]]
    level = sum(any(abs(line.baseline - y) < _LEVEL * line.size for y in own) for line in here)
    if level < _MOSTLY_LEVEL * len(here):
        return None
    whole = _read(tuple(here), strokes)
    return whole if whole is not None and len(whole.gutters) > len(table.gutters) else None


def _has_more(table: Table, lines: Sequence[Line]) -> bool:
    """Tell whether another text stands right of a table: a column of its that was taken for one of the page."""
    right = max(line.bbox[2] for line in table.lines)
    first, last = table.lines[0].bbox[1], table.lines[-1].bbox[3]
    return any(line.column == BESIDE and line.bbox[0] > right and first < line.baseline < last for line in lines)


def _rules_across(lines: Sequence[Line], strokes: Sequence[Stroke]) -> list[float]:
    x0, x1 = min(line.bbox[0] for line in lines), max(line.bbox[2] for line in lines)
    top, bottom = min(line.bbox[1] for line in lines), max(line.bbox[3] for line in lines)
    across = (s for s in strokes if min(s.x1, x1) - max(s.x0, x0) > _ACROSS * (x1 - x0))
    return [s.y for s in across if top < s.y < bottom]


def _cells_of(row: Row, count: int, *, is_head: bool) -> tuple[CellParts, ...]:
    return tuple(CellParts(tuple(row.segments_of(column)), is_head) for column in range(count))


def join_over_pages(tables: Sequence[Table], pages: Sequence[PageLines]) -> Iterator[Table]:
    """Join a table to what goes on at the top of the next page: the same columns, its heads repeated or none."""
    tops = {page.page_number: _edges(page) for page in pages}
    open_table: Table | None = None
    for table in tables:
        if open_table is not None and _goes_on(open_table, table, tops):
            heads = sum(row[0].is_head for row in table.rows)
            open_table = replace(
                open_table, lines=open_table.lines + table.lines, rows=open_table.rows + table.rows[heads:]
            )
            continue
        if open_table is not None:
            yield open_table
        open_table = table
    if open_table is not None:
        yield open_table


def _edges(page: PageLines) -> tuple[float, float]:
    return page.height * _HEAD, page.height * (1 - _HEAD)


def _goes_on(table: Table, later: Table, edges: dict[int, tuple[float, float]]) -> bool:
    last, first = table.lines[-1], later.lines[0]
    if (
        not (table.rows and later.rows)
        or first.page_number != last.page_number + 1
        or len(table.gutters) != len(later.gutters)
    ):
        return False
    if last.bbox[3] < edges[last.page_number][1] or first.bbox[1] > edges[first.page_number][0]:
        return False
    heads, repeated = ([[cell.text for cell in row] for row in t.rows if row[0].is_head] for t in (table, later))
    is_aligned = all(abs(a - b) < 2 * last.size for a, b in zip(table.gutters, later.gutters, strict=True))
    return repeated == heads if heads and repeated else (not repeated and is_aligned)
