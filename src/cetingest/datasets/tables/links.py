"""Tables of what servers answered, what we conclude, and what is wrong."""

from cetingest.datasets.columns import Column, ColumnType, ForeignKey, Table, flag, integer, records, text
from cetingest.datasets.tables.shared_columns import AT_URL, DOCUMENT_ID, IN_DOCUMENT, IN_FOOTNOTE, OF_CITATION, PLACE
from cetingest.model import (
    ArchiveOutcome,
    Content,
    ProblemCode,
    Reach,
    Severity,
    SignalKind,
    Speaks,
    SuggestionKind,
    VerdictKind,
)

_ARCHIVE = (ArchiveOutcome.FOUND, ArchiveOutcome.NO_COPY, ArchiveOutcome.NOT_ASKED)

FETCHES = Table(
    name="fetches",
    description="One row per URL that was asked: the newest answer that a verdict rests on. Shared by all documents.",
    primary_key="fetch_id",
    newest_by="fetched_at",
    sorted_by="url",
    columns=(
        text("fetch_id", "Key made of the URL's hash: the same for every document that cites it."),
        text("url", "The URL that was asked."),
        Column(name="fetched_at", type=ColumnType.TIMESTAMP, description="When it answered (UTC)."),
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
        text("page_title", "Title of the page, the most trusted of its own statements.", nullable=True),
        text("site_name", "Name of the site, as the page says.", nullable=True),
        text("page_language", "Language of the page, as it says.", nullable=True),
        integer("attempts", "Requests made for the URL in that run."),
        text("detail", "What the network or server said of a failure.", nullable=True),
        flag("is_offline", "True when the fault was this machine's: no network."),
    ),
)

VERDICTS = Table(
    name="verdicts",
    description="One row per cited URL: what we conclude about it, from its fetch and the work cited.",
    primary_key="verdict_id",
    foreign_keys=(
        IN_DOCUMENT,
        IN_FOOTNOTE,
        OF_CITATION,
        AT_URL,
        ForeignKey(column="fetch_id", table="fetches"),
    ),
    columns=(
        text("verdict_id", "Readable key."),
        DOCUMENT_ID,
        text("footnote_id", "The footnote the URL stands in; null in the body.", nullable=True),
        text("citation_id", "The citation the URL belongs to.", nullable=True),
        text("cited_url_id", "The cited URL.", nullable=True),
        text("fetch_id", "The fetch it rests on; null when nobody was asked.", nullable=True),
        text("url", "The URL judged."),
        text("verdict", "What we conclude.", values=VerdictKind),
        text("reach", "How far the fetch got.", values=Reach),
        text("content", "How the page found compares with the work cited.", values=Content),
        text("reason", "One sentence for a person."),
        text("suggestion_url", "What to put instead.", nullable=True),
        text("suggestion_why", "Why that is right.", nullable=True),
        text("suggestion_kind", "Where the suggestion comes from.", nullable=True, values=SuggestionKind),
        text("archive", "Whether archives have a copy, where one was wanted.", nullable=True, values=_ARCHIVE),
        Column(
            name="first_seen_at",
            type=ColumnType.TIMESTAMP,
            description="When the URL was first asked (UTC); null when it never was.",
            nullable=True,
        ),
        Column(
            name="last_ok_at",
            type=ColumnType.TIMESTAMP,
            description="When it last answered with a page (UTC); null when it never did.",
            nullable=True,
        ),
        integer("strikes", "Failures since a server last stood there that count towards a death."),
        records(
            "evidence",
            "What was weighed, in the order in which it was looked at.",
            text("kind", "What kind of signal it is.", values=SignalKind),
            text("speaks", "Whether it speaks for the page being the cited work.", values=Speaks),
            text("detail", "What was found, in a clause for a person."),
        ),
        *PLACE,
    ),
)

PROBLEMS = Table(
    name="problems",
    description="One row per problem of a document, footnote, citation, cited URL or verdict.",
    primary_key="problem_id",
    foreign_keys=(IN_DOCUMENT, IN_FOOTNOTE),
    columns=(
        text("problem_id", "Key made of the subject and the code."),
        DOCUMENT_ID,
        text("footnote_id", "The footnote concerned, if it is one or stands in one.", nullable=True),
        text("code", "What kind of problem; docs/problems.md explains each.", values=ProblemCode),
        text("severity", "How much it matters to a reader of the document.", values=Severity),
        text("message", "What is wrong, where, and what to do."),
        text("subject_table", "The table the subject is a row of; null when it is none.", nullable=True),
        text("subject_id", "The key of the thing that has the problem."),
        *PLACE,
    ),
)
