import datetime as dt
from dataclasses import replace

import pytest

from cetingest.history.strikes import count_strikes, is_gone_for_good, is_host_name_gone
from cetingest.links import judge
from cetingest.model import Content, Reach, Redirect, VerdictKind, WebPage
from tests.factories import FETCHED_AT, fetch

URL = "https://a.test/reports/2023/s.html"
DEAD, SUSPECT, UNKNOWN, LIVE = VerdictKind.DEAD, VerdictKind.SUSPECT, VerdictKind.CANNOT_TELL, VerdictKind.LIVE
G, S, T, N, C, B, OK, D = (
    Reach.GONE,
    Reach.SERVER_ERROR,
    Reach.TIMEOUT,
    Reach.DNS_NOT_FOUND,
    Reach.CONNECTION_FAILED,
    Reach.BLOCKED,
    Reach.OK,
    Reach.DNS_FAILED,
)


def fetches(*days_and_reaches):
    return tuple(fetch(URL, fetched_at=FETCHED_AT + dt.timedelta(days=d), reach=r) for d, r in days_and_reaches)


@pytest.mark.parametrize(
    ("history", "verdict"),
    [
        (((0, G),), SUSPECT),
        (((0, G), (0, G)), DEAD),
        (((0, G), (0.01, T), (1, G)), DEAD),
        (((0, G), (1, OK), (2, G)), SUSPECT),
        (((0, G), (1, B), (2, G)), SUSPECT),
        (((0, G), (0, G), (9, OK)), LIVE),
        (((0, G), (0, G), (9, B)), UNKNOWN),
        (((0, S),), SUSPECT),
        (((0, S), (3, T), (6, N)), DEAD),
        (((0, S), (3, T), (5.9, N)), SUSPECT),
        (((0, S), (1, S), (2, S), (3, S), (4, S), (5, S), (6, S)), DEAD),
        (((0, S), (3, S), (4, OK), (6, S)), SUSPECT),
        (((0, C), (4, D), (5, C), (9, C)), DEAD),
        (((0, C), (4, C), (9, D)), UNKNOWN),
        (((0, B), (4, B), (8, B)), UNKNOWN),
        (((0, Reach.RATE_LIMITED), (4, Reach.RATE_LIMITED), (8, Reach.RATE_LIMITED)), UNKNOWN),
        (((0, Reach.TLS_EXPIRED), (4, Reach.TLS_EXPIRED), (8, Reach.TLS_EXPIRED)), SUSPECT),
        (((0, Reach.TLS_FAILED), (4, Reach.TLS_FAILED), (8, Reach.TLS_FAILED)), DEAD),
        (((0, Reach.TOO_MANY_REDIRECTS), (4, Reach.TOO_MANY_REDIRECTS), (8, Reach.TOO_MANY_REDIRECTS)), SUSPECT),
        (((0, Reach.UNSAFE),), UNKNOWN),
        (((0, Reach.BAD_URL),), SUSPECT),
    ],
)
def test_dead_needs_proof(history, verdict):
    assert verdict == judge(URL, None, fetches(*history)).verdict


def test_every_way_of_failing_has_a_sentence():
    for reach in set(Reach) - {Reach.OK, Reach.MOVED_PERMANENT, Reach.MOVED_TEMPORARY, Reach.NOT_FETCHED}:
        reason = judge(URL, None, fetches((0, reach))).reason
        assert reason[0].isupper()
        assert reason.endswith(".")
        assert "{" not in reason


@pytest.mark.parametrize(
    ("status_code", "beginning"),
    [
        (302, "The server redirects without saying where (302)."),
        (308, "The server redirects without saying where (308)."),
        (304, "The server did not accept the request (304)."),
        (400, "The server did not accept the request (400)."),
    ],
)
def test_a_redirect_without_a_target_is_called_one(status_code, beginning):
    found = (fetch(URL, reach=Reach.CLIENT_ERROR, status_code=status_code),)
    assert judge(URL, None, found).reason == beginning


@pytest.mark.parametrize(
    ("title", "final_url", "is_moved"),
    [
        ("Outlook on Lithium Supply", "https://b.test/en/x", True),
        ("Acme", "https://b.test/en/", False),
        ("Page not found", "https://b.test/en/x", False),
    ],
)
def test_only_a_page_that_is_still_itself_is_said_to_have_moved(title, final_url, is_moved):
    (temporary,) = answered(title, final_url=final_url)
    verdict = judge(URL, {"title": "Outlook on Lithium Supply"}, (replace(temporary, reach=Reach.MOVED_PERMANENT),))
    assert ("It moved to" in verdict.reason, verdict.suggestion is not None) == (is_moved, is_moved)


def test_strikes_are_counted_from_the_first_three_days_apart():
    history = fetches((0, S), (2, S), (3, S), (5, S), (6, S))
    assert (count_strikes(history), is_gone_for_good(history)) == (3, False)


def test_the_failures_of_a_dead_url_are_counted_with_the_ending_of_their_number():
    verdict = judge(URL, {}, fetches(*((3 * count, S) for count in range(21))))
    assert "the 21st failure on different days" in verdict.reason


@pytest.mark.parametrize(
    ("days", "strikes"),  # in the order of recording; 27,000 is a clock that stood at 2099, -20,000 one at 1970
    [
        ((0, 27_000, 1), 1),
        ((0, 27_000, 1, 4), 2),
        ((27_000, 0), 1),
        ((27_000, 0, 1, 3), 2),
        ((0, -20_000, 1), 1),
        ((0, -20_000, 1, 3), 2),
        ((0, 2, 1, 3), 2),  # set back a day
        ((0, 3, 2, 5), 2),
    ],
)
def test_a_clock_set_wrong_makes_no_strike(days, strikes):
    assert count_strikes(fetches(*((day, S) for day in days))) == strikes


def test_a_clock_set_wrong_loses_no_host_its_name():
    lost = Reach.DNS_NOT_FOUND
    assert [
        is_host_name_gone(fetches(*((day, lost) for day in days))) for days in ((0, 9_000, 0.1), (0, 9_000, 1))
    ] == [
        False,
        True,
    ]


def answered(*titles, url=URL, final_url=None, text="", language=None, **fields):
    page = WebPage(titles=titles, text_start=text, language=language)
    hops = {"redirects": (Redirect(url=url, status_code=302),), "reach": Reach.MOVED_TEMPORARY} if final_url else {}
    return (fetch(url, final_url=final_url or url, page=page, **hops, **fields),)


@pytest.mark.parametrize(
    ("final_url", "content"),
    [
        ("https://a.test/", Content.HOME_REDIRECT),
        ("https://b.test", Content.HOME_REDIRECT),
        ("https://a.test/index.html", Content.HOME_REDIRECT),
        ("https://a.test/en/", Content.HOME_REDIRECT),
        ("https://a.test/ja/index.php", Content.HOME_REDIRECT),
        ("https://a.test/reports/", Content.WEAK),
        ("https://a.test/?p=12", Content.WEAK),
    ],
)
def test_a_home_page_is_not_the_page_that_was_cited(final_url, content):
    verdict = judge(URL, {"title": "Outlook on Lithium Supply"}, answered("Acme", final_url=final_url))
    assert content == verdict.content


def test_a_home_page_that_moved_is_still_one():
    verdict = judge(
        "http://a.test/", {"title": "Acme"}, answered("Acme", url="http://a.test/", final_url="https://a.test/en/")
    )
    assert verdict.content is Content.MATCH


def test_the_same_fetches_give_the_same_verdict():
    assert judge(URL, None, answered("A")) == judge(URL, None, answered("A"))
