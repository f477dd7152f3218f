"""How the cited URLs stood in the past, at the end of each day, week, month or year on which something was asked.

Only times and reaches are counted. So `dead` is exact: it is the verdict of that time, or what today's rules would have
said. URLs that answered are not split into live and wrong. That would mean to judge every page that was ever fetched:
about 3 CPU ms each, two hours for 2,000 documents of 40 URLs at 30 moments. This takes 24 CPU seconds (both computed
from 2,000 URLs).
"""

import datetime as dt
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from cetingest.history import History
from cetingest.links.verdicts.verdicts import kind_of_failure
from cetingest.model import Fetch, VerdictKind
from cetingest.web.reach import ARRIVED

MOST_POINTS = 30
"""More columns are narrower than a finger on a phone; a month of days, half a year of weeks, then months."""


class UrlState(StrEnum):
    """How a cited URL stood at a moment, most serious first."""

    DEAD = "dead"
    FAILING = "failing"
    REFUSED = "refused"
    NOT_ASKED = "not_asked"
    ANSWERS = "answers"


_STATES = {VerdictKind.DEAD: UrlState.DEAD, VerdictKind.SUSPECT: UrlState.FAILING}


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendPoint:
    """How many cited URLs stood how at the end of a period, of which `day` is the last day that something was asked."""

    day: dt.date
    counts: Mapping[UrlState, int]

    @property
    def total(self) -> int:
        """All cited URLs: as many at every point."""
        return sum(self.counts.values())


def trend_of(cited: Mapping[str, int], history: History, most: int = MOST_POINTS) -> tuple[TrendPoint, ...]:
    """Count how cited URLs stood at up to `most` moments, oldest first; `cited` says how often each URL is cited.

    Every moment counts the URLs that are cited now; those not yet asked at that moment are counted as `not_asked`. A
    point is a day. Where days would be too many it is a week, a month or a year.
    """
    days = last_days(history.days_asked(), most)
    ends = [dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), dt.UTC) for day in days]
    counts: list[Counter[UrlState]] = [Counter() for _ in days]
    for url, fetches in history.outlines_of(cited):
        for counted, state in zip(counts, _states(fetches, ends), strict=True):
            counted[state] += cited[url]
    return tuple(
        TrendPoint(day=day, counts={state: counted[state] for state in UrlState})
        for day, counted in zip(days, counts, strict=True)
    )


def last_days(days: Sequence[dt.date], most: int) -> tuple[dt.date, ...]:
    """Return the last of the given days of each period, for the shortest period that makes at most `most`.

    >>> week = [dt.date(2026, 3, day) for day in range(2, 9)]
    >>> [str(day) for day in last_days(week, 3)]
    ['2026-03-08']
    """
    for period in _PERIODS:
        last = {period(day): day for day in days}
        if len(last) <= most:
            return tuple(last.values())
    return tuple(last.values())[-most:]


_PERIODS: tuple[Callable[[dt.date], tuple[int, ...]], ...] = (
    lambda day: (day.toordinal(),),
    lambda day: day.isocalendar()[:2],
    lambda day: (day.year, day.month),
    lambda day: (day.year,),
)


def state_of(fetches: tuple[Fetch, ...]) -> UrlState:
    """Return how a URL stands after some online fetches, oldest first."""
    if not fetches:
        return UrlState.NOT_ASKED
    if fetches[-1].reach in ARRIVED:
        return UrlState.ANSWERS
    kind, _ = kind_of_failure(fetches)
    return _STATES.get(kind, UrlState.REFUSED)


def _states(fetches: tuple[Fetch, ...], ends: Sequence[dt.datetime]) -> Iterator[UrlState]:
    """Yield how a URL stood at each moment. The state is computed again only after a new fetch."""
    known, state = -1, UrlState.NOT_ASKED
    fetches = tuple(sorted(fetches, key=lambda fetch: fetch.fetched_at))  # a clock may have been wrong
    for end in ends:
        count = bisect_left(fetches, end, key=lambda fetch: fetch.fetched_at)
        if count != known:
            known, state = count, state_of(fetches[:count])
        yield state
