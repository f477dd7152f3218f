"""docs/operations.md cannot lie: its commands are run, section by section, as an operator would type them."""

import datetime as dt
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cetingest.history import History, examine_history, look_at_history
from cetingest.model import Reach
from tests.factories import fetch
from tests.history.schemas import run_sql
from tests.loopback.small_pdf import pdf_bytes
from tests.servers.postgres import Postgres, find_programs
from tests.snapshots import snapshot

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))
CITED = "https://example.org/report"
NOW = dt.datetime.now(dt.UTC).replace(microsecond=0)


def blocks(section: str) -> list[str]:
    return re.findall(r"^```sh\n(.*?)^```$", SECTIONS[section], re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a PDF, and what a run made of it when its link had been asked often and was gone at last."""
    tmp_path = tmp_path_factory.mktemp("machine")
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "Report.pdf").write_bytes(pdf_bytes("A report", text=f"It says so.1 1 See {CITED}."))
    (tmp_path / "cetingest.toml").write_text("[links]\nis_offline = true\n")
    with History.open(tmp_path / "processed" / "history.db") as history:
        history.record(fetch(CITED, fetched_at=NOW - dt.timedelta(days=day)) for day in range(500, 20, -20))
        history.record(
            fetch(CITED, fetched_at=NOW - dt.timedelta(days=day), reach=Reach.GONE, status_code=404)
            for day in (9, 5, 1)
        )
    run(tmp_path, "cetingest run")
    return tmp_path


@pytest.fixture
def machine(prepared: Path, tmp_path: Path) -> Path:
    """A copy of it, for one section to work on."""
    return Path(shutil.copytree(prepared, tmp_path / "machine"))


def run(folder: Path, commands: str, **environment: str) -> str:
    """Run a block as a shell with this Python's programs in its path, stopping at the first that fails."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        ["sh", "-eu", "-c", commands],
        cwd=folder,
        env={**os.environ, "PATH": path, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{commands}\n{done.stdout}{done.stderr}"
    return done.stdout


def follow(folder: Path, section: str, **environment: str) -> list[str]:
    return [run(folder, block, **environment) for block in blocks(section)]


def test_a_backup_on_an_empty_machine_gives_everything_again(machine: Path):
    before = snapshot(machine / "processed")
    backup, restored, merged = follow(machine, "Back up and restore")
    assert "27 fetches" in backup
    assert "added 27 fetches" in restored
    assert "known before: 27 fetches" in merged
    assert snapshot(machine / "processed") == before


@pytest.fixture
def database(postgres: Postgres) -> dict[str, str]:
    """PostgreSQL's own variables, and its programs in the path."""
    path = f"{Path(sys.executable).parent}:{find_programs()}:{os.environ['PATH']}"
    return {"PGHOST": postgres.host, "PGPORT": str(postgres.port), "PGUSER": postgres.user, "PATH": path}


def test_a_project_moves_to_postgresql_and_gives_the_same_outputs(machine: Path, database: dict[str, str]):
    before = snapshot(machine / "processed")
    follow(machine, "Move to PostgreSQL", **database)
    place = "postgresql://{PGUSER}@{PGHOST}:{PGPORT}/cetingest".format(**database)
    assert look_at_history(place).rows.fetches == 27
    assert snapshot(machine / "processed") == before


def test_pruning_shrinks_the_history_and_changes_no_output(machine: Path):
    (machine / "processed" / "documents" / "gone").mkdir()
    both, more = follow(machine, "Retention")
    dry, pruned = both[: len(both) // 2 + 5], both[len(both) // 2 + 5 :]
    assert dry == pruned.replace("deleted:", "would be deleted:")
    assert "document gone" in pruned
    assert "of 27 fetches" in pruned
    assert look_at_history(machine / "processed" / "history.db").rows.fetches < 10, more
    before = snapshot(machine / "processed")
    run(machine, "cetingest run --offline")
    tables = {path: digest for path, digest in snapshot(machine / "processed").items() if "report/" not in path}
    assert tables == {path: digest for path, digest in before.items() if "report/" not in path}


def test_everything_but_the_history_is_made_anew_byte_for_byte(machine: Path):
    before = snapshot(machine / "processed")
    follow(machine, "Rebuild")
    assert snapshot(machine / "processed") == before


def test_an_upgrade_and_the_way_back_keep_every_fetch(machine: Path):
    before = snapshot(machine / "processed")
    follow(machine, "Upgrade")
    assert look_at_history(machine / "processed" / "history.db").rows.fetches == 27
    assert snapshot(machine / "processed") == before


def test_a_damaged_history_is_told_and_the_backup_takes_its_place(machine: Path):
    before = snapshot(machine / "processed")
    run(machine, "cetingest backup history.jsonl.gz")
    file = machine / "processed" / "history.db"
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    told = run(machine, "cetingest run --offline 2>&1 || cetingest doctor || true")
    assert told.count("restore a backup") == 2
    follow(machine, "A damaged history")
    assert snapshot(machine / "processed") == before


def test_damaged_rows_are_published_as_problems_and_come_back_from_a_backup(machine: Path):
    before = snapshot(machine / "processed")
    run(machine, "cetingest backup history.jsonl.gz")
    place = f"sqlite:///{machine / 'processed' / 'history.db'}"
    run_sql(place, "UPDATE fetches SET fetch = substr(fetch, 1, 80) WHERE fetch_id IN (3, 27)")
    run(machine, "cetingest run --offline")
    problems = (machine / "processed" / "datasets" / "problems.csv").read_text(encoding="utf-8")
    found = re.findall(r"history-row-unreadable.*?row (\d+) of the history's table fetches, of (\S+), ", problems)
    assert found == [("27", CITED), ("3", CITED)]
    assert "2 cannot be read and are left out: row 3 of fetches" in run(machine, "cetingest doctor || true")
    follow(machine, "Damaged rows of the history")
    run(machine, "cetingest run --offline")
    assert examine_history(place) == ()
    assert snapshot(machine / "processed") == before


def test_logs_and_doctor_are_as_the_page_says(machine: Path):
    assert follow(machine, "Logs")[0].endswith("nothing needs a look\n")
    assert (machine / "run.log").read_text().startswith('{"time": ')
    look, dagster = follow(machine, "When something is wrong", DAGSTER_HOME=str(machine / "nowhere"))
    assert "0 of" in look
    assert "Dagster needs somebody" in dagster


def test_every_shell_block_of_the_page_is_run_by_a_test():
    followed = set(re.findall(r'follow\(machine, "([^"]+)"', Path(__file__).read_text()))
    assert {section for section in SECTIONS if blocks(section)} == followed
