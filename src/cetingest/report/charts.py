"""Shares of a bar, as numbers: the template draws them."""

from dataclasses import dataclass

from cetingest.model import VerdictKind
from cetingest.report.view import Totals

LEAST_PERCENT = 1.6
"""One dead citation among 300 must still be seen: about 10 pixels of a 640 pixel bar."""
DIGIT_PERCENT = 2.8
"""A digit is 9 pixels wide, the bar 330 on a phone; where a number has no room, the legend below the bar gives it."""
MARGIN_PERCENT = 3.0
"""The number keeps 5 pixels of that bar from either edge, one of them covered by the line between segments."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One stretch of a bar; `x` and `width` are percents of the whole."""

    verdict: VerdictKind
    count: int
    x: float
    width: float

    @property
    def has_room(self) -> bool:
        """Tell whether the number can be written in it."""
        return self.width >= DIGIT_PERCENT * len(str(self.count)) + MARGIN_PERCENT

    @property
    def middle(self) -> float:
        """Where the number goes."""
        return round(self.x + self.width / 2, 3)


def bar(totals: Totals) -> tuple[Segment, ...]:
    """Divide a bar by the counts that are not zero; none is narrower than `LEAST_PERCENT`."""
    counts = [(verdict, number) for verdict, number in totals.counts if number]
    raised = [max(LEAST_PERCENT, 100 * number / totals.total) for _, number in counts]
    segments: list[Segment] = []
    x = 0.0
    for (verdict, number), share in zip(counts, raised, strict=True):
        width = 100 * share / sum(raised)
        segments.append(Segment(verdict=verdict, count=number, x=round(x, 3), width=round(width, 3)))
        x += width
    return tuple(segments)
