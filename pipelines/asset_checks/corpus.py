"""Is the corpus sound, and is it fresh?

Here: warnings, which stop nothing; all from one reading of the published tables. Not here: what is counted, and from
which number on a check warns (cetingest.watch.health, settings [checks]).
"""

import datetime as dt
from collections.abc import Iterator

import dagster as dg

from cetingest import watch
from pipelines.assets.datasets import table_key
from pipelines.metadata import markdown
from pipelines.resources import Ingest

_TABLES = {check.name: check.table for check in watch.CORPUS_CHECKS}


@dg.multi_asset_check(
    specs=[
        dg.AssetCheckSpec(check.name, asset=table_key(check.table), description=check.description)
        for check in watch.CORPUS_CHECKS
    ],
    can_subset=True,  # without it Dagster offers no button to run a single check
)
def corpus_checks(context: dg.AssetCheckExecutionContext, cetingest: Ingest) -> Iterator[dg.AssetCheckResult]:
    """Run the selected checks of the corpus."""
    wanted = {key.name for key in context.selected_asset_check_keys}
    for result in watch.check_corpus(cetingest.storage, cetingest.settings, dt.datetime.now(dt.UTC)):
        if result.name in wanted:
            yield _as_dagster(result)


def _as_dagster(result: watch.CheckResult) -> dg.AssetCheckResult:
    """Return the result with its numbers and table. The table is also in the description, which needs no click."""
    table = markdown(result.sheet) if result.sheet.rows else None
    return dg.AssetCheckResult(
        check_name=result.name,
        asset_key=table_key(_TABLES[result.name]),
        passed=result.passed,
        severity=dg.AssetCheckSeverity.WARN,
        description=result.sentence if table is None else f"{result.sentence}\n\n{table}",
        metadata={**result.numbers, **({"look at first": dg.MetadataValue.md(table)} if table else {})},
    )
