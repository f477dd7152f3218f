"""List what labelled documents hold and what was read instead: `python -m tests.evaluation.misses FOLDER [NAME...]`.

FOLDER holds NAME.pdf + NAME.gold.json. `-` is in the gold and was not read; `+` was read and is not in the gold.
"""

import argparse
import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.evaluation import labelled
from tests.evaluation.labelled import COLUMNS, HEAD, Reading
from tests.evaluation.scoring import Reference


def misses(reading: Reading, kinds: tuple[str, ...]) -> list[str]:
    """Return a line for each thing without a partner, kind by kind."""
    return [
        f"  {sign} {kind}: {_shown(thing)}"
        for kind in kinds
        for sign, things in (("-", reading.matches[kind].missing), ("+", reading.matches[kind].surplus))
        for thing in things
    ]


def _shown(thing: Any) -> str:
    if isinstance(thing, Reference):
        return f"{thing.label}  {thing.before[-40:]!r} | {(thing.after or '')[:20]!r}"
    label, text = thing if isinstance(thing, tuple) else ("", thing)
    return f"{label}  {json.dumps(text, ensure_ascii=False)}"


def as_floors(name: str, measured: Mapping[str, Mapping[str, float]]) -> str:
    """Return what is measured of a set as tables of floors.toml, rounded down to hundredths."""
    lines = []
    for table, values in measured.items():
        lines.append(f"\n[extract.{name}.{table}]")
        lines += [f"{key} = {math.floor(value * 100 + 1e-6) / 100}" for key, value in values.items()]
    return "\n".join(lines)


def main() -> None:
    """Print each document's line, then its misses."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*", help="only the documents whose names hold one of these")
    parser.add_argument("--kinds", default=",".join(COLUMNS[1:]), help=f"of {', '.join(COLUMNS)}")
    parser.add_argument("--floors", action="store_true", help="end with what is measured, as floors.toml has it")
    arguments = parser.parse_args()
    print(HEAD)
    readings = labelled.read_folder(arguments.folder, arguments.names)
    for reading in readings:
        print(reading, *misses(reading, tuple(arguments.kinds.split(","))), sep="\n")
    if arguments.floors:
        print(as_floors(arguments.folder.resolve().name, labelled.measure(readings)))


if __name__ == "__main__":
    main()
