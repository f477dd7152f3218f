"""Notes as policy reports print them, written by hand before their rules: `python -m tests.evaluation.notes.written`.

Works, people and pages are invented; the forms are those of think tanks, ministries, courts and parliaments. In
tests/data/notes/*.yaml italics stand between asterisks, a body after "=", and where careful cataloguers would differ, a
list of what is accepted. Rules may be mended with the open sets; the sealed ones are only counted. `open` and `sealed`
are the even and odd places of written.yaml; `blind_open` and `blind_sealed` have another author, who knew no rule.
`manuals` was made with the rules.
"""

import re
import sys
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from cetingest.citations import cite
from cetingest.model import Citation, CitationForm, Emphasis, EmphasisStyle
from tests.evaluation.notes.scoring import CORE, DATA, is_same
from tests.factories import document, footnote

HALVES = ("open", "sealed")
SETS = (*HALVES, "blind_open", "blind_sealed", "manuals")
FIELDS = (*CORE, "accessed", "type", "container-title", "number", "publisher", "event-title")
_KEYS = {"container-title": "container", "event-title": "event"}
_POINTING = {CitationForm.BACK_REFERENCE, CitationForm.SHORT, CitationForm.REPEATED}


def load_written(name: str) -> list[dict[str, Any]]:
    """Read the notes of a set, one of SETS."""
    file = "written" if name in HALVES else name
    notes: list[dict[str, Any]] = yaml.load((DATA / f"{file}.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
    return notes[HALVES.index(name) :: 2] if name in HALVES else notes


def faults_of(note: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with the reading of a note: its kind, its works, the work it points back to, its fields."""
    printed = [*note.get("before", ()), note["text"]]
    notes = tuple(_footnote(number, text) for number, text in enumerate(printed, start=1))
    found = cite(document(footnotes=notes))
    if found.readings[-1].kind not in _several(note.get("kind", "citation")):
        yield f"kind {found.readings[-1].kind}"
    cited = [c for c in found.citations if c.footnote_id == notes[-1].footnote_id]
    if "antecedent" in note and not _points_to(cited, found.citations, notes[int(note["antecedent"]) - 1].footnote_id):
        yield "antecedent"
    works = [c.item for c in cited if c.form not in _POINTING]
    wanted = note.get("works", [])
    if len(works) != len(wanted):
        yield f"{len(works)} works"
        return
    for gold, item in zip(wanted, works, strict=True):
        yield from (field for field in FIELDS if not _is_right(field, gold, item))


def without_asterisks(text: str) -> tuple[str, list[tuple[int, int, str]]]:
    """Return the text and its italic runs."""
    runs, plain = [], ""
    for place, part in enumerate(re.split(r"\*(.+?)\*", text)):
        if place % 2:
            runs.append((len(plain), len(plain) + len(part), "italic"))
        plain += part
    return plain, runs


def _footnote(number: int, text: str) -> Any:
    plain, runs = without_asterisks(text)
    return footnote(
        str(number), text=plain, emphasis=tuple(Emphasis(start=s, end=e, style=EmphasisStyle(k)) for s, e, k in runs)
    )


def _points_to(cited: list[Citation], every: tuple[Citation, ...], footnote_id: str) -> bool:
    wanted = {c.citation_id for c in every if c.footnote_id == footnote_id}
    return any(c.antecedent_id in wanted for c in cited)


def _is_right(field: str, gold: Mapping[str, Any], item: Mapping[str, Any]) -> bool:
    return is_right_or_unknown(field, gold, item.get(field)) is not False


def is_right_or_unknown(field: str, gold: Mapping[str, Any], value: Any) -> bool | None:
    """Tell whether a field is right; None when the gold does not say what it should be."""
    key = _KEYS.get(field, field)
    if key not in gold:
        return value is None if field in (*CORE, "accessed") else None
    accepted = _authors(gold[key]) if field == "author" else map(_value(field), _several(gold[key]))
    return any(is_same(field, wanted, value) for wanted in accepted)


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _authors(value: list[Any]) -> Iterator[list[dict[str, str]] | None]:
    is_choice = "null" in value or any(isinstance(one, list) for one in value)
    for one in value if is_choice else [value]:
        yield None if one == "null" else [_author(name) for name in one]


def _author(name: str) -> dict[str, str]:
    if name.startswith("= "):
        return {"literal": name[2:]}
    family, given = name.split(", ")
    return {"family": family, "given": given}


def _value(field: str) -> Any:
    def read(value: str) -> Any:
        if value == "null":
            return None
        return [int(part) for part in re.findall(r"\d+", value)] if field in ("issued", "accessed") else value

    return read


def written_shares(name: str) -> dict[str, float]:
    """Return the share of notes right in kind, works, author, title, date and URL, and the shares of single fields."""
    notes = load_written(name)
    faults = [list(faults_of(note)) for note in notes]
    other = set(FIELDS) - set(CORE)
    shares = {"notes": sum(not set(wrong) - other for wrong in faults) / len(notes)}
    single = [(note, wrong) for note, wrong in zip(notes, faults, strict=True) if len(note.get("works", ())) == 1]
    for field in FIELDS:
        asked = [wrong for note, wrong in single if _KEYS.get(field, field) in note["works"][0]]
        if asked:
            shares[field] = sum(field not in wrong and not any("works" in w for w in wrong) for wrong in asked) / len(
                asked
            )
    return shares


def main() -> None:
    """Print the shares of every set, and the faults of those that may be read."""
    for name in SETS:
        print(name, ", ".join(f"{field} {share:.2f}" for field, share in written_shares(name).items()))
    for note in (note for name in SETS if "sealed" not in name for note in load_written(name)):
        wrong = list(faults_of(note))
        if wrong:
            print(f"\n{note['text']}\n  {', '.join(wrong)}")


if __name__ == "__main__":
    sys.exit(main())
