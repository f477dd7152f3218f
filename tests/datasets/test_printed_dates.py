"""What a note or sentence says of a date reaches the tables and the exports: seasons and "about" too."""

import io
import json
import re

import pytest

from cetingest.citations import cite_text
from cetingest.datasets import ExportFormat, dossier_rows
from cetingest.datasets import export as export_to
from cetingest.findings import find
from cetingest.report.cards import byline
from tests.factories import block, citation_list, document, dossier, finding_list

SPRING = 'Mori, "Space," WEF, Spring 2021.'
ABOUT_1910 = "Mori, The Rise (Tokyo: Iwanami, c. 1910)."


def cited(note):
    return dossier(citations=citation_list(citations=cite_text(note).citations))


def export(note, export_format):
    file = io.BytesIO()
    export_to([cited(note)], export_format, file)
    return file.getvalue().decode()


@pytest.mark.parametrize(
    ("note", "issued"),
    [
        (SPRING, "2021-21"),
        ("Mori, A.: Der Raum, in: Technik, Herbst 2021, S. 3.", "2021-23"),
        ("Mori, “El espacio,” Revista, primavera de 2021.", "2021-21"),
        (ABOUT_1910, "1910~"),
        ('Mori, "Space," WEF, ca. May 1910.', "1910-05~"),
        ('Mori, "Space," WEF, May 2021.', "2021-05"),
        ('Mori, "Space," WEF, Q2 2021.', "2021-04/2021-06"),
    ],
)
def test_a_season_and_about_in_a_note_stand_in_the_cell_of_its_citation(note, issued):
    assert [row["issued"] for row in dossier_rows(cited(note))["citations"]] == [issued]


@pytest.mark.parametrize(
    ("sentence", "date"),
    [("The agency was founded in spring 2021.", "2021-21"), ("The agency was founded c. 1910.", "1910~")],
)
def test_a_season_and_about_in_a_sentence_stand_in_the_cell_of_its_event(sentence, date):
    found = find(document(blocks=(block(sentence),)))
    rows = dossier_rows(dossier(findings=finding_list(events=found.events)))["events"]
    assert [row["date"] for row in rows] == [date]


@pytest.mark.parametrize(
    ("note", "csl", "biblatex", "ris", "byline_end"),
    [
        (SPRING, {"date-parts": [[2021]], "season": 1}, "2021-21", "2021///Spring", "spring 2021"),
        (ABOUT_1910, {"date-parts": [[1910]], "circa": True}, "1910~", "1910///circa", "about 1910"),
    ],
)
def test_exports_and_report_say_it_in_their_own_words(note, csl, biblatex, ris, byline_end):
    (item,) = json.loads(export(note, ExportFormat.CSL_JSON))
    bibtex = dict(re.findall(r"^  (\w+) = \{(.*)\},$", export(note, ExportFormat.BIBTEX), flags=re.MULTILINE))
    tags = dict(re.findall(r"^(\w\w)  - (.*)$", export(note, ExportFormat.RIS), flags=re.MULTILINE))
    assert item["issued"] == csl
    assert (bibtex["date"], bibtex["year"]) == (biblatex, biblatex[:4])
    assert (tags["DA"], tags["PY"]) == (ris, biblatex[:4])
    assert byline(cite_text(note).citations[0].item).endswith(byline_end)
