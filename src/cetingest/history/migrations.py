"""From any schema version to the newest: all steps in one transaction under a lock, run by Alembic.

The row `schema_version` of `history_meta` says which version a history has: every release since the first reads it, and
so refuses a newer history. Alembic has a table of its own, `history_alembic_version`, not `alembic_version`: Dagster
has one of that name, and may share the database. It is stamped with the row's version before Alembic works, so the two
cannot disagree. Alembic is imported for an upgrade alone: a new history is made from `tables`, and an import costs a
tenth of a second.
"""

import logging
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from cetingest.errors import StorageError
from cetingest.history.databases import reading, use_write_ahead_log, writing
from cetingest.history.failures import damaged, shown
from cetingest.history.tables import FETCHES, META, METADATA, SCHEMA_VERSION
from cetingest.logs import Line

if TYPE_CHECKING:
    from alembic.script import Script, ScriptDirectory

logger = logging.getLogger(__name__)

_REVISIONS = Path(__file__).parent / "revisions"
_ALEMBIC_TABLE = "history_alembic_version"
_ONE_AT_A_TIME = threading.Lock()
"""Alembic's `op` is one for the whole process."""
_VERSION = sa.select(META.c.value).where(META.c.key == "schema_version")
_COLUMNS_OF_VERSION_1 = {
    META.name: {"key", "value"},
    FETCHES.name: {"fetch_id", "url", "fetched_at", "reach", "status_code", "is_offline", "fetch"},
}
_TABLES_NAMED = 8
"""So many tables of another program are named in a message; Firefox's places.sqlite has twenty."""


def migrate(engine: sa.Engine) -> None:
    """Bring the schema of a database to the newest version; a new database gets all of it.

    Openers at the same moment wait for each other, and whoever comes second finds nothing left to do. Raises
    StorageError when the database is another program's, is damaged or was written by a newer cetingest; nothing is
    written to it then.
    """
    with reading(engine) as connection:  # of one state: tables are listed before the version is read
        is_newest = version_of(connection) == SCHEMA_VERSION
    use_write_ahead_log(engine)
    if is_newest:
        return  # the usual case, without any lock
    with writing(engine) as connection:
        found = version_of(connection)
        if found == SCHEMA_VERSION:
            return  # by another opener, meanwhile
        if found == 0 and METADATA.tables.keys().isdisjoint(sa.inspect(connection).get_table_names()):
            METADATA.create_all(connection)
        else:
            _upgrade(connection, found)
        _write_version(connection, found)
    if found:
        logger.info(Line("the history is migrated", from_version=found, to_version=SCHEMA_VERSION))


def version_of(connection: sa.Connection) -> int:
    """Return the schema version of a database, 0 when it has none yet.

    Raises StorageError when it is another program's, is damaged, or was written by a newer cetingest.
    """
    tables = frozenset(sa.inspect(connection).get_table_names())
    found = connection.execute(_VERSION).scalar_one_or_none() if META.name in tables else None
    if found is None:
        _refuse_strangers(connection, tables)
        return 0
    if not found.isdigit() or int(found) > SCHEMA_VERSION:
        raise StorageError(
            f"{shown(connection.engine)}: history of schema version {found}, this cetingest knows up to "
            f"{SCHEMA_VERSION}; update cetingest or name another history"
        )
    expected = METADATA.tables if int(found) == SCHEMA_VERSION else _COLUMNS_OF_VERSION_1
    if missing := sorted(expected.keys() - tables):
        raise damaged(connection.engine, f"tables are missing: {', '.join(missing)}")
    return int(found)


def pending_steps(version: int) -> tuple[str, ...]:
    """Return what each step from a version to the newest is for, in order."""
    if version == SCHEMA_VERSION:
        return ()
    return tuple(script.doc for script in _steps(_scripts(), version))


def _refuse_strangers(connection: sa.Connection, tables: frozenset[str]) -> None:
    """Raise StorageError when a database without a history holds tables of another program.

    An SQLite file with any is another program's. A PostgreSQL database may be shared, with Dagster for instance; there
    only tables that have our names are in the way.
    """
    begun = {name for name in tables & _COLUMNS_OF_VERSION_1.keys() if _is_begun(connection, name)}
    strangers = tables - begun
    if connection.dialect.name != "sqlite":
        strangers &= METADATA.tables.keys()
    if strangers:
        raise StorageError(
            f"{shown(connection.engine)}: is no history of cetingest but another program's database, with the tables "
            f"{_named(sorted(strangers))}; nothing was written to it. Name a new file or an empty database in "
            "storage.history, or leave storage.history out"
        )


def _is_begun(connection: sa.Connection, table: str) -> bool:
    """Tell whether a table is one that version 1 had begun to make when it was killed."""
    columns = {column["name"] for column in sa.inspect(connection).get_columns(table)}
    return columns == _COLUMNS_OF_VERSION_1[table]


def _named(names: list[str]) -> str:
    more = len(names) - _TABLES_NAMED
    return ", ".join(names[:_TABLES_NAMED]) + (f" and {more} more" if more > 0 else "")


def _write_version(connection: sa.Connection, found: int) -> None:
    version = {"value": str(SCHEMA_VERSION)}
    if found == 0:
        connection.execute(sa.insert(META).values(key="schema_version", **version))
    else:
        connection.execute(sa.update(META).where(META.c.key == "schema_version").values(**version))


# --- Alembic ----------------------------------------------------------------------------------------------------------


def _upgrade(connection: sa.Connection, found: int) -> None:
    """Run the steps that are missing, in the transaction of the connection.

    Without `env.py` and an ini file, which only Alembic's command line needs and which would configure logging.
    """
    from alembic.operations import Operations  # noqa: PLC0415 - an import of a tenth of a second
    from alembic.runtime.migration import MigrationContext, MigrationStep  # noqa: PLC0415

    scripts = _scripts()
    steps = [MigrationStep.upgrade_from_script(scripts.revision_map, script) for script in _steps(scripts, found)]
    options = {"version_table": _ALEMBIC_TABLE, "fn": lambda *_: steps}
    context = MigrationContext.configure(connection, opts=options)
    with _ONE_AT_A_TIME, Operations.context(context):
        context.stamp(scripts, str(found) if found else "base")
        context.run_migrations()


def _steps(scripts: "ScriptDirectory", found: int) -> "Iterator[Script]":
    newest_first = scripts.iterate_revisions(str(SCHEMA_VERSION), str(found) if found else "base")
    return reversed(tuple(newest_first))


def _scripts() -> "ScriptDirectory":
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - an import of a tenth of a second

    return ScriptDirectory(str(_REVISIONS))
