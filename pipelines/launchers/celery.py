"""Runs in Celery workers, on one or more machines.

Here: asking the worker that took a run whether it still works on it. Not here: queue and workers (dagster-celery).

`dagster_celery.launcher` and `.tags` are modules without an underscore, but dagster-celery exports only its executor:
`tests/pipelines/test_dagster_interface.py` watches what is used of them.
"""

import warnings

from dagster import DagsterRun
from dagster_celery.launcher import CeleryRunLauncher
from dagster_celery.tags import DAGSTER_CELERY_TASK_ID_TAG

from pipelines.launchers.health import RUNNING, CheckRunHealthResult, gone

# Dagster registers its two tasks at each launch. Celery keeps the first ones, which are the same, and warns.
warnings.filterwarnings("ignore", message="Task name .* is already registered", module="dagster_celery")

_REPLY_SECONDS = 10.0
"""A worker's main process answers in milliseconds, however busy its children are; this is for machines that swap."""


class WatchedCeleryRunLauncher(CeleryRunLauncher):
    """Dagster's launcher for Celery, which also notices when a whole worker is gone.

    When a worker was killed or lost its machine, Celery keeps "started" as the state of its task.
    """

    def check_run_worker_health(self, run: DagsterRun) -> CheckRunHealthResult:
        """Take a state that says failure as true; for any other, ask the worker.

        All workers are asked when the state does not say who works on the run. That is so when Redis forgot the state,
        and when it says success though the run has not ended: a queue that lost its connection hands a task out twice,
        and the second task finds the run under way and ends. Before Dagster marks a run as failed, it looks again
        whether the run ended meanwhile.
        """
        task_id = run.tags.get(DAGSTER_CELERY_TASK_ID_TAG)
        if task_id is None:
            return gone("it was never handed to Celery")
        result = self.celery.AsyncResult(task_id)
        if result.state not in ("STARTED", "PENDING", "SUCCESS"):
            return super().check_run_worker_health(run)
        worker = result.info.get("hostname") if result.state == "STARTED" else None
        if self._is_active(task_id, worker):
            return RUNNING
        return gone(f"no worker works on Celery task {task_id}")

    def _is_active(self, task_id: str, worker: str | None) -> bool:
        asked = self.celery.control.inspect(destination=[worker] if worker else None, timeout=_REPLY_SECONDS)
        tasks = (asked.active() or {}).values()
        return any(task["id"] == task_id for active in tasks for task in active)
