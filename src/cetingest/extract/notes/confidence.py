"""How often notes and references with the same traits are right: a logistic regression over labelled documents.

The weights stand in data/confidence.csv, which `python -m benchmarks.confidence` writes; docs/extraction.md tells what
they were learned from. What speaks against a whole document (marks that nothing answers) counts for each of its notes.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from math import exp

from cetingest.language.data_files import read_rows
from cetingest.model import Footnote, FootnoteKind, FootnoteReference, NoteSignal, Problem, ProblemCode

NOTE, REFERENCE, BIAS = "note", "reference", "bias"
# A long series of notes is one; beyond so many more make no difference.
_MANY = 30
# Of the text of a note less is not in letters; of figures and code more is.
_MIN_LETTERS = 0.5
_MAX = 0.99
_STRONG = frozenset({NoteSignal.RAISED, NoteSignal.INTERNAL_LINK})


def with_confidence(
    footnotes: Sequence[Footnote], references: Sequence[FootnoteReference], problems: Collection[Problem]
) -> tuple[tuple[Footnote, ...], tuple[FootnoteReference, ...]]:
    """Return the notes and references of a document with their confidence, 0 to 0.99 in hundredths.

    `problems` are those that extraction told of the document.
    """
    notes = zip(footnotes, note_traits(footnotes, references, problems), strict=True)
    marks = zip(references, reference_traits(footnotes, references, problems), strict=True)
    return (
        tuple(replace(note, confidence=confidence_of(NOTE, traits)) for note, traits in notes),
        tuple(replace(mark, confidence=confidence_of(REFERENCE, traits)) for mark, traits in marks),
    )


def confidence_of(kind: str, traits: Mapping[str, float]) -> float:
    """Return the share of notes (or references) with these traits that were right; traits are 0 to 1."""
    weights = _weights()[kind]
    total = weights[BIAS] + sum(weights.get(name, 0.0) * value for name, value in traits.items())
    return min(_MAX, round(1 / (1 + exp(-total)), 2))


def note_traits(
    footnotes: Sequence[Footnote], references: Sequence[FootnoteReference], problems: Collection[Problem]
) -> Iterator[dict[str, float]]:
    """Yield what is known of each note, its document included, by the names of the weights."""
    whole = _traits_of_document(references, problems)
    doubtful = {problem.subject_id for problem in problems if problem.code is ProblemCode.DOUBTFUL_FOOTNOTE}
    marks: dict[str | None, list[FootnoteReference]] = defaultdict(list)
    for reference in references:
        marks[reference.footnote_id].append(reference)
    for note in footnotes:
        letters = sum(c.isalpha() for c in note.text)
        is_strong = any(_STRONG.intersection(mark.signals) for mark in marks[note.footnote_id])
        yield {
            **{signal.value: 1.0 for signal in note.signals},
            **whole,
            **_traits_of_kind(note.label, note.kind, len(footnotes), is_strong=is_strong),
            "doubtful": float(note.footnote_id in doubtful),
            "few_letters": float(letters < _MIN_LETTERS * len(note.text)),
        }


def reference_traits(
    footnotes: Sequence[Footnote], references: Sequence[FootnoteReference], problems: Collection[Problem]
) -> Iterator[dict[str, float]]:
    """Yield what is known of each reference, its document included, by the names of the weights."""
    whole = _traits_of_document(references, problems)
    kinds = {note.footnote_id: note.kind for note in footnotes}
    for reference in references:
        kind = kinds.get(reference.footnote_id or "")
        yield {
            **{signal.value: 1.0 for signal in reference.signals},
            **whole,
            **_traits_of_kind(
                reference.label, kind, len(references), is_strong=bool(_STRONG.intersection(reference.signals))
            ),
            "paired": float(kind is not None),
        }


def _traits_of_document(references: Sequence[FootnoteReference], problems: Collection[Problem]) -> dict[str, float]:
    unanswered = sum(reference.footnote_id is None for reference in references)
    return {
        "unanswered": unanswered / max(1, len(references)),
        "missing": float(any(problem.code is ProblemCode.FOOTNOTES_MISSING for problem in problems)),
    }


def _traits_of_kind(label: str, kind: FootnoteKind | None, count: int, *, is_strong: bool) -> dict[str, float]:
    """Return traits that weigh otherwise where a mark is raised or linked: three such marks are no chance."""
    suffix = "strong" if is_strong else "weak"
    return {
        suffix: 1.0,
        f"count_{suffix}": min(count, _MANY) / _MANY,
        f"endnote_{suffix}": float(kind is FootnoteKind.ENDNOTE),
        "symbol": float(not label[:1].isalnum()),
        "table": float(kind is FootnoteKind.TABLE),
    }


@cache
def _weights() -> Mapping[str, Mapping[str, float]]:
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for row in read_rows("cetingest.extract", "data/confidence.csv"):
        found[row["kind"]][row["trait"]] = float(row["weight"])
    return found
