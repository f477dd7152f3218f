"""What is stored comes back equal, and a reader never sees half a file."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from upath import UPath

from cetingest.cli import main
from cetingest.errors import InputError, StorageError
from cetingest.model import Citation, CitationForm, Document, Page, Problem, ProblemCode
from cetingest.settings import StorageSettings
from cetingest.storage import Storage, document_id_of, dumps, loads, read_model, write_bytes, write_model


def storage(folder: Path) -> Storage:
    return Storage.of(StorageSettings(raw=str(folder / "raw"), processed=str(folder / "processed")))


DOCUMENT = Document(
    document_id="a",
    source_filename="A.pdf",
    sha256="0",
    page_count=1,
    pages=(Page(page_number=1, width=612.0, height=792.0),),
    problems=(Problem(code=ProblemCode.UNMAPPED_GLYPHS, message="m", subject_id="a"),),
)
CITATION = Citation(
    citation_id="a-fn1-c1",
    footnote_id="a-fn1",
    position=1,
    form=CitationForm.FULL,
    item={"author": ({"literal": "経済産業省"},), "container-title": "J", "issued": {"date-parts": ((2024, 5),)}},
    printed="…",
    span=(0, 1),
)


@pytest.mark.parametrize("value", [DOCUMENT, CITATION], ids=["document", "citation"])
def test_a_model_value_written_and_read_is_equal(value: object):
    assert loads(dumps(value), type(value)) == value


def test_a_file_of_another_version_is_refused_with_its_name(tmp_path: Path):
    path = UPath(tmp_path / "extracted.json")
    path.write_text('{"document": "?"}')
    with pytest.raises(StorageError, match=r"extracted\.json"):
        read_model(path, Document)


def test_equal_bytes_are_left_untouched(tmp_path: Path):
    path = UPath(tmp_path / "a" / "b.json")
    write_model(path, DOCUMENT)
    os.utime(str(path), (1, 1))
    write_model(path, DOCUMENT)
    assert path.stat().st_mtime == 1


def test_a_write_that_fails_leaves_the_old_file_and_no_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = UPath(tmp_path / "b.json")
    write_bytes(path, b"old")

    def no_space(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_space)
    with pytest.raises(StorageError, match=r"b\.json.*No space left"):
        write_bytes(path, b"new")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("b.json", b"old")]


def test_only_pdfs_in_raw_are_documents(tmp_path: Path):
    raw = tmp_path / "raw"
    raw.mkdir()
    for name in ("B Report.PDF", "a.pdf", "notes.txt", ".hidden.pdf"):
        (raw / name).write_bytes(b"")
    assert list(storage(tmp_path).pdf_paths()) == ["a", "b-report"]


def test_two_files_of_one_name_are_two_documents_and_the_plain_name_keeps_its_key(tmp_path: Path):
    raw = tmp_path / "raw"
    raw.mkdir()
    for name in ("a b.pdf", "a-b.pdf", "A B.PDF"):
        (raw / name).write_bytes(b"")
    paths = storage(tmp_path).pdf_paths()
    assert paths["a-b"].name == "a-b.pdf"
    assert sorted(path.name for path in paths.values()) == ["A B.PDF", "a b.pdf", "a-b.pdf"]


@pytest.mark.parametrize("name", ["a" * 251, "経済安全保障" * 13, "a" * 79 + "é"])
def test_a_document_id_fits_into_every_file_name_made_of_it_and_stays_its_own(name: str):
    ids = {document_id_of(f"{name}{end}.pdf") for end in ("", "b")}
    assert len(ids) == 2
    assert all(len(key.encode()) <= 80 for key in ids)


@pytest.mark.parametrize("arguments", [("run", "--raw"), ("backup",), ("restore",), ("families",)])
def test_a_place_whose_package_is_missing_says_what_to_install(arguments: tuple[str, ...]):
    result = CliRunner().invoke(main, [*arguments, "abfs://container/place"])  # fsspec knows it, and we do not need it
    assert result.exit_code == 2
    assert "abfs://container/place: cannot be used as storage (Install adlfs" in result.output
    assert "pip install" in result.output


def test_a_missing_raw_folder_says_what_to_do(tmp_path: Path):
    with pytest.raises(InputError, match="--raw"):
        storage(tmp_path).pdf_paths()


def test_what_a_killed_process_left_is_removed_and_what_a_living_one_writes_is_not(tmp_path: Path):
    path = UPath(tmp_path / "b.json")
    code = "import sys, os; from upath import UPath; from cetingest.storage import files as s, write_bytes; "
    code += "s.os.fsync = lambda _: os.kill(os.getpid(), 9); write_bytes(UPath(sys.argv[1]), b'new')"
    subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    living = tmp_path / next(tmp_path.iterdir()).name.replace(".part", "x.part")
    living = living.with_name(re.sub(r"-\d+\.", f"-{os.getpid()}.", living.name))
    living.write_bytes(b"")
    write_bytes(path, b"new")
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([living.name, "b.json"])
