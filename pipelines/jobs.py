"""Jobs: what is run together.

Here: selections of assets. Not here: when (`sensors`, `schedules`).
"""

import dagster as dg

from pipelines.assets.links import fetches

ingest_job = dg.define_asset_job(
    "ingest",
    selection=dg.AssetSelection.all(),
    description="The whole flow for some documents: read, cite, find; then links, datasets and report of the corpus.",
)

check_links_job = dg.define_asset_job(
    "check_links",
    selection=dg.AssetSelection.assets(fetches).downstream(),
    description="Ask the links that have aged again, and publish what changed.",
)
