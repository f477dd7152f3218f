"""What was read of one work: its item, and for each field where it is printed and how sure that is."""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import cast

from cetingest.citations.names import FoundName
from cetingest.citations.parts import Part
from cetingest.language.date_finder import FoundDate
from cetingest.language.dates import to_csl
from cetingest.language.text import squeeze_spaces
from cetingest.model import FieldPlace, Item, Span


class Cue(StrEnum):
    """What told where the title, and with it the fields around it, begin and end."""

    QUOTED = "quoted"  # quotation marks around it
    ITALIC = "italic"  # italic characters
    DATED = "dated"  # author-date style: it follows the year in brackets
    SENTENCE = "sentence"  # full stops around it, as in bibliographies
    COMMA = "comma"  # nothing but commas
    FORM = "form"  # the form of an act, a case, an interview or a letter


# Share of fields that are right among those with the same cue, by the rule of succession, on the notes that the rules
# were written with; docs/citations.md has how well it holds for others (tests/evaluation/notes/confidence.py).
# A cue that no note there has takes the lowest share of the others.
CONFIDENCE: dict[str, dict[Cue, float]] = {
    "URL": {Cue.COMMA: 0.98, Cue.DATED: 0.97, Cue.ITALIC: 0.98, Cue.QUOTED: 0.99, Cue.SENTENCE: 0.98},
    "accessed": {Cue.COMMA: 0.92, Cue.ITALIC: 0.9, Cue.QUOTED: 0.9, Cue.SENTENCE: 0.75},
    "author": {
        Cue.COMMA: 0.99,
        Cue.DATED: 0.98,
        Cue.FORM: 0.67,
        Cue.ITALIC: 0.99,
        Cue.QUOTED: 0.99,
        Cue.SENTENCE: 0.99,
    },
    "container-title": {
        Cue.COMMA: 0.96,
        Cue.DATED: 0.97,
        Cue.FORM: 0.86,
        Cue.ITALIC: 0.97,
        Cue.QUOTED: 0.99,
        Cue.SENTENCE: 0.98,
    },
    "event-title": {Cue.QUOTED: 0.67},
    "issue": {Cue.COMMA: 0.94, Cue.DATED: 0.83, Cue.QUOTED: 0.97, Cue.SENTENCE: 0.95},
    "issued": {
        Cue.COMMA: 0.99,
        Cue.DATED: 0.98,
        Cue.FORM: 0.93,
        Cue.ITALIC: 0.99,
        Cue.QUOTED: 0.99,
        Cue.SENTENCE: 0.99,
    },
    "number": {Cue.COMMA: 0.6, Cue.FORM: 0.8, Cue.ITALIC: 0.86, Cue.QUOTED: 0.83},
    "page": {Cue.COMMA: 0.94, Cue.DATED: 0.83, Cue.QUOTED: 0.97, Cue.SENTENCE: 0.95},
    "publisher": {Cue.COMMA: 0.97, Cue.DATED: 0.93, Cue.ITALIC: 0.98, Cue.QUOTED: 0.96, Cue.SENTENCE: 0.98},
    "title": {Cue.COMMA: 0.92, Cue.DATED: 0.98, Cue.FORM: 0.93, Cue.ITALIC: 0.99, Cue.QUOTED: 0.99, Cue.SENTENCE: 0.99},
    "volume": {Cue.COMMA: 0.96, Cue.DATED: 0.83, Cue.ITALIC: 0.88, Cue.QUOTED: 0.97, Cue.SENTENCE: 0.95},
}
_OTHERWISE = 0.9
_BEFORE_GAP = re.compile(r"\W*\s{2,}")


@dataclass
class Reading:
    """Collects the fields of one work."""

    item: Item = field(default_factory=lambda: cast(Item, {}))
    places: dict[str, Span] = field(default_factory=dict)
    cue: Cue = Cue.COMMA

    def put(self, name: str, value: object, span: Span) -> None:
        """Set a field with the place where it is printed; empty texts set nothing."""
        if isinstance(value, str):
            # Spaces stand where a URL or a date was taken out: punctuation beyond such a gap is no part of the value.
            kept = _without_gap(value)
            start = _BEFORE_GAP.match(kept)
            span = (span[0] + (start.end() if start else 0), span[1] - len(value) + len(kept))
            value = squeeze_spaces(kept[start.end() :] if start else kept)
            value = value if re.search(r"\w", value) else ""
        if value:
            self.item[name] = value  # type: ignore[literal-required]  # callers name CSL's fields only
            self.places[name] = span

    def put_new(self, name: str, value: object, span: Span) -> None:
        """Set a field that is not yet set."""
        if name not in self.item:
            self.put(name, value, span)

    def put_part(self, name: str, part: Part) -> None:
        """Set a field to a piece of the text."""
        self.put(name, part.text, part.span)

    def put_names(self, name: str, found: tuple[FoundName, ...]) -> None:
        """Set author or editor."""
        if found:
            self.put(name, tuple(one.name for one in found), (found[0].span[0], found[-1].span[1]))

    def put_date(self, name: str, date: FoundDate) -> None:
        """Set issued or accessed."""
        self.put(name, to_csl(date.date), date.span)

    def confidence(self, name: str) -> float:
        """Return how often a field that was found so is right."""
        shares = CONFIDENCE.get(name, {})
        return shares.get(self.cue, min(shares.values(), default=_OTHERWISE))

    def fields(self, offset: int) -> tuple[FieldPlace, ...]:
        """Return the places of all fields, counted in a text in which the work begins at `offset`, in their order."""
        places = ((span, name) for name, span in self.places.items() if name in self.item)
        return tuple(
            FieldPlace(name=name, span=(start + offset, end + offset), confidence=self.confidence(name))
            for (start, end), name in sorted(places)
        )


def _without_gap(value: str) -> str:
    """Cut what follows the last letter or figure, if it holds a gap."""
    end = next((at for at in range(len(value), 0, -1) if value[at - 1].isalnum() or value[at - 1] == "_"), len(value))
    return value[:end] if re.search(r"\s{2}", value[end:]) else value
