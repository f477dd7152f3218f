"""The whole flow: PDFs in raw/ become datasets and a broken-citation report. Read `run` first.

Each step reads what the step before it stored, and stores its own result. So the next run continues one that was
killed, and Dagster can call the steps one by one.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from upath import UPath

from cetingest import links
from cetingest.ingest.cited_urls import BUCKETS, fetch_links, gather_cited_urls
from cetingest.ingest.corpus import (
    Corpus,
    failure_of,
    link_trend,
    present_ids,
    publish_exports,
    publish_report,
    publish_tables,
)
from cetingest.ingest.documents import Ingested, ingest_documents
from cetingest.ingest.progress import NoProgress, Progress
from cetingest.model import Dossier, VerdictKind
from cetingest.settings import Settings
from cetingest.storage import Storage

__all__ = [
    "BUCKETS",
    "Corpus",
    "Ingested",
    "Progress",
    "RunSummary",
    "failure_of",
    "fetch_links",
    "gather_cited_urls",
    "ingest_documents",
    "link_trend",
    "present_ids",
    "publish_exports",
    "publish_report",
    "publish_tables",
    "run",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSummary:
    """The result of a run: the documents that failed and why, cited URLs by verdict, the rows of each table."""

    document_count: int
    footnote_count: int
    citation_count: int
    failed: dict[str, str]
    verdicts: Counter[VerdictKind]
    fetched: links.FetchSummary
    rows: dict[str, int]
    report_path: UPath


@dataclass(slots=True)
class _Tally:
    """Failures and verdicts, counted while the tables are written from the dossiers."""

    failed: dict[str, str] = field(default_factory=dict)
    verdicts: Counter[VerdictKind] = field(default_factory=Counter)

    def counted(self, corpus: Corpus) -> Iterator[Dossier]:
        for dossier in corpus:
            self.verdicts.update(verdict.verdict for verdict in dossier.verdicts)
            if (failure := failure_of(dossier)) is not None:
                self.failed[dossier.document.document_id] = failure
            yield dossier


def run(settings: Settings, progress: Progress | None = None) -> RunSummary:
    """Ingest every PDF under raw/ and publish datasets, exports and report.

    A document that cannot be read becomes a problem row and is named in the summary; it stops nothing.

    Raises InputError when raw/ is missing, StorageError when processed/ holds files of another version, FamilyError
    when a family file is wrong.
    """
    progress = progress or NoProgress()
    storage = Storage.of(settings.storage)
    document_ids = tuple(storage.pdf_paths())
    progress.start("Reading documents", len(document_ids))
    for ingested in ingest_documents(document_ids, storage, settings):
        if ingested.storage_error is not None:
            raise ingested.storage_error
        progress.advance(ingested.document_id)
    gather_cited_urls(storage)
    fetched = fetch_links(storage, settings, progress=progress)
    corpus, tally = Corpus(storage), _Tally()
    progress.start("Writing tables, exports and report", 3)
    rows = publish_tables(tally.counted(corpus), storage)
    progress.advance("datasets")
    publish_exports(corpus, storage)
    progress.advance("exports")
    report_path = publish_report(corpus, storage, settings, link_trend(storage))
    progress.advance("report")
    return RunSummary(
        document_count=rows["documents"],
        footnote_count=rows["footnotes"],
        citation_count=rows["citations"],
        failed=tally.failed,
        verdicts=tally.verdicts,
        fetched=fetched,
        rows=rows,
        report_path=report_path,
    )
