"""What is handed to archives, and that it serves when the page is dead one day. The keys are shown nowhere."""

import datetime as dt
import logging

import pytest

from cetingest.errors import SettingsError
from cetingest.history import History
from cetingest.links import (
    cited_links,
    fetch_urls,
    judge_citations,
    judged_links,
    save_pages,
    saving_keys,
    seek_suggestions,
)
from cetingest.model import ArchiveOutcome, SuggestionKind, VerdictKind
from cetingest.settings import LinkSettings, Settings, override
from tests.factories import FETCHED_AT, citation, citation_list, cited_url
from tests.loopback.archive import ARCHIVE, KEYS, SAVED_AT, ArchiveWeb
from tests.loopback.plan import Answer, Plan, html, redirect, status
from tests.loopback.resolver import quick
from tests.loopback.sites import OTHER, TITLE

URL = "https://live.example/report"
COPY = f"{ARCHIVE}/web/{SAVED_AT:%Y%m%d%H%M%S}/{URL}"
VARIABLE = "TEST_SAVE_KEYS"
LIVE = {URL: html(TITLE)}


@pytest.fixture(autouse=True)
def keys(monkeypatch):
    monkeypatch.setenv(VARIABLE, KEYS)


def cites(*urls):
    cited = tuple(cited_url(url, cited_url_id=f"u{n}") for n, url in enumerate(urls))
    return citation_list(cited_urls=cited, citations=(citation(item={"title": TITLE}, cited_url_id="u0"),))


def run(web, history, cited, *, days=0, **changes):
    settings = quick(web, **(web.settings() | {"save_keys_env": VARIABLE} | changes))
    now = lambda: FETCHED_AT + dt.timedelta(days=days)  # noqa: E731
    fetch_urls([one.url for one in cited.cited_urls], settings=settings, history=history, now=now)
    seek_suggestions(judged_links(cited_links(cited), history), settings=settings, history=history, now=now)
    save_pages(judged_links(cited_links(cited), history), settings=settings, history=history, now=now)


def saves(history, url=URL):
    return [
        (answer.outcome, answer.copy_url, answer.detail)
        for answer in history.archive_answers_of([url])[url]
        if answer.outcome in (ArchiveOutcome.SAVED, ArchiveOutcome.NOT_SAVED)
    ]


def saved(answers, *, captures=None, refusals=None, copies=None, **changes):
    with ArchiveWeb(Plan(answers=answers, faults={}), copies) as web, History.open() as history:
        web.captures, web.refusals = captures or {}, refusals or {}
        run(web, history, cites(URL), **changes)
        return web.saved, saves(history)


def test_a_live_page_is_handed_over_and_the_copy_remembered():
    assert saved(LIVE) == ([URL], [(ArchiveOutcome.SAVED, COPY, None)])


def test_nothing_is_handed_over_by_default():
    assert LinkSettings().save_keys_env is None
    assert saved(LIVE, save_keys_env=None) == ([], [])


@pytest.mark.parametrize(
    "answer",
    [
        status(404),
        status(403),
        status(500),
        html(OTHER),
        html("Page not found"),
        html("Semiconductor Strategy"),
        redirect("/", 302),
    ],
)
def test_what_is_not_live_is_not_handed_over(answer):
    assert saved({URL: answer, "https://live.example/": html("Ministry")}) == ([], [])


@pytest.mark.parametrize(
    ("captured", "detail"),
    [
        ({"status": "error", "status_ext": "error:blocked-url", "message": "This URL is excluded."}, "excluded"),
        ({"status": "error", "status_ext": "error:no-access"}, "error:no-access"),
        ({"status": "error", "message": "a\x1b[2Jb"}, "a [2Jb"),
    ],
)
def test_what_the_archive_could_not_save_is_remembered_with_its_words(captured, detail):
    [(outcome, copy, said)] = saved(LIVE, captures={URL: captured})[1]
    assert (outcome, copy) == (ArchiveOutcome.NOT_SAVED, None)
    assert detail in said


@pytest.mark.parametrize(
    "captured",
    [
        {"status": "pending"},
        {"status": "success", "timestamp": "soon", "original_url": URL},
        {"status": ["success"]},
        {},
    ],
)
def test_a_capture_that_never_ends_is_not_remembered_and_due_again(captured):
    assert saved(LIVE, captures={URL: captured}) == ([URL], [])


def test_a_page_that_somebody_saved_lately_has_that_copy():
    lately = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
    words = "The same snapshot had been made 4 hours ago."
    asked, remembered = saved(LIVE, refusals={URL: words}, copies={URL: {lately: html(TITLE)}})
    assert (asked, remembered) == ([], [(ArchiveOutcome.SAVED, f"{ARCHIVE}/web/20261120120000/{URL}", words)])
    assert saved(LIVE, refusals={URL: words}) == ([], [(ArchiveOutcome.NOT_SAVED, None, words)])


def test_a_page_is_handed_over_again_only_after_the_days_of_the_settings():
    with ArchiveWeb(Plan(answers=LIVE, faults={})) as web, History.open() as history:
        for days in (0, 8, 29, 31):
            run(web, history, cites(URL), days=days)
        forms = [request.body.decode() for request in web.asked("save") if request.method == "POST"]
    assert len(forms) == 2
    assert "if_not_archived_within=30d" in forms[0]


def test_no_more_pages_than_the_settings_allow_are_handed_over_in_one_run():
    urls = [f"https://live{n}.example/r" for n in range(5)]
    with ArchiveWeb(Plan(answers=dict.fromkeys(urls, html(TITLE)), faults={})) as web, History.open() as history:
        run(web, history, cites(*urls), save_pages=3)
        first = list(web.saved)
        run(web, history, cites(*urls), save_pages=3)
    assert (first, web.saved) == (urls[:3], urls)


@pytest.mark.parametrize(
    "broken",
    [
        status(429),
        status(401),
        status(503),
        status(302, ("Location", "https://evil.example/")),
        Answer(body=b"<html>"),
        Answer(body=b"[]"),
    ],
)
def test_an_archive_that_fails_is_left_alone_for_this_run(broken):
    urls = [URL, "https://live2.example/r"]
    plan = Plan(answers=dict.fromkeys(urls, html(TITLE)), faults={})
    with ArchiveWeb(plan, broken={"save": broken}) as web, History.open() as history:
        run(web, history, cites(*urls))
        assert saves(history) == []
        assert len(web.asked("save")) == 1


def test_the_keys_go_to_the_archive_alone_and_are_shown_nowhere(caplog):
    caplog.set_level(logging.DEBUG)
    with ArchiveWeb(Plan(answers=LIVE, faults={}), broken={"timegate": status(404)}) as web, History.open() as history:
        run(web, history, cites(URL))
        shown = [request for request in web.requests if KEYS in str(request.headers)]
        assert {(r.host, r.target.partition("/s")[0]) for r in shown} == {("archive.example", "")}
        assert all(request.target.startswith("/save") for request in shown)
        assert "s3cret" not in str(history.archive_answers_of([URL]))
    assert "s3cret" not in caplog.text


@pytest.mark.parametrize("value", [None, "", "no-colon", "a:b c", "a:\n"])
def test_keys_that_are_not_there_are_a_mistake_to_tell_before_anything_is_asked(monkeypatch, value):
    monkeypatch.delenv(VARIABLE) if value is None else monkeypatch.setenv(VARIABLE, value)
    with pytest.raises(SettingsError, match=r"links\.save_keys_env") as raised:
        saving_keys(LinkSettings(save_keys_env=VARIABLE))
    assert value in (None, "") or value not in str(raised.value)


def test_keys_are_sent_over_https_only():
    with pytest.raises(SettingsError, match=r"links\.save_service"):
        override(Settings(), "links", save_service="http://archive.example/save")


def test_what_was_saved_is_suggested_when_the_page_is_dead():
    plan, cited = Plan(answers=dict(LIVE), faults={}), cites(URL)
    with ArchiveWeb(plan) as web, History.open() as history:
        run(web, history, cited)
        plan.answers[URL] = status(404)
        web.copies[URL] = {SAVED_AT: html(TITLE)}
        web.broken = {"timegate": status(404), "available": status(503)}
        run(web, history, cited, days=10)
        [verdict] = judge_citations(cited, history)
    assert (verdict.verdict, verdict.archive) == (VerdictKind.DEAD, ArchiveOutcome.FOUND)
    assert (verdict.suggestion.kind, verdict.suggestion.url) == (SuggestionKind.ARCHIVED, COPY)
    assert verdict.suggestion.why == (
        "An archive has a copy of 2026-11-26, saved while the page was there; it shows the cited work."
    )
