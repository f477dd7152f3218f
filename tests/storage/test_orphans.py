"""What belongs to nothing is found and removed, and nothing else is."""

import datetime as dt
import os
import socket
from pathlib import Path

import pytest

from cetingest.errors import InputError
from cetingest.language.text import slugify
from cetingest.settings import StorageSettings
from cetingest.storage import Storage
from cetingest.storage.orphans import find_orphans, remove_orphans

NOW = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
HERE = slugify(socket.gethostname())[:32]
NOBODY = 2**22 + 1  # above the highest process id of Linux


@pytest.fixture
def storage(tmp_path: Path) -> Storage:
    """Documents a and b, of which only a still has its PDF."""
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "A.pdf").write_bytes(b"")
    made = Storage.of(StorageSettings(raw=str(tmp_path / "raw"), processed=str(tmp_path / "processed")))
    for document_id in "ab":
        (tmp_path / "processed" / "documents" / document_id / "crops").mkdir(parents=True)
        (tmp_path / "processed" / "documents" / document_id / "extracted.json").write_text("{}")
    (tmp_path / "processed" / "history.db").write_bytes(b"history")
    return made


def temporary(folder: Path, owner: str, *, days: float = 0) -> Path:
    path = folder / "processed" / f".report.html.{owner}.x7_q.part"
    path.write_bytes(b"half")
    os.utime(path, (NOW.timestamp() - days * 86_400,) * 2)
    return path


def test_documents_whose_pdf_left_raw_are_removed_and_no_others(storage: Storage, tmp_path: Path):
    found = find_orphans(storage, NOW)
    assert found.document_ids == ("b",)
    remove_orphans(found, storage)
    assert [path.name for path in (tmp_path / "processed" / "documents").iterdir()] == ["a"]
    assert (tmp_path / "processed" / "history.db").read_bytes() == b"history"


@pytest.mark.parametrize(
    ("owner", "days", "is_stale"),
    [
        (f"{HERE}-{NOBODY}", 0, True),
        (f"{HERE}-{os.getpid()}", 9, False),
        ("elsewhere-1", 0.5, False),
        ("elsewhere-1", 2, True),
    ],
    ids=["of a process that ended", "of a living process", "of another machine, fresh", "of another machine, old"],
)
def test_a_temporary_file_goes_when_its_process_ended(
    storage: Storage, tmp_path: Path, owner: str, days: float, is_stale: bool
):
    path = temporary(tmp_path, owner, days=days)
    found = find_orphans(storage, NOW)
    assert found.temporary_files == ((path,) if is_stale else ())
    remove_orphans(found, storage)
    assert path.exists() != is_stale


def test_a_raw_folder_that_is_not_mounted_removes_nothing(storage: Storage, tmp_path: Path):
    (tmp_path / "raw" / "A.pdf").unlink()
    with pytest.raises(InputError, match=r"all 2 documents.*is it mounted"):
        remove_orphans(find_orphans(storage, NOW), storage)
    assert len(list((tmp_path / "processed" / "documents").iterdir())) == 2


def test_without_outputs_there_are_no_leftovers(tmp_path: Path):
    (tmp_path / "raw").mkdir()
    storage = Storage.of(StorageSettings(raw=str(tmp_path / "raw"), processed=str(tmp_path / "none")))
    assert find_orphans(storage, NOW).document_ids == ()
    assert not (tmp_path / "none").exists()
