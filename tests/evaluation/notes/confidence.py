"""How sure each field is: `python -m tests.evaluation.notes.confidence`.

Prints the shares of right fields by the cue that told where the title is, measured on the notes that rules were written
with, as `cetingest.citations.fields` has them; then, for the notes that were kept from the rules, how often fields of
each confidence are right.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from cetingest.citations.fields import CONFIDENCE
from cetingest.citations.items import WorkText, read_work
from cetingest.citations.split import PieceRole, split_note
from cetingest.citations.urls import find_urls
from tests.evaluation.notes.scoring import CORE, is_marked, is_same, load
from tests.evaluation.notes.written import is_right_or_unknown, load_written, without_asterisks

SCORED = {*CORE, "accessed", "container-title", "publisher", "event-title", "volume", "issue", "page"}
BANDS = ((0.0, 0.7), (0.7, 0.85), (0.85, 0.93), (0.93, 0.97), (0.97, 1.0))


class Field(NamedTuple):
    """A field that was read: by which cue its title was found, how sure we say it is, and whether it is right."""

    name: str
    cue: str
    confidence: float
    is_right: bool


def fields_of(rendered: str, written: str) -> Iterator[Field]:
    """Yield every field read in a half of the rendered and a half of the written notes, where the gold knows it."""
    for note in load(rendered):
        for is_plain in (False, True):
            if is_plain or is_marked(note):
                text, runs = (note["plain"], ()) if is_plain else (note["text"], note["emphasis"])
                yield from _fields(text, runs, [note["gold"]], is_same_as_gold)
    for note in load_written(written):
        text, emphasis = without_asterisks(note["text"])
        yield from _fields(text, emphasis, note.get("works", []), is_right_or_unknown)


def is_same_as_gold(name: str, gold: Mapping[str, Any], value: Any) -> bool | None:
    """Tell whether a field of a rendered note is right; styles shorten the last page of a range: 300-20."""
    if name == "page" and name not in gold:
        return None  # styles of law print the first page only, which the gold does not have
    if name == "page":
        wanted, got = (re.findall(r"\d+", str(pages)) for pages in (gold.get("page", ""), value))
        return wanted[:1] == got[:1] and bool(wanted) and wanted[-1].endswith(got[-1])
    return is_same(name, gold.get(name), value) if name in SCORED else None


def _fields(text: str, runs: Iterable[tuple[int, int, str]], golds: list[Any], judge: Any) -> Iterator[Field]:
    pieces = split_note(text, find_urls(text), tuple((start, end) for start, end, _ in runs)).pieces
    works = [piece.span for piece in pieces if piece.role is PieceRole.WORK]
    for (first, last), gold in zip(works, golds, strict=False):
        italics = tuple((max(s, first) - first, min(e, last) - first) for s, e, _ in runs if s < last and first < e)
        printed = text[first:last]
        reading = read_work(WorkText(text=printed, urls=find_urls(printed), italics=italics))
        for name in reading.places.keys() & reading.item.keys():
            right = judge(name, gold, reading.item[name])
            if right is not None:
                yield Field(name, reading.cue, reading.confidence(name), right)


def shares(fields: list[Field]) -> Mapping[str, Mapping[str, float]]:
    """Return the share right by field and cue, by the rule of succession: two of two is 0.75, not certainty."""
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for field in fields:
        counts[field.name, field.cue][0] += field.is_right
        counts[field.name, field.cue][1] += 1
    table: dict[str, dict[str, float]] = defaultdict(dict)
    for (name, cue), (right, count) in sorted(counts.items()):
        table[name][cue] = round((right + 1) / (count + 2), 2)
    return table


def reliability(fields: list[Field]) -> list[tuple[str, int, float, float]]:
    """Return for each band of confidence: its bounds, how many fields, their mean confidence and the share right."""
    rows = []
    for low, high in BANDS:
        inside = [field for field in fields if low < field.confidence <= high]
        if inside:
            mean = sum(field.confidence for field in inside) / len(inside)
            rows.append((f"{low:.2f} to {high:.2f}", len(inside), mean, sum(f.is_right for f in inside) / len(inside)))
    return rows


def main() -> None:
    """Print what the confidences should be, those that differ from what they are, and how well they hold."""
    fitted = shares(list(fields_of("tuned", "open")))
    for name, by_cue in fitted.items():
        print(f'    "{name}": {{{", ".join(f"Cue.{cue.upper()}: {share}" for cue, share in by_cue.items())}}},')
    print("as they are" if fitted == CONFIDENCE else "not as they are")
    for band, count, mean, share in reliability(list(fields_of("held_out", "sealed"))):
        print(f"| {band} | {count} | {mean:.2f} | {share:.2f} |")


if __name__ == "__main__":
    main()
