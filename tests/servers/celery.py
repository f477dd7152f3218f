"""Runs handed to Celery workers as the daemon hands them over, without a daemon."""

from collections.abc import Sequence

import dagster as dg
from dagster._core.definitions.reconstruct import ReconstructableJob, ReconstructableRepository
from dagster._core.launcher import LaunchRunContext

from pipelines.definitions import defs
from pipelines.partitions import buckets, range_tags
from tests.servers.dagster import Deployment
from tests.servers.processes import wait_until

SECONDS = 600.0


def make_corpus(deployment: Deployment, documents: Sequence[str], parts: int) -> None:
    """Read documents, ask their links and publish, with so many runs at once where runs can be cut."""
    with deployment.instance() as instance:
        instance.add_dynamic_partitions("documents", documents)
    launch(deployment, "ingest", *spans(documents, parts))
    launch(deployment, "publish", {}, only=dg.AssetKey(["links", "cited_urls"]))
    launch(deployment, "check_links", *spans(buckets.get_partition_keys(), parts))
    launch(deployment, "publish", {})


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

        ended = {dg.DagsterRunStatus.SUCCESS, dg.DagsterRunStatus.FAILURE}
        wait_until(lambda: states() <= ended, f"{job_name} ends", seconds=SECONDS)
        if states() != {dg.DagsterRunStatus.SUCCESS}:
            raise RuntimeError(f"a run of {job_name} failed; the logs of the workers in {deployment.folder} say why")


def spans(keys: Sequence[str], parts: int) -> list[dict[str, str]]:
    """Cut keys into at most so many ranges of partitions."""
    size = -(-len(keys) // parts)
    return [range_tags(keys[first], keys[min(first + size, len(keys)) - 1]) for first in range(0, len(keys), size)]
