"""Documents are read at the same time, each in its own guarded child."""

import threading
from pathlib import Path

from cetingest import ingest
from cetingest.ingest import documents
from cetingest.model import Document
from cetingest.settings import Settings, override
from cetingest.storage import Storage
from tests.extract.pdfs import encrypted, pdf, stream

HELLO = pdf([stream(b"BT /F1 12 Tf 72 700 Td (Two documents stand in one folder.) Tj ET")])


def settings_for(folder: Path, processes: int, files: dict[str, bytes]) -> Settings:
    (folder / "raw").mkdir()
    for name, data in files.items():
        (folder / "raw" / name).write_bytes(data)
    settings = override(Settings(), "storage", raw=str(folder / "raw"), processed=str(folder / "processed"))
    return override(settings, "extract", processes=processes)


def read_all(settings: Settings) -> list[Document]:
    storage = Storage.of(settings.storage)
    return [one.document for one in ingest.ingest_documents(tuple(storage.pdf_paths()), storage, settings)]


def test_two_documents_are_read_at_the_same_time(tmp_path, monkeypatch):
    both_began = threading.Barrier(2, timeout=30)

    def read_document(path, *, document_id, source_filename, settings):
        both_began.wait()
        return Document(document_id=document_id, source_filename=source_filename, sha256="")

    monkeypatch.setattr(documents.extract, "read_document", read_document)
    found = read_all(settings_for(tmp_path, 2, {"a.pdf": HELLO, "b.pdf": HELLO}))
    assert [(d.document_id, d.problems) for d in found] == [("a", ()), ("b", ())]


def test_documents_come_in_their_order_whichever_is_done_first(tmp_path, monkeypatch):
    second_is_done = threading.Event()

    def read_document(path, *, document_id, source_filename, settings):
        if document_id == "a":
            assert second_is_done.wait(30)
        else:
            second_is_done.set()
        return Document(document_id=document_id, source_filename=source_filename, sha256="")

    monkeypatch.setattr(documents.extract, "read_document", read_document)
    found = read_all(settings_for(tmp_path, 2, {"a.pdf": HELLO, "b.pdf": HELLO}))
    assert [d.document_id for d in found] == ["a", "b"]


def test_many_at_a_time_read_what_one_after_the_other_reads_and_a_bad_one_stops_none(tmp_path):
    files = {"a.pdf": HELLO, "b.pdf": b"no PDF", "c.pdf": encrypted(), "d.pdf": HELLO}
    read = {}
    for processes in (1, 4):
        folder = tmp_path / str(processes)
        folder.mkdir()
        read[processes] = read_all(settings_for(folder, processes, files))
    assert read[4] == read[1]
    assert [(d.document_id, d.is_readable) for d in read[4]] == [("a", True), ("b", False), ("c", False), ("d", True)]


def test_without_a_number_there_is_a_reader_for_each_core():
    assert documents.count_cores() >= 1


def test_a_document_is_done_once_whoever_asked_for_it_has_dealt_with_it(tmp_path):
    """Who is killed while telling Dagster of a document must tell of it again."""
    settings = settings_for(tmp_path, 1, {"a.pdf": HELLO, "b.pdf": HELLO})
    storage = Storage.of(settings.storage)
    outcomes = ingest.ingest_documents(("a", "b"), storage, settings)
    done = [[storage.record(name).exists() for name in ("a", "b")] for _ in outcomes]
    done.append([storage.record(name).exists() for name in ("a", "b")])
    assert done == [[False, False], [True, False], [True, True]]
