"""Rendered notes are read as well as the floors say: those the rules were written with, and others."""

import tomllib
from pathlib import Path

import pytest

from tests.evaluation.notes.scoring import is_marked, load, shares
from tests.evaluation.notes.written import HALVES, load_written, written_shares

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


@pytest.mark.parametrize("half", HALVES)
def test_notes_as_reports_print_them_are_read(half):
    assert written_shares(half)["notes"] >= FLOORS["written"][half]


def test_the_written_notes_are_many():
    assert sum(len(load_written(half)) for half in HALVES) >= 120
