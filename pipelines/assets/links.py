"""Group links: every cited URL of the corpus, asked once for all documents that cite it.

Here: asking what is due. Not here: politeness, ages, verdicts (cetingest.links).
"""

import dagster as dg

from cetingest import ingest
from pipelines.assets.citations import document_citations
from pipelines.resources import Ingest


@dg.asset(
    key=["links", "fetches"],
    group_name="links",
    deps=[dg.AssetDep(document_citations, partition_mapping=dg.AllPartitionMapping())],
    pool="http",
    kinds={"http"},
)
def fetches(cetingest: Ingest) -> dg.MaterializeResult[None]:
    """One row per answer of a server, kept for ever in history.db; only URLs whose last answer has aged are asked."""
    summary = ingest.fetch_links(cetingest.storage, cetingest.settings)
    return dg.MaterializeResult(
        metadata={
            "asked": summary.asked,
            "answered": summary.answered,
            "known well enough": summary.reused,
            "this machine was offline": summary.is_offline,
        }
    )
