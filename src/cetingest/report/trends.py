"""A picture of how the cited URLs stood over time: columns of those that did not answer, as an SVG that stands alone.

It carries its own background and colours for light and dark, since it is shown on pages that are not ours.
"""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from cetingest.links import TrendPoint, UrlState

LEFT, RIGHT, TOP, BOTTOM = 44.0, 508.0, 46.0, 168.0
WIDTH = 520.0
"""Of the columns in the picture, and of the picture: about the column of values on Dagster's page of an asset."""
_LABEL = 92.0
"""Width of a date of eleven letters of 12 pixels, with air."""
GAP = 0.25
"""Of a column's width, to the next; columns that touch are read as an area."""
WIDEST = 44.0
"""One or two days are columns still, no walls."""
_LEAST = 1.5
"""One dead URL among thousands must still be seen."""

SHOWN = (UrlState.DEAD, UrlState.FAILING, UrlState.REFUSED)
"""From the ground up. What answers would hide them; what was not asked says nothing."""
_SPARK_COLOURS = {UrlState.DEAD: "c33", UrlState.FAILING: "da0", UrlState.REFUSED: "99a"}
_SPARK, _STEP = 60, 9
"""Height of the sparkline and width of a column, in pixels."""
LABELS = {
    UrlState.DEAD: "dead",
    UrlState.FAILING: "failing but not yet dead",
    UrlState.REFUSED: "refused to a program",
    UrlState.NOT_ASKED: "not asked yet",
    UrlState.ANSWERS: "answer",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A rectangle of the picture, in its units."""

    state: UrlState
    x: float
    y: float
    width: float
    height: float


def trend_svg(points: Sequence[TrendPoint]) -> str:
    """Draw how many cited URLs did not answer at each point; without points, an empty picture that says so."""
    top = nice_top(max((_troubles(point) for point in points), default=0))
    return _template().render(
        title=_title(points),
        bars=tuple(bar for number, point in enumerate(points) for bar in _bars(number, point, len(points), top)),
        lines=tuple((value, _y(value, top)) for value in (0, top // 2, top)),
        days=_days(points),
        counts=tuple((state, LABELS[state], points[-1].counts[state]) for state in SHOWN) if points else (),
        frame=(LEFT, RIGHT, TOP, BOTTOM),
    )


def trend_uri(points: Sequence[TrendPoint]) -> str:
    """Return the picture as a data URI."""
    return f"data:image/svg+xml;base64,{base64.b64encode(trend_svg(points).encode()).decode()}"


def trend_sparkline(points: Sequence[TrendPoint]) -> str:
    """Return the same as a data URI of at most 850 characters: steps without words, for colours of any page.

    Dagster shows Markdown of less than 1,000 characters where it stands, and longer one behind a click.
    """
    top = nice_top(max((_troubles(point) for point in points), default=0))
    paths = "".join(
        f"<path fill='%23{colour}' d='{_steps([_up_to(point, state) for point in points], top)}'/>"
        for state, colour in reversed(_SPARK_COLOURS.items())
    )
    svg = (
        f"<svg xmlns='http://www.w3.org/2000/svg' width='{_STEP * max(1, len(points))}' height='{_SPARK}'>{paths}</svg>"
    )
    return "data:image/svg+xml," + svg.replace(" ", "%20")


def _up_to(point: TrendPoint, state: UrlState) -> int:
    """Count what stands in a column from the ground to the top of a state."""
    return sum(point.counts[below] for below in SHOWN[: SHOWN.index(state) + 1])


def _steps(values: Sequence[int], top: int) -> str:
    """Return a path over columns that touch; one dead URL among thousands is still a pixel high."""
    path, level, run = f"M0,{_SPARK}", _SPARK, 0
    for value in values:
        height = _SPARK - (max(1, round(_SPARK * value / top)) if value else 0)
        if height != level:
            path += (f"h{run}" if run else "") + f"V{height}"
            level, run = height, 0
        run += _STEP
    return f"{path}h{run}V{_SPARK}z"


def trend_words(points: Sequence[TrendPoint]) -> str:
    """Say in a sentence or two what the picture shows, for those who do not see it and as its caption."""
    if not points:
        return "Nothing was asked yet."
    last = points[-1]
    parts = [f"{last.counts[state]:,} {LABELS[state]}" for state in (*SHOWN, UrlState.NOT_ASKED, UrlState.ANSWERS)]
    first = f" On {_day(points[0])} {points[0].counts[UrlState.DEAD]:,} were dead." if len(points) > 1 else ""
    return f"Of {last.total:,} cited URLs on {_day(last)}: {', '.join(parts)}.{first}"


def nice_top(most: int) -> int:
    """Return the even number that the scale ends with: 2, 4, 6, 10, 20, 40 and so on.

    >>> [nice_top(most) for most in (0, 2, 3, 17, 41, 1_234)]
    [2, 2, 4, 20, 60, 2000]
    """
    decade = 1
    while True:
        for step in (2, 4, 6, 10):
            if step * decade >= most:
                return step * decade
        decade *= 10


def _troubles(point: TrendPoint) -> int:
    return sum(point.counts[state] for state in SHOWN)


def _y(value: float, top: int) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * value / top, 2)


def _bars(number: int, point: TrendPoint, total: int, top: int) -> list[Bar]:
    step, width = _columns(total)
    x = round(LEFT + step * number + (step - width) / 2, 2)
    bars: list[Bar] = []
    ground = BOTTOM
    for state in SHOWN:
        if count := point.counts[state]:
            height = round(max(_LEAST, (BOTTOM - TOP) * count / top), 2)
            ground = round(ground - height, 2)
            bars.append(Bar(state=state, x=x, y=ground, width=width, height=height))
    return bars


def _columns(total: int) -> tuple[float, float]:
    """Return the distance of columns and the width of each."""
    step = (RIGHT - LEFT) / total
    return step, round(min(step * (1 - GAP), WIDEST), 2)


def _days(points: Sequence[TrendPoint]) -> tuple[tuple[float, str], ...]:
    """Return where the first, the middle and the last day are written."""
    numbers = sorted({0, len(points) // 2, len(points) - 1}) if len(points) > 2 else range(len(points))
    step = (RIGHT - LEFT) / max(1, len(points))
    half = _LABEL / 2
    centres = {number: LEFT + step * (number + 0.5) for number in numbers}
    return tuple((round(min(max(x, half), WIDTH - half), 2), _day(points[n])) for n, x in centres.items())


def _day(point: TrendPoint) -> str:
    return f"{point.day.day} {point.day:%b %Y}"


def _title(points: Sequence[TrendPoint]) -> str:
    if not points:
        return "Nothing was asked yet"
    last = points[-1]
    return f"{_troubles(last):,} of {last.total:,} cited URLs do not answer ({_day(last)})"


@cache
def _template() -> Template:
    environment = Environment(loader=PackageLoader("cetingest.report"), autoescape=True, undefined=StrictUndefined)
    return environment.get_template("trend.svg")
