"""Runs in processes of this machine.

Here: whether a run's process is still there. Not here: starting and ending runs (Dagster).
"""

import json
import os
from pathlib import Path

from dagster import DagsterEventType, DagsterRun
from dagster._core.errors import DagsterUserCodeUnreachableError
from dagster._core.launcher import CheckRunHealthResult, DefaultRunLauncher, WorkerStatus
from dagster._core.storage.tags import GRPC_INFO_TAG
from dagster._grpc.client import DagsterGrpcClient
from dagster._grpc.types import CanCancelExecutionRequest, CanCancelExecutionResult
from dagster._serdes import deserialize_value


class LocalRunLauncher(DefaultRunLauncher):
    """Dagster's default launcher, watched by run monitoring."""

    @property
    def supports_check_run_worker_health(self) -> bool:
        """Tell Dagster's run monitoring that it may ask."""
        return True

    def check_run_worker_health(self, run: DagsterRun) -> CheckRunHealthResult:
        """Ask the server that started the run, and look for its process.

        A server that does not answer is gone, and its runs with it. One that found a run's process gone while it could
        not write that down (the disk was full) says for ever that it has the run (seen with Dagster 1.13.27).
        """
        place = json.loads(run.tags.get(GRPC_INFO_TAG, "{}"))
        if not place:
            return CheckRunHealthResult(WorkerStatus.NOT_FOUND, "nobody knows which code server started it")
        client = DagsterGrpcClient(port=place.get("port"), socket=place.get("socket"), host=place["host"])
        try:
            answer = client.can_cancel_execution(CanCancelExecutionRequest(run_id=run.run_id))
        except DagsterUserCodeUnreachableError:
            return CheckRunHealthResult(WorkerStatus.NOT_FOUND, "the code server that started it is gone")
        is_known = deserialize_value(answer, CanCancelExecutionResult).can_cancel
        if is_known and not ("socket" in place and any(_is_gone(pid) for pid in self._processes(run))):
            return CheckRunHealthResult(WorkerStatus.RUNNING)
        return CheckRunHealthResult(WorkerStatus.NOT_FOUND, "its process is gone")

    def _processes(self, run: DagsterRun) -> list[int]:
        """Return the process that wrote that it started the run, if one did."""
        started = self._instance.get_records_for_run(run.run_id, of_type=DagsterEventType.RUN_START, limit=1).records
        events = [record.event_log_entry.dagster_event for record in started]
        return [event.pid for event in events if event is not None and event.pid is not None]


def _is_gone(pid: int) -> bool:
    """Tell whether a process of this machine has ended; so has a zombie, whose parent did not ask how."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    state = Path(f"/proc/{pid}/stat")  # not on macOS
    return state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z"
