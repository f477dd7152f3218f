"""Lists and sections whose heading says how all in them is meant: "Strengths:", "Key weaknesses"."""

import re
from dataclasses import dataclass, field, replace

from cetingest.findings.assessments.clauses import Clause, ClauseKind
from cetingest.findings.assessments.fields import CROSS
from cetingest.findings.assessments.reader import LONGEST, Judgement, Reader
from cetingest.findings.assessments.targets import find_targets, topic_of
from cetingest.findings.lead_ins import lead_in
from cetingest.model import Block, BlockKind, Polarity

_HEADS = {
    Polarity.STRENGTH: r"(?:strengths?|advantages|assets|strong points)",
    Polarity.WEAKNESS: r"(?:weakness(?:es)?|shortcomings|deficits|disadvantages|limitations|vulnerabilities|gaps|"
    r"weak points)",
}
_WORDS = r"(?:(?!(?:and|or|vs|versus|no|few|not)\b)[\w’'-]+\s+){0,3}?"
_LABELS = {polarity: re.compile(rf"(?i)^{_WORDS}{heads}\s*[:：.]?$") for polarity, heads in _HEADS.items()}
_EITHER = rf"(?:{'|'.join(_HEADS.values())})"
_LABEL = re.compile(rf"(?i)^{_WORDS}{_EITHER}(?:\s*(?:and|&|/|,|or|vs\.?)\s*{_WORDS}{_EITHER})?\s*[:：.]?$")
_LONGEST_LABEL = 80  # characters


def is_label(text: str) -> bool:
    """Tell whether a text is nothing but a heading of strengths, weaknesses or both: it states nothing.

    >>> is_label("Strengths and weaknesses:"), is_label("Strengths abound.")
    (True, False)
    """
    return len(text) <= _LONGEST_LABEL and _LABEL.match(text.strip()) is not None


def label_of(text: str) -> Polarity | None:
    """Return the polarity that a heading gives to what stands below it; one of both gives none.

    >>> label_of("Key Strengths:"), label_of("Strengths and weaknesses")
    (<Polarity.STRENGTH: 'strength'>, None)
    """
    if len(text) > _LONGEST_LABEL:
        return None
    return next((polarity for polarity, label in _LABELS.items() if label.match(text.strip())), None)


@dataclass(slots=True)
class Labels:
    """Follows a document's blocks: a line that is a label holds for the list below it, a heading for its section."""

    _of_list: Polarity | None = None
    _section: tuple[str, ...] = field(default=())

    def of(self, block: Block) -> Polarity | None:
        """Return the polarity that is declared for a block; blocks are given in their order."""
        if block.kind is not BlockKind.LIST_ITEM or block.section_path != self._section:
            self._of_list = None
        self._section = block.section_path
        if block.kind is not BlockKind.LIST_ITEM and (label := label_of(block.text)):
            self._of_list = label
        own = label_of(lead_in(block)[0] or "")
        headings = (label_of(heading) for heading in reversed(block.section_path))
        return own or self._of_list or next((label for label in headings if label), None)


def as_declared(reader: Reader, judged: list[Judgement], declared: Polarity) -> list[Judgement]:
    """Read the sentence that opens an item as what its list declares.

    A sentence that judges so in its own words is left as it is, with what it holds against that. One that seems to say
    the opposite, or neither, was read wrongly; one that judges nothing is judged by its place.
    """
    if any(one.polarity in (declared, Polarity.MIXED) for one in judged):
        return judged
    if judged:
        return [replace(one, polarity=declared) for one in judged]
    text = reader.sentence.text[:LONGEST]
    whole = Clause((0, len(text)), text, ClauseKind.MAIN)
    targets = find_targets(text, whole.span, reader.scope.terms)[:1]
    fields = reader.fields_of(whole, targets) or ((reader.scope.sector or CROSS, None, None),)
    topic = None if targets else topic_of(text, whole.span)
    return [Judgement(reader.own, *one, topic, declared, whole, False, ()) for one in fields]
