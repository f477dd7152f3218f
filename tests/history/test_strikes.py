"""When failures add up to a death, and when they do not yet."""

import datetime as dt

import pytest

from cetingest.history.strikes import STRIKES, count_strikes, is_gone_for_good, is_host_name_gone, with_past
from cetingest.links import judge
from cetingest.model import Reach, VerdictKind
from tests.factories import FETCHED_AT, fetch, verdict

URL = "https://a.test/report.html"
LOST, TIMEOUT, GONE, OK = Reach.DNS_NOT_FOUND, Reach.TIMEOUT, Reach.GONE, Reach.OK
DEAD, SUSPECT = VerdictKind.DEAD, VerdictKind.SUSPECT


def day(number):
    return FETCHED_AT + dt.timedelta(days=number)


def fetches(*days_and_reaches):
    return tuple(fetch(URL, fetched_at=day(d), reach=reach) for d, reach in days_and_reaches)


NAMES = {
    "nothing was asked": ((), False),
    "lost once": (((0, LOST),), False),
    "lost twice within some hours": (((0, LOST), (0.5, LOST)), False),
    "lost a minute before twenty hours are over": (((0, LOST), (20 / 24 - 1 / 1440, LOST)), False),
    "lost twenty hours apart": (((0, LOST), (20 / 24, LOST)), True),
    "lost on two days": (((0, LOST), (1, LOST)), True),
    "lost on the first and the last of several": (((0, LOST), (0.1, LOST), (0.2, TIMEOUT), (1, LOST)), True),
    "a timeout, then lost": (((0, TIMEOUT), (1, LOST)), False),
    "lost, then a timeout": (((0, LOST), (1, TIMEOUT)), False),
    "lost on two days, then a timeout": (((0, LOST), (1, LOST), (2, TIMEOUT)), False),
    "lost on two days, then a resolver that failed": (((0, LOST), (1, LOST), (2, Reach.DNS_FAILED)), False),
    "two timeouts": (((0, TIMEOUT), (1, TIMEOUT)), False),
    "lost, there again, lost": (((0, LOST), (1, OK), (2, LOST)), False),
    "lost, refused by a server, lost": (((0, LOST), (1, Reach.BLOCKED), (2, LOST)), False),
    "lost, there, lost on two days": (((0, LOST), (1, OK), (2, LOST), (3, LOST)), True),
}


@pytest.mark.parametrize(("history", "is_lost"), NAMES.values(), ids=NAMES)
def test_a_host_is_host_name_gone_when_it_does_not_exist_now_and_did_not_on_another_day(history, is_lost):
    assert is_host_name_gone(fetches(*history)) is is_lost


@pytest.mark.parametrize(
    ("history", "kind"),
    [
        (((0, LOST), (1, LOST)), DEAD),
        (((0, LOST), (0.5, LOST)), SUSPECT),
        (((0, LOST), (1, TIMEOUT)), SUSPECT),
        (((0, TIMEOUT), (1, LOST)), SUSPECT),
        (((0, TIMEOUT), (1, TIMEOUT)), SUSPECT),
        (((0, LOST), (1, OK), (2, LOST)), SUSPECT),
    ],
)
def test_a_lost_name_is_dead_on_the_second_day_and_a_timeout_is_not(history, kind):
    assert judge(URL, None, fetches(*history)).verdict is kind


GONE_FOR_GOOD = {
    "nothing was asked": ((), False),
    "gone once": (((0, GONE),), False),
    "gone twice": (((0, GONE), (0, GONE)), True),
    "gone twice, with a timeout between": (((0, GONE), (1, TIMEOUT), (2, GONE)), True),
    "gone twice, then a timeout": (((0, GONE), (1, GONE), (2, TIMEOUT)), False),
    "gone, there again, gone": (((0, GONE), (1, OK), (2, GONE)), False),
    "gone, a timeout": (((0, GONE), (1, TIMEOUT)), False),
    "a timeout, gone": (((0, TIMEOUT), (1, GONE)), False),
}


@pytest.mark.parametrize(("history", "is_gone"), GONE_FOR_GOOD.values(), ids=GONE_FOR_GOOD)
def test_a_page_is_gone_for_good_when_its_server_said_so_twice(history, is_gone):
    assert is_gone_for_good(fetches(*history)) is is_gone


@pytest.mark.parametrize("reach", list(Reach))
def test_three_failures_three_days_apart_are_three_strikes_if_nothing_was_there(reach):
    assert count_strikes(fetches((0, reach), (3, reach), (6, reach))) == (3 if reach in STRIKES else 0)


@pytest.mark.parametrize(
    ("history", "strikes"),
    [
        ((), 0),
        (((0, TIMEOUT), (2.999, TIMEOUT)), 1),
        (((0, TIMEOUT), (3, TIMEOUT)), 2),
        (((0, TIMEOUT), (2, TIMEOUT), (4, TIMEOUT), (6, TIMEOUT)), 2),  # counted from the last strike, not the first
        (((0, TIMEOUT), (3, OK), (6, TIMEOUT)), 1),
        (((0, TIMEOUT), (3, Reach.RATE_LIMITED), (6, TIMEOUT), (9, TIMEOUT)), 2),
        (((0, TIMEOUT), (3, Reach.DNS_FAILED), (6, TIMEOUT)), 2),
    ],
)
def test_strikes_lie_three_days_apart_and_begin_anew_once_the_server_stood(history, strikes):
    assert count_strikes(fetches(*history)) == strikes


@pytest.mark.parametrize(
    ("days", "strikes"),  # in the order of recording
    [
        # the clock stood at 2099 for two fetches of five: three fit together, the two do not
        ((0, 27_000, 27_010, 3, 6), 3),
        # of two choices as long the shorter in time counts: the two of one day, not the two of thirty years
        ((0, 10_000, 1), 1),
        ((10_000, 0, 1), 1),
        ((5, 0, 5), 1),
        # of two choices as long that begin together, the first
        ((0, 10, 5, 12), 2),
    ],
)
def test_of_fetches_that_a_wrong_clock_dated_the_most_that_fit_together_count(days, strikes):
    assert count_strikes(fetches(*((number, TIMEOUT) for number in days))) == strikes


@pytest.mark.parametrize(
    ("history", "first_seen", "last_ok", "strikes"),
    [
        ((), None, None, 0),
        (((0, TIMEOUT),), 0, None, 1),
        (((0, OK), (1, Reach.MOVED_PERMANENT), (2, TIMEOUT), (5, TIMEOUT)), 0, 1, 2),
        (((0, OK), (1, Reach.BLOCKED)), 0, 0, 0),
    ],
)
def test_a_verdict_tells_when_its_url_was_first_seen_and_last_there(history, first_seen, last_ok, strikes):
    told = with_past(verdict(), fetches(*history))
    expected = [None if number is None else day(number) for number in (first_seen, last_ok)]
    assert ([told.first_seen_at, told.last_ok_at], told.strikes) == (expected, strikes)
