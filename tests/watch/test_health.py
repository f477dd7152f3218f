"""Checks of the corpus: each passes on a sound corpus and fails on one that has what it is about."""

import datetime as dt

import pytest

from cetingest.history import History
from cetingest.model import Reach, VerdictKind
from cetingest.settings import CheckSettings, LinkSettings, Settings
from cetingest.watch import CORPUS_CHECKS, check_corpus
from tests import factories as make
from tests.watch.corpora import publish, storage_in, unreadable, with_dead_citation

NOW = make.FETCHED_AT + dt.timedelta(days=1)
URL = "https://a.test/"


@pytest.fixture
def storage(tmp_path):
    return storage_in(tmp_path)


def remember(storage, *fetches):
    with History.open(storage.history) as history:
        history.record(fetches)


def results(storage, *, checks=None, now=NOW):
    settings = Settings(checks=checks or CheckSettings())
    return {result.name: result for result in check_corpus(storage, settings, now)}


def failed(storage, **options):
    return [result.name for result in results(storage, **options).values() if not result.passed]


def test_every_check_of_a_sound_corpus_passes_and_counts(storage):
    publish(storage, make.dossier())
    remember(storage, make.fetch(URL))
    found = results(storage)
    assert [name for name, result in found.items() if not result.passed] == []
    assert list(found) == [check.name for check in CORPUS_CHECKS]
    assert all(result.numbers and not result.sheet.rows for result in found.values())


def test_checks_of_an_empty_corpus_pass(storage):
    publish(storage)
    assert failed(storage) == []


def unpaired():
    lost = make.reference("9", footnote_id=None, provenance=(make.place(4),))
    return make.dossier(document=make.document(footnote_references=(make.reference(), lost)))


@pytest.mark.parametrize(
    ("dossiers", "name", "sentence", "row"),
    [
        (
            (make.dossier(), unreadable()),
            "every_document_was_read",
            "Failed: 1 of 2 documents.",
            ("broken.pdf", "3", "broken.pdf is no PDF; open it."),
        ),
        (
            tuple(make.dossier(name, document=make.document(name, sha256="f" * 64)) for name in "ba"),
            "no_document_comes_twice",
            "Copies under another name: 1 of 2 documents.",
            ("2", "a.pdf, b.pdf", "f" * 64),
        ),
        (
            (unpaired(),),
            "references_have_footnotes",
            "Without a footnote: 1 of 2 references (50.0%; warned above 1.0%).",
            ("doc", "4", "9"),
        ),
        (
            (with_dead_citation(),),
            "few_citations_are_broken",
            "Broken: 1 of 1 cited URLs (100.0%; warned above 10.0%).",
            ("doc", "1", "0", "1"),
        ),
        (
            (make.dossier(verdicts=(make.verdict(VerdictKind.LIVE_BUT_WRONG),)),),
            "few_citations_are_broken",
            "Broken: 1 of 1 cited URLs (100.0%; warned above 10.0%).",
            ("doc", "0", "1", "1"),
        ),
        (
            (with_dead_citation(),),
            "findings_still_stand",
            "On broken citations only: 6 of 7 findings (warned above 0).",
            ("doc", "1", "doc-assessment-1", "A sentence."),
        ),
    ],
)
def test_a_fault_is_counted_and_shown_in_a_table(storage, dossiers, name, sentence, row):
    publish(storage, *dossiers)
    remember(storage, make.fetch(URL))
    result = results(storage)[name]
    assert (result.passed, result.sentence, result.sheet.rows[0]) == (False, sentence, row)
    assert len(result.sheet.headings) == len(row)


@pytest.mark.parametrize(
    ("fetches", "days", "is_late"),
    [
        ((), 0, True),
        ((make.fetch(URL),), 8.9, False),  # a live page is believed seven days, and a run may be late by two
        ((make.fetch(URL),), 9.1, True),
        ((make.fetch(URL, reach=Reach.TIMEOUT),), 1.9, False),
        ((make.fetch(URL, reach=Reach.TIMEOUT),), 2.1, True),
        ((make.fetch(URL, reach=Reach.CONNECTION_FAILED, is_offline=True),), 0, True),
        ((make.fetch(URL, fetched_at=make.FETCHED_AT + dt.timedelta(days=400)),), 0, False),  # a clock was set wrong
    ],
)
def test_a_url_is_late_when_it_was_not_asked_again_in_time(storage, fetches, days, is_late):
    publish(storage, make.dossier())
    remember(storage, *fetches)
    result = results(storage, now=make.FETCHED_AT + dt.timedelta(days=days))["links_were_asked_in_time"]
    assert (result.passed, len(result.sheet.rows)) == (not is_late, int(is_late))


@pytest.mark.parametrize(
    ("name", "lenient"),
    [
        ("references_have_footnotes", CheckSettings(unpaired_share=0.5)),
        ("few_citations_are_broken", CheckSettings(broken_share=1.0)),
        ("findings_still_stand", CheckSettings(broken_findings=6)),
        ("links_were_asked_in_time", CheckSettings(late_share=1.0)),
    ],
)
def test_a_threshold_of_the_settings_decides(storage, name, lenient):
    publish(storage, make.dossier(document=unpaired().document, verdicts=with_dead_citation().verdicts))
    assert name in failed(storage)
    assert name not in failed(storage, checks=lenient)


def test_who_told_cetingest_to_ask_nobody_is_not_warned_that_nobody_was_asked(storage):
    publish(storage, make.dossier())
    offline = Settings(links=LinkSettings(is_offline=True))
    found = {result.name: result for result in check_corpus(storage, offline, NOW)}
    assert (found["links_were_asked_in_time"].passed, found["links_were_asked_in_time"].numbers["never asked"]) == (
        True,
        1,
    )


def test_a_long_table_is_cut_and_says_how_long_it_is(storage):
    publish(storage, *(unreadable(f"broken-{number:02}") for number in range(45)))
    result = results(storage)["every_document_was_read"]
    assert (len(result.sheet.rows), result.sheet.row_count, result.numbers["failed"]) == (20, 45, 45)
