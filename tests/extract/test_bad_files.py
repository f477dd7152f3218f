import pytest

from cetingest.errors import InputError
from cetingest.extract import document, read_document
from cetingest.model import ProblemCode
from cetingest.settings import ExtractSettings
from tests.extract import pdfs
from tests.extract.conftest import JAPAN_PDF

QUICK = ExtractSettings(cpu_seconds=3, wall_seconds=300.0, memory_bytes=400_000_000)


def read(tmp_path, data, settings=QUICK):
    path = tmp_path / "file.pdf"
    path.write_bytes(data)
    return read_document(path, document_id="doc", settings=settings)


SOUND = pdfs.pdf()


@pytest.mark.parametrize(
    ("data", "settings", "code", "said"),
    [
        (b"", QUICK, ProblemCode.FILE_UNREADABLE, "file.pdf: the file is empty"),
        (b"PK\3\4 a zip file", QUICK, ProblemCode.FILE_UNREADABLE, "the file is no PDF"),
        (
            SOUND[: len(SOUND) // 3],
            QUICK,
            ProblemCode.FILE_UNREADABLE,
            "cut off in the middle: get it again from its source",
        ),
        (b"%PDF-1.7\n" + b"\0" * 500, QUICK, ProblemCode.FILE_UNREADABLE, "file.pdf"),
        (SOUND, ExtractSettings(max_file_bytes=100), ProblemCode.FILE_TOO_LARGE, "raise extract.max_file_bytes"),
        (
            pdfs.pdf([pdfs.stream(pdfs.HELLO)] * 3),
            ExtractSettings(max_pages=2),
            ProblemCode.FILE_TOO_LARGE,
            "it has 3 pages, more than 2",
        ),
        (pdfs.deep_page_tree(), QUICK, ProblemCode.FILE_UNREADABLE, "RecursionError"),
        (pdfs.encrypted(), QUICK, ProblemCode.FILE_ENCRYPTED, "save a copy without the password"),
        (pdfs.pdf([pdfs.stream(b"")]), QUICK, ProblemCode.NO_TEXT_LAYER, "no text on page 1"),
        (pdfs.memory_bomb(), QUICK, ProblemCode.READER_STOPPED, "at page 1 the reader needed more than 400 MB"),
        (pdfs.time_bomb(), QUICK, ProblemCode.READER_STOPPED, "at page 2 the reader used more than 3 s of CPU time"),
    ],
)
def test_a_bad_file_is_a_document_with_one_problem_that_says_what_to_do(tmp_path, data, settings, code, said):
    document = read(tmp_path, data, settings)
    assert [(p.code, p.subject_id, said in p.message) for p in document.problems] == [(code, "doc", True)]
    assert len(document.sha256) == 64


def test_pages_before_the_one_that_stopped_the_reader_are_kept(tmp_path):
    document = read(tmp_path, pdfs.time_bomb())
    assert [block.text for block in document.blocks] == ["hello"]
    assert (len(document.pages), document.page_count, document.is_readable) == (1, 2, False)


def test_a_reader_that_ends_when_every_page_is_read_leaves_the_text_to_another(monkeypatch, japan):
    monkeypatch.setattr(document, "_READ", "tests.sandbox.misbehaviour:read_and_leave")
    assert read_document(JAPAN_PDF, document_id=japan.document_id, settings=ExtractSettings()) == japan


def test_pages_whose_text_cannot_be_put_together_are_not_told_as_read(tmp_path, monkeypatch):
    monkeypatch.setattr(document, "_READ", "tests.sandbox.misbehaviour:read_and_leave")
    monkeypatch.setattr(document, "_ASSEMBLE", "tests.sandbox.misbehaviour:leave")
    found = read(tmp_path, SOUND)
    assert [problem.message for problem in found.problems] == [
        "file.pdf: while the text was put together the reader ended early with exit code 3; "
        "the file is probably damaged or hostile"
    ]
    assert (found.problems[0].code, found.blocks, found.is_readable) == (ProblemCode.READER_STOPPED, (), False)


def test_a_path_that_does_not_exist_is_the_callers_error(tmp_path):
    with pytest.raises(InputError, match="name a PDF file that can be read"):
        read_document(tmp_path / "missing.pdf", document_id="doc", settings=QUICK)


def test_progress_is_told_page_by_page(tmp_path):
    path = tmp_path / "three.pdf"
    path.write_bytes(pdfs.pdf([pdfs.stream(pdfs.HELLO)] * 3))
    told = []
    read_document(path, document_id="doc", settings=QUICK, on_page=lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_unmapped_glyphs_are_told_with_their_pages(tmp_path):
    document = read(tmp_path, pdfs.unmapped())
    assert [problem.code for problem in document.problems] == [ProblemCode.UNMAPPED_GLYPHS]
    assert "2 characters have no Unicode value" in document.problems[0].message
    assert [place.page_number for place in document.problems[0].provenance] == [1]


def test_the_same_file_gives_the_same_document(tmp_path):
    assert read(tmp_path, SOUND) == read(tmp_path, SOUND)
