"""Which run may ask a domain: the gate by itself, and real processes that meet at the same domains of a real web."""

import random
import threading
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import replace

import pytest
import sqlalchemy as sa

from cetingest.errors import StorageError
from cetingest.history import History, domains, leases
from cetingest.links.replacements.archives import Archives, Lookup
from cetingest.settings import LinkSettings
from cetingest.web.client import Answer as Answered
from tests.factories import FETCHED_AT
from tests.history.processes import Run
from tests.loopback.plan import Answer, Manner, Plan, html, redirect, status
from tests.loopback.resolver import quick
from tests.loopback.server import Web


class Listener:
    """Waits for what opens, as the queue does."""

    def __init__(self):
        self.heard = threading.Condition()
        self.open = set()
        self.failure = None

    def opened(self, domains):
        with self.heard:
            self.open |= set(domains)
            self.heard.notify_all()

    def failed(self, error):
        with self.heard:
            self.failure = error
            self.heard.notify_all()

    def hears(self, domain, seconds=60.0):
        with self.heard:
            return self.heard.wait_for(lambda: domain in self.open or self.failure, seconds) and self.failure is None


@contextmanager
def leased_on(place, **options):
    """Give the lease of a run, its gate and what hears of it."""
    listener = Listener()
    with History.open(place, **options) as history, history.lease() as lease, lease.gate.watched_by(listener):
        yield lease, lease.gate, listener


@contextmanager
def run_on(place):
    with leased_on(place) as (_, gate, listener):
        yield gate, listener


def fail(offer):
    raise sa.exc.OperationalError("select 1", {}, Exception("the database is away"))


def test_a_domain_is_one_runs_until_it_is_given_back(place):
    with run_on(place) as (one, first), run_on(place) as (other, second):
        assert not one.enter("a.test")
        assert one.want("a.test")
        assert first.hears("a.test")
        assert one.enter("a.test")
        assert other.want("a.test")
        assert other.want("b.test")
        assert second.hears("b.test")  # which is free
        assert not other.enter("a.test")
        one.leave("a.test", 0.0)
        assert second.hears("a.test")
        assert (one.enter("a.test"), other.enter("a.test")) == (False, True)


def test_what_a_run_needs_again_at_once_it_still_has(place):
    with run_on(place) as (gate, listener):
        gate.want("a.test")
        assert listener.hears("a.test")
        gate.leave("a.test", 0.0)
        assert gate.enter("a.test")


def test_a_domain_that_rests_is_nobodys_until_it_has_rested(place):
    with run_on(place) as (other, second):
        with run_on(place) as (one, first):
            one.want("a.test")
            assert first.hears("a.test")
            one.leave("a.test", 1.0)
            left_at = time.monotonic()
            assert not one.enter("a.test")
        other.want("a.test")  # the run that left it is over, its rest is not
        assert second.hears("a.test")
        assert time.monotonic() - left_at > 0.95


def test_a_run_that_ends_gives_all_back(place):
    with run_on(place) as (other, second):
        with run_on(place) as (one, first):
            one.want("a.test")
            assert first.hears("a.test")
        other.want("a.test")
        assert second.hears("a.test")


def test_only_so_many_domains_are_wanted_at_once(place, monkeypatch):
    monkeypatch.setattr(domains, "_MOST_WANTED", 2)
    monkeypatch.setattr(domains, "_PAUSE_SECONDS", 0.5)
    with run_on(place) as (gate, listener):
        assert [gate.want(domain) for domain in ("a.test", "b.test", "c.test", "a.test")] == [True, True, False, True]
        assert listener.hears("b.test")
        assert gate.want("c.test")


def test_a_lease_that_ended_holds_nothing_that_another_took(place, monkeypatch):
    with leased_on(place, lease_seconds=0.6) as (lease, sleeper, first), run_on(place) as (other, second):
        for domain in ("a.test", "b.test"):
            sleeper.want(domain)
            assert first.hears(domain)
        with monkeypatch.context() as patched:
            patched.setattr(lease, "_prolong_and_exchange", fail)
            other.want("a.test")
            assert second.hears("a.test")
            assert not sleeper.enter("b.test")  # which may be lost, too
        first.open.clear()
        sleeper.want("b.test")
        assert first.hears("b.test")
        assert (sleeper.enter("b.test"), sleeper.enter("a.test")) == (True, False)


def test_a_database_that_stays_away_is_told_to_those_who_wait(place, monkeypatch):
    monkeypatch.setattr(leases, "LEASES_OF_PATIENCE", 1)
    with leased_on(place, lease_seconds=0.3) as (lease, gate, listener), monkeypatch.context() as patched:
        patched.setattr(lease, "_prolong_and_exchange", fail)
        gate.want("a.test")
        assert not listener.hears("a.test")
        assert isinstance(listener.failure, StorageError)
        with pytest.raises(StorageError, match="run again"), gate.hold("b.test", 0.0):
            pass


class _SlowArchive:
    """Knows no copies, and notes when it was asked."""

    def __init__(self):
        self.asked_at = []
        self.is_busy = threading.Lock()

    def ask(self, url, *, seconds, body_bytes=None, special=None):
        assert self.is_busy.acquire(blocking=False)
        self.asked_at.append(time.monotonic())
        time.sleep(0.05)
        self.is_busy.release()
        return Answered(status_code=404)


def test_runs_share_the_rate_at_which_an_archive_may_be_asked(place):
    archive = _SlowArchive()
    settings = LinkSettings(
        archive_timegates=("https://gates.test/",), archive_availability=(), archive_interval_seconds=0.3
    )

    def look_up():
        with History.open(place) as history, history.lease() as lease:
            archives = Archives(door=archive, settings=settings, now=lambda: FETCHED_AT, gate=lease.gate)
            assert len(list(archives.look_up(Lookup(f"https://a.test/{n}") for n in range(3)))) == 3

    runs = [threading.Thread(target=look_up) for _ in range(2)]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    gaps = [later - earlier for earlier, later in zip(archive.asked_at, archive.asked_at[1:], strict=False)]
    assert len(gaps) == 5
    assert min(gaps) > 0.2  # two runs that did not know of each other would ask within 0.15 s


# --- processes --------------------------------------------------------------------------------------------------------

DOMAINS = 12


def plan_of_crossing_redirects():
    """Make URLs on a dozen domains; every second one redirects to another domain, some twice."""
    answers = {}
    for number in range(DOMAINS * 12):
        domain, target = number % DOMAINS, (number * 7 + 3) % DOMAINS
        url, landing = f"https://d{domain}.example/{number}", f"https://www.d{target}.example/landing/{number}"
        page = replace(html("A"), delay_seconds=0.02)
        match number % 4:
            case 0:
                answers |= {url: redirect(landing), landing: page}
            case 1:
                there = f"https://d{domain}.example/again/{number}"
                answers |= {url: redirect(landing), landing: redirect(there), there: page}
            case 2:
                answers[url] = replace(status(503, ("Retry-After", "0")), then=page)
            case _:
                answers[url] = page
    return Plan(answers=answers, faults={})


@pytest.mark.parametrize("count", [2, 4])
def test_no_domain_is_asked_by_two_processes_at_once(place, count):
    plan = plan_of_crossing_redirects()
    cited = [url for url in plan.answers if url.count("/") == 3]
    rng = random.Random(count)
    with Web(plan) as web:
        shares = [rng.sample(cited, len(cited) * 2 // 3) for _ in range(count)]
        shares[0] += [url for url in cited if not any(url in share for share in shares)]
        processes = [Run(place, urls, quick(web, contact=f"run{n}@a.test")) for n, urls in enumerate(shares)]
        for process in processes:
            process.let_go()
        asked = [process.end().asked for process in processes]
        counts = Counter(f"https://{request.host}{request.target}" for request in web.requests)
        clients = {request.headers["user-agent"] for request in web.requests}
    assert web.most_clients == {f"d{n}.example": 1 for n in range(DOMAINS)}
    assert len(clients) > 1
    assert max(web.highest_at_once.values()) <= 2
    assert sum(asked) == len(cited)
    assert counts == {url: 2 if answer.then else 1 for url, answer in plan.answers.items()}
    with History.open(place) as history:
        assert {len(fetches) for fetches in history.fetches_of(cited).values()} == {1}


def test_the_domains_of_a_killed_process_are_taken_over_when_its_lease_ends(place):
    answers = {"https://a.example/1": Answer(manner=Manner.SILENT), "https://www.a.example/2": html("A")}
    with Web(Plan(answers=answers, faults={})) as web:
        killed = Run(place, ["https://a.example/1"], quick(web), lease_seconds=2.5)
        killed.let_go()
        while not web.requests:
            assert killed.is_running
        heir = Run(place, ["https://www.a.example/2"], quick(web), lease_seconds=2.5)
        killed.kill()
        died_at = time.monotonic()
        heir.let_go()
        assert heir.end().asked == 1
        assert time.monotonic() - died_at > 1.0  # the lease of 2.5 s was prolonged less than a second before
    assert [request.target for request in web.requests] == ["/1", "/2"]
