"""The doctor names what needs somebody, says what to do, and changes nothing."""

import datetime as dt
import json
import shutil
import socket
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cetingest.cli import main
from cetingest.doctor import Diagnosis, Health, examine
from cetingest.history import History
from cetingest.model import DocumentRecord
from cetingest.settings import Settings, load_settings
from cetingest.storage import Storage, write_model
from tests.factories import fetch
from tests.history.schemas import run_sql, written_by_version_1

NOW = dt.datetime.now(dt.UTC)


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with two PDFs, of which one is ingested, tables, and no network."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_: [])
    (tmp_path / "raw").mkdir()
    for name in ("A.pdf", "B.pdf"):
        (tmp_path / "raw" / name).write_bytes(b"")
    record("a")
    (tmp_path / "processed" / "datasets").mkdir()
    (tmp_path / "processed" / "datasets" / "datapackage.json").write_text("{}")
    return tmp_path


def record(document_id: str, **fields: object) -> None:
    made = DocumentRecord(document_id=document_id, source_filename=f"{document_id}.pdf", sha256="0", **fields)
    write_model(Storage.of(Settings().storage).record(document_id), made)


def look(settings: Settings | None = None) -> dict[str, Diagnosis]:
    return {found.subject: found for found in examine(settings or load_settings(), None, NOW)}


def ill(found: dict[str, Diagnosis]) -> list[str]:
    return [subject for subject, diagnosis in found.items() if diagnosis.health is Health.ILL]


def test_a_sound_project_needs_nobody():
    record("b")
    found = look()
    assert ill(found) == []
    assert found["documents"].found == "2 of 2 ingested"
    assert found["history"].found == "none yet: the first run makes it"
    assert {d.remedy for d in found.values() if d.health is Health.WELL} == {""}


def test_looking_changes_nothing(project: Path):
    before = sorted(str(path) for path in project.rglob("*"))
    look()
    assert sorted(str(path) for path in project.rglob("*")) == before


def test_before_the_first_run_nothing_is_made_by_looking(project: Path):
    shutil.rmtree("processed")
    assert look()["processed"].found == "processed: not there yet; the first run makes it"
    assert not (project / "processed").exists()


def test_documents_that_failed_are_named_with_page_and_reason_and_those_that_wait_are_counted():
    record("a", failure="A.pdf: damaged", failed_page=3)
    found = look()
    assert found["failed document"].found == "a (page 3): A.pdf: damaged"
    assert (ill(found), found["documents"].found) == (["failed document"], "1 of 2 ingested")


def test_of_many_documents_that_failed_ten_are_named_and_the_others_counted(project: Path):
    for number in range(13):
        (project / "raw" / f"x{number}.pdf").write_bytes(b"")
        record(f"x{number}", failure="damaged")
    failed = [found for found in examine(Settings(), None, NOW) if found.subject == "failed document"]
    assert (len(failed), failed[-1].found) == (11, "3 more")


def test_the_history_is_told_with_its_size_its_last_fetch_and_who_uses_it():
    with History.open(Path("processed/history.db")) as history, history.lease() as lease:
        history.record([fetch(fetched_at=NOW - dt.timedelta(hours=5))])
        next(lease.shares(["https://a.test/x"], lambda urls: urls))
        found = look()
    assert "1 fetches and 0 answers" in found["history"].found
    assert found["last fetch"].found.endswith("5 h ago")
    assert found["leases"].found == "1 run(s) are asking the web now"


def test_a_lease_of_a_killed_run_and_a_long_silence_are_noted(project: Path):
    with History.open(Path("processed/history.db")) as history:
        history.record([fetch(fetched_at=NOW - dt.timedelta(days=20))])
    run_sql(
        f"sqlite:///{project / 'processed/history.db'}", "INSERT INTO leases (lease_id, alive_until) VALUES ('x', 5)"
    )
    found = look()
    assert (found["leases"].health, "1 were killed" in found["leases"].found) == (Health.NOTE, True)
    assert (found["last fetch"].health, "20 days ago" in found["last fetch"].found) == (Health.NOTE, True)


def test_what_an_upgrade_would_do_to_the_history_is_said_and_not_done(project: Path):
    place = f"sqlite:///{project / 'old.db'}"
    written_by_version_1(place)
    Path("cetingest.toml").write_text(f'[storage]\nhistory = "{place}"\n')
    for _ in range(2):
        schema = look()["history schema"]
        assert (schema.health, "version 1; its next use brings it to" in schema.found) == (Health.NOTE, True)
        assert "Version 2: URLs of any length" in schema.found
        assert "cetingest backup" in schema.remedy


def test_a_history_of_a_newer_cetingest_needs_somebody(project: Path):
    History.open(Path("processed/history.db")).close()
    run_sql(f"sqlite:///{project / 'processed/history.db'}", "UPDATE history_meta SET value = '99'")
    found = look()
    assert (ill(found), "update cetingest" in found["history"].found) == (["history"], True)


def test_what_belongs_to_nothing_is_noted(project: Path):
    (project / "raw" / "A.pdf").unlink()
    (project / "raw" / "B.pdf").rename(project / "raw" / "C.pdf")
    found = look()["leftovers"]
    assert (found.health, found.found) == (Health.NOTE, "1 document(s) without PDF, 0 temporary file(s): a")


@pytest.mark.parametrize(
    ("spoil", "subject"),
    [
        (lambda: shutil.rmtree("raw"), "raw"),
        (lambda: [path.unlink() for path in Path("raw").iterdir()], "raw"),
        (lambda: (shutil.rmtree("processed"), Path("processed").write_text("a file")), "processed"),
        (lambda: Path("processed/history.db").write_text("no database, and long enough" * 100), "history"),
    ],
)
def test_what_cannot_be_used_needs_somebody_and_has_a_remedy(spoil, subject: str):
    spoil()
    found = look()
    assert subject in ill(found)
    assert found[subject].remedy


def test_little_space_and_no_network_need_somebody(monkeypatch: pytest.MonkeyPatch):
    def fail(*_: object) -> None:
        raise OSError("no resolver")

    usage = shutil.disk_usage("/")._replace(free=1_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    monkeypatch.setattr(socket, "getaddrinfo", fail)
    found = look()
    assert (ill(found), found["space"].found) == (["network", "space"], "1.0 MB free under processed")
    Path("cetingest.toml").write_text("[links]\nis_offline = true\n")
    assert ill(look()) == ["space"]


# --- as an operator calls it ------------------------------------------------------------------------------------------


def call(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def test_the_exit_code_says_whether_somebody_is_needed():
    assert call("doctor").exit_code == 0
    record("a", failure="A.pdf: damaged\x1b[31m")
    result = call("doctor")
    assert (result.exit_code, result.stdout.splitlines()[-1].startswith("1 of ")) == (1, True)
    assert "\x1b" not in result.stdout


def test_json_is_one_object_a_line():
    Path("cetingest.toml").write_text("[links]\nis_offline = true\n")
    objects = {o["subject"]: o for o in map(json.loads, call("doctor", "--format", "json").stdout.splitlines())}
    assert objects["documents"]["health"] == "note"
    assert objects["settings"]["found"] == str(Path("cetingest.toml").absolute())
    assert set(objects["raw"]) == {"subject", "health", "found", "remedy"}


def test_the_settings_file_in_force_is_named(tmp_path: Path):
    (tmp_path / "other.toml").write_text("")
    assert f"{tmp_path / 'other.toml'}" in call("--config", str(tmp_path / "other.toml"), "doctor").stdout
    assert "the defaults: there is no cetingest.toml" in call("doctor").stdout
