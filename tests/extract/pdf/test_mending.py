"""Damaged files that other programs read: here they are read too, or say what is missing."""

import pytest

from cetingest.extract import read_document
from cetingest.model import ProblemCode
from cetingest.settings import ExtractSettings
from tests.extract import pdfs

THREE = pdfs.pdf([pdfs.text_page(word) for word in ("one", "two", "three")])
ALL = "one two three"


def read(folder, data):
    path = folder / "file.pdf"
    path.write_bytes(data)
    return read_document(path, document_id="doc", settings=ExtractSettings())


def text_of(document):
    return " ".join(block.text for block in document.blocks)


def with_junk_in_front():
    """Write comments before everything, so that no place in the cross-reference table is right."""
    return b"%PDF-1.7\n%" + b"x" * 300 + b"\n" + THREE[9:]


def with_one_wrong_place():
    """Let the cross-reference table say that the page tree stands where the font does."""
    places = [b"%010d 00000 n" % THREE.index(b"%d 0 obj" % number) for number in (2, 3)]
    return THREE.replace(*places)


def with_pages_in_another_order():
    """Lose the page tree, which alone says that the last object is the first page."""
    data = THREE.replace(b"[11 0 R 13 0 R 15 0 R]", b"[15 0 R 13 0 R 11 0 R]")
    at = data.index(b"2 0 obj")
    return data.replace(b"%010d 00000 n" % at, b"%010d 00000 n" % (at + 9))


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(THREE.replace(b"startxref\n", b"startxref\n9"), id="startxref leads past the end"),
        pytest.param(with_junk_in_front(), id="all places are wrong"),
        pytest.param(with_one_wrong_place(), id="the place of the page tree is wrong"),
        pytest.param(THREE[: THREE.rindex(b"xref\n0")], id="the end is missing"),
        pytest.param(THREE[: THREE.rindex(b"xref\n0") + 60], id="the end is missing from the table on"),
        pytest.param(THREE.replace(b"/Type /Pages", b"/Type /Pagez"), id="the page tree has no type"),
        pytest.param(
            THREE.replace(b"/Root 1 0 R ", b"/Root 1 0 R /Prev %d" % THREE.rindex(b"xref\n0")), id="/Prev is a loop"
        ),
    ],
)
def test_a_damaged_file_that_pdfium_reads_is_read_whole_and_without_a_problem(tmp_path, data):
    document = read(tmp_path, data)
    assert (text_of(document), document.problems, document.page_count) == (ALL, (), 3)


def test_pages_are_read_in_the_order_of_a_page_tree_that_the_cross_references_lost(tmp_path):
    document = read(tmp_path, with_pages_in_another_order())
    assert (text_of(document), document.problems) == ("three two one", ())


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(THREE.replace(b"13 0 R", b"99 0 R"), id="a page that is nowhere"),
        pytest.param(THREE[: THREE.index(b"14 0 obj")], id="the end is missing from between two objects on"),
    ],
)
def test_pages_that_are_missing_are_one_problem_that_gives_both_numbers(tmp_path, data):
    (problem,) = read(tmp_path, data).problems
    said = "file.pdf: 2 of 3 pages were read, the file is damaged; get it again from its source"
    assert (problem.code, problem.message) == (ProblemCode.PAGES_MISSING, said)


@pytest.mark.parametrize("lost", [b"Tj ET", b"14 0 obj\n<<", b"/Contents 14"])
def test_a_file_that_ends_inside_an_object_is_told_to_be_cut_off_and_not_read_in_part(tmp_path, lost):
    data = THREE[: THREE.index(lost) + len(lost)]
    document = read(tmp_path, data)
    said = "file.pdf: the file is cut off in the middle: get it again from its source"
    assert [(p.code, p.message) for p in document.problems] == [(ProblemCode.FILE_UNREADABLE, said)]
    assert document.blocks == ()


@pytest.mark.parametrize(
    ("bomb", "limits", "said"),
    [
        pytest.param(pdfs.memory_bomb(), {"memory_bytes": 300_000_000}, "of memory and was stopped", id="memory"),
        pytest.param(pdfs.time_bomb(), {"cpu_seconds": 3}, "of CPU time and was stopped", id="time"),
    ],
)
def test_a_damaged_file_is_mended_and_read_within_the_limits_of_one_reading(tmp_path, bomb, limits, said):
    path = tmp_path / "file.pdf"
    path.write_bytes(bomb.replace(b"startxref\n", b"startxref\n9"))
    document = read_document(path, document_id="doc", settings=ExtractSettings(**limits))
    (problem,) = document.problems
    assert (problem.code, said in problem.message) == (ProblemCode.READER_STOPPED, True)
