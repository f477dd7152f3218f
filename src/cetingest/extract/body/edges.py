"""Where the columns end and how far lines stand apart: what tells whether a line was ended early."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from cetingest.extract.layout.lines import Line

# The next word did not fit when less than this share of the size stayed free after it.
_FIT_SLACK = 0.6
# Ends of ragged lines lie closer together than this (points) where a column has this many lines.
_OVERFULL = 8
_MIN_LINES = 10
_SENTENCE_END = re.compile(r"[.!?:;。！？][\"”’»)\]]*$")


class LineEnds:
    """Knows the edges of the columns: whether a line had room for one more word, and how far it is indented."""

    def __init__(self, lines: Sequence[Line]) -> None:
        rights: dict[tuple[int, float], Counter[int]] = defaultdict(Counter)
        self._left: dict[int, float] = {}
        for line in lines:
            rights[line.column, line.size][round(line.bbox[2])] += 1
            self._left[line.column] = min(line.bbox[0], self._left.get(line.column, line.bbox[0]))
        self._right = {key: _upper(counts) for key, counts in rights.items()}

    def is_full(self, line: Line, following: Line) -> bool:
        """Tell whether the line had no room for the next line's first word."""
        right = self._right.get((line.column, line.size), line.bbox[2])
        return line.bbox[2] + following.first_word_width + _FIT_SLACK * line.size > right

    def reaches_edge(self, line: Line) -> bool:
        """Tell whether the line ends at the column's right edge, as all but the last do in justified text."""
        return line.bbox[2] > self._right.get((line.column, line.size), line.bbox[2]) - 0.3 * line.size

    def indent_of(self, line: Line) -> float:
        """Return how far the line starts from the left edge of its column."""
        return line.bbox[0] - self._left.get(line.column, 0.0)


def ends_sentence(line: Line) -> bool:
    """Tell whether a line ends as a sentence or a clause does, a mark after it left out."""
    last = line.runs[-1]
    text = line.text[: last.start].rstrip() if last.is_raised else line.text
    return _SENTENCE_END.search(text) is not None


def line_pitches(lines: Sequence[Line]) -> dict[float, float]:
    """Return the usual distance of baselines for each size: the commonest one, in quarter points."""
    steps: dict[float, Counter[float]] = defaultdict(Counter)
    for a, b in pairwise(lines):
        step = b.baseline - a.baseline
        if a.size == b.size and a.page_number == b.page_number and 0.8 * a.size < step < 2.2 * a.size:
            steps[a.size][round(4 * step) / 4] += 1
    return {size: max(counts, key=lambda step: (counts[step], -step)) for size, counts in steps.items()}


def _upper(counts: Counter[int]) -> float:
    """Return the right edge that lines reach: the highest place but for the outermost hundredth of the lines.

    A single line that stands out farther is overfull: a URL that LaTeX could not break.
    """
    left_over = 0.01 * counts.total()
    places = sorted(counts, reverse=True)
    for place, following in pairwise(places):
        left_over -= counts[place]
        is_overfull = counts[place] == 1 and place - following > _OVERFULL and counts.total() >= _MIN_LINES
        if left_over < 0 and not is_overfull:
            return float(place)
    return float(places[-1])
