"""The whole way from a document to its findings: the finders of each kind, side by side."""

from collections.abc import Callable
from dataclasses import replace

from cetingest.findings.assessments import find_assessments
from cetingest.findings.context import Context, context_of
from cetingest.findings.entities import add_entities
from cetingest.findings.events import find_events
from cetingest.findings.family import Family
from cetingest.findings.family_files import load_families
from cetingest.findings.policies import find_policies
from cetingest.findings.quantities import find_quantities
from cetingest.findings.rankings import find_rankings
from cetingest.findings.recommendations import find_recommendations
from cetingest.findings.relations import add_relations
from cetingest.model import Document, FindingList, Problem, ProblemCode

# A finder adds its kinds to what was found before it. One that builds on another (relations on entities) stands later.
Finder = Callable[[Context, FindingList], FindingList]
FINDERS: tuple[Finder, ...] = (
    lambda context, found: replace(found, rankings=find_rankings(context)),
    lambda context, found: replace(found, recommendations=find_recommendations(context)),
    lambda context, found: replace(found, assessments=find_assessments(context, found.rankings, found.recommendations)),
    lambda context, found: replace(found, policies=find_policies(context, found.recommendations)),
    lambda context, found: replace(found, events=find_events(context)),
    lambda context, found: replace(found, quantities=find_quantities(context)),
    add_entities,
    add_relations,
)


def find(document: Document, families: tuple[Family, ...] | None = None) -> FindingList:
    """Find what a document says of its own, by the family that its title fits (default: the families on board).

    Without a family, what only it can tell (rankings, assessments) is not looked for, which is told as a problem; all
    else is found by the words that most reports use. Raises FamilyError when a family file is wrong.
    """
    context = context_of(document, load_families() if families is None else families)
    found = FindingList(
        document_id=document.document_id,
        family=context.family.family if context.family else None,
        subject=context.subject,
        edition=context.title.edition if context.title else None,
        problems=() if context.family or not document.blocks else (_no_family(context),),
    )
    for finder in FINDERS:
        found = finder(context, found)
    return found


def _no_family(context: Context) -> Problem:
    document = context.document
    name = document.title or document.source_filename
    rivals = " and ".join(match.family.family for match in context.titles)
    fits = f"the title patterns of several families alike ({rivals})" if rivals else "the title pattern of no family"
    return Problem(
        code=ProblemCode.NO_FAMILY,
        message=f"{name!r} fits {fits}, so rankings and assessments were not looked for",
        subject_id=document.document_id,
    )
