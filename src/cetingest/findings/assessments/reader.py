"""What the finders of assessments share: a sentence ready to be read, and a judgement in the making."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cetingest.findings.assessments.clauses import Clause, Sliced
from cetingest.findings.assessments.fields import CROSS, Fields, Scope, key_of_pillar
from cetingest.findings.assessments.targets import Target
from cetingest.findings.context import Sentence
from cetingest.findings.taxonomy import TitleMatch
from cetingest.language.places import subject_code
from cetingest.model import Polarity

# The longest sentence of the labelled reports has 330 characters; what is longer is a list or no sentence.
LONGEST = 1_500


@dataclass(frozen=True, slots=True)
class Judgement:
    """One assessment in the making."""

    subject: str
    sector: str
    pillar: str | None
    pillar_printed: str | None
    topic: str | None
    polarity: Polarity
    clause: Clause
    is_relative: bool
    comparators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads one sentence."""

    sentence: Sentence
    sliced: Sliced
    scope: Scope
    title: TitleMatch
    fields: Fields
    is_ranking: bool
    drivers_start: int  # where the reasons of a stated rank begin: "led by ..."
    antecedent: tuple[Target, ...]  # what "it" at the start means: the first field of the sentence before

    @property
    def own(self) -> str:
        """What the document is about."""
        return subject_code(self.title.subject)

    def fields_of(self, clause: Clause, targets: Iterable[Target]) -> tuple[tuple[str, str | None, str | None], ...]:
        """Return sector, pillar and its wording of what is judged, each once."""
        return tuple(dict.fromkeys(self._fields_of(clause, targets)))

    def _fields_of(self, clause: Clause, targets: Iterable[Target]) -> Iterator[tuple[str, str | None, str | None]]:
        for target in targets:
            position = clause.span[0] + target.span[0]
            if target.key is None:
                yield (self.scope.sector or CROSS), None, target.printed
                continue
            where = key_of_pillar(target.key, position, self.sentence.text, self.scope, self.fields)
            if where and not (self.is_ranking and where[1] is None and position >= self.drivers_start):
                yield *where, target.printed
