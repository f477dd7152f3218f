"""The folders of a project, its history and its documents."""

import datetime as dt
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

from cetingest.doctor.diagnosis import Diagnosis, Health, span_of_time
from cetingest.errors import CetingestError, InputError
from cetingest.history import HistoryState, examine_history, look_at_history
from cetingest.logs import redact
from cetingest.model import DocumentRecord
from cetingest.settings import SETTINGS_FILENAME, LinkSettings
from cetingest.storage import LOCAL_PROTOCOLS, Storage, read_model
from cetingest.storage.orphans import Orphans, find_orphans

_LEAST_FREE_BYTES = 1_000_000_000
"""Five times the largest PDF that is read by default: for its files, its pictures, and new tables beside the old."""
_NAMED = 10
"""At most this many documents are named here; the table `problems` and the report have all."""


def settings_file(source: Path | None) -> Diagnosis:
    """Say which settings file is in force."""
    if source is None:
        return Diagnosis(subject="settings", found=f"the defaults: there is no {SETTINGS_FILENAME} in {Path.cwd()}")
    return Diagnosis(subject="settings", found=str(source.absolute()))


def raw(storage: Storage) -> Diagnosis:
    """Say how many PDFs there are."""
    try:
        count = len(storage.pdf_paths())
    except (CetingestError, OSError) as error:
        remedy = "create the folder, make it readable, or name another with --raw"
        return Diagnosis(subject="raw", health=Health.ILL, found=str(error), remedy=remedy)
    return Diagnosis(
        subject="raw",
        health=Health.WELL if count else Health.ILL,
        found=f"{count} PDF(s) in {storage.raw}",
        remedy=f"put PDFs into {storage.raw}",
    )


def processed(storage: Storage) -> Diagnosis:
    """Say whether outputs can be written, by making and removing a file."""
    folder = storage.processed
    if not folder.exists():
        return Diagnosis(subject="processed", found=f"{folder}: not there yet; the first run makes it")
    try:
        probe = folder / f".doctor-{uuid.uuid4()}"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        return Diagnosis(
            subject="processed",
            health=Health.ILL,
            found=f"{folder}: {error.strerror or error}",
            remedy="make the folder writable, or name another with --processed",
        )
    return Diagnosis(subject="processed", found=f"{folder} is writable")


def space(storage: Storage) -> Diagnosis:
    """Say how much space is left for outputs."""
    if storage.processed.protocol not in LOCAL_PROTOCOLS:
        return Diagnosis(subject="space", found="not checked: outputs lie in a bucket")
    folder = Path(str(storage.processed)).absolute()
    free = shutil.disk_usage(next(place for place in (folder, *folder.parents) if place.exists())).free
    return Diagnosis(
        subject="space",
        health=Health.WELL if free >= _LEAST_FREE_BYTES else Health.ILL,
        found=f"{_size(free)} free under {storage.processed}",
        remedy="make space: `cetingest prune --compact` may help; a run without space stops and loses nothing",
    )


def history(storage: Storage, settings: LinkSettings, now: dt.datetime) -> Iterator[Diagnosis]:
    """Say what the history holds, without changing it, and how many runs use it now."""
    if isinstance(storage.history, Path) and not storage.history.exists():
        yield Diagnosis(subject="history", found="none yet: the first run makes it")
        return
    try:
        state = look_at_history(storage.history)
    except CetingestError as error:
        yield _ill_history(error)
        return
    yield Diagnosis(subject="history", found=f"{state.place}: {state.rows}, {_size(state.size_bytes)}")
    yield from _history_damage(storage)
    yield _schema(state)
    yield _last_fetch(state, settings, now)
    yield _leases(state)


def _ill_history(error: CetingestError) -> Diagnosis:
    remedy = "do what it says; else check storage.history in cetingest.toml and whether its server is up"
    return Diagnosis(subject="history", health=Health.ILL, found=redact(str(error)), remedy=remedy)


def _history_damage(storage: Storage) -> Iterator[Diagnosis]:
    """Say what of the history is damaged: its file, or single rows."""
    try:
        unreadable = examine_history(storage.history)
    except CetingestError as error:
        yield _ill_history(error)
        return
    if unreadable:
        rows = [f"row {row.row_id} of {row.table} ({row.url or 'URL unknown'}): {row.reason}" for row in unreadable]
        more = f"; and {len(rows) - _NAMED} more" if len(rows) > _NAMED else ""
        yield Diagnosis(
            subject="history rows",
            health=Health.ILL,
            found=f"{len(rows)} cannot be read and are left out: {'; '.join(rows[:_NAMED])}{more}",
            remedy='nothing stops by it; "Damaged rows" in docs/operations.md brings them back from a backup',
        )


def _schema(state: HistoryState) -> Diagnosis:
    found = f"version {state.schema_version}, the newest"
    if not state.pending:
        return Diagnosis(subject="history schema", found=found)
    steps = " ".join(state.pending)
    return Diagnosis(
        subject="history schema",
        health=Health.NOTE,
        found=f"version {state.schema_version}; its next use brings it to {state.newest_schema_version}. {steps}",
        remedy="`cetingest backup FILE`, then `cetingest migrate`, while no run of the old version goes on",
    )


def _last_fetch(state: HistoryState, settings: LinkSettings, now: dt.datetime) -> Diagnosis:
    if state.last_fetched_at is None:
        return Diagnosis(subject="last fetch", found="none yet")
    age = now - state.last_fetched_at
    is_late = age > dt.timedelta(days=2 * settings.live_days)
    return Diagnosis(
        subject="last fetch",
        health=Health.NOTE if is_late else Health.WELL,
        found=f"{state.last_fetched_at:%Y-%m-%d %H:%M} UTC, {span_of_time(age)} ago",
        remedy="nothing was fetched for twice links.live_days: is the schedule on, or links.is_offline set?",
    )


def _leases(state: HistoryState) -> Diagnosis:
    found = f"{state.leases_alive} run(s) are asking the web now"
    if not state.leases_dead:
        return Diagnosis(subject="leases", found=found)
    return Diagnosis(
        subject="leases",
        health=Health.NOTE,
        found=f"{found}, {state.leases_dead} were killed while asking",
        remedy="nothing to do: the next run takes over what they left",
    )


def documents(storage: Storage, now: dt.datetime) -> Iterator[Diagnosis]:
    """Say which documents are done, failed or waiting, when tables last changed, and which files have no document."""
    try:
        present = tuple(storage.pdf_paths())
        found = find_orphans(storage, now)
    except (InputError, OSError):
        return  # `raw` has reported it
    if not storage.processed.is_dir():
        return  # `processed` has reported it
    records = [_record(document_id, storage) for document_id in present]
    done = [record for record in records if record is not None]
    waiting = len(present) - len(done)
    yield Diagnosis(
        subject="documents",
        health=Health.NOTE if waiting else Health.WELL,
        found=f"{len(done)} of {len(present)} ingested",
        remedy="`cetingest run` ingests the others; under Dagster its daemon must run",
    )
    yield from _failed([record for record in done if record.failure])
    yield _tables(storage, now)
    if found.document_ids or found.temporary_files:
        yield _orphans(found)


def _record(document_id: str, storage: Storage) -> DocumentRecord | None:
    """Return how the ingestion of a document ended; None when it did not end, or another version wrote the record."""
    try:
        return read_model(storage.record(document_id), DocumentRecord)
    except CetingestError:
        return None


def _failed(failed: list[DocumentRecord]) -> Iterator[Diagnosis]:
    for record in failed[:_NAMED]:
        page = f" (page {record.failed_page})" if record.failed_page else ""
        yield Diagnosis(
            subject="failed document",
            health=Health.ILL,
            found=f"{record.document_id}{page}: {record.failure}",
            remedy="replace it by a sound PDF, or take it out of raw/; the next run notices",
        )
    if len(failed) > _NAMED:
        yield Diagnosis(
            subject="failed document",
            health=Health.ILL,
            found=f"{len(failed) - _NAMED} more",
            remedy="see the table `problems`, or the first page of the report",
        )


def _tables(storage: Storage, now: dt.datetime) -> Diagnosis:
    package = storage.datasets / "datapackage.json"
    if not package.exists():
        return Diagnosis(subject="tables", health=Health.NOTE, found="none yet", remedy="`cetingest run` makes them")
    changed = dt.datetime.fromtimestamp(package.stat().st_mtime, dt.UTC)
    return Diagnosis(
        subject="tables", found=f"last changed {changed:%Y-%m-%d %H:%M} UTC, {span_of_time(now - changed)} ago"
    )


def _orphans(found: Orphans) -> Diagnosis:
    named = ", ".join(found.document_ids[:_NAMED])
    counts = f"{len(found.document_ids)} document(s) without PDF, {len(found.temporary_files)} temporary file(s)"
    return Diagnosis(
        subject="leftovers",
        health=Health.NOTE,
        found=f"{counts}: {named}" if named else counts,
        remedy="`cetingest prune --dry-run` names them all, `cetingest prune` removes them",
    )


def _size(count: int) -> str:
    """Format a number of bytes.

    >>> _size(999), _size(1_234_567), _size(20_000_000_000)
    ('999 B', '1.2 MB', '20.0 GB')
    """
    for unit, least in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if count >= least:
            return f"{count / least:.1f} {unit}"
    return f"{count} B"
