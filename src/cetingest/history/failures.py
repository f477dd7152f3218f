"""What a database's error means for whoever runs cetingest: what is wrong, and what to type."""

import shlex
import sqlite3
from pathlib import Path

import sqlalchemy as sa

from cetingest.errors import StorageError
from cetingest.logs import redact

# Result codes of SQLite: https://www.sqlite.org/rescode.html. The lowest byte is the kind of the failure.
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_READ_ONLY = frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN})
# Of PostgreSQL: https://www.postgresql.org/docs/current/errcodes-appendix.html
_DAMAGED_CODES = frozenset({"XX001", "XX002"})
_READ_ONLY_CODES = frozenset({"25006", "42501"})


def shown(engine: sa.Engine) -> str:
    """Return a database's URL without its password, wherever it stands in it."""
    return redact(engine.url.render_as_string(hide_password=True))


def unusable(engine: sa.Engine, error: sa.exc.SQLAlchemyError) -> StorageError:
    """Return what to raise when a database cannot be used."""
    original = getattr(error, "orig", None)
    known = known_failure(engine, original) if isinstance(original, BaseException) else None
    why = str(original or error).strip()
    hint = "make space or see to its server, or name another one"
    return known or StorageError(f"{shown(engine)}: cannot be used as history ({why}); {hint}")


def known_failure(engine: sa.Engine, error: BaseException) -> StorageError | None:
    """Return what to raise for a driver's error that says that the database is damaged or may not be written."""
    code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
    pgcode = getattr(error, "pgcode", None)
    if code in _DAMAGED or pgcode in _DAMAGED_CODES:
        return damaged(engine, str(error).strip())
    if code in _READ_ONLY or pgcode in _READ_ONLY_CODES:
        return _read_only(engine, str(error).strip())
    return None


def damaged(engine: sa.Engine, why: str) -> StorageError:
    """Return what to raise when the history itself is broken: it is replaced by a backup."""
    return StorageError(f"{shown(engine)}: the history is damaged ({why}); restore a backup: {restoring(engine)}")


def restoring(engine: sa.Engine) -> str:
    """Return the commands that put a backup in the place of a history."""
    file = file_of(engine)
    if file is None:
        return "name an empty database in storage.history (`createdb NAME`), then `cetingest restore BACKUP.jsonl.gz`"
    folder, path = shlex.quote(str(file.with_name(f"damaged-{file.name}"))), shlex.quote(str(file))
    return (
        f"`mkdir {folder} && mv {path}* {folder}`, then `cetingest restore BACKUP.jsonl.gz`; "
        "without a backup the next run begins a new history and asks all URLs anew"
    )


def _read_only(engine: sa.Engine, why: str) -> StorageError:
    remedy = (
        "make the file and its folder writable for this user (SQLite writes a second file beside it), or name another "
        "place in storage.history"
        if engine.dialect.name == "sqlite"
        else "grant its user the right to create and write tables, or name another database in storage.history"
    )
    return StorageError(f"{shown(engine)}: the history cannot be written ({why}); {remedy}")


def file_of(engine: sa.Engine) -> Path | None:
    """Return the file of an SQLite history, None when it has none."""
    is_file = engine.dialect.name == "sqlite" and engine.url.database not in (None, "", ":memory:")
    return Path(str(engine.url.database)) if is_file else None
