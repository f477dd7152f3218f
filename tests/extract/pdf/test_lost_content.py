"""A page whose content is not in the file, or not whole, is told of: it would pass for an empty or a short page."""

import zlib

import pytest

from cetingest.extract import read_document
from cetingest.model import ProblemCode
from cetingest.settings import ExtractSettings
from tests.extract import pdfs

PLAIN = pdfs.pdf([pdfs.text_page(word) for word in ("one", "two", "three")])
PACKED = zlib.compress(b"BT /F1 11 Tf 72 720 Td (two) Tj ET " + b"0 g 1 w 0.5 G 2 J q Q " * 3, 9)
FLATE = pdfs.pdf([pdfs.text_page("one"), pdfs.stream(PACKED, b"/Filter /FlateDecode"), pdfs.text_page("three")])
PLACE = b"%010d 00000 n" % PLAIN.index(b"12 0 obj")


def read(folder, data):
    path = folder / "file.pdf"
    path.write_bytes(data)
    document = read_document(path, document_id="doc", settings=ExtractSettings())
    return " ".join(block.text for block in document.blocks), document.problems


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param(PLAIN.replace(b"/Contents 12 0 R", b"/Contents 99 0 R"), "one three", id="it is nowhere"),
        pytest.param(PLAIN.replace(PLACE, b"%010d 00000 n" % 17), "one three", id="its place is wrong"),
        pytest.param(PLAIN.replace(b"12 0 obj", b"12 0 obx"), "one three", id="it is no object"),
        pytest.param(FLATE.replace(PACKED, bytes(len(PACKED))), "one three", id="nothing of it can be inflated"),
        pytest.param(
            FLATE.replace(PACKED, PACKED[:-20] + b"\xff" * 20), "one two three", id="its end cannot be inflated"
        ),
    ],
)
def test_lost_content_of_a_page_is_one_problem_that_names_the_page(tmp_path, data, text):
    found, (problem,) = read(tmp_path, data)
    said = "file.pdf: parts of page 2 are lost, the file is damaged; get it again from its source"
    assert (found, problem.code, problem.message) == (text, ProblemCode.CONTENT_LOST, said)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(PLAIN.replace(b"/Contents 12 0 R", b"/Contents []"), id="a page that is empty on purpose"),
        pytest.param(PLAIN.replace(b"/Contents 12 0 R", b""), id="a page without any content"),
        pytest.param(FLATE.replace(PACKED, PACKED[:-4] + b"\n" * 4), id="only the checksum is wrong"),
    ],
)
def test_a_page_that_is_empty_or_whole_makes_no_problem(tmp_path, data):
    assert read(tmp_path, data)[1] == ()
