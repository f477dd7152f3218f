"""Tables of what servers answered, what we conclude, and what is wrong."""

import hashlib

from cetingest.datasets.columns import ForeignKey, Table, flag, integer, moment, records, text
from cetingest.datasets.sources import RowContext, apply
from cetingest.datasets.subjects import Index, subject_id_of
from cetingest.datasets.tables.shared_columns import AT_URL, DOCUMENT_ID, IN_DOCUMENT, IN_FOOTNOTE, OF_CITATION, place
from cetingest.model import (
    ArchiveOutcome,
    Content,
    Fetch,
    Problem,
    ProblemCode,
    Provenance,
    Reach,
    Severity,
    SignalKind,
    Speaks,
    SuggestionKind,
    Verdict,
    VerdictKind,
)

_ARCHIVE = (ArchiveOutcome.FOUND, ArchiveOutcome.NO_COPY, ArchiveOutcome.NOT_ASKED)


def fetch_id(url: str) -> str:
    """Return the key of a URL's fetch: 64 bits of its SHA-256.

    Of 1.5 million URLs (10,000 documents with 150 each) two share a key with a chance of 1 in 16 million.

    >>> fetch_id("https://example.com/")
    'fetch-0f115db062b7c0dd'
    """
    return f"fetch-{hashlib.sha256(url.encode('utf-8', 'replace')).hexdigest()[:16]}"


def _newest_fetches(index: Index) -> list[Fetch]:
    """Return the newest fetch of each URL, sorted by URL; of equally new ones the first."""
    newest: dict[str, Fetch] = {}
    for fetch in (verdict.fetch for verdict in index.dossier.verdicts if verdict.fetch):
        if fetch.fetched_at > newest.setdefault(fetch.url, fetch).fetched_at:
            newest[fetch.url] = fetch
    return [newest[url] for url in sorted(newest)]


def _verdict_id(row: RowContext[Verdict]) -> str:
    return row.index.verdict_ids[row.position - 1]


def _verdict_footnote_id(row: RowContext[Verdict]) -> str | None:
    return row.index.footnote_id_of(subject_id_of(row.thing))


def _verdict_provenance(row: RowContext[Verdict]) -> tuple[Provenance, ...]:
    return row.index.provenance_of(subject_id_of(row.thing))


def _problem_id(row: RowContext[Problem]) -> str:
    return row.index.problem_ids[row.position - 1]


def _problem_footnote_id(row: RowContext[Problem]) -> str | None:
    return row.index.footnote_id_of(row.thing.subject_id)


def _subject_table(row: RowContext[Problem]) -> str | None:
    return row.index.tables.get(row.thing.subject_id)


FETCHES = Table(
    name="fetches",
    description="One row per URL that was asked: the newest answer that a verdict rests on. Shared by all documents.",
    rows=_newest_fetches,
    primary_key="fetch_id",
    newest_by="fetched_at",
    sorted_by="url",
    columns=(
        text(
            "fetch_id",
            "Key made of the URL's hash: the same for every document that cites it.",
            source=apply(fetch_id, "url"),
        ),
        text("url", "The URL that was asked."),
        moment("fetched_at", "When it answered (UTC)."),
        text("reach", "How far the fetch got.", values=Reach),
        integer("status_code", "HTTP status of the last answer.", nullable=True),
        text("final_url", "The URL after all redirects.", nullable=True),
        records(
            "redirects",
            "The hops on the way, in order.",
            text("url", "The URL that was asked."),
            integer("status_code", "HTTP status that it answered."),
        ),
        text("content_type", "Media type that the server named.", nullable=True),
        text(
            "page_title",
            "Title of the page, the most trusted of its own statements.",
            source="page.titles.0",
            nullable=True,
        ),
        text("site_name", "Name of the site, as the page says.", source="page.site_name", nullable=True),
        text("page_language", "Language of the page, as it says.", source="page.language", nullable=True),
        integer("attempts", "Requests made for the URL in that run."),
        text("detail", "What the network or server said of a failure.", nullable=True),
        flag("is_offline", "True when the fault was this machine's: no network."),
    ),
)

VERDICTS = Table(
    name="verdicts",
    description="One row per cited URL: what we conclude about it, from its fetch and the work cited.",
    rows="verdicts",
    primary_key="verdict_id",
    foreign_keys=(
        IN_DOCUMENT,
        IN_FOOTNOTE,
        OF_CITATION,
        AT_URL,
        ForeignKey(column="fetch_id", table="fetches"),
    ),
    columns=(
        text("verdict_id", "Readable key.", source=_verdict_id),
        DOCUMENT_ID,
        text(
            "footnote_id",
            "The footnote the URL stands in; null in the body.",
            source=_verdict_footnote_id,
            nullable=True,
        ),
        text("citation_id", "The citation the URL belongs to.", nullable=True),
        text("cited_url_id", "The cited URL.", nullable=True),
        text(
            "fetch_id",
            "The fetch it rests on; null when nobody was asked.",
            source=apply(fetch_id, "fetch.url"),
            nullable=True,
        ),
        text("url", "The URL judged."),
        text("verdict", "What we conclude.", values=VerdictKind),
        text("reach", "How far the fetch got.", values=Reach),
        text("content", "How the page found compares with the work cited.", values=Content),
        text("reason", "One sentence for a person."),
        text("suggestion_url", "What to put instead.", source="suggestion.url", nullable=True),
        text("suggestion_why", "Why that is right.", source="suggestion.why", nullable=True),
        text(
            "suggestion_kind",
            "Where the suggestion comes from.",
            source="suggestion.kind",
            nullable=True,
            values=SuggestionKind,
        ),
        text("archive", "Whether archives have a copy, where one was wanted.", nullable=True, values=_ARCHIVE),
        moment("first_seen_at", "When the URL was first asked (UTC); null when it never was.", nullable=True),
        moment("last_ok_at", "When it last answered with a page (UTC); null when it never did.", nullable=True),
        integer("strikes", "Failures that count towards the verdict dead, since a server was last found there."),
        records(
            "evidence",
            "What was weighed, in the order in which it was looked at.",
            text("kind", "What kind of signal it is.", values=SignalKind),
            text("speaks", "Whether it speaks for the page being the cited work.", values=Speaks),
            text("detail", "What was found, in a clause for a person."),
            source="signals",
        ),
        *place(_verdict_provenance),
    ),
)

PROBLEMS = Table(
    name="problems",
    description="One row per problem of a document, footnote, citation, cited URL or verdict.",
    rows="problems",
    primary_key="problem_id",
    foreign_keys=(IN_DOCUMENT, IN_FOOTNOTE),
    columns=(
        text("problem_id", "Key made of the subject and the code.", source=_problem_id),
        DOCUMENT_ID,
        text(
            "footnote_id",
            "The footnote concerned, if it is one or stands in one.",
            source=_problem_footnote_id,
            nullable=True,
        ),
        text("code", "What kind of problem; docs/problems.md explains each.", values=ProblemCode),
        text("severity", "How much it matters to a reader of the document.", source="code.severity", values=Severity),
        text("message", "What is wrong, where, and what to do."),
        text(
            "subject_table",
            "The table the subject is a row of; null when it is none.",
            source=_subject_table,
            nullable=True,
        ),
        text("subject_id", "The key of the thing that has the problem."),
        *place(),
    ),
)
