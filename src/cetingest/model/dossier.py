"""All that is known of one document."""

from dataclasses import dataclass

from cetingest.model.citations import CitationList
from cetingest.model.document import Document
from cetingest.model.findings import FindingList
from cetingest.model.links import Verdict
from cetingest.model.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """All that is known of one document; tables and report are made of it. `problems` holds those of every step."""

    document: Document
    citations: CitationList
    findings: FindingList
    verdicts: tuple[Verdict, ...] = ()
    problems: tuple[Problem, ...] = ()
