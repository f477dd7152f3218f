"""Tables that programs set: their cells, their heads, their notes."""

from functools import cache
from pathlib import Path

import pytest

from cetingest import extract
from cetingest.model import BlockKind, FootnoteKind
from cetingest.settings import Settings

DATA = Path(__file__).parents[1] / "data/tables"
# Rows as lines of cells; heads begin with "#".
TABLES = {
    "statistics": """
        #Region | #2018 | #2019 | #2020 | #2021
        Northmark | 4.1 | 4.3 | 6.8 | 5.9
        Eastfold | 3.2 | 3.0 | 5.1 | 4.8
        South Haven | 7.7 | 7.2 | 9.4 | 8.6
        Westerly Isles | .. | 10.1 | 12.9 | 11.0
        All regions | 5.0 | 4.9 | 7.2 | 6.3""",
    "ranking": """
        #Rank | #Country | #Score
        1 | Norland | 91.2
        2 | Grand Duchy of Velm | 88.0
        3 | Ostrava Union | 87.5
        4= | Perin | 80.1
        4= | United Isles | 80.1
        6 | Zamba | 9.9""",
    "booktabs": """
        # | #Income | # | #
        #Region | #Before | #After | #Change
        North | 12.4 | 14.1 | 1.7
        East coast | 9.0 | 8.2 | −0.8
        South | 110.3 | 120.9 | 10.6
        Total | 131.7 | 143.2 | 11.5""",
    "over_pages": """
        #Port | #Region | #Berths
        Aden | North | 1
        Bale | East | 12
        Cork | South | 3
        Dune | West | 144
        Esk | North | 5
        Fife | North | 6
        Gull | East | 7
        Haven | East | 8
        Isle | South | 9
        Jura | West | 10""",
    "wrapped_cells": """
        #Action | #Description | #Deadline
        Open data | All ministries publish their registers in one portal and keep them up to date every month. | June 2024
        Training of staff in every regional office | Two courses a year. | December 2024, with a review in the following spring
        Evaluation | An outside body reports to parliament on what was done and what was left, and on what each measure cost in the end. | 2026""",  # noqa: E501
    "page_notes": """
        #Measure | #Who acts | #By when
        Dredge the northern channel and keep its depth over the winter | Port authority | March 2023
        Publish the tariff | Ministry of transport together with the regional boards of the coast | End of 2023
        Close the old quay | Port authority | 2025""",
    "drawn_superscripts": """
        #Agency | #2020 | #2021
        Roads | 12 | 14
        Health | 30 | 33
        Schools | 20 | 21""",
    "justified_text": "",
    "figure_notes": "",
}
# Notes that are no footnotes of the page, and the words before the marks that name them.
NOTES = {
    "statistics": [
        ("a", "Table 2.1. Unemployment rates in selected regions"),
        ("b", "2021"),
        ("c", "Eastfold"),
        ("c", "8.6"),
    ],
    "booktabs": [("*", "1.7"), ("†", "10.6")],
    "drawn_superscripts": [("a", "Roads"), ("b", "Health"), ("2", "20")],
    "figure_notes": [("2", "Figure 1: Cases by year")],
}


@cache
def read(name):
    return extract.read_document(DATA / f"{name}.pdf", document_id="d", settings=Settings().extract)


def rows_of(text):
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]


@pytest.mark.parametrize("name", TABLES)
def test_the_cells_and_heads_of_a_table_are_read(name):
    tables = [block for block in read(name).blocks if block.kind is BlockKind.TABLE]
    found = [[("#" if cell.is_head else "") + cell.text for cell in row] for table in tables for row in table.rows]
    assert found == rows_of(TABLES[name])


@pytest.mark.parametrize("name", TABLES)
def test_the_text_of_a_table_is_that_of_its_cells(name):
    for block in read(name).blocks:
        if block.rows:
            assert block.text == " ".join(cell.text for row in block.rows for cell in row if cell.text)
            assert all(bool(cell.text) == bool(cell.provenance) for row in block.rows for cell in row)


@pytest.mark.parametrize("name", TABLES)
def test_marks_in_cells_and_captions_name_the_notes_below(name):
    document = read(name)
    notes = {note.footnote_id for note in document.footnotes if note.kind is FootnoteKind.TABLE}
    texts = {block.block_id: block.text for block in document.blocks}
    found = [
        (reference.label, texts[reference.block_id][: reference.offset])
        for reference in document.footnote_references
        if reference.footnote_id in notes
    ]
    wanted = NOTES.get(name, [])
    assert [label for label, _ in found] == [label for label, _ in wanted]
    assert all(before.endswith(words) for (_, before), (_, words) in zip(found, wanted, strict=True))


def test_notes_at_the_foot_of_the_page_stay_footnotes_where_cells_mark_them():
    document = read("page_notes")
    assert [(note.label, note.kind) for note in document.footnotes] == [
        (label, FootnoteKind.FOOTNOTE) for label in ("1", "2", "3", "4")
    ]
    assert all(reference.footnote_id for reference in document.footnote_references)


def test_the_numbers_of_a_ranking_begin_no_notes():
    assert read("ranking").footnotes == ()


def test_a_note_below_a_figure_that_the_text_marks_is_a_footnote():
    assert [(note.label, note.kind) for note in read("figure_notes").footnotes] == [
        ("1", FootnoteKind.FOOTNOTE),
        ("2", FootnoteKind.TABLE),
    ]


def test_a_note_of_a_table_ends_before_its_source():
    texts = [note.text for note in read("statistics").footnotes]
    assert texts[-1].endswith("its sample was doubled.")
