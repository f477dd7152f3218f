"""Dagster without its daemon: looks of the sensor and runs one after the other, in this process."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg

from pipelines.assets.documents import findings
from pipelines.definitions import build_defs
from pipelines.partitions import buckets, range_tags
from pipelines.resources import Ingest
from pipelines.sensors import raw_folder
from tests.servers.dagster import reference
from tests.snapshots import snapshot

_LOOKS = 24
"""A failure that may pass is asked for after 2, 4, 8, ... looks: enough for three rounds."""


class Operator:
    """Does what daemon, queue and workers do."""

    def __init__(self, folder: Path, instance: dg.DagsterInstance, raw: str | None, processed: str | None) -> None:
        self.folder, self.instance = folder, instance
        self.resource = Ingest(
            config=str(folder / "cetingest.toml"),
            raw=raw or str(folder / "raw"),
            processed=processed or str(folder / "processed"),
        )
        self.cursor: str | None = None
        self.requested: list[tuple[str, bool]] = []
        """Job and whether it ended well."""

    def look(self) -> list[dg.RunRequest]:
        """Let the sensor look once; return what it asks for."""
        context = dg.build_sensor_context(
            instance=self.instance, resources={"cetingest": self.resource}, cursor=self.cursor
        )
        result = raw_folder(context)
        if isinstance(result, dg.SkipReason):
            return []
        for request in result.dynamic_partitions_requests or []:
            if isinstance(request, dg.AddDynamicPartitionsRequest):
                self.instance.add_dynamic_partitions(request.partitions_def_name, list(request.partition_keys))
            else:
                for key in request.partition_keys:
                    self.instance.delete_dynamic_partition(request.partitions_def_name, key)
        self.cursor = result.cursor
        return list(result.run_requests or [])

    def run(self, job: str, tags: dict[str, str] | None = None) -> dg.ExecuteInProcessResult:
        definition = build_defs(self.resource).resolve_job_def(job)
        result = definition.execute_in_process(instance=self.instance, tags=tags, raise_on_error=False)
        self.requested.append((job, result.success))
        return result

    def carry_on(self, *, until: Callable[[], bool] = lambda: False) -> None:
        """Look and run what is asked for, again and again."""
        for _ in range(_LOOKS):
            for request in self.look():
                self.run(request.job_name or "", dict(request.tags))
            if until():
                return

    def publish(self) -> None:
        """What automation asks for after documents were read, and again after links were asked."""
        keys = buckets.get_partition_keys()
        for job, tags in (("publish", None), ("check_links", range_tags(keys[0], keys[-1])), ("publish", None)):
            assert self.run(job, tags).success

    def assert_whole(self, document_ids: set[str]) -> None:
        """No partition is missing; the outputs are those of an undisturbed run over the same PDFs and history."""
        assert set(self.instance.get_dynamic_partitions("documents")) >= document_ids
        assert self.instance.get_materialized_partitions(findings.key) >= document_ids
        assert snapshot(self.folder / "processed") == reference(self.folder)


@contextmanager
def operator(folder: Path, settings: str, raw: str | None = None, processed: str | None = None) -> Iterator[Operator]:
    """Set up a working folder; raw/ and processed/ lie in it unless they are said to lie elsewhere."""
    (folder / "raw").mkdir(exist_ok=True)
    (folder / "cetingest.toml").write_text(settings)
    with dg.DagsterInstance.ephemeral() as instance:
        yield Operator(folder, instance, raw, processed)
