"""Print how well findings are found: `python -m tests.evaluation.findings [-v] [-k KIND ...] [NAME ...]`.

A name is a report's or a set's. The rules were written with the reports of "japan" and "written" in view; those of
"tuned" mended them, and those of "once_held_out" at the last. The reports of "open" and "once_blind" are by an author
who knew no rule: the open ones mended rules; the others were only counted, and opened when that was done.
"""

import argparse
from collections.abc import Iterable, Mapping
from functools import cache

from cetingest.findings import find, load_families
from cetingest.findings.family import Family
from tests import japan
from tests.evaluation import findings_records, labelled_findings, marked_reports
from tests.evaluation.findings_scoring import SAME, Outcome, compare, compare_types

SETS: Mapping[str, tuple[str, ...]] = {
    "japan": ("japan",),
    "written": ("germany", "chile", "harbours", "korea", *marked_reports.names()),
    "tuned": ("india", "brazil", "bangladesh", "canada", "austria"),
    "once_held_out": ("united_kingdom", "kenya", "warm_homes"),
    "open": ("netherlands", "morocco", "ferries"),
    "once_blind": ("australia", "poland", "public_health_workforce"),
}
KINDS = (*SAME, "types")


@cache
def families() -> tuple[Family, ...]:
    return load_families(labelled_findings.FOLDER / "families")


@cache
def outcomes(name: str) -> Mapping[str, Outcome]:
    """Find and compare each kind that one report labels; "types" are the classes of action of its recommendations."""
    if name == "japan":
        document, wanted = japan.gold_document(), findings_records.of_japan(japan.gold("findings"))
    elif name in marked_reports.names():
        document, gold = marked_reports.load(name)
        wanted = findings_records.of_gold(gold)
    else:
        document, labels = labelled_findings.load(name)
        wanted = findings_records.of_labels(labels)
    found = findings_records.of_findings(find(document, families()))
    compared = {kind: compare(kind, wanted[kind], found[kind]) for kind in SAME if kind in wanted}
    if "recommendations" in wanted:
        compared["types"] = compare_types(wanted["recommendations"], found["recommendations"])
    return compared


def totals(names: Iterable[str]) -> dict[str, Outcome]:
    """Add the outcomes of some reports; a kind that none of them labels is left out."""
    added: dict[str, Outcome] = {}
    for name in names:
        for kind, outcome in outcomes(name).items():
            added.setdefault(kind, Outcome()).add(outcome)
    return added


def table() -> str:
    """Return precision, recall and number of what is wanted, a line a kind and a column a set."""
    sets = {name: totals(reports) for name, reports in SETS.items()}
    lines = [f"{'precision recall of':20}" + "".join(f"{name:>18}" for name in sets)]
    for kind in KINDS:
        cells = (_cell(sets[name].get(kind)) for name in sets)
        lines.append(f"{kind:20}" + "".join(f"{cell:>18}" for cell in cells))
    return "\n".join(lines)


def _cell(outcome: Outcome | None) -> str:
    if outcome is None:
        return "-"
    return f"{outcome.precision:.2f} {outcome.recall:.2f} {outcome.right + len(outcome.missed):4}"


def below(floors: Mapping[str, Mapping[str, list[float]]]) -> list[str]:
    """Say which precisions and recalls are below their floors, and which have none."""
    lines = []
    for name, reports in SETS.items():
        for kind, outcome in totals(reports).items():
            precision, recall = floors[name].get(kind, (2.0, 2.0))
            if outcome.precision < precision or outcome.recall < recall:
                found = f"{outcome.precision:.3f} {outcome.recall:.3f}"
                lines.append(f"{name} {kind}: precision and recall {found} < {precision} {recall}")
    return lines


def main() -> None:
    """Print a line a report and kind; -v names what is missed, wrong, and which fields slip."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-v", action="store_true", dest="is_verbose")
    parser.add_argument("-k", dest="kinds", nargs="*", default=list(KINDS))
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    for name in options.names:
        for report in SETS.get(name, (name,)):
            for kind, outcome in outcomes(report).items():
                if kind in options.kinds:
                    show(report, kind, outcome, options.is_verbose)
    print(table())


def show(name: str, kind: str, outcome: Outcome, is_verbose: bool) -> None:
    fields = sorted({key.split()[0] for key in outcome.fields})
    extra = ", ".join(f"{f} {outcome.fields[f'{f} right']}/{outcome.fields[f'{f} given']}" for f in fields)
    print(f"{name:20} {kind:15} {_cell(outcome)}  {extra}")
    if is_verbose:
        for record in outcome.missed:
            print("    missed", {k: v for k, v in record.items() if v is not None and k != "in"})
        for record in outcome.wrong:
            print("    wrong ", {k: v for k, v in record.items() if v is not None})
        for slip in outcome.slips:
            print("    slip  ", slip)


if __name__ == "__main__":
    main()
