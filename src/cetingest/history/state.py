"""What a history is like, looked at without changing it: for the operator before a run or a deploy."""

import contextlib
import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa

from cetingest.history.backup_files import Rows
from cetingest.history.databases import count_rows, existing_engine, now_seconds, reading, sqlite_file
from cetingest.history.failures import shown
from cetingest.history.migrations import pending_steps, version_of
from cetingest.history.tables import ARCHIVE_ANSWERS, FETCHES, LEASES, SCHEMA_VERSION

_TIMES_TRIED = 1_000
"""Damage to more rows than these is told by `soundness`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryState:
    """Where a history is, its schema version and size, its last fetch, and who is asking the web now.

    `pending` describes the migrations that the next opening makes. `leases_dead` are those of runs that were killed;
    the next run takes over what they had claimed.
    """

    place: str
    schema_version: int
    newest_schema_version: int
    rows: Rows
    size_bytes: int
    last_fetched_at: dt.datetime | None
    leases_alive: int = 0
    leases_dead: int = 0
    pending: tuple[str, ...] = field(default=())


def look_at_history(place: str | Path) -> HistoryState:
    """Look at a history; raises StorageError when there is none, it cannot be used or a newer cetingest wrote it."""
    with existing_engine(place) as engine, reading(engine) as connection:
        version = version_of(connection)
        alive, dead = _leases(connection) if version > 1 else (0, 0)
        return HistoryState(
            place=shown(engine),
            schema_version=version,
            newest_schema_version=SCHEMA_VERSION,
            rows=Rows(
                fetches=count_rows(connection, FETCHES) if version else 0,
                archive_answers=count_rows(connection, ARCHIVE_ANSWERS) if version > 1 else 0,
            ),
            size_bytes=_size(connection, place),
            last_fetched_at=_last_fetched_at(connection) if version else None,
            leases_alive=alive,
            leases_dead=dead,
            pending=pending_steps(version),
        )


def _last_fetched_at(connection: sa.Connection) -> dt.datetime | None:
    """Return the latest time; some texts that are no times may sort after it."""
    query = sa.select(FETCHES.c.fetched_at).order_by(FETCHES.c.fetched_at.desc()).limit(_TIMES_TRIED)
    for text in connection.execute(query).scalars():
        with contextlib.suppress(ValueError, TypeError):
            return dt.datetime.fromisoformat(text)
    return None


def _leases(connection: sa.Connection) -> tuple[int, int]:
    now = now_seconds(connection)
    until = list(connection.execute(sa.select(LEASES.c.alive_until)).scalars())
    alive = sum(moment >= now for moment in until)
    return alive, len(until) - alive


def _size(connection: sa.Connection, place: str | Path) -> int:
    if (file := sqlite_file(place)) is not None:
        parts = (file, file.with_name(f"{file.name}-wal"))
        return sum(part.stat().st_size for part in parts if part.exists())
    if connection.dialect.name == "postgresql":
        return int(connection.execute(sa.text("SELECT pg_database_size(current_database())")).scalar_one())
    return 0
