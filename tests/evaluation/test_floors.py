"""Citations of the Japan report are read as well as the floors say."""

import re
import tomllib
from pathlib import Path

from rapidfuzz import fuzz

from cetingest.citations import cite
from tests.japan import gold, gold_document

FLOORS = tomllib.loads(Path(__file__).with_name("floors.toml").read_text(encoding="utf-8"))
CORE = ("author", "title", "issued", "URL")
FIELDS = (*CORE, "container-title", "event-title", "publisher", "accessed")


def folded(value):
    return " ".join(re.sub(r"\W+", " ", re.sub(r"\([^)]*\)", "", str(value)).casefold()).split())


def names(authors):
    return sorted(folded(a.get("literal") or f"{a.get('given')} {a.get('family')}") for a in authors or ())


def is_same(field, wanted, got):
    """Equal dates and URLs; texts alike from a fuzzy ratio of 95 on, as the gold's own scorer has it."""
    if field in ("issued", "accessed"):
        return (wanted or {}).get("date-parts") == [list(p) for p in (got or {}).get("date-parts", ())] or wanted == got
    if field == "author":
        return names(wanted) == names(got)
    if field == "URL" or wanted is None or got is None:
        return wanted == got
    return fuzz.ratio(folded(wanted), folded(got)) >= 95


def citation_measures():
    found, notes = cite(gold_document()), gold("citations")["notes"]
    kinds = {reading.footnote_id: reading.kind for reading in found.readings}
    items = {citation.footnote_id: citation.item for citation in found.citations}
    cited = [(n["items"][0], items.get(f"japan-fn{n['label']}", {})) for n in notes if n["items"]]
    pairs = {
        (f"japan-fn{first}-c1", f"japan-fn{again}-c1") for first, again in gold("citations")["duplicates"]["exact"]
    }
    repeated = {(c.antecedent_id, c.citation_id) for c in found.citations if c.form == "repeated"}
    return {
        "kinds": sum(kinds[f"japan-fn{n['label']}"] == n["kind"] for n in notes),
        "core_fields": sum(all(is_same(f, w.get(f), g.get(f)) for f in CORE) for w, g in cited),
        "all_fields": sum(all(is_same(f, w.get(f), g.get(f)) for f in FIELDS) for w, g in cited),
        "urls": sum(w["URL"] == g.get("URL") for w, g in cited),
        "duplicates": len(pairs & repeated) - len(repeated - pairs),
    }


def test_citations_of_the_japan_report_are_read_as_well_as_their_floors_say():
    measured, floors = citation_measures(), FLOORS["citations"]["japan"]
    assert {name: (value, floors[name]) for name, value in measured.items() if value < floors[name]} == {}
    assert measured.keys() == floors.keys()
