"""Reading and writing the history."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import sqlalchemy as sa

from cetingest.errors import StorageError
from cetingest.history.ages import CLOCKS_APART, is_due
from cetingest.history.appending import Row, append
from cetingest.history.databases import is_private, make_engine
from cetingest.history.failures import unusable
from cetingest.history.leases import LEASE_SECONDS, LEASES_OF_PATIENCE, Lease
from cetingest.history.migrations import migrate
from cetingest.history.rows import RowReader, answer_row, fetch_row, sortable
from cetingest.history.tables import ARCHIVE_ANSWERS, FETCHES, url_hash
from cetingest.model import ArchiveAnswer, Fetch, UnreadableRow
from cetingest.settings import LinkSettings
from cetingest.web.urls import history_key

_URLS_A_QUERY = 500
"""Bound parameters of one statement; SQLite before 3.32 takes 999."""
_DAY_CHARACTERS = len("2026-03-01")
_OUTLINE = (FETCHES.c.url_hash, FETCHES.c.fetch_id, FETCHES.c.fetched_at, FETCHES.c.reach)
_LATEST = dt.datetime.max.replace(tzinfo=dt.UTC)


class History:
    """All fetches ever made. Rows are added and never changed; use as a context manager.

    What was recorded first is older, whatever the clock said then: two runs never ask one URL at the same time.
    """

    def __init__(
        self,
        engine: sa.Engine,
        *,
        is_aside: bool = False,
        before: dt.datetime | None = None,
        lease_seconds: float = LEASE_SECONDS,
        reader: RowReader | None = None,
    ) -> None:
        self._engine = engine
        self._reader = reader or RowReader()
        self._is_aside = is_aside
        self._known = sa.true() if before is None else FETCHES.c.fetched_at < sortable(before)
        self._lease_seconds = lease_seconds

    @classmethod
    def open(cls, place: str | Path = "sqlite://", *, lease_seconds: float = LEASE_SECONDS) -> "History":
        """Open a history by its database URL or SQLite file, making it if it is new; the default lives in memory only.

        A history of an older version is brought to the newest. What a run has claimed stays its own for
        `lease_seconds` after it was killed. Raises StorageError when it cannot be opened or was written by a newer
        version of cetingest.
        """
        engine = make_engine(place)
        try:
            migrate(engine)
        except sa.exc.SQLAlchemyError as error:
            engine.dispose()
            raise unusable(engine, error) from error
        except StorageError:
            engine.dispose()
            raise
        return cls(engine, lease_seconds=lease_seconds)

    def __enter__(self) -> "History":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections; SQLite folds its write-ahead log into the file then."""
        self._engine.dispose()

    def for_uncited_urls(self) -> "History":
        """Return the same history, whose new fetches count as those of URLs that nobody cites.

        Such are probes, and pages and archived copies that may be suggested. `cited_urls` leaves them out.
        """
        return History(self._engine, is_aside=True, lease_seconds=self._lease_seconds, reader=self._reader)

    def as_of(self, moment: dt.datetime) -> "History":
        """Return the same history as it was just before a moment, to read its fetches."""
        return History(self._engine, before=moment, lease_seconds=self._lease_seconds, reader=self._reader)

    def lease(self) -> Lease:
        """Return what a run claims URLs with, so that others leave them to it; use as a context manager."""
        return Lease(self._engine, self._lease_seconds, is_alone=is_private(self._engine))

    def take_unreadable(self) -> tuple[UnreadableRow, ...]:
        """Return the rows that were met since this was called last and could not be read; nothing was made of them."""
        return self._reader.take_unreadable()

    # --- fetches --------------------------------------------------------------------------------------------------

    def record(self, fetches: Iterable[Fetch]) -> None:
        """Add fetches, all or none. Raises StorageError when the server stays away for five times a lease."""
        self._append(FETCHES, [fetch_row(fetch, is_aside=self._is_aside) for fetch in fetches])

    def count(self) -> int:
        """Return how many fetches are remembered."""
        with self._engine.connect() as connection:
            return connection.execute(sa.select(sa.func.count()).select_from(FETCHES)).scalar_one()

    def fetches_of(self, urls: Iterable[str]) -> dict[str, tuple[Fetch, ...]]:
        """Map each URL to its fetches, oldest first; fetches of offline runs are left out."""
        return self._read(urls, FETCHES.c.is_offline.is_(False))

    def offline_fetches(self, urls: Iterable[str]) -> dict[str, Fetch]:
        """Map those URLs that were tried in vain, by this machine's own fault, to the latest such fetch."""
        found = self._read(urls, FETCHES.c.is_offline.is_(True))
        return {url: fetches[-1] for url, fetches in found.items() if fetches}

    def everything_of(self, url: str) -> tuple[Fetch, ...]:
        """Return all fetches of a URL, oldest first, also those that failed by this machine's fault."""
        return self._read([url], sa.true())[url]

    def due(
        self, urls: Sequence[str], settings: LinkSettings, now: dt.datetime, *, began: dt.datetime | None = None
    ) -> tuple[str, ...]:
        """Return the URLs to ask (again), in order, each once and spelled as history keeps it.

        What was fetched at or after `began` is never due: a run does not ask what another one has just asked.
        """
        keys = tuple(dict.fromkeys(history_key(url) for url in urls))
        known = self._read_outlines(keys)
        return tuple(
            key
            for key in keys
            if is_due(known[key], settings, now)
            and (began is None or not known[key] or not began <= known[key][-1].fetched_at <= now + CLOCKS_APART)
        )

    def outlines_of(self, urls: Iterable[str]) -> Iterator[tuple[str, tuple[Fetch, ...]]]:
        """Yield each URL with its online fetches, oldest first, of which time and reach alone are read.

        Ages, strikes and deaths depend on nothing else, and reading whole fetches costs six times as much.
        """
        for some in _batches(urls, _URLS_A_QUERY):
            keys = [history_key(url) for url in some]
            known = self._read_outlines(tuple(dict.fromkeys(keys)))
            yield from ((url, known[key]) for url, key in zip(some, keys, strict=True))

    def days_asked(self) -> tuple[dt.date, ...]:
        """Return the days (UTC) on which anything was asked, in order."""
        query = sa.select(sa.func.substr(FETCHES.c.fetched_at, 1, _DAY_CHARACTERS)).distinct()
        with self._engine.connect() as connection:
            days = (_day(text) for text in connection.execute(query).scalars())
            return tuple(sorted(day for day in days if day is not None))

    def tried_within(self, urls: Iterable[str], age: dt.timedelta, now: dt.datetime) -> frozenset[str]:
        """Return those URLs that were asked less than `age` ago, in vain or not."""
        return self.tried_since(urls, now - age, until=now + age)

    def tried_since(self, urls: Iterable[str], moment: dt.datetime, *, until: dt.datetime = _LATEST) -> frozenset[str]:
        """Return those URLs that were asked at `moment` or later, in vain or not."""
        keys = {url: url_hash(history_key(url)) for url in urls}
        found: set[str] = set()
        with self._engine.connect() as connection:
            for some in _batches(dict.fromkeys(keys.values()), _URLS_A_QUERY):
                query = sa.select(FETCHES.c.url_hash).distinct()
                query = query.where(FETCHES.c.url_hash.in_(some), FETCHES.c.fetched_at >= sortable(moment))
                query = query.where(FETCHES.c.fetched_at <= sortable(until))
                found.update(connection.execute(query).scalars())
        return frozenset(url for url, key in keys.items() if key in found)

    def cited_urls(self) -> tuple[str, ...]:
        """Return all URLs that were asked because somebody cites them, sorted."""
        query = sa.select(FETCHES.c.url).distinct().where(FETCHES.c.is_aside.is_(False))
        with self._engine.connect() as connection:
            return tuple(sorted(connection.execute(query).scalars()))

    def _read(self, urls: Iterable[str], which: sa.ColumnElement[bool]) -> dict[str, tuple[Fetch, ...]]:
        keys = {url: url_hash(history_key(url)) for url in urls}
        names = {hashed: history_key(url) for url, hashed in keys.items()}
        found: dict[str, list[Fetch]] = defaultdict(list)
        with self._engine.connect() as connection:
            for some in _batches(dict.fromkeys(keys.values()), _URLS_A_QUERY):
                query = sa.select(*_OUTLINE, FETCHES.c.fetch)
                query = query.where(FETCHES.c.url_hash.in_(some), self._known, which)
                for key, row_id, at, reach, text in connection.execute(query.order_by(FETCHES.c.fetch_id)):
                    if (fetch := self._reader.fetch(row_id, names[key], (at, reach), text)) is not None:
                        found[key].append(fetch)
        return {url: tuple(found[key]) for url, key in keys.items()}

    def _read_outlines(self, keys: Sequence[str]) -> dict[str, tuple[Fetch, ...]]:
        """Map URLs to their online fetches with time and reach alone, oldest first: all that an age depends on."""
        hashes = {url_hash(key): key for key in keys}
        found: dict[str, list[Fetch]] = defaultdict(list)
        with self._engine.connect() as connection:
            for some in _batches(hashes, _URLS_A_QUERY):
                query = sa.select(*_OUTLINE).where(FETCHES.c.url_hash.in_(some), FETCHES.c.is_offline.is_(False))
                for key, row_id, at, reach in connection.execute(query.order_by(FETCHES.c.fetch_id)):
                    if (fetch := self._reader.outline(row_id, hashes[key], (at, reach))) is not None:
                        found[key].append(fetch)
        return {key: tuple(found[hashed]) for hashed, key in hashes.items()}

    # --- what archives said ---------------------------------------------------------------------------------------

    def record_archive_answers(self, answers: Iterable[ArchiveAnswer]) -> None:
        """Add answers of archives, all or none. Raises as `record` does."""
        self._append(ARCHIVE_ANSWERS, [answer_row(answer) for answer in answers])

    def archive_answers_of(self, urls: Iterable[str]) -> dict[str, tuple[ArchiveAnswer, ...]]:
        """Map each URL to what archives said of it, oldest first."""
        keys = {url: url_hash(history_key(url)) for url in urls}
        found: dict[str, list[ArchiveAnswer]] = defaultdict(list)
        names = {hashed: history_key(url) for url, hashed in keys.items()}
        columns = (ARCHIVE_ANSWERS.c.url_hash, ARCHIVE_ANSWERS.c.answer_id, ARCHIVE_ANSWERS.c.answer)
        with self._engine.connect() as connection:
            for some in _batches(dict.fromkeys(keys.values()), _URLS_A_QUERY):
                query = sa.select(*columns).where(ARCHIVE_ANSWERS.c.url_hash.in_(some))
                for key, row_id, text in connection.execute(query.order_by(ARCHIVE_ANSWERS.c.answer_id)):
                    answer = self._reader.value(ARCHIVE_ANSWERS, row_id, names[key], text, ArchiveAnswer)
                    if answer is not None:
                        found[key].append(answer)
        return {url: tuple(found[key]) for url, key in keys.items()}

    def _append(self, table: sa.Table, rows: Sequence[Row]) -> None:
        append(self._engine, table, rows, patience_seconds=LEASES_OF_PATIENCE * self._lease_seconds)


def _day(text: str) -> dt.date | None:
    """Read a day, None when the text is none; reading the fetch of that row then reports the row."""
    try:
        return dt.date.fromisoformat(text)
    except (ValueError, TypeError):
        return None


def _batches(items: Iterable[str], size: int) -> Iterator[list[str]]:
    remaining = iter(items)
    while batch := list(islice(remaining, size)):
        yield batch
