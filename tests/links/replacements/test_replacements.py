"""What is suggested: found by asking once, shown from history alone, never without having been judged."""

import datetime as dt

import pytest

from cetingest.history import History
from cetingest.links import cited_links, fetch_urls, judge_citations, judged_links, seek_suggestions
from cetingest.links.replacements.replacements import wanted_date
from cetingest.links.replacements.variants import variants_of
from cetingest.model import ArchiveOutcome, Reach, SuggestionKind
from tests.factories import FETCHED_AT, citation, citation_list, cited_url
from tests.loopback.archive import ARCHIVE, ArchiveWeb
from tests.loopback.plan import Answer, HostFault, Manner, Plan, html, pdf, redirect, status
from tests.loopback.resolver import quick
from tests.loopback.sites import OTHER, TITLE

READ_ON = {"date-parts": ((2023, 5, 6),)}
ITEM = {"type": "report", "title": TITLE, "accessed": READ_ON}
THEN = dt.datetime(2023, 5, 1, 12, tzinfo=dt.UTC)
EARLIER = dt.datetime(2015, 5, 1, 12, tzinfo=dt.UTC)
URL = "http://www.old.example/report"


def cites(url=URL, item=ITEM, candidates=()):
    cited = (cited_url(url, candidates=candidates),)
    return citation_list(cited_urls=cited, citations=(citation(item=item),))


def seek(web, cited, history, days=0, **changes):
    settings = quick(web, **(web.settings() | changes))
    now = lambda: FETCHED_AT + dt.timedelta(days=days)  # noqa: E731
    fetch_urls([c.url for c in cited.cited_urls], settings=settings, history=history, now=now)
    seek_suggestions(judged_links(cited_links(cited), history), settings=settings, history=history, now=now)
    asked = len(web.requests)
    [verdict] = judge_citations(cited, history)
    assert len(web.requests) == asked  # publishing asks nobody
    return verdict


def suggested(answers, *, cited=None, copies=None, faults=None, **changes):
    with ArchiveWeb(Plan(answers=answers, faults=faults or {}), copies) as web, History.open() as history:
        verdict = seek(web, cited or cites(), history, **changes)
    found = verdict.suggestion
    return found and (found.kind, found.url, found.why.partition("; ")[2])


SURE, UNCOMPARED = "it shows the cited work.", "whether it shows the cited work was not compared."
LOOK = "look whether it shows the cited work."
COPY = f"{ARCHIVE}/web/20230501120000/{URL}"
GONE = {URL: status(404)}


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (
            GONE | {"https://www.old.example/report": html(TITLE)},
            (SuggestionKind.VARIANT, "https://www.old.example/report", SURE),
        ),
        (
            GONE | {"https://old.example/report": html(TITLE)},
            (SuggestionKind.VARIANT, "https://old.example/report", SURE),
        ),
        (
            {URL: Answer(manner=Manner.RESET), "https://www.old.example/report": pdf()},
            (SuggestionKind.VARIANT, "https://www.old.example/report", UNCOMPARED),
        ),
        (
            GONE
            | {
                "https://www.old.example/report": redirect("https://new.example/r"),
                "https://new.example/r": html(TITLE),
            },
            (SuggestionKind.VARIANT, "https://new.example/r", SURE),
        ),
        (GONE | {"https://www.old.example/report": html(OTHER)}, None),
        (GONE | {"https://www.old.example/report": html("Page not found")}, None),
        (GONE | {"https://www.old.example/report": status(403)}, None),
        (
            GONE
            | {"https://www.old.example/report": redirect("https://www.old.example/")}
            | {"https://www.old.example/": html("Ministry of Trade")},
            None,
        ),
        ({URL: html(TITLE), "https://www.old.example/report": html(TITLE)}, None),
        ({URL: status(403), "https://www.old.example/report": html(TITLE)}, None),
    ],
)
def test_a_variant_is_suggested_when_it_answers_and_nothing_speaks_against_it(answers, expected):
    assert suggested(answers) == expected


@pytest.mark.parametrize(
    ("copy", "expected"),
    [
        (html(TITLE), (SuggestionKind.ARCHIVED, COPY, SURE)),
        (pdf(), (SuggestionKind.ARCHIVED, COPY, UNCOMPARED)),
        (html("経済産業省の半導体に関する施策の一覧", language="ja"), (SuggestionKind.ARCHIVED, COPY, LOOK)),
        (html(OTHER), None),
        (html("404 Not Found"), None),
        (status(404), None),
    ],
)
def test_a_copy_nearest_the_day_of_reading_is_suggested_when_it_may_be_the_work(copy, expected):
    assert suggested(GONE, copies={URL: {THEN: copy, EARLIER: html(TITLE)}}) == expected


def test_a_copy_of_another_page_is_not_suggested():
    home = "http://www.old.example/"
    copies = {
        URL: {THEN: redirect(f"{ARCHIVE}/web/20230501120000/{home}", 302)},
        home: {THEN: html("Ministry of Trade")},
    }
    assert suggested(GONE, copies=copies) is None


def test_a_reading_of_the_printed_address_comes_before_variants_and_copies():
    mended = "http://www.old.example/report-2023"
    answers = GONE | {mended: html(TITLE), "https://www.old.example/report": html(TITLE)}
    cited = cites(candidates=("http://www.old.example/reports", mended))
    assert suggested(answers, cited=cited, copies={URL: {THEN: html(TITLE)}}) == (SuggestionKind.MENDED, mended, SURE)


def test_only_what_the_document_may_mean_and_its_variants_are_asked():
    with ArchiveWeb(Plan(answers=GONE, faults={})) as web, History.open() as history:
        seek(web, cites(candidates=("http://www.old.example/reports",)), history)
        found = {f"{r.host}{r.target}" for r in web.requests if r.host != "archive.example"}
        cited = history.cited_urls()
    assert found == {"www.old.example/report", "www.old.example/reports"}  # old.example has no address here
    assert cited == (URL,)


def test_a_page_that_moved_for_good_needs_no_archive():
    answers = {URL: redirect("http://new.example/r"), "http://new.example/r": html(TITLE)}
    with ArchiveWeb(Plan(answers=answers, faults={})) as web, History.open() as history:
        verdict = seek(web, cites(), history)
        assert not web.asked("timegate")
    assert (verdict.suggestion.kind, verdict.suggestion.url) == (SuggestionKind.MOVED, "http://new.example/r")


def test_an_archive_that_fails_was_not_asked_and_is_asked_by_the_next_run():
    broken = {"timegate": status(503), "available": status(503)}
    plan = Plan(answers=GONE, faults={})
    with ArchiveWeb(plan, {URL: {THEN: html(TITLE)}}, broken) as web, History.open() as history:
        first = seek(web, cites(), history)
        web.broken = {}
        second = seek(web, cites(), history)
    assert (first.archive, first.suggestion) == (ArchiveOutcome.NOT_ASKED, None)
    assert (second.archive, second.suggestion.url) == (ArchiveOutcome.FOUND, COPY)


def test_an_archive_without_a_copy_is_asked_again_after_a_month():
    with ArchiveWeb(Plan(answers=GONE, faults={})) as web, History.open() as history:
        counts = []
        for days in (0, 1, 31):
            verdict = seek(web, cites(), history, days=days)
            counts.append(len(web.asked("timegate")))
    assert (verdict.archive, counts) == (ArchiveOutcome.NO_COPY, [1, 1, 2])


def test_what_was_looked_for_of_late_is_not_looked_for_again():
    with ArchiveWeb(Plan(answers=GONE, faults={}), {URL: {THEN: html(TITLE)}}) as web, History.open() as history:
        first = seek(web, cites(), history)
        asked = len(web.requests)
        assert seek(web, cites(), history, days=1) == first
        assert len(web.requests) == asked


@pytest.mark.parametrize("changes", [{"is_suggesting": False}, {"is_offline": True}])
def test_nothing_is_looked_for_unless_the_settings_allow(changes):
    with ArchiveWeb(Plan(answers=GONE, faults={})) as web, History.open() as history:
        seek(web, cites(), history, is_suggesting=False)
        asked = len(web.requests)
        seek(web, cites(), history, days=1, **changes)
        assert len(web.requests) == asked


def test_a_resolver_that_fails_is_no_reason_to_look():
    with (
        ArchiveWeb(Plan(answers={}, faults={"www.old.example": HostFault.NAME_FAILS})) as web,
        History.open() as history,
    ):
        seek(web, cites(), history)
        assert not web.requests


@pytest.mark.parametrize(
    ("url", "reach", "expected"),
    [
        ("http://a.example/x", Reach.GONE, ["https://a.example/x", "https://www.a.example/x"]),
        ("http://a.example/x", Reach.DNS_NOT_FOUND, ["https://www.a.example/x"]),
        ("https://www.a.example/x#y", Reach.TLS_HOSTNAME, ["https://a.example/x"]),
        ("www.a.example", Reach.TIMEOUT, ["https://www.a.example/", "https://a.example/"]),
        ("http://sub.a.example/", Reach.GONE, ["https://sub.a.example/"]),
        ("http://a.example:8080/", Reach.GONE, []),
        ("http://192.0.2.1/", Reach.TIMEOUT, []),
        ("http://[::1]/", Reach.TIMEOUT, []),
        ("ftp://a.example/", Reach.UNSAFE, []),
        ("https://", Reach.BAD_URL, []),
    ],
)
def test_variants_are_few_and_never_less_safe(url, reach, expected):
    assert [variant for variant, _ in variants_of(url, reach)] == expected


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (None, None),
        ({}, None),
        ({"accessed": READ_ON, "issued": {"date-parts": ((2020,),)}}, dt.date(2023, 5, 6)),
        ({"issued": {"date-parts": ((2020,),)}}, dt.date(2020, 7, 1)),
        ({"issued": {"date-parts": ((2020, 2),)}}, dt.date(2020, 2, 15)),
        ({"accessed": {"date-parts": ((2023, 2, 31),)}, "issued": {"date-parts": ((2020,),)}}, dt.date(2020, 7, 1)),
        ({"issued": {"date-parts": ()}}, None),
        ({"issued": {"date-parts": ((0,),)}}, None),
    ],
)
def test_the_day_wanted_is_that_of_reading_or_else_of_publication(item, expected):
    assert wanted_date(item) == expected
