"""Partitions: one per document, one per bucket of cited URLs, and how many of each one run takes.

Here: the partitions definitions. Not here: who adds keys (`sensors`), which bucket a URL is in (cetingest.links).
"""

import dagster as dg

from cetingest.ingest import BUCKETS
from pipelines.resources import OPERATIONS

documents = dg.DynamicPartitionsDefinition(name="documents")
buckets = dg.StaticPartitionsDefinition([f"{number:02}" for number in range(BUCKETS)])

document_chunks = dg.BackfillPolicy.multi_run(max_partitions_per_run=OPERATIONS.documents_per_run)
bucket_chunks = dg.BackfillPolicy.multi_run(max_partitions_per_run=OPERATIONS.buckets_per_run)
"""Backfills and automation use the same chunks as the sensor and the schedule."""


def ranges(wanted: list[str], order: list[str], most: int) -> list[tuple[str, str]]:
    """Cut keys into ranges of at most `most` partitions, in the order of registration; return first and last of each.

    A range may hold keys that are not wanted: a run costs more than a document that is skipped.
    """
    place = {key: number for number, key in enumerate(order)}
    cut: list[tuple[str, str]] = []
    for key in sorted(wanted, key=place.__getitem__):
        if cut and place[key] - place[cut[-1][0]] < most:
            cut[-1] = (cut[-1][0], key)
        else:
            cut.append((key, key))
    return cut


def range_tags(first: str, last: str) -> dict[str, str]:
    """Return the tags that make a run take a range of partitions."""
    return {"dagster/asset_partition_range_start": first, "dagster/asset_partition_range_end": last}
