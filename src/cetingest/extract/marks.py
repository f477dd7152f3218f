"""Find everything in the body that looks like a mark of a note."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cetingest.extract.glyphs import Target
from cetingest.extract.labels import links_to_note, mark_labels
from cetingest.extract.lines import Line, Run
from cetingest.model import BBox, Evidence

_SUPERSCRIPTS = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?:[,⁻][⁰¹²³⁴⁵⁶⁷⁸⁹]+)*")
_BRACKETS = re.compile(r"\[(\d{1,4}(?:\s?[,;–-]\s?\d{1,4})*|[*†‡§])\]")
_EAST_ASIAN = re.compile(r"[〔［]\d{1,4}[〕］]|[①-⑳]")
# Some fonts draw superscripts as glyphs of full size: nothing but the missing space tells them. A digit before the
# punctuation would make it a decimal; a closing bracket or quotation mark cannot.
_GLUED = re.compile(
    r"(?:[^\W\d][.,;:!?”’\"')\]]{1,3}|[.,;:)\]”’][”’)\]]|[”’)\]][.,;:]|[)\]”’])(?P<closed>\d{1,3})(?=\s|$)"
    r"|(?<=[^\W\d]{3})(?P<word>\d{1,3})(?=[\s.,;:)]|$)"
)
# What an exponent stands after: m², km³, 10⁶.
_METRES = re.compile(r"\b[kcmdμµ]?m$")
_TEN = re.compile(r"\b10$")
_TO_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_STRONG = frozenset({Evidence.INTERNAL_LINK, Evidence.RAISED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A place in the body that may refer to a note; `start`..`end` are its characters in the line.

    A mark that names several notes ("3,5") gives several, with the same characters.
    """

    label: str
    line: Line
    start: int
    end: int
    bbox: BBox
    target: Target | None = None
    evidence: frozenset[Evidence] = frozenset()
    is_exponent: bool = False

    @property
    def is_weak(self) -> bool:
        """Tell whether it looks like any number in brackets or at the end of a word.

        Weak marks count only where they answer most notes that nothing else answers.
        """
        return not (self.evidence & _STRONG) or self.is_exponent

    @property
    def stands_out(self) -> bool:
        """Tell whether print sets it apart from a number of the text: raised or in brackets."""
        return bool(self.evidence & {Evidence.RAISED, Evidence.LABEL_SHAPE})


def find_marks(body: Sequence[Line]) -> list[Mark]:
    """Find everything in the body that looks like a mark, in reading order.

    Where linked marks stand out, a linked number of the text's own size is a cross-reference ("see note 12") or an
    entry of the table of contents.
    """
    marks = [mark for line in body for mark in sorted(_marks_of(line), key=lambda m: m.start)]
    linked = Counter(mark.stands_out for mark in marks if mark.target is not None)
    if linked[True] <= linked[False]:
        return marks
    return [mark for mark in marks if mark.target is None or mark.stands_out]


def labels_by_page(marks: Sequence[Mark]) -> dict[int, set[str]]:
    """Return the labels of marks by page."""
    found: dict[int, set[str]] = defaultdict(set)
    for mark in marks:
        found[mark.line.page_number].add(mark.label)
    return dict(found)


def _marks_of(line: Line) -> Iterator[Mark]:
    taken: list[tuple[int, int]] = []
    for link in line.links:
        if links_to_note(link, line.text):
            taken.append((link.start, link.end))
            text = line.text[link.start : link.end]
            evidence = {Evidence.INTERNAL_LINK} | _look_of(line, link.start, link.end)
            for label in mark_labels(text):
                yield Mark(
                    label=label,
                    line=line,
                    start=link.start,
                    end=link.end,
                    bbox=link.bbox,
                    target=link.target,
                    evidence=frozenset(evidence),
                )
    for start, end, bbox, text in _printed_marks(line):
        if any(start < b and a < end for a, b in taken):
            continue
        evidence = _look_of(line, start, end)
        for label in mark_labels(text):
            yield Mark(
                label=label,
                line=line,
                start=start,
                end=end,
                bbox=bbox,
                evidence=frozenset(evidence),
                is_exponent=_is_exponent(line.text[:start], label),
            )


def _look_of(line: Line, start: int, end: int) -> set[Evidence]:
    """Say how print sets characters apart."""
    found: set[Evidence] = set()
    run = next((r for r in line.runs if r.start <= start < r.end), None)
    text = line.text[start:end]
    if (run is not None and run.is_raised) or _SUPERSCRIPTS.search(text):
        found.add(Evidence.RAISED)
    if run is not None and run.size < 0.85 * line.size:
        found.add(Evidence.SMALLER)
    around = line.text[max(0, start - 1) : end + 1]
    if _BRACKETS.search(around) or _EAST_ASIAN.search(around):
        found.add(Evidence.LABEL_SHAPE)
    return found


def _is_exponent(before: str, label: str) -> bool:
    """Tell whether a raised number is an exponent by what it stands after.

    >>> _is_exponent("an area of 12 km", "2"), _is_exponent("he said.", "2")
    (True, False)
    """
    return bool((label in ("2", "3") and _METRES.search(before)) or _TEN.search(before))


def _printed_marks(line: Line) -> Iterator[tuple[int, int, BBox, str]]:
    for run in line.runs:
        if run.is_raised:
            yield run.start, run.end, run.bbox, line.text[run.start : run.end]
    for pattern in (_SUPERSCRIPTS, _BRACKETS, _EAST_ASIAN):
        for found in pattern.finditer(line.text):
            yield from _unless_raised(line, *found.span(), found[0].translate(_TO_DIGITS))
    for found in _GLUED.finditer(line.text):
        name = "closed" if found["closed"] else "word"
        yield from _unless_raised(line, *found.span(name), found[name])


def _unless_raised(line: Line, start: int, end: int, text: str) -> Iterator[tuple[int, int, BBox, str]]:
    run = next((r for r in line.runs if r.start <= start < r.end), line.runs[0])
    if not run.is_raised:
        yield start, end, _part_box(run, start, end), text


def _part_box(run: Run, start: int, end: int) -> BBox:
    """Cut a run's box in proportion: near enough to be seen; exact boxes stay in the child."""
    width = (run.bbox[2] - run.bbox[0]) / max(1, run.end - run.start)
    x0 = run.bbox[0] + width * (start - run.start)
    return x0, run.bbox[1], min(run.bbox[2], x0 + width * (end - start)), run.bbox[3]
