"""Checks in Dagster: broken tables keep back what follows, warnings come with numbers and a table, and stop nothing."""

from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from cetingest.datasets import CHECKS, TABLES, TableCheck
from cetingest.ingest import Corpus
from cetingest.watch import CORPUS_CHECKS
from pipelines.assets.datasets import table_key
from pipelines.definitions import build_defs
from pipelines.resources import Ingest
from tests.watch.corpora import publish, storage_in, unreadable, with_dead_citation


@pytest.fixture
def instance() -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.ephemeral() as ephemeral:
        yield ephemeral


@pytest.fixture
def resource(tmp_path: Path) -> Ingest:
    (tmp_path / "raw").mkdir()
    return Ingest(raw=str(tmp_path / "raw"), processed=str(tmp_path / "processed"))


def run(instance: dg.DagsterInstance, resource: Ingest, job: str) -> dg.ExecuteInProcessResult:
    definition = build_defs(resource).resolve_job_def(job)
    return definition.execute_in_process(instance=instance, raise_on_error=False)


def made(result: dg.ExecuteInProcessResult) -> set[str]:
    return {event.step_key for event in result.get_asset_materialization_events() if event.step_key}


def test_a_table_that_is_not_as_defined_keeps_exports_and_report_back(
    instance: dg.DagsterInstance, resource: Ingest, monkeypatch: pytest.MonkeyPatch
):
    broken = TableCheck(
        table="verdicts", check="keys_unique", passed=False, failures=2, example="verdict_id 'x' stands in 2 rows"
    )
    sound = [
        TableCheck(table=table.name, check=check.name, passed=True, failures=0) for table in TABLES for check in CHECKS
    ]
    others = [one for one in sound if (one.table, one.check) != (broken.table, broken.check)]
    with monkeypatch.context() as patched:
        patched.setattr("pipelines.asset_checks.tables.check_tables", lambda _: (broken, *others))
        result = run(instance, resource, "publish")
    assert (result.success, {"exports__files", "report__pages"} & made(result)) == (False, set())
    [failed] = [e for e in result.get_asset_check_evaluations() if not e.passed and e.blocking]
    assert (failed.asset_key, failed.severity) == (table_key("verdicts"), dg.AssetCheckSeverity.ERROR)
    assert failed.description == "2 failed, first: verdict_id 'x' stands in 2 rows"
    again = run(instance, resource, "publish")
    assert (again.success, {"exports__files", "report__pages"} <= made(again)) == (True, True)


def test_a_fault_of_the_corpus_warns_with_numbers_and_a_table_and_stops_nothing(
    instance: dg.DagsterInstance, resource: Ingest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    publish(storage_in(tmp_path), with_dead_citation(), unreadable(message="a | b <script>"))
    monkeypatch.setattr(Corpus, "__iter__", lambda _: pytest.fail("a dossier was read"))
    result = run(instance, resource, "check_corpus")
    assert result.success
    found = {e.check_name: e for e in result.get_asset_check_evaluations()}
    assert set(found) == {check.name for check in CORPUS_CHECKS}
    failed = found["every_document_was_read"]
    assert (failed.passed, failed.severity, failed.asset_key) == (
        False,
        dg.AssetCheckSeverity.WARN,
        table_key("documents"),
    )
    assert (failed.metadata["failed"].value, failed.metadata["documents"].value) == (1, 2)
    table = "| document | page | reason |\n|---|---|---|\n| broken.pdf | 3 | a \\| b &lt;script> |"
    assert failed.metadata["look at first"].value == table
    assert failed.description == f"Failed: 1 of 2 documents.\n\n{table}"
    assert found["no_document_comes_twice"].passed


def test_each_check_of_the_corpus_is_made_whenever_tables_are_published_and_once_a_day():
    definitions = build_defs()
    keys = {dg.AssetCheckKey(table_key(check.table), check.name) for check in CORPUS_CHECKS}
    for job in ("publish", "check_corpus"):
        assert keys <= set(definitions.resolve_job_def(job).asset_layer.asset_graph.asset_check_keys)
    schedule = definitions.resolve_schedule_def("daily_checks")
    assert (schedule.job_name, schedule.default_status) == ("check_corpus", dg.DefaultScheduleStatus.RUNNING)
