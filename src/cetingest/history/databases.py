"""Opening databases: SQLite in a file or in memory, PostgreSQL by URL, and what the two do differently."""

import contextlib
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import StaticPool

from cetingest.errors import INSTALL_SCALE, StorageError
from cetingest.history.failures import file_of, known_failure, unusable

_BUSY_SECONDS = 60.0
"""How long a writer waits for another one; a batch is written in milliseconds."""
_VALUES_A_QUERY = 500
"""Bound parameters of one statement; SQLite before 3.32 takes 999."""
_LOCK_NUMBER = 0x6365_7469
"""The advisory lock of this program in a PostgreSQL database; any number that others do not use."""
_NOW_SECONDS = {
    "postgresql": "SELECT extract(epoch FROM clock_timestamp())",
    "sqlite": "SELECT (julianday('now') - 2440587.5) * 86400.0",
}
_AWAY_CODES = (None, "57P01", "57P02", "57P03")
"""Of PostgreSQL: not reached, ended by its administrator, crashed, not to be connected to now."""
_EXAMPLE = "write for instance sqlite:///processed/history.db or postgresql://user@host/database"


def make_engine(place: str | Path) -> sa.Engine:
    """Return an engine for a database URL or an SQLite file; nothing is opened yet but a file's folder is made.

    Raises StorageError when the URL is none, or names a database that is not supported or not installed.
    """
    try:
        # Made of parts, a path may hold what would mean something in a URL ("?").
        url = sa.URL.create("sqlite", database=str(place)) if isinstance(place, Path) else sa.make_url(place)
        if (make := _MAKERS.get(url.get_backend_name())) is not None:
            engine = make(url)
            sa.event.listen(engine, "handle_error", _explain, retval=True)
            return engine
    except (sa.exc.ArgumentError, ImportError) as error:
        hint = f"install its driver: {INSTALL_SCALE}" if isinstance(error, ImportError) else _EXAMPLE
        raise StorageError(f"the history's URL cannot be used ({error}); {hint}") from error
    raise StorageError(f"the history's URL names {url.get_backend_name()}, which is not supported; {_EXAMPLE}")


@contextmanager
def existing_engine(place: str | Path) -> Iterator[sa.Engine]:
    """Give the engine of a history that is there; nothing is made, and what the database raises is a StorageError.

    Raises StorageError when there is none.
    """
    if (file := sqlite_file(place)) is not None and not file.exists():
        raise StorageError(f"{file}: there is no history yet; `cetingest run` makes it, or name another one")
    with closing_engine(place) as engine:
        yield engine


@contextmanager
def closing_engine(place: str | Path) -> Iterator[sa.Engine]:
    """Give the engine of a history and close it; what the database raises is a StorageError that names it."""
    engine = make_engine(place)
    try:
        yield engine
    except sa.exc.SQLAlchemyError as error:
        raise unusable(engine, error) from error
    finally:
        engine.dispose()


def sqlite_file(place: str | Path) -> Path | None:
    """Return the file of an SQLite history, None when it has none."""
    if isinstance(place, Path):
        return place
    try:
        url = sa.make_url(place)
    except sa.exc.ArgumentError:
        return None
    is_file = url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:"
    return Path(str(url.database)) if is_file else None


def is_away(error: sa.exc.SQLAlchemyError) -> bool:
    """Tell whether an error says that a database's server is not there just now; a file is always there.

    Codes: https://www.postgresql.org/docs/current/errcodes-appendix.html, class 57.
    """
    if not isinstance(error, sa.exc.DBAPIError) or isinstance(error.orig, sqlite3.Error):
        return False
    is_the_servers = isinstance(error, sa.exc.OperationalError | sa.exc.InterfaceError)
    return error.connection_invalidated or (is_the_servers and getattr(error.orig, "pgcode", None) in _AWAY_CODES)


def is_private(engine: sa.Engine) -> bool:
    """Tell whether the database lives in this process's memory, so that nobody else can use it."""
    return isinstance(engine.pool, StaticPool)


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Open a transaction for writing; of all processes only one has such a transaction at a time."""
    with engine.connect().execution_options(cetingest_begin="BEGIN IMMEDIATE") as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK_NUMBER)))
        yield connection


@contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Open a transaction that sees one state of the database to its end, whatever others write meanwhile."""
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":  # a transaction of SQLite is so by itself
            connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection


def count_rows(connection: sa.Connection, table: sa.Table) -> int:
    """Return how many rows a table has."""
    return connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()


def stream(connection: sa.Connection, query: sa.Select[Any]) -> Iterator[Sequence[Any]]:
    """Iterate over rows without holding them all; PostgreSQL's driver would read everything first."""
    yield from connection.execution_options(yield_per=1_000).execute(query)


def now_seconds(connection: sa.Connection) -> float:
    """Return the database's own time, in seconds since 1970: machines that share it need not agree on theirs."""
    return float(connection.exec_driver_sql(_NOW_SECONDS[connection.dialect.name]).scalar_one())


def slices(values: Sequence[str]) -> Iterator[list[str]]:
    """Cut values into lists that one statement takes."""
    for start in range(0, len(values), _VALUES_A_QUERY):
        yield list(values[start : start + _VALUES_A_QUERY])


def _postgresql(url: sa.URL) -> sa.Engine:
    if url.drivername == "postgresql":  # SQLAlchemy's own choice of driver differs between its versions
        url = url.set(drivername="postgresql+psycopg2")
    return sa.create_engine(url, pool_pre_ping=True)


def _sqlite(url: sa.URL) -> sa.Engine:
    if not url.database or url.database == ":memory:":
        engine = sa.create_engine(url, poolclass=StaticPool, connect_args={"check_same_thread": False})
    else:
        try:
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StorageError(f"{url.database}: its folder cannot be made ({error.strerror}); {_EXAMPLE}") from error
        engine = sa.create_engine(url, connect_args={"timeout": _BUSY_SECONDS})
        sa.event.listen(engine, "connect", _synchronise_less)
    # Python's driver begins transactions late and not before CREATE TABLE; here each begins where SQLAlchemy says so.
    sa.event.listen(engine, "connect", _leave_transactions_alone)
    sa.event.listen(engine, "begin", _begin)
    return engine


_MAKERS = {"sqlite": _sqlite, "postgresql": _postgresql}


def _leave_transactions_alone(connection: sa.engine.interfaces.DBAPIConnection, _: object) -> None:
    connection.isolation_level = None
    connection.text_factory = _decode


def _begin(connection: sa.Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("cetingest_begin", "BEGIN"))


def _synchronise_less(connection: sa.engine.interfaces.DBAPIConnection, _: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.close()


def _decode(data: bytes) -> str | bytes:
    """Decode a text of SQLite. What is no UTF-8 stays bytes: one such value would end the reading of all rows."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data


def _explain(context: sa.engine.ExceptionContext) -> StorageError | None:
    """Replace an error that says what is wrong with the history by one that says what to do."""
    return known_failure(context.engine, context.original_exception) if context.engine else None


def use_write_ahead_log(engine: sa.Engine) -> None:
    """Let readers and one writer of an SQLite file work at once; a kill loses no committed row.

    The file keeps the mode. Its change does not wait for another process that does the same, so that is done here. A
    file that may only be read stays as it is.
    """
    if file_of(engine) is None:
        return
    end = time.monotonic() + _BUSY_SECONDS
    with contextlib.closing(engine.raw_connection()) as connection:
        cursor = connection.cursor()
        while cursor.execute("PRAGMA journal_mode").fetchone() != ("wal",):
            try:
                cursor.execute("PRAGMA journal_mode=WAL")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_READONLY:
                    return
                if "locked" not in str(error) or time.monotonic() > end:
                    raise
                time.sleep(0.01)
