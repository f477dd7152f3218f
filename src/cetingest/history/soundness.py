"""Is a history whole? Looked at before work begins that would be lost, and by `doctor`."""

from pathlib import Path

import sqlalchemy as sa

from cetingest.history.databases import closing_engine, existing_engine, reading, writing
from cetingest.history.failures import damaged
from cetingest.history.migrations import migrate, version_of
from cetingest.history.rows import unreadable_rows
from cetingest.history.tables import META, SCHEMA_VERSION
from cetingest.model import UnreadableRow


def prepare_history(place: str | Path, *, is_written: bool) -> None:
    """Make or upgrade a history, and make sure that it can be read, and where it `is_written`, written.

    For the moment before hours of other work. Looking through a file takes a second a gigabyte; a server looks after
    its own. Raises StorageError, with what to do, when the history is damaged, may not be written, is another program's
    or a newer version's, or is out of reach.
    """
    with closing_engine(place) as engine:
        migrate(engine)
        if is_written:
            _try_to_write(engine)
        with reading(engine) as connection:
            _refuse_damage(connection)


def examine_history(place: str | Path) -> tuple[UnreadableRow, ...]:
    """Read a whole history without changing it; return the rows that cannot be read.

    Of an older version only the file is looked through. Raises StorageError when there is none, it is damaged, another
    program's or a newer version's. Takes 2 CPU seconds for 100,000 fetches.
    """
    with existing_engine(place) as engine, reading(engine) as connection:
        version = version_of(connection)
        _refuse_damage(connection)
        return tuple(unreadable_rows(connection)) if version == SCHEMA_VERSION else ()


def _try_to_write(engine: sa.Engine) -> None:
    """Write and roll back. SQLite begins a transaction for writing even on a read-only file; only the write fails."""
    with writing(engine) as connection:
        connection.execute(sa.update(META).values(value=META.c.value))
        connection.rollback()


def _refuse_damage(connection: sa.Connection) -> None:
    """Raise StorageError when pages of an SQLite file are broken. What a cell holds is not looked at."""
    if connection.dialect.name == "sqlite":
        found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
        if found != "ok":
            raise damaged(connection.engine, " ".join(str(found).split()))
