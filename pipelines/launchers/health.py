"""The answer of a launcher to Dagster's run monitoring: the run goes on, or its worker is gone.

Here: the one private import of `pipelines`. Not here: how a launcher finds out (`local`, `celery`).

Run monitoring takes its answer in these two types only, and Dagster exports neither. The method that returns them,
`check_run_worker_health`, is not marked as public either. tests/pipelines/test_dagster_interface.py fails when a newer
Dagster moves or changes them.
"""

from dagster._core.launcher import CheckRunHealthResult, WorkerStatus

__all__ = ["RUNNING", "CheckRunHealthResult", "gone"]

RUNNING = CheckRunHealthResult(WorkerStatus.RUNNING)


def gone(reason: str) -> CheckRunHealthResult:
    """Return that no process works on the run; run monitoring then marks it as failed, with the reason."""
    return CheckRunHealthResult(WorkerStatus.NOT_FOUND, reason)
