"""Score the extraction by a folder of labelled documents and its scorer: `python -m tests.evaluation FOLDER`."""

import argparse
import importlib.util
import json
import sys
import tempfile
import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from rich.progress import track

from cetingest import citations, extract
from cetingest.cli.extracted import as_json
from cetingest.model import FootnoteKind
from cetingest.settings import Settings
from cetingest.storage import document_id_of
from tests.evaluation import findings, labelled

FLOORS = Path(__file__).with_name("floors.toml")


def load(path: Path) -> ModuleType:
    """Import a script by its path."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        sys.exit(f"{path} is no Python module")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def predict(pdf: Path, adapt: ModuleType) -> dict[str, object]:
    """Extract one PDF into the scorer's form."""
    document = extract.read_document(pdf, document_id=document_id_of(pdf.name), settings=Settings().extract)
    extracted = json.loads(as_json(document, citations.cite(document)))
    return adapt.adapt(_without_table_notes(extracted))


def _without_table_notes(extracted: dict[str, Any]) -> dict[str, Any]:
    """Leave out the notes of tables and figures: the labels count those of the pages only."""
    of_tables = {note["footnote_id"] for note in extracted["footnotes"] if note["kind"] == FootnoteKind.TABLE}
    kept = {
        "footnotes": [note for note in extracted["footnotes"] if note["footnote_id"] not in of_tables],
        "footnote_references": [r for r in extracted["footnote_references"] if r["footnote_id"] not in of_tables],
    }
    return extracted | kept


def score_set(golds: list[tuple[Path, Path]], scorer: ModuleType, adapt: ModuleType) -> dict[str, float]:
    """Print a line a document and return the mean of each metric."""
    with tempfile.TemporaryDirectory() as folder:
        for gold, pdf in track(golds, description="reading", transient=True):
            name = gold.name.removesuffix(".gold.json")
            (Path(folder) / f"{name}.gold.json").write_bytes(gold.read_bytes())
            (Path(folder) / f"{name}.pred.json").write_text(json.dumps(predict(pdf, adapt)))
        return scorer.table(folder, folder)


def below(means: Mapping[str, float | None], floors: Mapping[str, float]) -> list[str]:
    """Say which metrics are below their floors; `cer` is an error rate, so its floor is a ceiling."""
    found = {name: means.get(name) for name in floors}
    return [
        f"{name} {found[name]} {'>' if name == 'cer' else '<'} {floor}"
        for name, floor in floors.items()
        if found[name] is None or (found[name] > floor if name == "cer" else found[name] < floor)
    ]


def main() -> int:
    """Score each set, and what is found in the reports that the project carries; exit 1 when a floor does not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    shared: Path = parser.parse_args().shared
    if not shared.is_dir():
        sys.exit(f"{shared}: no such folder; the labelled documents of third parties are not part of the project")
    scorer, adapt = load(shared / "evaluation/score.py"), load(shared / "evaluation/adapt.py")
    every_floor = tomllib.loads(FLOORS.read_text())
    floors = every_floor["extract"]
    sets = {"japan": [(shared / "japan/document.gold.json", next((shared / "japan").glob("*.pdf")))]}
    for name in ("rendered", "real"):
        golds = sorted((shared / "evaluation" / name).glob("*.gold.json"))
        sets[name] = [(gold, gold.with_name(gold.name.replace(".gold.json", ".pdf"))) for gold in golds]
    failures = []
    for name, golds in sets.items():
        print(f"\n{name}")
        failures += [f"{name}: {line}" for line in below(score_set(golds, scorer, adapt), floors.get(name, {}))]
    for name in labelled.SETS:
        lines, too_low = labelled.table(name)
        if lines:
            print(f"\n{lines}")
        failures += [f"{name}: {line}" for line in too_low]
    print(f"\nfindings\n{findings.table()}")
    failures += findings.below(every_floor["findings"])
    print("\n" + ("\n".join(failures) or "every floor holds"))
    return int(bool(failures))


if __name__ == "__main__":
    sys.exit(main())
