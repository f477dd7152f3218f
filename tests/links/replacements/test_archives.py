import datetime as dt
import json

import pytest

from cetingest.links.replacements.archives import Archives, Lookup
from cetingest.links.replacements.memento import (
    NoAnswerError,
    closest_snapshot,
    nearest_memento,
    original_of,
    parse_links,
)
from cetingest.model import ArchiveOutcome
from cetingest.web.client import WebClient
from tests.factories import FETCHED_AT
from tests.loopback.archive import ARCHIVE, ArchiveWeb
from tests.loopback.plan import Answer, HostFault, Manner, Plan, html, redirect, status
from tests.loopback.resolver import quick

URL = "https://gone.example/a?b=c"
EARLY, LATE = dt.datetime(2020, 1, 1, tzinfo=dt.UTC), dt.datetime(2024, 6, 30, 8, tzinfo=dt.UTC)
COPIES = {URL: {EARLY: html("A"), LATE: html("B")}}
NO_WEB = Plan(answers={}, faults={})


def look_up(web, *lookups, sleep=None, **changes):
    settings = quick(web, **(web.settings() | changes))
    with WebClient(settings) as client:
        archives = Archives(client=client, settings=settings, now=lambda: FETCHED_AT, sleep=sleep or (lambda _: None))
        return [answers for _, answers in archives.look_up(lookups)]


def only(service):
    services = {"archive_timegates": (), "archive_availability": (), "archive_timemaps": ()}
    return (
        services
        | {
            "timegate": {"archive_timegates": (f"{ARCHIVE}/timegate/",)},
            "available": {"archive_availability": (f"{ARCHIVE}/available",)},
            "timemap": {"archive_timemaps": (f"{ARCHIVE}/timemap/",)},
        }[service]
    )


SERVICES = ["timegate", "available", "timemap"]


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize(
    ("wanted", "made"),
    [(dt.date(2021, 1, 1), EARLY), (dt.date(2024, 1, 1), LATE), (dt.date(1990, 1, 1), EARLY), (None, LATE)],
)
def test_every_service_names_the_copy_nearest_the_day(service, wanted, made):
    with ArchiveWeb(NO_WEB, COPIES) as web:
        [[answer]] = look_up(web, Lookup(URL, wanted), **only(service))
    assert (answer.outcome, answer.copied_at) == (ArchiveOutcome.FOUND, made)
    assert answer.copy_url == f"{ARCHIVE}/web/{made:%Y%m%d%H%M%S}/{URL}"


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_that_knows_no_copy_has_none(service):
    with ArchiveWeb(NO_WEB) as web:
        [[answer]] = look_up(web, Lookup(URL), **only(service))
    assert (answer.outcome, answer.detail) == (ArchiveOutcome.NO_COPY, None)


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize(
    "answer",
    [
        status(429, ("Retry-After", "60")),
        status(403),
        status(500),
        status(503),
        Answer(manner=Manner.RESET),
        Answer(manner=Manner.GARBAGE),
        Answer(body=b"<html>maintenance"),
        Answer(body=b'{"archived_snapshots": {"closest": {"available": true}}}'),
        Answer(body=b'{"archived_snapshots": {"closest": {"available": true, "url": "javascript:alert(1)"}}}'),
        Answer(body=b"[" * 100_000),
        redirect("file:///etc/passwd", 302),
        redirect("http://169.254.169.254/latest", 302),
        redirect(f"{ARCHIVE}/timegate/x", 302),
        redirect(f"{ARCHIVE}/available", 302),
    ],
)
def test_an_archive_that_fails_or_refuses_was_not_asked(service, answer):
    with ArchiveWeb(NO_WEB, COPIES, broken=dict.fromkeys(SERVICES, answer)) as web:
        [[found]] = look_up(web, Lookup(URL), **only(service))
    assert (found.outcome, found.copy_url) == (ArchiveOutcome.NOT_ASKED, None)
    assert found.detail


def test_an_archive_out_of_reach_was_not_asked():
    with ArchiveWeb(Plan(answers={}, faults={"archive.example": HostFault.REFUSED})) as web:
        [answers] = look_up(web, Lookup(URL))
    assert {answer.outcome for answer in answers} == {ArchiveOutcome.NOT_ASKED}


def test_the_next_service_is_asked_where_one_has_no_copy_or_fails():
    with ArchiveWeb(NO_WEB, COPIES, broken={"timegate": status(404)}) as web:
        [[first, second]] = look_up(web, Lookup(URL))
    assert (first.outcome, second.outcome) == (ArchiveOutcome.NO_COPY, ArchiveOutcome.FOUND)


def test_an_archive_that_asks_for_fewer_requests_is_left_alone():
    lookups = [Lookup(f"{URL}{number}") for number in range(5)]
    with ArchiveWeb(NO_WEB, broken={"timegate": status(429)}) as web:
        assert len(look_up(web, *lookups)) == 1
        assert len(web.requests) == 1


def test_an_archive_that_fails_three_times_in_a_row_is_left_alone_and_the_log_says_so(caplog):
    lookups = [Lookup(f"{URL}{number}") for number in range(9)]
    with ArchiveWeb(NO_WEB, broken={"timegate": status(500)}) as web:
        assert len(look_up(web, *lookups, archive_availability=())) == 3
    [line] = [record.msg for record in caplog.records]
    assert (line.fields["reason"], bool(line.fields["host"])) == ("it answered 500", True)


def test_an_archive_is_asked_slowly_and_not_too_often_in_one_run():
    slept = []
    lookups = [Lookup(f"{URL}{number}") for number in range(9)]
    with ArchiveWeb(NO_WEB) as web:
        changes = {"archive_interval_seconds": 50.0, "archive_lookups": 4, **only("timegate")}
        assert len(look_up(web, *lookups, sleep=slept.append, **changes)) == 4
    assert [round(seconds) for seconds in slept] == [50, 50, 50]


def test_an_archive_is_told_the_day_and_nothing_more_than_the_url():
    with ArchiveWeb(NO_WEB, COPIES) as web:
        look_up(web, Lookup(URL, dt.date(2021, 2, 3)))
        [request] = web.asked("timegate")
    assert request.target == f"/timegate/{URL}"
    assert request.headers["accept-datetime"] == "Wed, 03 Feb 2021 12:00:00 GMT"


TIMEMAP = (
    "<http://a.test/>;rel=original,\n"
    '<http://x.test/web/1/http://a.test/>; rel="first memento"; datetime="Tue, 20 Jun 2000 18:02:59 GMT",\n'
    '<http://x.test/web/2/http://a.test/?a=1,2;b>; rel="memento"; datetime="Sat, 20 Jun 2020 18:02:59 GMT",\n'
    '<javascript:x>; rel="memento"; datetime="Sat, 20 Jun 2021 18:02:59 GMT",\n'
    '<http://x.test/web/3/>; rel="memento"; datetime="never",\n'
    "<http://x.test/cut"
)


def test_a_list_of_copies_is_read_as_far_as_it_is_one():
    assert nearest_memento(TIMEMAP, "http://x.test/", None).url == "http://x.test/web/2/http://a.test/?a=1,2;b"
    assert nearest_memento(TIMEMAP, "http://x.test/", dt.date(2003, 1, 1)).url == "http://x.test/web/1/http://a.test/"
    assert nearest_memento('<http://a.test/>; rel="original"', "http://x.test/", None) is None
    with pytest.raises(NoAnswerError):
        nearest_memento("not found", "http://x.test/", None)


@pytest.mark.parametrize(
    "text", ["<" * 250_000, "<a>;" * 60_000, '<a>;x="' * 35_000, "<a>" + ";" * 250_000, "<a>; " * 50_000]
)
def test_hostile_lists_cost_little(text):
    assert len(parse_links(text)) <= 60_000


def test_an_answer_about_availability_needs_no_time_of_its_own():
    snapshot = {"available": True, "url": "http://x.test/web/20200101000000/http://a.test/"}
    body = json.dumps({"archived_snapshots": {"closest": snapshot}}).encode()
    assert closest_snapshot(body, "http://x.test/").copied_at == EARLY
    assert closest_snapshot(b'{"archived_snapshots": {}}', "http://x.test/") is None


@pytest.mark.parametrize(
    ("copy", "original"),
    [
        ("https://web.archive.org/web/20200101000000/https://a.test/x?y#z", "https://a.test/x?y#z"),
        ("https://web.archive.org/web/20200101000000if_/http:/a.test/", "http://a.test/"),
        ("https://arquivo.test/wayback/20200101000000/www.a.test", "www.a.test"),
        ("https://a.test/20200101/x", None),
    ],
)
def test_an_address_of_a_copy_names_its_original(copy, original):
    assert original_of(copy) == original
