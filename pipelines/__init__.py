"""The Dagster code location.

Here: what Dagster needs to schedule the library: assets, checks, partitions, resources, sensors, schedules. Not here:
anything that reads a PDF, asks the web or knows a table; an asset calls one function of `cetingest.ingest`.
"""

import warnings

from dagster import BetaWarning

# Backfills in chunks need `backfill_policy`, which Dagster 1.13 still calls beta: three lines of warning at every start
# that nobody can act on. Only this one is silenced.
warnings.filterwarnings("ignore", message=".*backfill_policy", category=BetaWarning)
