"""Group links: every cited URL of the corpus, fetched once for all documents that cite it.

Here: gathering URLs in buckets, fetching what is due of a bucket. Not here: politeness, ages, verdicts
(cetingest.links).
"""

import dagster as dg

from cetingest import ingest
from pipelines.assets.documents import citations
from pipelines.automation import when_settled
from pipelines.failures import RETRIES
from pipelines.metadata import stopwatch
from pipelines.partitions import bucket_chunks, buckets
from pipelines.resources import Ingest


@dg.asset(
    key=["links", "cited_urls"],
    group_name="links",
    deps=[dg.AssetDep(citations, partition_mapping=dg.AllPartitionMapping())],
    automation_condition=when_settled(is_first=True),
    retry_policy=RETRIES,
    kinds={"json"},
)
def cited_urls(cetingest: Ingest) -> dg.MaterializeResult[None]:
    """One file per bucket of registrable domains: the distinct URLs that the corpus cites, and what cites them."""
    seconds = stopwatch()
    gathered = ingest.gather_cited_urls(cetingest.storage)
    return dg.MaterializeResult(
        metadata={
            "dagster/row_count": gathered.urls,
            "buckets in use": len(gathered.by_bucket),
            "largest bucket": max(gathered.by_bucket.values(), default=0),
            "seconds": seconds(),
        }
    )


@dg.asset(
    key=["links", "fetches"],
    group_name="links",
    deps=[cited_urls],
    partitions_def=buckets,
    backfill_policy=bucket_chunks,
    automation_condition=when_settled(),
    retry_policy=RETRIES,
    pool="http",
    kinds={"http"},
)
def fetches(context: dg.AssetExecutionContext, cetingest: Ingest) -> dg.MaterializeResult[None]:
    """One row per answer of a server, kept for ever in history.db; only URLs whose last answer is too old are asked."""
    numbers = [int(key) for key in context.partition_keys]
    seconds = stopwatch()
    summary = ingest.fetch_links(cetingest.storage, cetingest.settings, buckets=numbers)
    return dg.MaterializeResult(
        metadata={
            "asked": summary.asked,
            "answered": summary.answered,
            "known well enough": summary.reused,
            "without an answer": summary.asked - summary.answered,
            "why nobody was asked": summary.network_fault or "-",
            "seconds": seconds(),
        }
    )
