"""Every mark is a reference: each test is one way in which a document names a note again, or seems to."""

from pathlib import Path

import pytest

from cetingest.extract.assembly import assemble
from cetingest.extract.glyphs import Target
from cetingest.extract.layout.lines import LineLink, group_lines
from cetingest.extract.pdf.file import open_pdf
from cetingest.model import BlockKind, NoteSignal
from tests.extract.shapes import line, lines, page

DATA = Path(__file__).parents[2] / "data" / "marks"


def read(name):
    with open_pdf(DATA / f"{name}.pdf", max_pages=10) as file:
        return assemble("d", [group_lines(file.content(number)) for number in file.page_numbers])


def pairs(found):
    return [(reference.label, reference.footnote_id) for reference in found.footnote_references]


def labels(found):
    return "".join(label for label, footnote in pairs(found) if footnote == f"d-fn{label}")


def body(*texts, raised="", page_number=1):
    """Lines of prose 30 points apart; `raised` has the raised suffix or part of each, "" for none."""
    marks = raised or [""] * len(texts)
    return [
        line(text, raised=mark, top=60.0 + 30 * n, right=500.0, page_number=page_number)
        for n, (text, mark) in enumerate(zip(texts, marks, strict=True))
    ]


def footnotes(*numbers, page_number=1):
    return [line(f"{n} Work {n}.", top=700.0 + 10 * n, size=8.0, page_number=page_number) for n in numbers]


def endnotes(*numbers, page_number=2, form="[{}]", top=100.0):
    listed = [
        line(f"{form.format(n)} Work {n}.", top=top + 30 + 12 * n, size=8.0, page_number=page_number) for n in numbers
    ]
    return [line("Notes", top=top, is_bold=True, size=14.0, page_number=page_number), *listed]


def with_endnotes(*texts, **fields):
    return assemble("d", [page(*body(*texts, **fields)), page(*endnotes(1, 2, 3), page_number=2)])


@pytest.mark.parametrize(("name", "expected"), [("repeated", "121323"), ("shared", "12132"), ("ranges", "123245")])
def test_the_marks_of_whole_documents_are_all_references(name, expected):
    found = read(name)
    assert labels(found) == expected
    assert len(found.footnote_references) == len(expected)


def test_raised_marks_name_the_footnotes_of_their_page_again():
    raised = ["1", "2", "1", "3", "2", "3"]
    prose = body(*(f"A claim that needs support.{n}" for n in raised), raised=raised)
    assert labels(assemble("d", [page(*prose, *footnotes(1, 2, 3))])) == "121323"


def test_marks_in_brackets_name_the_endnotes_of_a_list_again():
    found = with_endnotes("One [1] and two [2] as [1] says.", "So does [3], with [2], [3].", "All of them [1-3].")
    assert labels(found) == "121323123"
    assert found.blocks[0].text.startswith("One and two as says.")


@pytest.mark.parametrize("text", ["as one says [1]–[3].", "as one says [1] - [3]."])
def test_a_range_of_marks_each_in_its_brackets_names_what_lies_between(text):
    assert labels(with_endnotes(text)) == "123"


def test_the_first_mark_of_a_note_is_surer_than_the_second():
    first, second = with_endnotes("One [1] and [2].", "And three [3].", "Again [2].").footnote_references[1::2]
    assert (first.label, second.label) == ("2", "2")
    assert NoteSignal.REPEAT in second.signals
    assert NoteSignal.REPEAT not in first.signals
    assert second.confidence < first.confidence


@pytest.mark.parametrize(
    "text",
    [
        "[2] the second item of a numbered list",
        "the element x[2] of the array",
        "in the years [2019] and [2020]",
        "[2] Office of Roads, Yearbook, 2015",
    ],
)
def test_other_numbers_in_brackets_are_no_marks(text):
    assert labels(with_endnotes("One [1], two [2], three [3].", text)) == "123"


@pytest.mark.parametrize(
    ("text", "raised"),
    [
        ("an area of 40 m2", "2"),
        ("where y = x2", "2"),
        ("a share of R2 alone", "2"),
        ("about 102 cells", "2"),
        ("the isotope 3He", "3"),
        ("an area of 40 ft2", "2"),
    ],
)
def test_exponents_name_no_note_again(text, raised):
    prose = body("A claim.1", "A claim.2", "A claim.3", text, raised=["1", "2", "3", raised])
    assert labels(assemble("d", [page(*prose, *footnotes(1, 2, 3))])) == "123"


def test_a_raised_mark_after_a_year_or_a_short_name_names_a_note_again():
    prose = body("A claim.1", "A claim.2", "since 20152", "in the EU2", raised=["1", "2", "2", "2"])
    assert labels(assemble("d", [page(*prose, *footnotes(1, 2))])) == "1222"


def test_footnotes_are_named_again_on_their_own_page_only():
    first = page(*body("A.1", "B.2", raised="12"), *footnotes(1, 2))
    second = page(
        *body("C.3", "D.1", "E.4", raised="314", page_number=2), *footnotes(3, 4, page_number=2), page_number=2
    )
    assert [label for label, footnote in pairs(assemble("d", [first, second])) if footnote] == ["1", "2", "3", "4"]


def test_a_mark_names_the_note_of_its_own_chapter_again():
    def chapter(number, top):
        prose = [
            line(f"A claim that needs support.{n}", raised=n, top=top + 20 + 14 * at, right=500.0)
            for at, n in enumerate("1232")
        ]
        notes = [line(f"{n}. Work {n}.", top=top + 80 + 10 * n, size=8.0) for n in (1, 2, 3)]
        return [line(f"Chapter {number}", top=top, is_bold=True, size=14.0), *prose, *notes]

    found = assemble("d", [page(*chapter("one", 60.0), *chapter("two", 300.0))])
    assert [footnote for _, footnote in pairs(found)] == [
        *("d-fn1", "d-fn2", "d-fn3", "d-fn2"),
        *("d-fn1-2", "d-fn2-2", "d-fn3-2", "d-fn2-2"),
    ]


@pytest.mark.parametrize("form", ["[{}]", "{}."])
def test_marks_name_the_notes_of_a_list_that_is_sorted_by_author(form):
    order = [5, 3, 8, 1, 2, 7, 4, 6, 3, 5]
    texts = [f"A claim that somebody makes [{n}]." if "[" in form else f"A claim that needs support.{n}" for n in order]
    prose = body(*texts, raised=None if "[" in form else [str(n) for n in order])
    found = assemble("d", [page(*prose), page(*endnotes(*range(1, 9), form=form), page_number=2)])
    assert labels(found) == "".join(map(str, order))


def test_a_numbered_list_of_the_text_is_no_list_of_notes_because_marks_name_notes_again():
    prose = body(*(f"A claim that needs support.{n}" for n in "121323"), raised="121323")
    steps = [line(f"{n}. Step {n} of the plan", top=300.0 + 12 * n) for n in (1, 2, 3)]
    more = [line(f"A claim that needs support.{n}", raised=n, top=360.0 + 20 * int(n), right=500.0) for n in "45"]
    found = assemble("d", [page(*prose, *steps, *more), page(*endnotes(1, 2, 3, 4, 5, form="{}."), page_number=2)])
    assert [note.text for note in found.footnotes] == [f"Work {n}." for n in (1, 2, 3, 4, 5)]
    assert labels(found) == "12132345"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("as the council found.{}", "1232"), ("as said in COP{}", "123"), ("as said in No.{}", "123")],
)
def test_a_mark_of_full_size_names_a_note_again_behind_a_word(text, expected):
    prose = body("A claim that.1", "A claim that.2", "A claim that.3", text.format(2))
    assert labels(assemble("d", [page(*prose, *footnotes(1, 2, 3))])) == expected


def test_a_link_over_each_end_of_a_range_leaves_out_no_mark():
    text = "as three works say [1–3]."
    link = [
        LineLink(start=at, end=at + 1, bbox=(0, 0, 0, 0), target=Target(page_number=2, top=130.0 + 12 * n))
        for at, n in ((text.index("1"), 1), (text.index("3"), 3))
    ]
    prose = line(text, top=60.0, links=tuple(link))
    assert labels(assemble("d", [page(prose), page(*endnotes(1, 2, 3), page_number=2)])) == "123"


def test_half_of_two_glued_numbers_names_no_note_again():
    prose = body("A claim.1", "A claim.2", "A claim.3", "A claim.23", raised=["1", "2", "3", "23"])
    found = assemble("d", [page(*prose, *footnotes(1, 2, 3))])
    assert [label for label, footnote in pairs(found) if footnote] == ["1", "2", "3"]


def test_a_number_of_another_shape_than_the_marks_names_no_note_again():
    prose = body("A claim.1", "A claim.2", "see equation (2) and [1]", raised=["1", "2", ""])
    assert labels(assemble("d", [page(*prose, *footnotes(1, 2))])) == "12"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("as was said before (2).", "1232"),
        ("in Article 5(2) of the Act", "123"),
        ("for (1) the first, (2) the second and (3) the third", "123"),
    ],
)
def test_numbers_in_round_brackets_name_a_note_again_where_they_end_a_clause(text, expected):
    prose = body("A claim of it (1).", "A claim of it (2).", "A claim of it (3).", text)
    assert labels(assemble("d", [page(*prose, *footnotes(1, 2, 3))])) == expected


def test_a_raised_mark_alone_on_the_last_line_of_its_paragraph_is_a_mark():
    first = lines("A claim that needs a whole line for itself and fills it to", top=60.0, right=500.0)
    second = lines("the end, where no room is left for the mark of a note.", top=72.0, right=500.0)
    alone = line("2", top=82.0, size=6.0)
    prose = line("The next paragraph has its own claim, with a mark.1", raised="1", top=40.0, right=500.0)
    after = lines("Another paragraph follows below it.", top=110.0)
    found = assemble("d", [page(prose, *first, *second, alone, *after, *footnotes(1, 2))])
    assert labels(found) == "12"
    assert found.footnote_references[1].block_id is not None
    assert [block.kind for block in found.blocks] == [BlockKind.PARAGRAPH] * len(found.blocks)
    assert not any(block.text == "2" for block in found.blocks)
    holder = next(b for b in found.blocks if b.block_id == found.footnote_references[1].block_id)
    assert holder.text.endswith("the mark of a note.")
    assert found.footnote_references[1].offset == len(holder.text)
