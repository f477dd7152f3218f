"""Bring findings, and what readers labelled, to records of one shape: kind -> records with the fields compared."""

import re
from collections.abc import Mapping
from typing import Any

from cetingest.model import FindingList

Record = dict[str, Any]
Records = dict[str, list[Record]]
STATEMENTS = {
    "rankings": "ranking",
    "assessments": "assessment",
    "recommendations": "recommendation",
    "policies": "policy",
}
FACTS = {"quantities": "quantity", "events": "event", "entities": "entity"}


def of_findings(found: FindingList) -> Records:
    """Return the findings as records; the sentence of a recommendation is its text."""
    names = {e.entity_id: (e.name, *e.aliases) for e in found.entities}
    return {
        "rankings": [
            _fields(r, "subject", "sector", "rank", "out_of", "basis", "edition") | {"sentence": r.quote.text}
            for r in found.rankings
        ],
        "assessments": [
            _fields(a, "subject", "sector", "pillar", "topic", "hedge")
            | {"sentence": a.quote.text, "polarity": a.polarity.value, "vs": sorted(a.comparators)}
            for a in found.assessments
        ],
        "recommendations": [
            _fields(r, "level", "sector", "heading", "types") | {"sentence": r.text} for r in found.recommendations
        ],
        "policies": [
            _fields(p, "kind", "sector", "country", "is_named", "name") | {"sentence": p.quote.text}
            for p in found.policies
        ],
        "quantities": [
            _fields(q, "kind", "value", "value_high", "unit", "printed", "qualifier", "status", "subject", "about")
            | {"sentence": q.quote.text, "period": [q.period_length, q.period_unit] if q.period_length else None}
            for q in found.quantities
        ],
        "events": [
            _fields(e, "kind", "date", "precision", "printed", "modifier", "status", "what")
            | {"sentence": e.quote.text}
            for e in found.events
        ],
        "entities": [_fields(e, "name", "type", "country", "abbreviation", "aliases") for e in found.entities],
        "relations": [
            {
                "relation": r.relation,
                "source": names.get(r.source_id or "", (r.source,)),
                "target": names.get(r.target_id or "", (r.target,)),
            }
            for r in found.relations
        ],
    }


def _fields(finding: object, *names: str) -> Record:
    return {name: getattr(finding, name) for name in names}


def of_labels(labels: Mapping[str, list[Record]]) -> Records:
    """Return what the labels of a report (labelled_findings) say; facts only where the report labels them."""
    kinds = STATEMENTS | (FACTS if labels["entity"] else {}) | ({"relations": "relation"} if labels["relation"] else {})
    return {kind: [_common(kind, record) for record in labels[label]] for kind, label in kinds.items()}


def of_gold(gold: Mapping[str, Any]) -> Records:
    """Return what a gold file of marked_reports says: facts alone."""
    return {
        "quantities": gold["quantities"],
        "events": gold["events"],
        "entities": [
            dict(zip(("name", "type", "country", "abbreviation"), [*row, None][:4], strict=True))
            for row in gold["entities"]
        ],
        "relations": [dict(zip(("source", "relation", "target"), row, strict=True)) for row in gold["relations"]],
    }


def of_japan(gold: Mapping[str, Any]) -> Records:
    """Return what the gold of the Japan report says; a country's name is its code there."""
    names = {e["entity_id"]: e["name_normalised"] for e in gold["entities"]}
    records = {
        kind: [_common(kind, record) for record in gold[kind] if record.get("explicit", True)] for kind in STATEMENTS
    }
    for record in records["assessments"]:
        record["vs"] = sorted(record["comparators"]) or None
        del record["topic"]  # a reader's own words
    return records | {
        "quantities": [
            q
            | {"value": float(q["value"]), "status": q.get("status")}
            | {"period": [q["period"]["length"], q["period"]["unit"]] if "period" in q else None}
            for q in gold["quantities"]
        ],
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


def _common(kind: str, record: Mapping[str, Any]) -> Record:
    common = dict(record)
    if kind == "rankings":
        common |= {name: int(record[name]) for name in ("rank", "out_of") if record.get(name)}
        common |= {"edition": str(record["edition"])} if "edition" in record else {}
    if kind == "assessments" and isinstance(record.get("vs"), str):
        common["vs"] = sorted(record["vs"].split(",")) if record["vs"] != "-" else []
    if kind == "policies":
        common["is_named"] = record["named"] in (True, "named")
    if kind == "recommendations":
        types = record["types"] or ()
        common |= {"types": types.split(",") if isinstance(types, str) else list(types)}
        # a labeller may copy the number of a heading, and a sentence that begins with the heading holds both
        common["heading"] = re.sub(r"^\(?\w{1,3}[.)]\s+", "", record.get("heading") or "") or None
        common["sentence"] = record["text"].removeprefix(f"{common['heading']}. ")
    return common
