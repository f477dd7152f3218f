"""Version 1: fetches."""

import sqlalchemy as sa
from alembic import op

revision = "1"
down_revision = None


def upgrade() -> None:
    """Make the tables. Version 1 made them one by one and wrote the version last, so a kill may have left some."""
    number = "BIGSERIAL" if op.get_bind().dialect.name == "postgresql" else "INTEGER"
    for statement in (
        'CREATE TABLE IF NOT EXISTS history_meta ("key" VARCHAR(64) NOT NULL PRIMARY KEY, value TEXT NOT NULL)',
        f"CREATE TABLE IF NOT EXISTS fetches (fetch_id {number} NOT NULL PRIMARY KEY, url TEXT NOT NULL, "
        "fetched_at VARCHAR(32) NOT NULL, reach VARCHAR(32) NOT NULL, status_code INTEGER, "
        'is_offline BOOLEAN NOT NULL, "fetch" TEXT NOT NULL)',
        "CREATE INDEX IF NOT EXISTS ix_fetches_url ON fetches (url)",
    ):
        op.execute(sa.text(statement))
