"""Time grows with the length of a text, not with its square, whatever the text is made of."""

import time

import pytest

from cetingest.findings import load_families
from cetingest.findings.assessments import find_assessments
from cetingest.findings.assessments.clauses import slice_clauses
from cetingest.findings.assessments.cues import find_cues
from cetingest.findings.context import context_of
from cetingest.findings.rankings import find_rankings
from cetingest.findings.recommendations import find_recommendations
from tests.factories import block, document

TITLE = "Critical and Emerging Technologies Index 2025: Japan Report"
SECTION = ("Recommendations",)


def seconds(text):
    """Measure the finders of rankings, recommendations and assessments on a text, in CPU time."""
    made = document(title=TITLE, blocks=(block(text), block(text, section_path=SECTION)), footnote_references=())
    context = context_of(made, load_families())
    started = time.process_time()
    find_assessments(context, find_rankings(context), find_recommendations(context))
    return time.process_time() - started


@pytest.mark.parametrize(
    "unit",
    [
        ",",
        "a",
        "7 ",
        "(",
        " ",
        "strong ",
        "(is) ",
        "(Japan is strong) ",
        "while ",
        "since ",
        "only is ",
        "ranked first, ",
        "fund it and ",
        "Ministry of A" + "A" * 1_500 + " ",
        "should do, ",
    ],
)
def test_twice_the_text_takes_at_most_three_times_as_long(unit):
    seconds(unit)  # patterns are compiled at their first use
    size = 20_000 // len(unit)
    once, twice = seconds(unit * size), seconds(unit * size * 2)
    assert twice <= 3 * once + 0.2  # what is too short to be measured


def test_a_sentence_of_many_clauses_is_cut_a_bounded_number_of_times():
    assert len(slice_clauses("A is good, while " * 80).clauses) <= 12


@pytest.mark.parametrize(("count", "found"), [(5, 5), (300, 0)])
def test_a_list_of_judging_words_judges_nothing(count, found):
    assert len(find_cues("strong " * count)) == found
