"""Every noun of bodies makes the name of its example a body's."""

import pytest

from cetingest.language.data_files import read_words
from cetingest.language.organisations import body_noun_regex, has_body_noun

GROUPS = read_words("cetingest.language", "data/organisation_nouns.yaml")["nouns"]
EXAMPLES = [group["example"].replace("{word}", word) for group in GROUPS for word in group["words"]]
COUNTEREXAMPLES = [name for group in GROUPS for name in group.get("counterexamples", ())]


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_noun_of_bodies_makes_a_name_one(name):
    assert has_body_noun(name)


@pytest.mark.parametrize("name", COUNTEREXAMPLES)
def test_a_name_without_such_a_noun_is_none(name):
    assert not has_body_noun(name)


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: f"{group['language']} {group['as']}")
def test_the_example_needs_its_noun(group):
    assert not has_body_noun(group["example"].replace("{word}", "Xyz"))


def test_partners_of_a_firm_are_a_body():
    assert has_body_noun("Doe & Lee")
    assert body_noun_regex().search("経済産業省") is None  # signs at the end are no noun of their own
