"""Version 2: URLs of any length, what archives said, runs that share a history."""

import sqlalchemy as sa
from alembic import op

from cetingest.history.tables import url_hash

revision = "2"
down_revision = "1"

_ROWS_AT_ONCE = 5_000


def upgrade() -> None:
    """Find fetches by a hash of their URL; add archive answers, leases and claims."""
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    number, false = ("BIGSERIAL", "FALSE") if is_postgresql else ("INTEGER", "0")
    for statement in (
        "ALTER TABLE fetches ADD COLUMN url_hash VARCHAR(32) NOT NULL DEFAULT ''",
        f"ALTER TABLE fetches ADD COLUMN is_aside BOOLEAN NOT NULL DEFAULT {false}",
        "DROP INDEX IF EXISTS ix_fetches_url",
    ):
        op.execute(sa.text(statement))
    _fill_hashes(op.get_bind())
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
        op.execute(sa.text(statement))


def _fill_hashes(connection: sa.Connection) -> None:
    select = sa.text("SELECT fetch_id, url FROM fetches WHERE fetch_id > :last ORDER BY fetch_id LIMIT :rows")
    update = sa.text("UPDATE fetches SET url_hash = :hash WHERE fetch_id = :id")
    last = -1
    while rows := connection.execute(select, {"last": last, "rows": _ROWS_AT_ONCE}).all():
        connection.execute(update, [{"id": fetch_id, "hash": url_hash(url)} for fetch_id, url in rows])
        last = rows[-1][0]
