"""Find the stretches of a page that lie between rules of one width, as tables do."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cetingest.model import BBox

# Borders are drawn cell by cell: pieces of one stroke lie at one height and meet within these (points).
_SAME_HEIGHT, _MEET = 1.5, 4.0
# Rules of one table begin and end together, but for the width of a border.
_SAME_END = 4.0
_MIN_WIDTH = 40.0
_MIN_STROKES = 3


@dataclass(frozen=True, slots=True)
class Stroke:
    """A horizontal rule, joined from the pieces that it is drawn in."""

    x0: float
    x1: float
    y: float


@dataclass(frozen=True, slots=True)
class Frame:
    """Rules of one width below each other, from the top."""

    strokes: tuple[Stroke, ...]

    @property
    def bbox(self) -> BBox:
        """The box from the first rule to the last."""
        first, last = self.strokes[0], self.strokes[-1]
        return first.x0, first.y, first.x1, last.y


def join_strokes(rules: Sequence[BBox]) -> list[Stroke]:
    """Join the rules of a page to strokes, from its top and left."""
    found: list[Stroke] = []
    level: list[BBox] = []
    for rule in sorted(rules, key=lambda r: (r[1], r[0])):
        if level and rule[1] - level[0][1] > _SAME_HEIGHT:
            found += _join_level(level)
            level = []
        level.append(rule)
    return found + list(_join_level(level))


def find_frames(strokes: Sequence[Stroke]) -> list[Frame]:
    """Return where three strokes or more of one width stand below each other."""
    frames: list[list[Stroke]] = []
    for stroke in strokes:
        if stroke.x1 - stroke.x0 < _MIN_WIDTH:
            continue
        frame = next((f for f in frames if _ends_alike(f[-1], stroke)), None)
        if frame is None:
            frames.append([stroke])
        else:
            frame.append(stroke)
    return [Frame(tuple(frame)) for frame in frames if len(frame) >= _MIN_STROKES]


def _ends_alike(one: Stroke, other: Stroke) -> bool:
    return abs(one.x0 - other.x0) < _SAME_END and abs(one.x1 - other.x1) < _SAME_END


def _join_level(level: Sequence[BBox]) -> Iterator[Stroke]:
    open_stroke: Stroke | None = None
    for x0, top, x1, bottom in sorted(level):
        if open_stroke is not None and x0 - open_stroke.x1 < _MEET:
            open_stroke = Stroke(open_stroke.x0, max(open_stroke.x1, x1), open_stroke.y)
            continue
        if open_stroke is not None:
            yield open_stroke
        open_stroke = Stroke(x0, x1, (top + bottom) / 2)
    if open_stroke is not None:
        yield open_stroke
