"""Find runs of lines whose gaps lie above each other, and the lines inside their cells: tables without rules."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cetingest.extract.layout.columns import BESIDE
from cetingest.extract.layout.lines import Line

Gap = tuple[float, float]

# Rows of a table follow each other at 3 sizes at most, with cells of two lines beside each other; lines of one cell as
# lines of text do.
_MAX_ROW_PITCH = 3.2
_MAX_CELL_PITCH = 1.6
# Gaps lie above each other when they share this much of a size; those between numbers set flush right share more.
_OVERLAP = 0.4
# Two rows with a wide gap make a table, or three with gaps that a loosely justified line may have too.
_MIN_ROWS = 2
_MIN_NARROW_ROWS = 3
# The number of a heading ("1.2.3") or of an item.
_NUMBER = re.compile(r"\(?(?:\d+\.[\d.]*|\w{1,4}[.)])")
_MAX_LABEL_WIDTH = 4.0
_LEADERS = re.compile(r"(?:\.\s?){5,}")
# Justified word spaces of a line differ by rounding and by the mark or the stop before them: nearly all lie within this
# share of each other, and half of the words begin in lower case at least. The white between cells varies with what
# they hold; that between one-word heads need not, but those begin with capitals.
_EVEN, _MOST, _LOWER, _MIN_SPACES = 0.06, 0.75, 0.5, 2


@dataclass(slots=True)
class _Open:
    """A table as far as it is read: its lines, how many of them have gaps, and the gaps of the last one."""

    first: int
    last: int
    rows: int
    wide: int
    gaps: Sequence[Gap]


def find_runs(lines: Sequence[Line]) -> dict[int, int]:
    """Return for the index of each line that belongs to a run the index of its first line."""
    found: dict[int, int] = {}
    at = 0
    while at < len(lines):
        table = _read_table(lines, at) if _has_gaps(lines[at]) and not _is_label_gap(lines[at]) else None
        if table is None:
            at += 1
            continue
        first = _first_of(lines, table)
        found.update(dict.fromkeys(range(first, table.last + 1), first))
        at = table.last + 1
    return found


def _read_table(lines: Sequence[Line], first: int) -> _Open | None:
    line = lines[first]
    table = _Open(first, first, 1, int(line.wide_gaps > 0), line.gaps)
    at = first
    while at + 1 < len(lines) and _is_near(lines[at], lines[at + 1]):
        at += 1
        line = lines[at]
        if _has_gaps(line) and _share_gaps(table.gaps, line):
            table.rows += 1
            table.wide += line.wide_gaps > 0
            table.gaps = line.gaps
            table.last = at
        elif not _is_in_cell(line, lines[at - 1], table.gaps):
            break
        elif _is_in_later_cell(line, table.gaps):
            table.last = at
    is_table = table.rows >= _MIN_NARROW_ROWS or (table.rows >= _MIN_ROWS and table.wide >= 1)
    return table if is_table and table.wide else None


def _first_of(lines: Sequence[Line], table: _Open) -> int:
    """Return where the table begins: its head may have cells of two lines."""
    first = table.first
    while first and _is_near(lines[first - 1], lines[first]) and _is_in_later_cell(lines[first - 1], lines[first].gaps):
        if lines[first].baseline - lines[first - 1].baseline > _MAX_CELL_PITCH * lines[first].size:
            break
        first -= 1
    return first


def _is_near(before: Line, line: Line) -> bool:
    is_same_frame = (before.page_number, before.column) == (line.page_number, line.column)
    return (
        is_same_frame
        and line.column != BESIDE
        and -line.size < line.baseline - before.baseline < _MAX_ROW_PITCH * max(line.size, before.size)
    )


def _share_gaps(gaps: Sequence[Gap], line: Line) -> bool:
    least = _OVERLAP * line.size
    return any(min(b, d) - max(a, c) >= least for a, b in gaps for c, d in line.gaps)


def _is_in_cell(line: Line, before: Line, gaps: Sequence[Gap]) -> bool:
    """Tell whether a line without gaps covers none of those above it, and follows as close as lines of one cell do."""
    is_close = line.baseline - before.baseline < _MAX_CELL_PITCH * max(line.size, before.size)
    covers = any(line.bbox[0] < a + 1 and line.bbox[2] > b - 1 for a, b in gaps)
    return is_close and not covers and abs(line.size - before.size) < 0.2 * before.size


def _is_in_later_cell(line: Line, gaps: Sequence[Gap]) -> bool:
    """Tell whether a line stands right of a gap, so that it cannot be text at the left edge."""
    return any(line.bbox[0] > b - line.size for _, b in gaps) and not any(
        line.bbox[0] < a + 1 and line.bbox[2] > b - 1 for a, b in gaps
    )


def _has_gaps(line: Line) -> bool:
    """Tell whether a line has gaps that are no word spaces."""
    return bool(line.gaps) and not is_justified(line) and not _LEADERS.search(line.text)


def is_justified(line: Line) -> bool:
    """Tell a loosely justified line: all of its word spaces are wide, and equally so; half of its words are lower."""
    widths = sorted(space.x1 - space.x0 for space in line.spaces)
    words = line.text.split(" ")
    if len(widths) < _MIN_SPACES or len(widths) != len(words) - 1:
        return False
    usual = widths[len(widths) // 2]
    even = sum(abs(width - usual) <= _EVEN * usual for width in widths)
    lower = sum(word[:1].islower() for word in words)
    return even >= _MOST * len(widths) and lower >= _LOWER * len(words)


def _is_label_gap(line: Line) -> bool:
    """Tell whether the only gap of a line follows the number of a heading or of an item: "1.2.3   Title"."""
    label, _, title = line.text.partition(" ")
    is_label = bool(_NUMBER.fullmatch(label)) and title[:1].isalpha()
    return is_label and len(line.gaps) == 1 and line.gaps[0][0] - line.bbox[0] < _MAX_LABEL_WIDTH * line.size
