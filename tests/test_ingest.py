"""The whole flow: what a run leaves behind, whatever happens to it."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cetingest import findings, ingest
from cetingest.errors import FamilyError, InputError, StorageError
from cetingest.ingest import documents
from cetingest.model import ProblemCode, Reach, VerdictKind
from cetingest.settings import Settings, override
from cetingest.storage import Storage
from tests.snapshots import snapshot


def settings_for(folder: Path) -> Settings:
    settings = override(Settings(), "storage", raw=str(folder / "raw"), processed=str(folder / "processed"))
    return override(settings, "links", is_offline=True)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the Japan report in raw/ and the outputs of one run that asked nobody."""
    folder = tmp_path_factory.mktemp("undisturbed")
    shutil.copytree(Path(__file__).parent.parent / "raw", folder / "raw")
    ingest.run(settings_for(folder))
    return folder


@pytest.fixture
def raw_copy(undisturbed: Path, tmp_path: Path) -> Path:
    """A folder with the same raw/ and nothing else."""
    shutil.copytree(undisturbed / "raw", tmp_path / "raw")
    return tmp_path


def test_a_run_leaves_documents_tables_exports_and_report(undisturbed: Path):
    names = {path.split("/")[0] for path in snapshot(undisturbed / "processed")}
    assert names == {"documents", "links", "datasets", "exports", "report"}


def test_a_report_of_a_family_of_ones_own_is_read_by_its_file(undisturbed: Path, tmp_path: Path):
    ceti = Path(findings.__file__).parent / "families" / "ceti.yaml"
    (tmp_path / "mine.yaml").write_text(ceti.read_text(encoding="utf-8").replace("index: CETI", "index: MINE"))
    settings = override(settings_for(undisturbed), "findings", families=(str(tmp_path),))
    storage = Storage.of(settings.storage)
    (document_id,) = storage.pdf_paths()
    assert {
        ranking.index for ranking in documents.find_one(document_id, storage, documents.families(settings)).rankings
    } == {"MINE"}
    documents.find_one(
        document_id, storage, documents.families(settings_for(undisturbed))
    )  # leaves the shared folder as it was


def test_a_wrong_family_file_is_told_before_anything_is_read(raw_copy: Path):
    (raw_copy / "mine.yaml").write_text("family: mine\n")
    with pytest.raises(FamilyError, match=r"mine\.yaml: line 1: index: is missing"):
        ingest.run(override(settings_for(raw_copy), "findings", families=(str(raw_copy),)))
    assert not (raw_copy / "processed").exists()


def test_a_second_run_changes_no_byte(undisturbed: Path):
    before = snapshot(undisturbed / "processed")
    ingest.run(settings_for(undisturbed))
    assert snapshot(undisturbed / "processed") == before


def test_a_run_elsewhere_gives_the_same_bytes(undisturbed: Path, raw_copy: Path):
    ingest.run(settings_for(raw_copy))
    assert snapshot(raw_copy / "processed") == snapshot(undisturbed / "processed")


def test_who_asks_nobody_calls_nothing_dead(undisturbed: Path):
    summary = ingest.run(settings_for(undisturbed))
    assert set(summary.verdicts) == {VerdictKind.CANNOT_TELL}
    reaches = {v.reach for d in ingest.Corpus(Storage.of(settings_for(undisturbed).storage)) for v in d.verdicts}
    assert reaches == {Reach.NOT_FETCHED}


@pytest.mark.parametrize("step", ["extracted.json", "citations.json", "datasets", "index.html"])
def test_a_run_killed_anywhere_is_taken_up_by_the_next(undisturbed: Path, raw_copy: Path, step: str):
    """Kill when the first file of a step appears: the moment when most is half done."""
    command = [sys.executable, "-m", "cetingest", "run", "--offline"]
    process = subprocess.Popen(
        command, cwd=raw_copy, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        if any((raw_copy / "processed").rglob(step)):
            break
        time.sleep(0.002)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert any((raw_copy / "processed").rglob(step))
    ingest.run(settings_for(raw_copy))
    assert snapshot(raw_copy / "processed") == snapshot(undisturbed / "processed")


def test_one_bad_file_is_named_and_stops_nothing(raw_copy: Path):
    (raw_copy / "raw" / "broken.pdf").write_bytes(b"%PDF-1.7\nno more")
    summary = ingest.run(settings_for(raw_copy))
    assert list(summary.failed) == ["broken"]
    assert summary.rows["documents"] == 2
    assert "broken.pdf" in (raw_copy / "processed/report/index.html").read_text()


def test_the_same_bytes_under_two_names_are_told_at_both_and_no_longer_when_one_is_gone(tmp_path: Path):
    (tmp_path / "raw").mkdir()
    for name in ("b.pdf", "A copy.pdf", "other.pdf"):
        (tmp_path / "raw" / name).write_bytes(b"%PDF-1.7\nno more" + name.encode() * (name == "other.pdf"))

    def told() -> dict[str, str]:
        ingest.run(settings_for(tmp_path))
        corpus = ingest.Corpus(Storage.of(settings_for(tmp_path).storage))
        problems = [problem for dossier in corpus for problem in dossier.problems]
        return {p.subject_id: p.message for p in problems if p.code is ProblemCode.DUPLICATE_DOCUMENT}

    advice = "so what it cites counts 2 times; remove all but one of them from raw/ and run again"
    assert told() == {
        "a-copy": f"A copy.pdf has the same bytes as b.pdf, {advice}",
        "b": f"b.pdf has the same bytes as A copy.pdf, {advice}",
    }
    (tmp_path / "raw" / "A copy.pdf").unlink()
    assert told() == {}


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the PDFs that are really read."""
    names: list[str] = []
    sound = documents.extract.read_document

    def counted(path: Path, **options: object) -> object:
        names.append(path.name)
        return sound(path, **options)

    monkeypatch.setattr(documents.extract, "read_document", counted)
    return names


def test_a_pdf_that_did_not_change_is_not_read_again(undisturbed: Path, raw_copy: Path, read: list[str]):
    shutil.copytree(undisturbed / "processed", raw_copy / "processed")
    ingest.run(settings_for(raw_copy))
    assert read == []
    assert snapshot(raw_copy / "processed") == snapshot(undisturbed / "processed")


@pytest.mark.parametrize("changed", ["extracted.json", "reading.sha256", "settings", "bytes"])
def test_a_pdf_is_read_again_when_what_its_reading_rests_on_changed(
    undisturbed: Path, raw_copy: Path, read: list[str], changed: str
):
    shutil.copytree(undisturbed / "processed", raw_copy / "processed")
    settings, pdf = settings_for(raw_copy), raw_copy / "raw" / "ceti-2025-japan-report.pdf"
    if changed == "settings":
        settings = override(settings, "extract", crop_resolution=73)
    elif changed == "bytes":
        pdf.write_bytes(pdf.read_bytes() + b"\n")
    else:
        (raw_copy / "processed/documents/ceti-2025-japan-report" / changed).write_text("{}")
    ids = ("ceti-2025-japan-report",)
    assert [one.failure for one in ingest.ingest_documents(ids, Storage.of(settings.storage), settings)] == [None]
    assert read == [pdf.name]


def test_a_document_taken_out_of_raw_leaves_the_tables(raw_copy: Path, undisturbed: Path):
    (raw_copy / "raw" / "broken.pdf").write_bytes(b"%PDF-1.7\nno more")
    ingest.run(settings_for(raw_copy))
    (raw_copy / "raw" / "broken.pdf").unlink()
    ingest.run(settings_for(raw_copy))
    published = {k: v for k, v in snapshot(raw_copy / "processed").items() if "documents/broken" not in k}
    assert published == snapshot(undisturbed / "processed")


def test_an_empty_raw_folder_gives_empty_tables(tmp_path: Path):
    (tmp_path / "raw").mkdir()
    assert ingest.run(settings_for(tmp_path)).rows["documents"] == 0


def test_a_missing_raw_folder_is_an_error_that_says_what_to_do(tmp_path: Path):
    with pytest.raises(InputError, match="--raw"):
        ingest.run(settings_for(tmp_path))


@pytest.mark.parametrize("step", ["extract.read_document", "citations.cite", "findings.find"])
def test_a_bug_that_one_document_shows_is_named_as_ours_and_stops_no_other(
    raw_copy: Path, monkeypatch: pytest.MonkeyPatch, step: str
):
    (raw_copy / "raw" / "broken.pdf").write_bytes(b"no PDF")
    package, _, function = step.partition(".")
    sound = getattr(getattr(documents, package), function)

    def buggy(given: object, *others: object, **options: object) -> object:
        if getattr(given, "stem", getattr(given, "document_id", "")) == "ceti-2025-japan-report":
            raise ZeroDivisionError("division by zero")
        return sound(given, *others, **options)

    monkeypatch.setattr(getattr(documents, package), function, buggy)
    summary = ingest.run(settings_for(raw_copy))
    assert summary.failed["ceti-2025-japan-report"] == (
        "cetingest failed on ceti-2025-japan-report (ZeroDivisionError: division by zero); "
        "the file may be sound: report it with the log"
    )
    assert len(summary.failed) == 2


def test_whatever_stands_in_raw_the_sound_documents_are_published(raw_copy: Path):
    raw = raw_copy / "raw"
    (raw / "folder.pdf").mkdir()
    (raw / "gone.pdf").symlink_to("nowhere.pdf")
    (raw / "Two Files.pdf").write_bytes(b"")
    (raw / "two-files.pdf").write_bytes(b"")
    (raw / f"{'long' * 60}.pdf").write_bytes(b"")
    os.mkfifo(raw / "pipe.pdf")
    (raw / os.fsdecode(b"bad\xff.pdf")).write_bytes(b"")
    summary = ingest.run(settings_for(raw_copy))
    assert (summary.document_count, len(summary.failed)) == (8, 7)


def test_a_link_that_leads_out_of_raw_is_refused_by_name(raw_copy: Path):
    (raw_copy / "secret.pdf").write_bytes(b"%PDF-1.7 of somebody else")
    (raw_copy / "raw" / "out.pdf").symlink_to("../secret.pdf")
    (raw_copy / "raw" / "in.pdf").symlink_to(next((raw_copy / "raw").glob("*.pdf")).name)
    failed = ingest.run(settings_for(raw_copy)).failed
    assert failed == {"out": "out.pdf: a link that leads out of raw/; put the PDF itself there"}


def test_a_place_with_odd_signs_holds_everything_itself(raw_copy: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(raw_copy)
    processed = raw_copy / "sp ace?x#y%20" / "out"
    settings = override(settings_for(raw_copy), "storage", processed=str(processed))
    ingest.run(settings)
    assert (processed / "history.db").exists()
    assert sorted(path.name for path in raw_copy.iterdir()) == ["raw", "sp ace?x#y%20"]


def test_a_place_that_cannot_be_written_is_an_error_that_says_so(raw_copy: Path):
    (raw_copy / "processed").write_text("a file, not a folder")
    with pytest.raises(StorageError, match="cannot be"):
        ingest.run(settings_for(raw_copy))
