"""Rendered notes are read as well as the floors say: those the rules were written with, and others."""

import tomllib
from pathlib import Path

import pytest

from cetingest.citations.fields import CONFIDENCE
from tests.evaluation.notes.confidence import fields_of, reliability
from tests.evaluation.notes.confidence import shares as shares_by_cue
from tests.evaluation.notes.scoring import is_marked, load, shares
from tests.evaluation.notes.written import SETS, faults_of, load_written, written_shares

FLOORS = tomllib.loads(Path(__file__).with_name("floors.toml").read_text(encoding="utf-8"))["citations"]["notes"]


@pytest.mark.parametrize("half", ["tuned", "held_out"])
def test_author_title_date_and_url_of_rendered_notes_are_right(half):
    measured = shares(half)
    assert {name: (share, FLOORS[half][name]) for name, share in measured.items() if share < FLOORS[half][name]} == {}
    assert measured.keys() == FLOORS[half].keys()


def test_the_rendered_notes_are_many_and_of_many_kinds():
    notes = [*load("tuned"), *load("held_out")]
    assert len(notes) >= 400
    assert {note["language"] for note in notes} == {"en", "de", "fr", "es", "ja"}
    assert len({(note["style"], note["form"]) for note in notes}) >= 7
    assert sum(map(is_marked, notes)) >= 300


@pytest.mark.parametrize("name", [name for name in SETS if name != "manuals"])
def test_notes_as_reports_print_them_are_read(name):
    assert written_shares(name)["notes"] >= FLOORS["written"][name]


@pytest.mark.parametrize("note", load_written("manuals"), ids=lambda note: note["text"][:60])
def test_a_note_in_a_form_of_the_manuals_is_read(note):
    assert list(faults_of(note)) == []


def test_the_written_notes_are_many():
    assert sum(map(len, map(load_written, SETS))) >= 600


def test_the_confidence_of_a_field_is_the_share_that_was_right_when_it_was_last_measured():
    measured = shares_by_cue(list(fields_of("tuned", "open")))
    differing = {
        (name, cue): (share, CONFIDENCE[name][cue])
        for name, by_cue in measured.items()
        for cue, share in by_cue.items()
        if abs(CONFIDENCE[name][cue] - share) > 0.02
    }
    assert differing == {}, "python -m tests.evaluation.notes.confidence prints them anew"


def test_fields_of_notes_kept_from_the_rules_are_right_about_as_often_as_their_confidence_says():
    bands = reliability(list(fields_of("held_out", "sealed")))
    assert {band: (mean, share) for band, count, mean, share in bands if count >= 100 and share < mean - 0.1} == {}
    assert sum(count for _, count, _, _ in bands) > 2_000
