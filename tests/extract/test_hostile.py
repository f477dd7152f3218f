"""Hostile, damaged and odd files: each ends as one problem that says what to do, or is read right."""

import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from cetingest.extract import PictureRequest, read_document, render_pictures
from cetingest.model import ProblemCode
from cetingest.settings import ExtractSettings
from tests.extract import hostile, pdfs

STOPPING = ExtractSettings(cpu_seconds=2, wall_seconds=300.0, memory_bytes=400_000_000)
ENOUGH = ExtractSettings(cpu_seconds=20, wall_seconds=300.0, memory_bytes=400_000_000)
MEMORY = "needed more than 400 MB of memory and was stopped; raise extract.memory_bytes if the file is trusted"
TIME = "used more than 2 s of CPU time and was stopped; raise extract.cpu_seconds if the file is trusted"
EITHER = " and was stopped; raise extract."  # a fast machine fills the memory before its time is over
MEND = "open it in a PDF viewer and save it again"

STOPPED, UNREADABLE = ProblemCode.READER_STOPPED, ProblemCode.FILE_UNREADABLE
TOO_LARGE, ENCRYPTED = ProblemCode.FILE_TOO_LARGE, ProblemCode.FILE_ENCRYPTED


def read(folder, data, settings):
    path = folder / "odd.pdf"
    path.write_bytes(data)
    return read_document(path, document_id="odd", settings=settings)


@pytest.fixture(autouse=True)
def nothing_is_left_behind(tmp_path, monkeypatch):
    """Whatever the file did: no process and no temporary file stays."""
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    before = _children()
    yield
    assert list((tmp_path / "temporary").iterdir()) == []
    assert _children() - before == set()


def _children():
    return set(Path("/proc/thread-self/children").read_text().split())


@pytest.mark.parametrize(
    ("make", "code", "where", "said"),
    [
        (hostile.flate_of_spaces, STOPPED, "at page 1", MEMORY),
        (hostile.double_flate, STOPPED, "at page 1", MEMORY),
        (hostile.predictor_columns, STOPPED, "at page 1", MEMORY),
        (hostile.cid_widths, STOPPED, "at page 1", MEMORY),
        (hostile.flate_of_text, STOPPED, "at page 1", TIME),
        (hostile.flate_of_operators, STOPPED, "at page 1", TIME),
        (hostile.to_unicode_range, STOPPED, "at page 1", EITHER),
        (hostile.nested_forms, STOPPED, "at page 1", TIME),
        (hostile.giant_table, STOPPED, "at page 1", TIME),
        (hostile.giant_cross_reference_stream, STOPPED, "while the file was opened", TIME),
        (hostile.garbage, STOPPED, "while the file was opened", TIME),
        (hostile.many_pages, TOO_LARGE, "", "it has 100000 pages, more than 5000; split the file or raise"),
        (lambda: hostile.many_pages(claimed=1), TOO_LARGE, "", "it has over 5000 pages, more than 5000"),
        (hostile.truncated, UNREADABLE, "the file is cut off in the middle: get it again from its source", ""),
        (hostile.no_pages, UNREADABLE, "it has no pages", MEND),
        (lambda: hostile.encrypted(user=b"secret"), ENCRYPTED, "", "save a copy without the password"),
        (lambda: hostile.encrypted(user=b"secret", with_aes=True), ENCRYPTED, "", "save a copy without the password"),
        (lambda: hostile.encrypted_with_aes_256(user=b"secret"), ENCRYPTED, "", "save a copy without the password"),
    ],
)
def test_a_hostile_file_is_one_problem_that_names_file_and_page_and_says_what_to_do(tmp_path, make, code, where, said):
    (problem,) = read(tmp_path, make(), STOPPING if code is STOPPED else ENOUGH).problems
    assert (problem.code, problem.message.startswith("odd.pdf: " + where), said in problem.message) == (
        code,
        True,
        True,
    ), problem.message


@pytest.mark.parametrize(
    ("make", "texts"),
    [
        (hostile.cross_references_of_themselves, ["hello"]),
        (hostile.length_of_itself, ["hello"]),
        (hostile.no_page_tree, ["hello"]),
        (hostile.page_tree_of_diamonds, ["hello"]),
        (hostile.annotations_of_themselves, ["hello"]),
        (hostile.outline_of_itself, ["hello"]),
        (hostile.names_of_themselves, ["hello"]),
        (hostile.nested_arrays, ["hello"]),
        (hostile.giant_outline, ["hello"]),
        (hostile.encrypted, ["hello"]),
        (lambda: hostile.encrypted(with_aes=True), ["hello"]),
        (hostile.encrypted_with_aes_256, ["hello"]),
        (lambda: hostile.rotated(90), ["hello again"]),
        (lambda: hostile.rotated(180), ["hello again"]),
        (lambda: hostile.rotated(270), ["hello again"]),
        (hostile.cropped, ["hello"]),
        (hostile.shifted, ["hello"]),
        (hostile.double_struck, ["hello"]),
    ],
)
def test_a_file_that_only_looks_hostile_is_read(tmp_path, make, texts):
    document = read(tmp_path, make(), ENOUGH)
    assert ([block.text for block in document.blocks], document.problems) == (texts, ())


@pytest.mark.parametrize(
    ("make", "said"),
    [(hostile.page_tree_of_itself, "1 of 3 pages"), (hostile.page_count_too_high, "1 of 100000 pages")],
)
def test_pages_that_are_counted_and_cannot_be_found_are_one_problem_with_both_numbers(tmp_path, make, said):
    document = read(tmp_path, make(), ENOUGH)
    assert [block.text for block in document.blocks] == ["hello"]
    assert [(p.code, said in p.message) for p in document.problems] == [(ProblemCode.PAGES_MISSING, True)]


def test_a_page_that_cannot_be_read_is_a_problem_and_the_others_are_read(tmp_path):
    document = read(tmp_path, hostile.pages_without_size(), ENOUGH)
    assert [block.text for block in document.blocks] == ["hello"]
    stopped = [problem.message for problem in document.problems if problem.code is STOPPED]
    assert [message[:40] for message in stopped] == [
        "odd.pdf: page 2 could not be read (Malfo",
        "odd.pdf: page 3 could not be read (Malfo",
    ]


@pytest.mark.parametrize("make", [hostile.notes_all_alike, hostile.strokes_and_links])
def test_to_make_the_text_of_a_hostile_file_takes_seconds_at_most_and_nearly_none_of_the_parent_s(tmp_path, make):
    begun = time.process_time()
    document = read(tmp_path, make(), replace(ENOUGH, cpu_seconds=5))
    assert (document.is_readable, STOPPED in {problem.code for problem in document.problems}) == (True, False)
    assert time.process_time() - begun < 1.0


def test_more_text_than_allowed_stops_the_reading_and_keeps_what_came_before(tmp_path):
    settings = ExtractSettings(max_characters=12)
    document = read(tmp_path, pdfs.pdf([pdfs.stream(pdfs.HELLO)] * 5), settings)
    assert [(p.code, "found more than 12 characters" in p.message) for p in document.problems] == [(STOPPED, True)]
    assert (document.page_count, len(document.pages)) == (5, 3)


@pytest.mark.parametrize(
    "make",
    [
        hostile.cropped,
        hostile.shifted,
        lambda: hostile.cropped(rotation=90),
        lambda: hostile.cropped(rotation=180),
        lambda: hostile.cropped(rotation=270),
    ],
)
def test_the_picture_of_a_place_on_a_cropped_or_turned_page_shows_its_text(tmp_path, make):
    document = read(tmp_path, make(), ENOUGH)
    (place,) = document.blocks[0].provenance
    request = PictureRequest(name="word", page_number=1, crop=place.bbox)
    pictures = render_pictures(tmp_path / "odd.pdf", [request], ENOUGH)
    (tmp_path / "word.png").write_bytes(pictures["word"])
    with Image.open(tmp_path / "word.png") as image:
        ink = image.convert("L").point(lambda shade: 255 if shade < 128 else 0).getbbox()
        width = image.width
    assert ink is not None
    assert (ink[0] < 0.15 * width, ink[2] > 0.85 * width) == (True, True)  # from its first letter to its last


def test_one_process_survives_the_worst_files_in_a_row_within_bounds_and_reads_the_next(tmp_path):
    names = ["predictor_columns", "cid_widths", "nested_forms"]
    for name in names:
        (tmp_path / f"{name}.pdf").write_bytes(getattr(hostile, name)())
    (tmp_path / "sound.pdf").write_bytes(pdfs.pdf())
    script = f"""
import resource
from pathlib import Path
from cetingest.extract import read_document
from cetingest.settings import ExtractSettings
settings = ExtractSettings(cpu_seconds=2, wall_seconds=300.0, memory_bytes=400_000_000)
for name in {[*names, "sound"]!r}:
    document = read_document(Path({str(tmp_path)!r}) / (name + ".pdf"), document_id=name, settings=settings)
    print(name, [problem.code.value for problem in document.problems], [block.text for block in document.blocks])
for who in (resource.RUSAGE_CHILDREN, resource.RUSAGE_SELF):
    print(resource.getrusage(who).ru_maxrss)
"""
    # Linux counts the memory of whoever starts a program into its ru_maxrss, and a test runner is large.
    command = ["sh", "-c", '"$0" "$@"; exit $?', sys.executable, "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    *read_files, child_kilobytes, parent_kilobytes = done.stdout.splitlines()
    assert read_files == [*(f"{name} ['reader-stopped'] []" for name in names), "sound [] ['hello']"]
    assert (int(child_kilobytes) < 400_000, int(parent_kilobytes) < 200_000) == (True, True)
