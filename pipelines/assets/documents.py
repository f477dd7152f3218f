"""Groups extract, citations, findings: what was read from each PDF, what it cites, what it says.

Here: one partition per document. One step makes all three, so that a document costs little and fails alone. Not here:
registering PDFs (`sensors`), whether a cited URL is live (`links`).
"""

from collections.abc import Iterator

import dagster as dg

from cetingest import ingest
from cetingest.ingest import Ingested
from cetingest.ingest.inventory import read_inventory, waiting_among
from cetingest.storage import Storage, sha256_of
from pipelines.failures import RETRIES, documents_failed
from pipelines.metadata import citation_metadata, document_metadata, failure_metadata, finding_metadata
from pipelines.partitions import document_chunks
from pipelines.partitions import documents as document_partitions
from pipelines.resources import Ingest

WAITING_ONLY = ".dagster/cetingest_waiting_only"
"""Run tag: skip the documents of the range that are ingested already, perhaps by a run that was requested before.

The prefix keeps the tag out of the list of runs, where it would only be noise."""

raw_documents = dg.AssetSpec(
    ["raw", "documents"],
    group_name="extract",
    partitions_def=document_partitions,
    kinds={"pdf"},
    description="One file in raw/; its data version is the SHA-256 of its bytes, observed by the raw_folder sensor.",
)


def _spec(name: str, group: str, source: dg.AssetSpec | dg.AssetKey, description: str) -> dg.AssetSpec:
    return dg.AssetSpec(
        ["documents", name],
        group_name=group,
        deps=[source],
        partitions_def=document_partitions,
        kinds={"json"},
        skippable=True,
        description=description,
    )


extracted = _spec(
    "extracted",
    "extract",
    raw_documents,
    "One file per document: pages, blocks, footnotes, footnote references, hyperlinks, problems.",
)
citations = _spec(
    "citations",
    "citations",
    extracted.key,
    "One file per document: the kind of each footnote, its citations, every cited URL.",
)
findings = _spec(
    "findings",
    "findings",
    extracted.key,
    "One file per document: rankings, assessments, recommendations and more, with the footnotes that stand with them.",
)


@dg.multi_asset(
    name="documents",
    specs=[extracted, citations, findings],
    backfill_policy=document_chunks,
    retry_policy=RETRIES,
)
def documents(context: dg.AssetExecutionContext, cetingest: Ingest) -> Iterator[dg.MaterializeResult[None]]:
    """Ingest each document of the range. Those that fail are named at the end and get no materialisation."""
    storage, settings = cetingest.storage, cetingest.settings
    document_ids = _wanted(context, storage)
    failed = []
    for ingested in ingest.ingest_documents(document_ids, storage, settings):
        if ingested.failure is None:
            _materialise(context, ingested, storage)
        else:
            failed.append(ingested)
            _name_failure(context, ingested)
    counts = {"cetingest/done": len(document_ids) - len(failed), "cetingest/failed": len(failed)}
    context.instance.add_run_tags(context.run.run_id, {key: str(count) for key, count in counts.items()})
    if failed:
        raise documents_failed(failed, len(document_ids))
    yield from ()  # the events of each document were logged above


def _wanted(context: dg.AssetExecutionContext, storage: Storage) -> tuple[str, ...]:
    """Return the documents of the range, without those that this run did before it was retried."""
    wanted = set(context.partition_keys)
    if WAITING_ONLY in context.run.tags:
        # A retry also takes documents that failed for good, so that the run still ends red.
        wanted &= read_inventory(storage).waiting if context.retry_number else waiting_among(wanted, storage)
    if context.retry_number:
        planned = context.instance.get_records_for_run(
            context.run.run_id, of_type=dg.DagsterEventType.ASSET_MATERIALIZATION
        )
        wanted -= {str(record.partition_key) for record in planned.records if record.asset_key == findings.key}
    return tuple(key for key in context.partition_keys if key in wanted)


def _name_failure(context: dg.AssetExecutionContext, ingested: Ingested) -> None:
    """Write why a document failed on the page of its partition, where people look. The library has logged it."""
    context.log_event(
        dg.AssetObservation(extracted.key, partition=ingested.document_id, metadata=failure_metadata(ingested))
    )


def _materialise(context: dg.AssetExecutionContext, ingested: Ingested, storage: Storage) -> None:
    """Record the materialisations of one document. An output would count for the whole range (dagster#17836)."""
    document_id = ingested.document_id
    for spec, place, metadata in (
        (extracted, storage.extracted(document_id), document_metadata(ingested)),
        (citations, storage.citations(document_id), citation_metadata(ingested)),
        (findings, storage.findings(document_id), finding_metadata(ingested)),
    ):
        context.log_event(
            dg.AssetMaterialization(
                spec.key,
                partition=document_id,
                metadata={**metadata, "path": dg.MetadataValue.path(str(place))},
                tags={"dagster/data_version": sha256_of(place)},
            )
        )
