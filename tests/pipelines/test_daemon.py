"""The real daemon, in a home of its own: a dropped PDF is read, and the nightly schedule asks the links again."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import dagster as dg
import pytest

ROOT = Path(__file__).parent.parent.parent
WAIT_SECONDS = 600
SETTINGS = """
[links]
is_offline = true

[operations]
look_seconds = 2
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with an empty raw/, settings that ask nobody, and a Dagster home."""
    (tmp_path / "raw").mkdir()
    (tmp_path / "cetingest.toml").write_text(SETTINGS)
    (tmp_path / "home").mkdir()
    shutil.copy(ROOT / "deploy" / "local" / "dagster.yaml", tmp_path / "home")
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path / "home"))
    with dg.DagsterInstance.get():  # made by one process, not by daemon and test at once
        pass
    return tmp_path


@pytest.fixture
def daemon(home: Path) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "dagster._daemon", "run", "-m", "pipelines.definitions"]
    with (home / "daemon.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=home, stdout=log, stderr=log, start_new_session=True)
        yield process
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(timeout=20)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def finished() -> Counter[tuple[str, str]]:
    """Count the finished runs by what they made last and how they ended."""
    with dg.DagsterInstance.get() as instance:
        return Counter(
            (_made(instance, run.run_id), run.status.value) for run in instance.get_runs() if run.is_finished
        )


def _made(instance: dg.DagsterInstance, run_id: str) -> str:
    made = instance.get_records_for_run(run_id, of_type=dg.DagsterEventType.ASSET_MATERIALIZATION).records
    keys = {record.asset_key.to_user_string() for record in made if record.asset_key}
    steps = ("report/pages", "links/fetches", "links/cited_urls", "documents/findings")
    return next((step for step in steps if step in keys), f"only {sorted(keys)}")


def wait_for(wanted: Callable[[Counter[tuple[str, str]]], bool], daemon: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    while not wanted(finished()) and time.monotonic() < deadline and daemon.poll() is None:
        time.sleep(3)


@pytest.mark.waits
def test_a_dropped_pdf_is_read_asked_for_and_published_once_and_without_a_hand(
    home: Path, daemon: subprocess.Popen[bytes]
):
    shutil.copy(ROOT / "raw" / "ceti-2025-japan-report.pdf", home / "raw")
    wait_for(lambda runs: runs["report/pages", "SUCCESS"] > 0, daemon)
    steps = ("documents/findings", "links/cited_urls", "links/fetches", "report/pages")
    assert finished() == {(step, "SUCCESS"): 1 for step in steps}, (home / "daemon.log").read_text()[-3000:]
    assert (home / "processed" / "report" / "ceti-2025-japan-report.html").exists()
