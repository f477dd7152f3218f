"""The dossiers of all documents, and what is published from them."""

import logging
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from upath import UPath

from cetingest import datasets, links, report
from cetingest.history import History
from cetingest.ingest.documents import failure_among
from cetingest.logs import about, step
from cetingest.model import CitationList, Document, DocumentRecord, Dossier, FindingList
from cetingest.problems import all_problems
from cetingest.settings import Settings
from cetingest.storage import Storage, local_copy, model_if_there, printable, read_model

logger = logging.getLogger(__name__)


def failure_of(dossier: Dossier) -> str | None:
    """Return why a document failed, or None when it did not."""
    problem = failure_among(dossier.document, dossier.problems)
    return problem.message if problem else None


def present_ids(storage: Storage) -> tuple[str, ...]:
    """Return the documents whose PDF is under raw/ and for which all steps are done, sorted."""
    read = storage.read_ids()
    return tuple(document_id for document_id in storage.pdf_paths() if document_id in read)


@dataclass(frozen=True, slots=True)
class Corpus:
    """The dossiers of all documents, in the order of their ids. Each pass reads them again, one at a time.

    The list of documents is fixed at construction, so that all passes have the same ones and a bucket is listed once.
    Verdicts are derived from history when a dossier is read.
    """

    storage: Storage
    document_ids: tuple[str, ...] = field(init=False)
    _same_files: Mapping[str, tuple[str, ...]] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "document_ids", present_ids(self.storage))
        object.__setattr__(self, "_same_files", _same_files(self.document_ids, self.storage))

    def __iter__(self) -> Iterator[Dossier]:
        """Iterate over the dossiers; raises StorageError when a file was written by another version."""
        with History.open(self.storage.history) as history:
            for document_id in self.document_ids:
                yield _dossier(document_id, self.storage, history, self._same_files.get(document_id, ()))


def _same_files(document_ids: Iterable[str], storage: Storage) -> dict[str, tuple[str, ...]]:
    """Map each document whose bytes are in raw/ more than once to the names of the other files."""
    names = {document_id: printable(path.name) for document_id, path in storage.pdf_paths().items()}
    by_bytes: dict[str, list[str]] = defaultdict(list)
    for document_id in document_ids:
        record = model_if_there(storage.record(document_id), DocumentRecord)
        if record and record.sha256:
            by_bytes[record.sha256].append(document_id)
    return {
        document_id: tuple(names[other] for other in same if other != document_id)
        for same in by_bytes.values()
        if len(same) > 1
        for document_id in same
    }


def _dossier(document_id: str, storage: Storage, history: History, same_files: tuple[str, ...]) -> Dossier:
    document = read_model(storage.extracted(document_id), Document)
    cited = read_model(storage.citations(document_id), CitationList)
    found = read_model(storage.findings(document_id), FindingList)
    history.take_unreadable()  # what was met before is of other documents
    verdicts = links.judge_citations(cited, history)
    return Dossier(
        document=document,
        citations=cited,
        findings=found,
        verdicts=verdicts,
        problems=all_problems(document, cited, found, verdicts, same_files, history.take_unreadable()),
    )


def publish_tables(dossiers: Iterable[Dossier], storage: Storage) -> dict[str, int]:
    """Write every table and the data package; return the number of rows of each table."""
    with step(logger, "writing tables") as counts:
        rows = datasets.write_tables(dossiers, storage.datasets)
        counts.update(documents=rows["documents"], rows=sum(rows.values()))
    return rows


def publish_exports(dossiers: Iterable[Dossier], storage: Storage) -> None:
    """Write the exports in other tools' formats."""
    with step(logger, "writing exports"):
        datasets.write_exports(dossiers, storage.exports)


def publish_report(
    dossiers: Iterable[Dossier], storage: Storage, settings: Settings, trend: Sequence[links.TrendPoint]
) -> UPath:
    """Cut the pictures and write the reviewer's pages; return the index."""
    dossiers = _with_crops(dossiers, storage, settings)
    with step(logger, "writing report"):
        return report.write_report(dossiers, storage, settings.report, trend)


def link_trend(storage: Storage) -> tuple[links.TrendPoint, ...]:
    """Count the states of the cited URLs of the corpus over time, from the history; no URL is fetched."""
    cited: Counter[str] = Counter()
    for document_id in present_ids(storage):
        cited.update(url.url for url in read_model(storage.citations(document_id), CitationList).cited_urls)
    with History.open(storage.history) as history:
        return links.trend_of(cited, history)


def _with_crops(dossiers: Iterable[Dossier], storage: Storage, settings: Settings) -> Iterator[Dossier]:
    sources = storage.pdf_paths()
    for dossier in dossiers:
        document_id = dossier.document.document_id
        source = sources.get(document_id)
        if source and dossier.document.pages:  # a PDF that was just taken away keeps its old pictures
            with local_copy(source) as path, about(document_id=document_id):
                report.write_crops(dossier, path, storage, settings.extract)
        yield dossier
