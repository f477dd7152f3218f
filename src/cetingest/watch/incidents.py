"""Incidents: dead citations and failed documents, as the published tables have them, and which of them were sent."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from cetingest.datasets import PublishedTables, find_table
from cetingest.datasets.tables import FindingTable
from cetingest.model import ProblemCode, VerdictKind

TABLES = ("documents", "footnotes", "verdicts", "problems", "evidence", *FindingTable)
"""The tables that incidents are read from; the two large ones (blocks, mentions) are not opened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AffectedFinding:
    """A finding that rests on a dead citation."""

    finding_id: str
    quote: str
    page_number: int | None
    support: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadCitation:
    """A dead URL in one document, once for all places where the document cites it."""

    document_id: str
    title: str
    url: str
    reason: str
    last_ok_at: str | None
    suggestion_url: str | None
    page_numbers: tuple[int, ...]
    footnotes: tuple[str, ...]
    findings: tuple[AffectedFinding, ...]

    @property
    def key(self) -> str:
        """The name of this incident while the URL is dead."""
        return _hashed("dead", self.document_id, self.url)


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedDocument:
    """A document that could not be read to its last page, or on which cetingest failed."""

    document_id: str
    source_filename: str
    sha256: str | None
    reason: str
    page_number: int | None

    @property
    def key(self) -> str:
        """The name of this incident: other bytes that fail too are a new one."""
        return _hashed("failed", self.document_id, str(self.sha256))


@dataclass(frozen=True, slots=True, kw_only=True)
class Incidents:
    """Dead citations and failed documents, in the order of documents and URLs."""

    dead: tuple[DeadCitation, ...] = ()
    failed: tuple[FailedDocument, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all incidents."""
        return (*(one.key for one in self.dead), *(one.key for one in self.failed))

    def without(self, keys: Iterable[str]) -> "Incidents":
        """Return the incidents whose keys are not among these."""
        known = frozenset(keys)
        return Incidents(
            dead=tuple(one for one in self.dead if one.key not in known),
            failed=tuple(one for one in self.failed if one.key not in known),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SentAlerts:
    """The incidents that were sent and have not ended, and how many messages were ever sent.

    `package` is the hash of the data package all of whose incidents were sent, empty before. The key of a citation that
    lives again is dropped, so a citation that dies a second time is sent a second time.
    """

    keys: tuple[str, ...] = ()
    message_count: int = 0
    package: str = ""

    def without_ended(self, current: Incidents) -> "SentAlerts":
        """Drop the keys of what is not dead or failed any more."""
        known = frozenset(current.keys)
        return replace(self, keys=tuple(key for key in self.keys if key in known), package="")

    def with_message(self, keys: tuple[str, ...]) -> "SentAlerts":
        """Add a message with these keys."""
        return replace(self, keys=(*self.keys, *keys), message_count=self.message_count + 1)


def read_incidents(tables: PublishedTables) -> Incidents:
    """Return all dead citations and failed documents of the published tables."""
    affected = _affected_findings(tables)
    dead = tuple(_dead(row, affected) for row in tables.rows(_DEAD))
    return Incidents(dead=dead, failed=failed_documents(tables))


def failed_documents(tables: PublishedTables) -> tuple[FailedDocument, ...]:
    """Return the documents that failed, each once with its most serious problem."""
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


def _affected_findings(tables: PublishedTables) -> Mapping[tuple[str, str], tuple[AffectedFinding, ...]]:
    """Map (document, URL) of dead citations to the findings that rest on them, in the order of pages."""
    sql = f"""
        SELECT DISTINCT v.document_id, v.url, s.finding_id, s.quote, s.page_number, s.support
        FROM evidence e JOIN verdicts v USING (verdict_id) JOIN ({FINDINGS}) s USING (finding_id)
        WHERE v.verdict = '{VerdictKind.DEAD}' ORDER BY v.document_id, v.url, s.page_number, s.finding_id
    """  # noqa: S608 - our own words
    found: dict[tuple[str, str], list[AffectedFinding]] = {}
    for row in tables.rows(sql):
        cells: dict[str, Any] = dict(row)
        found.setdefault((cells.pop("document_id"), cells.pop("url")), []).append(AffectedFinding(**cells))
    return {key: tuple(findings) for key, findings in found.items()}


def _dead(row: Mapping[str, Any], affected: Mapping[tuple[str, str], tuple[AffectedFinding, ...]]) -> DeadCitation:
    lists = {name: tuple(x for x in row[name] or () if x is not None) for name in ("page_numbers", "footnotes")}
    return DeadCitation(**{**row, **lists, "findings": affected.get((row["document_id"], row["url"]), ())})


def _hashed(*parts: str) -> str:
    """Return a short key. It is stored in a file, where a URL should not stand, since it may hold a token."""
    return hashlib.sha256("\x00".join(parts).encode("utf-8", errors="surrogatepass")).hexdigest()[:24]
