"""Group findings: what each document says of its own.

Here: one partition per document. Not here: how a family of reports is described (cetingest/findings/families).
"""

import dagster as dg

from cetingest import ingest
from pipelines.assets.extract import extracted
from pipelines.partitions import chunks, documents
from pipelines.resources import Ingest


@dg.asset(
    key=["documents", "findings"],
    group_name="findings",
    deps=[extracted],
    partitions_def=documents,
    backfill_policy=chunks,
    kinds={"json"},
)
def document_findings(context: dg.AssetExecutionContext, cetingest: Ingest) -> None:
    """One file per document: rankings and recommendations with the footnotes that stand with them."""
    for document_id in context.partition_keys:
        found = ingest.find_one(document_id, cetingest.storage, cetingest.settings)
        counts = {"rankings": len(found.rankings), "recommendations": len(found.recommendations)}
        context.add_asset_metadata({"family": found.family or "none", **counts}, partition_key=document_id)
