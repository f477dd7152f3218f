"""The doctor of Dagster says whether anything happens by itself, and how the last runs ended."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest
from click.testing import CliRunner
from dagster._core.definitions.run_request import InstigatorType
from dagster._core.remote_origin import (
    RegisteredCodeLocationOrigin,
    RemoteInstigatorOrigin,
    RemoteRepositoryOrigin,
)
from dagster._core.scheduler.instigation import InstigatorState, InstigatorStatus, SensorInstigatorData
from dagster._core.test_utils import create_run_for_test
from dagster._daemon.types import DaemonHeartbeat

from cetingest.doctor import Diagnosis, Health
from pipelines.doctor import examine, main

NOW = dt.datetime.now(dt.UTC)


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dg.DagsterInstance]:
    (tmp_path / "dagster.yaml").write_text("telemetry: {enabled: false}\n")
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path))
    with dg.DagsterInstance.get() as made:
        yield made


def look(now: dt.datetime = NOW) -> dict[str, Diagnosis]:
    return {found.subject: found for found in examine(now)}


def ill(found: dict[str, Diagnosis]) -> list[str]:
    return [subject for subject, diagnosis in found.items() if diagnosis.health is Health.ILL]


@pytest.mark.parametrize("home", ["", "/nowhere/at/all"])
def test_without_a_home_somebody_is_needed(home: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DAGSTER_HOME", home)
    assert ill(look()) == ["DAGSTER_HOME"]


def test_a_home_whose_configuration_is_wrong_needs_somebody(instance: dg.DagsterInstance, tmp_path: Path):
    (tmp_path / "dagster.yaml").write_text("storage: nonsense\n")
    assert ill(look()) == ["instance"]


def test_a_daemon_that_is_silent_needs_somebody_and_one_that_beats_does_not(instance: dg.DagsterInstance):
    assert ill(look()) == ["daemon"]
    assert look()["daemon"].found.startswith("never heard of; silent: ")
    for kind in instance.get_required_daemon_types():
        instance.add_daemon_heartbeat(DaemonHeartbeat(NOW.timestamp(), kind, "x", []))
    assert ill(look()) == []
    instance.add_daemon_heartbeat(DaemonHeartbeat(NOW.timestamp() - 7200, "SENSOR", "x", []))
    assert look()["daemon"].found == "last heard of 0 min ago; silent: sensor"


def test_how_the_last_run_of_each_job_ended_is_told(instance: dg.DagsterInstance):
    for job, status in (
        ("ingest", "FAILURE"),
        ("ingest", "SUCCESS"),
        ("publish", "FAILURE"),
        ("check_links", "STARTED"),
    ):
        create_run_for_test(instance, job_name=job, status=dg.DagsterRunStatus[status])
    found = look()
    assert found["last ingest"].found.startswith("success")
    assert (found["last publish"].health, found["last publish"].found[:7]) == (Health.ILL, "failure")
    assert found["runs"].found == "1 waiting or going on"


def test_a_run_that_goes_on_for_long_is_noted(instance: dg.DagsterInstance):
    run = create_run_for_test(instance, job_name="ingest", status=dg.DagsterRunStatus.STARTING)
    instance.handle_new_event(
        dg.EventLogEntry(
            error_info=None,
            level=20,
            user_message="",
            run_id=run.run_id,
            timestamp=NOW.timestamp(),
            dagster_event=dg.DagsterEvent("PIPELINE_START", "ingest"),
        )
    )
    assert look()["runs"].health is Health.WELL
    assert look(NOW + dt.timedelta(hours=7))["runs"].found == "1 waiting or going on, the oldest for 7 h"


def test_a_place_in_a_pool_that_a_killed_run_keeps_for_ever_needs_somebody(
    instance: dg.DagsterInstance, tmp_path: Path
):
    run = create_run_for_test(instance, job_name="check_links", status=dg.DagsterRunStatus.STARTED)
    instance.event_log_storage.set_concurrency_slots("http", 1)
    instance.event_log_storage.claim_concurrency_slot("http", run.run_id, "step")
    assert "pools" not in look()
    instance.report_run_failed(run)
    assert look()["pools"].health is Health.ILL
    (tmp_path / "dagster.yaml").write_text("run_monitoring: {free_slots_after_run_end_seconds: 10}\n")
    assert "pools" not in look()


def test_the_command_exits_1_when_somebody_is_needed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("DAGSTER_HOME", raising=False)
    result = CliRunner().invoke(main, ["--format", "json"])
    assert (result.exit_code, '"health": "ill"' in result.stdout) == (1, True)


def test_a_sensor_that_looked_by_a_clock_set_wrong_needs_somebody(instance: dg.DagsterInstance):
    place = RemoteRepositoryOrigin(RegisteredCodeLocationOrigin("here"), "any")
    for name, ahead in (("late", dt.timedelta(days=9_000)), ("sound", dt.timedelta(seconds=1))):
        data = SensorInstigatorData(last_tick_start_timestamp=(NOW + ahead).timestamp())
        origin = RemoteInstigatorOrigin(place, name)
        instance.add_instigator_state(
            InstigatorState(origin, InstigatorType.SENSOR, InstigatorStatus.DECLARED_IN_CODE, data)
        )
    assert [subject for subject in ill(look()) if subject.startswith("sensor ")] == ["sensor late"]
