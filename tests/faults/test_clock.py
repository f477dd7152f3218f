"""The clock is set wrong: years ahead, right again, a day back; files from the future; a new home for Dagster."""

import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from cetingest.history import History
from cetingest.model import Reach
from pipelines.assets.documents import findings
from tests.faults.in_process import Operator, operator
from tests.loopback.server import Web
from tests.servers.dagster import reference
from tests.servers.papers import settings_for, urls_of, web_of, write_papers
from tests.snapshots import snapshot

DOCUMENTS = 3
URLS = {url for number in range(DOCUMENTS) for url in urls_of(number)}
CLOCKS = {"years ahead": "+80y", "right": "+0", "a day back": "-1d"}


@pytest.fixture
def web() -> Iterator[Web]:
    with Web(web_of(DOCUMENTS, delay_seconds=0.0)) as server:
        yield server


def run_by_a_clock(folder: Path, offset: str) -> None:
    command = ["faketime", "-f", offset, sys.executable, "-m", "cetingest", "run"]
    environment = {**os.environ, "FAKETIME_DONT_FAKE_MONOTONIC": "1", "DONT_FAKE_MONOTONIC": "1"}
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)


@pytest.mark.skipif(shutil.which("faketime") is None, reason="faketime is not installed (Debian: apt install faketime)")
def test_what_a_clock_set_wrong_left_in_history_is_asked_again_and_judged_by_the_newest_answer(
    tmp_path: Path, web: Web
):
    write_papers(tmp_path / "raw", DOCUMENTS)
    (tmp_path / "cetingest.toml").write_text(settings_for(web))
    asked = {}
    for clock, offset in CLOCKS.items():
        before = len(web.requests)
        run_by_a_clock(tmp_path, offset)
        asked[clock] = Counter((request.host, request.target) for request in web.requests[before:])
    assert len(asked["right"]) == len(URLS)  # nothing looked fresh
    assert asked["a day back"] == Counter()  # and nothing stale
    with History.open(tmp_path / "processed" / "history.db") as history:
        newest = {url: fetches[-1] for url, fetches in history.fetches_of(URLS).items()}
    assert {fetch.reach for fetch in newest.values()} == {Reach.OK}  # ahead, every certificate had expired
    assert {fetch.fetched_at.year for fetch in newest.values()} != {2099}
    assert without_stamps(snapshot(tmp_path / "processed")) == without_stamps(reference(tmp_path))


def without_stamps(files: dict[str, str]) -> dict[str, str]:
    """Tesseract does not start under faketime, and what it says of itself is part of the stamps of readings."""
    return {name: digest for name, digest in files.items() if not name.endswith("reading.sha256")}


@pytest.fixture
def at_work(tmp_path: Path) -> Iterator[Operator]:
    write_papers(tmp_path / "raw", DOCUMENTS)
    for path in (tmp_path / "raw").iterdir():
        os.utime(path, (4e9, 4e9))
    with operator(tmp_path, settings_for(None)) as who:
        yield who


def test_files_from_the_future_are_read_once_and_a_new_dagster_home_is_told_of_everything(at_work: Operator):
    """A home whose sensors wait for a time years ahead is moved away."""
    at_work.carry_on()
    assert at_work.requested == [("ingest", True)]
    with dg.DagsterInstance.ephemeral() as new_home:
        at_work.instance, at_work.cursor = new_home, None
        at_work.carry_on()
        assert at_work.requested == [("ingest", True)] * 2
        assert len(new_home.get_materialized_partitions(findings.key)) == DOCUMENTS
