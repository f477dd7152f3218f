"""`cetingest history` and `check --since`: what changed, told from history alone."""

import datetime as dt
import json

import pytest
from click.testing import CliRunner

from cetingest.cli import main
from cetingest.history import History
from cetingest.model import ArchiveAnswer, ArchiveOutcome, Reach, Redirect, WebPage
from cetingest.settings import StorageSettings
from cetingest.storage import Storage, write_model
from tests.factories import citation, citation_list, cited_url, fetch
from tests.loopback.plan import Plan, html, status
from tests.loopback.resolver import look_up_without_network
from tests.loopback.server import Web

NOW = dt.datetime.now(dt.UTC).replace(microsecond=0)
A, B, C, D = "https://a.test/", "https://b.test/x", "https://c.test/", "https://d.test/"


@pytest.fixture(autouse=True)
def no_resolver(monkeypatch):
    monkeypatch.setattr("cetingest.web.addresses.look_up", look_up_without_network)


def ago(**time):
    return NOW - dt.timedelta(**time)


@pytest.fixture
def processed(tmp_path):
    """A was there and is gone, B moved and did not change, C is new, D was not asked since."""
    storage = Storage.of(StorageSettings(raw=str(tmp_path / "raw"), processed=str(tmp_path / "out")))
    page = WebPage(titles=("An altogether different subject",), language="en")
    with History.open(storage.history) as history:
        history.record([fetch(A, fetched_at=ago(days=20)), fetch(D, fetched_at=ago(days=20))])
        moved = {"reach": Reach.MOVED_PERMANENT, "final_url": "https://b.test/y"}
        hops = (Redirect(url=B, status_code=301),)
        history.record(fetch(B, fetched_at=ago(days=n), redirects=hops, **moved) for n in (20, 2))
        gone = {"reach": Reach.GONE, "status_code": 404, "detail": "tail\x1b[31m"}
        history.record(fetch(A, fetched_at=ago(days=2, minutes=n), **gone) for n in (2, 1))
        history.record([fetch(A, fetched_at=ago(days=1), reach=Reach.DNS_FAILED, is_offline=True)])
        history.record([fetch(C, fetched_at=ago(days=1), page=page)])
        history.for_uncited_urls().record([fetch("https://www.a.test/", fetched_at=ago(days=1))])
        answer = {"service": "s", "wanted_date": None, "outcome": ArchiveOutcome.NOT_ASKED, "detail": "it answered 503"}
        history.record_archive_answers([ArchiveAnswer(url=A, asked_at=ago(days=1), **answer)])
    cited = citation_list(
        cited_urls=(cited_url(C),), citations=(citation(item={"title": "National Strategy for Semiconductors"}),)
    )
    write_model(storage.citations("doc"), cited)
    write_model(storage.findings("doc"), {})
    return str(tmp_path / "out")


def call(*arguments):
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def lines(*arguments):
    return [json.loads(line) for line in call(*arguments, "--format", "json").stdout.splitlines()]


def test_the_history_of_a_url_tells_each_fetch_and_each_change(processed):
    [story] = lines("history", A, "--processed", processed)
    assert [(f["reach"], f["verdict"], f["is_change"], f["is_offline"]) for f in story["fetches"]] == [
        ("ok", "live", True, False),
        ("gone", "suspect", True, False),
        ("gone", "dead", True, False),
        ("dns_failed", "dead", False, True),
    ]
    assert (story["verdict"], story["strikes"]) == ("dead", 1)
    assert story["first_seen_at"] == story["last_ok_at"] == ago(days=20).isoformat()
    assert [a["outcome"] for a in story["archive_answers"]] == ["not_asked"]


def test_an_identifier_has_the_history_and_the_work_of_its_url(tmp_path):
    storage = Storage.of(StorageSettings(raw=str(tmp_path / "raw"), processed=str(tmp_path / "out")))
    page = WebPage(titles=("An altogether different subject",), language="en")
    url = "https://doi.org/10.5555/abc"
    with History.open(storage.history) as history:
        history.record([fetch(url, fetched_at=ago(days=1), page=page)])
        saved = {"service": "s", "wanted_date": None, "outcome": ArchiveOutcome.SAVED, "copy_url": "https://web.test/1"}
        history.record_archive_answers([ArchiveAnswer(url=url, asked_at=ago(days=1), **saved)])
    item = {"title": "National Strategy for Semiconductors"}
    write_model(storage.findings("doc"), {})
    write_model(storage.citations("doc"), citation_list(cited_urls=(cited_url(url),), citations=(citation(item=item),)))
    [story] = lines("history", "doi:10.5555/abc", "--processed", str(tmp_path / "out"))
    assert (story["url"], story["verdict"]) == ("doi:10.5555/abc", "live_but_wrong")
    assert [a["copy_url"] for a in story["archive_answers"]] == ["https://web.test/1"]
    assert "archive saved\thttps://web.test/1" in call("history", url, "--processed", str(tmp_path / "out")).stdout


def test_the_history_of_a_url_is_shown_with_its_redirects_and_nothing_a_terminal_obeys(processed):
    result = call("history", A, B, "--processed", processed)
    assert result.exit_code == 0
    assert f"301 {B} > https://b.test/y" in result.stdout
    assert "dead (changed)" in result.stdout
    assert "\x1b" not in result.stdout


def test_the_trend_counts_the_cited_urls_of_documents_at_the_end_of_each_day(processed, tmp_path):
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "doc.pdf").touch()
    arguments = ("trend", "--raw", str(tmp_path / "raw"), "--processed", processed)
    assert [(p["day"], p["not_asked"], p["answers"]) for p in lines(*arguments)] == [
        (f"{ago(days=20):%Y-%m-%d}", 1, 0),
        (f"{ago(days=2):%Y-%m-%d}", 1, 0),
        (f"{ago(days=1):%Y-%m-%d}", 0, 1),
    ]
    assert call(*arguments).stdout.splitlines()[-1].endswith("0\t0\t0\t0\t1")
    assert call(*arguments, "--format", "svg").stdout.startswith("<svg")


def test_what_changed_since_is_told_and_nobody_is_asked(processed):
    changes = lines("check", "--since", "7d", "--processed", processed)
    assert [(c["url"], c["then"] and c["then"]["verdict"], c["verdict"]) for c in changes] == [
        (A, "live", "dead"),
        (C, None, "live_but_wrong"),
    ]


@pytest.mark.parametrize(
    ("arguments", "urls"),
    [
        (("--since", "30d"), [A, B, C, D]),
        (("--since", "36h"), [C]),
        (("--since", f"{ago(days=7):%Y-%m-%d}"), [A, C]),
        (("--since", f"{ago(hours=1):%Y-%m-%dT%H:%M}"), []),
        (("--since", "7d", A, B), [A]),
    ],
)
def test_changes_are_those_within_the_time_and_of_the_urls_asked_for(processed, arguments, urls):
    assert [c["url"] for c in lines("check", *arguments, "--processed", processed)] == urls


def test_changes_are_a_table_and_fail_as_asked(processed):
    result = call("check", "--since", "7d", "--fail-on", "dead", "--processed", processed)
    assert result.exit_code == 1
    assert result.stdout.splitlines()[1].split("\t")[:3] == ["live", "dead", A]
    assert "2 of 4 URLs changed" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("check", "--since", "yesterday"), "--since: 'yesterday' is no time"),
        (("check", "--since", "999999w"), "is no time"),
        (("history", "https://never.test/"), "was never asked"),
    ],
)
def test_what_cannot_be_told_is_said(processed, arguments, message):
    result = call(*arguments, "--processed", processed)
    assert (result.exit_code, message in result.stderr) == (2, True)


@pytest.mark.parametrize("arguments", [("history", A), ("check", "--since", "1d")])
def test_no_history_is_made_by_looking_for_one(tmp_path, arguments):
    result = call(*arguments, "--processed", str(tmp_path / "nothing"))
    assert (result.exit_code, "there is no history yet" in result.stderr) == (2, True)
    assert not (tmp_path / "nothing").exists()


def test_check_remembers_only_when_told_to_and_then_counts_strikes(tmp_path):
    answers = {"https://a.example/": html("A"), "https://fails.example/": status(500)}
    with Web(Plan(answers=answers, faults={})) as web:
        options = [*web.options(), "--processed", str(tmp_path), "--no-suggestions", "--format", "json"]
        call("check", *answers, *options)
        assert not (tmp_path / "history.db").exists()
        for _ in range(2):
            assert call("check", *answers, *options, "--remember").exit_code == 0
        asked = [request.host for request in web.requests if request.target == "/"]
    assert asked.count("a.example") == 2
    assert asked.count("fails.example") == 6  # what may pass is asked by every run, in two passes
    [story] = lines("history", "https://fails.example/", "--processed", str(tmp_path))
    assert (len(story["fetches"]), story["strikes"], story["verdict"]) == (4, 1, "suspect")
