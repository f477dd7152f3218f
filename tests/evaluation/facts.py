"""Print the figures of quantities, events, entities and relations: `python -m tests.evaluation.facts [-v] [NAME]`."""

import argparse
from collections.abc import Iterable, Mapping

from cetingest.findings import find
from tests import japan
from tests.evaluation import marked_reports
from tests.evaluation.facts_scoring import (
    SAME,
    Outcome,
    compare,
    gold_of_japan,
    gold_of_report,
    records_of,
)


def outcomes(name: str) -> dict[str, Outcome]:
    """Find and compare each kind in one report; "japan" is the reference document."""
    if name == "japan":
        document, gold = japan.gold_document(), gold_of_japan(japan.gold("findings"))
    else:
        document, marked = marked_reports.load(name)
        gold = gold_of_report(marked)
    found = records_of(find(document))
    return {kind: compare(kind, gold[kind], found[kind]) for kind in SAME}


def measures(names: Iterable[str]) -> dict[str, float]:
    """Return precision and recall of each kind over some reports together."""
    totals = {kind: Outcome() for kind in SAME}
    for name in names:
        for kind, outcome in outcomes(name).items():
            totals[kind].add(outcome)
    return {
        f"{kind}_{measure}": getattr(total, measure)
        for kind, total in totals.items()
        for measure in ("precision", "recall")
    }


# What floors.toml calls the reports that are measured together.
SETS: Mapping[str, tuple[str, ...]] = {"japan": ("japan",), "written": tuple(marked_reports.names())}


def main() -> None:
    """Print a line a report and kind; -v names what is missed, wrong, and which fields slip."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-v", action="store_true", dest="is_verbose")
    parser.add_argument("-k", dest="kinds", nargs="*", default=list(SAME))
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    totals = {kind: Outcome() for kind in SAME}
    for name in options.names or ["japan", *marked_reports.names()]:
        for kind, outcome in outcomes(name).items():
            if kind in options.kinds:
                show(name, kind, outcome, options.is_verbose)
                if name != "japan":
                    totals[kind].add(outcome)
    for kind in options.kinds:
        show("all but japan", kind, totals[kind], False)


def show(name: str, kind: str, outcome: Outcome, is_verbose: bool) -> None:
    wanted = outcome.right + len(outcome.missed)
    fields = sorted({key.split()[0] for key in outcome.fields})
    extra = ", ".join(f"{f} {outcome.fields[f'{f} right']}/{outcome.fields[f'{f} given']}" for f in fields)
    print(f"{name:20} {kind:11} P {outcome.precision:.2f} R {outcome.recall:.2f} of {wanted:3}  {extra}")
    if is_verbose:
        for record in outcome.missed:
            print("    missed", {k: v for k, v in record.items() if v is not None and k != "in"})
        for record in outcome.wrong:
            print("    wrong ", {k: v for k, v in record.items() if v is not None})
        for slip in outcome.slips:
            print("    slip  ", slip)


if __name__ == "__main__":
    main()
