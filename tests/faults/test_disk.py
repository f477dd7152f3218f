"""The disk is full while documents are read, while links are asked and while tables are written."""

import errno
import json
import os
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from cetingest.datasets import open_tables
from pipelines.partitions import range_tags
from tests.faults.in_process import Operator, operator
from tests.servers.papers import settings_for, web_of, write_papers
from tests.web.server import Web

DOCUMENTS = 6
ALL_BUCKETS = range_tags("00", "63")
IDS = {f"paper-{number:04d}" for number in range(DOCUMENTS)}


class SmallDisk:
    """A disk of 16 MB that can be filled."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._filler = folder / "filler"

    def fill(self, *, left: int) -> None:
        """Leave so many bytes at most."""
        with self._filler.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(4_096))
            except OSError as error:
                assert error.errno == errno.ENOSPC
            file.truncate(max(0, file.tell() - left))

    def make_space(self) -> None:
        self._filler.unlink()


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    folder = tmp_path / "processed"
    folder.mkdir()
    if os.geteuid() != 0:
        pytest.skip("a small disk is mounted by root only")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", folder], check=False, capture_output=True, text=True
    )
    if mounted.returncode != 0:
        pytest.skip(f"this root may not mount a small disk ({mounted.stderr.strip()})")
    yield SmallDisk(folder)
    subprocess.run(["umount", "--lazy", folder], check=True)


@pytest.fixture
def at_work(tmp_path: Path, disk: SmallDisk, retries_at_once: None) -> Iterator[Operator]:
    write_papers(tmp_path / "raw", DOCUMENTS)
    with Web(web_of(DOCUMENTS, delay_seconds=0.0)) as web, operator(tmp_path, settings_for(web)) as who:
        yield who


def failure_of(result: dg.ExecuteInProcessResult) -> str:
    (failure,) = [event for event in result.all_events if event.event_type is dg.DagsterEventType.STEP_FAILURE]
    return str(failure.step_failure_data.error)


def assert_nothing_half_written(processed: Path) -> None:
    assert not list(processed.rglob("*.part"))
    for path in processed.rglob("*.json"):
        json.loads(path.read_bytes())
    if (processed / "datasets").exists():
        with open_tables(processed / "datasets") as tables:
            assert all(tables.rows(f"SELECT count(*) AS n FROM {name}") for name in tables.names)


@pytest.mark.faults  # half a minute: nine runs, three of them tried four times
def test_a_full_disk_fails_what_is_under_way_and_nothing_else_and_space_heals_it(at_work: Operator, disk: SmallDisk):
    assert not at_work.look()
    (request,) = at_work.look()
    disk.fill(left=100_000)
    among_documents = at_work.run("ingest", dict(request.tags))
    done = len(list(disk.folder.glob("documents/*/record.json")))
    assert (among_documents.success, 0 < done < DOCUMENTS) == (False, True)
    assert "No space left on device" in failure_of(among_documents)
    assert_nothing_half_written(disk.folder)
    disk.make_space()
    at_work.carry_on()
    assert len(list(disk.folder.glob("documents/*/record.json"))) == DOCUMENTS

    assert at_work.run("publish").success
    disk.fill(left=0)
    while_asking = at_work.run("check_links", ALL_BUCKETS)
    assert (while_asking.success, "cannot be used as history" in failure_of(while_asking)) == (False, True)
    disk.make_space()
    with sqlite3.connect(disk.folder / "history.db") as history:
        assert history.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert at_work.run("check_links", ALL_BUCKETS).success

    disk.fill(left=100_000)
    while_publishing = at_work.run("publish")
    assert (while_publishing.success, "No space left on device" in failure_of(while_publishing)) == (False, True)
    assert_nothing_half_written(disk.folder)
    disk.make_space()
    at_work.publish()
    at_work.assert_whole(IDS)
