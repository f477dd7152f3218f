"""The whole history into one file, and from one into a database of either kind, while runs go on."""

import logging
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TypeVar

import sqlalchemy as sa
from upath import UPath

from cetingest.errors import StorageError
from cetingest.history.backup_files import AnswerRow, BackupWriter, FetchRow, Rows, check_backup, read_backup
from cetingest.history.databases import closing_engine, existing_engine, reading, stream, writing
from cetingest.history.failures import shown
from cetingest.history.migrations import migrate, version_of
from cetingest.history.rows import RowReader, answer_row, as_text, fetch_row
from cetingest.history.tables import ARCHIVE_ANSWERS, FETCHES, SCHEMA_VERSION
from cetingest.logs import Line
from cetingest.model import ArchiveAnswer
from cetingest.storage import write_file

logger = logging.getLogger(__name__)

Row = TypeVar("Row")

_ROWS_AT_ONCE = 200
"""Rows written by one statement and looked for by one: SQLite before 3.32 takes 999 parameters."""


def back_up(place: str | Path, target: UPath) -> Rows:
    """Write the history as it is at this moment to a file, atomically; return what is in it.

    The history is not changed: one of an older schema version is backed up as it is, before any migration. A row that
    cannot be read is left out and logged, since no backup that holds one could be restored. Raises StorageError when
    there is none, or the file cannot be written.
    """
    with tempfile.TemporaryDirectory(prefix="cetingest-") as folder:
        path = Path(folder) / "history.jsonl.gz"
        with existing_engine(place) as engine, reading(engine) as connection:
            rows = _write(connection, path)
        write_file(target, path)
    return rows


def _write(connection: sa.Connection, path: Path) -> Rows:
    version = version_of(connection)
    if version == 0:
        raise StorageError(f"{shown(connection.engine)}: there is no history yet; `cetingest run` makes it")
    reader = RowReader()
    try:
        with path.open("wb") as file:
            writer = BackupWriter(file, version)
            for is_aside, row_id, url, at, reach, text in stream(
                connection, _FETCHES_IN_ORDER if version > 1 else _FETCHES_OF_VERSION_1
            ):
                if reader.fetch(row_id, as_text(url), (at, reach), text) is not None:
                    writer.fetch(text, is_aside=bool(is_aside))
            for row_id, text in stream(connection, _ANSWERS_IN_ORDER) if version > 1 else ():
                if reader.value(ARCHIVE_ANSWERS, row_id, "", text, ArchiveAnswer) is not None:
                    writer.archive_answer(text)
            writer.close()
    except OSError as error:
        raise StorageError(f"{path}: cannot be written ({error.strerror}); set TMPDIR to a place with space") from error
    if left_out := len(reader.take_unreadable()):
        logger.warning(Line("rows that cannot be read are not in the backup", rows=left_out))
    return writer.rows


_COLUMNS = (FETCHES.c.fetch_id, FETCHES.c.url, FETCHES.c.fetched_at, FETCHES.c.reach, FETCHES.c.fetch)
_FETCHES_IN_ORDER = sa.select(FETCHES.c.is_aside, *_COLUMNS).order_by(FETCHES.c.fetch_id)
_FETCHES_OF_VERSION_1 = sa.select(sa.false(), *_COLUMNS).order_by(FETCHES.c.fetch_id)
_ANSWERS_IN_ORDER = sa.select(ARCHIVE_ANSWERS.c.answer_id, ARCHIVE_ANSWERS.c.answer).order_by(
    ARCHIVE_ANSWERS.c.answer_id
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """The rows that were added, and those of the backup that were there already."""

    added: Rows = field(default_factory=Rows)
    known: Rows = field(default_factory=Rows)


def restore(place: str | Path, source: UPath, *, is_merging: bool = False) -> Restored:
    """Add a backup to a history, making it if it is new: all of it, or nothing.

    A history that holds something is refused unless `is_merging`; then a row that it has is not added again. Raises
    InputError when the backup is not whole, StorageError when the history cannot be used.
    """
    check_backup(source, SCHEMA_VERSION)  # so that a bad file makes no database
    with closing_engine(place) as engine:
        migrate(engine)
        with writing(engine) as connection:
            tables = (_Target(FETCHES, "fetch_id", connection), _Target(ARCHIVE_ANSWERS, "answer_id", connection))
            if not is_merging and any(table.last_id for table in tables):
                raise StorageError(
                    f"{shown(engine)}: holds a history already; --merge adds to it what it does not know, "
                    "or name an empty one"
                )
            restored = _add(read_backup(source, SCHEMA_VERSION), *tables)
            for table in tables:
                table.put_in_order()
            return restored


def _add(rows: Iterable[FetchRow | AnswerRow], fetches: "_Target", answers: "_Target") -> Restored:
    added = known = Rows()
    for batch in _batches(rows, _ROWS_AT_ONCE):
        offered = Rows(
            fetches=sum(isinstance(row, FetchRow) for row in batch),
            archive_answers=sum(isinstance(row, AnswerRow) for row in batch),
        )
        new = Rows(
            fetches=fetches.add([_fetch_values(row) for row in batch if isinstance(row, FetchRow)]),
            archive_answers=answers.add([_answer_values(row) for row in batch if isinstance(row, AnswerRow)]),
        )
        added += new
        known += Rows(
            fetches=offered.fetches - new.fetches, archive_answers=offered.archive_answers - new.archive_answers
        )
    return Restored(added=added, known=known)


def _fetch_values(row: FetchRow) -> dict[str, object]:
    return {**fetch_row(row.fetch, is_aside=row.is_aside), "fetch": row.text}


def _answer_values(row: AnswerRow) -> dict[str, object]:
    return {**answer_row(row.answer), "answer": row.text}


class _Target:
    """A table that rows are added to. Rows up to the last id that it had at first were there before."""

    def __init__(self, table: sa.Table, key: str, connection: sa.Connection) -> None:
        self._connection = connection
        self._table = table
        self._id = table.c[key]
        self._time, self._text = (
            (table.c.fetched_at, table.c.fetch) if table is FETCHES else (table.c.asked_at, table.c.answer)
        )
        self.last_id = self._newest_id()

    def add(self, rows: Sequence[dict[str, object]]) -> int:
        """Add those rows that the table did not hold at first; return how many those are."""
        known = self._known(rows) if rows and self.last_id else frozenset()
        new = [row for row in rows if (row[self._time.name], row[self._text.name]) not in known]
        if new:
            self._connection.execute(sa.insert(self._table), new)
        return len(new)

    def put_in_order(self) -> None:
        """Number the rows by time, if some were added to others: a row's number says what is older."""
        last_id = self._newest_id()
        if not 0 < self.last_id < last_id:
            return
        columns = [column for column in self._table.c if column is not self._id]
        in_order = sa.select(*columns).order_by(self._time, self._id)
        self._connection.execute(sa.insert(self._table).from_select([column.name for column in columns], in_order))
        self._connection.execute(sa.delete(self._table).where(self._id <= last_id))

    def _newest_id(self) -> int:
        return self._connection.execute(sa.select(sa.func.max(self._id))).scalar_one_or_none() or 0

    def _known(self, rows: Sequence[dict[str, object]]) -> frozenset[tuple[str, str]]:
        """Return those of the rows that the table holds, as (time, JSON); the JSON names the URL."""
        query = sa.select(self._time, self._text).where(
            self._id <= self.last_id,
            self._table.c.url_hash.in_({row["url_hash"] for row in rows}),
            self._time.in_({row[self._time.name] for row in rows}),
        )
        return frozenset((time, text) for time, text in self._connection.execute(query))


def _batches(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    remaining = iter(rows)
    while batch := list(islice(remaining, size)):
        yield batch
