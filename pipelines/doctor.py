"""`python -m pipelines.doctor`: the doctor of Dagster, beside `cetingest doctor`, the doctor of the library.

Here: Dagster's home, daemon and runs, and what is switched off; nothing is changed. Not here: documents, history and
folders. `cetingest doctor` looks at them, also where Dagster is not used (`cetingest.doctor`). Both print the same way.
"""

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path

import click
import dagster as dg

from cetingest.cli.doctor import print_diagnoses
from cetingest.doctor import Diagnosis, Health, span_of_time
from pipelines.runs import ENDED, NOT_ENDED

_LONG = dt.timedelta(hours=6)
"""Runs over documents last minutes, those over links an hour or two; a run of six hours deserves a look."""
_RUNS_LOOKED_AT = 200
_CLOCKS_APART = dt.timedelta(minutes=5)
"""A sensor whose last tick is less ahead of the clock goes on by itself soon."""


def examine(now: dt.datetime) -> Iterator[Diagnosis]:
    """Check the instance of $DAGSTER_HOME, one thing after the other."""
    home = os.environ.get("DAGSTER_HOME", "")
    if not home or not Path(home).is_dir():
        yield Diagnosis(
            subject="DAGSTER_HOME",
            health=Health.ILL,
            found=f"{home}: no such folder" if home else "not set",
            remedy="set it to the folder that the daemon uses, which holds dagster.yaml; `make dev` uses .dagster/",
        )
        return
    yield _configuration(Path(home))
    try:
        with dg.DagsterInstance.get() as instance:
            yield _daemon(instance, now)
            yield from _switched_off(instance)
            yield from _ahead(instance, now)
            yield from _places_kept(instance)
            yield _going_on(instance, now)
            yield from _last_runs(instance, now)
    except (dg.DagsterError, OSError) as error:
        remedy = "check dagster.yaml there, and that its database is up"
        yield Diagnosis(subject="instance", health=Health.ILL, found=str(error), remedy=remedy)


def _configuration(home: Path) -> Diagnosis:
    if (home / "dagster.yaml").exists():
        return Diagnosis(subject="DAGSTER_HOME", found=f"{home}, with dagster.yaml")
    return Diagnosis(
        subject="DAGSTER_HOME",
        health=Health.NOTE,
        found=f"{home}, without dagster.yaml: Dagster's defaults hold",
        remedy=f"cp deploy/local/dagster.yaml {home}/",
    )


def _daemon(instance: dg.DagsterInstance, now: dt.datetime) -> Diagnosis:
    """Say whether all threads of the daemon sent a heartbeat lately."""
    statuses = [status for status in instance.get_daemon_statuses().values() if status.required]
    silent = sorted(status.daemon_type.lower() for status in statuses if not status.healthy)
    beats = [_moment(status.last_heartbeat.timestamp) for status in statuses if status.last_heartbeat]
    found = f"last heard of {span_of_time(now - max(beats))} ago" if beats else "never heard of"
    return Diagnosis(
        subject="daemon",
        health=Health.ILL if silent else Health.WELL,
        found=f"{found}; silent: {', '.join(silent)}" if silent else found,
        remedy="nothing runs by itself now: start `dagster-daemon run`, or `dagster dev`, with this DAGSTER_HOME",
    )


def _switched_off(instance: dg.DagsterInstance) -> Iterator[Diagnosis]:
    for state in instance.all_instigator_state():
        if state.status.value == dg.DefaultSensorStatus.STOPPED.value:
            yield Diagnosis(
                subject="switched off",
                health=Health.NOTE,
                found=f"{state.instigator_type.value.lower()} {state.instigator_name}",
                remedy="switch it on in the pages of Dagster, under Automation, unless it is off on purpose",
            )


def _ahead(instance: dg.DagsterInstance, now: dt.datetime) -> Iterator[Diagnosis]:
    """Say which sensors stand still because their last tick lies in the future: the next one must be later."""
    for state in instance.all_instigator_state():
        began = getattr(state.instigator_data, "last_tick_start_timestamp", None)  # sensors have it, schedules do not
        if began and _moment(began) - now > _CLOCKS_APART:
            yield Diagnosis(
                subject=f"sensor {state.instigator_name}",
                health=Health.ILL,
                found=f"last looked at {_moment(began):%Y-%m-%d %H:%M} UTC, which is in the future: a clock was wrong",
                remedy="it stands still until then; stop Dagster, move all of DAGSTER_HOME but dagster.yaml away, "
                "start it: Dagster learns of every document again, only its list of runs is lost",
            )


def _places_kept(instance: dg.DagsterInstance) -> Iterator[Diagnosis]:
    """Say whether killed runs keep their places in a pool, when no setting frees these."""
    holders = list(instance.event_log_storage.get_concurrency_run_ids())
    is_freed = instance.run_monitoring_settings.get("free_slots_after_run_end_seconds")
    if holders and not is_freed and (dead := instance.get_runs_count(dg.RunsFilter(holders, statuses=ENDED))):
        yield Diagnosis(
            subject="pools",
            health=Health.ILL,
            found=f"{dead} run(s) that ended keep a place, so others wait for ever",
            remedy="compare run_monitoring in dagster.yaml with that in deploy/, and restart the daemon",
        )


def _going_on(instance: dg.DagsterInstance, now: dt.datetime) -> Diagnosis:
    records = instance.get_run_records(dg.RunsFilter(statuses=NOT_ENDED))
    found = f"{len(records)} waiting or going on"
    oldest = min((_moment(r.start_time) for r in records if r.start_time), default=now)
    if now - oldest < _LONG:
        return Diagnosis(subject="runs", found=found)
    return Diagnosis(
        subject="runs",
        health=Health.NOTE,
        found=f"{found}, the oldest for {span_of_time(now - oldest)}",
        remedy="look at its log in the pages of Dagster; end it there if it stands still: the next run continues",
    )


def _last_runs(instance: dg.DagsterInstance, now: dt.datetime) -> Iterator[Diagnosis]:
    """Say how the last run of each job ended."""
    seen: set[str] = set()
    for record in instance.get_run_records(dg.RunsFilter(statuses=ENDED), limit=_RUNS_LOOKED_AT):
        run = record.dagster_run
        if run.job_name in seen:
            continue
        seen.add(run.job_name)
        ended = span_of_time(now - _moment(record.end_time or record.update_timestamp.timestamp()))
        yield Diagnosis(
            subject=f"last {run.job_name}",
            health=Health.WELL if run.is_success else Health.ILL,
            found=f"{run.status.value.lower()}, {ended} ago, run {run.run_id[:8]}",
            remedy="its log in the pages of Dagster says why; documents that failed are named by `cetingest doctor`",
        )


def _moment(timestamp: float) -> dt.datetime:
    return dt.datetime.fromtimestamp(timestamp, dt.UTC)


@click.command()
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def main(form: str) -> None:
    """Look at Dagster's home, daemon and runs, and say what to do. Exit code 1 when something needs somebody."""
    print_diagnoses(examine(dt.datetime.now(dt.UTC)), form)


if __name__ == "__main__":
    main()
