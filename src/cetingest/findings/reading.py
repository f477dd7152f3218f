"""The whole way from a document to its findings."""

from cetingest.findings.countries import subject_code
from cetingest.findings.family import Family, load_families
from cetingest.findings.rankings import find_rankings
from cetingest.findings.recommendations import find_recommendations
from cetingest.findings.taxonomy import match_title
from cetingest.model import BlockKind, Document, FindingList, Problem, ProblemCode


def find(document: Document, families: tuple[Family, ...] | None = None) -> FindingList:
    """Find what a document says of its own, by the family that its title fits (default: the families on board).

    Without a family, rankings cannot be read, which is told as a problem; recommendations are found by the words that
    most reports use. Raises FamilyError when a family file is wrong.
    """
    match = match_title(load_families() if families is None else families, _titles(document))
    family = match.family if match else None
    return FindingList(
        document_id=document.document_id,
        family=family.family if family else None,
        subject=subject_code(match.subject) if match else None,
        edition=match.edition if match else None,
        rankings=find_rankings(document, match) if match else (),
        recommendations=find_recommendations(document, family),
        problems=() if match or not document.blocks else (_no_family(document),),
    )


def _titles(document: Document) -> list[str]:
    """Return what the document may be called: by its metadata, its title blocks, and these read as one."""
    blocks = [block.text for block in document.blocks if block.kind == BlockKind.TITLE]
    return [*([document.title] if document.title else []), *blocks, " ".join(blocks)]


def _no_family(document: Document) -> Problem:
    name = document.title or document.source_filename
    return Problem(
        code=ProblemCode.NO_FAMILY,
        message=f"{name!r} fits the title pattern of no family file, so only recommendations were looked for",
        subject_id=document.document_id,
    )
