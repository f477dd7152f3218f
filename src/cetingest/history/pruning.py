"""Deletes old rows that only repeat; `repeats` says which those are."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Generic, TypeVar

import sqlalchemy as sa

from cetingest.history.backup_files import Rows
from cetingest.history.databases import closing_engine, count_rows, existing_engine, reading, writing
from cetingest.history.migrations import migrate
from cetingest.history.repeats import answers_to_keep, fetches_to_keep
from cetingest.history.rows import RowReader, sortable
from cetingest.history.tables import ARCHIVE_ANSWERS, FETCHES
from cetingest.model import ArchiveAnswer, Fetch

Told = TypeVar("Told", Fetch, ArchiveAnswer)

_URLS_AT_ONCE = 100
"""URLs pruned in one transaction: some hundred rows each at most, read and deleted in well under a second, so that runs
that record meanwhile hardly wait."""
_IDS_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Pruned:
    """The rows that went (or would go), of how many that there were."""

    dropped: Rows
    of: Rows


def prune_history(place: str | Path, before: dt.datetime, *, is_rehearsal: bool = False) -> Pruned:
    """Delete the rows older than `before` that no verdict depends on, now or later; a rehearsal only counts them.

    Runs may go on meanwhile, and a kill leaves the rest for the next time. Raises StorageError when there is no
    history.
    """
    with existing_engine(place) as engine:
        migrate(engine)
        with reading(engine) as connection:
            total = Rows(
                fetches=count_rows(connection, FETCHES), archive_answers=count_rows(connection, ARCHIVE_ANSWERS)
            )
        cut = sortable(before)
        dropped = Rows(
            fetches=_prune(engine, _Old(FETCHES, cut, Fetch, fetches_to_keep), is_rehearsal=is_rehearsal),
            archive_answers=_prune(
                engine, _Old(ARCHIVE_ANSWERS, cut, ArchiveAnswer, answers_to_keep), is_rehearsal=is_rehearsal
            ),
        )
    return Pruned(dropped=dropped, of=total)


def compact_history(place: str | Path) -> None:
    """Give the space of deleted rows back to the disk; runs wait meanwhile. PostgreSQL does that by itself."""
    with closing_engine(place) as engine:
        if engine.dialect.name == "sqlite":
            connection = engine.raw_connection()  # VACUUM is for no transaction, and SQLAlchemy always begins one
            connection.cursor().execute("VACUUM")
            connection.close()


class _Old(Generic[Told]):
    """The rows of a table that are older than the cut, and the rule that says which of them tell something."""

    def __init__(
        self, table: sa.Table, cut: str, kind: type[Told], to_keep: Callable[[Sequence[Told]], Iterable[int]]
    ) -> None:
        self.table = table
        self.id, self.hash = next(iter(table.primary_key)), table.c.url_hash
        time, text = (table.c.fetched_at, table.c.fetch) if table is FETCHES else (table.c.asked_at, table.c.answer)
        self._is_old = time < cut
        self._columns = (self.hash, self.id, text)
        self._order = (self.hash, self.id)
        self._kind: type[Told] = kind
        self._to_keep: Callable[[Sequence[Told]], Iterable[int]] = to_keep
        self._reader = RowReader()

    def urls_after(self, last: str) -> sa.Select[Any]:
        """Select the next URLs (their hashes) that have several old rows."""
        query = sa.select(self.hash).where(self._is_old, self.hash > last).group_by(self.hash)
        return query.having(sa.func.count() > 1).order_by(self.hash).limit(_URLS_AT_ONCE)

    def rows_to_delete(self, connection: sa.Connection, hashes: Sequence[str]) -> Iterator[int]:
        """Yield the ids of those rows of some URLs that only repeat."""
        query = sa.select(*self._columns).where(self._is_old, self.hash.in_(hashes)).order_by(*self._order)
        for _, group in groupby(connection.execute(query), key=itemgetter(0)):
            read = ((row_id, self._reader.value(self.table, row_id, "", text, self._kind)) for _, row_id, text in group)
            # What cannot be read stays: nobody knows what it would tell.
            story = [(row_id, value) for row_id, value in read if value is not None]
            kept = frozenset(self._to_keep([value for _, value in story]))
            yield from (row_id for place, (row_id, _) in enumerate(story) if place not in kept)


def _prune(engine: sa.Engine, old: _Old[Told], *, is_rehearsal: bool) -> int:
    """Go through all URLs; return how many rows were (or would be) deleted."""
    dropped, last = 0, ""
    while True:
        with reading(engine) if is_rehearsal else writing(engine) as connection:
            hashes = connection.execute(old.urls_after(last)).scalars().all()
            repeats = tuple(old.rows_to_delete(connection, hashes))
            if not is_rehearsal:
                for start in range(0, len(repeats), _IDS_AT_ONCE):
                    some = repeats[start : start + _IDS_AT_ONCE]
                    connection.execute(sa.delete(old.table).where(old.id.in_(some)))
        dropped += len(repeats)
        if len(hashes) < _URLS_AT_ONCE:
            return dropped
        last = hashes[-1]
