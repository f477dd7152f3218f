"""Everything that Dagster loads.

Here: assembly. Not here: anything with a decision in it.
"""

import dagster as dg

from pipelines.asset_checks import corpus
from pipelines.asset_checks import tables as table_checks
from pipelines.assets.datasets import exports, tables
from pipelines.assets.documents import documents, raw_documents
from pipelines.assets.links import cited_urls, fetches
from pipelines.assets.report import report_pages
from pipelines.jobs import check_corpus_job, check_links_job, ingest_job, publish_job
from pipelines.resources import Ingest
from pipelines.retention import prune_job, weekly_prune
from pipelines.schedules import daily_checks, nightly_links
from pipelines.sensors import alerts, automation, raw_folder


def build_defs(cetingest: Ingest | None = None) -> dg.Definitions:
    """Assemble the code location; tests pass a resource with folders of their own."""
    return dg.Definitions(
        assets=[raw_documents, documents, cited_urls, fetches, tables, exports, report_pages],
        asset_checks=dg.load_asset_checks_from_modules([table_checks, corpus]),
        jobs=[ingest_job, check_links_job, publish_job, check_corpus_job, prune_job],
        sensors=[raw_folder, automation, alerts],
        schedules=[nightly_links, daily_checks, weekly_prune],
        executor=dg.in_process_executor,
        resources={"cetingest": cetingest or Ingest()},
    )


defs = build_defs()
