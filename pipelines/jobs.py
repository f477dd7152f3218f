"""Jobs: what is run together.

Here: selections of assets. Not here: when (`sensors`, `schedules`, `automation`).
"""

import dagster as dg

from pipelines.asset_checks.corpus import corpus_checks
from pipelines.assets.datasets import exports, tables
from pipelines.assets.documents import documents
from pipelines.assets.links import cited_urls, fetches
from pipelines.assets.report import report_pages

ingest_job = dg.define_asset_job(
    "ingest",
    selection=dg.AssetSelection.assets(documents),
    description="Read some documents, find what they cite and say. The corpus follows by itself.",
)

check_links_job = dg.define_asset_job(
    "check_links",
    selection=dg.AssetSelection.assets(fetches),
    description="Ask the links of some buckets that have aged again. What changed is published by itself.",
)

check_corpus_job = dg.define_asset_job(
    "check_corpus",
    selection=dg.AssetSelection.checks(corpus_checks),
    description="Look at what is published, how fresh it is and what failed; nothing is made anew.",
)

publish_job = dg.define_asset_job(
    "publish",
    selection=dg.AssetSelection.assets(cited_urls, tables, exports, report_pages),
    description="Gather the cited URLs and write tables, exports and report by what is known; asks nobody.",
)
