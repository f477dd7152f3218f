import datetime as dt
import multiprocessing
import os
import signal
import sqlite3
import threading

import pytest

from cetingest.errors import StorageError
from cetingest.links.history import History
from cetingest.model import Reach, Redirect, WebPage
from cetingest.settings import LinkSettings
from tests.factories import FETCHED_AT, fetch

A, B = "https://a.test/", "https://b.test/"


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path / 'new' / 'history.db'}"


def at(**ago):
    return FETCHED_AT + dt.timedelta(**ago)


def test_what_was_recorded_comes_back_whole_and_in_order_of_time(url):
    full = fetch(
        A,
        fetched_at=at(hours=2),
        reach=Reach.MOVED_PERMANENT,
        redirects=(Redirect(url=A, status_code=301),),
        page=WebPage(titles=("題",), site_name="S", language="ja", text_start="…"),
        detail="d",
    )
    with History.open(url) as history:
        history.record([full])
        history.record([fetch(A, fetched_at=at(hours=1)), fetch(B)])
    with History.open(url) as history:
        assert history.fetches_of([B, A, "https://c.test/"]) == {
            B: (fetch(B),),
            A: (fetch(A, fetched_at=at(hours=1)), full),
            "https://c.test/": (),
        }


def test_a_url_is_known_by_what_is_asked():
    with History.open() as history:
        history.record([fetch("https://a.test/x#page=2")])
        found = history.fetches_of(["https://a.test/x#page=3", "https://me:pw@a.test/x", "https://a.test/y"])
        assert {url: len(fetches) for url, fetches in found.items()} == {
            "https://a.test/x#page=3": 1,
            "https://me:pw@a.test/x": 1,
            "https://a.test/y": 0,
        }
        assert history.due(["https://a.test/y#1", "https://a.test/y#2"], LinkSettings(), at()) == ("https://a.test/y",)


def test_fetches_of_offline_runs_are_kept_apart():
    with History.open() as history:
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
        ((Reach.GONE,), 1),
        ((Reach.GONE, Reach.OK, Reach.GONE), 1),
        ((Reach.BLOCKED,), 24),
        ((Reach.RATE_LIMITED,), 24),
        ((Reach.SERVER_ERROR,), 1),
        ((Reach.TIMEOUT,), 1),
        ((Reach.OK, Reach.DNS_NOT_FOUND), 1),
    ],
)
def test_what_is_known_ages_by_its_kind(reaches, hours):
    with History.open() as history:
        history.record(fetch(A, reach=reach) for reach in reaches)
        just_before, then = at(hours=hours, seconds=-1), at(hours=hours)
        assert [history.due([A], LinkSettings(), now) for now in (just_before, then)] == [(), (A,)]


def test_many_urls_are_asked_for_at_once():
    urls = [f"https://a.test/{number}" for number in range(2_500)]
    with History.open() as history:
        history.record(fetch(url) for url in urls)
        assert sum(len(fetches) for fetches in history.fetches_of(urls).values()) == 2_500


def test_writers_wait_for_each_other_and_lose_nothing(url):
    def write(number):
        with History.open(url) as history:
            for _ in range(10):
                history.record([fetch(f"https://{number}.test/")] * 5)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with History.open(url) as history:
        found = history.fetches_of([f"https://{number}.test/" for number in range(6)])
        assert [len(fetches) for fetches in found.values()] == [50] * 6


def _record_and_be_killed(url):
    history = History.open(url)
    history.record([fetch(A)])
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_kill_loses_nothing_that_was_recorded(url):
    process = multiprocessing.get_context("fork").Process(target=_record_and_be_killed, args=(url,))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    with History.open(url) as history:
        assert history.fetches_of([A]) == {A: (fetch(A),)}


def test_a_closed_history_is_one_file(url, tmp_path):
    with History.open(url) as history:
        history.record([fetch(A)])
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["history.db"]


def test_the_history_of_another_version_is_refused(url, tmp_path):
    History.open(url).close()
    with sqlite3.connect(tmp_path / "new" / "history.db") as connection:
        connection.execute("UPDATE history_meta SET value = '99'")
    with pytest.raises(StorageError, match="schema version 99"):
        History.open(url)


def test_what_is_no_history_is_refused(tmp_path):
    (tmp_path / "note.txt").write_text("a note, and a long one, " * 100)
    for url in (f"sqlite:///{tmp_path / 'note.txt'}", "no database", "nosuch://x/y"):
        with pytest.raises(StorageError):
            History.open(url)
