"""Put the pieces of text of a page into reading order, column by column."""

from bisect import bisect
from collections.abc import Iterator, Sequence
from typing import TypeVar

from cetingest.extract.layout.gutters import Columns, Gutter, count_rows, middle
from cetingest.model import BBox

# Among notes that run across the page, at most so many rows one after the other are short.
_MAX_SHORT = 2
# A line that runs across may have a wide gap where the gutter lies. It is as high as the line next to it, within this
# share, and follows it at less than so many heights.
_SAME_HEIGHT = 0.06
_NEXT_LINE = 1.6
# A heading of all columns is larger than the text, and the columns below it begin level with each other but for the
# white above a paragraph or a heading in one of them.
_HEAD_SIZE = 1.12
_HEAD_REACH = 1.5
# The column of what stands beside the text, in its margin.
BESIDE = 20
# The column of what stands under or over the text.
WATERMARK = 30

Piece = TypeVar("Piece")


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
    bounds = [middle(wall[0][0]) for wall in walls]
    bands: list[list[tuple[BBox, Piece]]] = [[] for _ in range(len(walls) + 1)]
    for entry in others:
        bands[bisect(bounds, middle(entry[0]))].append(entry)
    wide: list[Piece] = []
    for n, band in enumerate(bands):
        beside = (walls[n - 1] if n else [], walls[n] if n < len(walls) else [])
        if (n and _is_short_text(band, columns.gutter)) or _runs_across(band, beside, columns.gutter):
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
    crossing = sorted((*crossing, *_find_heads(boxes, gutter)), key=middle)
    if not crossing:
        return [], list(pieces)
    walls: list[list[tuple[BBox, Piece]]] = [[] for _ in crossing]
    others: list[tuple[BBox, Piece]] = []
    for entry in pieces:
        height = middle(entry[0])
        at = next((n for n, wide in enumerate(crossing) if wide[1] <= height <= wide[3]), None)
        if at is None:
            others.append(entry)
        else:
            walls[at].append(entry)
    return [wall for wall in walls if wall], others


def _is_short_text(band: Sequence[tuple[BBox, Piece]], gutter: Gutter) -> bool:
    """Tell whether a band is the short last line of something that runs across, or a short note among wide ones."""
    if not band or any(box[0] >= gutter.x0 for box, _ in band):
        return False
    return count_rows(box for box, _ in band) <= _MAX_SHORT


def _runs_across(
    band: Sequence[tuple[BBox, Piece]],
    walls: tuple[Sequence[tuple[BBox, Piece]], Sequence[tuple[BBox, Piece]]],
    gutter: Gutter,
) -> bool:
    """Tell whether a few rows with a gap at the gutter belong to what runs across: a line of it, or cells of a table.

    `walls` are the rows across that stand next above and below.
    """
    boxes = [box for box, _ in band]
    lefts = [box for box in boxes if box[0] < gutter.x0]
    rights = [box for box in boxes if box[0] >= gutter.x0]
    if not lefts or not rights or not all(any(_is_level(box, left) for left in lefts) for box in rights):
        return False
    if count_rows(boxes) <= _MAX_SHORT:
        return any(_is_next_line(box, wide[0][0]) for wide in walls if wide for box in boxes)
    return False


def _is_level(box: BBox, other: BBox) -> bool:
    return abs(box[3] - other[3]) < 0.2 * (box[3] - box[1])


def _is_next_line(box: BBox, other: BBox) -> bool:
    height = box[3] - box[1]
    is_alike = abs(other[3] - other[1] - height) < _SAME_HEIGHT * height
    return is_alike and abs(box[3] - other[3]) < _NEXT_LINE * height


def _is_overfull(box: BBox, boxes: Sequence[BBox], gutter: Gutter) -> bool:
    """Tell whether a piece of the left column runs over into text of the right one, as unbreakable URLs of LaTeX do."""
    height = middle(box)
    return any(other is not box and other[1] <= height <= other[3] and gutter.x0 < other[0] < box[2] for other in boxes)


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
