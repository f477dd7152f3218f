"""Learn how sure extraction may be of its notes: `python -m benchmarks.confidence FOLDER... [--write]`.

Each FOLDER holds NAME.pdf + NAME.gold.json as tests/data/labelled does; a note of the gold may lack its text, then
label and page decide ("numbers_only": notes with other labels are not judged). Documents are read as they are and
damaged: without links; without links and rules; with nothing raised; with one line in ten lost; in one size without
rules. To them come small reports with three and five notes in every style of tests/extract/test_variety.py. Printed is
what was said and what was right, each document judged by the others (grouped cross-validation).

Needs scikit-learn (BSD-3-Clause: `pip install scikit-learn`), which the product does not: it reads the weights that
--write puts into src/cetingest/extract/data/confidence.csv.
"""

import argparse
import csv
import json
import random
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cetingest.extract.answers import Assembled
from cetingest.extract.assembly import assemble
from cetingest.extract.layout.lines import Line, PageLines, group_lines
from cetingest.extract.notes import confidence
from cetingest.extract.pdf.file import open_pdf
from cetingest.model import FootnoteKind
from tests.evaluation.scoring import Reference, is_same_note, is_same_reference
from tests.extract.test_variety import CASES, make_report

WEIGHTS = Path(confidence.__file__).parents[1] / "data" / "confidence.csv"
FOLDS, MAX_PAGES = 8, 400
# A document with 300 notes says no more of the kinds of documents than one with 20.
HEAVIEST = 20
_LOST = 0.1
SMALL = (3, 5)


@dataclass(frozen=True, slots=True)
class Row:
    """A note or reference that was found: its document, the reading, its traits, and whether it is right."""

    kind: str
    document: str
    damage: str
    traits: Mapping[str, float]
    is_right: bool


def _lines(pages: Sequence[PageLines], change: Callable[[Line], Line | None]) -> list[PageLines]:
    return [replace(page, lines=tuple(new for line in page.lines if (new := change(line)))) for page in pages]


def _without_links(pages: Sequence[PageLines]) -> list[PageLines]:
    return _lines(pages, lambda line: replace(line, links=tuple(link for link in line.links if link.url)))


def _without_rules(pages: Sequence[PageLines]) -> list[PageLines]:
    return [replace(page, rules=()) for page in pages]


def _flat(pages: Sequence[PageLines]) -> list[PageLines]:
    return _lines(pages, lambda x: replace(x, runs=tuple(replace(run, is_raised=False, size=x.size) for run in x.runs)))


def _lossy(pages: Sequence[PageLines]) -> list[PageLines]:
    chance = random.Random(5)  # noqa: S311
    return _lines(pages, lambda line: line if chance.random() > _LOST else None)


DAMAGES: dict[str, Callable[[Sequence[PageLines]], Sequence[PageLines]]] = {
    "as it is": list,
    "no links": _without_links,
    "no links and rules": lambda pages: _without_rules(_without_links(pages)),
    "nothing raised": _flat,
    "lines lost": _lossy,
    "one size": lambda pages: _without_rules(_lines(pages, lambda line: replace(line, size=10.0))),
}


def rows_of_small(folder: Path) -> Iterator[Row]:
    """Yield what was found in small invented reports of every style that the tests set.

    References are judged where all notes are right: the typesetter does not tell where its marks stand.
    """
    for name, (style, options) in CASES.items():
        for count in SMALL:
            report = make_report(style, **{**options, "count": count, "chapters": 1, "seed": count})
            pdf = folder / "small.pdf"
            pdf.write_bytes(report.data)
            found, _, _ = _lines_of(pdf)
            whole = assemble("d", found)
            wanted = [(label.replace("\N{ASTERISK OPERATOR}", "*"), text) for label, text in report.notes]
            is_right = [(note.label, note.text) for note in whole.footnotes]
            is_whole = len(wanted) == len(is_right) and all(map(is_same_note, wanted, is_right))
            gold = {"notes": [{"label": label, "text": text} for label, text in wanted], "refs": None}
            yield from _judged(whole, gold | ({"refs": _marks_of(whole)} if is_whole else {}), name, str(count))


def _marks_of(found: Assembled) -> list[dict[str, str]]:
    texts = {block.block_id: block.text for block in found.blocks}
    places = [(mark, texts.get(mark.block_id or "", "")) for mark in found.footnote_references]
    return [{"label": m.label, "before": text[: m.offset], "after": text[m.offset :]} for m, text in places]


def _lines_of(pdf: Path) -> tuple[list[PageLines], Sequence[tuple[int, str]], str | None]:
    with open_pdf(pdf, max_pages=MAX_PAGES) as file:
        pages = [group_lines(file.content(number)) for number in file.page_numbers]
        facts = file.facts()
    return pages, facts.outline, facts.title


def rows_of(pdf: Path) -> Iterator[Row]:
    """Yield what was found in every reading of a labelled document."""
    gold = json.loads(pdf.with_name(f"{pdf.name.removesuffix('.pdf')}.gold.json").read_text(encoding="utf-8"))
    pages, outline, title = _lines_of(pdf)
    for name, damage in DAMAGES.items():
        found = assemble("d", damage(pages), outline, title)
        yield from _judged(found, gold, pdf.name, name)


def _judged(found: Assembled, gold: Mapping[str, Any], document: str, damage: str) -> Iterator[Row]:
    covered = [int(page) for page in gold.get("pages_covered", f"1-{MAX_PAGES}").split("-")]
    parts = found.footnotes, found.footnote_references, found.problems
    is_wanted = str.isdecimal if gold.get("numbers_only") else bool
    left = list(gold["notes"])
    for note, traits in zip(found.footnotes, confidence.note_traits(*parts), strict=True):
        page = note.provenance[0].page_number
        same = next((g for g in left if _is_same(g, note.label, note.text, page)), None)
        if same is not None:
            left.remove(same)
        is_judged = is_wanted(note.label) and not (note.kind is FootnoteKind.TABLE and "pages_covered" in gold)
        if is_judged and covered[0] <= page <= covered[1]:
            yield Row(confidence.NOTE, document, damage, traits, same is not None)
    texts = {block.block_id: block.text for block in found.blocks}
    marks = list(gold["refs"] or ())
    for mark, traits in zip(found.footnote_references, confidence.reference_traits(*parts), strict=True):
        text, page = texts.get(mark.block_id or "", ""), mark.provenance[0].page_number
        here = Reference(mark.label, text[: mark.offset], text[mark.offset :])
        same = next((g for g in marks if _is_same_mark(g, here, page)), None)
        if same is not None:
            marks.remove(same)
        if gold["refs"] is not None and is_wanted(mark.label) and covered[0] <= page <= covered[1]:
            yield Row(confidence.REFERENCE, document, damage, traits, same is not None)


def _is_same(gold: Mapping[str, Any], label: str, text: str, page: int) -> bool:
    if gold["text"] is None:
        return bool(gold["page"] == page and is_same_note((gold["label"], ""), (label, "")))
    return is_same_note((gold["label"], gold["text"]), (label, text))


def _is_same_mark(gold: Mapping[str, Any], mark: Reference, page: int) -> bool:
    if gold["before"] is None:
        return bool(gold["page"] == page and is_same_note((gold["label"], ""), (mark.label, "")))
    wanted = Reference(gold["label"], gold["before"], gold["after"], in_table=gold.get("in_table", False))
    return is_same_reference(wanted, mark)


def learn(rows: Sequence[Row]) -> tuple[dict[str, float], list[float]]:
    """Return the weights, and for each row what is said of it by those learned from the other documents."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415
    from sklearn.model_selection import GroupKFold  # noqa: PLC0415

    names = sorted({name for row in rows for name in row.traits})
    table = [[row.traits.get(name, 0.0) for name in names] for row in rows]
    right = [row.is_right for row in rows]
    counts = Counter((row.document, row.damage) for row in rows)
    heavy = [min(1.0, HEAVIEST / counts[row.document, row.damage]) for row in rows]

    def fit(chosen: Sequence[int]) -> LogisticRegression:
        model = LogisticRegression(C=0.5, max_iter=5000)
        return model.fit([table[n] for n in chosen], [right[n] for n in chosen], [heavy[n] for n in chosen])

    said = [0.0] * len(rows)
    for train, test in GroupKFold(FOLDS).split(table, right, [row.document for row in rows]):
        for n, chances in zip(test, fit(train).predict_proba([table[n] for n in test]), strict=True):
            said[n] = float(chances[1])
    model = fit(range(len(rows)))
    weights = dict(zip(names, map(float, model.coef_[0]), strict=True))
    return {confidence.BIAS: float(model.intercept_[0]), **weights}, said


def print_table(rows: Sequence[Row], said: Sequence[float]) -> None:
    """Print for each tenth how many things it holds, what was said of them, and what was right."""
    tenths: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for row, chance in zip(rows, said, strict=True):
        tenths[min(9, int(chance * 10))].append((chance, row.is_right))
    for tenth, entries in sorted(tenths.items()):
        mean = sum(chance for chance, _ in entries) / len(entries)
        share = sum(is_right for _, is_right in entries) / len(entries)
        print(f"  {tenth / 10:.1f}  {len(entries):6}  said {mean:.3f}  right {share:.3f}")


def main() -> None:
    """Read, learn, print, and write where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    pdfs = [pdf for folder in asked.folders for pdf in sorted(folder.glob("*.pdf"))]
    labelled = [pdf for pdf in pdfs if pdf.with_name(f"{pdf.name.removesuffix('.pdf')}.gold.json").exists()]
    if not labelled:
        sys.exit("no folder holds NAME.pdf + NAME.gold.json")
    with tempfile.TemporaryDirectory() as folder:
        rows = [*rows_of_small(Path(folder)), *(row for pdf in labelled for row in rows_of(pdf))]
    learned = {}
    for kind in (confidence.NOTE, confidence.REFERENCE):
        of_kind = [row for row in rows if row.kind == kind]
        learned[kind], said = learn(of_kind)
        print(f"{kind}: {len(of_kind)} of {len({row.document for row in of_kind})} documents")
        print_table(of_kind, said)
    if asked.write:
        with WEIGHTS.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(("kind", "trait", "weight"))
            writer.writerows((k, name, f"{w:.2f}") for k, weights in learned.items() for name, w in weights.items())


if __name__ == "__main__":
    main()
