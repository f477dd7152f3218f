"""Pages without a text layer: read by tesseract where it is installed, explained where it is not."""

import json
import os
from pathlib import Path

import pypdfium2
import pytest

from cetingest.citations import cite
from cetingest.extract import read_document
from cetingest.extract.ocr import tesseract
from cetingest.model import ProblemCode, TextDoubt
from cetingest.settings import ExtractSettings
from tests.evaluation.scoring import match, mean
from tests.extract import hostile

LABELLED = Path(__file__).parents[1] / "data" / "labelled"
SOURCE = "weasyprint_footnotes"


@pytest.fixture
def program():
    if tesseract.find_program() is None:
        explanation = "tesseract is not installed (Debian: apt install tesseract-ocr)"
        if os.environ.get("CI"):
            pytest.fail(f"{explanation}; CI must test the reading of scans")
        pytest.skip(explanation)


@pytest.fixture(scope="module")
def scan(tmp_path_factory):
    """Two pages as a scanner makes them: grey pictures at 300 pixels an inch, no text; and their gold."""
    path = tmp_path_factory.mktemp("scan") / "scan.pdf"
    with pypdfium2.PdfDocument(LABELLED / f"{SOURCE}.pdf") as pdf:
        first, *others = [pdf[n].render(scale=300 / 72, grayscale=True).to_pil() for n in range(2)]
    first.save(path, resolution=300, save_all=True, append_images=others)
    gold = json.loads((LABELLED / f"{SOURCE}.gold.json").read_text(encoding="utf-8"))
    notes = [note for note in gold["notes"] if note["page"] <= 2]
    refs, headings = gold["refs"][: len(notes)], gold["headings"][:4]
    return path, gold | {"notes": notes, "refs": refs, "headings": headings, "paragraphs": gold["paragraphs"][:10]}


def test_scanned_pages_are_read_with_their_footnotes_and_marked_as_such(program, scan):
    path, gold = scan
    document = read_document(path, document_id="scan", settings=ExtractSettings())
    (problem,) = [p for p in document.problems if p.code is ProblemCode.READ_BY_OCR]
    assert problem.message.startswith("scan.pdf: the text of pages 1, 2 was read by tesseract ")
    assert [place.page_number for place in problem.provenance] == [1, 2]
    assert {note.text_doubt for note in document.footnotes} == {TextDoubt.TEXT_RECOGNITION}
    found = mean([{name: matches.counts for name, matches in match(gold, document, cite(document)).items()}])
    floors = {"note_recall": 0.9, "ref_precision": 0.8, "ref_recall": 0.5, "url_recall": 0.9}
    floors |= {"paragraph_recall": 0.9, "heading_recall": 0.9}
    assert {name: (found[name], floor) for name, floor in floors.items() if found[name] < floor} == {}


def test_reading_is_left_alone_when_the_settings_say_so(tmp_path):
    problem = problem_of(tmp_path, hostile.scanned(), ExtractSettings(ocr="off"))
    assert 'no text on page 1; if it is a scan, set extract.ocr to "auto"' in problem.message


def test_without_the_program_the_problem_says_how_to_install_it(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    problem = problem_of(tmp_path, hostile.scanned(), ExtractSettings())
    assert "install tesseract (Debian: apt install tesseract-ocr) and extract it again" in problem.message


def test_a_model_that_is_not_installed_is_named(program, tmp_path):
    problem = problem_of(tmp_path, hostile.scanned(), ExtractSettings(ocr_languages="xyz"))
    assert "tesseract did not read it: it has no model for xyz (Debian: tesseract-ocr-xyz)" in problem.message


def test_a_program_that_takes_too_long_is_ended(program, scan):
    path, _ = scan
    document = read_document(path, document_id="scan", settings=ExtractSettings(ocr_page_seconds=0.05))
    (problem,) = document.problems
    assert (problem.code, "it took longer than 0.05 s" in problem.message) == (ProblemCode.NO_TEXT_LAYER, True)


def test_a_picture_without_text_stays_a_page_without_text(program, tmp_path):
    assert problem_of(tmp_path, hostile.scanned(), ExtractSettings()).code is ProblemCode.NO_TEXT_LAYER


def problem_of(folder, data, settings):
    (folder / "scan.pdf").write_bytes(data)
    (problem,) = read_document(folder / "scan.pdf", document_id="scan", settings=settings).problems
    return problem
