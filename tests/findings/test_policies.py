"""Policies are found by their nouns and verbs, by what they oblige to, by their founders and by apposition."""

import pytest

from cetingest.findings import find
from tests.factories import block, document


def policies(text, title="Energy in Chile 2025"):
    found = find(document(title=title, blocks=(block(text),), footnote_references=())).policies
    return [(policy.kind, policy.is_named, policy.name) for policy in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The government adopted the Space Act in 2020.", [("law", True, "Space Act")]),
        ("The National Dredging Fund was set up in 2020.", [("fund", True, "National Dredging Fund")]),
        ("The ministry launched Project Aurora in 2020.", [("programme", True, "Project Aurora")]),
        ("The flour subsidy cost 1.3 billion in 2023.", [("subsidy", False, "flour subsidy")]),
        ("Yet European rules forbid it.", [("regulation", False, "European rules")]),
        ("Millers are obliged to hold stocks.", [("regulation", False, "obliged to hold stocks")]),
        ("Licences have been required since 2023.", [("regulation", False, "required since 2023")]),
        ("A reporting scheme, CHIRP, has existed since 2003.", [("programme", True, "CHIRP")]),
        ("It runs a programme called Green Start.", [("programme", True, "Green Start")]),
        ("QuTech in Delft, founded in 2014 by the government, grows.", [("organisation", True, "QuTech")]),
        (
            "The Green Plan was launched in 2008. Its successor, Generation Green, was launched in 2020.",
            [("strategy", True, "Green Plan"), ("strategy", True, "Generation Green")],
        ),
        ("The Safety Plan of July 2019 was adopted.", [("strategy", True, "Safety Plan")]),
        # no policies
        ("The subsidy cost 1.3 billion in 2023.", []),
        ("The flour subsidy is popular.", []),
        ("Further action is required to save it.", []),
        ("Millers should not be obliged to hold stocks.", []),
        ("Its successor, the new model, was launched.", []),
        ("ASML, founded in 1984 by Philips, grows.", []),
        ("A small town, Delft, has grown.", []),
    ],
)
def test_a_policy_is_told_by_its_noun_and_what_it_does(text, expected):
    assert policies(text) == expected


def test_without_a_family_a_policy_is_of_the_country_that_the_title_names():
    made = document(
        title="Ferries in the United Kingdom",
        blocks=(block("The Safety Fund was opened in 2021."),),
        footnote_references=(),
    )
    assert [policy.country for policy in find(made).policies] == ["GBR"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The new Ports Fund was set up in 2020.", ["Ports Fund"]),
        ("The government adopted The Ports Act in 2021.", ["Ports Act"]),
        ("National Space Act was adopted in 2020.", ["National Space Act"]),
        ("The 2030 Ports Strategy was adopted in 2020.", ["2030 Ports Strategy"]),
        ("The Ports and Harbours Act was adopted in 2020.", ["Ports and Harbours Act"]),
        ("The National Fund for Research and Innovation was set up.", ["National Fund for Research and Innovation"]),
        ("The European Ports and harbours Fund was set up in 2020.", ["harbours Fund"]),
        ("The Minister for the Ports Fund was set up in 2020.", ["Ports Fund"]),
        ("Chile adopted the Act in 2020.", ["Act"]),
        ("The ministry launched flour subsidies in 2020.", ["flour subsidies"]),
        ("The fast-tracked approval scheme was launched in 2020.", ["fast-tracked approval scheme"]),
        (
            "The ministry launched a regional small firms chips support programme in 2020.",
            ["regional small firms chips support programme"],
        ),
        (
            "The ministry launched a great regional firms innovation chips support programme in 2020.",
            ["great regional firms innovation chips support programme"],
        ),
    ],
)
def test_the_name_of_a_policy_begins_at_its_first_capital_or_after_its_article(text, names):
    assert [name for _, _, name in policies(text)] == names


@pytest.mark.parametrize(
    "text",
    [
        "The ministry launched one regional firms innovation chips support ports harbour programme in 2020.",
        "The ministry cut the flour, subsidy in 2020.",
        "The government cut the Ports  Fund in 2020.",
    ],
    ids=["too many words", "a comma before the noun", "two spaces before the noun"],
)
def test_what_no_policy_can_be_called_is_none(text):
    assert policies(text) == []
