"""Countries, peoples, regions and towns: one list for citations and findings."""

import re

import pytest

from cetingest.citations import cite_text
from cetingest.citations.bodies import is_body, is_person
from cetingest.findings.entities.names import find_persons
from cetingest.language import places
from cetingest.language.data_files import read_rows

ROWS = {
    name: read_rows("cetingest.language", f"data/{name}.csv") for name in ("countries", "demonyms", "regions", "towns")
}
CODES = {row["code"] for row in ROWS["countries"]}


@pytest.mark.parametrize(
    "country", ["Norway", "Mauritius", "Botswana", "South Africa", "New Zealand", "Brasil", "Jordan"]
)
def test_a_body_named_after_its_task_and_a_country_is_no_person(country):
    assert is_body(f"Statistics {country}")
    assert not is_person(["Statistics", *country.split()])


@pytest.mark.parametrize("name", ["Lisa Guernsey", "Anna Georgia", "Charles Oman", "Ian Britain"])
def test_a_country_that_families_are_named_like_makes_no_body_of_a_person(name):
    assert not is_body(name)
    assert is_person(name.split())


def test_an_author_whose_family_is_named_like_a_country_is_read_family_name_first():
    (citation,) = cite_text("Palau, Josep. Ports of the South. Madrid: Editorial Norte, 2019.").citations
    assert citation.item["author"] == ({"family": "Palau", "given": "Josep"},)


def test_the_statistical_office_of_any_country_is_the_author_of_its_report():
    (citation,) = cite_text("Statistics Mauritius, Digest of Trade, Port Louis: Statistics Mauritius, 2021.").citations
    assert citation.item["author"] == ({"literal": "Statistics Mauritius"},)


def test_every_name_of_a_state_is_a_country_to_citations_and_findings():
    unknown = [name for name in places.country_codes() if not places.is_country(name)]
    assert unknown == []


def test_parts_of_states_and_names_in_other_languages_are_countries_of_notes_only():
    assert all(map(places.is_country, ("Scotland", "ESPAÑA", "European Union")))
    assert not {"Scotland", "España"} & places.country_codes().keys()


@pytest.mark.parametrize("name", ROWS)
def test_rows_are_whole_and_none_is_listed_twice(name):
    rows = ROWS[name]
    assert all(value == value.strip() and value for row in rows for key, value in row.items() if key != "family_name")
    names = [(row["name"], row.get("language")) for row in rows]
    assert sorted(set(names)) == sorted(names)


def test_columns_hold_only_what_they_may():
    assert {row["kind"] for row in ROWS["countries"]} == {"state", "part"}
    assert {row["family_name"] for row in ROWS["countries"]} == {"", "sometimes", "often"}
    assert all(re.fullmatch("[a-z]{2}", row["language"]) for row in (*ROWS["countries"], *ROWS["towns"]))
    assert {row["country"] for row in ROWS["towns"]} <= CODES
    assert {row["type"] for row in ROWS["regions"]} == {"region", "bloc"}


@pytest.mark.parametrize("row", ROWS["towns"], ids=lambda row: row["name"])
def test_every_town_is_one(row):
    assert places.is_town(row["name"])


def test_persons_named_like_countries_are_found_in_running_text():
    text = "Jonathan Israel is a historian of the Republic."
    assert [name.text for name in find_persons(text, is_note=False)] == ["Jonathan Israel"]
