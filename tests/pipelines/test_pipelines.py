"""Dagster schedules what the library decides: same bytes, one bad file hurts nobody, a dropped PDF is noticed."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from cetingest import ingest
from cetingest.settings import Settings, override
from pipelines.definitions import build_defs, defs
from pipelines.resources import Ingest
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
        instance.add_dynamic_partitions(request.partitions_def_name, list(request.partition_keys))
    return result


def run(instance: dg.DagsterInstance, resource: Ingest, tags: dict[str, str]) -> dg.ExecuteInProcessResult:
    job = build_defs(resource).resolve_job_def("ingest")
    return job.execute_in_process(instance=instance, tags=tags, raise_on_error=False)


def ingest_all(instance: dg.DagsterInstance, resource: Ingest) -> dg.ExecuteInProcessResult:
    result = tick(instance, resource)
    assert isinstance(result, dg.SensorResult)
    (request,) = result.run_requests or []
    return run(instance, resource, dict(request.tags))


def failed_checks(result: dg.ExecuteInProcessResult) -> list[str]:
    return sorted(e.check_name for e in result.get_asset_check_evaluations() if not e.passed)


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
    assert ingest_all(instance, resource).success
    assert snapshot(tmp_path / "processed") == snapshot(tmp_path / "by-command-line")


def test_every_check_of_a_good_document_is_green(instance: dg.DagsterInstance, resource: Ingest):
    result = ingest_all(instance, resource)
    assert (result.success, failed_checks(result)) == (True, [])
    assert len(result.get_asset_check_evaluations()) > 20


def test_one_bad_file_is_named_by_a_check_and_the_others_are_published(
    instance: dg.DagsterInstance, resource: Ingest, tmp_path: Path
):
    (tmp_path / "raw" / "broken.pdf").write_bytes(b"no PDF")
    result = ingest_all(instance, resource)
    assert (result.success, failed_checks(result)) == (True, ["every_document_was_read"])
    assert instance.get_materialized_partitions(dg.AssetKey(["documents", "extracted"])) == {"broken", DOCUMENT_ID}


def test_a_new_pdf_is_asked_for_once(instance: dg.DagsterInstance, resource: Ingest):
    first = tick(instance, resource)
    assert isinstance(first, dg.SensorResult)
    assert [r.tags["dagster/asset_partition_range_end"] for r in first.run_requests or []] == [DOCUMENT_ID]
    assert isinstance(tick(instance, resource, first.cursor), dg.SkipReason)


def test_a_pdf_that_changes_and_changes_back_is_asked_for_each_time(
    instance: dg.DagsterInstance, resource: Ingest, tmp_path: Path
):
    path = tmp_path / "raw" / "other.pdf"
    cursor, asked = None, []
    for content in (b"one", b"two", b"one"):
        path.write_bytes(content)
        result = tick(instance, resource, cursor)
        assert isinstance(result, dg.SensorResult)
        cursor = result.cursor
        asked.append(sorted({r.tags["dagster/asset_partition_range_end"] for r in result.run_requests or []}))
    assert asked == [["other"], ["other"], ["other"]]


def test_many_new_pdfs_are_asked_for_in_chunks_of_50(instance: dg.DagsterInstance, resource: Ingest, tmp_path: Path):
    for number in range(119):
        (tmp_path / "raw" / f"d{number:03}.pdf").write_bytes(str(number).encode())
    result = tick(instance, resource)
    assert isinstance(result, dg.SensorResult)
    assert len(result.run_requests or []) == 3


def test_what_cannot_be_read_stops_no_other_from_being_asked_for(
    instance: dg.DagsterInstance, resource: Ingest, tmp_path: Path
):
    (tmp_path / "raw" / "dir.pdf").mkdir()
    (tmp_path / "raw" / "gone.pdf").symlink_to("nowhere.pdf")
    result = tick(instance, resource)
    assert isinstance(result, dg.SensorResult)
    assert set(instance.get_dynamic_partitions("documents")) == {DOCUMENT_ID, "dir", "gone"}


def test_a_missing_raw_folder_skips_the_tick_with_the_reason(instance: dg.DagsterInstance, tmp_path: Path):
    result = tick(instance, Ingest(raw=str(tmp_path / "nowhere")))
    assert isinstance(result, dg.SkipReason)
    assert "nowhere" in str(result.skip_message)
