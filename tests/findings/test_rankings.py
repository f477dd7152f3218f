"""Stated ranks are found with subject, field and drivers; implied, wished and foreign ones are not."""

import pytest

from cetingest.findings import find
from tests.factories import block, document, reference

TITLE = "Critical and Emerging Technologies Index 2025: France Report"


def rankings(text, section="General Overview", **fields):
    made = document(title=TITLE, blocks=(block(text, section_path=(section,)),), footnote_references=(), **fields)
    return find(made).rankings


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("France ranked fourth overall.", [("FRA", "overall", 4)]),
        ("France ranks 7th in quantum and 5th in space.", [("FRA", "quantum", 7), ("FRA", "space", 5)]),
        ("In AI, France ranks sixth.", [("FRA", "ai", 6)]),
        ("Although China ranks first overall, France comes in tenth.", [("CHN", "overall", 1), ("FRA", "overall", 10)]),
        ("Quantum ranks 8th, while space ranks 9th.", [("FRA", "quantum", 8), ("FRA", "space", 9)]),
        ("France's rank in biotechnology is 12th.", [("FRA", "biotechnology", 12)]),
        ("It holds the 9th place in semiconductors.", [("FRA", "semiconductors", 9)]),
        ("France was ranked No. 8 in AI in 2025.", [("FRA", "ai", 8)]),
        ("The country placed eleventh in space technologies.", [("FRA", "space", 11)]),
        ("It is weak in space, where it finishes 13th.", [("FRA", "space", 13)]),
        ("Overall, France ranks fourth.", [("FRA", "overall", 4)]),
        ("The United States leads, and the UK ranks third in biotech.", [("GBR", "biotechnology", 3)]),
        ("France is good in space (2nd) and AI (5th).", [("FRA", "space", 2), ("FRA", "ai", 5)]),
        ("China leads in space (1st).", [("CHN", "space", 1)]),
        ("France trails China in space (2nd).", []),
        ("France aims for a place in space (2nd).", []),
        ("France publishes much (2nd).", []),
        # not stated, or of something else
        ("France does not rank third in AI.", []),
        ("France could rank third overall by 2030.", []),
        ("France aims to rank third overall.", []),
        ("Toyota ranks 3rd in patents.", []),
        ("French universities rank first worldwide.", []),
        ("France ranks 3rd in patents.", []),
        ("France ranks 2nd in quantum sensing.", []),
        ("Human capital ranks 2nd.", []),
    ],
)
def test_a_stated_rank_is_found_with_subject_and_sector(text, expected):
    assert [(r.subject, r.sector, r.rank) for r in rankings(text)] == expected


def test_a_rank_without_a_field_is_of_the_sections_sector():
    assert [r.sector for r in rankings("France ranks fourth.", section="Space Technologies")] == ["space"]


@pytest.mark.parametrize(
    ("text", "out_of"),
    [
        ("France ranks sixth out of 25 countries.", 25),
        ("France ranks sixth among 25 countries, up from 2024.", 25),
        ("France ranks sixth.", None),
    ],
)
def test_the_number_of_those_ranked_is_kept_when_printed(text, out_of):
    assert [r.out_of for r in rankings(text)] == [out_of]


def test_drivers_are_sectors_after_an_overall_rank_and_pillars_after_a_sectors():
    (overall,) = rankings("France ranks sixth overall, led by space and AI.")
    (ai,) = rankings("France ranks sixth in AI, supported by algorithms and talent.")
    assert [(d.sector, d.pillar) for d in overall.drivers] == [("space", None), ("ai", None)]
    assert [(d.sector, d.pillar) for d in ai.drivers] == [("ai", "algorithms"), ("ai", "human_capital")]


def test_the_quote_is_the_sentence_and_its_footnotes_stand_in_or_after_it():
    text = "All is well. France ranks sixth. It is so."
    start = text.index("France")
    end = start + len("France ranks sixth.")
    marks = tuple(reference(label, offset=offset) for label, offset in (("1", start), ("2", end - 1), ("3", end)))
    made = document(title=TITLE, blocks=(block(text),), footnote_references=marks)
    (ranking,) = find(made).rankings
    assert (ranking.quote.start, ranking.quote.end, ranking.quote.text) == (start, end, text[start:end])
    assert ranking.footnote_ids == ("doc-fn2", "doc-fn3")
