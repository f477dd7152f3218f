"""The code location without sensors and schedules: what runs is what a test asks for."""

import dagster as dg

from pipelines.definitions import defs as whole

defs = dg.Definitions(
    assets=whole.assets,
    asset_checks=whole.asset_checks,
    jobs=whole.jobs,
    executor=whole.executor,
    resources=whole.resources,
)
