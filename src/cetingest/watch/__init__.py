"""What an operator is told of the published tables without asking.

`health` checks the corpus (is it sound, is it fresh?), `news` finds what is newly dead or newly failed, `messages` puts
that into JSON of bounded size, `webhook` delivers it, `alerts` does these in order and remembers what was told;
`sheets` shows what to look at first.
"""

from cetingest.watch.alerts import AlertSummary, send_alerts, untold_messages
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
    "untold_messages",
    "verdict_counts",
    "worst_citations",
]
