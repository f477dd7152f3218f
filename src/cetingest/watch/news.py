"""What is newly dead and what newly failed: the published tables against what was told before."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from cetingest.datasets import PublishedTables, find_table
from cetingest.datasets.tables import FindingTable
from cetingest.model import ProblemCode, VerdictKind

TABLES = ("documents", "footnotes", "verdicts", "problems", "evidence", *FindingTable)
"""All that news is made of; the two large tables (blocks, mentions) are not opened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RestingFinding:
    """A finding that rests on a citation."""

    finding_id: str
    quote: str
    page_number: int | None
    support: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadCitation:
    """A URL that is dead, in one document, wherever that cites it."""

    document_id: str
    title: str
    url: str
    reason: str
    last_ok_at: str | None
    suggestion_url: str | None
    page_numbers: tuple[int, ...]
    footnotes: tuple[str, ...]
    findings: tuple[RestingFinding, ...]

    @property
    def key(self) -> str:
        """What this news is remembered by while it is dead."""
        return _hashed("dead", self.document_id, self.url)


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedDocument:
    """A document that could not be read to its end, or on which cetingest failed."""

    document_id: str
    source_filename: str
    sha256: str | None
    reason: str
    page_number: int | None

    @property
    def key(self) -> str:
        """What this news is remembered by: other bytes that fail as well are news again."""
        return _hashed("failed", self.document_id, str(self.sha256))


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Dead citations and failed documents, in the order of documents and URLs."""

    dead: tuple[DeadCitation, ...] = ()
    failed: tuple[FailedDocument, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all of them."""
        return (*(one.key for one in self.dead), *(one.key for one in self.failed))

    def without(self, told: Iterable[str]) -> "News":
        """Return what is not among some keys."""
        known = frozenset(told)
        return News(
            dead=tuple(one for one in self.dead if one.key not in known),
            failed=tuple(one for one in self.failed if one.key not in known),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was told: the keys that still hold, in how many messages ever, and of which package when all of it was told.

    What comes back to life and dies again is news again: its key is forgotten in between.
    """

    keys: tuple[str, ...] = ()
    message_count: int = 0
    package: str = ""

    def still_holding(self, standing: News) -> "Told":
        """Forget what is not dead or failed any more."""
        known = frozenset(standing.keys)
        return replace(self, keys=tuple(key for key in self.keys if key in known), package="")

    def and_now(self, keys: tuple[str, ...]) -> "Told":
        """Remember a message more."""
        return replace(self, keys=(*self.keys, *keys), message_count=self.message_count + 1)


def read_news(tables: PublishedTables) -> News:
    """Return all that is dead and all that failed by the published tables."""
    resting = _findings_on_dead(tables)
    dead = tuple(_dead(row, resting) for row in tables.rows(_DEAD))
    return News(dead=dead, failed=failed_documents(tables))


def failed_documents(tables: PublishedTables) -> tuple[FailedDocument, ...]:
    """Return the documents that failed, each once with its gravest problem."""
    return tuple(FailedDocument(**row) for row in tables.rows(_FAILED))  # type: ignore[arg-type]


FINDINGS = " UNION ALL ".join(
    f'SELECT document_id, page_number, "{find_table(table).primary_key}" AS finding_id, quote, support FROM "{table}"'  # noqa: S608
    for table in FindingTable
)
"""SQL: all findings of every kind."""

_DEAD = f"""
    SELECT v.document_id, any_value(coalesce(d.title, d.source_filename)) AS title, v.url,
        any_value(v.reason ORDER BY v.verdict_id) AS reason,
        strftime(max(v.last_ok_at), '%Y-%m-%dT%H:%M:%SZ') AS last_ok_at,
        any_value(v.suggestion_url ORDER BY v.verdict_id) AS suggestion_url,
        list_sort(list_distinct(list(v.page_number))) AS page_numbers,
        list(DISTINCT f.label ORDER BY f.label) FILTER (f.label IS NOT NULL) AS footnotes
    FROM verdicts v JOIN documents d USING (document_id) LEFT JOIN footnotes f ON f.footnote_id = v.footnote_id
    WHERE v.verdict = '{VerdictKind.DEAD}' GROUP BY v.document_id, v.url ORDER BY v.document_id, v.url
"""  # noqa: S608 - our own words

_FAILED = f"""
    SELECT d.document_id, d.source_filename, d.sha256,
        coalesce(p.message, 'It could not be read to its last page.') AS reason, p.page_number
    FROM documents d LEFT JOIN problems p ON p.document_id = d.document_id
        AND (p.code = '{ProblemCode.INTERNAL_ERROR}' OR (p.severity = 'error' AND p.subject_id = d.document_id))
    WHERE NOT d.is_readable OR p.code = '{ProblemCode.INTERNAL_ERROR}'
    QUALIFY row_number() OVER (PARTITION BY d.document_id ORDER BY p.code <> '{ProblemCode.INTERNAL_ERROR}', p.problem_id) = 1
    ORDER BY d.document_id
"""  # noqa: S608, E501 - our own words


def _findings_on_dead(tables: PublishedTables) -> Mapping[tuple[str, str], tuple[RestingFinding, ...]]:
    """Map (document, URL) of dead citations to the findings that rest on them, in the order of pages."""
    sql = f"""
        SELECT DISTINCT v.document_id, v.url, s.finding_id, s.quote, s.page_number, s.support
        FROM evidence e JOIN verdicts v USING (verdict_id) JOIN ({FINDINGS}) s USING (finding_id)
        WHERE v.verdict = '{VerdictKind.DEAD}' ORDER BY v.document_id, v.url, s.page_number, s.finding_id
    """  # noqa: S608 - our own words
    found: dict[tuple[str, str], list[RestingFinding]] = {}
    for row in tables.rows(sql):
        cells: dict[str, Any] = dict(row)
        found.setdefault((cells.pop("document_id"), cells.pop("url")), []).append(RestingFinding(**cells))
    return {key: tuple(findings) for key, findings in found.items()}


def _dead(row: Mapping[str, Any], resting: Mapping[tuple[str, str], tuple[RestingFinding, ...]]) -> DeadCitation:
    lists = {name: tuple(x for x in row[name] or () if x is not None) for name in ("page_numbers", "footnotes")}
    return DeadCitation(**{**row, **lists, "findings": resting.get((row["document_id"], row["url"]), ())})


def _hashed(*parts: str) -> str:
    """Return a short key: URLs may hold tokens, and what was told lies in a file."""
    return hashlib.sha256("\x00".join(parts).encode("utf-8", errors="surrogatepass")).hexdigest()[:24]
