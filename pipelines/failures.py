"""What a run does about failures.

Here: which are tried again, and how a run names the documents that failed. Not here: why a document fails
(cetingest.ingest), runs that crashed (`run_retries` in dagster.yaml).
"""

from collections.abc import Sequence

import dagster as dg

from cetingest.ingest import Ingested
from pipelines.metadata import failed_documents

WHEN_IT_MAY_PASS = dg.RetryPolicy(max_retries=3, delay=10, backoff=dg.Backoff.EXPONENTIAL)
"""A full disk, a bucket or database out of reach: tried again after 10, 30 and 70 s. What lasts longer is asked for
again by the sensor, or at the next full hour by automation."""


def documents_failed(failed: Sequence[Ingested], count: int) -> dg.Failure:
    """Return the failure of a run some of whose documents failed; it is tried again only where that may help."""
    shown = "; ".join(str(ingested.failure) for ingested in failed[:3])
    more = f"; and {len(failed) - 3} more" if len(failed) > 3 else ""
    return dg.Failure(
        description=f"{len(failed)} of {count} document(s) failed, the others are done: {shown}{more}",
        metadata={"failed": len(failed), "which ones": dg.MetadataValue.md(failed_documents(failed))},
        allow_retries=any(ingested.passing is not None for ingested in failed),
    )
