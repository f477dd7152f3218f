"""What `pipelines` needs of Dagster beyond its public interface is there, in the form that it counts on.

A test here that fails with a newer Dagster says what to look at before that Dagster is let in (pyproject.toml).
"""

import ast
import inspect
import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import dagster as dg
import pytest
from dagster._core.instance import DagsterInstance
from dagster._core.launcher import CheckRunHealthResult, DefaultRunLauncher, RunLauncher, WorkerStatus
from dagster._core.storage.asset_check_execution_record import COMPLETED_ASSET_CHECK_EXECUTION_RECORD_STATUSES
from dagster._core.storage.dagster_run import FINISHED_STATUSES, NOT_FINISHED_STATUSES
from dagster._core.storage.event_log.base import EventLogStorage
from dagster._core.storage.tags import GRPC_INFO_TAG
from dagster._grpc.types import StartRunResult
from dagster._serdes import serialize_value
from dagster_celery.launcher import CeleryRunLauncher

from pipelines import retention, runs
from pipelines.launchers.local import CODE_SERVER_TAG

PIPELINES = Path(runs.__file__).parent
PRIVATE_IMPORTS = {"dagster._core.launcher": {"health.py"}}
"""Module to the files that may import it; each file says why in its docstring."""


def imported_modules(path: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(path.read_text())))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return plain | {str(node.module) for node in nodes if isinstance(node, ast.ImportFrom)}


def test_no_other_private_module_of_dagster_is_imported():
    private: dict[str, set[str]] = {}
    for path in PIPELINES.rglob("*.py"):
        for module in imported_modules(path):
            if module.startswith("dagster") and "._" in module:
                private.setdefault(module, set()).add(path.name)
    assert private == PRIVATE_IMPORTS


@pytest.mark.parametrize(
    ("owner", "name", "parameters"),
    [
        (RunLauncher, "check_run_worker_health", ["self", "run"]),
        (CeleryRunLauncher, "check_run_worker_health", ["self", "run"]),
        (DagsterInstance, "get_records_for_run", ["self", "run_id", "of_type", "limit"]),
        (DagsterInstance, "get_runs_count", ["self", "filters"]),
        (DagsterInstance, "get_latest_storage_id_by_partition", ["self", "asset_key", "event_type"]),
        (DagsterInstance, "all_asset_keys", ["self"]),
        (DagsterInstance, "all_instigator_state", ["self"]),
        (DagsterInstance, "get_daemon_statuses", ["self"]),
        (DagsterInstance, "add_run_tags", ["self", "run_id"]),
        (EventLogStorage, "get_event_records", ["self", "event_records_filter", "limit"]),
        (EventLogStorage, "get_concurrency_run_ids", ["self"]),
        (EventLogStorage, "get_asset_check_execution_history", ["self", "check_key", "limit", "cursor"]),
        (EventLogStorage, "get_asset_check_partition_info", ["self", "keys"]),
    ],
)
def test_methods_that_are_not_marked_as_public_take_what_they_are_given(owner: type, name: str, parameters: list[str]):
    method: Callable[..., object] | None = getattr(owner, name, None)
    assert method is not None, f"{owner.__name__}.{name} is gone: see who calls it in pipelines/"
    given = list(inspect.signature(method).parameters)
    assert set(parameters) <= set(given), f"{owner.__name__}.{name} takes {given}: see who calls it in pipelines/"


@pytest.mark.parametrize("name", ["run_monitoring_settings", "compute_log_manager", "event_log_storage"])
def test_properties_that_are_not_marked_as_public_are_there(name: str):
    assert isinstance(getattr(DagsterInstance, name, None), property), f"see who reads {name} in pipelines/"


def test_the_launcher_for_celery_keeps_its_app_and_the_tag_of_its_task():
    source = inspect.getsource(CeleryRunLauncher)
    assert "self.celery = " in source, "see pipelines/launchers/celery.py"
    assert "DAGSTER_CELERY_TASK_ID_TAG: result.task_id" in source, "see pipelines/launchers/celery.py"


def test_run_monitoring_takes_the_answers_of_the_launchers():
    assert CheckRunHealthResult._fields[:2] == ("status", "msg"), "see pipelines/launchers/health.py"
    assert {"RUNNING", "NOT_FOUND"} <= set(WorkerStatus.__members__), "see pipelines/launchers/health.py"
    assert isinstance(RunLauncher.supports_check_run_worker_health, property), "see pipelines/launchers/local.py"


@pytest.mark.parametrize("place", [{"socket": "/a", "port": None}, {"socket": None, "port": 9}])
def test_the_default_launcher_writes_down_which_code_server_started_a_run(place: dict[str, Any]):
    result = serialize_value(StartRunResult(success=True, message=None, serializable_error_info=None))
    server = SimpleNamespace(host="localhost", use_ssl=False, start_run=lambda arguments: result, **place)
    tags: dict[str, str] = {}
    instance = SimpleNamespace(add_run_tags=lambda run_id, new: tags.update(new), get_ref=lambda: None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dagster._grpc.types.ExecuteExternalJobArgs", lambda **_: None)
        DefaultRunLauncher.launch_run_from_grpc_client(
            cast(dg.DagsterInstance, instance), dg.DagsterRun(job_name="any"), cast(Any, server)
        )
    assert CODE_SERVER_TAG == GRPC_INFO_TAG
    expected = {"host": "localhost"} | {key: value for key, value in place.items() if value is not None}
    assert json.loads(tags[CODE_SERVER_TAG]) == expected, "see pipelines/launchers/local.py"


def test_the_statuses_of_runs_are_split_as_dagster_splits_them():
    assert set(runs.ENDED) == set(FINISHED_STATUSES)
    assert set(runs.NOT_ENDED) == {*NOT_FINISHED_STATUSES, dg.DagsterRunStatus.MANAGED}


def test_checks_with_a_result_are_those_that_dagster_calls_completed():
    completed = {status.value for status in COMPLETED_ASSET_CHECK_EXECUTION_RECORD_STATUSES}
    assert set(retention._WITH_RESULT) <= completed, "see pipelines/retention.py"
