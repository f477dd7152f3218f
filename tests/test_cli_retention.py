"""`cetingest backup`, `restore`, `migrate` and `prune`, as an operator calls them."""

import datetime as dt
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cetingest.cli import main
from cetingest.history import History, look_at_history
from tests.factories import fetch
from tests.history.schemas import run_sql, written_by_version_1

NOW = dt.datetime.now(dt.UTC).replace(microsecond=0)
A = "https://a.test/"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with a history of ten fetches in two years and a document without PDF."""
    monkeypatch.chdir(tmp_path)
    for folder in ("raw", "processed/documents/there", "processed/documents/gone"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "raw" / "There.pdf").write_bytes(b"")
    with History.open(Path("processed/history.db")) as history:
        history.record(fetch(A, fetched_at=NOW - dt.timedelta(days=80 * n)) for n in range(10))
    return tmp_path


def call(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def fetch_count(folder: str = "processed") -> int:
    return look_at_history(Path(folder) / "history.db").rows.fetches


def test_a_history_is_backed_up_and_restored_elsewhere():
    assert call("backup", "b.jsonl.gz").stdout == "b.jsonl.gz: 10 fetches and 0 answers of archives\n"
    assert call("restore", "b.jsonl.gz", "--processed", "new").stdout.startswith("added 10 fetches")
    assert (Path("new/history.db").exists(), fetch_count("new")) == (True, 10)


def test_a_restore_into_a_history_that_holds_something_wants_to_be_told_so():
    call("backup", "b.jsonl.gz")
    refused = call("restore", "b.jsonl.gz")
    assert (refused.exit_code, "--merge" in refused.stderr, fetch_count()) == (2, True, 10)
    merged = call("restore", "b.jsonl.gz", "--merge")
    assert (merged.exit_code, "known before: 10 fetches" in merged.stdout, fetch_count()) == (0, True, 10)


def test_pruning_counts_and_names_what_goes_and_a_dry_run_deletes_nothing():
    dry = call("prune", "--dry-run").stdout
    assert "document gone: its PDF is not in raw any more" in dry
    assert "would be deleted: 1 document(s), 0 temporary file(s), 3 of 10 fetches, 0 of 0 answers of archives" in dry
    assert (fetch_count(), Path("processed/documents/gone").exists()) == (10, True)
    assert call("prune").stdout == dry.replace("would be ", "")
    assert (fetch_count(), Path("processed/documents/gone").exists()) == (7, False)
    assert Path("processed/documents/there").exists()


@pytest.mark.parametrize(("arguments", "left"), [(["--days", "100"], 4), (["--days", "9999"], 10), (["--compact"], 7)])
def test_how_old_what_goes_must_be_is_an_option(arguments: list[str], left: int):
    assert call("prune", *arguments).exit_code == 0
    assert fetch_count() == left


def test_how_old_what_goes_must_be_is_a_setting():
    Path("cetingest.toml").write_text("[retention]\nhistory_days = 100\n")
    call("prune")
    assert fetch_count() == 4


def test_a_migration_is_told_before_it_is_made(tmp_path: Path):
    place = f"sqlite:///{tmp_path / 'old.db'}"
    written_by_version_1(place)
    Path("cetingest.toml").write_text(f'[storage]\nhistory = "{place}"\n')
    dry = call("migrate", "--dry-run").stdout
    assert "Version 2: URLs of any length" in dry
    assert "schema version 1" in dry
    assert "not done: --dry-run" in dry
    assert look_at_history(place).schema_version == 1
    assert call("migrate").stdout.splitlines()[-1].endswith("; done")
    assert look_at_history(place).pending == ()
    assert call("migrate").stdout.splitlines()[-1].endswith("; nothing to do")


@pytest.mark.parametrize(
    "arguments", [["backup", "b.gz"], ["restore", "b.gz", "--merge"], ["migrate"], ["prune"], ["run", "--offline"]]
)
def test_a_history_of_a_newer_cetingest_is_left_alone(tmp_path: Path, arguments: list[str]):
    call("backup", "b.gz")
    run_sql(f"sqlite:///{tmp_path / 'processed/history.db'}", "UPDATE history_meta SET value = '99'")
    result = call(*arguments)
    assert (result.exit_code, "schema version 99" in result.stderr, "update cetingest" in result.stderr) == (
        2,
        True,
        True,
    )


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["backup", "b.gz", "--processed", "nothing"], "there is no history yet"),
        (["backup", "raw/There.pdf/b.gz"], "cannot be written"),
        (["restore", "nothing.gz"], "nothing.gz: cannot be read as a backup"),
        (["restore", "raw/There.pdf"], "its end is missing"),
        (["migrate", "--processed", "nothing"], "there is no history yet"),
        (["prune", "--days", "-1"], "'--days'"),
        (["prune", "--raw", "nowhere"], "--raw"),
    ],
)
def test_what_cannot_be_done_is_said_and_makes_nothing(tmp_path: Path, arguments: list[str], complaint: str):
    result = call(*arguments)
    assert (result.exit_code, complaint in result.stderr) == (2, True), result.stderr
    assert not (tmp_path / "nothing").exists()
    assert fetch_count() == 10
