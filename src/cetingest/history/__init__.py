"""The memory of all fetches: an append-only table, in SQLite or PostgreSQL.

`tables` is the layout, `databases` opens, `failures` says what an error of a database means, `migrations` brings older
versions to the newest by the steps in `revisions`. `store` reads and writes, by `appending` and `rows`. `leases` and
`domains` let many runs share one history. `strikes` and `ages` count what is remembered: whether a URL is given up, and
when it is due. `backups` moves a history into files (`backup_files`) and out of them, `pruning` deletes what only
repeats, by the rule of `repeats`. `state` and `soundness` look.
"""

from cetingest.history.backup_files import Rows
from cetingest.history.backups import Restored, back_up, restore
from cetingest.history.leases import Lease
from cetingest.history.pruning import Pruned, compact_history, prune_history
from cetingest.history.soundness import examine_history, prepare_history
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
    "examine_history",
    "look_at_history",
    "prepare_history",
    "prune_history",
    "restore",
]
