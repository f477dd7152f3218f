"""Policies are found by their nouns and verbs, by what they oblige to, by their founders and by apposition."""

import pytest

from cetingest.findings import find
from cetingest.findings.policies.phrases import name_start
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


PHRASES = {
    "a noun alone": ("It cut the", "subsidy", (False, "subsidy")),
    "words before the noun": ("It cut the flour and rice", "subsidy", (False, "rice subsidy")),
    "a name": ("It cut the National Ports", "Fund", (True, "National Ports Fund")),
    "a name with a number": ("It cut the 2030 Ports", "Strategy", (True, "2030 Ports Strategy")),
    "the first word of a sentence is no name": ("Flour", "subsidies", (False, "Flour subsidies")),
    "a quotation mark opens no sentence": ("“Flour", "subsidies", (True, "Flour subsidies")),
    "the first word of a sentence within a name": ("National Ports", "Fund", (True, "National Ports Fund")),
    "an article with a capital": ("It cut The Ports", "Fund", (True, "Ports Fund")),
    "a small word within a name": ("It cut the Ports and Harbours", "Fund", (True, "Ports and Harbours Fund")),
    "a small word after no capital": ("It cut rice and Harbours", "Fund", (True, "Harbours Fund")),
    "a verb after a capital": ("Chile launched Ports", "Fund", (True, "Ports Fund")),
    "an article after a word that names nothing": ("In Parliament the Ports", "Fund", (True, "Ports Fund")),
    "an article alone before the noun": ("In Parliament the", "Fund", (False, "Fund")),
    "a word that names nothing": ("Chile's Ministry", "Fund", (False, "Chile's Ministry Fund")),
    "a verb that makes policies": ("They have launched flour", "subsidies", (False, "flour subsidies")),
    "five words": ("It runs no c d e f g", "fund", (False, "c d e f g fund")),
    "six words": ("It runs no b c d e f g", "fund", (False, "b c d e f g fund")),
    "seven words": ("It runs no h b c d e f g", "fund", (False, "b c d e f g fund")),
    "a comma before the noun": ("It cut the flour,", "subsidy", (False, "subsidy")),
    "a comma between the words": ("It cut the rice, flour", "subsidy", (False, "flour subsidy")),
    "a comma between capitals": ("It cut Rice, Flour", "Fund", (True, "Flour Fund")),
    "two spaces before the noun": ("It cut the Ports ", "Fund", (False, "Fund")),
    "two spaces between capitals": ("It cut National  Ports", "Fund", (True, "Ports Fund")),
    "ninety characters before the noun": (
        f"It cut X {'Abcdefgh ' * 9}Abcdefg",
        "Fund",
        (True, f"{'Abcdefgh ' * 9}Abcdefg Fund"),
    ),
    "far into a sentence": (f"{'it cut a ' * 12}Ports", "Fund", (True, "Ports Fund")),
}


@pytest.mark.parametrize(("before", "noun", "expected"), PHRASES.values(), ids=PHRASES)
def test_a_phrase_begins_at_the_first_word_that_belongs_to_its_noun(before, noun, expected):
    text = f"{before} {noun}"
    is_named, start = name_start(text, (len(before) + 1, len(text)))
    assert (is_named, text[start:]) == expected


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The ministry launched the flour subsidy in 2020.", ["flour subsidy"]),
        ("The ministry launched the flour, subsidy in 2020.", []),
        ("The ministry launched the Ports Fund in 2020.", ["Ports Fund"]),
        ("The ministry launched the Ports  Fund in 2020.", []),
    ],
    ids=["a noun", "a comma before the noun", "a name", "two spaces before the noun"],
)
def test_a_comma_or_a_gap_parts_a_policy_from_its_noun(text, names):
    assert [name for _, _, name in policies(text)] == names
