"""Fetches and answers as rows of their tables, and back. A row that cannot be read is noted; the others are used."""

import datetime as dt
import logging
from collections.abc import Iterator
from typing import TypeVar

import sqlalchemy as sa

from cetingest import storage
from cetingest.errors import StorageError
from cetingest.history.databases import stream
from cetingest.history.tables import ARCHIVE_ANSWERS, FETCHES, storable, url_hash
from cetingest.logs import Line
from cetingest.model import ArchiveAnswer, Fetch, Reach, UnreadableRow
from cetingest.web.urls import history_key

logger = logging.getLogger(__name__)

Stored = TypeVar("Stored", Fetch, ArchiveAnswer)

_REASON_CHARACTERS = 200


def fetch_row(fetch: Fetch, *, is_aside: bool) -> dict[str, object]:
    """Return a fetch as a row of its table."""
    key = history_key(fetch.url)
    return {
        "url": storable(key),
        "url_hash": url_hash(key),
        "fetched_at": sortable(fetch.fetched_at),
        "reach": str(fetch.reach),
        "status_code": fetch.status_code,
        "is_offline": fetch.is_offline,
        "is_aside": is_aside,
        "fetch": storable(storage.dumps(fetch, indent=None)),
    }


def answer_row(answer: ArchiveAnswer) -> dict[str, object]:
    """Return an archive's answer as a row of its table."""
    return {
        "url_hash": url_hash(history_key(answer.url)),
        "asked_at": sortable(answer.asked_at),
        "answer": storable(storage.dumps(answer, indent=None)),
    }


def sortable(moment: dt.datetime) -> str:
    """Spell a time at fixed width in UTC, so that text sorts as time does in every database."""
    return moment.astimezone(dt.UTC).isoformat(timespec="microseconds")


def as_text(value: str | bytes) -> str:
    """Return a text of the database to be shown; where it is no UTF-8, `databases` gives its bytes."""
    return value if isinstance(value, str) else value.decode("utf-8", errors="replace")


class RowReader:
    """Reads rows, and notes and logs each one that cannot be read."""

    def __init__(self) -> None:
        self._noted: dict[tuple[str, int], UnreadableRow] = {}
        self._logged: set[tuple[str, int]] = set()

    def fetch(self, row_id: int, url: str, columns: tuple[str, str], text: str) -> Fetch | None:
        """Read a fetch, given its columns `fetched_at` and `reach` too; None when it cannot be read."""
        return None if self.outline(row_id, url, columns) is None else self.value(FETCHES, row_id, url, text, Fetch)

    def outline(self, row_id: int, url: str, columns: tuple[str, str]) -> Fetch | None:
        """Read a fetch of which time and reach alone are wanted; None when they cannot be read."""
        fetched_at, reach = columns
        try:
            return Fetch(url=url, fetched_at=dt.datetime.fromisoformat(fetched_at), reach=Reach(reach))
        except (ValueError, TypeError) as error:
            self._note(FETCHES, row_id, url, error)
            return None

    def value(self, table: sa.Table, row_id: int, url: str, text: str, kind: type[Stored]) -> Stored | None:
        """Read the JSON of a row; None when it cannot be read."""
        try:
            return storage.loads(text, kind)
        except (StorageError, RecursionError) as error:
            self._note(table, row_id, url, error)
            return None

    def take_unreadable(self) -> tuple[UnreadableRow, ...]:
        """Return the unreadable rows that were met since this was called last, in order of table and number."""
        noted, self._noted = self._noted, {}
        return tuple(noted[key] for key in sorted(noted))

    def _note(self, table: sa.Table, row_id: int, url: str, error: BaseException) -> None:
        row = UnreadableRow(url=url, table=table.name, row_id=row_id, reason=_reason(error))
        key = (row.table, row_id)
        self._noted[key] = row
        if key not in self._logged:
            self._logged.add(key)
            text = "a row of the history cannot be read and is left out"
            logger.warning(Line(text, table=row.table, row=row_id, url=url or None, reason=row.reason))


def unreadable_rows(connection: sa.Connection) -> Iterator[UnreadableRow]:
    """Read every row of a history of the newest schema version; yield those that cannot be read."""
    reader = RowReader()
    for row_id, url, fetched_at, reach, text in stream(connection, _ALL_FETCHES):
        reader.fetch(row_id, as_text(url), (fetched_at, reach), text)
        yield from reader.take_unreadable()
    for row_id, url, text in stream(connection, _ALL_ANSWERS):
        reader.value(ARCHIVE_ANSWERS, row_id, as_text(url or ""), text, ArchiveAnswer)
        yield from reader.take_unreadable()


_ALL_FETCHES = sa.select(
    FETCHES.c.fetch_id, FETCHES.c.url, FETCHES.c.fetched_at, FETCHES.c.reach, FETCHES.c.fetch
).order_by(FETCHES.c.fetch_id)
# An answer names its URL in its JSON alone. Archives are asked for URLs that were fetched.
_URL_OF_ANSWER = (
    sa.select(sa.func.min(FETCHES.c.url)).where(FETCHES.c.url_hash == ARCHIVE_ANSWERS.c.url_hash).scalar_subquery()
)
_ALL_ANSWERS = sa.select(ARCHIVE_ANSWERS.c.answer_id, _URL_OF_ANSWER, ARCHIVE_ANSWERS.c.answer).order_by(
    ARCHIVE_ANSWERS.c.answer_id
)


def _reason(error: BaseException) -> str:
    """Say in one line why a row cannot be read: the cause, of which the library's own words tell most."""
    cause = error.__cause__ or error
    inner = getattr(cause, "exceptions", ())  # cattrs gathers what is wrong with each field
    while inner:
        cause, inner = inner[0], getattr(inner[0], "exceptions", ())
    words = " ".join(str(cause).split()) or type(cause).__name__
    return words if len(words) <= _REASON_CHARACTERS else f"{words[:_REASON_CHARACTERS]}…"
