"""Adding rows to the history, all or none and each once, also when its server is away for a while."""

import logging
import time
from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from cetingest.errors import StorageError
from cetingest.history.databases import is_away, slices
from cetingest.history.failures import shown
from cetingest.logs import Line

logger = logging.getLogger(__name__)

_POLL_SECONDS = 1.0
"""Until a server that is away is tried again: one connection that is refused, by each run."""

Row = Mapping[str, object]


def append(engine: sa.Engine, table: sa.Table, rows: Sequence[Row], *, patience_seconds: float) -> None:
    """Add rows of equal columns, of which `url_hash` is one.

    What they hold was asked of others, who are not to be asked again for our database's sake: a server that is away is
    waited for. Raises StorageError when it stays away for longer, and what the database raises of any other kind.
    """
    gives_up_at = time.monotonic() + patience_seconds
    missing, is_retry = rows, False
    while missing:
        try:
            with engine.begin() as connection:
                # A connection that was lost at its commit tells nothing of whether that came through.
                missing = _missing(connection, table, rows) if is_retry else rows
                if missing:
                    connection.execute(sa.insert(table), missing)
        except sa.exc.SQLAlchemyError as error:
            if not is_away(error):
                raise
            if time.monotonic() >= gives_up_at:
                what = f"{shown(engine)}: {len(rows)} answers could not be kept for {patience_seconds:.0f} s ({error})"
                raise StorageError(f"{what}; see to its server and run again, these are asked again then") from error
            if not is_retry:
                logger.warning(Line("the history's server is away and waited for", rows=len(rows), reason=str(error)))
            is_retry = True
            time.sleep(min(_POLL_SECONDS, patience_seconds))
        else:
            return


def _missing(connection: sa.Connection, table: sa.Table, rows: Sequence[Row]) -> Sequence[Row]:
    """Return those rows that are not in the table yet."""
    columns = [table.c[name] for name in rows[0]]
    known: set[tuple[object, ...]] = set()
    for some in slices(sorted({str(row["url_hash"]) for row in rows})):
        known.update(tuple(row) for row in connection.execute(sa.select(*columns).where(table.c.url_hash.in_(some))))
    return [row for row in rows if tuple(row.values()) not in known]
