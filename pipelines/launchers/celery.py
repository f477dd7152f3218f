"""Runs in Celery workers, on as many machines as there are.

Here: asking the worker that took a run whether it still works on it. Not here: queue and workers (dagster-celery).
"""

import warnings

from dagster import DagsterRun
from dagster_celery.launcher import CeleryRunLauncher
from dagster_celery.tags import DAGSTER_CELERY_TASK_ID_TAG

from pipelines.launchers.health import RUNNING, CheckRunHealthResult, gone

# Dagster registers its two tasks at each launch; Celery keeps the first, which is the same, and says so at length.
warnings.filterwarnings("ignore", message="Task name .* is already registered", module="dagster_celery")

_REPLY_SECONDS = 10.0
"""A worker's parent process answers in milliseconds however busy its children are; this is for machines that swap."""


class WatchedCeleryRunLauncher(CeleryRunLauncher):
    """Dagster's launcher for Celery, which also notices that a whole worker is gone.

    Celery keeps "started" as the state of a task whose worker was killed or lost its machine.
    """

    def check_run_worker_health(self, run: DagsterRun) -> CheckRunHealthResult:
        """Believe a state that says failure; else ask the worker.

        All workers are asked where the state says nothing of who works on the run: Redis forgot it; or it says success,
        though this run did not end: a queue that lost its connection hands a task out twice, and the second one finds
        the run under way and is done. Dagster looks again whether a run ended meanwhile before it fails it.
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
