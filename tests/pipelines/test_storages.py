"""Dagster's storages with connections that stay open: the same events at the same places, whoever comes and goes."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dagster as dg
import psycopg2
import pytest
import yaml

from tests.servers.dagster import Deployment, local
from tests.servers.postgres import Postgres

KEYS = ("a", "b")
partitions = dg.DynamicPartitionsDefinition(name="some")


@dg.asset(partitions_def=partitions, backfill_policy=dg.BackfillPolicy.single_run())
def numbers(context: dg.AssetExecutionContext) -> None:
    """Made for some partitions."""


job = dg.Definitions([numbers]).resolve_implicit_global_asset_job_def()
RANGE = {"dagster/asset_partition_range_start": KEYS[0], "dagster/asset_partition_range_end": KEYS[-1]}


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def deployment(request: pytest.FixtureRequest, tmp_path: Path) -> Deployment:
    if request.param == "SQLite":
        return local(tmp_path, "")
    url = request.getfixturevalue("postgres").new_database().replace("postgresql://", "postgresql+psycopg2://")
    storage = {"module": "pipelines.storages.postgres", "class": "OpenPostgresStorage"}
    return local(tmp_path, "", {"storage": {"custom": {**storage, "config": {"postgres_url": url}}}})


@contextmanager
def plain(deployment: Deployment) -> Iterator[dg.DagsterInstance]:
    """Open the same home with Dagster's own storage."""
    place = deployment.folder / "home" / "dagster.yaml"
    configuration = yaml.safe_load(place.read_text())
    config = configuration.pop("storage")["custom"]["config"]
    own = {"storage": {"postgres": config}} if "postgres_url" in config else {}
    place.write_text(yaml.safe_dump(configuration | own))
    with deployment.instance() as instance:
        yield instance


def make(instance: dg.DagsterInstance) -> str:
    instance.add_dynamic_partitions("some", list(KEYS))
    return job.execute_in_process(instance=instance, tags=RANGE).run_id


def told(instance: dg.DagsterInstance, run_id: str) -> tuple[Any, ...]:
    """All that Dagster knows of a run and of the partitions that it made."""
    records = instance.get_records_for_run(run_id).records
    latest = instance.get_latest_data_version_record(numbers.key, partition_key=KEYS[0])
    status = instance.get_status_by_partition(numbers.key, KEYS, partitions)
    return (
        [record.event_log_entry for record in records],
        latest,
        status,
        instance.get_materialized_partitions(numbers.key),
    )


def test_dagsters_own_storage_reads_what_they_wrote(deployment: Deployment):
    with deployment.instance() as instance:
        ours = told(instance, run_id := make(instance))
        assert type(instance.event_log_storage).__name__.startswith("Open")
    with plain(deployment) as instance:
        assert told(instance, run_id) == ours


def test_a_deleted_run_leaves_nothing_behind(deployment: Deployment):
    with deployment.instance() as instance:
        run_id = make(instance)
        instance.delete_run(run_id)
        assert instance.get_records_for_run(run_id).records == []
        assert instance.get_materialized_partitions(numbers.key) == set()


def test_a_pool_that_two_runs_make_known_is_known(deployment: Deployment):
    with deployment.instance() as instance:
        log = instance.event_log_storage
        assert [log.initialize_concurrency_limit_to_default("http") for _ in range(2)] == [True, True]
        assert log.get_concurrency_keys() == {"http"}


def test_who_looks_at_many_runs_holds_two_files(tmp_path: Path):
    with local(tmp_path, "").instance() as instance:
        runs = [make(instance) for _ in range(4)]
        for run_id in runs:
            instance.get_records_for_run(run_id)
        opened = [place.resolve() for place in Path("/proc/self/fd").iterdir()]
    held = {place.stem for place in opened if place.is_relative_to(tmp_path) and place.suffix == ".db"}
    assert held & {"index", *runs} == {"index", runs[-1]}


def test_a_connection_that_the_server_ended_is_made_anew(postgres: Postgres, tmp_path: Path):
    url = postgres.new_database()
    config = {"postgres_url": url.replace("postgresql://", "postgresql+psycopg2://")}
    storage = {"module": "pipelines.storages.postgres", "class": "OpenPostgresStorage", "config": config}
    with local(tmp_path, "", {"storage": {"custom": storage}}).instance() as instance:
        make(instance)
        with psycopg2.connect(url) as connection, connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            assert cursor.fetchone() == (1,)
        connection.close()
        make(instance)
        assert instance.get_materialized_partitions(numbers.key) == set(KEYS)
