"""How cited URLs stood in the past, counted from times and reaches."""

import datetime as dt
from collections import Counter

import pytest

from cetingest.history import History
from cetingest.links import UrlState, judge_requests, trend_of
from cetingest.links.trend import last_days
from cetingest.model import Reach, VerdictKind
from tests import factories as make

START = dt.datetime(2026, 3, 2, 3, tzinfo=dt.UTC)
ALIVE, GONE, SHUT = "https://a.test/1", "https://a.test/2", "https://a.test/3"


def at(day: int, url: str, reach: Reach = Reach.OK, **fields):
    return make.fetch(url, fetched_at=START + dt.timedelta(days=day), reach=reach, **fields)


def counted(*fetches, cited=None, most=30):
    """Return what is not zero at each point."""
    with History.open() as history:
        history.record(fetches)
        points = trend_of(Counter(cited or {f.url: 1 for f in fetches}), history, most)
    return [(str(p.day), {state.value: n for state, n in p.counts.items() if n}) for p in points]


def test_a_url_is_dead_from_the_day_on_which_it_was_gone_again():
    assert counted(at(0, GONE), at(3, GONE, Reach.GONE), at(6, GONE, Reach.GONE)) == [
        ("2026-03-02", {"answers": 1}),
        ("2026-03-05", {"failing": 1}),
        ("2026-03-08", {"dead": 1}),
    ]


def test_a_url_that_comes_back_answers_again():
    came_back = [at(0, GONE, Reach.GONE), at(3, GONE, Reach.GONE), at(4, GONE)]
    assert [counts for _, counts in counted(*came_back)] == [{"failing": 1}, {"dead": 1}, {"answers": 1}]


def test_what_was_not_asked_yet_is_counted_so_and_refusals_are_no_failures():
    assert counted(at(0, ALIVE), at(1, SHUT, Reach.BLOCKED)) == [
        ("2026-03-02", {"answers": 1, "not_asked": 1}),
        ("2026-03-03", {"answers": 1, "refused": 1}),
    ]


def test_a_url_counts_as_often_as_it_is_cited_and_one_that_nobody_cites_not_at_all():
    assert counted(at(0, ALIVE), at(0, SHUT, Reach.BLOCKED), cited={ALIVE: 3}) == [("2026-03-02", {"answers": 3})]


def test_fetches_of_an_offline_machine_change_nothing():
    offline = at(1, ALIVE, Reach.CONNECTION_FAILED, is_offline=True)
    assert [counts for _, counts in counted(at(0, ALIVE), offline)] == [{"answers": 1}, {"answers": 1}]


def test_without_history_there_are_no_points():
    assert counted() == []


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (3, ["2026-03-02", "2026-03-03", "2026-03-04"]),
        (10, ["2026-03-08", "2026-03-11"]),  # weeks end on Sunday
        (40, ["2026-03-31", "2026-04-10"]),
        (400, ["2026-12-31", "2027-04-05"]),
        (4_000, ["2035-12-31", "2036-12-31", "2037-02-11"]),
    ],
)
def test_a_point_is_a_day_or_where_that_makes_too_many_a_week_a_month_or_a_year(days, expected):
    asked = [START.date() + dt.timedelta(days=number) for number in range(days)]
    assert [str(day) for day in last_days(asked, 3)] == expected


@pytest.mark.parametrize("reach", [reach for reach in Reach if reach is not Reach.NOT_FETCHED])
def test_dead_is_what_the_verdict_was_then(reach):
    fetches = [at(day, GONE, reach) for day in (0, 3, 6, 9)]
    with History.open() as history:
        history.record(fetches)
        points = trend_of({GONE: 1}, history)
        for point in points:
            then = history.as_of(dt.datetime.combine(point.day + dt.timedelta(days=1), dt.time(), dt.UTC))
            [verdict] = judge_requests([(GONE, None)], then)
            assert (point.counts[UrlState.DEAD] == 1) == (verdict.verdict is VerdictKind.DEAD)
