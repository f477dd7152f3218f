"""Compare quantities, events, entities, mentions and relations with what a reader found.

A quantity is right when sentence, kind, value, end of the range and unit are; an event when sentence and date are; an
entity when its normalised name, type and country are; a relation when its sides and its kind are. Other fields that the
gold gives are counted apart, over what is right.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz

from cetingest.model import FindingList
from tests.evaluation.scoring import fold

Record = Mapping[str, Any]
_LEGAL = re.compile(r"(?i)[,\s]+(?:corporation|corp|inc|limited|ltd|co|ag|ab|se|s\.a|plc)\b\.?")
# A number without a unit ("7.5 million") has the kind number whatever is counted before it.
_EXTRA = {
    "quantities": ("qualifier", "status", "period", "subject"),
    "events": ("kind", "precision", "modifier", "status"),
    "entities": ("abbreviation",),
    "relations": (),
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
        for name in _EXTRA[kind]:
            if record.get(name) is not None:
                outcome.fields[f"{name} given"] += 1
                outcome.fields[f"{name} right"] += record[name] == other.get(name)
                if record[name] != other.get(name):
                    outcome.slips.append(f"{name}: {record[name]!r} not {other.get(name)!r}: {_short(record)}")
    outcome.wrong = left
    return outcome


def _short(record: Record) -> str:
    return str(record.get("sentence") or record.get("name"))[:60]


def _same_sentence(wanted: Record, found: Record) -> bool:
    return fuzz.ratio(fold(wanted["sentence"]), fold(found["sentence"])) >= 92


def _same_quantity(wanted: Record, found: Record) -> bool:
    same = all(wanted.get(name) == found.get(name) for name in ("kind", "value", "value_high"))
    return same and wanted.get("unit") in (None, found["unit"]) and _same_sentence(wanted, found)


def _same_event(wanted: Record, found: Record) -> bool:
    return wanted["date"] == found["date"] and _same_sentence(wanted, found)


def _same_entity(wanted: Record, found: Record) -> bool:
    same = all(wanted[name] == found[name] for name in ("type", "country"))
    return same and any(bare(wanted["name"]) == bare(name) for name in (found["name"], *found["aliases"]))


def _same_relation(wanted: Record, found: Record) -> bool:
    if wanted["relation"] != found["relation"]:
        return False
    return all(any(_same_side(bare(wanted[side]), bare(name)) for name in found[side]) for side in ("source", "target"))


def _same_side(wanted: str, found: str) -> bool:
    """Compare a side; one may hold the other ("the work", "work on cooling"), but not by a few letters."""
    return wanted == found or (min(len(wanted), len(found)) > 4 and fuzz.partial_ratio(wanted, found) >= 90)


SAME: Mapping[str, Callable[[Record, Record], bool]] = {
    "quantities": _same_quantity,
    "events": _same_event,
    "entities": _same_entity,
    "relations": _same_relation,
}


def bare(name: str) -> str:
    """Compare names without article, legal form and case."""
    name = re.sub(r"(?i)^the\s+", "", _LEGAL.sub("", name))
    return fold(re.sub(r"\s+\([^()]*\)$", "", name)).casefold().strip(".,")


def records_of(found: FindingList) -> dict[str, list[dict[str, Any]]]:
    """Return the findings as records in the words of the gold."""
    names = {e.entity_id: (e.name, *e.aliases) for e in found.entities}
    return {
        "quantities": [
            {
                **{name: getattr(q, name) for name in ("kind", "value", "value_high", "unit", "printed", "qualifier")},
                "sentence": q.quote.text,
                "status": q.status,
                "subject": q.subject,
                "about": q.about,
                "period": [q.period_length, q.period_unit] if q.period_length else None,
            }
            for q in found.quantities
        ],
        "events": [
            {
                **{name: getattr(e, name) for name in ("kind", "date", "precision", "printed", "modifier", "status")},
                "what": e.what,
                "sentence": e.quote.text,
            }
            for e in found.events
        ],
        "entities": [
            {name: getattr(e, name) for name in ("entity_id", "name", "type", "country", "abbreviation", "aliases")}
            for e in found.entities
        ],
        "relations": [
            {
                "relation": r.relation,
                "source": names.get(r.source_id or "", (r.source,)),
                "target": names.get(r.target_id or "", (r.target,)),
            }
            for r in found.relations
        ],
    }


def gold_of_report(gold: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Bring the gold of tests/data/findings/*.gold.yaml to records."""
    return {
        "quantities": gold["quantities"],
        "events": gold["events"],
        "entities": [
            dict(zip(("name", "type", "country", "abbreviation"), [*row, None][:4], strict=True))
            for row in gold["entities"]
        ],
        "relations": [dict(zip(("source", "relation", "target"), row, strict=True)) for row in gold["relations"]],
    }


def gold_of_japan(gold: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Bring the gold of the Japan report to records; a country's name is its code there."""
    quantities = [
        q
        | {"value": float(q["value"]), "status": q.get("status")}
        | {"period": [q["period"]["length"], q["period"]["unit"]] if "period" in q else None}
        for q in gold["quantities"]
    ]
    names = {e["entity_id"]: e["name_normalised"] for e in gold["entities"]}
    return {
        "quantities": quantities,
        "events": [dict(e) for e in gold["events"]],
        "entities": [
            {
                "name": e["surface_forms"][0] if e["type"] == "country" else e["name_normalised"],
                "type": e["type"],
                "country": e["country"],
                "abbreviation": e["abbreviation"],
            }
            for e in gold["entities"]
        ],
        "relations": [
            {"relation": r["relation"]} | {side: names.get(r[side], r[side]) for side in ("source", "target")}
            for r in gold["relations"]
        ],
    }
