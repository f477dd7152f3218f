"""Dagster schedules what the library decides: same bytes, one bad file hurts nobody, a dropped PDF is noticed."""

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest
from dagster._core.utils import make_new_run_id

from cetingest import ingest
from cetingest.datasets import CHECKS, TABLES, TableCheck
from cetingest.errors import StorageError
from cetingest.ingest import documents as ingestion
from cetingest.settings import Settings, override
from pipelines.assets.datasets import PUBLISHED
from pipelines.assets.documents import citations, extracted, findings
from pipelines.definitions import build_defs, defs
from pipelines.failures import RETRIES
from pipelines.partitions import buckets, range_tags, ranges
from pipelines.resources import Ingest
from pipelines.schedules import nightly_links
from pipelines.sensors import raw_folder
from tests.snapshots import snapshot

RAW = Path(__file__).parent.parent.parent / "raw"
DOCUMENT_ID = "ceti-2025-japan-report"


@pytest.fixture
def instance() -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.ephemeral() as ephemeral:
        yield ephemeral


@pytest.fixture
def resource(tmp_path: Path) -> Ingest:
    """Folders of its own with the Japan report in raw/, asking nobody."""
    shutil.copytree(RAW, tmp_path / "raw")
    (tmp_path / "cetingest.toml").write_text("[links]\nis_offline = true\n")
    return Ingest(
        config=str(tmp_path / "cetingest.toml"), raw=str(tmp_path / "raw"), processed=str(tmp_path / "processed")
    )


def tick(instance: dg.DagsterInstance, resource: Ingest, cursor: str | None = None) -> dg.SensorResult | dg.SkipReason:
    """Evaluate the sensor and register the partitions that it asks for."""
    context = dg.build_sensor_context(instance=instance, resources={"cetingest": resource}, cursor=cursor)
    result = raw_folder(context)
    for request in getattr(result, "dynamic_partitions_requests", None) or []:
        if isinstance(request, dg.AddDynamicPartitionsRequest):
            instance.add_dynamic_partitions(request.partitions_def_name, list(request.partition_keys))
        else:
            for key in request.partition_keys:
                instance.delete_dynamic_partition(request.partitions_def_name, key)
    return result


def settled(instance: dg.DagsterInstance, resource: Ingest, cursor: str | None = None) -> dg.SensorResult:
    """Look twice, as a file must be seen twice the same; return what the second look asks for."""
    tick(instance, resource, cursor)
    result = tick(instance, resource, cursor)
    assert isinstance(result, dg.SensorResult)
    return result


def asked(result: dg.SensorResult) -> list[tuple[str | None, str, str]]:
    return [
        (
            request.job_name,
            request.tags.get("dagster/asset_partition_range_start", ""),
            request.tags.get("dagster/asset_partition_range_end", ""),
        )
        for request in result.run_requests or []
    ]


def run(
    instance: dg.DagsterInstance, resource: Ingest, job: str, tags: dict[str, str] | None = None
) -> dg.ExecuteInProcessResult:
    definition = build_defs(resource).resolve_job_def(job)
    return definition.execute_in_process(instance=instance, tags=tags, raise_on_error=False)


def ingest_all(instance: dg.DagsterInstance, resource: Ingest) -> dg.ExecuteInProcessResult:
    (request,) = settled(instance, resource).run_requests or []
    return run(instance, resource, "ingest", dict(request.tags))


def publish_all(instance: dg.DagsterInstance, resource: Ingest) -> dg.ExecuteInProcessResult:
    """Ingest, ask the links, publish: what automation asks for by and by."""
    ingest_all(instance, resource)
    run(instance, resource, "publish")
    keys = buckets.get_partition_keys()
    assert run(instance, resource, "check_links", range_tags(keys[0], keys[-1])).success
    return run(instance, resource, "publish")


def failed_checks(result: dg.ExecuteInProcessResult) -> list[str]:
    return sorted(e.check_name for e in result.get_asset_check_evaluations() if not e.passed)


# --- the whole ------------------------------------------------------------------------------------------------------


def test_the_code_location_loads():
    dg.Definitions.validate_loadable(defs)


def test_there_are_six_groups_in_the_order_of_the_flow():
    groups = {spec.group_name for spec in defs.resolve_all_asset_specs()}
    assert groups == {"extract", "citations", "links", "findings", "datasets", "report"}


def test_the_assets_and_the_command_line_give_the_same_bytes(
    instance: dg.DagsterInstance, resource: Ingest, tmp_path: Path
):
    settings = override(Settings(), "storage", raw=str(tmp_path / "raw"), processed=str(tmp_path / "by-command-line"))
    ingest.run(override(settings, "links", is_offline=True))
    assert publish_all(instance, resource).success
    assert snapshot(tmp_path / "processed") == snapshot(tmp_path / "by-command-line")


def test_every_check_of_a_good_document_is_green(instance: dg.DagsterInstance, resource: Ingest):
    result = publish_all(instance, resource)
    assert (result.success, failed_checks(result)) == (True, [])
    assert len(result.get_asset_check_evaluations()) > 20


# --- failures -------------------------------------------------------------------------------------------------------


def test_one_bad_file_is_named_by_its_run_and_by_a_check_and_the_others_are_published(
    instance: dg.DagsterInstance, resource: Ingest, tmp_path: Path
):
    (tmp_path / "raw" / "broken.pdf").write_bytes(b"no PDF")
    result = ingest_all(instance, resource)
    (failure,) = [e for e in result.all_events if e.event_type is dg.DagsterEventType.STEP_FAILURE]
    assert "1 of 2 document(s) failed, the others are done: broken.pdf" in failure.step_failure_data.error.message
    for key in (extracted.key, citations.key, findings.key):
        assert instance.get_materialized_partitions(key) == {DOCUMENT_ID}
    [seen] = instance.fetch_observations(
        dg.AssetRecordsFilter(asset_key=extracted.key, asset_partitions=["broken"]), limit=5
    ).records
    assert "broken.pdf: the file is no PDF" in str(seen.asset_observation.metadata["why it failed"].value)
    assert seen.asset_observation.metadata["tried again"].value == "when its bytes change"
    tags = instance.get_runs()[0].tags
    assert (tags["cetingest/done"], tags["cetingest/failed"]) == ("1", "1")
    published = run(instance, resource, "publish")
    assert (published.success, failed_checks(published)) == (True, ["every_document_was_read"])


def test_a_bad_file_is_asked_for_once_and_again_when_it_is_mended(
    instance: dg.DagsterInstance, resource: Ingest, tmp_path: Path
):
    (tmp_path / "raw" / "broken.pdf").write_bytes(b"no PDF")
    result = settled(instance, resource)
    run(instance, resource, "ingest", dict((result.run_requests or [])[0].tags))
    assert all(isinstance(tick(instance, resource, result.cursor), dg.SkipReason) for _ in range(6))
    shutil.copy(RAW / f"{DOCUMENT_ID}.pdf", tmp_path / "raw" / "broken.pdf")
    healed = settled(instance, resource, result.cursor)
    assert asked(healed) == [("ingest", "broken", "broken")]
    assert run(instance, resource, "ingest", dict((healed.run_requests or [])[0].tags)).success


def test_what_may_pass_is_tried_again_and_what_was_done_is_not_done_again(
    instance: dg.DagsterInstance,
    resource: Ingest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    retries_at_once: None,
):
    shutil.copy(RAW / f"{DOCUMENT_ID}.pdf", tmp_path / "raw" / "other.pdf")
    sound, cited = ingestion.cite_one, []

    def fails_once(document_id: str, *others: object) -> object:
        cited.append(document_id)
        if cited.count("other") == 1 and document_id == "other":
            raise StorageError("other: no space left on device; check space and permissions, then run again")
        return sound(document_id, *others)

    monkeypatch.setattr(ingestion, "cite_one", fails_once)
    result = ingest_all(instance, resource)
    assert (result.success, cited) == (True, [DOCUMENT_ID, "other", "other"])


def test_what_a_killed_run_left_is_asked_for_again(instance: dg.DagsterInstance, resource: Ingest):
    result = settled(instance, resource)
    later = [tick(instance, resource, result.cursor) for _ in range(3)]
    assert [asked(one) if isinstance(one, dg.SensorResult) else [] for one in later] == [
        [],
        [],
        [("ingest", DOCUMENT_ID, DOCUMENT_ID)],
    ]


@pytest.mark.parametrize(
    "status", [dg.DagsterRunStatus.NOT_STARTED, dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.STARTED]
)
def test_nothing_is_asked_for_again_while_a_run_over_documents_waits_or_works(
    instance: dg.DagsterInstance, resource: Ingest, status: dg.DagsterRunStatus
):
    cursor = settled(instance, resource).cursor
    instance.add_run(dg.DagsterRun(job_name="ingest", run_id=make_new_run_id(), status=status))
    assert all(isinstance(tick(instance, resource, cursor), dg.SkipReason) for _ in range(6))


# --- the sensor -----------------------------------------------------------------------------------------------------


def test_a_new_pdf_is_asked_for_once(instance: dg.DagsterInstance, resource: Ingest):
    first = settled(instance, resource)
    assert asked(first) == [("ingest", DOCUMENT_ID, DOCUMENT_ID)]
    assert isinstance(tick(instance, resource, first.cursor), dg.SkipReason)


def test_a_pdf_that_changes_and_changes_back_is_asked_for_each_time(
    instance: dg.DagsterInstance, resource: Ingest, tmp_path: Path
):
    path = tmp_path / "raw" / f"{DOCUMENT_ID}.pdf"
    cursor, found = None, []
    for content in (b"one", b"three", b"one"):
        path.write_bytes(content)
        result = settled(instance, resource, cursor)
        cursor = result.cursor
        found.append(asked(result))
    assert found == [[("ingest", DOCUMENT_ID, DOCUMENT_ID)]] * 3


def test_a_touched_pdf_is_observed_and_not_asked_for(instance: dg.DagsterInstance, resource: Ingest, tmp_path: Path):
    first = settled(instance, resource)
    (tmp_path / "raw" / f"{DOCUMENT_ID}.pdf").touch()
    again = settled(instance, resource, first.cursor)
    assert (asked(again), [event.partition for event in again.asset_events]) == ([], [DOCUMENT_ID])


def test_a_pdf_that_is_taken_away_is_withdrawn_and_the_rest_published(
    instance: dg.DagsterInstance, resource: Ingest, tmp_path: Path
):
    (tmp_path / "raw" / "other.pdf").write_bytes(b"one")
    first = settled(instance, resource)
    (tmp_path / "raw" / "other.pdf").unlink()
    assert asked(settled(instance, resource, first.cursor)) == [("publish", "", "")]
    assert instance.get_dynamic_partitions("documents") == [DOCUMENT_ID]


def test_many_new_pdfs_are_asked_for_in_chunks_of_50(instance: dg.DagsterInstance, resource: Ingest, tmp_path: Path):
    for number in range(119):
        (tmp_path / "raw" / f"d{number:03}.pdf").write_bytes(str(number).encode())
    assert len(asked(settled(instance, resource))) == 3


def test_what_cannot_be_read_stops_no_other_from_being_asked_for(
    instance: dg.DagsterInstance, resource: Ingest, tmp_path: Path
):
    (tmp_path / "raw" / "dir.pdf").mkdir()
    (tmp_path / "raw" / "gone.pdf").symlink_to("nowhere.pdf")
    assert asked(settled(instance, resource)) == [("ingest", DOCUMENT_ID, "gone")]
    assert set(instance.get_dynamic_partitions("documents")) == {DOCUMENT_ID, "dir", "gone"}


def test_a_missing_raw_folder_skips_the_tick_with_the_reason(instance: dg.DagsterInstance, tmp_path: Path):
    result = tick(instance, Ingest(raw=str(tmp_path / "nowhere")))
    assert isinstance(result, dg.SkipReason)
    assert "nowhere" in str(result.skip_message)


@pytest.mark.parametrize(
    ("wanted", "cut"),
    [
        ([], []),
        (["c"], [("c", "c")]),
        (["a", "b", "c"], [("a", "c")]),
        (["a", "b", "c", "d"], [("a", "c"), ("d", "d")]),
        (["a", "c"], [("a", "c")]),
        (["a", "f"], [("a", "a"), ("f", "f")]),
        (["f", "a", "b"], [("a", "b"), ("f", "f")]),
    ],
)
def test_wanted_keys_are_cut_into_ranges_of_at_most_three(wanted: list[str], cut: list[tuple[str, str]]):
    assert ranges(wanted, list("abcdef"), 3) == cut


def test_each_night_all_buckets_are_asked_for_once(instance: dg.DagsterInstance):
    night = dt.datetime(2026, 1, 2, 3, tzinfo=dt.UTC)
    context = dg.build_schedule_context(instance=instance, scheduled_execution_time=night)
    requests = list(nightly_links(context) or [])
    assert [(r.run_key, r.tags["dagster/asset_partition_range_end"]) for r in requests] == [
        ("2026-01-02T03:00 00-63", "63")
    ]


def test_a_document_that_failed_keeps_the_corpus_from_nothing(instance: dg.DagsterInstance, resource: Ingest):
    """What automation asks for, tick by tick: the URLs, then their fetches, then everything that is published."""
    definitions = build_defs(resource)
    instance.add_dynamic_partitions("documents", ["good", "bad"])
    first = dg.evaluate_automation_conditions(defs=definitions, instance=instance)
    for key in (extracted.key, citations.key, findings.key):
        instance.report_runless_asset_event(dg.AssetMaterialization(key, partition="good"))
    found = []
    cursor = first.cursor
    for made in ([], [("links/cited_urls", None)], [("links/fetches", key) for key in buckets.get_partition_keys()]):
        for key, partition in made:
            instance.report_runless_asset_event(
                dg.AssetMaterialization(dg.AssetKey(key.split("/")), partition=partition)
            )
        result = dg.evaluate_automation_conditions(defs=definitions, instance=instance, cursor=cursor)
        cursor = result.cursor
        found.append({r.key.path[0] for r in result.results if r.true_subset.size})
    assert found == [{"links"}, {"links"}, {"datasets", "exports", "report"}]


def asked_by_automation(
    definitions: dg.Definitions, instance: dg.DagsterInstance, cursor: object
) -> tuple[set[str], object]:
    result = dg.evaluate_automation_conditions(defs=definitions, instance=instance, cursor=cursor)  # type: ignore[arg-type]
    return {r.key.to_user_string() for r in result.results if r.true_subset.size}, result.cursor


@pytest.mark.parametrize("passed", [True, False])
def test_exports_and_report_follow_tables_only_when_their_blocking_checks_passed(
    instance: dg.DagsterInstance, resource: Ingest, monkeypatch: pytest.MonkeyPatch, passed: bool
):
    definitions = build_defs(resource)
    _, cursor = asked_by_automation(definitions, instance, None)
    results = [
        TableCheck(table=table.name, check=check.name, passed=passed or table.name != "verdicts", failures=0)
        for table in TABLES
        for check in CHECKS
    ]
    monkeypatch.setattr("pipelines.asset_checks.tables.check_tables", lambda _: results)
    job = definitions.resolve_implicit_global_asset_job_def()
    job.execute_in_process(asset_selection=PUBLISHED, instance=instance, raise_on_error=False)
    asked_for, _ = asked_by_automation(definitions, instance, cursor)
    assert ({"exports/files", "report/pages"} <= asked_for) is passed


def test_a_document_that_newly_failed_is_published_as_failed_without_waiting_for_the_night(
    instance: dg.DagsterInstance, resource: Ingest, tmp_path: Path
):
    ingest_all(instance, resource)
    definitions = build_defs(resource)
    _, cursor = asked_by_automation(definitions, instance, None)
    _, cursor = asked_by_automation(definitions, instance, cursor)
    (tmp_path / "raw" / "broken.pdf").write_bytes(b"no PDF")
    (request,) = settled(instance, resource, "1").run_requests or []
    assert not run(instance, resource, "ingest", dict(request.tags)).success
    found = []
    for _ in range(2):
        asked_for, cursor = asked_by_automation(definitions, instance, cursor)
        found.append("links/cited_urls" in asked_for)
    assert found == [True, False]


def test_what_may_pass_is_tried_again_after_the_waits_that_the_page_of_operations_names():
    assert [RETRIES.calculate_delay(attempt) for attempt in (1, 2, 3)] == [10, 30, 70]
