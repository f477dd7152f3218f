"""Time grows with the length of a text, not with its square, whatever the text is made of."""

import gc
import time

import pytest

from cetingest.findings import find, load_families
from cetingest.findings.assessments.clauses import slice_clauses
from cetingest.findings.assessments.cues import find_cues
from tests.factories import block, document, reference

TITLE = "Critical and Emerging Technologies Index 2025: Japan Report"
SECTION = ("Recommendations",)
FAMILIES = load_families()


def seconds(texts):
    """Measure all finders on a document with a block of each text, in CPU time."""
    blocks = tuple(block(t, number=n, section_path=SECTION if n % 2 else ()) for n, t in enumerate(texts, 1))
    made = document(title=TITLE, blocks=blocks, footnote_references=())
    gc.disable()  # a collection of the whole heap takes 0.3 s and would fall to one measurement
    started = time.process_time()
    find(made, FAMILIES)
    gc.enable()
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
        "ranks 4th and ",
        "fund it and ",
        "Ministry of A" + "A" * 1_500 + " ",
        "should do, ",
        "Japan ",
        "in Tokyo ",
        "in 2024 ",
        "Aa Bb (AB) ",
        "firm Aa, Bb ",
        "Act was established ",
    ],
)
def test_twice_the_text_takes_at_most_three_times_as_long(unit):
    piece = unit * (1_000 // len(unit) + 1)
    for texts in ([piece * 4], [piece] * 4):  # one long block, and many
        seconds(texts)  # patterns are compiled at their first use
        once, twice = seconds(texts), seconds([texts[0] * 2] if len(texts) == 1 else texts * 2)
        assert twice <= 3 * once + 0.2  # what is too short to be measured


def test_four_times_the_findings_and_their_notes_take_at_most_six_times_as_long():
    def noted(count):
        blocks = tuple(block("It spent $5 million.", number=n) for n in range(count))
        marks = tuple(reference(str(n), block_id=one.block_id, offset=20) for n, one in enumerate(blocks))
        made = document(title=TITLE, blocks=blocks, footnote_references=marks)
        started = time.process_time()
        found = find(made, FAMILIES)
        assert [q.footnote_ids for q in found.quantities] == [(mark.footnote_id,) for mark in marks]
        return time.process_time() - started

    noted(10)
    few, many = noted(2_000), noted(8_000)
    assert many <= 6 * few


def test_a_sentence_of_many_clauses_is_cut_a_bounded_number_of_times():
    assert len(slice_clauses("A is good, while " * 80).clauses) <= 12


@pytest.mark.parametrize(("count", "found"), [(5, 5), (300, 0)])
def test_a_list_of_judging_words_judges_nothing(count, found):
    assert len(find_cues("strong " * count)) == found
