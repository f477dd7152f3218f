"""What is done to raw/ while a run reads it: bad PDFs, PDFs replaced, PDFs taken away, a great many at once."""

import datetime as dt
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import dagster as dg
import pytest

from cetingest import extract
from cetingest.errors import StorageError
from cetingest.ingest import documents as ingestion
from cetingest.model import Document
from cetingest.settings import ExtractSettings
from cetingest.storage.orphans import find_orphans, remove_orphans
from pipelines.assets.documents import findings
from pipelines.definitions import build_defs
from pipelines.resources import OPERATIONS
from tests.faults.in_process import Operator, operator
from tests.servers.papers import paper, settings_for, write_papers

DOCUMENTS = 6


@pytest.fixture
def at_work(tmp_path: Path) -> Iterator[Operator]:
    write_papers(tmp_path / "raw", DOCUMENTS)
    with operator(tmp_path, settings_for(None)) as who:
        yield who


def paper_ids(*numbers: int) -> set[str]:
    return {f"paper-{number:04d}" for number in numbers}


def while_reading(monkeypatch: pytest.MonkeyPatch, before: dict[str, Callable], after: dict[str, Callable]) -> None:
    """Do something, once each, just before or just after some documents are read."""
    sound = extract.read_document

    def read_document(path: Path, *, document_id: str, source_filename: str, settings: ExtractSettings) -> Document:
        before.pop(document_id, int)()
        document = sound(path, document_id=document_id, source_filename=source_filename, settings=settings)
        after.pop(document_id, int)()
        return document

    monkeypatch.setattr(ingestion.extract, "read_document", read_document)


def test_files_that_are_bad_replaced_or_taken_away_while_a_run_reads_them_cost_no_other_anything(
    at_work: Operator, monkeypatch: pytest.MonkeyPatch
):
    paths = {path.stem: path for path in (at_work.folder / "raw").iterdir()}
    good_bytes = paths["paper-0001"].read_bytes()
    paths["paper-0001"].write_bytes(good_bytes[:200])

    def replace(number: int) -> Callable[[], object]:
        return lambda: paths[f"paper-{number:04d}"].write_bytes(paper(number, edition=22))

    before = {"paper-0002": replace(2), "paper-0004": paths["paper-0004"].unlink}
    after = {"paper-0003": replace(3), "paper-0005": paths["paper-0005"].unlink}
    while_reading(monkeypatch, before, after)
    at_work.carry_on()
    # All of them; those with other bytes; and what is left is published without those that are gone.
    assert at_work.requested == [("ingest", False), ("ingest", True), ("publish", True)]
    registered = set(at_work.instance.get_dynamic_partitions("documents"))
    assert registered == paper_ids(0, 1, 2, 3)
    assert at_work.instance.get_materialized_partitions(findings.key) & registered == paper_ids(0, 2, 3)

    paths["paper-0001"].write_bytes(good_bytes)
    at_work.carry_on()
    at_work.publish()
    storage = at_work.resource.storage
    remove_orphans(find_orphans(storage, dt.datetime.now(dt.UTC)), storage)  # `cetingest prune`
    for number in (2, 3):
        assert b"Edition 22" in storage.extracted(f"paper-{number:04d}").read_bytes()
    at_work.assert_whole(paper_ids(0, 1, 2, 3))


def test_a_run_that_tries_again_what_may_pass_still_ends_red_by_what_failed_for_good(
    at_work: Operator, monkeypatch: pytest.MonkeyPatch, retries_at_once: None
):
    (at_work.folder / "raw" / "paper-0001.pdf").write_bytes(b"no PDF")
    sound, failures = ingestion.cite_one, [StorageError("no space left on device")]

    def fails_once(document_id: str, *others: object) -> object:
        if document_id == "paper-0002" and failures:
            raise failures.pop()
        return sound(document_id, *others)

    monkeypatch.setattr(ingestion, "cite_one", fails_once)
    at_work.carry_on()
    assert (at_work.requested, failures) == ([("ingest", False)], [])
    assert at_work.instance.get_materialized_partitions(findings.key) == paper_ids(0, 2, 3, 4, 5)


@pytest.mark.faults
def test_ten_thousand_files_at_once_are_asked_for_once_each_in_portions_that_hold_nobody_up(
    tmp_path: Path, record_property: Callable[[str, object], None]
):
    (tmp_path / "raw").mkdir()
    for number in range(10_000):
        (tmp_path / "raw" / f"paper-{number:05d}.pdf").write_bytes(b"%%PDF-1.7 %d" % number)
    with operator(tmp_path, settings_for(None)) as who:
        job = build_defs(who.resource).resolve_job_def("ingest")
        who.instance.create_run_for_job(job, status=dg.DagsterRunStatus.STARTED)  # somebody is at it all the time
        asked, seconds, most = [], [], 0
        for _ in range(14):
            began = time.process_time()
            requests = who.look()
            seconds.append(time.process_time() - began)
            most = max(most, len(requests))
            asked += [
                tuple(r.tags[f"dagster/asset_partition_range_{end}"] for end in ("start", "end")) for r in requests
            ]
        order = list(who.instance.get_dynamic_partitions("documents"))
    place = {key: number for number, key in enumerate(order)}
    taken = sorted(number for first, last in asked for number in range(place[first], place[last] + 1))
    assert taken == list(range(10_000))
    assert (len(asked), most) == (10_000 // OPERATIONS.documents_per_run, 20)
    assert max(seconds) < 20  # of the 60 s that Dagster gives a sensor
    record_property("cpu_seconds_of_the_longest_look", round(max(seconds), 1))
