"""Jobs: which assets are run together.

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
    description="Read some documents, find what they cite and say. The corpus follows automatically.",
)

check_links_job = dg.define_asset_job(
    "check_links",
    selection=dg.AssetSelection.assets(fetches),
    description="Fetch links of some buckets again whose last answer is too old. Changes are published automatically.",
)

check_corpus_job = dg.define_asset_job(
    "check_corpus",
    selection=dg.AssetSelection.checks(corpus_checks),
    description="Check what is published, how fresh it is and what failed; nothing is made.",
)

publish_job = dg.define_asset_job(
    "publish",
    selection=dg.AssetSelection.assets(cited_urls, tables, exports, report_pages),
    description="Gather the cited URLs and write tables, exports and report from what is known; fetches nothing.",
)
