"""Published corpora of a few documents, each with what a test is about."""

from upath import UPath

from cetingest.datasets import write_tables
from cetingest.model import Content, Dossier, Problem, ProblemCode, Reach, Verdict, VerdictKind
from cetingest.settings import StorageSettings
from cetingest.storage import Storage
from tests import factories as make


def storage_in(folder) -> Storage:
    return Storage.of(StorageSettings(raw=str(folder / "raw"), processed=str(folder / "processed")))


def publish(storage: Storage, *dossiers: Dossier) -> None:
    write_tables(dossiers, UPath(storage.datasets))


def dead(document_id: str = "doc", url: str = "https://a.test/", **fields) -> Verdict:
    defaults = {"reach": Reach.GONE, "content": Content.NOT_JUDGED, "reason": "The server says that it is gone."}
    return make.verdict(VerdictKind.DEAD, url=url, document_id=document_id, **(defaults | fields))


def with_dead_citation(document_id: str = "doc", **fields) -> Dossier:
    """One dead citation, on which every finding of the document rests."""
    return make.dossier(document_id, verdicts=(dead(document_id, **fields),))


def unreadable(document_id: str = "broken", message: str = "broken.pdf is no PDF; open it.", **fields) -> Dossier:
    """A file that could not be read, with the place where reading stopped."""
    problem = Problem(
        code=ProblemCode.FILE_UNREADABLE,
        message=message,
        subject_id=document_id,
        provenance=(make.place(page_number=3),),
    )
    document = make.document(
        document_id,
        source_filename=f"{document_id}.pdf",
        pages=(),
        blocks=(),
        footnotes=(),
        footnote_references=(),
        **({"sha256": "ab" * 32} | fields),
    )
    return make.dossier(
        document_id,
        document=document,
        citations=make.citation_list(document_id, readings=(), citations=(), cited_urls=()),
        findings=make.finding_list(document_id),
        verdicts=(),
        problems=(problem,),
    )
