import datetime as dt
import multiprocessing
import os
import signal
import threading

import pytest

from cetingest.history import History
from cetingest.model import ArchiveAnswer, ArchiveOutcome, Reach, Redirect, WebPage
from cetingest.settings import LinkSettings
from tests.factories import FETCHED_AT, fetch

A, B = "https://a.test/", "https://b.test/"


def at(**ago):
    return FETCHED_AT + dt.timedelta(**ago)


def test_what_was_recorded_comes_back_whole_and_in_its_order_whatever_the_clock_said(place):
    full = fetch(
        A,
        fetched_at=at(hours=2),
        reach=Reach.MOVED_PERMANENT,
        redirects=(Redirect(url=A, status_code=301),),
        page=WebPage(titles=("題",), site_name="S", language="ja", text_start="…"),
        detail="d",
    )
    with History.open(place) as history:
        history.record([full])
        history.record([fetch(A, fetched_at=at(hours=1)), fetch(B)])
    with History.open(place) as history:
        assert history.fetches_of([B, A, "https://c.test/"]) == {
            B: (fetch(B),),
            A: (full, fetch(A, fetched_at=at(hours=1))),
            "https://c.test/": (),
        }


def test_a_url_is_known_by_what_is_asked(place):
    with History.open(place) as history:
        history.record([fetch("https://a.test/x#page=2")])
        found = history.fetches_of(["https://a.test/x#page=3", "https://me:pw@a.test/x", "https://a.test/y"])
        assert {url: len(fetches) for url, fetches in found.items()} == {
            "https://a.test/x#page=3": 1,
            "https://me:pw@a.test/x": 1,
            "https://a.test/y": 0,
        }
        assert history.due(["https://a.test/y#1", "https://a.test/y#2"], LinkSettings(), at()) == ("https://a.test/y",)


def test_fetches_of_offline_runs_are_kept_apart(place):
    with History.open(place) as history:
        history.record([fetch(A), fetch(A, is_offline=True, fetched_at=at(days=1)), fetch(B, is_offline=True)])
        assert history.fetches_of([A, B]) == {A: (fetch(A),), B: ()}
        assert {url: f.fetched_at for url, f in history.offline_fetches([A, B]).items()} == {A: at(days=1), B: at()}
        assert history.due([A, B], LinkSettings(), at(hours=1)) == (B,)


@pytest.mark.parametrize(
    ("reaches", "hours"),
    [
        ((Reach.OK,), 7 * 24),
        ((Reach.MOVED_PERMANENT,), 7 * 24),
        ((Reach.GONE, Reach.GONE), 3 * 24),
        ((Reach.GONE,), 0),
        ((Reach.GONE, Reach.OK, Reach.GONE), 0),
        ((Reach.BLOCKED,), 24),
        ((Reach.RATE_LIMITED,), 24),
        ((Reach.SERVER_ERROR,), 0),
        ((Reach.TIMEOUT,), 0),
        ((Reach.OK, Reach.DNS_NOT_FOUND), 0),
    ],
)
def test_what_is_known_ages_by_its_kind(reaches, hours):
    with History.open() as history:
        history.record(fetch(A, reach=reach) for reach in reaches)
        just_before, then = at(hours=hours, seconds=-1), at(hours=hours)
        assert [history.due([A], LinkSettings(), now) for now in (just_before, then)] == [(), (A,)]


def test_many_urls_are_asked_for_at_once(place):
    urls = [f"https://a.test/{number}" for number in range(2_500)]
    with History.open(place) as history:
        history.record(fetch(url) for url in urls)
        assert sum(len(fetches) for fetches in history.fetches_of(urls).values()) == 2_500


def test_writers_wait_for_each_other_and_lose_nothing(place):
    def write(number):
        with History.open(place) as history:
            for _ in range(10):
                history.record([fetch(f"https://{number}.test/")] * 5)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with History.open(place) as history:
        found = history.fetches_of([f"https://{number}.test/" for number in range(6)])
        assert [len(fetches) for fetches in found.values()] == [50] * 6


def _record_and_be_killed(place):
    history = History.open(place)
    history.record([fetch(A)])
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_kill_loses_nothing_that_was_recorded(place):
    process = multiprocessing.get_context("fork").Process(target=_record_and_be_killed, args=(place,))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    with History.open(place) as history:
        assert history.fetches_of([A]) == {A: (fetch(A),)}


def test_urls_of_any_length_and_kind_are_remembered(place):
    urls = [
        "https://a.test/" + "x" * 100_000,
        "https://a.test/\x00",
        "https://a.test/\ud800",
        "https://a.test/' OR 1=1",
    ]
    with History.open(place) as history:
        history.record(fetch(url, detail="\x00\udfff") for url in urls)
        assert [len(fetches) for fetches in history.fetches_of(urls).values()] == [1, 1, 1, 1]
        assert history.due(urls, LinkSettings(), at()) == ()


def test_what_was_fetched_since_a_run_began_is_not_due_in_it():
    with History.open() as history:
        history.record([fetch(A, reach=Reach.TIMEOUT, fetched_at=at(hours=2)), fetch(B, reach=Reach.TIMEOUT)])
        settings = LinkSettings(transient_hours=0)
        assert history.due([A, B], settings, at(hours=3), began=at(hours=1)) == (B,)
        assert history.due([A, B], settings, at(hours=3), began=at(hours=3)) == (A, B)


@pytest.mark.parametrize(
    ("days", "is_due"),
    [
        (27_000, True),  # a clock that stood at 2099
        (7, True),
        (6, False),  # as long as if it lay so far in the past
        (0.02, False),  # another machine's clock
        (-7, True),
        (-20_000, True),  # a clock that stood at 1970
    ],
)
def test_no_clock_makes_a_url_fresh_for_ever(place, days, is_due):
    with History.open(place) as history:
        history.record([fetch(A, fetched_at=at(days=days))])
        assert [history.due([A], LinkSettings(), at(), began=began) for began in (None, at())] == [(A,) * is_due] * 2
        history.record([fetch(A, fetched_at=at())])
        assert history.due([A], LinkSettings(), at(hours=1)) == ()
        assert history.fetches_of([A])[A][-1].fetched_at == at()


def test_what_was_asked_by_a_clock_that_stood_at_2099_was_not_asked_of_late(place):
    with History.open(place) as history:
        history.record([fetch(A, fetched_at=at(days=27_000)), fetch(B, fetched_at=at(hours=-1))])
        assert history.tried_within([A, B], dt.timedelta(days=7), at()) == {B}


def test_urls_asked_aside_are_no_cited_ones_but_known_all_the_same(place):
    with History.open(place) as history:
        history.record([fetch(B), fetch(A), fetch(A)])
        history.for_uncited_urls().record([fetch("https://c.test/"), fetch(B, is_offline=True, fetched_at=at(days=1))])
        assert history.cited_urls() == (A, B)
        assert len(history.fetches_of(["https://c.test/"])["https://c.test/"]) == 1
        assert history.tried_since([A, B, "https://c.test/"], at(hours=1)) == {B}
        assert [f.is_offline for f in history.everything_of(B)] == [False, True]


def test_answers_of_archives_come_back_in_their_order(place):
    def answer(**fields):
        values = {"service": "s", "wanted_date": dt.date(2024, 5, 1), "outcome": ArchiveOutcome.FOUND}
        return ArchiveAnswer(url=A, **(values | fields))

    late = answer(asked_at=at(days=1), copy_url="https://archive.test/1", copied_at=at(days=-9))
    early = answer(asked_at=at(), outcome=ArchiveOutcome.NOT_ASKED, detail="too many requests", wanted_date=None)
    with History.open(place) as history:
        history.record_archive_answers([early, late])
        history.record_archive_answers([])
        assert history.archive_answers_of([A + "#f", B]) == {A + "#f": (early, late), B: ()}


def test_a_closed_history_is_one_file(tmp_path):
    with History.open(tmp_path / "new" / "history.db") as history:
        history.record([fetch(A)])
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["history.db"]
