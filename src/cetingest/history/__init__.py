"""The memory of all fetches: an append-only table, in SQLite or PostgreSQL.

`databases` opens, `tables` is the schema, `migrations` brings older ones to it, `store` reads and writes, `leases` and
`domains` let many runs share one history. `strikes` and `ages` count what is remembered: whether a URL is given up, and
when it is due. `backups` moves a history into files (`backup_files`) and out of them, `pruning` deletes what only
`repeats` what others tell, `state` looks.
"""

from cetingest.history.backup_files import Rows
from cetingest.history.backups import Restored, back_up, restore
from cetingest.history.leases import Lease
from cetingest.history.pruning import Pruned, compact_history, prune_history
from cetingest.history.state import HistoryState, look_at_history
from cetingest.history.store import History

__all__ = [
    "History",
    "HistoryState",
    "Lease",
    "Pruned",
    "Restored",
    "Rows",
    "back_up",
    "compact_history",
    "look_at_history",
    "prune_history",
    "restore",
]
