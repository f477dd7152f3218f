"""Schedules: one fetches aged links again, one checks the corpus; the weekly one that prunes stands in `retention`.

Here: when. Not here: which links are due (cetingest.links, by the ages in the settings), publishing (`automation`).
"""

from collections.abc import Iterator

import dagster as dg

from pipelines.jobs import check_corpus_job, check_links_job
from pipelines.partitions import buckets, range_tags, ranges
from pipelines.resources import OPERATIONS


@dg.schedule(
    name="nightly_links",
    description="Fetches the links again whose last answer is too old.",
    job=check_links_job,
    cron_schedule="0 3 * * *",  # night at most of the servers, and nobody waits for the answer
    execution_timezone="UTC",
    default_status=dg.DefaultScheduleStatus.RUNNING,
)
def nightly_links(context: dg.ScheduleEvaluationContext) -> Iterator[dg.RunRequest]:
    """Request runs over all buckets. The run key keeps a second scheduler from requesting the same night again."""
    keys = list(buckets.get_partition_keys())
    for first, last in ranges(keys, keys, OPERATIONS.buckets_per_run):
        yield dg.RunRequest(
            run_key=f"{context.scheduled_execution_time:%Y-%m-%dT%H:%M} {first}-{last}", tags=range_tags(first, last)
        )


daily_checks = dg.ScheduleDefinition(
    name="daily_checks",
    description="Checks whether the corpus is sound and fresh, also when nothing was published.",
    job=check_corpus_job,
    cron_schedule="0 7 * * *",  # after nightly_links; it also warns when that did not run
    execution_timezone="UTC",
    default_status=dg.DefaultScheduleStatus.RUNNING,
)
