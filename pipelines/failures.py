"""What a run does about failures.

Here: retries within a run, and how a run names the documents that failed. Not here: why a document fails
(cetingest.ingest), retries of runs that crashed (`run_retries` in dagster.yaml).
"""

from collections.abc import Sequence

import dagster as dg

from cetingest.ingest import Ingested
from pipelines.metadata import failed_documents

RETRIES = dg.RetryPolicy(max_retries=3, delay=10, backoff=dg.Backoff.EXPONENTIAL)
"""For a full disk, or a bucket or database out of reach: retries after 10, 30 and 70 s. When it lasts longer, the
sensor requests the documents again, and automation the rest at the next full hour."""


def documents_failed(failed: Sequence[Ingested], count: int) -> dg.Failure:
    """Return the failure of a run in which documents failed; the step is retried only when the storage was at fault."""
    shown = "; ".join(str(ingested.failure) for ingested in failed[:3])
    more = f"; and {len(failed) - 3} more" if len(failed) > 3 else ""
    return dg.Failure(
        description=f"{len(failed)} of {count} document(s) failed, the others are done: {shown}{more}",
        metadata={"failed": len(failed), "which ones": dg.MetadataValue.md(failed_documents(failed))},
        allow_retries=any(ingested.storage_error is not None for ingested in failed),
    )
