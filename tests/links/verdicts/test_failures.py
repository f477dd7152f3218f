"""What a verdict says of a URL that gave no page: kind, reason and evidence."""

import datetime as dt

import pytest

from cetingest.links import judge
from cetingest.model import Content, Reach, Redirect, Speaks, VerdictKind
from tests.factories import FETCHED_AT, fetch

URL = "https://a.test/report.html"
DEAD, SUSPECT, UNKNOWN = VerdictKind.DEAD, VerdictKind.SUSPECT, VerdictKind.CANNOT_TELL


def failed(reach, *, days=(0,), **fields):
    return tuple(fetch(URL, fetched_at=FETCHED_AT + dt.timedelta(days=day), reach=reach, **fields) for day in days)


# fmt: off
FAILURES = [
    (failed(Reach.GONE, status_code=404), SUSPECT,
     "The server says that this page is not there (404); failure 1 of 3 before it counts as dead."),
    (failed(Reach.GONE, status_code=410, days=(0, 1)), DEAD,
     "The server says that this page is not there (410), and said so before."),
    (failed(Reach.SERVER_ERROR, status_code=503, days=(0, 3)), SUSPECT,
     "The server failed (503); failure 2 of 3 before it counts as dead."),
    (failed(Reach.TIMEOUT, days=(0, 3, 6)), DEAD,
     "The server did not answer in time, the 3rd failure on different days."),
    (failed(Reach.TIMEOUT, days=(0, 3, 6, 9)), DEAD,
     "The server did not answer in time, the 4th failure on different days."),
    (failed(Reach.DNS_NOT_FOUND, days=(0, 1)), DEAD,
     "The host name a.test does not exist, and did not on another day."),
    (failed(Reach.DNS_NOT_FOUND), SUSPECT,
     "The host name a.test does not exist; failure 1 of 3 before it counts as dead."),
    (failed(Reach.DNS_NOT_FOUND, final_url="https://b.test/x"), SUSPECT,
     "The host name b.test does not exist; failure 1 of 3 before it counts as dead."),
    (failed(Reach.DNS_FAILED, days=(0, 3, 6)), UNKNOWN,
     "The host name a.test could not be looked up; that may be this machine's network."),
    (failed(Reach.BLOCKED, status_code=403), UNKNOWN,
     "The server refused to answer a program (403); the page may well be there."),
    (failed(Reach.RATE_LIMITED, status_code=429), UNKNOWN,
     "The server asked for fewer requests (429); the page may well be there."),
    (failed(Reach.CONNECTION_FAILED, detail="connection refused"), SUSPECT,
     "The server could not be reached: connection refused; failure 1 of 3 before it counts as dead."),
    (failed(Reach.CONNECTION_FAILED, detail=None), SUSPECT,
     "The server could not be reached; failure 1 of 3 before it counts as dead."),
    (failed(Reach.TIMEOUT, detail="read timed out"), SUSPECT,
     "The server did not answer in time; failure 1 of 3 before it counts as dead."),
    (failed(Reach.TLS_EXPIRED, days=(0, 3, 6)), SUSPECT, "The certificate of a.test has expired."),
    (failed(Reach.TOO_MANY_REDIRECTS), SUSPECT, "The server redirects in a circle."),
    (failed(Reach.BAD_URL, detail="it has no host"), SUSPECT,
     "This is no web address that could be asked: it has no host."),
    (failed(Reach.UNSAFE, detail="a private address"), UNKNOWN, "This address was not asked: a private address."),
]
# fmt: on


@pytest.mark.parametrize(("fetches", "kind", "reason"), FAILURES, ids=[case[2][:60] for case in FAILURES])
def test_a_failure_is_told_with_what_it_comes_to(fetches, kind, reason):
    verdict = judge(URL, None, fetches)
    assert (verdict.verdict, verdict.reason) == (kind, reason)
    assert (verdict.url, verdict.reach, verdict.content) == (URL, fetches[-1].reach, Content.NOT_JUDGED)
    assert verdict.fetch is fetches[-1]


def test_an_address_that_cannot_be_taken_apart_is_told_as_such():
    found = (fetch("http://[a.test", reach=Reach.BAD_URL, detail="half an address"),)
    reason = judge("http://[a.test", None, found).reason
    assert reason == "This is no web address that could be asked: half an address."


def test_a_doi_that_is_not_registered_is_called_so():
    found = (fetch("https://doi.org/10.1000/abc", reach=Reach.GONE, status_code=404),)
    reason = judge("https://doi.org/10.1000/abc", None, found).reason
    assert reason.startswith("The DOI 10.1000/abc is not registered (404);")


def test_a_registered_doi_whose_target_is_gone_is_not_called_unregistered():
    doi = "https://doi.org/10.1000/abc"
    hops = {"redirects": (Redirect(url=doi, status_code=302),), "final_url": "https://publisher.test/gone"}
    verdict = judge(doi, None, (fetch(doi, reach=Reach.GONE, status_code=404, **hops),))
    assert verdict.reason.startswith("The server says that this page is not there (404);")
    assert [(s.kind, s.speaks, s.detail) for s in verdict.signals] == [
        ("redirect", Speaks.FOR, "the DOI 10.1000/abc is registered")
    ]


@pytest.mark.parametrize(
    ("reaches", "evidence"),
    [
        ((Reach.TIMEOUT,), []),
        ((Reach.TIMEOUT, Reach.TIMEOUT), [("against", "failures on different days: 2")]),
        ((Reach.TIMEOUT, Reach.BLOCKED), []),
        ((Reach.OK, Reach.BLOCKED), [("for", "it answered on 2026-01-02")]),
        (
            (Reach.OK, Reach.OK, Reach.GONE),
            [("against", "failures on different days: 1"), ("for", "it answered on 2026-01-05")],
        ),
    ],
)
def test_the_history_speaks_for_and_against_a_page_that_failed(reaches, evidence):
    fetches = tuple(
        fetch(URL, fetched_at=FETCHED_AT + dt.timedelta(days=3 * n), reach=reach) for n, reach in enumerate(reaches)
    )
    signals = judge(URL, None, fetches).signals
    assert [(signal.speaks, signal.detail) for signal in signals] == evidence
    assert {signal.kind for signal in signals} <= {"history"}


@pytest.mark.parametrize(
    ("offline_fetch", "is_offline", "reason"),
    [
        (None, False, "Not asked yet."),
        (None, True, "Not asked: this machine is offline."),
        (failed(Reach.DNS_FAILED)[0], False, "Not asked: this machine is offline."),
        (failed(Reach.NOT_FETCHED, detail="the run's time was over")[0], True, "Not asked: the run's time was over."),
    ],
)
def test_a_url_that_was_never_asked_is_not_judged(offline_fetch, is_offline, reason):
    verdict = judge(URL, None, (), offline_fetch=offline_fetch, is_offline=is_offline)
    assert (verdict.url, verdict.reason) == (URL, reason)
    assert (verdict.verdict, verdict.reach, verdict.content, verdict.fetch) == (
        UNKNOWN,
        Reach.NOT_FETCHED,
        Content.NOT_JUDGED,
        None,
    )
