"""How the bodies of a text stand to each other is read from the grammar around a verb; what is only wished is not."""

import time

import pytest

from cetingest.findings import find
from cetingest.findings.context import context_of
from cetingest.findings.relations import find_relations
from cetingest.model import FindingList
from tests.factories import block, document


def relations(*texts):
    blocks = tuple(block(text, number=number) for number, text in enumerate(texts, 1))
    made = document(title="Energy in Chile 2025", blocks=blocks, footnotes=(), footnote_references=())
    return [(r.source, r.relation, r.target) for r in find(made, ()).relations]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Chile Energy Agency, chaired by the Prime Minister, has met.",
            [("Chile Energy Agency", "chaired_by", "Prime Minister")],
        ),
        (
            "The Water Council is overseen by the Ministry of Mining.",
            [("Ministry of Mining", "oversees", "Water Council")],
        ),
        (
            "The Water Council was founded in 1999 and is funded by the World Bank.",
            [("Water Council", "funded_by", "World Bank")],
        ),
        (
            "The Water Council, a small body owned by the Ministry of Mining, pays.",
            [("Water Council", "owned_by", "Ministry of Mining")],
        ),
        (
            "The Water Council, which is part of the Ministry of Mining, works with the World Bank.",
            [("Water Council", "part_of", "Ministry of Mining"), ("Water Council", "works_with", "World Bank")],
        ),
        (
            "The Water Council partners with bodies such as the World Bank, Siemens, and the Ministry of Mining.",
            [
                ("Water Council", "partners_with", "World Bank"),
                ("Water Council", "partners_with", "Siemens"),
                ("Water Council", "partners_with", "Ministry of Mining"),
            ],
        ),
        (
            "The Water Council and the Chile Energy Agency have signed an agreement with Germany's Fraunhofer Society.",
            [
                ("Water Council", "agreement_with", "Fraunhofer Society"),
                ("Chile Energy Agency", "agreement_with", "Fraunhofer Society"),
            ],
        ),
        (
            "In 2023 the Water Council and the World Bank signed a new treaty.",
            [("Water Council", "agreement_with", "World Bank")],
        ),
        (
            "The Water Council, composed of the World Bank and the Ministry of Mining, oversees rivers.",
            [
                ("World Bank", "member_of", "Water Council"),
                ("Ministry of Mining", "member_of", "Water Council"),
                ("Water Council", "oversees", "rivers"),
            ],
        ),
        (
            "The Water Council is made up of ministers (such as the Ministry of Mining).",
            [("Ministry of Mining", "minister_member_of", "Water Council")],
        ),
        (
            "The Chile Energy Agency, a public body under the Ministry of Mining, plans grids.",
            [("Chile Energy Agency", "under", "Ministry of Mining")],
        ),
        (
            "Under these ministries, tests are carried out by bodies such as the Water Council and the World Bank.",
            [("Water Council", "under", "these ministries"), ("World Bank", "under", "these ministries")],
        ),
        (
            "The Water Council and the Chile Energy Agency serve as advisers.",
            [("Water Council", "role", "advisers"), ("Chile Energy Agency", "role", "advisers")],
        ),
        (
            "The Water Council oversees rivers, and the Chile Energy Agency leads research.",
            [("Water Council", "oversees", "rivers"), ("Chile Energy Agency", "leads", "research")],
        ),
        (
            "The Water Council oversees rivers. The Ministry of Mining oversees mines.",
            [("Water Council", "oversees", "rivers"), ("Ministry of Mining", "oversees", "mines")],
        ),
        (
            "The Water Council funds wells, and the World Bank funds dams. Both report to the Ministry of Mining.",
            [
                ("Water Council", "funds", "wells"),
                ("World Bank", "funds", "dams"),
                ("Water Council", "reports_to", "Ministry of Mining"),
                ("World Bank", "reports_to", "Ministry of Mining"),
            ],
        ),
        (
            "The National Dredging Fund is managed by the Water Council.",
            [("National Dredging Fund", "managed_by", "Water Council")],
        ),
        (
            "With the Water Council in Lima, founded in 2014 by the World Bank, rivers are safe.",
            [("Water Council", "established_by", "World Bank")],
        ),
        (
            "The Water Council, an executive agency of the Ministry of Mining, plans dams.",
            [("Water Council", "part_of", "Ministry of Mining")],
        ),
        ("The Water Council is funded by donations and pays.", [("Water Council", "funded_by", "donations")]),
        (
            "The Water Council pays; and the World Bank, a lender, finances dams.",
            [("World Bank", "funds", "dams")],
        ),
        ("The federal government oversees dams.", [("federal government", "oversees", "dams")]),
        (
            "The Water Council was set up by an act of Parliament in 1999.",
            [("Water Council", "established_by", "act of Parliament")],
        ),
        ("Its dams, operated by the Water Council, are safe.", [("dams", "managed_by", "Water Council")]),
        ("Chile joined the World Bank in 1945.", [("Chile", "member_of", "World Bank")]),
    ],
)
def test_a_relation_is_read_where_grammar_puts_its_sides(text, expected):
    assert relations(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The Water Council should partner with the World Bank.",
        "The Water Council will be funded by the World Bank.",
        "The Water Council is not funded by the World Bank.",
        "The Water Council could be chaired by the Prime Minister.",
        "The Water Council wants to be overseen by the Ministry of Mining.",
        "The Water Council leads to savings.",
        "Local WDC leads meet once a month.",
        "Of the Water Council funds because of that are short.",
        "The Water Council leads the world in dams.",
        "The Water Council approved the dam, which cost a million.",
        "Under the Mining Act, tests are carried out by the Water Council.",
        "The Water Council said that dams are funded by the World Bank.",
        "The Water Council has a plan. It is chaired by nobody.",
        "The Water Council is made up of ministers (such as those of trade), and the Ministry of Mining pays.",
        "Chile leads research in South America.",
        "The Water Council, chaired by the Prime Minister, will be set up in 2027.",
        "The Water Council is to be merged and was established by the end of 2020.",
        "The Water Council was funded by selling dams.",
    ],
)
def test_what_is_wished_denied_or_of_another_subject_is_no_relation(text):
    assert relations(text) == []


def test_sides_that_are_entities_have_their_ids_and_the_quote_is_exact():
    text = "Trade grew. The Water Council (WC) is funded by the World Bank. WC oversees rivers."
    made = document(blocks=(block(text),), footnotes=(), footnote_references=())
    found = find(made, ())
    ids = {e.name: e.entity_id for e in found.entities}
    assert [(r.source_id, r.target_id) for r in found.relations] == [
        (ids["Water Council"], ids["World Bank"]),
        (ids["Water Council"], None),
    ]
    assert [text[r.quote.start : r.quote.end] for r in found.relations] == [r.quote.text for r in found.relations]


@pytest.mark.parametrize(
    "text",
    [
        "is funded by the " * 15_000,
        "World Bank, " * 20_000,
        "The Water Council partners with the World Bank and " * 5_000,
        "Under these ministries, " * 10_000,
        "an a a a a a " * 20_000,
        "A" * 250_000,
        "such as (" * 25_000,
        "its dams, operated by " * 12_500,
        "World Bank in Lima, founded by " * 7_500,
        "an agency of " * 20_000,
        "The Water Council; " * 12_500,
    ],
)
def test_a_long_text_takes_a_few_seconds(text):
    made = document(blocks=(block(text),), footnotes=(), footnote_references=())
    context = context_of(made, ())
    started = time.process_time()
    find_relations(context, FindingList(document_id="doc"))
    assert time.process_time() - started < 4
