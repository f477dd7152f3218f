"""The project's own labelled documents, by five producers, are read as well as the floors say."""

import json
import tomllib
from pathlib import Path

import pytest

from cetingest.citations import cite
from cetingest.extract import read_document
from cetingest.settings import ExtractSettings
from tests.evaluation.scoring import mean, score

FOLDER = Path(__file__).parents[1] / "data" / "labelled"
FLOORS = tomllib.loads(Path(__file__).with_name("floors.toml").read_text(encoding="utf-8"))["extract"]["labelled"]
NAMES = sorted(path.name.removesuffix(".gold.json") for path in FOLDER.glob("*.gold.json"))


@pytest.fixture(scope="module")
def scores():
    return {name: measure(name) for name in NAMES}


def measure(name):
    document = read_document(FOLDER / f"{name}.pdf", document_id=name, settings=ExtractSettings())
    gold = json.loads((FOLDER / f"{name}.gold.json").read_text(encoding="utf-8"))
    return score(gold, document, cite(document))


def test_the_mean_of_every_measure_is_at_or_above_its_floor(scores):
    means = mean(scores.values())
    below = {name: (means[name], floor) for name, floor in FLOORS["mean"].items() if means[name] < floor}
    assert below == {}, scores
    assert means.keys() == FLOORS["mean"].keys()


def test_no_document_has_fewer_of_its_notes_found_than_its_floor(scores):
    found = {name: measures["note_recall"] for name, measures in scores.items()}
    assert {name: (found[name], floor) for name, floor in FLOORS["note_recall"].items() if found[name] < floor} == {}
    assert found.keys() == FLOORS["note_recall"].keys()


def test_every_labelled_document_is_small_and_has_its_gold():
    pdfs = sorted(FOLDER.glob("*.pdf"))
    assert [path.stem for path in pdfs] == NAMES
    assert [path.name for path in pdfs if path.stat().st_size > 200_000] == []
