"""The disk is full while documents are read, links are asked, tables are written; and with Dagster's home on it."""

import json
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from cetingest.datasets import open_tables
from pipelines.partitions import range_tags
from tests.faults.in_process import Operator, operator
from tests.faults.settling import assert_whole, settle
from tests.faults.small_disk import SmallDisk, small_disk
from tests.loopback.server import Web
from tests.servers.dagster import local
from tests.servers.papers import settings_for, web_of, write_papers
from tests.servers.processes import wait_until

DOCUMENTS = 6
ALL_BUCKETS = range_tags("00", "63")
FULL_SECONDS = 40.0
"""Until run, code server and daemon have each met the full disk more than once."""
IDS = {f"paper-{number:04d}" for number in range(DOCUMENTS)}


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "processed", megabytes=16) as mounted:
        yield mounted


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


@pytest.mark.faults
def test_a_full_disk_with_all_of_a_deployment_on_it_leaves_no_run_and_no_document_stuck(tmp_path: Path):
    """Neither runs nor daemon nor code server can write down what they do, nor how they end."""
    often = {"run_monitoring": {"poll_interval_seconds": 2}}
    with small_disk(tmp_path / "disk", megabytes=64) as disk, Web(web_of(DOCUMENTS, delay_seconds=0.1)) as web:
        write_papers(disk.folder / "raw", DOCUMENTS)
        with local(disk.folder, settings_for(web), often) as deployment:
            daemon = deployment.daemon()
            records = disk.folder / "processed" / "documents"
            wait_until(lambda: list(records.glob("*/record.json")), "a document is done", seconds=600.0, pause=0.02)
            disk.fill(left=0)
            time.sleep(FULL_SECONDS)
            disk.make_space()
            settle(deployment)
            assert daemon.poll() is None
            assert_whole(deployment, range(DOCUMENTS))
