"""The code location without sensors and schedules: what runs is what a test asks for."""

import dagster as dg

from pipelines import definitions  # Dagster wants one Definitions object in a module

defs = dg.Definitions(
    assets=definitions.defs.assets,
    asset_checks=definitions.defs.asset_checks,
    jobs=definitions.defs.jobs,
    executor=definitions.defs.executor,
    resources=definitions.defs.resources,
)
