"""Findings of the labelled reports are found as well as the floors say, by sentence and key fields."""

import tomllib
from pathlib import Path

import pytest

from cetingest.findings import find
from tests.evaluation.findings import SETS, below, families, totals
from tests.evaluation.labelled_findings import load
from tests.japan import gold_document

FLOORS = tomllib.loads(Path(__file__).with_name("floors.toml").read_text(encoding="utf-8"))["findings"]


def test_every_kind_of_finding_is_found_as_well_as_its_floor_says():
    assert below(FLOORS) == []


@pytest.mark.parametrize("name", SETS)
def test_every_kind_that_a_set_labels_has_a_floor_and_no_other(name):
    assert set(FLOORS[name]) == set(totals(SETS[name]))


def test_a_series_on_another_subject_needs_no_code():
    found = find(load("chile")[0], families())
    assert (found.family, found.subject, found.edition) == ("energy_readiness", "CHL", "2024")


def test_every_quote_is_exactly_what_its_block_says():
    document = gold_document()
    texts = {block.block_id: block.text for block in document.blocks}
    quotes = [finding.quote for finding in find(document).statements]
    assert [q.text for q in quotes] == [texts[q.block_id][q.start : q.end] for q in quotes]
    assert len(quotes) > 0
