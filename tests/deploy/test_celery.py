"""Celery workers, PostgreSQL and Redis as real processes: the outputs of one machine, and nobody asked twice.

Runs are launched here as the daemon launches them; with the daemon, and with four workers, `make faults`.
"""

from collections import Counter
from pathlib import Path

import dagster as dg
import pytest
from dagster._core.definitions.reconstruct import ReconstructableJob, ReconstructableRepository
from dagster._core.launcher import LaunchRunContext

from pipelines.definitions import defs
from pipelines.partitions import buckets
from tests.servers.dagster import Deployment, celery, reference
from tests.servers.papers import settings_for, web_of, write_papers
from tests.servers.postgres import Postgres
from tests.servers.processes import wait_until
from tests.servers.redis import Redis
from tests.snapshots import snapshot
from tests.web.server import Web

DOCUMENTS = 4


def launch(deployment: Deployment, job_name: str, *tags: dict[str, str], only: dg.AssetKey | None = None) -> None:
    """Hand runs of a job, or of one asset of it, to Celery at the same moment; wait until all have ended well."""
    with deployment.instance() as instance:
        repository = ReconstructableRepository.for_module("pipelines.definitions", "defs")
        origin = ReconstructableJob(repository, job_name).get_python_origin()
        selection = frozenset({only}) if only else None
        job = defs.resolve_job_def(job_name).get_subset(asset_selection=selection)
        runs = [
            instance.create_run_for_job(job, tags=some, asset_selection=selection, job_code_origin=origin)
            for some in tags
        ]
        for run in runs:
            instance.run_launcher.launch_run(LaunchRunContext(dagster_run=run, workspace=None))

        def states() -> set[dg.DagsterRunStatus]:
            return {found.status for run in runs if (found := instance.get_run_by_id(run.run_id))}

        wait_until(lambda: states() <= {dg.DagsterRunStatus.SUCCESS, dg.DagsterRunStatus.FAILURE}, f"{job_name} ends")
        assert states() == {dg.DagsterRunStatus.SUCCESS}


def span(first: str, last: str) -> dict[str, str]:
    return {"dagster/asset_partition_range_start": first, "dagster/asset_partition_range_end": last}


def spans(keys: list[str], parts: int) -> list[dict[str, str]]:
    """Cut keys into so many ranges of partitions."""
    size = len(keys) // parts
    return [span(keys[start], keys[start + size - 1]) for start in range(0, len(keys), size)]


@pytest.mark.filterwarnings("ignore:Task name")  # the launcher registers its task anew for each run
@pytest.mark.parametrize("count", [2, pytest.param(4, marks=pytest.mark.faults)])
def test_workers_give_the_bytes_of_one_machine_and_ask_no_url_twice(
    postgres: Postgres, redis: Redis, tmp_path: Path, count: int
):
    write_papers(tmp_path / "raw", DOCUMENTS)
    documents = [f"paper-{number:04d}" for number in range(DOCUMENTS)]
    workers = [f"worker-{number}" for number in range(count)]
    history = postgres.new_database()
    with (
        Web(web_of(DOCUMENTS)) as web,
        celery(tmp_path, settings_for(web, history), postgres, redis) as deployment,
    ):
        for name in workers:
            deployment.worker(name)
        with deployment.instance() as instance:
            instance.add_dynamic_partitions("documents", documents)
        launch(deployment, "ingest", *spans(documents, count))
        launch(deployment, "publish", {}, only=dg.AssetKey(["links", "cited_urls"]))
        launch(deployment, "check_links", *spans(list(buckets.get_partition_keys()), count))
        launch(deployment, "publish", {})
        assert all("succeeded" in deployment.log(name) for name in workers)
        asked = Counter((request.host, request.target) for request in web.requests)
        assert (set(asked.values()), set(web.highest_at_once.values())) == ({1}, {1})
        assert snapshot(tmp_path / "processed") == reference(tmp_path)
