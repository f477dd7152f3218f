"""Compare findings with what a reader found.

Right is a finding of the same sentence and key fields: a ranking's subject, sector and rank; an assessment's subject,
sector, pillar and polarity; a recommendation's level, sector and heading; a policy's kind, sector, country and name; a
quantity's kind, value, end of the range and unit; an event's date. An entity is right when its normalised name, type
and country are, a relation when its sides and its kind are. Other fields that the gold gives are counted apart, over
what is right.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz

from tests.evaluation.scoring import fold

# A sentence that lost a footnote mark or a list number is the same; another sentence is not.
SENTENCE_RATIO = 92
# A reader words a policy's name more or less fully ("establishment of ..."), so a named one shares its words.
NAME_RATIO = 80

Record = Mapping[str, Any]
_LEGAL = re.compile(r"(?i)[,\s]+(?:corporation|corp|inc|limited|ltd|co|ag|ab|se|s\.a|plc)\b\.?")
_EXTRA = {
    "rankings": ("out_of", "basis", "edition"),
    "assessments": ("vs", "hedge"),
    "quantities": ("qualifier", "status", "period", "subject"),
    "events": ("kind", "precision", "modifier", "status"),
    "entities": ("abbreviation",),
}


@dataclass
class Outcome:
    """What was right, what was missed, what was wrong; `fields` counts right and given values of other fields."""

    right: int = 0
    missed: list[Record] = field(default_factory=list)
    wrong: list[Record] = field(default_factory=list)
    fields: Counter[str] = field(default_factory=Counter)
    slips: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        found = self.right + len(self.wrong)
        return self.right / found if found else float(not self.missed)

    @property
    def recall(self) -> float:
        wanted = self.right + len(self.missed)
        return self.right / wanted if wanted else 1.0

    def add(self, other: "Outcome") -> None:
        self.right += other.right
        self.missed += other.missed
        self.wrong += other.wrong
        self.fields += other.fields
        self.slips += other.slips


def compare(kind: str, wanted: Iterable[Record], found: Iterable[Record]) -> Outcome:
    """Pair each wanted record with one found that is the same and not yet taken."""
    outcome, left = Outcome(), list(found)
    for record in wanted:
        at = next((n for n, other in enumerate(left) if SAME[kind](record, other)), None)
        if at is None:
            outcome.missed.append(record)
            continue
        other = left.pop(at)
        outcome.right += 1
        _count_fields(kind, outcome, record, other)
    outcome.wrong = left
    return outcome


def _count_fields(kind: str, outcome: Outcome, record: Record, other: Record) -> None:
    for name in _EXTRA.get(kind, ()):
        if record.get(name) is None:
            continue
        is_right = _folded(record[name]) == _folded(other.get(name))
        outcome.fields[f"{name} given"] += 1
        outcome.fields[f"{name} right"] += is_right
        if not is_right:
            outcome.slips.append(f"{name}: {record[name]!r} not {other.get(name)!r}: {_short(record)}")


def _folded(value: object) -> object:
    if isinstance(value, list | tuple):
        return [_folded(one) for one in value]
    return value.casefold() if isinstance(value, str) else value


def compare_types(wanted: Iterable[Record], found: Iterable[Record]) -> Outcome:
    """Compare the classes of action, over the recommendations that both sides have and that the gold classes."""
    outcome, left = Outcome(), list(found)
    for record in wanted:
        other = next((one for one in left if _same_recommendation(record, one)), None)
        if other is None or not record["types"]:
            continue
        asked, given = set(record["types"]), set(other["types"])
        outcome.right += len(asked & given)
        outcome.missed += [{"type": kind, "sentence": record["sentence"]} for kind in sorted(asked - given)]
        outcome.wrong += [{"type": kind, "sentence": record["sentence"]} for kind in sorted(given - asked)]
    return outcome


def _short(record: Record) -> str:
    return str(record.get("sentence") or record.get("name"))[:60]


def _same_sentence(wanted: Record, found: Record) -> bool:
    return fuzz.ratio(fold(wanted["sentence"]), fold(found["sentence"]), score_cutoff=SENTENCE_RATIO) > 0


def _agree(wanted: Record, found: Record, *names: str) -> bool:
    return all(wanted.get(name) == found.get(name) for name in names)


def _same_ranking(wanted: Record, found: Record) -> bool:
    return _agree(wanted, found, "subject", "sector", "rank") and _same_sentence(wanted, found)


def _same_assessment(wanted: Record, found: Record) -> bool:
    return _agree(wanted, found, "subject", "sector", "pillar", "polarity") and _same_sentence(wanted, found)


def _same_recommendation(wanted: Record, found: Record) -> bool:
    same = _agree(wanted, found, "level", "sector") and fold(wanted["heading"] or "") == fold(found["heading"] or "")
    return same and _same_sentence(wanted, found)


def _same_policy(wanted: Record, found: Record) -> bool:
    if not (_agree(wanted, found, "kind", "sector", "country", "is_named") and _same_sentence(wanted, found)):
        return False
    names = fold(found["name"]).casefold(), fold(wanted["name"]).casefold()
    return not wanted["is_named"] or fuzz.partial_ratio(*names) >= NAME_RATIO


def _same_quantity(wanted: Record, found: Record) -> bool:
    # A number without a unit ("7.5 million") has the kind number whatever is counted before it.
    same = _agree(wanted, found, "kind", "value", "value_high") and wanted.get("unit") in (None, found["unit"])
    return same and _same_sentence(wanted, found)


def _same_event(wanted: Record, found: Record) -> bool:
    return wanted["date"] == found["date"] and _same_sentence(wanted, found)


def _same_entity(wanted: Record, found: Record) -> bool:
    same = _agree(wanted, found, "type", "country")
    return same and any(bare(wanted["name"]) == bare(name) for name in (found["name"], *found["aliases"]))


def _same_relation(wanted: Record, found: Record) -> bool:
    if wanted["relation"] != found["relation"]:
        return False
    return all(any(_same_side(bare(wanted[side]), bare(name)) for name in found[side]) for side in ("source", "target"))


def _same_side(wanted: str, found: str) -> bool:
    """Compare a side; one may hold the other ("the work", "work on cooling"), but not by a few letters."""
    return wanted == found or (min(len(wanted), len(found)) > 4 and fuzz.partial_ratio(wanted, found) >= 90)


SAME: Mapping[str, Callable[[Record, Record], bool]] = {
    "rankings": _same_ranking,
    "assessments": _same_assessment,
    "recommendations": _same_recommendation,
    "policies": _same_policy,
    "quantities": _same_quantity,
    "events": _same_event,
    "entities": _same_entity,
    "relations": _same_relation,
}


def bare(name: str) -> str:
    """Compare names without article, legal form and case."""
    name = re.sub(r"(?i)^the\s+", "", _LEGAL.sub("", name))
    return fold(re.sub(r"\s+\([^()]*\)$", "", name)).casefold().strip(".,")
