"""Retention: delete old runs, and old repeats in the history.

Here: which runs Dagster still needs, the job that deletes the others, and when. Not here: which fetches only repeat
others (cetingest.history.repeats), how old they must be (`retention` in the settings).

Deleting a run deletes its events. When one of them was the only materialisation of a partition, the partition counts as
missing. So a run stays, whatever its age, while it holds the latest materialisation, observation, plan or check of any
asset or of any of its partitions.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

import dagster as dg
from dagster import DagsterEventType, EventRecordsFilter

from cetingest.history import History, prune_history
from pipelines.asset_checks import corpus, tables
from pipelines.resources import Ingest
from pipelines.runs import ENDED

_AT_ONCE = 500
"""Runs listed, and events looked up, by one query."""
_LATEST = (
    DagsterEventType.ASSET_MATERIALIZATION,
    DagsterEventType.ASSET_OBSERVATION,
    DagsterEventType.ASSET_MATERIALIZATION_PLANNED,  # the latest plan says that a partition failed, and in which run
)
CHECK_KEYS = tuple(key for some in dg.load_asset_checks_from_modules([tables, corpus]) for key in some.check_keys)
_WITH_RESULT = ("SUCCEEDED", "FAILED")
"""The statuses of a check that came to a result. Dagster keeps "PLANNED" of one that was skipped or crashed."""
_EXECUTIONS_AT_ONCE = 20


def prune_runs(
    instance: dg.DagsterInstance,
    check_keys: Sequence[dg.AssetCheckKey],
    before: dt.datetime,
    *,
    is_rehearsal: bool = False,
) -> tuple[int, int]:
    """Delete the runs that ended before a moment and that nothing needs.

    Returns how many of the old runs were deleted and how many stay. A rehearsal only counts them.
    """
    old = list(_ended_before(instance, before))
    held = runs_in_use(instance, check_keys) if old else frozenset()
    idle = [run_id for run_id in old if run_id not in held]
    if not is_rehearsal:
        for run_id in idle:
            instance.compute_log_manager.delete_logs(prefix=[run_id])
            instance.delete_run(run_id)
    return len(idle), len(old) - len(idle)


def _ended_before(instance: dg.DagsterInstance, before: dt.datetime) -> Iterator[str]:
    cursor, filters = None, dg.RunsFilter(statuses=ENDED, updated_before=before)
    while records := instance.get_run_records(filters, limit=_AT_ONCE, cursor=cursor):
        for record in records:
            if record.end_time is None or record.end_time < before.timestamp():
                yield record.dagster_run.run_id
        cursor = records[-1].dagster_run.run_id


def runs_in_use(instance: dg.DagsterInstance, check_keys: Sequence[dg.AssetCheckKey]) -> frozenset[str]:
    """Return the runs that hold the latest event of some kind of an asset, a partition or a check."""
    held: set[str] = set()
    for key in instance.all_asset_keys():
        for event_type in _LATEST:
            held.update(_of_asset(instance, key, event_type))
    held.update(_of_checks(instance, check_keys))
    return frozenset(held)


def _of_asset(instance: dg.DagsterInstance, key: dg.AssetKey, event_type: DagsterEventType) -> Iterator[str]:
    """Yield the runs of the latest event of an asset, and of each of its partitions."""
    storage = instance.event_log_storage
    yield from (r.run_id for r in storage.get_event_records(EventRecordsFilter(event_type, key), limit=1))
    latest = sorted(instance.get_latest_storage_id_by_partition(key, event_type).values())
    for start in range(0, len(latest), _AT_ONCE):
        some = latest[start : start + _AT_ONCE]
        found = storage.get_event_records(EventRecordsFilter(event_type, key, storage_ids=some), limit=len(some))
        yield from (record.run_id for record in found)


def _of_checks(instance: dg.DagsterInstance, keys: Iterable[dg.AssetCheckKey]) -> Iterator[str]:
    """Yield the runs of the latest execution of each check, and of its latest that came to a result."""
    storage = instance.event_log_storage
    for key in keys:
        yield from _latest_executions(instance, key)
        yield from (info.latest_planned_run_id for info in storage.get_asset_check_partition_info([key]))


def _latest_executions(instance: dg.DagsterInstance, key: dg.AssetCheckKey) -> Iterator[str]:
    """Yield the runs of the latest execution of a check and of the latest with a result, newest first."""
    history, cursor, is_first = instance.event_log_storage.get_asset_check_execution_history, None, True
    while executions := history(key, limit=_EXECUTIONS_AT_ONCE, cursor=cursor):
        for execution in executions:
            has_result = execution.status.value in _WITH_RESULT
            if is_first or has_result:
                yield execution.run_id
            if has_result:
                return
            is_first = False
        cursor = executions[-1].id


@dg.op(description="Delete runs that ended long ago and hold no latest event of any asset, partition or check.")
def delete_old_runs(context: dg.OpExecutionContext, cetingest: Ingest) -> None:
    """Write into the log of the run how many were deleted."""
    days = cetingest.settings.retention.run_days
    before = dt.datetime.now(dt.UTC) - dt.timedelta(days=days)
    deleted, kept = prune_runs(context.instance, CHECK_KEYS, before)
    context.log.info(f"{deleted} runs older than {days:g} days deleted; {kept} stay, since they hold a latest event")


@dg.op(description="Delete old fetches that only repeat the one before them; no verdict changes.")
def delete_old_repeats(context: dg.OpExecutionContext, cetingest: Ingest) -> None:
    """Write into the log of the run how many were deleted."""
    before = dt.datetime.now(dt.UTC) - dt.timedelta(days=cetingest.settings.retention.history_days)
    place = cetingest.storage.history
    History.open(place).close()  # makes an empty history when no run has made one yet
    pruned = prune_history(place, before)
    context.log.info(f"{pruned.dropped} before {before:%Y-%m-%d} deleted, of {pruned.of}")


@dg.job(name="prune", description="Delete old runs and old repeats in the history, by the ages in the settings.")
def prune_job() -> None:
    """Delete both; neither waits for the other to succeed."""
    delete_old_runs()
    delete_old_repeats()


weekly_prune = dg.ScheduleDefinition(
    name="weekly_prune",
    job=prune_job,
    cron_schedule="0 5 * * 0",  # after the links of the night, on the quietest day
    execution_timezone="UTC",
    default_status=dg.DefaultScheduleStatus.RUNNING,
)
