"""Group citations: what each document cites.

Here: one partition per document. Not here: whether a citation still stands (`links`).
"""

import dagster as dg

from cetingest import ingest
from pipelines.assets.extract import extracted
from pipelines.partitions import chunks, documents
from pipelines.resources import Ingest


@dg.asset(
    key=["documents", "citations"],
    group_name="citations",
    deps=[extracted],
    partitions_def=documents,
    backfill_policy=chunks,
    kinds={"json"},
)
def document_citations(context: dg.AssetExecutionContext, cetingest: Ingest) -> None:
    """One file per document: the kind of each footnote, its citations, every cited URL."""
    for document_id in context.partition_keys:
        cited = ingest.cite_one(document_id, cetingest.storage, cetingest.settings)
        counts = {"citations": len(cited.citations), "cited URLs": len(cited.cited_urls)}
        context.add_asset_metadata(counts, partition_key=document_id)
