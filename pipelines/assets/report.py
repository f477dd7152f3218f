"""Group report: the reviewer's pages.

Here: writing them. Not here: what they show (cetingest.report).
"""

import dagster as dg

from cetingest import ingest
from pipelines.assets.datasets import PUBLISHED
from pipelines.automation import with_sources
from pipelines.failures import RETRIES
from pipelines.metadata import stopwatch, trend_metadata
from pipelines.resources import Ingest


@dg.asset(
    key=["report", "pages"],
    group_name="report",
    deps=PUBLISHED,
    automation_condition=with_sources(),
    retry_policy=RETRIES,
    kinds={"html"},
)
def report_pages(cetingest: Ingest) -> dg.MaterializeResult[None]:
    """One page per document and an index: the citations that need attention, most serious first, with pictures."""
    storage, seconds = cetingest.storage, stopwatch()
    trend = ingest.link_trend(storage)
    index = ingest.publish_report(ingest.Corpus(storage), storage, cetingest.settings, trend)
    pages = [path for path in storage.report.iterdir() if path.suffix == ".html"]
    return dg.MaterializeResult(
        metadata={
            "documents": len(pages) - 1,
            "seconds": seconds(),
            "open this": dg.MetadataValue.path(str(index)),
            **trend_metadata(trend),
        }
    )
