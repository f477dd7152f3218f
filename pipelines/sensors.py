"""The sensor on raw/, the one that evaluates automation conditions, and the one that tells what is new.

Here: turning what a look at raw/ finds into partitions, observations and runs. Not here: what is new
(cetingest.ingest.inventory), reading PDFs.
"""

import datetime as dt
from collections.abc import Sequence

import dagster as dg

from cetingest import watch
from cetingest.errors import InputError
from cetingest.ingest.inventory import Change, Entry, Stock, take_stock
from pipelines.assets.documents import WAITING_ONLY, raw_documents
from pipelines.jobs import ingest_job, publish_job
from pipelines.partitions import documents, range_tags, ranges
from pipelines.resources import OPERATIONS, Ingest
from pipelines.runs import NOT_ENDED

automation = dg.AutomationConditionSensorDefinition(
    "automation",
    description="Asks for what follows: cited URLs after documents, fetches after these, then tables, exports, report.",
    target=dg.AssetSelection.all(),
    default_status=dg.DefaultSensorStatus.RUNNING,
    minimum_interval_seconds=OPERATIONS.look_seconds,
)


@dg.sensor(
    description="Looks at raw/: registers PDFs, asks for runs over new and changed ones, withdraws what is gone.",
    jobs=[ingest_job, publish_job],
    minimum_interval_seconds=OPERATIONS.look_seconds,
    default_status=dg.DefaultSensorStatus.RUNNING,
)
def raw_folder(context: dg.SensorEvaluationContext, cetingest: Ingest) -> dg.SensorResult | dg.SkipReason:
    """Register a partition per PDF with its SHA-256 as data version; ask for runs over new and changed ones.

    The cursor is the number of the last look whose news arrived, so that what a killed daemon did not get to is told
    again. Requests have no run_key: Dagster would remember it for ever and drop a file that changes back.
    """
    registered = context.instance.get_dynamic_partitions(str(documents.name))
    is_idle = not context.instance.get_runs_count(dg.RunsFilter(job_name=ingest_job.name, statuses=NOT_ENDED))
    try:
        stock = take_stock(cetingest.storage, confirmed=int(context.cursor or 0), is_idle=is_idle)
    except InputError as error:
        return dg.SkipReason(str(error))
    here, known = {entry.document_id for entry in stock.inventory.entries}, frozenset(registered)
    fresh = [entry.document_id for entry in stock.of(Change.CHANGED) if entry.document_id not in known]
    withdrawn = [key for key in registered if key not in here]
    if not (withdrawn or stock.of(Change.CHANGED, Change.TOUCHED, Change.DUE)):
        return dg.SkipReason(_nothing_new(stock))
    for new, old in stock.renamed.items():
        context.log.info(f"{new}: the same bytes as {old}, which is gone: a new name is a new document")
    for key in withdrawn:
        context.log.warning(f"{key}: its PDF is gone from raw/; it is withdrawn from tables and report")
    return dg.SensorResult(
        run_requests=[*_ingestions(stock, [*registered, *fresh]), *([_publication(withdrawn)] if withdrawn else [])],
        cursor=str(stock.inventory.look),
        dynamic_partitions_requests=[
            *([documents.build_add_request(fresh)] if fresh else []),
            *([documents.build_delete_request(withdrawn)] if withdrawn else []),
        ],
        asset_events=[_observation(entry, stock) for entry in stock.of(Change.CHANGED, Change.TOUCHED)],
    )


def _ingestions(stock: Stock, order: Sequence[str]) -> list[dg.RunRequest]:
    wanted = [entry.document_id for entry in stock.of(Change.CHANGED, Change.DUE)]
    return [
        dg.RunRequest(job_name=ingest_job.name, tags=range_tags(first, last) | {WAITING_ONLY: "true"})
        for first, last in ranges(wanted, list(order), OPERATIONS.documents_per_run)
    ]


def _publication(withdrawn: Sequence[str]) -> dg.RunRequest:
    return dg.RunRequest(job_name=publish_job.name, tags={"cetingest/withdrawn": str(len(withdrawn))})


def _observation(entry: Entry, stock: Stock) -> dg.AssetObservation:
    metadata: dict[str, str | int] = {"file": entry.source_filename, "bytes": entry.size}
    if entry.document_id in stock.renamed:
        metadata["renamed from"] = stock.renamed[entry.document_id]
    return dg.AssetObservation(
        raw_documents.key,
        partition=entry.document_id,
        metadata=metadata,
        tags={"dagster/data_version": entry.sha256 or "unreadable"},
    )


def _nothing_new(stock: Stock) -> str:
    unsettled = [entry.source_filename for entry in stock.of(Change.UNSETTLED)]
    waiting = f"; {len(unsettled)} may still be written: {', '.join(unsettled[:3])}" if unsettled else ""
    return f"nothing new among {len(stock.inventory.entries)} PDF(s){waiting}"


@dg.sensor(
    description="Tells alerts.webhook_url what is newly dead or newly failed; does nothing where that is not set.",
    minimum_interval_seconds=60,
    default_status=dg.DefaultSensorStatus.RUNNING,
)
def alerts(context: dg.SensorEvaluationContext, cetingest: Ingest) -> dg.SkipReason:
    """Tell alerts.webhook_url what is newly dead or newly failed; without that setting, nobody.

    A tick fails while the receiver does not take what it is told; the next one tells all of it.
    """
    if cetingest.settings.alerts.webhook_url is None:
        return dg.SkipReason("alerts.webhook_url is not set, so nobody is told")
    try:
        summary = watch.send_alerts(cetingest.storage, cetingest.settings, dt.datetime.now(dt.UTC))
    except InputError as error:
        return dg.SkipReason(str(error))
    if summary.failure is not None:
        raise dg.Failure(f"{summary.left} news not told: {summary.failure}. They are told again in a minute")
    if summary.sent:
        context.log.info(f"{summary.sent} message(s) sent")
    return dg.SkipReason(f"{summary.sent} message(s) sent, {summary.left} news left" if summary.sent else "no news")
