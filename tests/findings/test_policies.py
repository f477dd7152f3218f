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
