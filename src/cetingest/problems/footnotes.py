"""Rules over footnotes and their references: do they pair, and are they numbered without repeats and gaps?"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from cetingest.model import Document, Footnote, FootnoteKind, FootnoteReference, Page, Problem, ProblemCode, Provenance

# So many notes without a mark, or marks without a note, and this share of all, are no single faults. Set by judgement.
_MIN_DOUBTS, _MAX_SHARE = 3, 0.25
# In a bilingual edition nearly all numbers stand twice, in a document of several chapters the low ones do.
_MOSTLY_TWICE = 0.6


def footnote_problems(document: Document) -> Iterator[Problem]:
    """Yield what is wrong with the footnotes of a document and the references to them."""
    yield from _unpaired_references(document)
    yield from _unreferenced_footnotes(document)
    yield from _empty_footnotes(document)
    numbering = tuple(_numbering(document))
    yield from numbering
    yield from _doubtful_reading(document, numbering)


def named(footnote: Footnote) -> str:
    """Name a footnote for a person: kind, label and page."""
    name = "Table note" if footnote.kind is FootnoteKind.TABLE else footnote.kind.value.capitalize()
    return f"{name} {footnote.label}{on_page(footnote.provenance)}"


def on_page(provenance: tuple[Provenance, ...]) -> str:
    """Name the page in brackets, or say nothing when it is unknown."""
    return f" (page {provenance[0].page_number})" if provenance else ""


def _unpaired_references(document: Document) -> Iterator[Problem]:
    texts = {block.block_id: block.text for block in document.blocks}
    for reference in document.footnote_references:
        if reference.footnote_id is None:
            yield Problem(
                code=ProblemCode.UNPAIRED_REFERENCE,
                message=f"Reference {reference.label}{on_page(reference.provenance)}{_after(reference, texts)} has no "
                "footnote; look for it on the page.",
                subject_id=reference.footnote_reference_id,
                provenance=reference.provenance,
            )


def _after(reference: FootnoteReference, texts: Mapping[str, str]) -> str:
    """Quote the words before the mark, so that a person finds it on the page."""
    words = texts.get(reference.block_id or "", "")[: reference.offset].split()
    return f", after “{' '.join(words[-5:])}”," if words else ""


def _unreferenced_footnotes(document: Document) -> Iterator[Problem]:
    referenced = {reference.footnote_id for reference in document.footnote_references}
    for footnote in document.footnotes:
        if footnote.footnote_id not in referenced:
            yield _problem(
                ProblemCode.UNREFERENCED_FOOTNOTE,
                footnote,
                "is referred to nowhere in the body; look for its mark.",
            )


def _empty_footnotes(document: Document) -> Iterator[Problem]:
    for footnote in document.footnotes:
        if not footnote.text.strip():
            yield _problem(ProblemCode.EMPTY_FOOTNOTE, footnote, "has a label and no text; compare it with the page.")


def _doubtful_reading(document: Document, numbering: Iterable[Problem]) -> Iterator[Problem]:
    """Yield a problem when marks and notes answer each other badly all over the document."""
    notes, references = document.footnotes, document.footnote_references
    named = {reference.footnote_id for reference in references}
    unmarked = sum(note.footnote_id not in named for note in notes)
    unpaired = sum(reference.footnote_id is None for reference in references)
    gaps = len(tuple(numbering))
    reasons = [
        what
        for count, of, what in (
            (unmarked, len(notes), f"{unmarked} of {len(notes)} notes are named by no mark"),
            (unpaired, len(references), f"{unpaired} of {len(references)} marks have no note"),
            (gaps, len(notes), f"{gaps} numbers are skipped or stand twice"),
        )
        if count >= _MIN_DOUBTS and count > _MAX_SHARE * of
    ]
    if reasons:
        yield Problem(
            code=ProblemCode.DOUBTFUL_READING,
            message=f"{document.source_filename}: {'; '.join(reasons)}; compare the notes with their pages",
            subject_id=document.document_id,
        )


def _numbering(document: Document) -> Iterator[Problem]:
    for kind in (FootnoteKind.FOOTNOTE, FootnoteKind.ENDNOTE):  # each table begins anew
        footnotes = [footnote for footnote in document.footnotes if footnote.kind is kind]
        yield from _repeated_marks(footnotes)
        for edition in _editions(footnotes, document.pages):
            for series in _series(edition):
                yield from _repeated_numbers(series)
                yield from _gaps(series)


def _repeated_marks(footnotes: Iterable[Footnote]) -> Iterator[Problem]:
    """Find labels such as * and a that repeat on one page; on the next page they begin anew."""
    seen: set[tuple[str, int | None]] = set()
    for footnote in footnotes:
        if _number(footnote) is None:
            key = (footnote.label, _page_number(footnote))
            if key in seen:
                yield _problem(
                    ProblemCode.DUPLICATE_LABEL, footnote, "has the label of another one on its page; number them anew."
                )
            seen.add(key)


def _editions(footnotes: Sequence[Footnote], pages: Iterable[Page]) -> list[list[Footnote]]:
    """Part the notes of a bilingual edition, whose two columns number alike; else return them as one."""
    counts = Counter(footnote.label for footnote in footnotes)
    if sum(count == 2 for count in counts.values()) <= _MOSTLY_TWICE * len(counts):
        return [list(footnotes)]
    middles = {page.page_number: page.width / 2 for page in pages}
    is_right = [
        bool(note.provenance) and note.provenance[0].bbox[0] >= middles.get(note.provenance[0].page_number, 0.0)
        for note in footnotes
    ]
    sides = [[n for n, right in zip(footnotes, is_right, strict=True) if right is side] for side in (False, True)]
    return sides if all(sides) else [list(footnotes)]


def _series(footnotes: Iterable[Footnote]) -> list[list[Footnote]]:
    """Part numbered footnotes where the numbering begins anew: at a 1 on another page, or after more endnotes than one.

    Footnotes of one page and endnotes of one chapter are numbered from 1 in many documents; that is no fault.
    """
    series: list[list[Footnote]] = []
    for footnote in footnotes:
        number = _number(footnote)
        if number is None:
            continue
        last = series[-1][-1] if series else None
        is_new_page = last is not None and _page_number(last) != _page_number(footnote)
        is_new_chapter = last is not None and footnote.kind is FootnoteKind.ENDNOTE and _number(last) != 1
        if last is None or (number == 1 and (is_new_page or is_new_chapter)):
            series.append([])
        series[-1].append(footnote)
    return series


def _repeated_numbers(series: Iterable[Footnote]) -> Iterator[Problem]:
    first: dict[int | None, Footnote] = {}
    for footnote in series:
        earlier = first.setdefault(_number(footnote), footnote)
        if earlier is not footnote:
            yield _problem(
                ProblemCode.DUPLICATE_LABEL,
                footnote,
                f"has the number of another one{on_page(earlier.provenance)}; number them anew.",
            )


def _gaps(series: Iterable[Footnote]) -> Iterator[Problem]:
    """Find the numbers that a series skips, counting from 1; the footnote after the gap is the subject."""
    numbered = {number: footnote for footnote in series if (number := _number(footnote)) is not None}
    before = 0
    for number, footnote in sorted(numbered.items(), key=lambda entry: entry[0]):
        if number > before + 1:
            missing = f"{before + 1}" if number == before + 2 else f"{before + 1} to {number - 1}"
            yield _problem(
                ProblemCode.NUMBERING_GAP, footnote, f"follows a gap: {missing} not found; look for it on the page."
            )
        before = number


def _number(footnote: Footnote) -> int | None:
    """Return the number that a label is; more than five digits are no footnote's number, but a misread line."""
    return int(footnote.label) if footnote.label.isdecimal() and len(footnote.label) <= 5 else None


def _page_number(footnote: Footnote) -> int | None:
    return footnote.provenance[0].page_number if footnote.provenance else None


def _problem(code: ProblemCode, footnote: Footnote, message: str) -> Problem:
    return Problem(
        code=code,
        message=f"{named(footnote)} {message}",
        subject_id=footnote.footnote_id,
        provenance=footnote.provenance,
    )
