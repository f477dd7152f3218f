"""Group extract: PDFs and what was read from them.

Here: one partition per document. Not here: registering new PDFs (`sensors`).
"""

import dagster as dg

from cetingest import ingest
from pipelines.metadata import document_metadata
from pipelines.partitions import chunks, documents
from pipelines.resources import Ingest

raw_documents = dg.AssetSpec(
    ["raw", "documents"],
    group_name="extract",
    partitions_def=documents,
    kinds={"pdf"},
    description="One file in raw/; its data version is the SHA-256 of its bytes, observed by the raw_folder sensor.",
)


@dg.asset(
    key=["documents", "extracted"],
    group_name="extract",
    deps=[raw_documents],
    partitions_def=documents,
    backfill_policy=chunks,
    kinds={"json"},
)
def extracted(context: dg.AssetExecutionContext, cetingest: Ingest) -> None:
    """One file per document: pages, blocks, footnotes, footnote references, hyperlinks, problems."""
    for document in ingest.read_many(context.partition_keys, cetingest.storage, cetingest.settings):
        context.add_asset_metadata(document_metadata(document), partition_key=document.document_id)
        if not document.is_readable:
            context.log.warning("; ".join(problem.message for problem in document.problems))
