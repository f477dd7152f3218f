"""Group datasets: the published tables and exports.

Here: one asset per table, all written by one step, so that they always fit together. Not here: columns
(cetingest.datasets.tables); the assets are generated from there.
"""

from collections.abc import Iterator
from typing import Any

import dagster as dg

from cetingest import ingest
from cetingest.datasets import TABLES
from pipelines.assets.documents import citations, extracted, findings
from pipelines.assets.links import fetches
from pipelines.automation import when_settled, with_sources
from pipelines.failures import RETRIES
from pipelines.metadata import column_schema, stopwatch, verdict_metadata
from pipelines.resources import Ingest

READ = (extracted, citations, findings)
"""What is read of each document. Only `fetches` triggers the tables: it follows every change of a document."""

SOURCES: list[dg.AssetsDefinition | dg.AssetDep] = [
    fetches,
    *(dg.AssetDep(spec, partition_mapping=dg.AllPartitionMapping()) for spec in READ),
]


def table_key(name: str) -> dg.AssetKey:
    """Return the key of a table's asset: its path below processed/."""
    return dg.AssetKey(["datasets", name])


@dg.multi_asset(
    name="tables",
    specs=[
        dg.AssetSpec(
            table_key(table.name),
            group_name="datasets",
            deps=SOURCES,
            kinds={"parquet", "csv"},
            description=table.description,
            automation_condition=when_settled(dg.AssetSelection.assets(*(spec.key for spec in READ))),
            metadata={"dagster/column_schema": column_schema(table)},
        )
        for table in TABLES
    ],
    retry_policy=RETRIES,
)
def tables(cetingest: Ingest) -> Iterator[dg.MaterializeResult[None]]:
    """Write every table as Parquet and CSV, and the data package that describes them."""
    storage, seconds = cetingest.storage, stopwatch()
    rows = ingest.publish_tables(ingest.Corpus(storage), storage)
    more = {"verdicts": verdict_metadata(storage)}
    for name, count in rows.items():
        metadata: dict[str, Any] = {
            "dagster/row_count": count,
            "seconds (all tables)": seconds(),
            **more.get(name, {}),
            "path": dg.MetadataValue.path(str(storage.datasets / f"{name}.parquet")),
        }
        yield dg.MaterializeResult(asset_key=table_key(name), metadata=metadata)


PUBLISHED = [table_key(table.name) for table in TABLES]
"""What exports and report depend on: they are not made while a table differs from its definition."""


@dg.asset(
    key=["exports", "files"],
    group_name="datasets",
    deps=PUBLISHED,
    automation_condition=with_sources(),
    retry_policy=RETRIES,
    kinds={"json", "bibtex"},
)
def exports(cetingest: Ingest) -> dg.MaterializeResult[None]:
    """One file per format of other tools: CSL-JSON, BibTeX, RIS, SARIF, Web Annotations, a workbook."""
    storage, seconds = cetingest.storage, stopwatch()
    ingest.publish_exports(ingest.Corpus(storage), storage)
    sizes = {path.name: path.stat().st_size for path in sorted(storage.exports.iterdir()) if path.is_file()}
    return dg.MaterializeResult(
        metadata={
            "files": len(sizes),
            "bytes": sum(sizes.values()),
            "seconds": seconds(),
            "path": dg.MetadataValue.path(str(storage.exports)),
        }
    )
