"""The sensor on raw/.

Here: noticing new and changed PDFs and asking for runs. Not here: reading them.
"""

import json

import dagster as dg
from upath import UPath

from cetingest.errors import InputError
from cetingest.storage import sha256_of
from pipelines.assets.extract import raw_documents
from pipelines.jobs import ingest_job
from pipelines.partitions import DOCUMENTS_PER_RUN, documents
from pipelines.resources import Ingest


@dg.sensor(job=ingest_job, minimum_interval_seconds=30, default_status=dg.DefaultSensorStatus.RUNNING)
def raw_folder(context: dg.SensorEvaluationContext, cetingest: Ingest) -> dg.SensorResult | dg.SkipReason:
    """Register a partition per PDF, record its SHA-256 as data version, ask for runs of up to 50 new documents.

    The cursor maps document_id to SHA-256, so a file's time does not matter and a touched file asks for nothing.
    """
    seen: dict[str, str] = json.loads(context.cursor or "{}")
    try:
        present = {key: _digest(path) for key, path in cetingest.storage.pdf_paths().items()}
    except InputError as error:
        return dg.SkipReason(str(error))
    changed = {key: digest for key, digest in present.items() if seen.get(key) != digest}
    if not changed:
        return dg.SkipReason(f"nothing new among {len(present)} PDF(s) in {cetingest.storage.raw}")
    fresh = [key for key in changed if not context.instance.has_dynamic_partition(str(documents.name), key)]
    return dg.SensorResult(
        run_requests=_requests(fresh, list(changed)),
        cursor=json.dumps(present),
        dynamic_partitions_requests=[documents.build_add_request(fresh)] if fresh else [],
        asset_events=[
            dg.AssetObservation(raw_documents.key, partition=key, tags={"dagster/data_version": digest})
            for key, digest in changed.items()
        ],
    )


def _digest(path: UPath) -> str:
    """Return the SHA-256 of a file; what cannot be read is a document too, one that fails until it changes."""
    try:
        return sha256_of(path)
    except InputError as error:
        return f"unreadable: {error}"


def _requests(fresh: list[str], changed: list[str]) -> list[dg.RunRequest]:
    """Ask for ranges of new keys, which are contiguous in the order of registration, and singly for changed ones.

    Requests have no run_key: Dagster would remember it for ever and silently drop a file that changes back, while a
    run asked for twice only writes the same bytes again.
    """
    ranges = [fresh[start : start + DOCUMENTS_PER_RUN] for start in range(0, len(fresh), DOCUMENTS_PER_RUN)]
    ranges += [[key] for key in changed if key not in fresh]
    return [
        dg.RunRequest(
            tags={"dagster/asset_partition_range_start": keys[0], "dagster/asset_partition_range_end": keys[-1]},
        )
        for keys in ranges
    ]
