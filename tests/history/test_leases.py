"""Runs at once on one history: real processes, real databases, a real web."""

import time
from dataclasses import replace

import sqlalchemy as sa

from cetingest.history import History
from cetingest.history.databases import make_engine
from cetingest.history.tables import DOMAIN_CLAIMS, LEASES
from cetingest.model import Reach
from cetingest.settings import LinkSettings
from tests.factories import FETCHED_AT, fetch
from tests.history.processes import Run
from tests.history.schemas import run_sql
from tests.loopback.plan import Answer, Manner, Plan, html, status
from tests.loopback.resolver import quick
from tests.loopback.server import Web

A, B, C = "https://a.test/", "https://b.test/", "https://c.test/"


def due_of(history, **settings):
    return lambda urls: history.due(urls, LinkSettings(**settings), FETCHED_AT)


def test_what_one_run_claims_another_leaves_alone_until_it_is_answered(place):
    with History.open(place) as one, History.open(place) as other, one.lease() as first, other.lease() as second:
        shares = first.shares([A, B], due_of(one))
        assert next(shares) == (A, B)

        def answer_meanwhile(_):
            one.record([fetch(A), fetch(B)])
            assert list(shares) == []

        assert list(second.shares([A, B, C], due_of(other), sleep=answer_meanwhile)) == [(C,)]


def test_what_a_run_gives_back_unanswered_another_takes_over(place):
    with History.open(place) as one, History.open(place) as other, other.lease() as second:
        with one.lease() as first:
            assert next(first.shares([A, B], due_of(one))) == (A, B)
            one.record([fetch(A)])
        assert list(second.shares([A, B], due_of(other))) == [(B,)]


def ends_at(place):
    """Return when the only lease ends, by the database's clock."""
    engine = make_engine(place)
    with engine.connect() as connection:
        end = connection.execute(sa.select(LEASES.c.alive_until)).scalar_one()
    engine.dispose()
    return end


def test_a_lease_is_prolonged_as_long_as_its_run_lives(place):
    """It is prolonged every two seconds; a machine may be busy for four more before the lease ends."""
    with History.open(place, lease_seconds=6.0) as one, one.lease() as first:
        assert next(first.shares([A], due_of(one))) == (A,)
        began, gives_up_at = ends_at(place), time.monotonic() + 60
        while ends_at(place) == began:
            assert time.monotonic() < gives_up_at
            time.sleep(0.05)
        with History.open(place) as other, other.lease() as second:
            assert next(second.shares([A, B], due_of(other))) == (B,)


def test_what_a_killed_run_claimed_by_a_clock_set_wrong_is_free(place):
    with History.open(place) as one, History.open(place) as other, one.lease() as first, other.lease() as second:
        assert next(first.shares([A], due_of(one))) == (A,)
        with one._engine.begin() as connection:  # as if killed in 2099: nothing would prolong it for 20 s
            connection.execute(sa.update(LEASES).values(alive_until=4.1e9))
            connection.execute(sa.insert(DOMAIN_CLAIMS).values(domain="a.test", lease_id="", free_at=4.1e9))
        assert list(second.shares([A], due_of(other))) == [(A,)]
        with one._engine.connect() as connection:
            assert connection.execute(sa.select(DOMAIN_CLAIMS.c.domain)).all() == []


def test_nothing_due_writes_nothing(tmp_path):
    path = tmp_path / "history.db"
    with History.open(path) as history:
        history.record([fetch(A)])
    before = path.read_bytes()
    with History.open(path) as history, history.lease() as lease:
        assert list(lease.shares([A], due_of(history))) == []
    assert path.read_bytes() == before


def test_two_processes_ask_each_url_once_and_lose_none(place):
    answers = {f"https://host{n}.example/p{n}": html("A") for n in range(30)}
    answers |= {f"https://fails{n}.example/": status(403) for n in range(5)}
    with Web(Plan(answers=answers, faults={})) as web:
        processes = [Run(place, list(answers), quick(web)) for _ in range(3)]
        for process in processes:
            process.let_go()
        asked = [process.end().asked for process in processes]
        requested = {f"https://{request.host}{request.target}" for request in web.requests}
    assert sum(asked) == len(answers)  # each by one of them; a busy machine's timeouts may make that one ask twice
    assert requested == set(answers)
    with History.open(place) as history:
        assert {len(fetches) for fetches in history.fetches_of(answers).values()} == {1}


def test_runs_at_once_do_not_repeat_even_what_may_be_asked_again_at_once(place):
    answers = {f"https://host{n}.example/": status(500) for n in range(4)}
    with Web(Plan(answers=answers, faults={})) as web:
        settings = quick(web, transient_hours=0.0)
        processes = [Run(place, list(answers), settings) for _ in range(2)]
        for process in processes:
            process.let_go()
        assert sorted(process.end().asked for process in processes) == [0, 4]
        assert len(web.requests) == 8  # in two passes


def test_the_log_tells_of_runs_that_were_killed(place, caplog):
    History.open(place).close()
    run_sql(place, "INSERT INTO leases (lease_id, alive_until) VALUES ('killed', 5)")
    with History.open(place) as history, history.lease() as heir:
        assert next(heir.shares([C], due_of(history))) == (C,)
    assert [dict(record.msg.fields) for record in caplog.records] == [{"leases": 1}]


def test_another_run_takes_over_what_a_killed_one_left(place):
    answers = {
        "https://answers.example/": html("A"),
        "https://late.example/": replace(html("A"), delay_seconds=1.2),
        "https://silent.example/": Answer(manner=Manner.SILENT, then=html("A")),
    }
    with Web(Plan(answers=answers, faults={})) as web:
        killed = Run(place, list(answers), quick(web))
        killed.let_go()
        while len(web.requests) < 3:
            assert killed.is_running
        with History.open(place) as history:
            while history.count() < 2:  # what is settled is recorded after a second
                assert killed.is_running
        killed.kill()
        run_sql(place, "UPDATE leases SET alive_until = 5")  # a minute later
        heir = Run(place, list(answers), quick(web))
        heir.let_go()
        assert heir.end().asked == 1
    with History.open(place) as history:
        reaches = [[fetch.reach for fetch in fetches] for fetches in history.fetches_of(answers).values()]
        assert reaches == [[Reach.OK]] * 3
        with history.lease() as lease:
            assert list(lease.shares([C], due_of(history))) == [(C,)]
