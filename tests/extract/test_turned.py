"""Text that does not stand upright is counted, never dropped without a word."""

from cetingest.extract import read_document
from cetingest.model import ProblemCode
from cetingest.settings import ExtractSettings
from tests.extract.pdfs import pdf, stream


def test_turned_text_is_counted_as_one_problem(tmp_path):
    path = tmp_path / "turned.pdf"
    upright, turned = "BT /F1 11 Tf 72 720 Td (Upright text.) Tj ET", "BT /F1 8 Tf 0 1 -1 0 40 300 Tm (Stamp) Tj ET"
    path.write_bytes(pdf([stream(f"{upright} {turned}".encode())]))
    document = read_document(path, document_id="d", settings=ExtractSettings())
    assert [block.text for block in document.blocks] == ["Upright text."]
    problems = [problem for problem in document.problems if problem.code is ProblemCode.TURNED_TEXT]
    assert [problem.message for problem in problems] == [
        "turned.pdf: 5 characters that do not stand upright are left out, on page 1"
    ]
