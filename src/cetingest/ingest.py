"""The whole flow: PDFs in raw/ become datasets and a broken-citation report. Read `run` first.

Each step reads what the step before it stored and stores its own result, so that a run killed anywhere is taken up by
the next one, and so that Dagster can call the steps one by one.
"""

import logging
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Protocol, TypeVar

from upath import UPath

from cetingest import citations, datasets, extract, findings, links, report
from cetingest.errors import CetingestError, InputError, StorageError
from cetingest.model import CitationList, Document, Dossier, FindingList, Problem, ProblemCode, VerdictKind
from cetingest.problems import all_problems
from cetingest.settings import Settings
from cetingest.storage import Storage, local_copy, printable, read_model, sha256_of, write_bytes, write_model

logger = logging.getLogger(__name__)

Result = TypeVar("Result")


class Progress(Protocol):
    """Who watches a run: `start` opens a step of `total` units, `advance` does one of them."""

    def start(self, step: str, total: int) -> None:
        """Begin a step."""

    def advance(self, detail: str) -> None:
        """Finish one unit of it."""


class NoProgress:
    """Nobody watches."""

    def start(self, step: str, total: int) -> None:
        """Do nothing."""

    def advance(self, detail: str) -> None:
        """Do nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSummary:
    """What a run came to: the documents that failed and why, cited URLs by verdict, the rows of each table."""

    document_count: int
    footnote_count: int
    citation_count: int
    failed: dict[str, str]
    verdicts: Counter[VerdictKind]
    fetched: links.FetchSummary
    rows: dict[str, int]
    report_path: UPath


def failure_of(dossier: Dossier) -> str | None:
    """Return why a document failed, or None when it did not."""
    bug = next((p.message for p in dossier.problems if p.code is ProblemCode.INTERNAL_ERROR), None)
    if bug or dossier.document.is_readable:
        return bug
    return next((p.message for p in dossier.document.problems), "it could not be read to its last page")


def run(settings: Settings, progress: Progress | None = None) -> RunSummary:
    """Ingest every PDF under raw/ and publish datasets, exports and report.

    A document that cannot be read is a problem row and is named in the summary; it stops nothing. Raises InputError
    when raw/ is missing, StorageError when processed/ holds files of another version, FamilyError when a family file is
    wrong.
    """
    progress = progress or NoProgress()
    families(settings)  # a wrong file is told before an hour of reading
    storage = Storage.of(settings.storage)
    document_ids = tuple(storage.pdf_paths())
    progress.start("Reading documents", len(document_ids))
    for document in read_many(document_ids, storage, settings):
        progress.advance(document.document_id)
    for step, do in (("Finding citations", cite_one), ("Finding statements", find_one)):
        progress.start(step, len(document_ids))
        for document_id in document_ids:
            do(document_id, storage, settings)
            progress.advance(document_id)
    fetched = fetch_links(storage, settings, progress)
    corpus = Corpus(storage)
    progress.start("Writing tables, exports and report", 3)
    rows = publish_tables(corpus, storage)
    progress.advance("datasets")
    publish_exports(corpus, storage)
    progress.advance("exports")
    report_path = publish_report(corpus, storage, settings)
    progress.advance("report")
    return _summary(corpus, fetched, rows, report_path)


def _summary(corpus: "Corpus", fetched: links.FetchSummary, rows: dict[str, int], report_path: UPath) -> RunSummary:
    failed: dict[str, str] = {}
    verdicts: Counter[VerdictKind] = Counter()
    for dossier in corpus:
        verdicts.update(verdict.verdict for verdict in dossier.verdicts)
        if (failure := failure_of(dossier)) is not None:
            failed[dossier.document.document_id] = failure
    return RunSummary(
        document_count=rows["documents"],
        footnote_count=rows["footnotes"],
        citation_count=rows["citations"],
        failed=failed,
        verdicts=verdicts,
        fetched=fetched,
        rows=rows,
        report_path=report_path,
    )


# --- one document -----------------------------------------------------------------------------------------------------


def read_many(document_ids: Sequence[str], storage: Storage, settings: Settings) -> Iterator[Document]:
    """Read PDFs under raw/ at the same time, each in its own guarded child; yield the documents in the order given.

    The threads only wait for their children and take over what those have read, a fortieth of the work.
    """
    with ThreadPoolExecutor(settings.extract.processes or count_cores()) as pool:
        yield from pool.map(lambda document_id: read_one(document_id, storage, settings), document_ids)


def count_cores() -> int:
    """Return the number of processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def read_one(document_id: str, storage: Storage, settings: Settings) -> Document:
    """Read the PDF of a document under raw/ and store what it says.

    A PDF that was read to its end with the same bytes, name, code and settings is not read again.
    """
    source = storage.pdf_paths().get(document_id)
    name = printable(source.name) if source else f"{document_id}.pdf"

    def read() -> Document:
        if source is None:
            raise InputError(f"{name}: is no longer in {storage.raw}; put it back and run again")
        with local_copy(source) as path:
            stamp = extract.reading_stamp(sha256_of(path), name, settings.extract)
            if (known := _known_reading(document_id, stamp, storage)) is not None:
                return known
            document = extract.read_document(
                path, document_id=document_id, source_filename=name, settings=settings.extract
            )
        write_model(storage.extracted(document_id), document)
        if document.is_readable:  # and last of all, so that what failed or was killed is read again
            write_bytes(storage.reading_stamp(document_id), stamp)
        return document

    def unread(problem: Problem) -> Document:
        return Document(document_id=document_id, source_filename=name, sha256=None, problems=(problem,))

    try:
        document = _contained(read, unread, document_id)
    except InputError as error:
        document = unread(Problem(code=ProblemCode.FILE_UNREADABLE, message=str(error), subject_id=document_id))
    if not document.is_readable:
        storage.reading_stamp(document_id).unlink(missing_ok=True)
        write_model(storage.extracted(document_id), document)
    return document


def _known_reading(document_id: str, stamp: bytes, storage: Storage) -> Document | None:
    """Return what an earlier run read, if it is stamped so and whole."""
    place = storage.reading_stamp(document_id)
    if not place.exists() or place.read_bytes() != stamp:
        return None
    try:
        return read_model(storage.extracted(document_id), Document)
    except StorageError:  # removed or spoilt since: the PDF is there to be read again
        return None


def cite_one(document_id: str, storage: Storage, settings: Settings) -> CitationList:  # noqa: ARG001 - one shape for all steps
    """Find the citations and cited URLs of a document that was read, and store them."""
    document = read_model(storage.extracted(document_id), Document)
    cited = _contained(
        lambda: citations.cite(document),
        lambda problem: CitationList(document_id=document_id, problems=(problem,)),
        document_id,
    )
    write_model(storage.citations(document_id), cited)
    return cited


def find_one(document_id: str, storage: Storage, settings: Settings) -> FindingList:
    """Find the statements of a document that was read, and store them. Raises FamilyError as `families` does."""
    known = families(settings)
    document = read_model(storage.extracted(document_id), Document)
    found = _contained(
        lambda: findings.find(document, known),
        lambda problem: FindingList(document_id=document_id, problems=(problem,)),
        document_id,
    )
    write_model(storage.findings(document_id), found)
    return found


def families(settings: Settings) -> tuple[findings.Family, ...]:
    """Load the families on board and the user's. Raises FamilyError when a file or folder is wrong."""
    return findings.load_families(*(UPath(folder) for folder in settings.findings.families))


def _contained(do: Callable[[], Result], fail: Callable[[Problem], Result], document_id: str) -> Result:
    """Do a step for one document; a bug in it is logged with its traceback and named, and stops no other document.

    It has a code of its own, so that it never looks like a fault of the document.
    """
    try:
        return do()
    except CetingestError:
        raise
    except Exception as bug:
        logger.exception("cetingest failed on %s", document_id)
        what = f"{type(bug).__name__}: {bug}".splitlines()[0]
        message = f"cetingest failed on {document_id} ({what}); the file may be sound: report it with the log"
        return fail(Problem(code=ProblemCode.INTERNAL_ERROR, message=message, subject_id=document_id))


# --- the corpus -------------------------------------------------------------------------------------------------------


def fetch_links(storage: Storage, settings: Settings, progress: Progress | None = None) -> links.FetchSummary:
    """Ask the web for every cited URL of the corpus that history does not know recently enough."""
    progress = progress or NoProgress()
    document_ids = present_ids(storage)

    def lists() -> Iterator[CitationList]:  # read anew for each pass: a corpus need not fit in memory
        return (read_model(storage.citations(document_id), CitationList) for document_id in document_ids)

    urls = cited_urls(lists())
    progress.start("Asking the web", len(urls))
    with links.History.open(storage.history) as history:
        summary = links.fetch_urls(
            urls, settings=settings.links, history=history, on_fetched=lambda fetch: progress.advance(fetch.url)
        )
        requests = [request for cited in lists() for request in links.cited_requests(cited)]
        if not summary.is_offline:
            links.fetch_probes(requests, settings.links, history)
            judged = (one for cited in lists() for one in links.judged_citations(cited, history))
            links.seek_suggestions(judged, settings=settings.links, history=history)
    return summary


def link_trend(storage: Storage) -> tuple[links.TrendPoint, ...]:
    """Count how the cited URLs of the corpus stood over time, by what history knows; nothing is asked."""
    cited: Counter[str] = Counter()
    for document_id in present_ids(storage):
        cited.update(url.url for url in read_model(storage.citations(document_id), CitationList).cited_urls)
    with links.History.open(storage.history) as history:
        return links.trend_of(cited, history)


def cited_urls(lists: Iterable[CitationList]) -> tuple[str, ...]:
    """Return the distinct cited URLs, sorted."""
    return tuple(sorted({cited.url for cited_list in lists for cited in cited_list.cited_urls}))


def present_ids(storage: Storage) -> tuple[str, ...]:
    """Return the documents whose PDF is under raw/ and that all steps have read, sorted."""
    return tuple(d for d in storage.pdf_paths() if storage.findings(d).exists() and storage.citations(d).exists())


@dataclass(frozen=True, slots=True)
class Corpus:
    """The dossiers of all documents, in the order of their ids: read anew for each pass and one at a time.

    Verdicts are derived from history as a dossier is read.
    """

    storage: Storage

    def __iter__(self) -> Iterator[Dossier]:
        """Iterate over the dossiers; raises StorageError when a file was written by another version."""
        with links.History.open(self.storage.history) as history:
            for document_id in present_ids(self.storage):
                yield _dossier(document_id, self.storage, history)


def _dossier(document_id: str, storage: Storage, history: links.History) -> Dossier:
    document = read_model(storage.extracted(document_id), Document)
    cited = read_model(storage.citations(document_id), CitationList)
    found = read_model(storage.findings(document_id), FindingList)
    verdicts = links.judge_citations(cited, history)
    return Dossier(
        document=document,
        citations=cited,
        findings=found,
        verdicts=verdicts,
        problems=all_problems(document, cited, found, verdicts),
    )


def publish_tables(dossiers: Iterable[Dossier], storage: Storage) -> dict[str, int]:
    """Write every table and the data package; return the rows of each."""
    return datasets.write_tables(dossiers, storage.datasets)


def publish_exports(dossiers: Iterable[Dossier], storage: Storage) -> None:
    """Write the exports in other tools' formats."""
    datasets.write_exports(dossiers, storage.exports)


def publish_report(dossiers: Iterable[Dossier], storage: Storage, settings: Settings) -> UPath:
    """Cut the pictures and write the reviewer's pages; return the index."""
    dossiers = _with_crops(dossiers, storage, settings)
    return report.write_report(dossiers, storage, settings.report, link_trend(storage))


def _with_crops(dossiers: Iterable[Dossier], storage: Storage, settings: Settings) -> Iterator[Dossier]:
    sources = storage.pdf_paths()
    for dossier in dossiers:
        if dossier.document.pages:
            with local_copy(sources[dossier.document.document_id]) as path:
                report.write_crops(dossier, path, storage, settings.extract)
        yield dossier
