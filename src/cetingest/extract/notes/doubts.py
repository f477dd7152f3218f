"""Say where the notes of a document were probably read wrong: nothing here changes what was read."""

from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median

from cetingest.extract.glyphs import round_box
from cetingest.extract.layout.lines import Line
from cetingest.extract.notes.footnotes import Note
from cetingest.extract.notes.marks import Mark, MarkShape, find_marks
from cetingest.extract.notes.references import Reference
from cetingest.model import Footnote, FootnoteKind, Problem, ProblemCode, Provenance

# So many marks that count on, 1, 2, 3 ..., are no chance: the exponents and ordinals of a page do not.
_MIN_SERIES = 4
# Numbers in brackets count on in lists and formulas too.
_MIN_BRACKETS = 8
# Marks of a series that were not read as such.
_MAX_SKIPPED = 2
# Fewer marks without a note are told one by one, as references without footnote.
_MIN_UNANSWERED = 3
_MAX_PLACES = 20
# Text larger than most of the notes by this share is no rounding; notes are set in 0.82 to 0.9 of the body.
_LARGER = 1.08
# The body's size, less rounding.
_AS_BODY = 0.97
# Larger text inside a note: a heading or a paragraph, not a word or a formula.
_MIN_LARGER_LINES = 2
# A note that takes this share of a page with so many lines: long notes of law reviews leave room for the text.
_MOST_OF_PAGE, _FULL_PAGE = 0.75, 20


def doubt_notes(
    document_id: str,
    body: Sequence[Line],
    notes: Sequence[Note],
    references: Sequence[Reference],
    footnotes: Sequence[Footnote],
    *,
    body_size: float,
) -> Iterator[Problem]:
    """Yield problems: labels that stand twice, marks that count on without notes, notes that hold more than notes do.

    `footnotes` are what was made of `notes`, in the same order.
    """
    yield from _duplicate_labels(notes, footnotes)
    yield from _missing(document_id, body, references)
    counts: dict[int, int] = {}
    for line in (*body, *(line for note in notes for line in note.lines)):
        counts[line.page_number] = counts.get(line.page_number, 0) + 1
    sizes = [line.size for note in notes for line in note.lines]
    largest = max(_LARGER * median(sizes), _AS_BODY * body_size) if sizes else 0.0
    for note, footnote in zip(notes, footnotes, strict=True):
        doubt = _doubt_of(note, counts, largest)
        if doubt:
            yield Problem(
                code=ProblemCode.DOUBTFUL_FOOTNOTE,
                message=f"note {note.label.label} on page {note.page_number} {doubt}; compare it with the page",
                subject_id=footnote.footnote_id,
                provenance=footnote.provenance,
            )


def _duplicate_labels(notes: Sequence[Note], footnotes: Sequence[Footnote]) -> Iterator[Problem]:
    """Yield a problem for a label that stands twice in one column: numbering that begins anew does so on a new page.

    The two columns of a bilingual edition number their notes alike, and so do tables.
    """
    places = [
        (note.page_number, note.lines[0].column, note.label.label, note.kind is FootnoteKind.TABLE) for note in notes
    ]
    counts = Counter(places)
    for note, footnote, place in zip(notes, footnotes, places, strict=True):
        if counts[place] > 1 and note.kind is not FootnoteKind.TABLE:
            yield Problem(
                code=ProblemCode.DUPLICATE_LABEL,
                message=f"two notes on page {note.page_number} are labelled {note.label.label}; "
                "references to them may be paired with the wrong one",
                subject_id=footnote.footnote_id,
                provenance=footnote.provenance,
            )


def _doubt_of(note: Note, counts: dict[int, int], largest: float) -> str:
    """Say what is odd about a note, or nothing."""
    larger = sum(line.size > largest for line in note.lines)
    if larger >= _MIN_LARGER_LINES:
        return f"goes over to larger text ({larger} lines)"
    if note.kind is FootnoteKind.FOOTNOTE:
        for page_number in sorted({line.page_number for line in note.lines}):
            own = sum(line.page_number == page_number for line in note.lines)
            if counts[page_number] >= _FULL_PAGE and own > _MOST_OF_PAGE * counts[page_number]:
                return f"takes {own} of the {counts[page_number]} lines of page {page_number}"
    return ""


def _missing(document_id: str, body: Sequence[Line], references: Sequence[Reference]) -> Iterator[Problem]:
    """Yield a problem when the marks of the body count on and many of them have no note."""
    answered = {(r.mark.line, r.mark.start, r.mark.label) for r in references if r.note is not None}
    marks = find_marks(body)
    strong = [mark for mark in marks if not mark.is_weak]
    # Beside notes, numbers in brackets name a bibliography.
    brackets = [] if answered else [mark for mark in marks if mark.shape is MarkShape.BRACKET]
    for found, least in ((strong, _MIN_SERIES), (brackets, _MIN_BRACKETS)):
        for series in _series(found):
            lost = [mark for mark in series if (mark.line, mark.start, mark.label) not in answered]
            if len(series) >= least and len(lost) >= _MIN_UNANSWERED:
                yield _missing_problem(document_id, series, lost)


def _missing_problem(document_id: str, series: Sequence[Mark], lost: Sequence[Mark]) -> Problem:
    some = ", ".join(mark.label for mark in lost[:8]) + (" ..." if len(lost) > 8 else "")
    return Problem(
        code=ProblemCode.FOOTNOTES_MISSING,
        message=f"marks {series[0].label} to {series[-1].label} stand in the text, and for {len(lost)} of these "
        f"{len(series)} no note was found ({some}); look for their notes in the PDF",
        subject_id=document_id,
        provenance=tuple(
            Provenance(page_number=mark.line.page_number, bbox=round_box(mark.bbox)) for mark in lost[:_MAX_PLACES]
        ),
    )


def _series(marks: Sequence[Mark]) -> list[list[Mark]]:
    """Return the rows of marks that count 1, 2, 3 ... in reading order, a few numbers left out; chapters begin anew."""
    rows: list[list[Mark]] = [[]]
    last = 0
    for mark in marks:
        if not mark.label.isdecimal() or len(mark.label) > 4:
            continue
        number = int(mark.label)
        if number == 1 and len(rows[-1]) >= _MIN_SERIES:
            rows.append([])
            last = 0
        if last < number <= last + 1 + _MAX_SKIPPED:
            rows[-1].append(mark)
            last = number
    return rows
