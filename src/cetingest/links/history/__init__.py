"""The memory of all fetches: an append-only table, in SQLite or PostgreSQL.

`databases` opens, `tables` is the schema, `migrations` brings older ones to it, `store` reads and writes, `leases`
lets many runs share one history. `strikes` and `ages` count what is remembered: whether a URL is given up, and when it
is due.
"""

from cetingest.links.history.leases import Lease
from cetingest.links.history.store import History

__all__ = ["History", "Lease"]
