"""Lines of a table -> segments, the gutters between its columns, and the column of each segment."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from cetingest.extract.layout.lines import Line
from cetingest.model import BBox

# Cells of one row share a baseline within this share of the size.
SAME_BASELINE = 0.2
# Heads that span columns and headings of groups stand in a gutter: of this share of the lines, at most.
_MAX_CROSSING = 0.2
# A gutter is as wide as the white between two cells; one that a single line shows is wider than its word spaces.
_MIN_WIDTH = 0.45
_MIN_LONE_WIDTH = 1.0
# Word spaces of typewriter faces are 0.5 to 0.6 sizes, and equal but for rounding.
_MAX_WORD_SPACE, _EVEN = 0.75, 1.06
_NUMBER = re.compile(r"[^\w\s]{0,3}\d[\d.,\s]*[^\w\s]{0,3}|[^\w\s]{1,4}|n\.?/?a\.?")

_Piece = tuple[float, float, int]


@dataclass(frozen=True, slots=True)
class Segment:
    """The characters `start`..`end` of a line: what stands between two wide spaces."""

    line: Line
    start: int
    end: int
    x0: float
    x1: float

    @property
    def text(self) -> str:
        """The characters, marks too."""
        return self.line.text[self.start : self.end].strip()

    @property
    def bbox(self) -> BBox:
        """Where it stands on its page."""
        return self.x0, self.line.bbox[1], self.x1, self.line.bbox[3]

    @property
    def is_number(self) -> bool:
        """Tell a figure, or a sign that stands for one: 1,204.5  (3)  12 %  ..  n.a."""
        return _NUMBER.fullmatch(self.text) is not None

    @property
    def is_bold(self) -> bool:
        """Tell whether all of its full-size characters are bold."""
        runs = [r for r in self.line.runs if r.start < self.end and r.end > self.start and not r.is_raised]
        return bool(runs) and all(run.is_bold for run in runs)


def split_line(line: Line) -> tuple[Segment, ...]:
    """Cut a line at its wide spaces.

    A space before a raised mark parts nothing: the mark belongs to what stands before it.
    """
    raised = {run.start for run in line.runs if run.is_raised}
    words = _word_space(line)
    spaces = [space for space in line.spaces if space.at not in raised and space.x1 - space.x0 > words]
    starts = [(0, line.bbox[0]), *((space.at, space.x1) for space in spaces)]
    ends = [*((len(line.text[: space.at].rstrip()), space.x0) for space in spaces), (len(line.text), line.bbox[2])]
    return tuple(
        Segment(line, start, end, x0, x1) for (start, x0), (end, x1) in zip(starts, ends, strict=True) if end > start
    )


def _word_space(line: Line) -> float:
    """Return how wide the word spaces of a line in a typewriter face are, 0.0 for others: they are all alike."""
    widths = sorted(space.x1 - space.x0 for space in line.spaces)
    if len(widths) < 2 or widths[0] > _MAX_WORD_SPACE * line.size or widths[1] > _EVEN * widths[0]:
        return 0.0
    return _EVEN * widths[0]


def split_levels(lines: Sequence[Line]) -> list[tuple[Segment, ...]]:
    """Cut lines to segments; those on one baseline count as one line."""
    levels: list[tuple[float, tuple[Segment, ...]]] = []
    for line in sorted(lines, key=lambda line: line.baseline):
        segments = split_line(line)
        if levels and line.baseline - levels[-1][0] <= SAME_BASELINE * line.size:
            levels[-1] = (levels[-1][0], levels[-1][1] + segments)
        else:
            levels.append((line.baseline, segments))
    return [segments for _, segments in levels]


def find_gutters(lines: Sequence[tuple[Segment, ...]], size: float) -> tuple[float, ...]:
    """Return the middles of the white strips that run through the lines; `size` is that of their type."""
    allowed = int(_MAX_CROSSING * len(lines))
    pieces = list(_count_crossing([segment for line in lines for segment in line]))
    strips = [list(strip) for is_white, strip in groupby(pieces, lambda p: p[2] <= allowed) if is_white]
    return tuple(_middle(strip) for strip in strips if _parts_cells(strip, lines, size))


def _count_crossing(segments: Sequence[Segment]) -> Iterator[_Piece]:
    """Yield the pieces between the edges of segments, each with how many segments cover it."""
    starts, ends = Counter(s.x0 for s in segments), Counter(s.x1 for s in segments)
    covering = 0
    for x0, x1 in pairwise(sorted(starts.keys() | ends.keys())):
        covering += starts[x0] - ends[x0]
        yield x0, x1, covering


def _middle(strip: Sequence[_Piece]) -> float:
    """Return the middle of the widest part that fewest cross."""
    fewest = min(count for _, _, count in strip)
    x0, x1, _ = max((piece for piece in strip if piece[2] == fewest), key=lambda p: p[1] - p[0])
    return (x0 + x1) / 2


def _parts_cells(strip: Sequence[_Piece], lines: Sequence[tuple[Segment, ...]], size: float) -> bool:
    width, middle = strip[-1][1] - strip[0][0], _middle(strip)
    if width < _MIN_WIDTH * size:
        return False
    showing = sum(any(s.x1 <= middle for s in line) and any(s.x0 >= middle for s in line) for line in lines)
    return showing > 1 or (showing == 1 and width > _MIN_LONE_WIDTH * size)


def columns_of(segment: Segment, gutters: Sequence[float]) -> range:
    """Return the columns that a segment stands in: several when it spans them."""
    first = sum(gutter <= segment.x0 for gutter in gutters)
    last = sum(gutter < segment.x1 for gutter in gutters)
    return range(first, max(first, last) + 1)
