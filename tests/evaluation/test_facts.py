"""Quantities, events, entities and relations are found as well as the floors say."""

import tomllib
from pathlib import Path

import pytest

from tests.evaluation.facts import SETS, measures

FLOORS = tomllib.loads(Path(__file__).with_name("floors.toml").read_text(encoding="utf-8"))["facts"]


@pytest.mark.parametrize("name", SETS)
def test_facts_are_found_as_well_as_their_floors_say(name):
    measured, floors = measures(SETS[name]), FLOORS[name]
    assert {kind: (value, floors[kind]) for kind, value in measured.items() if value < floors[kind]} == {}
    assert measured.keys() == floors.keys()
