"""`cetingest prune`: what nothing depends on any more."""

import datetime as dt

import click

from cetingest.cli.options import storage_options
from cetingest.cli.tables import printable
from cetingest.history import compact_history, prune_history
from cetingest.settings import Settings, override
from cetingest.storage import Storage
from cetingest.storage.orphans import find_orphans, remove_orphans


@click.command()
@click.option("--dry-run", is_flag=True, help="Say what would go, and delete nothing.")
@click.option(
    "--days", type=click.FloatRange(min=0), metavar="N", help="Age of fetches, instead of retention.history_days."
)
@click.option("--compact", is_flag=True, help="Give the space back to the disk (SQLite); runs wait meanwhile.")
@storage_options
@click.pass_obj
def prune(
    settings: Settings, /, dry_run: bool, days: float | None, compact: bool, raw: str | None, processed: str | None
) -> None:
    """Delete what nothing depends on: old fetches that only repeat, documents whose PDF left raw/, temporary files.

    No verdict changes by it, today or after further fetches.

    \b
    cetingest prune --dry-run
    cetingest prune --days 365
    """
    settings = override(settings, "storage", raw=raw, processed=processed)
    settings = override(settings, "retention", history_days=days)
    storage = Storage.of(settings.storage)
    now = dt.datetime.now(dt.UTC)
    found = find_orphans(storage, now)
    if not dry_run:
        remove_orphans(found, storage)
    for document_id in found.document_ids:
        click.echo(f"document {document_id}: its PDF is not in {printable(str(storage.raw))} any more")
    for path in found.temporary_files:
        click.echo(f"temporary file {printable(str(path))}")
    before = now - dt.timedelta(days=settings.retention.history_days)
    pruned = prune_history(storage.history, before, is_rehearsal=dry_run)
    if compact and not dry_run:
        compact_history(storage.history)
    click.echo(
        f"{'would be ' if dry_run else ''}deleted: {len(found.document_ids)} document(s), "
        f"{len(found.temporary_files)} temporary file(s), {pruned.dropped.fetches} of {pruned.of.fetches} fetches, "
        f"{pruned.dropped.archive_answers} of {pruned.of.archive_answers} answers of archives "
        f"(older than {before:%Y-%m-%d})"
    )
