"""Bodies, persons, countries and regions are found in body and notes, and each has one entity."""

import time

import pytest

from cetingest.findings.context import context_of
from cetingest.findings.entities import find_entities
from cetingest.findings.entities.nouns import type_of
from cetingest.language.data_files import read_rows
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


@pytest.mark.parametrize(
    "text",
    [
        "It is a National Research Agency.",
        "A National Research Agency acts.",
        "CROs and R&D help AI.",
        "The Council agrees.",
    ],
)
def test_classes_and_lone_nouns_are_no_entities(text):
    assert rows(text) == set()


def test_authors_of_a_note_are_persons_and_names_of_bodies_are_not():
    found = rows("All is well.", note="Ann Lee and Bo Ek, “A Title,” Bank of Chile, 2024, https://a.test/World-Bank")
    assert found == {("Ann Lee", "person", None), ("Bo Ek", "person", None), ("Bank of Chile", "public_agency", "CHL")}


@pytest.mark.parametrize(
    "maker",
    [
        "Harbour Observatory",
        "Human Rights Watch",
        "Transport Canada",
        "Statistics Norway",
        "Pew Charitable Trusts",
        "Ministério Público",
        "Goldman Sachs",
        "Royal Academy",
        "Deutsche Energieagentur",
    ],
)
@pytest.mark.parametrize("form", ["{}, “A Title,” 2024.", "{} (2024) A title.", "Ann Lee and {}, “A Title,” 2024."])
def test_a_body_that_made_a_work_is_no_person(maker, form):
    found = rows("All is well.", note=form.format(maker))
    assert {name for name, kind, _ in found if kind == "person"} <= {"Ann Lee"}


@pytest.mark.parametrize("maker", ["Ada Lovelace", "Michael Jordan", "J. R. Oliva", "Ursula von der Leyen", "Bo Ek"])
def test_who_made_a_work_is_a_person(maker):
    assert (maker, "person", None) in rows("All is well.", note=f"{maker}, “A Title,” 2024.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The International Maritime Organization met.",
            {("International Maritime Organization", "international_organisation")},
        ),
        ("The World Customs Organization met.", {("World Customs Organization", "international_organisation")}),
        ("The Water Users Organisation met.", {("Water Users Organisation", "ngo")}),
        ("The Royal Academy met.", {("Royal Academy", "research_institute")}),
        ("The National Energy Forum met.", {("National Energy Forum", "ngo")}),
        ("The Northern Assembly met.", {("Northern Assembly", "government")}),
        ("The Atlantic Research Observatory met.", {("Atlantic Research Observatory", "research_institute")}),
        ("The Agency for Research Institutes met.", {("Agency for Research Institutes", "public_agency")}),
        ("The Russian Federation met.", {("Russia", "country")}),
        (
            "The Hilltop Observatory and the Riverside Institute signed.",
            {("Hilltop Observatory", "research_institute"), ("Riverside Institute", "research_institute")},
        ),
        (
            "Ask the Harbour Institute of Technology and RSTU.",
            {("Harbour Institute of Technology", "university")},
        ),
        (
            "Ask the Ministry of Justice and Public Administration.",
            {("Ministry of Justice and Public Administration", "ministry")},
        ),
        (
            "Ask the Ministry of Seas, Ports and Trade. The Ministry of Seas acts.",
            {("Ministry of Seas, Ports and Trade", "ministry")},
        ),
        ("Airbus Chile makes parts.", {("Airbus Chile", "company")}),
        ("It runs from the Sound of Foo to the Foo Sea.", {("Sound of Foo", "place"), ("Foo Sea", "place")}),
        ("They met in Foobury, Barham and Osaka.", {("Foobury", "place"), ("Barham", "place"), ("Osaka", "place")}),
        ("They met in Foobury, Barham and May.", set()),
        ("Firms in Foobury are small.", {("Foobury", "place")}),
        ("They invest in Foobury and hold a degree in Economics. They met in May and act as in Chapter.", set()),
        ("They met in British Columbia.", {("British Columbia", "place")}),
        ("It runs to the Black Sea.", {("Black Sea", "region")}),
    ],
)
def test_the_noun_a_name_is_built_on_tells_what_is_named(text, expected):
    assert {(name, kind) for name, kind, _ in rows(text)} == expected


def test_every_noun_of_bodies_that_makes_a_name_types_it():
    nouns = read_rows("cetingest.findings", "entities/nouns.csv")
    made = {row["noun"]: type_of(f"Harbour {row['noun']}") for row in nouns}
    assert made == {row["noun"]: row["type"] for row in nouns}
    assert {row["stands"] for row in nouns} == {"head", "tail", "both", "end", "type"}


def test_the_government_has_no_alias_that_differs_by_a_capital():
    made, _ = entities("The government acts. We ask the government.")
    assert [entity.aliases for entity in made] == [("the government",)]


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


@pytest.mark.parametrize("text", ["A" * 250_000, "Ministry of A, " * 15_000, "Abc Def (AD) " * 17_500, "(" * 250_000])
def test_hostile_text_takes_bounded_time(text):
    started = time.process_time()
    entities(text, note=text)
    assert time.process_time() - started < 8
