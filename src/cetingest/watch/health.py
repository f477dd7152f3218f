"""Checks of the published corpus: is it sound, and is it fresh? Each result has numbers and a table.

The checks read the published tables, opened once for all of them, and no dossier: 2,000 dossiers take minutes.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cetingest.datasets import PublishedTables, open_tables
from cetingest.datasets.tables import FindingTable
from cetingest.history import History
from cetingest.history.ages import age_limit
from cetingest.model import Fetch, Support, VerdictKind
from cetingest.settings import Settings
from cetingest.storage import Storage
from cetingest.watch.incidents import FINDINGS, failed_documents
from cetingest.watch.sheets import Sheet, cells

TABLES = (
    "documents",
    "footnotes",
    "footnote_references",
    "cited_urls",
    "verdicts",
    "problems",
    "evidence",
    *FindingTable,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """The result of a check: a sentence, its numbers, and what to look at first."""

    name: str
    passed: bool
    sentence: str
    numbers: Mapping[str, int | float]
    sheet: Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What checks read."""

    tables: PublishedTables
    history: History
    settings: Settings
    now: dt.datetime

    def rows(self, sql: str) -> list[tuple[str, ...]]:
        """Return the rows of a query as cells."""
        return cells(self.tables, sql)

    def count(self, what: str) -> int:
        """Return how many rows a `FROM ... WHERE ...` has."""
        [row] = self.tables.rows(f"SELECT count(*) AS n FROM {what}")  # noqa: S608 - our own words
        return int(str(row["n"]))


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusCheck:
    """A check of the published corpus: the table that it is about, and what holds when it passes."""

    name: str
    table: str
    description: str
    look: Callable[[Published], CheckResult]


def check_corpus(storage: Storage, settings: Settings, now: dt.datetime) -> Iterator[CheckResult]:
    """Run every check, in the order of `CORPUS_CHECKS`, on the published tables and the history."""
    with open_tables(storage.datasets, TABLES) as tables, History.open(storage.history) as history:
        published = Published(tables=tables, history=history, settings=settings, now=now)
        for check in CORPUS_CHECKS:
            yield check.look(published)


def _documents_failed(published: Published) -> CheckResult:
    failed = failed_documents(published.tables)
    total = published.count("documents")
    return _result(
        "every_document_was_read",
        not failed,
        f"Failed: {len(failed):,} of {total:,} documents",
        {"failed": len(failed), "documents": total},
        ("document", "page", "reason"),
        [(one.source_filename, "" if one.page_number is None else str(one.page_number), one.reason) for one in failed],
    )


def _same_bytes(published: Published) -> CheckResult:
    rows = published.rows(
        "SELECT count(*), string_agg(source_filename, ', ' ORDER BY source_filename), sha256 FROM documents "
        "WHERE sha256 IS NOT NULL GROUP BY sha256 HAVING count(*) > 1 ORDER BY 2"
    )
    spare, total = sum(int(row[0]) - 1 for row in rows), published.count("documents")
    return _result(
        "no_document_comes_twice",
        not rows,
        f"Copies under another name: {spare:,} of {total:,} documents",
        {"copies": spare, "documents": total},
        ("copies", "files", "SHA-256"),
        rows,
    )


def _unpaired_references(published: Published) -> CheckResult:
    lost = published.rows(
        "SELECT document_id, page_number, label FROM footnote_references WHERE footnote_id IS NULL ORDER BY 1, 2, 3"
    )
    total = published.count("footnote_references")
    most = published.settings.checks.unpaired_share
    return _result(
        "references_have_footnotes",
        _share(len(lost), total) <= most,
        f"Without a footnote: {len(lost):,} of {total:,} references {_limit(len(lost), total, most)}",
        {"unpaired": len(lost), "references": total, "share": _share(len(lost), total)},
        ("document", "page", "label"),
        lost,
    )


def _broken_citations(published: Published) -> CheckResult:
    per_document = published.rows(
        f"SELECT document_id, count(*) FILTER (verdict = '{VerdictKind.DEAD}') AS dead, "  # noqa: S608 - our own words
        f"count(*) FILTER (verdict = '{VerdictKind.LIVE_BUT_WRONG}') AS wrong, count(*) "
        "FROM verdicts GROUP BY 1 HAVING dead + wrong > 0 ORDER BY dead + wrong DESC, 1"
    )
    dead, wrong = (sum(int(row[column]) for row in per_document) for column in (1, 2))
    total, most = published.count("verdicts"), published.settings.checks.broken_share
    return _result(
        "few_citations_are_broken",
        _share(dead + wrong, total) <= most,
        f"Broken: {dead + wrong:,} of {total:,} cited URLs {_limit(dead + wrong, total, most)}",
        {"dead": dead, "live but wrong": wrong, "cited URLs": total, "share": _share(dead + wrong, total)},
        ("document", "dead", "live but wrong", "cited URLs"),
        per_document,
    )


def _broken_findings(published: Published) -> CheckResult:
    rows = published.rows(f"SELECT support, count(*) FROM ({FINDINGS}) GROUP BY 1")  # noqa: S608 - our own words
    counts = dict.fromkeys(Support, 0) | {Support(row[0]): int(row[1]) for row in rows}
    broken = published.rows(
        f"SELECT document_id, page_number, finding_id, quote FROM ({FINDINGS}) "  # noqa: S608 - our own words
        f"WHERE support = '{Support.BROKEN}' ORDER BY 1, 2, 3"
    )
    most = published.settings.checks.broken_findings
    return _result(
        "findings_still_stand",
        len(broken) <= most,
        f"On broken citations only: {len(broken):,} of {sum(counts.values()):,} findings (warned above {most:,})",
        {support.value: number for support, number in counts.items()},
        ("document", "page", "finding", "words"),
        broken,
    )


def _late_checks(published: Published) -> CheckResult:
    urls = [row[0] for row in published.rows("SELECT DISTINCT url FROM cited_urls ORDER BY 1")]
    never, late, oldest = [], [], published.now
    for url, fetches in published.history.outlines_of(urls):
        if not fetches:
            never.append(url)
            continue
        oldest = min(oldest, fetches[-1].fetched_at)
        if _is_late(fetches, published):
            late.append((fetches[-1].fetched_at, url))
    most, share = published.settings.checks.late_share, _share(len(never) + len(late), len(urls))
    return _result(
        "links_were_asked_in_time",
        share <= most or published.settings.links.is_offline,
        f"Late: {len(late):,}, never asked: {len(never):,}, of {len(urls):,} URLs "
        f"{_limit(len(never) + len(late), len(urls), most)}",
        {
            "late": len(late),
            "never asked": len(never),
            "URLs": len(urls),
            "share": share,
            "days since the oldest answer": round((published.now - oldest) / dt.timedelta(days=1), 1),
        },
        ("last asked (UTC)", "URL"),
        [("never", url) for url in never] + [(f"{at:%Y-%m-%d %H:%M}", url) for at, url in sorted(late)],
    )


def _is_late(fetches: tuple[Fetch, ...], published: Published) -> bool:
    allowed = age_limit(fetches, published.settings.links) + dt.timedelta(days=published.settings.checks.late_days)
    return published.now - fetches[-1].fetched_at > allowed


def _result(
    name: str,
    passed: bool,
    sentence: str,
    numbers: Mapping[str, int | float],
    headings: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
) -> CheckResult:
    return CheckResult(
        name=name,
        passed=passed,
        sentence=f"{sentence}.",
        numbers=numbers,
        sheet=Sheet.of(headings, rows),
    )


def _share(some: int, total: int) -> float:
    return round(some / total, 4) if total else 0.0


def _limit(some: int, total: int, most: float) -> str:
    return f"({_share(some, total):.1%}; warned above {most:.1%})"


CORPUS_CHECKS: tuple[CorpusCheck, ...] = (
    CorpusCheck(
        name="every_document_was_read",
        table="documents",
        description="Every PDF in raw/ could be read to its last page. The others are published all the same.",
        look=_documents_failed,
    ),
    CorpusCheck(
        name="no_document_comes_twice",
        table="documents",
        description="No two files hold the same bytes: a copy counts twice in every table.",
        look=_same_bytes,
    ),
    CorpusCheck(
        name="references_have_footnotes",
        table="footnote_references",
        description="Few footnote references lead to no footnote (checks.unpaired_share).",
        look=_unpaired_references,
    ),
    CorpusCheck(
        name="few_citations_are_broken",
        table="verdicts",
        description="Few cited URLs are dead or lead elsewhere (checks.broken_share).",
        look=_broken_citations,
    ),
    CorpusCheck(
        name="links_were_asked_in_time",
        table="verdicts",
        description="Few cited URLs were never asked, or not again when their age was over (checks.late_share).",
        look=_late_checks,
    ),
    CorpusCheck(
        name="findings_still_stand",
        table="evidence",
        description="No finding stands on broken citations only (checks.broken_findings).",
        look=_broken_findings,
    ),
)
