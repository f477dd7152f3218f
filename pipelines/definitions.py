"""Everything that Dagster loads.

Here: assembly. Not here: anything with a decision in it.
"""

import dagster as dg

from pipelines import asset_checks
from pipelines.assets import citations, datasets, extract, findings, links, report
from pipelines.jobs import check_links_job, ingest_job
from pipelines.resources import Ingest
from pipelines.schedules import nightly_links
from pipelines.sensors import raw_folder


def build_defs(cetingest: Ingest | None = None) -> dg.Definitions:
    """Assemble the code location; tests pass a resource with folders of their own."""
    return dg.Definitions(
        assets=dg.load_assets_from_modules([extract, citations, links, findings, datasets, report], include_specs=True),
        asset_checks=dg.load_asset_checks_from_modules([asset_checks]),
        jobs=[ingest_job, check_links_job],
        sensors=[raw_folder],
        schedules=[nightly_links],
        executor=dg.in_process_executor,
        resources={"cetingest": cetingest or Ingest()},
    )


defs = build_defs()
