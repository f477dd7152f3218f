"""Find the columns of a page: the white strips that have prose on both sides over several rows."""

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from statistics import median
from typing import NamedTuple

from cetingest.model import BBox

# A column of prose has at least this many rows; fewer side by side are a table or a signature block.
_MIN_ROWS = 6
# So many pieces more may stand in the gutter: a page number, an ornament.
_STRAY = 2
# Titles and captions of wide figures cross the gutter. Where more than this share of the chunks do, a part of the page
# has one column, and the rest must have this many rows of columns in a stretch.
_MAX_CROSSING_SHARE = 0.2
_MIN_STRETCH = 10
# Between two rows that run across, fewer rows than this are no columns: a loosely justified line has a wide gap too.
_MIN_PART = 3
# Prose fills its column: 0.9 of it in the median on two-column pages, under 0.5 in tables and lists of contents.
_MIN_FILL = 0.7
# Ragged prose fills less where it holds long words, such as URLs. Its lines end where the next word has no room: three
# in five of such notes, half of the lines of notes of two lines each, and few cells of a table.
_MIN_FLOW = 0.6
_MIN_FILLED_FLOW = 0.4
# Prose is wider than so many heights of a line (the narrowest column seen has 13); figures and "yes" or "no" are not.
_MIN_COLUMN_HEIGHTS = 7
# Half of the lines follow the one before as those of a paragraph do; rows of a table stand farther apart.
_MIN_CLOSE_SHARE = 0.5
# In legal acts headings and short points stand apart: in one such column .48 of the lines followed, and 13 of these 14
# ended where the next word had no room.
_MIN_CLOSE_SHARE_OF_FLOW, _MIN_SURE_FLOW = 0.3, 0.8
# Lines of one paragraph follow each other at 1.0 to 1.5 heights.
_MAX_PITCH = 1.7
# Few lines of prose have a wide gap inside them; all rows of a table have.
_MAX_BROKEN_SHARE = 0.4
# This share of the gaps between the rows of a table lies at one height in all its columns.
_SAME_GAPS = 0.75
# LaTeX's narrowest default is 10 pt; the white between two words of justified text seldom lines up over 6 rows.
_MIN_WIDTH = 6.0
# Gutters take 2 to 6 % of the text's width; the white between a table's columns is wider or irregular. Short notes may
# leave half of the page white.
_MAX_WIDTH_SHARE = 0.15
_MAX_NOTES_WIDTH_SHARE = 0.5
# A column is wider than this share of the text: a quarter of it beside three quarters is the narrowest seen.
_MIN_COLUMN_SHARE = 0.15
# Three columns have two gutters, and a fourth column is the most that prose is set in.
_MAX_DEPTH = 3
# The white after the labels of a list lies in a line too; so a few strips are tried.
_MAX_TRIED = 5
# The last column of a text may have few rows. Then its width must equal that of the full one beside it, within this
# share.
_SAME_WIDTH = 0.1
_MIN_SHORT_ROWS = 2
# Numbers of notes tell two columns of them when each has so many in order.
_MIN_NUMBERS = 3
# The notes of so many columns may stand between those of the left and the right one; a year stands farther off.
_MAX_COLUMNS = 3
_NUMBER = re.compile(r"[\[(]?(\d{1,4})(?:[\])]\.?|[.:])?(?=\s|$)")
_BARE_LABEL = re.compile(r"[\[(]?(?:\d{1,4}|[a-zA-Z]|[ivxIVX]{1,5}|[^\w\s])[\])]?[.:]?")


class Chunk(NamedTuple):
    """A piece of a line without a wide gap: its box and its text."""

    bbox: BBox
    text: str = ""


@dataclass(frozen=True, slots=True)
class Gutter:
    """The white strip between a left and a right column."""

    x0: float
    x1: float

    def is_crossed_by(self, bbox: BBox) -> bool:
        """Tell whether a box reaches into both columns; a short heading over them begins in the gutter."""
        return bbox[0] < (self.x0 + self.x1) / 2 and bbox[2] > self.x1


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """A gutter and what stands left and right of it: one column (None) or columns again."""

    gutter: Gutter
    left: "Columns | None" = None
    right: "Columns | None" = None

    def __len__(self) -> int:
        return (len(self.left) if self.left else 1) + (len(self.right) if self.right else 1)


class _Row(NamedTuple):
    """What stands at one height: its extent, how much of it is text in how many chunks, its first text and word."""

    x0: float
    top: float
    x1: float
    bottom: float
    covered: float
    chunks: int
    text: str
    first_word_width: float


def find_columns(chunks: Sequence[Chunk], depth: int = _MAX_DEPTH) -> Columns | None:
    """Find the columns of a page from its chunks of text; None for one column."""
    if len(chunks) < _MIN_ROWS + _MIN_SHORT_ROWS or not depth:
        return None
    gutter = _find_gutter(chunks, depth)
    if gutter is None:
        return None
    return Columns(
        gutter=gutter,
        left=find_columns([chunk for chunk in chunks if chunk.bbox[2] <= gutter.x1], depth - 1),
        right=find_columns([chunk for chunk in chunks if chunk.bbox[0] >= gutter.x0], depth - 1),
    )


def count_rows(boxes: Iterable[BBox]) -> int:
    """Count the heights at which boxes stand."""
    return len(_rows([Chunk(box) for box in boxes]))


def middle(box: BBox) -> float:
    """Return the height of the middle of a box."""
    return (box[1] + box[3]) / 2


# --- strips -----------------------------------------------------------------------------------------------------------


def _find_gutter(chunks: Sequence[Chunk], depth: int) -> Gutter | None:
    left, right = min(chunk.bbox[0] for chunk in chunks), max(chunk.bbox[2] for chunk in chunks)
    crossings = _count_crossings(chunks, left, right)
    if not crossings:
        return None
    fewest = min(crossings.values())
    runs = _runs([x for x, count in crossings.items() if count <= fewest + _STRAY])
    # a table over two of three columns crosses one of the gutters; the other gutter then parts the page first
    runs.sort(key=lambda run: (min(crossings[x] for x in range(run[0], run[1] + 1)), run[0] - run[1], run[0]))
    for x0, x1 in runs[:_MAX_TRIED]:
        gutter = _measure_gutter(chunks, x0, x1, depth, right - left)
        if gutter is not None:
            return gutter
    return None


def _count_crossings(chunks: Sequence[Chunk], left: float, right: float) -> dict[int, int]:
    """Count the chunks across each place that has enough on both of its sides; a page of one column has none."""
    first, size = int(left), int(right) - int(left) + 2
    ending, starting, across = [0] * size, [0] * size, [0] * (size + 1)
    for (x0, _, x1, _), _ in chunks:
        a, b = int(x0) - first, int(x1) - first
        starting[a] += 1
        ending[b] += 1
        across[a + 1] += 1
        across[max(a, b) + 1] -= 1
    ended, begun, crossing = list(accumulate(ending)), list(accumulate(starting)), list(accumulate(across))
    margin = max(1, int(_MIN_COLUMN_SHARE * (right - left)))
    return {
        first + x: crossing[x]
        for x in range(margin, size - margin)
        if ended[x - 1] >= _MIN_SHORT_ROWS and len(chunks) - begun[x - 1] >= _MIN_SHORT_ROWS
    }


def _runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """Return the ends of the runs of neighbouring whole numbers."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and place == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs


def _measure_gutter(chunks: Sequence[Chunk], x0: int, x1: int, depth: int, width: float) -> Gutter | None:
    """Return the exact gutter in a strip of few crossings when prose stands on both sides of it."""
    crossing = sorted((box for box, _ in chunks if box[0] < x0 and box[2] > x1), key=middle)
    parts = _parts(chunks, crossing, x0, x1)
    lefts = [chunk for part in parts for chunk in part[0]]
    rights = [chunk for part in parts for chunk in part[1]]
    if not lefts or not rights or _parts_labels(lefts, rights):
        return None
    # what reaches into the strip is stray: the short last line of a note that runs across
    gutter = Gutter(
        max((box[2] for box, _ in lefts if box[2] <= x0 + 1), default=float(x0)),
        min((box[0] for box, _ in rights if box[0] >= x1 - 1), default=float(x1)),
    )
    if not _MIN_WIDTH <= gutter.x1 - gutter.x0 <= _MAX_NOTES_WIDTH_SHARE * width:
        return None
    may_be_prose = gutter.x1 - gutter.x0 <= _MAX_WIDTH_SHARE * width
    if len(crossing) <= _MAX_CROSSING_SHARE * len(chunks):
        return gutter if _are_columns(lefts, rights, depth, _MIN_ROWS, may_be_prose=may_be_prose) else None
    is_found = any(_are_columns(*part, depth, _MIN_STRETCH, may_be_prose=may_be_prose) for part in parts)
    return gutter if is_found else None


def _parts(
    chunks: Sequence[Chunk], crossing: Sequence[BBox], x0: int, x1: int
) -> list[tuple[list[Chunk], list[Chunk]]]:
    """Return the chunks left and right of a strip in each part of the page that nothing crosses for some rows."""
    bounds = [middle(box) for box in crossing]
    parts: list[tuple[list[Chunk], list[Chunk]]] = [([], []) for _ in range(len(bounds) + 1)]
    for chunk in chunks:
        box, at = chunk.bbox, middle(chunk.bbox)
        place = bisect(bounds, at)
        if any(wide[1] <= at <= wide[3] for wide in crossing[max(0, place - 1) : place + 1]):
            continue
        if box[0] < x0 and box[2] <= x1:
            parts[place][0].append(chunk)
        elif box[0] >= x0 and box[2] > x1:
            parts[place][1].append(chunk)
    return [part for part in parts if len(_rows([*part[0], *part[1]])) >= _MIN_PART]


def _parts_labels(lefts: Sequence[Chunk], rights: Sequence[Chunk]) -> bool:
    """Tell whether a strip is the white between the labels of a list and its text."""
    nearest = [
        max((c for c in lefts if _is_level(c, right)), key=lambda c: c.bbox[2], default=None) for right in rights
    ]
    labels = sum(bool(_BARE_LABEL.fullmatch(chunk.text)) for chunk in nearest if chunk is not None)
    return labels >= _MIN_NUMBERS and 2 * labels > sum(chunk is not None for chunk in nearest)


def _is_level(chunk: Chunk, other: Chunk) -> bool:
    return chunk.bbox[1] < middle(other.bbox) < chunk.bbox[3]


# --- prose ------------------------------------------------------------------------------------------------------------


def _are_columns(
    lefts: Sequence[Chunk], rights: Sequence[Chunk], depth: int, needed: int, *, may_be_prose: bool
) -> bool:
    """Tell whether two sides of a strip are columns: long enough, and prose or notes that number on."""
    if not lefts or not rights:
        return False
    sides = (_rows(lefts), _rows(rights))
    if _number_on(*sides):
        return True
    counts = tuple(map(len, sides))
    is_short = counts[0] >= needed and counts[1] >= _MIN_SHORT_ROWS and _are_alike(*sides)
    if not may_be_prose or (min(counts) < needed and not is_short):
        return False
    is_table = _has_gaps_of(*sides)
    return all(
        _is_prose(rows, is_ragged=not is_table) or find_columns(side, depth - 1) is not None
        for rows, side in zip(sides, (lefts, rights), strict=True)
    )


def _are_alike(lefts: Sequence[_Row], rights: Sequence[_Row]) -> bool:
    """Tell whether two columns are equally wide; the right one may end early, so that it goes from top to top too."""
    widths = [max(row.x1 for row in side) - min(row.x0 for row in side) for side in (lefts, rights)]
    return abs(widths[0] - widths[1]) < _SAME_WIDTH * widths[0]


def _number_on(lefts: Sequence[_Row], rights: Sequence[_Row]) -> bool:
    """Tell whether the numbers that rows begin with run down the left side and go on down the right one."""
    left, right = (
        _longest_run([int(found[1]) for row in side if (found := _NUMBER.match(row.text))]) for side in (lefts, rights)
    )
    return min(len(left), len(right)) >= _MIN_NUMBERS and 0 < right[0] - left[-1] <= _MAX_COLUMNS * len(left)


def _longest_run(numbers: Sequence[int]) -> list[int]:
    """Return the longest stretch in which each number follows the one before; single others may stand between."""
    best: list[int] = []
    run: list[int] = []
    for before, number in pairwise([*numbers[:1], *numbers]):
        if run and number in (run[-1] + 1, run[-1] + 2):
            run.append(number)
        elif not run or before != run[-1]:
            run = [number]
        best = max(best, run, key=len)
    return list(best)


def _is_prose(rows: Sequence[_Row], *, is_ragged: bool) -> bool:
    """Tell whether rows are lines of paragraphs: they follow each other, fill the column and end where it does."""
    left, right = _edges(rows)
    if right - left < _MIN_COLUMN_HEIGHTS * median(row.bottom - row.top for row in rows):
        return False
    if sum(row.chunks > 1 for row in rows) > _MAX_BROKEN_SHARE * len(rows):
        return False
    pairs = [(a, b) for a, b in pairwise(rows) if b.bottom - a.bottom < _MAX_PITCH * (b.bottom - b.top)]
    full = sum(b.first_word_width + 0.2 * (b.bottom - b.top) > right - a.x1 for a, b in pairs)
    flows = is_ragged and full >= _MIN_SURE_FLOW * len(pairs)
    if len(pairs) < (_MIN_CLOSE_SHARE_OF_FLOW if flows else _MIN_CLOSE_SHARE) * (len(rows) - 1):
        return False
    is_filled = median(row.covered for row in rows) >= _MIN_FILL * (right - left)
    return (is_filled and full >= _MIN_FILLED_FLOW * len(pairs)) or (is_ragged and full >= _MIN_FLOW * len(pairs))


def _has_gaps_of(lefts: Sequence[_Row], rights: Sequence[_Row]) -> bool:
    """Tell whether the gaps between rows lie at one height on both sides, as those between the rows of a table do."""
    gaps = [list(_gaps(side)) for side in (lefts, rights)]
    same = sum(any(abs(a - b) < 2 for b in gaps[1]) for a in gaps[0])
    return same >= 2 and same >= _SAME_GAPS * max(map(len, gaps))


def _gaps(rows: Sequence[_Row]) -> Iterator[float]:
    pitches = [b.bottom - a.bottom for a, b in pairwise(rows)]
    usual = median(pitches) if pitches else 0.0
    return (b.bottom for (_, b), pitch in zip(pairwise(rows), pitches, strict=True) if pitch > 1.2 * usual)


def _edges(rows: Sequence[_Row]) -> tuple[float, float]:
    """Return the edges of a column; a page number or running head outside of them counts for nothing."""
    spare = min(_STRAY, len(rows) // 10)
    return sorted(row.x0 for row in rows)[spare], sorted(row.x1 for row in rows)[-1 - spare]


def _rows(chunks: Sequence[Chunk]) -> list[_Row]:
    """Group chunks that overlap vertically to rows, from above."""
    groups: list[list[Chunk]] = []
    bottom = float("-inf")
    for chunk in sorted(chunks, key=lambda c: c.bbox[3]):
        _, top, _, low = chunk.bbox
        if groups and top < bottom - 0.5 * (low - top):
            groups[-1].append(chunk)
        else:
            groups.append([chunk])
        bottom = low
    return [_row(group) for group in groups]


def _row(chunks: Sequence[Chunk]) -> _Row:
    first = min(chunks, key=lambda chunk: chunk.bbox[0])
    x0s, tops, x1s, bottoms = zip(*(chunk.bbox for chunk in chunks), strict=True)
    word = first.text.split(maxsplit=1)[0] if first.text.strip() else ""
    width = first.bbox[2] - first.bbox[0]
    return _Row(
        min(x0s),
        min(tops),
        max(x1s),
        max(bottoms),
        min(sum(x1s) - sum(x0s), max(x1s) - min(x0s)),
        sum(not _BARE_LABEL.fullmatch(chunk.text) for chunk in chunks),
        first.text,
        width * len(word) / max(1, len(first.text)),
    )
