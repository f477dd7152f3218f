"""Run monitoring learns that a run's process is gone, also when whoever watched it is gone too."""

import json
import os
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import dagster as dg
import pytest
from dagster import DagsterRun
from dagster._core.launcher import WorkerStatus
from dagster._core.test_utils import create_run_for_test
from dagster_celery.tags import DAGSTER_CELERY_TASK_ID_TAG

from pipelines.launchers.celery import WatchedCeleryRunLauncher
from pipelines.launchers.local import CODE_SERVER_TAG, LocalRunLauncher
from tests.servers.redis import Redis

TASK_ID = "00000000-0000-0000-0000-000000000001"


def started_by(server: Mapping[str, object]) -> dict[str, str]:
    return {CODE_SERVER_TAG: json.dumps(server)}


@contextmanager
def listening(folder: Path) -> Iterator[str]:
    """Take connections at a socket, as a code server does that is too busy to answer."""
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(place := str(folder / "code-server"))
        server.listen()
        yield place


@pytest.mark.parametrize("was_there", [False, True], ids=["never there", "killed, and its socket left behind"])
def test_a_run_whose_code_server_is_gone_has_no_worker(tmp_path: Path, was_there: bool):
    if was_there:
        with listening(tmp_path):
            pass
    run = DagsterRun(job_name="any", tags=started_by({"host": "localhost", "socket": str(tmp_path / "code-server")}))
    assert LocalRunLauncher().check_run_worker_health(run).status is WorkerStatus.NOT_FOUND


@pytest.mark.parametrize(("is_open", "expected"), [(True, WorkerStatus.RUNNING), (False, WorkerStatus.NOT_FOUND)])
def test_a_code_server_at_a_port_is_there_while_it_takes_connections(is_open: bool, expected: WorkerStatus):
    with socket.create_server(("127.0.0.1", 0)) as server:
        run = DagsterRun(job_name="any", tags=started_by({"host": "127.0.0.1", "port": server.getsockname()[1]}))
        if not is_open:
            server.close()
        assert LocalRunLauncher().check_run_worker_health(run).status is expected


def test_a_run_that_no_code_server_started_has_no_worker():
    assert LocalRunLauncher().check_run_worker_health(DagsterRun(job_name="any")).status is WorkerStatus.NOT_FOUND


def process(*, is_reaped: bool) -> int:
    """Return the number of a process that has ended; one that is not reaped is a zombie."""
    pid = os.fork()
    if pid == 0:
        os._exit(1)
    os.waitid(os.P_PID, pid, os.WEXITED | (0 if is_reaped else os.WNOWAIT))
    return pid


@pytest.mark.parametrize(
    ("pid", "expected"),
    [
        (os.getpid, WorkerStatus.RUNNING),
        (lambda: process(is_reaped=True), WorkerStatus.NOT_FOUND),
        (lambda: process(is_reaped=False), WorkerStatus.NOT_FOUND),
    ],
    ids=["alive", "gone", "a zombie"],
)
def test_a_run_goes_on_while_its_process_does_whatever_its_code_server_could_write_down(
    tmp_path: Path, pid: Callable[[], int], expected: WorkerStatus
):
    launcher = LocalRunLauncher()
    with dg.DagsterInstance.ephemeral() as instance, listening(tmp_path) as place:
        launcher.register_instance(instance)
        tags = started_by({"host": "localhost", "socket": place})
        run = create_run_for_test(instance, status=dg.DagsterRunStatus.STARTING, tags=tags)
        instance.report_dagster_event(dg.DagsterEvent("PIPELINE_START", "any", pid=pid()), run.run_id)
        assert launcher.check_run_worker_health(run).status is expected


@pytest.mark.parametrize(
    ("state", "result", "expected"),
    [
        ("STARTED", {"pid": 1, "hostname": "gone@nowhere"}, WorkerStatus.NOT_FOUND),  # for ever, after a power cut
        (None, None, WorkerStatus.NOT_FOUND),  # Redis forgot it
        ("SUCCESS", 0, WorkerStatus.NOT_FOUND),  # of a task that was handed out twice; this run goes on, or was killed
        ("FAILURE", RuntimeError("lost"), WorkerStatus.FAILED),
    ],
)
def test_without_workers_no_run_that_goes_on_is_believed_to(
    redis: Redis, monkeypatch: pytest.MonkeyPatch, state: str | None, result: object, expected: WorkerStatus
):
    monkeypatch.setattr("pipelines.launchers.celery._REPLY_SECONDS", 0.2)
    redis.flush()
    launcher = WatchedCeleryRunLauncher("dagster", broker=f"{redis.url}/0", backend=f"{redis.url}/1")
    if isinstance(result, Exception):
        launcher.celery.backend.mark_as_failure(TASK_ID, result)
    elif state is not None:
        launcher.celery.backend.store_result(TASK_ID, result, state)
    run = DagsterRun(job_name="any", tags={DAGSTER_CELERY_TASK_ID_TAG: TASK_ID})
    assert launcher.check_run_worker_health(run).status is expected


def test_a_run_that_was_never_handed_to_celery_has_no_worker(redis: Redis):
    launcher = WatchedCeleryRunLauncher("dagster", broker=f"{redis.url}/0", backend=f"{redis.url}/1")
    assert launcher.check_run_worker_health(DagsterRun(job_name="any")).status is WorkerStatus.NOT_FOUND
