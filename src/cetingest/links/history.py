"""The memory of all fetches: an append-only table, in SQLite or any database that SQLAlchemy knows."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import StaticPool

from cetingest import storage
from cetingest.errors import StorageError
from cetingest.links.ages import is_due
from cetingest.links.urls import history_key
from cetingest.model import Fetch
from cetingest.settings import LinkSettings

SCHEMA_VERSION = 1
_URLS_A_QUERY = 500
"""Bound parameters of one statement; SQLite before 3.32 takes 999."""
_BUSY_SECONDS = 60.0
"""How long a writer waits for another one; a batch is written in milliseconds."""

_METADATA = sa.MetaData()
_META = sa.Table(
    "history_meta",
    _METADATA,
    sa.Column("key", sa.String(64), primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)
# The columns beside `fetch` exist to be asked for; the JSON holds everything.
_FETCHES = sa.Table(
    "fetches",
    _METADATA,
    sa.Column("fetch_id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=True),
    sa.Column("url", sa.Text, nullable=False, index=True),
    sa.Column("fetched_at", sa.String(32), nullable=False),
    sa.Column("reach", sa.String(32), nullable=False),
    sa.Column("status_code", sa.Integer),
    sa.Column("is_offline", sa.Boolean, nullable=False),
    sa.Column("fetch", sa.Text, nullable=False),
)


class History:
    """All fetches ever made. Rows are added and never changed; use as a context manager."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, place: str | Path = "sqlite://") -> "History":
        """Open a history by its database URL or SQLite file, making it if it is new; the default lives in memory only.

        Raises StorageError when it cannot be opened or was written by another version of cetingest.
        """
        engine = _make_engine(place)
        try:
            _prepare(engine)
        except sa.exc.SQLAlchemyError as error:
            engine.dispose()
            raise StorageError(f"{_shown(engine)}: cannot be used as history ({error}); name another one") from error
        except StorageError:
            engine.dispose()
            raise
        return cls(engine)

    def __enter__(self) -> "History":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections; SQLite folds its write-ahead log into the file then."""
        self._engine.dispose()

    def record(self, fetches: Iterable[Fetch]) -> None:
        """Add fetches, all or none."""
        rows = [_row(fetch) for fetch in fetches]
        if rows:
            with self._engine.begin() as connection:
                connection.execute(sa.insert(_FETCHES), rows)

    def count(self) -> int:
        """Return how many fetches are remembered."""
        with self._engine.connect() as connection:
            return connection.execute(sa.select(sa.func.count()).select_from(_FETCHES)).scalar_one()

    def fetches_of(self, urls: Iterable[str]) -> dict[str, tuple[Fetch, ...]]:
        """Map each URL to its fetches, oldest first; fetches of offline runs are left out."""
        return self._read(urls, is_offline=False)

    def offline_fetches(self, urls: Iterable[str]) -> dict[str, Fetch]:
        """Map those URLs that were tried in vain, by this machine's own fault, to the latest such fetch."""
        return {url: fetches[-1] for url, fetches in self._read(urls, is_offline=True).items() if fetches}

    def due(self, urls: Sequence[str], settings: LinkSettings, now: dt.datetime) -> tuple[str, ...]:
        """Return the URLs to ask (again), in order, each once and spelled as history keeps it."""
        keys = tuple(dict.fromkeys(history_key(url) for url in urls))
        known = self.fetches_of(keys)
        return tuple(key for key in keys if is_due(known[key], settings, now))

    def _read(self, urls: Iterable[str], *, is_offline: bool) -> dict[str, tuple[Fetch, ...]]:
        keys = {url: history_key(url) for url in urls}
        found: dict[str, list[Fetch]] = defaultdict(list)
        with self._engine.connect() as connection:
            for some in _batches(dict.fromkeys(keys.values()), _URLS_A_QUERY):
                query = (
                    sa.select(_FETCHES.c.url, _FETCHES.c.fetch)
                    .where(_FETCHES.c.url.in_(some), _FETCHES.c.is_offline.is_(is_offline))
                    .order_by(_FETCHES.c.fetched_at, _FETCHES.c.fetch_id)
                )
                for key, fetch in connection.execute(query):
                    found[key].append(storage.loads(fetch, Fetch))
        return {url: tuple(found[key]) for url, key in keys.items()}


def _shown(engine: sa.Engine) -> str:
    return engine.url.render_as_string(hide_password=True)


def _row(fetch: Fetch) -> dict[str, object]:
    return {
        "url": history_key(fetch.url),
        # Fixed width in UTC, so that text sorts as time does in every database.
        "fetched_at": fetch.fetched_at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        "reach": str(fetch.reach),
        "status_code": fetch.status_code,
        "is_offline": fetch.is_offline,
        "fetch": storage.dumps(fetch, indent=None),
    }


def _batches(items: Iterable[str], size: int) -> Iterator[list[str]]:
    remaining = iter(items)
    while batch := list(islice(remaining, size)):
        yield batch


def _make_engine(place: str | Path) -> sa.Engine:
    try:
        # Made of parts, a path may hold what would mean something in a URL ("?").
        parsed = sa.URL.create("sqlite", database=str(place)) if isinstance(place, Path) else sa.make_url(place)
        if parsed.get_backend_name() != "sqlite":
            return sa.create_engine(parsed)
    except (sa.exc.ArgumentError, ImportError) as error:
        raise StorageError(
            f"the history's URL cannot be used ({error}); write for instance sqlite:///processed/history.db"
        ) from error
    if not parsed.database or parsed.database == ":memory:":
        return sa.create_engine(parsed, poolclass=StaticPool, connect_args={"check_same_thread": False})
    Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(parsed, connect_args={"timeout": _BUSY_SECONDS})
    sa.event.listen(engine, "connect", _set_pragmas)
    return engine


def _set_pragmas(connection: sa.engine.interfaces.DBAPIConnection, _: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")  # readers and one writer at once; a kill loses no committed row
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.close()


def _prepare(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        for table in (_META, _FETCHES):
            connection.execute(sa.schema.CreateTable(table, if_not_exists=True))
            for index in table.indexes:
                connection.execute(sa.schema.CreateIndex(index, if_not_exists=True))
    query = sa.select(_META.c.value).where(_META.c.key == "schema_version")
    with engine.connect() as connection:
        version = connection.execute(query).scalar_one_or_none()
    if version is None:
        version = _write_version(engine, query)
    if version != str(SCHEMA_VERSION):
        raise StorageError(
            f"{_shown(engine)}: history of schema version {version}, this cetingest knows {SCHEMA_VERSION}; "
            "use the cetingest that wrote it or name another history"
        )


def _write_version(engine: sa.Engine, query: sa.Select[Any]) -> str:
    try:
        with engine.begin() as connection:
            connection.execute(sa.insert(_META).values(key="schema_version", value=str(SCHEMA_VERSION)))
    except sa.exc.IntegrityError:
        pass  # another process opened the new history at the same moment
    with engine.connect() as connection:
        return str(connection.execute(query).scalar_one())
