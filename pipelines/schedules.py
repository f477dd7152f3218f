"""The schedule that asks aged links again.

Here: when. Not here: which links are due (cetingest.links, by the ages in the settings).
"""

import dagster as dg

from pipelines.jobs import check_links_job

nightly_links = dg.ScheduleDefinition(
    name="nightly_links",
    job=check_links_job,
    cron_schedule="0 3 * * *",  # the night of most of the servers asked, and nobody waits for the answer
    execution_timezone="UTC",
    default_status=dg.DefaultScheduleStatus.RUNNING,
)
