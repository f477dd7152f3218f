"""Each entry of the lists of words does what its example says, and leaves its counterexample alone."""

from collections import Counter
from pathlib import Path

import pytest

import cetingest
from cetingest.extract.body.headings import is_caption
from cetingest.extract.body.standing_alone import is_division
from cetingest.extract.notes.endnotes import heads_notes
from cetingest.extract.notes.table_notes import begins_source
from cetingest.extract.ocr.tesseract import model_for
from cetingest.extract.regions.labels import mark_labels
from cetingest.extract.regions.page_numbers import read_page_number
from cetingest.extract.texts.language import guess_language
from cetingest.language.data_files import read_rows
from cetingest.sandbox.titles import clean_title

PACKAGE = Path(cetingest.__file__).parent
# What an entry of each list does to a text that it is for.
TRIED = {
    "extract/data/captions.csv": lambda _, text: is_caption(text),
    "extract/data/common_words.csv": lambda entry, text: guess_language(text) == entry["language"],
    "extract/data/divisions.csv": lambda _, text: is_division(text),
    "extract/data/note_headings.csv": lambda _, text: heads_notes(text),
    "extract/data/note_words.csv": lambda _, text: bool(mark_labels(text)),
    "extract/data/ocr_models.csv": lambda entry, text: model_for(text) == entry["model"],
    "extract/data/table_words.csv": lambda _, text: begins_source(text),
    "extract/data/page_numbers.csv": lambda _, text: read_page_number(text) is not None,
    "sandbox/data/no_titles.csv": lambda _, text: clean_title(text) != text,
}
ENTRIES = [(name, entry) for name in TRIED for entry in read_rows("cetingest", name)]


def entry_id(value):
    return value if isinstance(value, str) else value["example"][:40]


def test_every_list_of_words_is_tried():
    assert {
        f.relative_to(PACKAGE).as_posix() for room in ("extract", "sandbox") for f in PACKAGE.glob(f"{room}/**/*.csv")
    } == {*TRIED, "extract/data/confidence.csv"}  # weights, no words


@pytest.mark.parametrize(("name", "entry"), ENTRIES, ids=entry_id)
def test_an_entry_finds_its_example_and_not_its_counterexample(name, entry):
    assert entry["example"] and TRIED[name](entry, entry["example"])
    assert entry["counterexample"] and not TRIED[name](entry, entry["counterexample"])


@pytest.mark.parametrize(("name", "entry"), ENTRIES, ids=entry_id)
def test_an_example_holds_a_word_of_its_entry(name, entry):
    words = (entry.get("words") or entry.get("word") or "").casefold().split()
    assert not words or any(word in entry["example"].casefold() for word in words)


@pytest.mark.parametrize("name", TRIED)
def test_no_entry_stands_in_a_list_twice(name):
    columns = [
        tuple(value for column, value in entry.items() if "example" not in column)
        for entry in read_rows("cetingest", name)
    ]
    assert [entry for entry, count in Counter(columns).items() if count > 1] == []
