"""Compare findings with what a reader found: precision and recall of each kind, by sentence and key fields."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from cetingest.model import FindingList
from tests.evaluation.scoring import fold

# A sentence that lost a footnote mark or a list number is the same; another sentence is not.
SENTENCE_RATIO = 92
# A reader words a policy's name more or less fully ("establishment of ..."), so a named one shares its words.
NAME_RATIO = 80

Record = Mapping[str, Any]
Key = tuple[Any, ...]


@dataclass(frozen=True)
class Outcome:
    """What was right, what was missed, what was wrong."""

    right: int
    missed: tuple[Record, ...]
    wrong: tuple[Record, ...]

    @property
    def precision(self) -> float:
        found = self.right + len(self.wrong)
        return self.right / found if found else float(not self.missed)

    @property
    def recall(self) -> float:
        wanted = self.right + len(self.missed)
        return self.right / wanted if wanted else 1.0


KEYS: Mapping[str, Callable[[Record], Key]] = {
    "rankings": lambda r: (r["subject"], r["sector"], int(r["rank"])),
    "assessments": lambda r: (r["subject"], r["sector"], r["pillar"], r["polarity"]),
    "recommendations": lambda r: (r["level"], r["sector"], fold(r["heading"] or "")),
    "policies": lambda r: (r["kind"], r["sector"], r["country"], r["is_named"]),
}


def compare(kind: str, wanted: Iterable[Record], got: Iterable[Record]) -> Outcome:
    """Pair each wanted record with one found of the same key and sentence; each is paired once."""
    left = list(got)
    missed, right = [], 0
    for record in wanted:
        at = next((n for n, other in enumerate(left) if _is_same(kind, record, other)), None)
        if at is None:
            missed.append(record)
        else:
            left.pop(at)
            right += 1
    return Outcome(right, tuple(missed), tuple(left))


def _is_same(kind: str, wanted: Record, got: Record) -> bool:
    if KEYS[kind](wanted) != KEYS[kind](got):
        return False
    if fuzz.ratio(fold(wanted["sentence"]), fold(got["sentence"]), score_cutoff=SENTENCE_RATIO) < SENTENCE_RATIO:
        return False
    if kind == "policies" and wanted["is_named"]:
        return fuzz.partial_ratio(fold(got["name"]).casefold(), fold(wanted["name"]).casefold()) >= NAME_RATIO
    return True


def compare_types(wanted: Iterable[Record], got: Iterable[Record]) -> tuple[float, float]:
    """Return precision and recall of the classes of action, over the recommendations that both sides have."""
    left = list(got)
    right = given = asked = 0
    for record in wanted:
        other = next((one for one in left if _is_same("recommendations", record, one)), None)
        if other is None or not record.get("types"):
            continue
        types = record["types"]
        known = set(types.split(",") if isinstance(types, str) else types)
        right, given, asked = right + len(known & set(other["types"])), given + len(other["types"]), asked + len(known)
    return right / given if given else 0.0, right / asked if asked else 0.0


def records_of(found: FindingList) -> dict[str, list[Record]]:
    """Return the findings as records; the sentence of a recommendation is its text."""
    return {
        "rankings": [
            {"sentence": r.quote.text, "subject": r.subject, "sector": r.sector, "rank": r.rank} for r in found.rankings
        ],
        "assessments": [
            {
                "sentence": a.quote.text,
                "subject": a.subject,
                "sector": a.sector,
                "pillar": a.pillar,
                "polarity": a.polarity.value,
                "topic": a.topic,
            }
            for a in found.assessments
        ],
        "recommendations": [
            {
                "sentence": r.text,
                "level": r.level,
                "sector": r.sector,
                "heading": r.heading,
                "types": r.types,
            }
            for r in found.recommendations
        ],
        "policies": [
            {
                "sentence": p.quote.text,
                "kind": p.kind,
                "sector": p.sector,
                "country": p.country,
                "is_named": p.is_named,
                "name": p.name,
            }
            for p in found.policies
        ],
    }


def gold_records(records: Mapping[str, list[dict[str, Any]]]) -> dict[str, list[Record]]:
    """Bring a gold's records (the Japan report's keys, or those of tests/data/findings) to one shape."""
    wanted: dict[str, list[Record]] = {}
    for kind, name in (
        ("ranking", "rankings"),
        ("assessment", "assessments"),
        ("policy", "policies"),
        ("recommendation", "recommendations"),
    ):
        wanted[name] = []
        for record in records.get(name, records.get(kind, [])):
            if not record.get("explicit", True):
                continue
            full = dict(record)
            if name == "policies":
                full["is_named"] = record["named"] in (True, "named")
            if name == "recommendations":
                full["sentence"] = record["text"]
            wanted[name].append(full)
    return wanted
