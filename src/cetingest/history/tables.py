"""The tables of the newest schema version; `revisions` holds the way there from older ones."""

import hashlib

import sqlalchemy as sa

SCHEMA_VERSION = 3
"""The version of this layout. Whoever changes a table here adds a revision of this number to `revisions`."""

METADATA = sa.MetaData()

META = sa.Table(
    "history_meta",
    METADATA,
    sa.Column("key", sa.String(64), primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)

# The columns beside `fetch` exist to be asked for; the JSON holds everything, every redirect included.
FETCHES = sa.Table(
    "fetches",
    METADATA,
    sa.Column("fetch_id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=True),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("fetched_at", sa.String(32), nullable=False),
    sa.Column("reach", sa.String(32), nullable=False),
    sa.Column("status_code", sa.Integer),
    sa.Column("is_offline", sa.Boolean, nullable=False),
    sa.Column("fetch", sa.Text, nullable=False),
    sa.Column("url_hash", sa.String(32), nullable=False, server_default=""),
    sa.Column("is_aside", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Index("ix_fetches_url_hash", "url_hash", "fetched_at"),
    sa.Index("ix_fetches_fetched_at", "fetched_at"),
)

ARCHIVE_ANSWERS = sa.Table(
    "archive_answers",
    METADATA,
    sa.Column("answer_id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=True),
    sa.Column("url_hash", sa.String(32), nullable=False, index=True),
    sa.Column("asked_at", sa.String(32), nullable=False),
    sa.Column("answer", sa.Text, nullable=False),
)

LEASES = sa.Table(
    "leases",
    METADATA,
    sa.Column("lease_id", sa.String(36), primary_key=True),
    sa.Column("alive_until", sa.DOUBLE_PRECISION, nullable=False),
)

CLAIMS = sa.Table(
    "claims",
    METADATA,
    sa.Column("url_hash", sa.String(32), primary_key=True),
    sa.Column("lease_id", sa.String(36), nullable=False, index=True),
)

# A row without a lease rests: nobody is to ask the domain before then, in seconds since 1970 by the database's clock.
DOMAIN_CLAIMS = sa.Table(
    "domain_claims",
    METADATA,
    sa.Column("domain", sa.String(255), primary_key=True),
    sa.Column("lease_id", sa.String(36), nullable=False),
    sa.Column("free_at", sa.DOUBLE_PRECISION, nullable=False),
)


def url_hash(key: str) -> str:
    """Return what a URL (as `urls.history_key` spells it) is found by.

    A hash, since PostgreSQL indexes no text of more than 2,704 bytes and hostile documents hold longer URLs.
    """
    return hashlib.sha256(key.encode("utf-8", errors="surrogatepass")).hexdigest()[:32]


def storable(text: str) -> str:
    """Return text that every database takes: PostgreSQL refuses NUL, and nobody can encode half a surrogate pair."""
    return text.replace("\x00", "\N{REPLACEMENT CHARACTER}").encode("utf-8", errors="replace").decode("utf-8")
