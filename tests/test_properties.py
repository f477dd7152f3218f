"""What must hold for every document, found by Hypothesis rather than by us."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from cetingest.model import (
    BlockKind,
    CitationList,
    Document,
    Emphasis,
    EmphasisStyle,
    FootnoteKind,
    ProblemCode,
    Provenance,
)
from cetingest.problems import find_problems
from cetingest.storage import dumps, loads
from tests.factories import block, document, footnote, reference

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
LABELS = st.sampled_from(["1", "2", "3", "10", "*", "†", "a"])
PLACES = st.builds(
    Provenance,
    page_number=st.integers(1, 9),
    bbox=st.tuples(*[st.floats(0, 1000, allow_nan=False).map(lambda x: round(x, 2))] * 4),
)
RUNS = st.builds(Emphasis, start=st.integers(0, 9), end=st.integers(10, 40), style=st.sampled_from(EmphasisStyle))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A document whose notes and marks need not fit together."""
    noted = draw(st.lists(LABELS, max_size=5, unique=True))
    marked = draw(st.lists(st.tuples(LABELS, st.booleans()), max_size=5))
    notes = tuple(
        replace(
            footnote(footnote_id=f"d-fn{label}", label=label, text=draw(TEXTS)),
            kind=draw(st.sampled_from(FootnoteKind)),
            provenance=tuple(draw(st.lists(PLACES, max_size=2))),
            emphasis=tuple(draw(st.lists(RUNS, max_size=2))),
        )
        for label in noted
    )
    marks = tuple(
        reference(
            footnote_reference_id=f"d-ref{number}",
            label=label,
            footnote_id=f"d-fn{label}" if is_paired and label in noted else None,
        )
        for number, (label, is_paired) in enumerate(marked)
    )
    body = block(kind=draw(st.sampled_from(BlockKind)), text=draw(TEXTS))
    return document(blocks=(body,), footnotes=notes, footnote_references=marks)


@given(documents())
@settings(max_examples=100, deadline=None)
def test_a_document_stored_and_read_is_the_same(made: Document):
    assert loads(dumps(made), Document) == made


@given(documents())
@settings(max_examples=100, deadline=None)
def test_every_reference_has_its_footnote_or_a_problem_and_so_has_every_footnote(made: Document):
    problems = find_problems(made, CitationList(document_id=made.document_id), ())
    told = {(problem.code, problem.subject_id) for problem in problems}
    paired = {mark.footnote_id for mark in made.footnote_references}
    for mark in made.footnote_references:
        is_told = (ProblemCode.UNPAIRED_REFERENCE, mark.footnote_reference_id) in told
        assert is_told == (mark.footnote_id is None)
    for note in made.footnotes:
        assert ((ProblemCode.UNREFERENCED_FOOTNOTE, note.footnote_id) in told) == (note.footnote_id not in paired)
