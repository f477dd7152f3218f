"""Bodies, persons, countries and regions are found in body and notes, and each has one entity."""

import time

import pytest

from cetingest.findings.context import context_of
from cetingest.findings.entities import find_entities
from tests import japan
from tests.evaluation.findings_records import of_japan
from tests.evaluation.findings_scoring import compare
from tests.factories import block, document, footnote


def entities(text, note="A note.", title="Energy in Japan 2025"):
    made = document(title=title, blocks=(block(text),), footnotes=(footnote(text=note),), footnote_references=())
    return find_entities(context_of(made, ()))


def rows(text, **fields):
    return {(e.name, e.type, e.country) for e in entities(text, **fields)[0]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ask the Ministry of Economy, Trade and Industry now.",
            ("Ministry of Economy, Trade and Industry", "ministry", "JPN"),
        ),
        ("We ask the Chile Energy Agency now.", ("Chile Energy Agency", "public_agency", "CHL")),
        ("We ask the University of Tokyo now.", ("University of Tokyo", "university", "JPN")),
        ("We ask Acme Corp. now.", ("Acme Corp.", "company", "JPN")),
        ("We ask IBM now.", ("IBM", "company", "USA")),
        ("We ask France now.", ("France", "country", "FRA")),
        ("We ask the EU now.", ("European Union", "bloc", None)),
        ("We ask the Japanese government now.", ("Government of Japan", "government", "JPN")),
        ("We ask Prime Minister Narendra Modi now.", ("Narendra Modi", "person", None)),
        ("We ask Kumamoto Prefecture now.", ("Kumamoto Prefecture", "place", "JPN")),
    ],
)
def test_a_name_is_an_entity_with_type_and_country(text, expected):
    assert expected in rows(text)


@pytest.mark.parametrize("text", ["It is a National Research Agency.", "CROs and R&D help AI.", "The Council agrees."])
def test_classes_and_lone_nouns_are_no_entities(text):
    assert rows(text) == set()


def test_authors_of_a_note_are_persons_and_names_of_bodies_are_not():
    found = rows("All is well.", note="Ann Lee and Bo Ek, “A Title,” Bank of Chile, 2024, https://a.test/World-Bank")
    assert found == {("Ann Lee", "person", None), ("Bo Ek", "person", None), ("Bank of Chile", "public_agency", "CHL")}


def test_a_body_and_its_abbreviation_are_one_entity_named_at_each_place():
    made, mentions = entities("The Green Grid Agency (GGA) plans. GGA acts.")
    (agency,) = made
    assert (agency.entity_id, agency.abbreviation) == ("org:gga-jpn", "GGA")
    assert [m.printed for m in mentions] == ["Green Grid Agency", "GGA", "GGA"]


def test_the_entities_of_the_reference_report_are_found():
    found, _ = find_entities(context_of(japan.gold_document(), ()))
    records = [
        {name: getattr(e, name) for name in ("name", "type", "country", "abbreviation", "aliases")} for e in found
    ]
    outcome = compare("entities", of_japan(japan.gold("findings"))["entities"], records)
    assert outcome.precision >= 0.95
    assert outcome.recall >= 0.95


@pytest.mark.parametrize(
    "text", ["A" * 1_000_000, "Ministry of A, " * 60_000, "Abc Def (AD) " * 70_000, "(" * 1_000_000]
)
def test_hostile_text_of_a_megabyte_takes_bounded_time(text):
    started = time.process_time()
    entities(text, note=text)
    assert time.process_time() - started < 30
