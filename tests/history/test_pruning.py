"""Pruning deletes what only repeats: no verdict changes, today or after any further fetches."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from upath import UPath

from cetingest.errors import StorageError
from cetingest.history import History, back_up, compact_history, prune_history, restore
from cetingest.history.ages import age_limit
from cetingest.history.backup_files import Rows
from cetingest.history.repeats import answers_to_keep, fetches_to_keep
from cetingest.history.strikes import with_past
from cetingest.links import judge, judge_requests
from cetingest.links.replacements.replacements import Judged, with_suggestions
from cetingest.model import ArchiveAnswer, ArchiveOutcome, Fetch, Reach, Redirect, WebPage
from cetingest.settings import LinkSettings
from cetingest.storage import dumps
from tests.factories import FETCHED_AT, fetch

A = "https://a.test/report"
ITEM = {"title": "Energy Outlook of the Northern Provinces"}
ARCHIVE = "https://archive.test/1"


def at(**ago):
    return FETCHED_AT + dt.timedelta(**ago)


# --- the rule, as a table ---------------------------------------------------------------------------------------------

OK, GONE, TIMEOUT, BLOCKED, LOST = Reach.OK, Reach.GONE, Reach.TIMEOUT, Reach.BLOCKED, Reach.DNS_NOT_FOUND


@pytest.mark.parametrize(
    ("story", "kept"),
    [
        ([], []),
        ([(0, OK)], [0]),
        ([(0, OK), (7, OK), (14, OK), (21, OK)], [0, 3]),
        ([(0, OK), (7, OK), (14, BLOCKED), (15, BLOCKED), (16, BLOCKED)], [0, 1, 2, 4]),
        ([(0, OK), (1, GONE), (1.001, GONE), (4.1, GONE), (5, GONE), (7.2, GONE), (8, GONE)], [0, 1, 2, 3, 5, 6]),
        ([(0, TIMEOUT), (0.1, TIMEOUT), (1, TIMEOUT), (3, TIMEOUT), (4, TIMEOUT), (5, TIMEOUT)], [0, 3, 5]),
        ([(0, LOST), (0.5, LOST), (0.9, LOST), (1.1, LOST), (1.5, LOST)], [0, 2, 4]),
        ([(0, OK), (1, OK), (2, GONE), (3, OK), (4, OK), (5, OK)], [0, 2, 3, 5]),
    ],
)
def test_what_only_repeats_goes_and_what_strikes_or_changes_stays(story, kept):
    fetches = [fetch(A, fetched_at=at(days=day), reach=reach) for day, reach in story]
    assert list(fetches_to_keep(fetches)) == kept


def test_another_way_or_title_is_a_change_and_another_text_is_none():
    page = WebPage(titles=("One",), text_start="morning")
    fetches = [
        fetch(A, page=page),
        fetch(A, page=WebPage(titles=("One",), text_start="evening")),
        fetch(A, page=WebPage(titles=("Two",))),
        fetch(A, page=WebPage(titles=("Two",)), redirects=(Redirect(url=A, status_code=302),)),
        fetch(A, page=WebPage(titles=("Two",)), redirects=(Redirect(url=A, status_code=302),)),
        fetch(A),
    ]
    assert list(fetches_to_keep(fetches)) == [0, 2, 3, 5]


def test_of_fetches_that_failed_by_our_own_fault_the_last_stays():
    fetches = [fetch(A, is_offline=offline, fetched_at=at(days=day)) for day, offline in enumerate([1, 0, 1, 0, 1, 0])]
    assert list(fetches_to_keep(fetches)) == [1, 4, 5]


def test_of_archives_the_last_answer_of_each_service_and_the_last_copy_stay():
    found, none, busy = ArchiveOutcome.FOUND, ArchiveOutcome.NO_COPY, ArchiveOutcome.NOT_ASKED
    day = dt.date(2024, 5, 1)
    said = [("s", None, found), ("s", None, found), ("t", None, none), ("s", None, busy), ("s", day, none)]
    answers = [
        ArchiveAnswer(url=A, asked_at=at(days=number), service=service, wanted_date=wanted, outcome=outcome)
        for number, (service, wanted, outcome) in enumerate([*said, ("t", None, none)])
    ]
    assert list(answers_to_keep(answers)) == [1, 3, 4, 5]


# --- what must always hold --------------------------------------------------------------------------------------------

PAGES = st.sampled_from([None, WebPage(titles=("Energy Outlook of the Northern Provinces",)), WebPage(titles=("404",))])
WAYS = st.sampled_from([(), (Redirect(url=A, status_code=301),)])


@st.composite
def fetches(draw: st.DrawFn) -> tuple[Fetch, ...]:
    """A story of one URL, in order of time: hours or weeks apart, each reach, now and then offline."""
    moment, story = FETCHED_AT, []
    for reach in draw(st.lists(st.sampled_from(Reach), max_size=25)):
        moment += dt.timedelta(hours=draw(st.sampled_from([0, 1, 10, 20, 21, 71, 72, 73, 168])))
        story.append(
            fetch(
                A,
                fetched_at=moment,
                reach=reach,
                page=draw(PAGES),
                redirects=draw(WAYS),
                is_offline=reach is Reach.NOT_FETCHED or draw(st.integers(0, 5)) == 0,
            )
        )
    return tuple(story)


@st.composite
def repetitive(draw: st.DrawFn) -> tuple[Fetch, ...]:
    """A story as most are: the same answer many times."""
    story, moment = [], FETCHED_AT
    for _ in range(draw(st.integers(1, 4))):
        reach, page = draw(st.sampled_from([OK, GONE, TIMEOUT, BLOCKED, LOST])), draw(PAGES)
        step = draw(st.sampled_from([0.01, 8, 24, 73]))
        for _ in range(draw(st.integers(1, 8))):
            moment += dt.timedelta(hours=step)
            story.append(fetch(A, fetched_at=moment, reach=reach, page=page))
    return tuple(story)


STORIES = fetches() | repetitive()


def judged(story):
    """Judge a story as `judge_requests` does, without a database: examples come by the hundred."""
    online = tuple(f for f in story if not f.is_offline)
    offline_fetch = next((f for f in reversed(story) if f.is_offline), None)
    return with_past(judge(A, ITEM, online, offline_fetch=offline_fetch), online)


def told(story):
    """Return everything that is concluded from a story: the verdict as it is published, how long it is believed."""
    online = tuple(f for f in story if not f.is_offline)
    return dumps(judged(story)), online and age_limit(online, LinkSettings()), story and story[-1].fetched_at


def pruned(story):
    kept = frozenset(fetches_to_keep(story))
    return tuple(fetch for number, fetch in enumerate(story) if number in kept)


@given(STORIES, STORIES)
@settings(max_examples=300, deadline=None)
def test_the_same_is_concluded_from_a_pruned_story_whatever_is_fetched_afterwards(before, after):
    pause = (before[-1].fetched_at - FETCHED_AT) if before else dt.timedelta()
    later = tuple(replace(f, fetched_at=f.fetched_at + pause) for f in after)
    for number in range(len(later) + 1):
        assert told(pruned(before) + later[:number]) == told(before + later[:number])


@given(STORIES)
@settings(max_examples=200, deadline=None)
def test_at_each_moment_of_the_past_the_kind_of_the_verdict_stays(story):
    less = pruned(story)
    for number, last in enumerate(story, 1):
        before = judged(story[:number])
        after = judged(tuple(f for f in less if f.fetched_at <= last.fetched_at))
        if last.is_offline or (number < len(story) and story[number].fetched_at == last.fetched_at):
            continue
        assert (after.verdict, after.reach, after.content, after.strikes) == (
            before.verdict,
            before.reach,
            before.content,
            before.strikes,
        )


@given(STORIES)
@settings(max_examples=100, deadline=None)
def test_pruning_twice_prunes_nothing_more(story):
    assert pruned(pruned(story)) == pruned(story)


@given(
    st.lists(
        st.builds(
            ArchiveAnswer,
            url=st.just(A),
            asked_at=st.integers(0, 99).map(lambda day: at(days=day)),
            service=st.sampled_from("st"),
            wanted_date=st.sampled_from([None, dt.date(2024, 5, 1)]),
            outcome=st.sampled_from(ArchiveOutcome),
            copy_url=st.sampled_from([ARCHIVE, "https://archive.test/2"]),
        ),
        max_size=12,
    )
)
@settings(max_examples=40, deadline=None)
def test_the_same_is_suggested_by_pruned_answers_of_archives(answers):
    answers = sorted(answers, key=lambda answer: answer.asked_at)
    kept = frozenset(answers_to_keep(answers))
    suggested = []
    for some in (answers, [answer for number, answer in enumerate(answers) if number in kept]):
        with History.open() as history:
            history.record([fetch(A, reach=GONE), fetch(A, reach=GONE), fetch(ARCHIVE)])
            history.record_archive_answers(some)
            [verdict] = judge_requests([(A, ITEM)], history)
            suggested.append(dumps(with_suggestions([Judged(verdict=verdict, item=ITEM)], history)))
    assert suggested[0] == suggested[1]


# --- in databases -----------------------------------------------------------------------------------------------------


def filled(place, urls=250):
    """250 URLs, which is more than are pruned at once: each there weekly for half a year, the archive asked monthly."""
    with History.open(place) as history:
        history.record(
            fetch(f"https://a.test/{n}", fetched_at=at(days=7 * week)) for n in range(urls) for week in range(26)
        )
        history.record_archive_answers(
            ArchiveAnswer(
                url=A,
                asked_at=at(days=30 * month),
                service="s",
                wanted_date=None,
                outcome=ArchiveOutcome.NO_COPY,
            )
            for month in range(6)
        )


def test_what_is_older_than_the_cut_and_repeats_is_deleted_and_the_rest_is_not(place):
    filled(place)
    cut = at(days=100)  # the first 15 weeks, of which the first and the last tell something; 4 months
    whole, dropped = Rows(fetches=250 * 26, archive_answers=6), Rows(fetches=250 * 13, archive_answers=3)
    rehearsed = prune_history(place, cut, is_rehearsal=True)
    assert (rehearsed.dropped, rehearsed.of) == (dropped, whole)
    assert prune_history(place, cut) == rehearsed
    again = prune_history(place, cut)
    assert (again.dropped, again.of) == (Rows(), Rows(fetches=250 * 13, archive_answers=3))
    with History.open(place) as history:
        moments = [f.fetched_at for f in history.everything_of("https://a.test/7")]
    assert moments == [at(), *(at(days=7 * week) for week in range(14, 26))]


def test_the_file_of_a_pruned_history_shrinks_when_told_to(tmp_path):
    place = tmp_path / "history.db"
    filled(place)
    prune_history(place, at(days=200))
    before = place.stat().st_size
    compact_history(place)
    assert place.stat().st_size < before / 2
    with History.open(place) as history:
        assert history.count() == 500


def test_what_was_pruned_comes_back_from_a_backup_that_is_merged(tmp_path):
    place, file = f"sqlite:///{tmp_path / 'history.db'}", UPath(tmp_path / "b.gz")
    filled(place, urls=3)
    back_up(place, file)
    prune_history(place, at(days=200))
    assert restore(place, file, is_merging=True).added == Rows(fetches=3 * 24, archive_answers=5)


def test_where_there_is_no_history_nothing_is_made_by_pruning(tmp_path):
    with pytest.raises(StorageError, match="there is no history yet"):
        prune_history(tmp_path / "history.db", at())
    assert list(tmp_path.iterdir()) == []
