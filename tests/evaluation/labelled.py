"""The labelled documents of the project, in sets: the first ten, the styles of real reports, a blind author's.

A set is a folder of NAME.pdf + NAME.gold.json. Its floors stand in floors.toml under `extract.SET`.
"""

import json
import shutil
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cetingest.citations import cite
from cetingest.extract import read_document
from cetingest.model import Document
from cetingest.settings import ExtractSettings
from tests.evaluation import scoring
from tests.evaluation.scoring import Counts, Gold, Matches

FOLDER = Path(__file__).parents[1] / "data" / "labelled"
SETS = {"labelled": FOLDER, "real_styles": FOLDER / "real_styles", "blind": FOLDER / "blind"}
FLOORS = Path(__file__).with_name("floors.toml")
COLUMNS = ("label", "note", "ref", "url", "body_url", "title", "paragraph", "heading")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How one labelled document was read."""

    name: str
    gold: Gold
    document: Document
    matches: Mapping[str, Matches[Any]]

    @property
    def counts(self) -> dict[str, Counts]:
        """Return what was wanted, found and right of each kind of thing."""
        return {name: matches.counts for name, matches in self.matches.items()}

    @property
    def invented(self) -> int:
        """Count the notes that were found although the document has none."""
        return 0 if self.gold["notes"] else len(self.document.footnotes)

    def __str__(self) -> str:
        """Return one line: right/wanted/found of each kind of thing."""
        counts = (self.counts[name] for name in COLUMNS)
        cells = (f"{count.hits}/{count.wanted}/{count.found}".rjust(12) for count in counts)
        return f"{self.name:<24}{''.join(cells)}{self.invented:>9}"


HEAD = f"{'right/wanted/found':<24}{''.join(name.rjust(12) for name in COLUMNS)} invented"


def read_folder(folder: Path, names: Sequence[str] = ()) -> list[Reading]:
    """Read the labelled documents of a folder whose names hold one of `names`; scans only if Tesseract is installed."""
    paths = [p for p in sorted(folder.glob("*.gold.json")) if not names or any(name in p.name for name in names)]
    golds = {path: json.loads(path.read_text(encoding="utf-8")) for path in paths}
    return [_read(path, gold) for path, gold in golds.items() if not gold.get("is_scan") or shutil.which("tesseract")]


def _read(path: Path, gold: Gold) -> Reading:
    name = path.name.removesuffix(".gold.json")
    document = read_document(path.with_name(f"{name}.pdf"), document_id=name, settings=ExtractSettings())
    return Reading(name=name, gold=gold, document=document, matches=scoring.match(gold, document, cite(document)))


def measure(readings: Iterable[Reading]) -> dict[str, dict[str, float]]:
    """Return what floors.toml has floors for; scans stand out of mean and micro, since not every machine reads them."""
    every = list(readings)
    printed = [reading.counts for reading in every if not reading.gold.get("is_scan")]
    return {
        "mean": scoring.mean(printed),
        "micro": scoring.micro(printed),
        "note_recall": {r.name: round(r.counts["note"].measures["recall"], 4) for r in every if r.gold["notes"]},
        "invented": {r.name: r.invented for r in every if not r.gold["notes"]},
    }


def floors_of(name: str) -> dict[str, dict[str, float]]:
    """Return the floors of a set; those of `invented` are ceilings."""
    floors: dict[str, dict[str, float]] = tomllib.loads(FLOORS.read_text(encoding="utf-8"))["extract"].get(name, {})
    return floors


def below(measured: Mapping[str, Mapping[str, float]], floors: Mapping[str, Mapping[str, float]]) -> list[str]:
    """Say which measures are below their floors, and which have none: a new document brings its floors with it."""
    lines = []
    for table, values in measured.items():
        for name, value in values.items():
            floor = floors.get(table, {}).get(name)
            if floor is None:
                lines.append(f"{table}.{name} {value} has no floor")
            elif value > floor if table == "invented" else value < floor:
                lines.append(f"{table}.{name} {value} {'>' if table == 'invented' else '<'} {floor}")
    return lines


def table(name: str) -> tuple[str, list[str]]:
    """Return a set as lines to print, and which of its floors do not hold; nothing of a set without documents."""
    readings = read_folder(SETS[name])
    if not readings:
        return "", []
    measured = measure(readings)
    averages = [
        f"{kind}: " + ", ".join(f"{measure} {value:.3f}" for measure, value in measured[kind].items())
        for kind in ("mean", "micro")
    ]
    return "\n".join([name, HEAD, *map(str, readings), *averages]), below(measured, floors_of(name))
