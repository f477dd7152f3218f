"""Read PDFs and find what they cite and say, one document at a time; a document that fails stops no other."""

import logging
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from upath import UPath

from cetingest import citations, extract, findings
from cetingest.errors import CetingestError, InputError, StorageError
from cetingest.history import prepare_history
from cetingest.logs import Line, step
from cetingest.model import CitationList, Document, DocumentRecord, FindingList, Problem, ProblemCode
from cetingest.settings import Settings
from cetingest.storage import (
    Storage,
    bytes_if_there,
    local_copy,
    place_of,
    printable,
    read_model,
    sha256_of,
    write_bytes,
    write_model,
)

logger = logging.getLogger(__name__)

_READINGS = 3
"""How often a PDF is read that is replaced meanwhile: the stamp must be that of the bytes that were read."""

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """The outcome of one document: all that was found in it, or why it failed, or both.

    `storage_error` is a failure of the storage, not of the document (disk full, bucket out of reach). What an earlier
    run stored stays, and another attempt may succeed. Without it `record` says how the ingestion ended, and another
    attempt with the same bytes would end the same way.
    """

    document_id: str
    document: Document | None = None
    citations: CitationList | None = None
    findings: FindingList | None = None
    record: DocumentRecord | None = None
    storage_error: StorageError | None = None

    @property
    def failure(self) -> str | None:
        """Return why the document failed, or None when it did not."""
        if self.storage_error is not None:
            return str(self.storage_error)
        return self.record.failure if self.record else None


def ingest_documents(document_ids: Sequence[str], storage: Storage, settings: Settings) -> Iterator[Ingested]:
    """Read PDFs under raw/, find what they cite and say, and store it; yield the outcomes in the order given.

    PDFs are read at the same time, each in its own guarded child process; the threads only wait for the children and
    take over what they have read, a fortieth of the work. The record of a document is written when the caller asks for
    the next one: a caller that is killed before that gets the document again. Raises FamilyError when a family file is
    wrong, StorageError when the history cannot be used or a record cannot be written.
    """
    known = families(settings)  # a wrong file is reported before an hour of reading
    prepare_history(storage.history, is_written=not settings.links.is_offline)  # and so is a broken history
    sources = storage.pdf_paths()

    def read(document_id: str) -> Ingested:
        try:
            document = read_one(document_id, sources.get(document_id), storage, settings)
            return Ingested(document_id=document_id, document=document)
        except StorageError as error:
            return Ingested(document_id=document_id, storage_error=error)

    workers = settings.extract.processes or count_cores()
    with step(logger, "reading documents", documents=len(document_ids)) as counts:
        failed = 0
        for outcome in _in_threads(read, document_ids, workers):
            ingested = outcome if outcome.document is None else _finished(outcome.document, storage, known)
            failed += ingested.failure is not None
            counts["failed"] = failed
            _log(ingested)
            yield ingested
            if ingested.record is not None:
                write_model(storage.record(ingested.document_id), ingested.record)


def _log(ingested: Ingested) -> None:
    """Log the outcome: a failure as a warning, any other document for debugging."""
    document_id, record = ingested.document_id, ingested.record
    if ingested.failure is not None:
        page = record.failed_page if record else None
        logger.warning(Line(ingested.failure, document_id=document_id, page=page))
        return
    logger.debug(
        Line(
            "ingested",
            document_id=document_id,
            pages=ingested.document.page_count if ingested.document else None,
            cited_urls=len(ingested.citations.cited_urls) if ingested.citations else None,
        )
    )


def _finished(document: Document, storage: Storage, known: tuple[findings.Family, ...]) -> Ingested:
    document_id = document.document_id
    try:
        cited = cite_one(document_id, storage)
        found = find_one(document_id, storage, known)
        record = _record_of(document, cited, found)
    except StorageError as error:
        return Ingested(document_id=document_id, document=document, storage_error=error)
    return Ingested(document_id=document_id, document=document, citations=cited, findings=found, record=record)


def _record_of(document: Document, cited: CitationList, found: FindingList) -> DocumentRecord:
    problem = failure_among(document, (*document.problems, *cited.problems, *found.problems))
    places = problem.provenance if problem else ()
    return DocumentRecord(
        document_id=document.document_id,
        source_filename=document.source_filename,
        sha256=document.sha256,
        failure=problem.message if problem else None,
        failed_page=places[0].page_number if places else None,
    )


def failure_among(document: Document, problems: Iterable[Problem]) -> Problem | None:
    """Return the problem that made a document fail: a bug, or what ended its reading; None when it did not fail."""
    bug = next((p for p in problems if p.code is ProblemCode.INTERNAL_ERROR), None)
    if bug or document.is_readable:
        return bug
    unnamed = Problem(
        code=ProblemCode.FILE_UNREADABLE,
        message=f"{document.source_filename}: could not be read to its last page",
        subject_id=document.document_id,
    )
    return next(iter(document.problems), unnamed)


def _in_threads(do: Callable[[Item], Result], items: Sequence[Item], workers: int) -> Iterator[Result]:
    """Call `do` for each item in threads; yield results in order, at most twice the threads ahead of the caller."""
    waiting: deque[Future[Result]] = deque()
    remaining = iter(items)
    with ThreadPoolExecutor(workers) as pool:
        try:
            waiting.extend(pool.submit(do, item) for item in islice(remaining, 2 * workers))
            while waiting:
                yield waiting.popleft().result()
                waiting.extend(pool.submit(do, item) for item in islice(remaining, 1))
        finally:
            for future in waiting:
                future.cancel()


def count_cores() -> int:
    """Return the number of processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def read_one(document_id: str, source: UPath | None, storage: Storage, settings: Settings) -> Document:
    """Read the PDF of a document, `source` if it is under raw/, and store what it says.

    A PDF that was read to its end with the same bytes, name, code and settings is not read again.
    """
    name = printable(source.name) if source else f"{document_id}.pdf"

    def read() -> Document:
        if source is None:
            raise InputError(f"{name}: is no longer in {storage.raw}; put it back and run again")
        with local_copy(source) as path:
            for _ in range(_READINGS):
                digest = sha256_of(path)
                stamp = extract.reading_stamp(digest, name, settings.extract)
                if (known := _known_reading(document_id, stamp, storage)) is not None:
                    return known
                document = extract.read_document(
                    path, document_id=document_id, source_filename=name, settings=settings.extract
                )
                if sha256_of(path) == digest:
                    return keep(document, stamp)
        raise InputError(f"{name}: was replaced while it was read; run again when nobody writes it")

    def keep(document: Document, stamp: bytes) -> Document:
        write_model(storage.extracted(document_id), document)
        if document.is_readable:  # last of all, so that a document that failed or was killed is read again
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
    """Return what an earlier run read, if it has this stamp and is whole."""
    if bytes_if_there(storage.reading_stamp(document_id)) != stamp:
        return None
    try:
        return read_model(storage.extracted(document_id), Document)
    except StorageError:  # removed or damaged since: the PDF can be read again
        return None


def cite_one(document_id: str, storage: Storage) -> CitationList:
    """Find the citations and cited URLs of a document that was read, and store them."""
    document = read_model(storage.extracted(document_id), Document)
    cited = _contained(
        lambda: citations.cite(document),
        lambda problem: CitationList(document_id=document_id, problems=(problem,)),
        document_id,
    )
    write_model(storage.citations(document_id), cited)
    return cited


def find_one(document_id: str, storage: Storage, known: tuple[findings.Family, ...]) -> FindingList:
    """Find the statements of a document that was read, by the known families, and store them."""
    document = read_model(storage.extracted(document_id), Document)
    found = _contained(
        lambda: findings.find(document, known),
        lambda problem: FindingList(document_id=document_id, problems=(problem,)),
        document_id,
    )
    write_model(storage.findings(document_id), found)
    return found


def families(settings: Settings) -> tuple[findings.Family, ...]:
    """Load the built-in families and the user's. Raises FamilyError when a file or folder is wrong."""
    return findings.load_families(*(place_of(folder) for folder in settings.findings.families))


def _contained(do: Callable[[], Result], fail: Callable[[Problem], Result], document_id: str) -> Result:
    """Do a step for one document. A bug in it is logged with its traceback and becomes a problem; it stops no other.

    The problem has a code of its own, so that it does not look like a fault of the document.
    """
    try:
        return do()
    except CetingestError:
        raise
    except Exception as bug:
        logger.exception(Line("cetingest failed", document_id=document_id))
        what = f"{type(bug).__name__}: {bug}".splitlines()[0]
        message = f"cetingest failed on {document_id} ({what}); the file may be sound: report it with the log"
        return fail(Problem(code=ProblemCode.INTERNAL_ERROR, message=message, subject_id=document_id))
