"""Find the footnote zones: at the foot of each column, below a rule or in smaller type."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cetingest.extract.layout.lines import Line, PageLines
from cetingest.extract.regions.labels import LabelForm, NoteLabel, read_note_label
from cetingest.model import BBox

# Notes are set in 0.82 to 0.9 of the body size; 0.95 leaves room for rounding.
NOTE_SIZE = 0.95
# Sizes of one style differ by rounding only; figure notes and chart labels are an eighth smaller than the notes (7.9
# beside 9.0 points in the real report that showed it).
_SAME_SIZE = 0.08
# Lines of one note follow each other at 1.1 to 1.3 sizes; a table or quotation above the notes stands farther off.
_MAX_PITCH = 1.9
# A separator rule is shorter than this share of its column; table rules and underlined headings are not.
_RULE_SHARE = 0.75
# Producers underline 0.1 to 0.2 sizes below the baseline; separator rules stand a descender and a gap below it.
_UNDERLINE = 0.35
# Rules of one style are equally wide but for rounding.
_SAME_WIDTH = 0.05
# This share of the lines below a separator rule has the notes' size; below a rule of a figure only some have.
_MOST = 0.8
# This share of the elements tagged as notes begins with a label. Not all do: two notes may stand on one line.
_MIN_LABELLED = 0.6
# Below this share of all labels, letters are those of figure notes, not the document's way to label notes.
_MIN_LETTERED = 0.2
_SENTENCE_END = re.compile(r"[.!?。！？][\"”’»)\]]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteStyle:
    """How the document sets its notes; `size` and `rule_width` are 0.0 when nothing told them."""

    body_size: float
    size: float = 0.0
    has_letters: bool = True
    rule_width: float = 0.0
    has_tags: bool = False

    def label_of(self, line: Line) -> NoteLabel | None:
        """Read a line's label if the line looks like the document's other notes.

        Raised and linked labels count in any size; a number at the start of a line needs the notes' size.
        """
        label = read_note_label(line)
        if label is None or (label.label.isalpha() and not self.has_letters):
            return None
        return label if label.form.is_strong or self.fits(line) else None

    def fits(self, line: Line) -> bool:
        """Tell whether a line is set in the size of the notes."""
        return not self.size or abs(line.size - self.size) <= _SAME_SIZE * self.size

    def separates(self, rule: BBox) -> bool:
        """Tell whether a rule is as wide as those above labelled notes: table rules and chart axes are not."""
        width = rule[2] - rule[0]
        return bool(self.rule_width) and abs(width - self.rule_width) <= _SAME_WIDTH * self.rule_width


@dataclass(frozen=True, slots=True)
class _Zone:
    """The lines from `start` of a column's lines, and the separator rule above them if there is one."""

    start: int
    rule: BBox | None = None


def find_zones(
    pages: Sequence[PageLines], outside: set[Line], body_size: float
) -> tuple[dict[int, list[Line]], frozenset[Line]]:
    """Return the zone lines of each page in reading order, and the first lines below separator rules."""
    frames = {page.page_number: _columns(page.lines, outside) for page in pages}
    style = _learn_style(pages, frames, body_size)
    zones: dict[int, list[Line]] = {}
    ruled: set[Line] = set()
    open_line: Line | None = None
    for page in pages:
        found: list[Line] = []
        for frame in frames[page.page_number]:
            zone = _find_zone(frame, page.rules, style, open_line)
            found += frame[zone.start :]
            if zone.rule is not None:
                ruled.add(frame[zone.start])
            open_line = found[-1] if found else open_line
        inside = set(found)
        zones[page.page_number] = [line for line in page.lines if line in inside]
        open_line = zones[page.page_number][-1] if found else None
    return zones, frozenset(ruled)


def _columns(lines: Iterable[Line], outside: set[Line]) -> list[list[Line]]:
    columns: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        if line not in outside:
            columns[line.column].append(line)
    return [sorted(columns[column], key=lambda line: line.baseline) for column in sorted(columns)]


def _learn_style(pages: Sequence[PageLines], frames: dict[int, list[list[Line]]], body_size: float) -> NoteStyle:
    """Learn from the zones that each column shows by itself: the size of most labelled lines, the kind of labels."""
    start = NoteStyle(body_size=body_size, has_tags=_are_tagged(pages))
    sizes: Counter[float] = Counter()
    labels: Counter[bool] = Counter()
    widths: Counter[float] = Counter()
    for page in pages:
        for frame in frames[page.page_number]:
            zone = _find_zone(frame, page.rules, start, None)
            if zone.rule is not None:
                widths[round(zone.rule[2] - zone.rule[0])] += 1
            for line in frame[zone.start :]:
                label = read_note_label(line)
                if label is None:
                    continue
                if label.form is not LabelForm.LETTER or 1 in label.places:
                    labels[label.label.isalpha()] += 1
                sizes[line.size] += 3 if label.form.is_strong or zone.rule is not None else 1
    size = max(sizes, key=lambda s: (sizes[s], s)) if sizes else 0.0
    return NoteStyle(
        body_size=body_size,
        has_tags=start.has_tags,
        size=size,
        has_letters=labels[True] >= _MIN_LETTERED * labels.total(),
        rule_width=max(widths, key=lambda w: (widths[w], -w)) if widths else 0.0,
    )


def _find_zone(frame: Sequence[Line], rules: Sequence[BBox], style: NoteStyle, open_line: Line | None) -> _Zone:
    trailing = len(frame)
    while trailing and frame[trailing - 1].size < NOTE_SIZE * style.body_size:
        trailing -= 1
    ruled = _below_rule(frame, trailing, rules, style, is_open=open_line is not None)
    tagged = _first_tagged(frame) if style.has_tags else None
    if tagged is not None and (ruled is None or ruled.start != tagged):
        return _Zone(tagged)
    if ruled is not None:
        return ruled
    labelled = next((n for n in range(trailing, len(frame)) if style.label_of(frame[n])), len(frame))
    if open_line is None or trailing == len(frame):
        return _Zone(labelled)
    return _Zone(_with_continuation(frame, trailing, labelled, style, open_line))


def _are_tagged(pages: Sequence[PageLines]) -> bool:
    """Tell whether the file tags its notes, and most of what it calls so begins with a label."""
    first: dict[int, Line] = {}
    for page in pages:
        for line in page.lines:
            if line.tag is not None and line.tag.role == "Note":
                first.setdefault(line.tag.element, line)
    labelled = sum(read_note_label(line) is not None for line in first.values())
    return bool(first) and labelled >= _MIN_LABELLED * len(first)


def _first_tagged(frame: Sequence[Line]) -> int | None:
    """Return where the lines tagged as notes begin, when nothing else is tagged below them."""
    start = next((n for n, line in enumerate(frame) if line.tag is not None and line.tag.role == "Note"), None)
    if start is None or any(line.tag is not None and line.tag.role != "Note" for line in frame[start:]):
        return None
    return start


def _with_continuation(frame: Sequence[Line], trailing: int, labelled: int, style: NoteStyle, open_line: Line) -> int:
    """Return where the rest of the note before begins: lines in the notes' type close above the first label.

    Without any label the note before must be unfinished.
    """
    start = labelled
    while start > trailing and _may_continue(frame, start - 1, style):
        start -= 1
    if labelled < len(frame) or start == labelled:
        return start
    is_unfinished = frame[start].text[:1].islower() or not _SENTENCE_END.search(open_line.text)
    return start if is_unfinished else labelled


def _may_continue(frame: Sequence[Line], n: int, style: NoteStyle) -> bool:
    line, below = frame[n], frame[n + 1] if n + 1 < len(frame) else None
    is_close = below is None or below.baseline - line.baseline < _MAX_PITCH * line.size
    label = read_note_label(line)
    begins_other = label is not None and label.form.is_strong  # a figure note, which the style has refused
    return is_close and style.fits(line) and not line.is_bold and not begins_other


def _below_rule(
    frame: Sequence[Line], trailing: int, rules: Sequence[BBox], style: NoteStyle, *, is_open: bool
) -> _Zone | None:
    """Return the zone below a separator rule: at the left edge, with nothing but small text below it.

    Notes as large as the body need the rule and a label.
    """
    if not frame:
        return None
    left = min(line.bbox[0] for line in frame)
    right = max(line.bbox[2] for line in frame)
    for rule in sorted(rules, key=lambda r: r[1]):
        start = next((n for n, line in enumerate(frame) if line.baseline > rule[3]), len(frame))
        if start == 0 or start == len(frame) or abs(rule[0] - left) > frame[start].size:
            continue
        if _underlines(rule, frame[start - 1]):
            continue
        is_short = rule[2] - rule[0] < _RULE_SHARE * (right - left)
        has_label = style.label_of(frame[start]) is not None
        if start >= trailing and (has_label or (is_open and _goes_on_below(rule, frame[start:], style))):
            return _Zone(start, rule)
        if is_short and has_label and _read_as_notes(frame[start:], style):
            return _Zone(start, rule)
    return None


def _goes_on_below(rule: BBox, lines: Sequence[Line], style: NoteStyle) -> bool:
    """Tell whether a note goes on below a rule, not a figure: in the notes' type throughout, and not bold."""
    fitting = sum(style.fits(line) for line in lines)
    return style.separates(rule) and not lines[0].is_bold and fitting > _MOST * len(lines)


def _underlines(rule: BBox, line: Line) -> bool:
    """Tell whether a rule underlines words of a line: a link, most often."""
    is_inside = rule[0] > line.bbox[0] - line.size and rule[2] < line.bbox[2] + line.size
    return is_inside and rule[1] - line.baseline < _UNDERLINE * line.size


def _read_as_notes(lines: Sequence[Line], style: NoteStyle) -> bool:
    """Tell whether a stretch reads as notes to its end: labels at one left edge, no larger text among them."""
    labelled = [line for line in lines if style.label_of(line)]
    is_even = all(line.size <= (1 + _SAME_SIZE) * lines[0].size for line in lines)
    return is_even and bool(labelled) and all(abs(x.bbox[0] - labelled[0].bbox[0]) < x.size for x in labelled)
