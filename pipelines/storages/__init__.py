"""Where Dagster keeps its events, for each deployment: Dagster's storages, which here keep their connection open.

Here: one module a deployment, named by the `storage` of its dagster.yaml. Not here: what is stored, and how (Dagster).

Dagster opens two or three connections for each event, and a document in a chunk makes six events. With SQLite each
connection also makes an engine that learns its database and compiles its statements anew, and each closing writes the
whole log of the database back; with PostgreSQL each is a process of the server, and a password or certificate proved.
That was two thirds of the CPU that Dagster takes for a document with SQLite and half with PostgreSQL, and nearly all
of its wall time (`make bench-operations`). What is stored, and that it is on the disk before the next step, stays.
"""

from typing import Any


class RemembersTables:
    """Of an event log: which tables there are is asked once each, not with every event; they never go away."""

    _tables: frozenset[str] = frozenset()

    def has_table(self, table_name: str) -> bool:
        """Tell whether there is such a table; one that is missing may be made by a migration meanwhile."""
        if table_name not in self._tables:
            log: Any = super()
            if not log.has_table(table_name):
                return False
            self._tables |= {table_name}
        return True
