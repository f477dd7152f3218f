import pytest

from cetingest.history import History
from cetingest.links import check_urls
from cetingest.model import Reach, VerdictKind
from cetingest.web import addresses
from cetingest.web.breakers import Breakers
from tests.links.fetching.test_fetch import run
from tests.loopback.plan import Answer, Manner, Plan, html, redirect
from tests.loopback.resolver import look_up_without_network, quick
from tests.loopback.server import Web


def open_breaker(*parked):
    breakers = Breakers()
    for _ in range(3):
        breakers.note("a", is_timeout=True)
    assert [breakers.admits("a", job, is_late=False) for job in parked] == [False] * len(parked)
    return breakers


def test_three_timeouts_in_a_row_close_a_host_and_no_other():
    breakers = open_breaker()
    assert [breakers.admits(host, "x", is_late=False) for host in "ab"] == [False, True]


def test_an_answer_in_between_begins_the_row_anew():
    breakers = Breakers()
    for is_timeout in (True, True, False, True, True):
        breakers.note("a", is_timeout=is_timeout)
    assert breakers.admits("a", "x", is_late=False)


def test_one_late_request_is_the_probe():
    breakers = open_breaker("x")
    assert [breakers.admits("a", job, is_late=True) for job in "yz"] == [True, False]
    assert breakers.note("a", is_timeout=True) == ()
    assert not breakers.admits("a", "w", is_late=True)


def test_a_probe_that_is_answered_frees_all_that_waits():
    breakers = open_breaker("x", "y")
    assert breakers.admits("a", "probe", is_late=True)
    assert breakers.note("a", is_timeout=False) == ("x", "y")
    assert breakers.admits("a", "z", is_late=False)


def test_the_log_tells_once_which_host_fell_silent_and_when_it_answers_again(caplog):
    caplog.set_level("INFO", logger="cetingest")  # a command that ran before may have set it
    breakers = open_breaker("x", "y")
    for is_timeout in (True, False, False):
        breakers.note("a", is_timeout=is_timeout)
    logged = [(record.levelname, dict(record.msg.fields)) for record in caplog.records]
    assert logged == [("WARNING", {"host": "a"}), ("INFO", {"host": "a", "waiting": 2})]


def silent_host(count, then=None):
    answer = Answer(manner=Manner.SILENT, then=then)
    return {f"https://silent.example/{number}": answer for number in range(count)}


def ask_all(answers, **changes):
    with Web(Plan(answers=answers, faults={})) as web, History.open() as history:
        _, fetched = run(web, list(answers), history, read_timeout_seconds=1.0, per_host=1, **changes)
        return {f.url: f for f in fetched}, len(web.requests), history.fetches_of(answers)


def test_a_silent_host_is_asked_three_times_and_once_more_and_the_rest_is_left_unasked():
    fetched, requests, kept = ask_all(silent_host(8))
    assert sorted(str(f.reach) for f in fetched.values()) == ["not_fetched"] * 5 + ["timeout"] * 3
    assert requests == 4
    assert sorted(len(fetches) for fetches in kept.values()) == [0] * 5 + [1, 1, 2]


def test_what_a_breaker_left_unasked_is_no_strike_and_says_why():
    with Web(Plan(answers=silent_host(4), faults={})) as web:
        requests = [(url, None) for url in silent_host(4)]
        verdicts = check_urls(requests, quick(web, read_timeout_seconds=1.0, per_host=1))
    (unasked,) = (v for v in verdicts if v.reach is Reach.NOT_FETCHED)
    assert unasked.verdict is VerdictKind.CANNOT_TELL
    assert unasked.reason == "Not asked: silent.example had not answered the last 3 requests in time."


def test_a_host_that_answers_its_probe_is_asked_for_everything():
    fetched, _, _ = ask_all(silent_host(8, then=html("A")) | {"https://other.example/": html("B")})
    last = [f.reach for url, f in fetched.items() if "silent" in url]
    # the three that timed out were asked a second time; the others time out at their first, and are asked again
    assert last == [Reach.OK] * 8


def test_the_breaker_is_that_of_the_host_that_a_redirect_leads_to():
    answers = {f"https://from{n}.example/": redirect(f"https://silent.example/{n}") for n in range(5)}
    answers |= {"https://from0.example/fine": html("A")}
    with Web(Plan(answers=answers | silent_host(5), faults={})) as web, History.open() as history:
        _, fetched = run(web, list(answers), history, read_timeout_seconds=1.0, per_host=1)
    reaches = {f.url: f.reach for f in fetched}
    assert reaches.pop("https://from0.example/fine") is Reach.OK
    assert sorted(reaches.values()) == [Reach.NOT_FETCHED] * 2 + [Reach.TIMEOUT] * 3


@pytest.mark.parametrize("count", [5])
def test_unasked_urls_do_not_count_as_domains_that_are_down(count, monkeypatch):
    monkeypatch.setattr(addresses, "look_up", look_up_without_network)
    fetched, _, _ = ask_all(silent_host(count) | {"https://up.example/": html("A")})
    assert fetched["https://up.example/"].reach is Reach.OK
    assert not any(f.is_offline for f in fetched.values() if f.reach is Reach.TIMEOUT)
