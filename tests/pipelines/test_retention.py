"""Old runs go, and no partition forgets that it was materialised, observed or checked."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from cetingest.history import History, look_at_history
from pipelines.definitions import build_defs
from pipelines.definitions import defs as location
from pipelines.resources import Ingest
from pipelines.retention import CHECK_KEYS, prune_runs, runs_in_use
from tests.factories import fetch

LATER = dt.datetime.now(dt.UTC) + dt.timedelta(days=400)
letters = dg.StaticPartitionsDefinition(["a", "b", "c"])
broken: set[str] = set()


@dg.asset(partitions_def=letters, backfill_policy=dg.BackfillPolicy.multi_run(10))
def documents(context: dg.AssetExecutionContext) -> None:
    if broken & set(context.partition_keys):
        raise dg.Failure("broken", allow_retries=False)
    for key in context.partition_keys:
        context.log_event(dg.AssetObservation("raw", partition=key))


@dg.asset
def table() -> None:
    """Hold no partitions."""


@dg.asset_check(asset=table)
def holds() -> dg.AssetCheckResult:
    return dg.AssetCheckResult(passed=True)


defs = dg.Definitions(
    assets=[documents, table],
    asset_checks=[holds],
    jobs=[
        dg.define_asset_job("one", selection=dg.AssetSelection.assets(documents)),
        dg.define_asset_job("two", selection=dg.AssetSelection.assets(table).without_checks()),
        dg.define_asset_job("check", selection=dg.AssetSelection.checks(holds)),
    ],
)
CHECKS = (dg.AssetCheckKey(table.key, "holds"),)


@pytest.fixture
def instance() -> Iterator[dg.DagsterInstance]:
    broken.clear()
    with dg.DagsterInstance.local_temp() as made:
        yield made


def run(instance: dg.DagsterInstance, job: str, first: str | None = None, last: str | None = None) -> str:
    tags = {"dagster/asset_partition_range_start": first, "dagster/asset_partition_range_end": last} if first else {}
    done = defs.resolve_job_def(job).execute_in_process(instance=instance, tags=tags, raise_on_error=False)
    return done.run_id


def run_ids(instance: dg.DagsterInstance) -> set[str]:
    return {run.run_id for run in instance.get_runs()}


def told(instance: dg.DagsterInstance) -> tuple[object, ...]:
    """What Dagster shows of the assets: what is materialised, observed, failed and checked, and when."""
    latest = {
        (key, kind): instance.get_latest_storage_id_by_partition(key, kind)
        for key in (documents.key, dg.AssetKey("raw"))
        for kind in (dg.DagsterEventType.ASSET_MATERIALIZATION, dg.DagsterEventType.ASSET_OBSERVATION)
    }
    failed = instance.get_status_by_partition(documents.key, letters.get_partition_keys(), letters)
    event = instance.get_latest_materialization_event(table.key)
    checked = instance.event_log_storage.get_latest_asset_check_execution_by_key(CHECKS)
    return latest, failed, event and event.timestamp, {key: record.id for key, record in checked.items()}


def test_a_run_that_holds_the_latest_of_one_partition_stays(instance: dg.DagsterInstance):
    first = run(instance, "one", "a", "c")
    second = run(instance, "one", "a", "b")
    third = run(instance, "one", "b", "b")
    idle = run(instance, "one", "c", "c")
    last = run(instance, "one", "c", "c")
    before = told(instance)
    assert prune_runs(instance, CHECKS, LATER) == (2, 3)
    assert run_ids(instance) == {second, third, last}
    assert told(instance) == before
    assert {first, idle} & run_ids(instance) == set()
    assert instance.get_materialized_partitions(documents.key) == {"a", "b", "c"}


def test_a_failed_run_stays_while_it_is_the_last_word_on_a_partition(instance: dg.DagsterInstance):
    good = run(instance, "one", "a", "c")
    broken.add("b")
    bad = run(instance, "one", "b", "b")
    before = told(instance)
    assert prune_runs(instance, CHECKS, LATER) == (0, 2)
    broken.clear()
    mended = run(instance, "one", "b", "b")
    assert prune_runs(instance, CHECKS, LATER) == (1, 2)
    assert run_ids(instance) == {good, mended}
    assert (bad in run_ids(instance), told(instance) == before) == (False, False)


def test_the_latest_check_stays_and_so_does_the_latest_of_what_has_no_partitions(instance: dg.DagsterInstance):
    runs = [run(instance, job) for job in ("two", "check", "two", "check")]
    before = told(instance)
    assert prune_runs(instance, CHECKS, LATER) == (2, 2)
    assert run_ids(instance) == set(runs[2:])
    assert told(instance) == before


def test_young_runs_stay_and_so_do_those_that_go_on(instance: dg.DagsterInstance):
    run(instance, "two")
    run(instance, "two")
    going_on = instance.create_run_for_job(defs.resolve_job_def("two"), status=dg.DagsterRunStatus.STARTED)
    assert prune_runs(instance, CHECKS, dt.datetime.now(dt.UTC) - dt.timedelta(hours=1)) == (0, 0)
    assert prune_runs(instance, CHECKS, LATER, is_rehearsal=True) == (1, 1)
    assert len(run_ids(instance)) == 3
    prune_runs(instance, CHECKS, LATER)
    assert going_on.run_id in run_ids(instance)


def test_the_job_prunes_runs_and_history_by_the_ages_in_the_settings(instance: dg.DagsterInstance, tmp_path: Path):
    (tmp_path / "raw").mkdir()
    (tmp_path / "cetingest.toml").write_text("[retention]\nrun_days = 0\nhistory_days = 100\n")
    with History.open(tmp_path / "processed" / "history.db") as history:
        history.record(fetch(fetched_at=LATER - dt.timedelta(days=400 + day)) for day in range(0, 300, 30))
    settings = Ingest(
        config=str(tmp_path / "cetingest.toml"), raw=str(tmp_path / "raw"), processed=str(tmp_path / "processed")
    )
    run(instance, "two")
    last = run(instance, "two")
    job = build_defs(settings).resolve_job_def("prune")
    pruned = job.execute_in_process(instance=instance)
    assert pruned.success
    assert run_ids(instance) == {last, pruned.run_id}
    assert look_at_history(tmp_path / "processed" / "history.db").rows.fetches == 6


def test_every_check_of_the_code_location_is_known_to_the_rule():
    assert set(CHECK_KEYS) == location.resolve_asset_graph().asset_check_keys


def test_an_instance_without_runs_has_nothing_to_prune(instance: dg.DagsterInstance):
    assert prune_runs(instance, CHECKS, LATER) == (0, 0)
    assert runs_in_use(instance, CHECKS) == frozenset()
