"""A bucket under raw/ and processed/: Dagster over it, and what is done to it: 503 for a moment, and for longer."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cetingest import ingest
from cetingest.errors import StorageError
from cetingest.ingest.inventory import Inventory, is_ingested, read_inventory
from cetingest.settings import Settings, override
from cetingest.storage import Storage, local_copy, sha256_of
from tests.faults.in_process import operator
from tests.servers.papers import paper, settings_for
from tests.servers.s3 import S3

pytestmark = pytest.mark.faults

DOCUMENTS = 2


def settings_of(folder: Path, s3: S3, processed: str = "processed") -> Settings:
    place = f"s3://{s3.bucket}"
    where = {"raw": f"{place}/raw", "processed": f"{place}/{processed}", "history": f"sqlite:///{folder}/history.db"}
    return override(override(Settings(), "storage", **where), "links", is_offline=True)


def fill(s3: S3) -> None:
    for number in range(DOCUMENTS):
        s3.client.put_object(Bucket=s3.bucket, Key=f"raw/paper-{number:04d}.pdf", Body=paper(number))


def break_for(s3: S3, seconds: float, *, after: int) -> threading.Thread:
    """Have the server answer 503 once it has taken so many objects, for so long."""

    def wait_and_break() -> None:
        while s3.requests["PUT"] < after:
            time.sleep(0.01)
        s3.is_broken = True
        time.sleep(seconds)
        s3.is_broken = False

    thread = threading.Thread(target=wait_and_break, daemon=True)
    thread.start()
    return thread


def outputs(s3: S3, folder: Path) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return the objects of the disturbed run and those of an undisturbed one beside it."""
    ingest.run(settings_of(folder, s3, "reference"))
    return s3.objects("processed/"), s3.objects("reference/")


def test_a_bucket_that_is_busy_for_two_seconds_is_asked_again_and_nobody_notices(s3: S3, tmp_path: Path):
    fill(s3)
    s3.requests.clear()
    broken = break_for(s3, 2.0, after=1)
    ingest.run(settings_of(tmp_path, s3))
    broken.join()
    disturbed, undisturbed = outputs(s3, tmp_path)
    assert disturbed == undisturbed


def test_a_bucket_that_is_out_of_order_for_long_ends_the_run_by_name_and_a_rerun_ends_with_the_same_bytes(
    s3: S3, tmp_path: Path
):
    fill(s3)
    s3.requests.clear()
    broken = break_for(s3, 60.0, after=2)
    with pytest.raises(StorageError, match="s3://"):
        ingest.run(settings_of(tmp_path, s3))
    broken.join()
    ingest.run(settings_of(tmp_path, s3))
    disturbed, undisturbed = outputs(s3, tmp_path)
    assert disturbed == undisturbed


def test_a_pdf_that_the_bucket_does_not_give_now_is_not_taken_for_one_that_is_gone(s3: S3, tmp_path: Path):
    fill(s3)
    source = Storage.of(settings_of(tmp_path, s3).storage).pdf_paths()["paper-0000"]
    s3.is_broken = True
    try:
        with pytest.raises(StorageError), local_copy(source):
            pass
        with pytest.raises(StorageError):
            sha256_of(source)
    finally:
        s3.is_broken = False


def test_a_pdf_in_a_bucket_is_noticed_read_read_anew_when_it_changes_published_and_checked(s3: S3, tmp_path: Path):
    place = f"s3://{s3.bucket}"
    settings = settings_for(None, f"sqlite:///{tmp_path}/history.db")
    with operator(tmp_path, settings, f"{place}/raw", f"{place}/processed") as dagster:
        for edition in (1, 2):
            s3.client.put_object(Bucket=s3.bucket, Key="raw/paper-0000.pdf", Body=paper(0, edition))
            dagster.carry_on(until=lambda edition=edition: len(dagster.requested) == edition)  # type: ignore[misc]
            time.sleep(1.1)  # S3 tells times in whole seconds; an operator's looks are at least as far apart
        dagster.publish()
        dagster.run("check_corpus")
        published = [("publish", True), ("check_links", True), ("publish", True), ("check_corpus", True)]
        assert dagster.requested == [("ingest", True), ("ingest", True), *published]
        ingest.run(override(dagster.resource.settings, "storage", processed=f"{place}/reference"))
    made = s3.objects("processed/")
    assert made.pop("inventory.json")
    assert made == s3.objects("reference/")


def test_a_bucket_that_answers_nothing_now_is_not_taken_for_an_empty_one(s3: S3, tmp_path: Path):
    fill(s3)
    storage = Storage.of(settings_of(tmp_path, s3).storage)
    calls = {
        "raw: cannot be listed now": storage.pdf_stats,
        "documents: cannot be listed now": storage.read_ids,
        "inventory.json: cannot be read now": lambda: read_inventory(storage),
        "record.json: cannot be read now": lambda: is_ingested("paper-0000", None, storage),
    }
    s3.is_broken = True
    with ThreadPoolExecutor() as pool:  # at once, since each takes half a minute until its library gives up
        futures = {what: pool.submit(call) for what, call in calls.items()}
    s3.is_broken = False
    for what, future in futures.items():
        failure = future.exception()
        assert isinstance(failure, StorageError)
        assert what in str(failure)
    assert list(storage.pdf_stats()) == ["paper-0000", "paper-0001"]
    assert (storage.read_ids(), read_inventory(storage)) == (frozenset(), Inventory())
