"""Sensors: one looks at raw/, one evaluates automation conditions, one sends alerts.

Here: turning the changes in raw/ into partitions, observations and runs. Not here: finding the changes
(cetingest.ingest.inventory), reading PDFs.
"""

import datetime as dt
from collections.abc import Sequence

import dagster as dg

from cetingest import watch
from cetingest.errors import InputError
from cetingest.ingest.inventory import Change, Entry, InventoryChanges, update_inventory
from pipelines.assets.documents import WAITING_ONLY, raw_documents
from pipelines.jobs import ingest_job, publish_job
from pipelines.partitions import documents, range_tags, ranges
from pipelines.resources import OPERATIONS, Ingest
from pipelines.runs import NOT_ENDED

automation = dg.AutomationConditionSensorDefinition(
    "automation",
    description="Requests what follows: cited URLs after documents, fetches after these, then tables, exports, report.",
    target=dg.AssetSelection.all(),
    default_status=dg.DefaultSensorStatus.RUNNING,
    minimum_interval_seconds=OPERATIONS.look_seconds,
)


@dg.sensor(
    description="Looks at raw/: registers PDFs, requests runs over new and changed ones, withdraws what is gone.",
    jobs=[ingest_job, publish_job],
    minimum_interval_seconds=OPERATIONS.look_seconds,
    default_status=dg.DefaultSensorStatus.RUNNING,
)
def raw_folder(context: dg.SensorEvaluationContext, cetingest: Ingest) -> dg.SensorResult | dg.SkipReason:
    """Register a partition per PDF with its SHA-256 as data version; request runs over new and changed ones.

    The cursor is the number of the last look whose report Dagster stored. What a killed daemon did not store is
    reported again. Requests have no run_key: Dagster keeps each key for ever, and would drop a file that changes back.
    """
    registered = context.instance.get_dynamic_partitions(str(documents.name))
    is_idle = not context.instance.get_runs_count(dg.RunsFilter(job_name=ingest_job.name, statuses=NOT_ENDED))
    try:
        changes = update_inventory(cetingest.storage, confirmed=int(context.cursor or 0), is_idle=is_idle)
    except InputError as error:
        return dg.SkipReason(str(error))
    here, known = {entry.document_id for entry in changes.inventory.entries}, frozenset(registered)
    fresh = [entry.document_id for entry in changes.of(Change.CHANGED) if entry.document_id not in known]
    withdrawn = [key for key in registered if key not in here]
    if not (withdrawn or changes.of(Change.CHANGED, Change.TOUCHED, Change.DUE)):
        return dg.SkipReason(_nothing_new(changes))
    for new, old in changes.renamed.items():
        context.log.info(f"{new}: has the same bytes as {old}, which is gone; a new name is a new document")
    for key in withdrawn:
        context.log.warning(f"{key}: its PDF is gone from raw/; it is withdrawn from tables and report")
    return dg.SensorResult(
        run_requests=[*_ingestions(changes, [*registered, *fresh]), *([_publication(withdrawn)] if withdrawn else [])],
        cursor=str(changes.inventory.look),
        dynamic_partitions_requests=[
            *([documents.build_add_request(fresh)] if fresh else []),
            *([documents.build_delete_request(withdrawn)] if withdrawn else []),
        ],
        asset_events=[_observation(entry, changes) for entry in changes.of(Change.CHANGED, Change.TOUCHED)],
    )


def _ingestions(changes: InventoryChanges, order: Sequence[str]) -> list[dg.RunRequest]:
    wanted = [entry.document_id for entry in changes.of(Change.CHANGED, Change.DUE)]
    return [
        dg.RunRequest(job_name=ingest_job.name, tags=range_tags(first, last) | {WAITING_ONLY: "true"})
        for first, last in ranges(wanted, list(order), OPERATIONS.documents_per_run)
    ]


def _publication(withdrawn: Sequence[str]) -> dg.RunRequest:
    return dg.RunRequest(job_name=publish_job.name, tags={"cetingest/withdrawn": str(len(withdrawn))})


def _observation(entry: Entry, changes: InventoryChanges) -> dg.AssetObservation:
    metadata: dict[str, str | int] = {"file": entry.source_filename, "bytes": entry.size}
    if entry.document_id in changes.renamed:
        metadata["renamed from"] = changes.renamed[entry.document_id]
    return dg.AssetObservation(
        raw_documents.key,
        partition=entry.document_id,
        metadata=metadata,
        tags={"dagster/data_version": entry.sha256 or "unreadable"},
    )


def _nothing_new(changes: InventoryChanges) -> str:
    unsettled = [entry.source_filename for entry in changes.of(Change.UNSETTLED)]
    waiting = f"; {len(unsettled)} may still be written: {', '.join(unsettled[:3])}" if unsettled else ""
    return f"nothing new among {len(changes.inventory.entries)} PDF(s){waiting}"


@dg.sensor(
    description="Sends alerts.webhook_url what is newly dead or newly failed; does nothing while that is not set.",
    minimum_interval_seconds=60,
    default_status=dg.DefaultSensorStatus.RUNNING,
)
def alerts(context: dg.SensorEvaluationContext, cetingest: Ingest) -> dg.SkipReason:
    """Send alerts.webhook_url what is newly dead or newly failed; do nothing while that is not set.

    A tick fails while the receiver does not take the messages. The next tick sends all of them.
    """
    if cetingest.settings.alerts.webhook_url is None:
        return dg.SkipReason("alerts.webhook_url is not set, so no alerts are sent")
    try:
        summary = watch.send_alerts(cetingest.storage, cetingest.settings, dt.datetime.now(dt.UTC))
    except InputError as error:
        return dg.SkipReason(str(error))
    if summary.failure is not None:
        raise dg.Failure(f"{summary.left} incident(s) not sent: {summary.failure}. They are sent again in a minute")
    if not summary.sent:
        return dg.SkipReason("nothing new")
    context.log.info(f"{summary.sent} message(s) sent")
    return dg.SkipReason(f"{summary.sent} message(s) sent, {summary.left} incident(s) left")
