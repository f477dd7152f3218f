"""Are the fields of a note read as they are printed?"""

import json
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from cetingest.citations import CitedText, cite
from cetingest.model import Emphasis, EmphasisStyle
from tests.factories import document, footnote

DATA = Path(__file__).parents[2] / "data" / "notes"
CORE = ("author", "title", "issued", "URL")


def load(half: str) -> list[dict[str, Any]]:
    """Read the notes of a half: tuned or held_out."""
    return [json.loads(line) for line in (DATA / f"{half}.jsonl").read_text(encoding="utf-8").splitlines()]


def folded(text: object) -> str:
    """Fold a text for comparison: case, width, accents of letters and punctuation disappear."""
    plain = unicodedata.normalize("NFKD", str(text)).casefold()
    return " ".join(re.sub(r"[\W_]+", " ", "".join(c for c in plain if not unicodedata.combining(c))).split())


def name(author: Mapping[str, str]) -> str:
    """Fold a name; initials with and without full stops, and Japanese names with and without a space, are the same."""
    literal = author.get("literal")
    parts = [literal] if literal else [author.get("given", ""), author.get("family", "")]
    if not literal and ord(parts[1][:1] or "a") > 0x2E7F:
        parts.reverse()
    return folded("".join(parts)).replace(" ", "")


def wrong_fields(gold: Mapping[str, Any], item: Mapping[str, Any], fields: tuple[str, ...] = CORE) -> list[str]:
    """Return the fields that are not as the note prints them."""
    return [field for field in fields if not is_same(field, gold.get(field), item.get(field))]


def is_same(field: str, wanted: Any, got: Any) -> bool:
    """Equal dates, addresses and names; other texts alike from a fuzzy ratio of 95 on."""
    if field in ("issued", "accessed"):
        return list(wanted or ()) == [part for date in (got or {}).get("date-parts", ())[:1] for part in date]
    if field == "author":
        return sorted(map(name, wanted or ())) == sorted(map(name, got or ()))
    if wanted is None or got is None or field == "URL":
        return bool(wanted == got)
    return fuzz.ratio(folded(wanted), folded(got)) >= 95


def read(note: Mapping[str, Any], *, is_plain: bool) -> CitedText:
    """Read a note as printed with its italic runs, or with neither these nor the quotation marks of its title."""
    runs = (
        ()
        if is_plain
        else tuple(Emphasis(start=s, end=e, style=EmphasisStyle(style)) for s, e, style in note["emphasis"])
    )
    text = note["plain"] if is_plain else note["text"]
    found = cite(document(footnotes=(footnote(text=text, emphasis=runs),)))
    return CitedText(text=text, kind=found.readings[0].kind, citations=found.citations)


def faults(note: Mapping[str, Any], *, is_plain: bool, fields: tuple[str, ...] = CORE) -> list[str]:
    """Return what is wrong with the reading of a note that cites one work."""
    found = read(note, is_plain=is_plain)
    if len(found.citations) != 1:
        return [f"{len(found.citations)} citations"]
    return wrong_fields(note["gold"], found.citations[0].item, fields)


def is_marked(note: Mapping[str, Any]) -> bool:
    return note["title_is"] != "plain"


def shares(half: str) -> dict[str, float]:
    """Return the share of notes whose author, title, date and URL are all right: with marks, and without any."""
    notes = load(half)
    marked = [not faults(note, is_plain=False) for note in notes if is_marked(note)]
    plain = [not faults(note, is_plain=True) for note in notes]
    return {"marked": sum(marked) / len(marked), "plain": sum(plain) / len(plain)}
