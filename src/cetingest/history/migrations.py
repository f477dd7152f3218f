"""From any schema version to the newest: small steps, each applied once, all in one transaction under a lock."""

import logging
from collections.abc import Callable

import sqlalchemy as sa

from cetingest.errors import StorageError
from cetingest.history.databases import shown, writing
from cetingest.history.tables import META, url_hash
from cetingest.logs import Line

logger = logging.getLogger(__name__)

_ROWS_AT_ONCE = 5_000
_VERSION = sa.select(META.c.value).where(META.c.key == "schema_version")


def migrate(engine: sa.Engine) -> None:
    """Bring the schema of a database to the newest version; a new database gets all of it.

    Openers at the same moment wait for each other, and whoever comes second finds nothing left to do. Raises
    StorageError when the database was written by a newer cetingest.
    """
    with engine.connect() as connection:
        if version_of(connection) == SCHEMA_VERSION:
            return  # the usual case, without any lock
    with writing(engine) as connection:
        found = version_of(connection)
        for step in MIGRATIONS[found:]:
            step(connection)
        if 0 < found < SCHEMA_VERSION:
            logger.info(Line("the history is migrated", from_version=found, to_version=SCHEMA_VERSION))
        if found == 0:
            connection.execute(sa.insert(META).values(key="schema_version", value=str(SCHEMA_VERSION)))
        else:
            connection.execute(sa.update(META).where(META.c.key == "schema_version").values(value=str(SCHEMA_VERSION)))


def version_of(connection: sa.Connection) -> int:
    """Return the schema version of a database, 0 when it has none yet.

    Raises StorageError when it was written by a newer cetingest.
    """
    if not sa.inspect(connection).has_table(META.name):
        return 0
    found = connection.execute(_VERSION).scalar_one_or_none() or "0"
    if not found.isdigit() or int(found) > SCHEMA_VERSION:
        raise StorageError(
            f"{shown(connection.engine)}: history of schema version {found}, this cetingest knows up to "
            f"{SCHEMA_VERSION}; update cetingest or name another history"
        )
    return int(found)


def _create(connection: sa.Connection) -> None:
    """Version 1: fetches."""
    number = "BIGSERIAL" if connection.dialect.name == "postgresql" else "INTEGER"
    # Version 1 made its tables one by one and wrote the version last, so a kill may have left some of them.
    for statement in (
        'CREATE TABLE IF NOT EXISTS history_meta ("key" VARCHAR(64) NOT NULL PRIMARY KEY, value TEXT NOT NULL)',
        f"CREATE TABLE IF NOT EXISTS fetches (fetch_id {number} NOT NULL PRIMARY KEY, url TEXT NOT NULL, "
        "fetched_at VARCHAR(32) NOT NULL, reach VARCHAR(32) NOT NULL, status_code INTEGER, "
        'is_offline BOOLEAN NOT NULL, "fetch" TEXT NOT NULL)',
        "CREATE INDEX IF NOT EXISTS ix_fetches_url ON fetches (url)",
    ):
        connection.execute(sa.text(statement))


def _find_by_hash_and_share(connection: sa.Connection) -> None:
    """Version 2: URLs of any length, what archives said, runs that share a history."""
    number = "BIGSERIAL" if connection.dialect.name == "postgresql" else "INTEGER"
    false = "FALSE" if connection.dialect.name == "postgresql" else "0"
    for statement in (
        "ALTER TABLE fetches ADD COLUMN url_hash VARCHAR(32) NOT NULL DEFAULT ''",
        f"ALTER TABLE fetches ADD COLUMN is_aside BOOLEAN NOT NULL DEFAULT {false}",
        "DROP INDEX IF EXISTS ix_fetches_url",
    ):
        connection.execute(sa.text(statement))
    _fill_hashes(connection)
    for statement in (
        "CREATE INDEX ix_fetches_url_hash ON fetches (url_hash, fetched_at)",
        "CREATE INDEX ix_fetches_fetched_at ON fetches (fetched_at)",
        f"CREATE TABLE archive_answers (answer_id {number} NOT NULL PRIMARY KEY, url_hash VARCHAR(32) NOT NULL, "
        "asked_at VARCHAR(32) NOT NULL, answer TEXT NOT NULL)",
        "CREATE INDEX ix_archive_answers_url_hash ON archive_answers (url_hash)",
        "CREATE TABLE leases (lease_id VARCHAR(36) NOT NULL PRIMARY KEY, alive_until DOUBLE PRECISION NOT NULL)",
        "CREATE TABLE claims (url_hash VARCHAR(32) NOT NULL PRIMARY KEY, lease_id VARCHAR(36) NOT NULL)",
        "CREATE INDEX ix_claims_lease_id ON claims (lease_id)",
    ):
        connection.execute(sa.text(statement))


def _fill_hashes(connection: sa.Connection) -> None:
    select = sa.text("SELECT fetch_id, url FROM fetches WHERE fetch_id > :last ORDER BY fetch_id LIMIT :rows")
    update = sa.text("UPDATE fetches SET url_hash = :hash WHERE fetch_id = :id")
    last = -1
    while rows := connection.execute(select, {"last": last, "rows": _ROWS_AT_ONCE}).all():
        connection.execute(update, [{"id": fetch_id, "hash": url_hash(url)} for fetch_id, url in rows])
        last = rows[-1][0]


def _claim_domains(connection: sa.Connection) -> None:
    """Version 3: no domain is asked by two runs at once."""
    connection.execute(
        sa.text(
            "CREATE TABLE domain_claims (domain VARCHAR(255) NOT NULL PRIMARY KEY, lease_id VARCHAR(36) NOT NULL, "
            "free_at DOUBLE PRECISION NOT NULL)"
        )
    )


MIGRATIONS: tuple[Callable[[sa.Connection], None], ...] = (_create, _find_by_hash_and_share, _claim_domains)
"""Number n (from 1) leads from version n - 1 to n. A released step is never changed; a new one is added."""

SCHEMA_VERSION = len(MIGRATIONS)
