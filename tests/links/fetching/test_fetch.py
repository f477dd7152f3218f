import datetime as dt
from dataclasses import replace

import pytest

from cetingest.history import History
from cetingest.links import check_urls, fetch_urls, judge_citations, verdict_line
from cetingest.model import Content, Reach, VerdictKind
from cetingest.settings import LinkSettings
from cetingest.web import addresses
from tests.factories import FETCHED_AT, citation, citation_list, cited_url, fetch
from tests.loopback.plan import Answer, HostFault, Manner, Plan, html, redirect, status
from tests.loopback.resolver import look_up_without_network, quick
from tests.loopback.server import Web
from tests.web.test_client import Refusing


def now():
    return FETCHED_AT


def run(web, urls, history, **changes):
    fetched = []
    settings = quick(web, **changes)
    summary = fetch_urls(urls, settings=settings, history=history, now=now, on_fetched=fetched.append)
    return summary, fetched


def many(count, answer=None, host="host{}.example", faults=None):
    answers = {f"https://{host.format(number)}/p{number}": answer or html("A") for number in range(count)}
    return Plan(answers=answers, faults=faults or {})


def test_no_domain_is_crowded_even_by_redirects():
    slow = Answer(delay_seconds=0.02)
    answers = {f"https://www{n}.acme.co.jp/{n}": slow for n in range(8)}
    answers |= {f"https://from{n}.example/": redirect(f"https://to.acme.co.jp/{n}") for n in range(8)}
    answers |= {f"https://to.acme.co.jp/{n}": slow for n in range(8)}
    urls = [url for url in answers if "to.acme" not in url]
    with Web(Plan(answers=answers, faults={})) as web, History.open() as history:
        summary, _ = run(web, urls, history)
    assert (summary.asked, summary.answered) == (16, 16)
    assert web.highest_at_once["acme.co.jp"] == 2


@pytest.mark.parametrize("per_host", [1, 3])
def test_a_host_gets_as_many_requests_at_once_as_the_settings_say(per_host):
    plan = many(9, Answer(delay_seconds=0.02), host="one.example")
    with Web(plan) as web, History.open() as history:
        run(web, list(plan.answers), history, per_host=per_host)
    assert web.highest_at_once == {"one.example": per_host}


def test_a_url_is_asked_once_whatever_its_fragments():
    plan = many(1)
    (url,) = plan.answers
    with Web(plan) as web, History.open() as history:
        summary, fetched = run(web, [f"{url}#a", f"{url}#b", url], history)
    assert (summary.asked, len(fetched), len(web.requests)) == (1, 1, 1)


def test_what_is_known_well_enough_is_not_asked_again():
    plan = many(3)
    with Web(plan) as web, History.open() as history:
        run(web, list(plan.answers)[:2], history)
        summary, fetched = run(web, list(plan.answers), history)
    assert (summary.asked, summary.answered, summary.reused, len(fetched)) == (1, 1, 2, 1)
    assert len(web.requests) == 3


def test_each_url_is_reported_once_with_its_last_fetch():
    answers = {
        "https://a.example/": html("A"),
        "https://b.example/": status(500),
        "https://c.example/": Answer(status_code=404, then=html("C")),
    }
    with Web(Plan(answers=answers, faults={})) as web, History.open() as history:
        _, fetched = run(web, list(answers), history)
        counts = {url: len(fetches) for url, fetches in history.fetches_of(answers).items()}
    assert {f.url: (f.reach, f.attempts) for f in fetched} == {
        "https://a.example/": (Reach.OK, 1),
        "https://b.example/": (Reach.SERVER_ERROR, 2),
        "https://c.example/": (Reach.OK, 2),
    }
    assert counts == {"https://a.example/": 1, "https://b.example/": 2, "https://c.example/": 2}


def test_refusals_are_not_asked_again():
    answers = {"https://a.example/": status(403), "https://b.example/": status(429, ("Retry-After", "3600"))}
    with Web(Plan(answers=answers, faults={})) as web, History.open() as history:
        run(web, list(answers), history)
    assert len(web.requests) == 2


def test_a_host_that_asks_for_time_gets_it_but_never_more_than_the_cap_together():
    again = Answer(status_code=429, headers=(("Retry-After", "1"),))
    plan = many(6, again, host="busy.example")
    with Web(plan) as web, History.open() as history:
        _, fetched = run(web, list(plan.answers), history, per_host=1, retry_after_cap_seconds=1.0)
    assert {f.reach for f in fetched} == {Reach.RATE_LIMITED}
    assert sorted(f.attempts for f in fetched) == [1, 1, 1, 1, 1, 2]


def test_answers_are_kept_when_a_run_is_interrupted():
    class InterruptedError(Exception):
        pass

    def interrupt(fetch):
        raise InterruptedError

    plan = many(1)
    with Web(plan) as web, History.open() as history:
        with pytest.raises(InterruptedError):
            fetch_urls(list(plan.answers), settings=quick(web), history=history, now=now, on_fetched=interrupt)
        assert [len(fetches) for fetches in history.fetches_of(plan.answers).values()] == [1]


class KilledError(Exception):
    pass


def killed_after(count):
    """Make a callback that ends the run at its `count`-th fetch, as a kill would."""
    fetched = []

    def on_fetched(fetch):
        fetched.append(fetch)
        if len(fetched) == count:
            raise KilledError

    return on_fetched


TWO_PASSES = {
    "https://alive.example/": html("A"),
    "https://gone.example/1": status(404),
    "https://gone.example/2": status(410),
    "https://fails.example/": status(500),
    "https://returns.example/": Answer(status_code=404, then=html("A")),
    "https://reset.example/": Answer(manner=Manner.RESET),
}


@pytest.mark.parametrize("count", range(1, len(TWO_PASSES) + 1))
def test_a_run_after_a_killed_one_ends_as_an_undisturbed_one(count):
    plan = Plan(answers=TWO_PASSES, faults={"noname.example": HostFault.NO_NAME})
    urls = [*TWO_PASSES, "https://noname.example/"]
    cited = tuple(cited_url(url, label=str(number)) for number, url in enumerate(urls))

    def verdicts(history):
        found = judge_citations(citation_list(cited_urls=cited, citations=()), history)
        return {v.url: (v.verdict, v.reach, v.reason) for v in found}

    with Web(plan) as web, History.open() as history:
        run(web, urls, history)
        undisturbed = verdicts(history)
    with Web(plan) as web, History.open() as history:
        with pytest.raises(KilledError):
            fetch_urls(urls, settings=quick(web), history=history, now=now, on_fetched=killed_after(count))
        run(web, urls, history)
        assert verdicts(history) == undisturbed


def test_a_run_that_dies_before_anything_was_heard_twice_leaves_what_is_unconfirmed_due():
    plan = Plan(answers=TWO_PASSES, faults={})
    urls = list(TWO_PASSES)
    with Web(plan) as web, History.open() as history:
        with pytest.raises(KilledError):
            settings = quick(web, second_pass_seconds=60.0)
            fetch_urls(urls, settings=settings, history=history, now=now, on_fetched=killed_after(1))
        assert history.due(urls, LinkSettings(), now()) == tuple(urls[1:])


# --- offline ----------------------------------------------------------------------------------------------------------


def unreachable(*numbers):
    return {f"host{number}.example": HostFault.NAME_FAILS for number in numbers}


@pytest.mark.parametrize("fault", [HostFault.NO_NAME, HostFault.NAME_FAILS])
def test_when_nothing_answers_the_machine_is_offline_and_nothing_is_called_dead(fault):
    plan = many(6, faults={f"host{number}.example": fault for number in range(6)})
    urls = list(plan.answers)
    cited = tuple(cited_url(url, label=str(number)) for number, url in enumerate(urls))
    with Web(plan) as web, History.open() as history:
        for _ in range(4):
            summary, fetched = run(web, urls, history)
        verdicts = judge_citations(citation_list(cited_urls=cited, citations=()), history)
    assert (summary.asked, summary.answered, summary.is_offline, len(fetched)) == (6, 0, True, 6)
    assert all(f.is_offline for f in fetched)
    assert {(v.verdict, v.reach, v.fetch, v.reason) for v in verdicts} == {
        (VerdictKind.CANNOT_TELL, Reach.NOT_FETCHED, None, "Not asked: this machine is offline.")
    }


def test_what_was_known_before_still_counts_offline():
    plan = many(6, faults=unreachable(*range(6)))
    urls = list(plan.answers)
    known = fetch(urls[0], fetched_at=FETCHED_AT - dt.timedelta(days=30))
    citations = citation_list(cited_urls=(cited_url(urls[0]),), citations=())
    with Web(plan) as web, History.open() as history:
        history.record([known])
        run(web, urls, history)
        (verdict,) = judge_citations(citations, history)
    assert (verdict.verdict, verdict.fetch) == (VerdictKind.LIVE, known)


@pytest.mark.parametrize(
    ("hosts", "down", "do_canaries_resolve", "is_offline"),
    [
        (6, 6, True, True),
        (6, 3, True, True),
        (6, 2, True, False),
        (5, 3, True, True),
        (4, 4, True, False),
        (4, 4, False, True),
        (4, 3, False, False),
        (1, 1, True, False),
        (1, 1, False, True),
    ],
)
def test_offline_is_told_by_how_many_domains_fail_and_by_canaries(
    hosts, down, do_canaries_resolve, is_offline, monkeypatch
):
    def look_up(host, port):
        resolves = host == "canary.example" and do_canaries_resolve
        return look_up_without_network("192.0.2.1" if resolves else host, port)

    monkeypatch.setattr(addresses, "look_up", look_up)
    plan = many(hosts, faults=unreachable(*range(down)))
    with Web(plan) as web, History.open() as history:
        summary, _ = run(web, list(plan.answers), history, canary_hosts=("canary.example",))
    assert summary.is_offline == is_offline


def test_refused_connections_mean_that_the_network_is_up():
    plan = many(6, faults={f"host{number}.example": HostFault.REFUSED for number in range(6)})
    with Web(plan) as web, History.open() as history:
        summary, fetched = run(web, list(plan.answers), history)
    assert not summary.is_offline
    assert {f.reach for f in fetched} == {Reach.CONNECTION_FAILED}


def test_many_urls_of_one_domain_are_one_domain_down():
    plan = many(6, host="down{}.acme.example", faults={f"down{n}.acme.example": HostFault.NO_NAME for n in range(6)})
    with Web(plan) as web, History.open() as history:
        summary, _ = run(web, list(plan.answers), history, canary_hosts=())
    assert not summary.is_offline


def test_an_offline_run_strikes_nobody():
    plan = many(6, faults=unreachable(*range(3)))
    urls = list(plan.answers)
    plan.answers[urls[5]] = status(404)
    with Web(plan) as web, History.open() as history:
        summary, _ = run(web, urls, history)
        assert summary.is_offline
        assert [len(fetches) for fetches in history.fetches_of(urls).values()] == [0, 0, 0, 1, 1, 0]
        assert history.due(urls, LinkSettings(), now()) == (*urls[:3], urls[5])


@pytest.mark.parametrize(
    "refused",
    ["http://localhost/", "http://127.0.0.1/", "http://8.8.8.8:22/", "ftp://files.example/", "https:///s"],
)
def test_an_address_that_is_not_asked_says_nothing_of_the_network(refused):
    with Web(Plan(answers={}, faults={"down.example": HostFault.NO_NAME})) as web:
        requests = [(refused, None), ("https://down.example/a", None)]
        unasked, down = check_urls(requests, quick(web, allow_net=(), canary_hosts=("canary.example",)))
    assert (down.verdict, down.reach, down.reason) == (
        VerdictKind.CANNOT_TELL,
        Reach.NOT_FETCHED,
        "Not asked: this machine is offline.",
    )
    assert verdict_line(unasked)["attempts"] == 0


def test_a_redirect_that_is_not_followed_says_that_its_server_is_up():
    answers = {"https://up.example/": redirect("http://10.0.0.1/")}
    with Web(Plan(answers=answers, faults={"down.example": HostFault.NO_NAME})) as web:
        requests = [("https://up.example/", None), ("https://down.example/a", None)]
        _, down = check_urls(requests, quick(web, canary_hosts=("canary.example",)))
    assert (down.verdict, down.reach) == (VerdictKind.SUSPECT, Reach.DNS_NOT_FOUND)


@pytest.mark.parametrize("count", [1, 6])
def test_a_proxy_that_is_down_strikes_nobody_and_leaves_everything_due(count):
    plan = many(count)
    urls = list(plan.answers)
    cited = tuple(cited_url(url, label=str(number)) for number, url in enumerate(urls))
    with Web(plan) as web, History.open() as history:
        summary, fetched = run(web, urls, history, proxy="http://127.0.0.1:9")
        verdicts = judge_citations(citation_list(cited_urls=cited, citations=()), history)
        assert history.due(urls, LinkSettings(), now()) == tuple(urls)
    assert (summary.answered, summary.is_offline, len(fetched)) == (0, True, count)
    assert {(v.verdict, v.reach, v.reason) for v in verdicts} == {
        (
            VerdictKind.CANNOT_TELL,
            Reach.NOT_FETCHED,
            "Not asked: the proxy 127.0.0.1:9 did not help: it refused the connection.",
        )
    }


def test_a_page_that_the_proxy_does_not_reach_is_not_struck():
    proxy = Refusing(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")
    with Web(many(1)) as web:
        (verdict,) = check_urls([("https://host0.example/p0", None)], quick(web, proxy=proxy.url))
    assert (verdict.verdict, verdict.reach) == (VerdictKind.CANNOT_TELL, Reach.NOT_FETCHED)
    name = proxy.url.removeprefix("http://")
    assert verdict.reason == f"Not asked: the proxy {name} did not help: it answered 502 Bad Gateway."


def test_an_offline_setting_asks_nobody():
    plan = many(2)
    urls = list(plan.answers)
    with Web(plan) as web, History.open() as history:
        history.record([fetch(urls[0])])
        summary, _ = run(web, urls, history, is_offline=True)
        verdicts = check_urls([(urls[1], None)], quick(web, is_offline=True))
    assert (summary.asked, summary.is_offline, summary.reused) == (0, True, 1)
    assert web.requests == []
    assert [v.reach for v in verdicts] == [Reach.NOT_FETCHED]


# --- what others rely on ----------------------------------------------------------------------------------------------


def test_each_cited_url_gets_the_verdict_of_the_citation_that_carries_it():
    cited = (cited_url("https://a.test/#x", label="1"), cited_url("https://b.test/", label="2"))
    citations = citation_list(
        cited_urls=cited,
        citations=(
            citation("2", item={"title": "Another work entirely unlike it"}),
            citation("3", cited_url_id="doc-fn2-u1", item={"title": "Never used"}),
        ),
    )
    page = replace(fetch("https://b.test/"), page=None, content_type="application/pdf")
    with History.open() as history:
        history.record([fetch("https://a.test/"), page])
        verdicts = judge_citations(citations, history)
    assert [(v.url, v.cited_url_id, v.citation_id, v.verdict) for v in verdicts] == [
        ("https://a.test/#x", "doc-fn1-u1", None, VerdictKind.LIVE),
        ("https://b.test/", "doc-fn2-u1", "doc-fn2-c1", VerdictKind.LIVE),
    ]


def test_a_verdict_is_printed_as_published():
    url = "https://moved.example/old"
    answers = {url: redirect("/new"), "https://moved.example/new": html("A title of a work")}
    with Web(Plan(answers=answers, faults={})) as web:
        (verdict,) = check_urls([(f"{url}#p", {"title": "A title of a work"})], quick(web))
    line = verdict_line(verdict)
    assert dt.datetime.fromisoformat(line["fetched_at"]).utcoffset() == dt.timedelta(0)
    assert list(line.items()) == [
        ("url", f"{url}#p"),
        ("verdict", "live"),
        ("reach", "moved_permanent"),
        ("content", "match"),
        ("status_code", 200),
        ("final_url", "https://moved.example/new"),
        ("redirects", [{"url": url, "status_code": 301}]),
        ("content_type", "text/html; charset=utf-8"),
        ("title", "A title of a work"),
        ("fetched_at", line["fetched_at"]),
        ("attempts", 1),
        ("reason", "The cited page is there: its title is “A title of a work”. It moved to https://moved.example/new."),
        ("suggestion", {"url": "https://moved.example/new", "why": "The server redirects there permanently."}),
        (
            "evidence",
            [
                {"kind": "title", "speaks": "for", "detail": "its title is “A title of a work”"},
                {"kind": "fragment", "speaks": "against", "detail": "the place #p is not in the page"},
            ],
        ),
    ]


def test_a_url_that_was_not_asked_is_printed_with_every_key():
    (verdict,) = check_urls([("https://a.example/", None)], LinkSettings(is_offline=True))
    assert verdict_line(verdict) == {
        "url": "https://a.example/",
        "verdict": "cannot_tell",
        "reach": "not_fetched",
        "content": str(Content.NOT_JUDGED),
        "status_code": None,
        "final_url": None,
        "redirects": [],
        "content_type": None,
        "title": None,
        "fetched_at": None,
        "attempts": 0,
        "reason": "Not asked: this machine is offline.",
        "suggestion": None,
        "evidence": [],
    }


def test_nothing_a_server_says_steers_a_terminal():
    url = "https://a.example/"
    answer = Answer(headers=(("Content-Type", "application/x\x1b[2Jy"),), body=b"0")
    with Web(Plan(answers={url: answer}, faults={})) as web:
        (verdict,) = check_urls([(url, None)], quick(web))
    assert verdict.fetch.content_type == "application/x [2Jy"
    assert verdict.reason == "The address answers: content not compared, since it is of kind application/x [2jy."


def test_a_silent_host_does_not_hold_the_others_up():
    plan = many(4)
    answers = plan.answers | {"https://silent.example/": Answer(manner=Manner.SILENT)}
    with Web(Plan(answers=answers, faults={})) as web, History.open() as history:
        _, fetched = run(web, list(answers), history, read_timeout_seconds=3.0)
    assert [f.reach for f in fetched] == [*[Reach.OK] * 4, Reach.TIMEOUT]
