"""Find the gutter between two columns of a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from cetingest.model import BBox

# A column of prose has at least this many rows; fewer side by side are a table or a signature block.
_MIN_ROWS = 6
# Pieces that may stand in the gutter beside those that cross it anyway: a page number, a rule's ornament.
_STRAY = 2
# Rows that may cross the gutter (a title, a wide figure's caption).
_MAX_CROSSING_SHARE = 0.2
# Prose fills its column: 0.9 of it in the median on two-column pages, under 0.5 in tables and lists of contents.
_MIN_FILL = 0.7
# LaTeX's narrowest default is 10 pt; the white between two words of justified text seldom lines up over 6 rows.
_MIN_WIDTH = 6.0
# Gutters take 2 to 6 % of the text's width; the white between a table's columns is wider or irregular.
_MAX_WIDTH_SHARE = 0.15


@dataclass(frozen=True, slots=True)
class Gutter:
    """The white strip between a left and a right column."""

    x0: float
    x1: float

    def is_crossed_by(self, bbox: BBox) -> bool:
        """Tell whether a box reaches into both columns."""
        return bbox[0] < self.x0 and bbox[2] > self.x1


def find_gutter(pieces: Sequence[BBox]) -> Gutter | None:
    """Find the gutter of a page from the boxes of its pieces of text (no wide gap inside one); None for one column."""
    if len(pieces) < 2 * _MIN_ROWS:
        return None
    left, right = min(p[0] for p in pieces), max(p[2] for p in pieces)
    middle = range(int(left + 0.3 * (right - left)), int(right - 0.3 * (right - left)))
    crossings = {x: sum(p[0] < x < p[2] for p in pieces) for x in middle}
    if not crossings:
        return None
    fewest = min(crossings.values())
    if fewest > _MAX_CROSSING_SHARE * len(pieces):
        return None
    x0, x1 = _widest_run([x for x in middle if crossings[x] <= fewest + _STRAY])
    lefts = [p for p in pieces if p[2] <= x1 and p[0] < x0]
    rights = [p for p in pieces if p[0] >= x0 and p[2] > x1]
    if not (_is_prose(lefts) and _is_prose(rights)):
        return None
    gutter = Gutter(max(p[2] for p in lefts), min(p[0] for p in rights))
    return gutter if _MIN_WIDTH <= gutter.x1 - gutter.x0 <= _MAX_WIDTH_SHARE * (right - left) else None


def _widest_run(places: Sequence[int]) -> tuple[int, int]:
    """Return the ends of the longest run of neighbouring whole numbers."""
    best = first = places[0]
    best_end = last = places[0]
    for place in places[1:]:
        first = first if place == last + 1 else place
        last = place
        if last - first > best_end - best:
            best, best_end = first, last
    return best, best_end


def _is_prose(pieces: Sequence[BBox]) -> bool:
    rows: list[list[float]] = []  # [x0, bottom, x1] of pieces that overlap vertically
    for piece in sorted(pieces, key=lambda p: p[3]):
        if rows and piece[1] < rows[-1][1] - 0.5 * (piece[3] - piece[1]):
            rows[-1] = [min(rows[-1][0], piece[0]), piece[3], max(rows[-1][2], piece[2])]
        else:
            rows.append([piece[0], piece[3], piece[2]])
    if len(rows) < _MIN_ROWS:
        return False
    width = max(p[2] for p in pieces) - min(p[0] for p in pieces)
    return median(row[2] - row[0] for row in rows) >= _MIN_FILL * width
