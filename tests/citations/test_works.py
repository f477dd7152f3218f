"""Equal works have one work_id, in every order and every document; different works never share one."""

import pytest

from cetingest.citations import cite, cite_texts
from cetingest.citations.works import is_same_work, work_id_of
from tests.factories import document, footnote

DOE = {
    "author": ({"family": "Doe", "given": "Jane"},),
    "title": "Chips and Power",
    "issued": {"date-parts": ((2024, 5),)},
}


def changed(**fields):
    return DOE | fields


def dated(*parts):
    return {"date-parts": (parts,)}


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (changed(), True),
        (changed(title="Chips & Power"), True),
        (changed(title="CHIPS AND POWER."), True),
        (changed(author=({"family": "Doe", "given": "J."},)), True),
        (changed(issued=dated(2024)), True),
        (changed(issued=dated(2023)), False),
        (changed(issued=dated(2024, 6)), False),
        (changed(author=({"family": "Roe", "given": "Jane"},)), False),
        (changed(title="Chips and Power 2"), False),
        (changed(title="Chips and Powder"), False),
        (changed(title="Chips and Powerr in the Making of Modern States"), False),
        (changed(number="12"), True),
    ],
)
def test_two_items_are_one_work_when_title_maker_figures_and_date_agree(other, expected):
    assert (is_same_work(DOE, other), is_same_work(other, DOE)) == (expected, expected)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("White Paper 2021", "White Paper 2023"),
        ("Trade with East Asia in the Decade Ahead of Us", "Trade with West Asia in the Decade Ahead of Us"),
        ("A History of the Long Export Boom, Part II", "A History of the Long Export Boom, Part I"),
        ("Economic Survey of the Northern Import Ports", "Economic Survey of the Northern Export Ports"),
    ],
)
def test_titles_that_differ_in_a_figure_or_a_word_of_meaning_are_two_works(one, other):
    assert not is_same_work(changed(title=one), changed(title=other))
    assert work_id_of(changed(title=one)) != work_id_of(changed(title=other))


def test_a_typing_slip_makes_no_other_work_within_a_document():
    notes = [
        'Jane Doe, "The Industrial Policy of Small Open States," May 2024.',
        'Jane Doe, "The Industiral Policy of Small Open States," May 2024.',
    ]
    first, second = (cited.citations[0] for cited in cite_texts(notes))
    assert (second.form, second.work_id) == ("repeated", first.work_id)


def test_an_identifier_decides_before_the_title():
    assert is_same_work({"DOI": "10.1000/A", "title": "A"}, {"DOI": "10.1000/a", "title": "B"})
    assert not is_same_work({"DOI": "10.1000/a", "title": "A"}, {"DOI": "10.1000/b", "title": "A"})
    assert work_id_of({"ISBN": "978-0-306-40615-7"}) == work_id_of({"ISBN": "0-306-40615-2"})
    assert work_id_of({"ISBN": "0-306-40615-2", "type": "chapter", "title": "One"}) != work_id_of(
        {"ISBN": "0-306-40615-2", "type": "chapter", "title": "Two"}
    )


def test_the_work_id_depends_on_no_other_note_or_document():
    doe, roe = 'Jane Doe, "Chips and Power," May 2024.', 'John Roe, "Races," June 2023, https://a.org/x.'

    def ids(*texts):
        notes = tuple(footnote(str(number), text=text) for number, text in enumerate(texts, 1))
        return {citation.printed: citation.work_id for citation in cite(document(footnotes=notes)).citations}

    assert ids(doe, roe) == ids(roe, doe) == ids(doe) | ids(roe)


def test_back_references_and_short_forms_have_the_id_of_the_work_they_mean():
    notes = ['Jane Doe, "Chips and Power," Foreign Affairs, May 2024.', "Ibid., 12.", 'Doe, "Chips and Power," 14.']
    assert len({cited.citations[0].work_id for cited in cite_texts(notes)}) == 1


def test_a_work_of_which_too_little_is_known_has_no_id():
    assert (work_id_of({}), work_id_of({"type": "document"})) == (None, None)
    assert cite_texts(["Ibid."])[0].citations[0].work_id is None
