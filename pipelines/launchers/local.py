"""Runs in processes of this machine.

Here: asking the code server that started a run whether it still has it. Not here: starting and ending runs (Dagster).
"""

import json

from dagster import DagsterRun
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
        """Ask the server that started the run; one that does not answer is gone, and its runs with it."""
        place = json.loads(run.tags.get(GRPC_INFO_TAG, "{}"))
        if not place:
            return CheckRunHealthResult(WorkerStatus.NOT_FOUND, "nobody knows which code server started it")
        client = DagsterGrpcClient(port=place.get("port"), socket=place.get("socket"), host=place["host"])
        try:
            answer = client.can_cancel_execution(CanCancelExecutionRequest(run_id=run.run_id))
        except DagsterUserCodeUnreachableError:
            return CheckRunHealthResult(WorkerStatus.NOT_FOUND, "the code server that started it is gone")
        if deserialize_value(answer, CanCancelExecutionResult).can_cancel:
            return CheckRunHealthResult(WorkerStatus.RUNNING)
        return CheckRunHealthResult(WorkerStatus.NOT_FOUND, "its process is gone")
