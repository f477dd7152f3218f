"""The real daemon, in a home of its own: a dropped PDF is read, and the nightly schedule asks the links again."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

ROOT = Path(__file__).parent.parent.parent
WAIT_SECONDS = 150
# The code location as it is, but for the hour: nobody waits until three in the morning.
LOCATION = """
import dagster as dg
import pipelines.schedules
from pipelines.jobs import check_links_job

pipelines.schedules.nightly_links = dg.ScheduleDefinition(
    name="nightly_links",
    job=check_links_job,
    cron_schedule="* * * * *",
    default_status=dg.DefaultScheduleStatus.RUNNING,
)
from pipelines.definitions import defs
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with an empty raw/, settings that ask nobody, and a Dagster home."""
    (tmp_path / "raw").mkdir()
    (tmp_path / "cetingest.toml").write_text("[links]\nis_offline = true\n")
    (tmp_path / "location.py").write_text(LOCATION)
    (tmp_path / "home").mkdir()
    shutil.copy(ROOT / "deploy" / "local" / "dagster.yaml", tmp_path / "home")
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path / "home"))
    return tmp_path


@pytest.fixture
def daemon(home: Path) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "dagster._daemon", "run", "-f", "location.py", "-d", str(home)]
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


def finished_jobs() -> dict[str, dg.DagsterRunStatus]:
    with dg.DagsterInstance.get() as instance:
        return {run.job_name: run.status for run in reversed(instance.get_runs()) if run.is_finished}


def test_a_dropped_pdf_is_read_and_the_schedule_asks_again(home: Path, daemon: subprocess.Popen[bytes]):
    shutil.copy(ROOT / "raw" / "ceti-2025-japan-report.pdf", home / "raw")
    deadline = time.monotonic() + WAIT_SECONDS
    wanted = {"ingest": dg.DagsterRunStatus.SUCCESS, "check_links": dg.DagsterRunStatus.SUCCESS}
    while finished_jobs() != wanted and time.monotonic() < deadline and daemon.poll() is None:
        time.sleep(1)
    assert finished_jobs() == wanted, (home / "daemon.log").read_text()[-3000:]
    assert (home / "processed" / "report" / "ceti-2025-japan-report.html").exists()
