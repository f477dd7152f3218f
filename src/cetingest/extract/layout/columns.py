"""Find the columns of a page, and put its pieces of text into reading order."""

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from statistics import median
from typing import TypeVar

from cetingest.model import BBox

# A column of prose has at least this many rows; fewer side by side are a table or a signature block.
_MIN_ROWS = 6
# So many pieces more may stand in the gutter: a page number, an ornament.
_STRAY = 2
# Titles and captions of wide figures cross the gutter. Where more than this share of the pieces do, a part of the page
# has one column, and the rest must have this many rows of columns in a stretch.
_MAX_CROSSING_SHARE = 0.2
_MIN_STRETCH = 10
# Prose fills its column: 0.9 of it in the median on two-column pages, under 0.5 in tables and lists of contents.
_MIN_FILL = 0.7
# LaTeX's narrowest default is 10 pt; the white between two words of justified text seldom lines up over 6 rows.
_MIN_WIDTH = 6.0
# Gutters take 2 to 6 % of the text's width; the white between a table's columns is wider or irregular.
_MAX_WIDTH_SHARE = 0.15
# A column is wider than this share of the text: a quarter of it beside three quarters is the narrowest seen.
_MIN_COLUMN_SHARE = 0.15
# Three columns have two gutters, and a fourth column is the most that prose is set in.
_MAX_DEPTH = 3
# The last column of a text may have few rows. Then its width must equal that of the full one beside it, within this
# share.
_SAME_WIDTH = 0.1
_MIN_SHORT_ROWS = 2
# Among notes that run across the page, at most so many rows one after the other are short.
_MAX_SHORT = 2
# A heading of all columns is larger than the text, and the columns below it begin level with each other but for the
# white above a paragraph or a heading in one of them.
_HEAD_SIZE = 1.12
_HEAD_REACH = 1.5
# The column of what stands beside the text, in its margin.
BESIDE = 20

Piece = TypeVar("Piece")


@dataclass(frozen=True, slots=True)
class Gutter:
    """The white strip between a left and a right column."""

    x0: float
    x1: float

    def is_crossed_by(self, bbox: BBox) -> bool:
        """Tell whether a box reaches into both columns."""
        return bbox[0] < self.x0 and bbox[2] > self.x1


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """A gutter and what stands left and right of it: one column (None) or columns again."""

    gutter: Gutter
    left: "Columns | None" = None
    right: "Columns | None" = None

    def __len__(self) -> int:
        return (len(self.left) if self.left else 1) + (len(self.right) if self.right else 1)


def find_columns(boxes: Sequence[BBox], depth: int = _MAX_DEPTH) -> Columns | None:
    """Find the columns of a page from the boxes of its pieces of text (no wide gap inside one); None for one column."""
    if len(boxes) < _MIN_ROWS + _MIN_SHORT_ROWS or not depth:
        return None
    gutter = _find_gutter(boxes, depth)
    if gutter is None:
        return None
    return Columns(
        gutter=gutter,
        left=find_columns([box for box in boxes if box[2] <= gutter.x1], depth - 1),
        right=find_columns([box for box in boxes if box[0] >= gutter.x0], depth - 1),
    )


def in_reading_order(
    pieces: Sequence[tuple[BBox, Piece]], columns: Columns | None, first: int = 1, across: int = 0
) -> Iterator[tuple[int, list[Piece]]]:
    """Yield (column, its pieces), one frame after the other: what runs across the columns closes those above it.

    Columns count from 1, from left to right; 0 runs across the page, more than ten across a part of its columns.
    """
    if columns is None:
        yield first, [piece for _, piece in pieces]
        return
    walls, others = _split_walls(pieces, columns.gutter)
    bounds = [_middle(wall[0][0]) for wall in walls]
    bands: list[list[tuple[BBox, Piece]]] = [[] for _ in range(len(walls) + 1)]
    for entry in others:
        bands[bisect(bounds, _middle(entry[0]))].append(entry)
    wide: list[Piece] = []
    for n, band in enumerate(bands):
        if n and _is_short_text(band, columns.gutter):
            wide += [piece for _, piece in band]
        elif band:
            if wide:
                yield across, wide
                wide = []
            yield from _read_sides(band, columns, first)
        wide += [piece for _, piece in walls[n]] if n < len(walls) else []
    if wide:
        yield across, wide


def _read_sides(band: Sequence[tuple[BBox, Piece]], columns: Columns, first: int) -> Iterator[tuple[int, list[Piece]]]:
    edge = columns.gutter.x0
    left = [entry for entry in band if entry[0][0] < edge]
    right = [entry for entry in band if entry[0][0] >= edge]
    if left:
        yield from in_reading_order(left, columns.left, first, 10 + first)
    first += len(columns.left) if columns.left else 1
    if right:
        yield from in_reading_order(right, columns.right, first, 10 + first)


def _split_walls(
    pieces: Sequence[tuple[BBox, Piece]], gutter: Gutter
) -> tuple[list[list[tuple[BBox, Piece]]], list[tuple[BBox, Piece]]]:
    """Return the rows that run across the gutter, from above, each with all that stands at its height; and the rest."""
    boxes = [box for box, _ in pieces]
    crossing = [box for box in boxes if gutter.is_crossed_by(box) and not _is_overfull(box, boxes, gutter)]
    crossing = sorted((*crossing, *_find_heads(boxes, gutter)), key=_middle)
    if not crossing:
        return [], list(pieces)
    walls: list[list[tuple[BBox, Piece]]] = [[] for _ in crossing]
    others: list[tuple[BBox, Piece]] = []
    for entry in pieces:
        middle = _middle(entry[0])
        at = next((n for n, wide in enumerate(crossing) if wide[1] <= middle <= wide[3]), None)
        if at is None:
            others.append(entry)
        else:
            walls[at].append(entry)
    return [wall for wall in walls if wall], others


def _is_short_text(band: Sequence[tuple[BBox, Piece]], gutter: Gutter) -> bool:
    """Tell whether a band is the short last line of something that runs across, or a short note among wide ones."""
    if not band or any(box[0] >= gutter.x0 for box, _ in band):
        return False
    return len(_rows([box for box, _ in band])) <= _MAX_SHORT


def _is_overfull(box: BBox, boxes: Sequence[BBox], gutter: Gutter) -> bool:
    """Tell whether a piece of the left column runs over into text of the right one, as unbreakable URLs of LaTeX do."""
    middle = _middle(box)
    return any(other is not box and other[1] <= middle <= other[3] and gutter.x0 < other[0] < box[2] for other in boxes)


def _find_heads(boxes: Sequence[BBox], gutter: Gutter) -> list[BBox]:
    """Find headings of all columns that are too short to cross the gutter.

    They are larger than the text, the columns on their right leave room for them, and all columns go on below them at
    one height. A picture beside a heading of the left column leaves room too, but does not end with it.
    """
    rights = [box for box in boxes if box[0] >= gutter.x0]
    alone = [box for box in boxes if box[2] <= gutter.x0 and _is_alone(box, rights)]
    lefts = [box for box in boxes if box[0] < gutter.x0]
    return [box for box in alone if _stands_over(box, lefts, rights)]


def _is_alone(head: BBox, rights: Sequence[BBox]) -> bool:
    reach = 0.3 * (head[3] - head[1])
    return not any(box[3] > head[1] - reach and box[1] < head[3] + reach for box in rights)


def _stands_over(head: BBox, lefts: Sequence[BBox], rights: Sequence[BBox]) -> bool:
    height = head[3] - head[1]
    above = max((box for box in rights if box[3] <= head[1]), key=lambda box: box[3], default=None)
    below = [
        min((box for box in side if box[1] >= head[3]), key=lambda box: box[1], default=None)
        for side in (lefts, rights)
    ]
    around = [box for box in (above, *below) if box is not None]
    is_larger = all(height > _HEAD_SIZE * (box[3] - box[1]) for box in around)
    return len(around) == 3 and is_larger and abs(around[1][1] - around[2][1]) <= _HEAD_REACH * height


def _middle(box: BBox) -> float:
    return (box[1] + box[3]) / 2


# --- gutters ----------------------------------------------------------------------------------------------------------


def _find_gutter(boxes: Sequence[BBox], depth: int) -> Gutter | None:
    left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
    width = right - left
    crossings = _count_crossings(boxes, left, right)
    if not crossings:
        return None
    fewest = min(crossings.values())
    runs = _runs([x for x, count in crossings.items() if count <= fewest + _STRAY])
    # a table over two of three columns crosses one of the gutters; the other gutter then parts the page first
    runs.sort(key=lambda run: (min(crossings[x] for x in range(run[0], run[1] + 1)), run[0] - run[1], run[0]))
    for x0, x1 in runs[:_MAX_DEPTH]:
        gutter = _measure_gutter(boxes, x0, x1, depth)
        if gutter is not None and _MIN_WIDTH <= gutter.x1 - gutter.x0 <= _MAX_WIDTH_SHARE * width:
            return gutter
    return None


def _count_crossings(boxes: Sequence[BBox], left: float, right: float) -> dict[int, int]:
    """Count the boxes across each place that has enough boxes on both of its sides; a page of one column has none."""
    first, size = int(left), int(right) - int(left) + 2
    ending, starting, across = [0] * size, [0] * size, [0] * (size + 1)
    for x0, _, x1, _ in boxes:
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
        if ended[x - 1] >= _MIN_SHORT_ROWS and len(boxes) - begun[x - 1] >= _MIN_SHORT_ROWS
    }


def _measure_gutter(boxes: Sequence[BBox], x0: int, x1: int, depth: int) -> Gutter | None:
    """Return the exact gutter in a strip of few crossings when prose stands on both sides of it."""
    crossing = sorted((box for box in boxes if box[0] < x0 and box[2] > x1), key=_middle)
    free = [box for box in boxes if not any(wide[1] <= _middle(box) <= wide[3] for wide in crossing)]
    lefts = [box for box in free if box[2] <= x1 and box[0] < x0]
    rights = [box for box in free if box[0] >= x0 and box[2] > x1]
    if not lefts or not rights:
        return None
    if len(crossing) > _MAX_CROSSING_SHARE * len(boxes) and not _has_stretch(crossing, lefts, rights):
        return None
    if not _are_columns(lefts, rights, depth):
        return None
    # what reaches into the strip is stray: the short last line of a note that runs across
    return Gutter(
        max((box[2] for box in lefts if box[2] <= x0 + 1), default=float(x0)),
        min((box[0] for box in rights if box[0] >= x1 - 1), default=float(x1)),
    )


def _has_stretch(crossing: Sequence[BBox], lefts: Sequence[BBox], rights: Sequence[BBox]) -> bool:
    """Tell whether nothing crosses a long stretch of the page that has text on both sides."""
    bounds = [_middle(box) for box in crossing]
    counts = [[0] * (len(bounds) + 1) for _ in range(2)]
    for side, boxes in zip(counts, (lefts, rights), strict=True):
        for box in boxes:
            side[bisect(bounds, _middle(box))] += 1
    return any(min(pair) >= _MIN_STRETCH for pair in zip(*counts, strict=True))


def _are_columns(lefts: Sequence[BBox], rights: Sequence[BBox], depth: int) -> bool:
    left_rows, right_rows = _rows(lefts), _rows(rights)
    if min(len(left_rows), len(right_rows)) < _MIN_ROWS and not (
        len(left_rows) >= _MIN_ROWS and len(right_rows) >= _MIN_SHORT_ROWS and _are_alike(lefts, rights)
    ):
        return False
    return all(
        _is_filled(rows) or find_columns(side, depth - 1) is not None
        for rows, side in ((left_rows, lefts), (right_rows, rights))
    )


def _are_alike(lefts: Sequence[BBox], rights: Sequence[BBox]) -> bool:
    """Tell whether two columns are equally wide; the right one may end early, so that it goes from top to top too."""
    widths = [max(box[2] for box in side) - min(box[0] for box in side) for side in (lefts, rights)]
    return abs(widths[0] - widths[1]) < _SAME_WIDTH * widths[0]


def _runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """Return the ends of the runs of neighbouring whole numbers."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and place == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs


def _rows(boxes: Sequence[BBox]) -> list[list[float]]:
    """Return [x0, bottom, x1] of boxes that overlap vertically."""
    rows: list[list[float]] = []
    for box in sorted(boxes, key=lambda b: b[3]):
        if rows and box[1] < rows[-1][1] - 0.5 * (box[3] - box[1]):
            rows[-1] = [min(rows[-1][0], box[0]), box[3], max(rows[-1][2], box[2])]
        else:
            rows.append([box[0], box[3], box[2]])
    return rows


def _is_filled(rows: Sequence[Sequence[float]]) -> bool:
    width = max(row[2] for row in rows) - min(row[0] for row in rows)
    return median(row[2] - row[0] for row in rows) >= _MIN_FILL * width
