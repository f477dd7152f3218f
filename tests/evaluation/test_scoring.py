"""The scorer of the labelled documents counts what a reader of its table would count."""

import pytest

from tests import factories
from tests.evaluation.scoring import Counts, match, mean, micro


def read(*, text="", marks=(), notes=()):
    """Return a document of one paragraph, with marks (label, offset) and notes (label, text)."""
    return factories.document(
        blocks=(factories.block(text),) if text else (),
        footnotes=tuple(factories.footnote(label, text=note) for label, note in notes),
        footnote_references=tuple(factories.reference(label, offset=offset) for label, offset in marks),
    )


def gold(*, notes=(), refs=(), paragraphs=()):
    """Return a gold of notes (label, text) and references."""
    listed = [{"label": label, "text": text, "urls": [], "page": 1} for label, text in notes]
    return {"notes": listed, "refs": list(refs), "paragraphs": list(paragraphs), "headings": [], "body_urls": []}


def counted(wanted, found, kind):
    return match(wanted, found, factories.citation_list())[kind].counts


@pytest.mark.parametrize(
    ("found", "label", "note"),
    [
        ([("1", "Roe, Late Gates, p. 3.")], Counts(1, 1, 1), Counts(1, 1, 1)),
        ([("(1)", "Roe, Late Gates, p. 3.")], Counts(1, 1, 1), Counts(1, 1, 1)),
        ([("1", "Roe, Late Gates, p. 3. Adopted 4")], Counts(1, 1, 1), Counts(0, 1, 1)),
        ([("2", "Roe, Late Gates, p. 3.")], Counts(0, 1, 1), Counts(0, 1, 1)),
        ([], Counts(0, 1, 0), Counts(0, 1, 0)),
    ],
)
def test_a_note_is_scored_by_its_label_alone_and_with_its_text(found, label, note):
    wanted = gold(notes=[("1", "Roe, Late Gates, p. 3.")])
    assert counted(wanted, read(notes=found), "label") == label
    assert counted(wanted, read(notes=found), "note") == note


@pytest.mark.parametrize("mark", ["2–4", "[2-4]", "2, 3, 4", "2,3;4"])
def test_a_mark_of_several_notes_is_a_reference_to_each(mark):
    refs = [{"label": label, "before": "The lead is slow", "after": " and cheap.", "page": 1} for label in "234"]
    document = read(text="The lead is slow and cheap.", marks=[(mark, 16)])
    assert counted(gold(refs=refs), document, "ref") == Counts(3, 3, 3)


def test_a_reference_of_a_table_is_known_by_the_text_of_its_cell():
    refs = [{"label": "b", "before": "3 911", "after": "", "page": 1, "in_table": True}]
    assert counted(gold(refs=refs), read(text="Dorn 3 870 3 911 Brae", marks=[("b", 16)]), "ref") == Counts(1, 1, 1)


def test_the_label_of_a_list_item_may_be_part_of_its_text_or_not():
    found = read(text="military harbours;")
    assert counted(gold(paragraphs=["(a) military harbours;"]), found, "paragraph") == Counts(1, 1, 1)


EVERY = [{"note": Counts(9, 9, 12)}, {"note": Counts(0, 1, 0)}, {"note": Counts(0, 0, 3)}, {"note": Counts()}]


def test_a_mean_is_that_of_the_documents_that_have_the_measure():
    assert mean(EVERY) == {"note_precision": 0.375, "note_recall": 0.5}


def test_micro_weighs_things_and_not_documents():
    assert micro(EVERY) == {"note_precision": 0.6, "note_recall": 0.9}
