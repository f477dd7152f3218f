"""What the published tables tell an operator: checks of the corpus, alerts, and what to look at first.

`health` checks whether the corpus is sound and fresh. `incidents` finds dead citations and failed documents, `messages`
puts them into JSON of bounded size, `webhook` delivers it; `alerts` does these in order and remembers what was sent.
`sheets` makes small tables of what to look at first.
"""

from cetingest.watch.alerts import AlertSummary, send_alerts, unsent_messages
from cetingest.watch.health import CORPUS_CHECKS, CheckResult, CorpusCheck, check_corpus
from cetingest.watch.sheets import Sheet, verdict_counts, worst_citations

__all__ = [
    "CORPUS_CHECKS",
    "AlertSummary",
    "CheckResult",
    "CorpusCheck",
    "Sheet",
    "check_corpus",
    "send_alerts",
    "unsent_messages",
    "verdict_counts",
    "worst_citations",
]
