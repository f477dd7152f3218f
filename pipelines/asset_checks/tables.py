"""Does each published table match its definition?

Here: one blocking check per table and rule. When one fails, exports, report and all that follows are not made. Not
here: what a rule looks for (cetingest.datasets.checks).
"""

from collections.abc import Iterator

import dagster as dg

from cetingest.datasets import CHECKS, TABLES, check_tables
from pipelines.assets.datasets import table_key
from pipelines.resources import Ingest


@dg.multi_asset_check(
    specs=[
        dg.AssetCheckSpec(check.name, asset=table_key(table.name), description=check.description, blocking=True)
        for table in TABLES
        for check in CHECKS
    ],
    can_subset=True,  # without it Dagster offers no button to run a single check
)
def table_checks(context: dg.AssetCheckExecutionContext, cetingest: Ingest) -> Iterator[dg.AssetCheckResult]:
    """Check the published tables, reading each once."""
    for result in check_tables(cetingest.storage.datasets):
        if dg.AssetCheckKey(table_key(result.table), result.check) not in context.selected_asset_check_keys:
            continue
        yield dg.AssetCheckResult(
            check_name=result.check,
            asset_key=table_key(result.table),
            passed=result.passed,
            severity=dg.AssetCheckSeverity.ERROR,
            description=None if result.passed else f"{result.failures:,} failed, first: {result.example}",
            metadata={"failures": result.failures},
        )
