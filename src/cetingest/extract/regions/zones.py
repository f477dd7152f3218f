"""Find the footnote zones: at the foot of each column, below a rule or in smaller type."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

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
# A larger run inside a note takes a line or two; lines of a note follow each other at 1.1 to 1.4 sizes of the larger.
_MAX_LARGER_RUN, _MAX_INNER_PITCH = 3, 1.5
# Below the notes of a column stands nothing, or the number of its page where it was not seen as such.
_MAX_TAIL = 2
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
    """The lines `start`..`end` of a column's lines, and the separator rule above them if there is one."""

    start: int
    end: int
    rule: BBox | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Zones:
    """The footnote zones: `at_feet` by page, and the first lines below separator rules (`ruled`).

    `islands` are stretches in small type with labels that stand set apart, between lines of the text: notes below a
    figure or a table, and those of a section that ends in the middle of a page.
    """

    at_feet: dict[int, tuple[Line, ...]]
    islands: tuple[tuple[Line, ...], ...]
    ruled: frozenset[Line]


def find_zones(pages: Sequence[PageLines], outside: set[Line], body_size: float) -> Zones:
    """Find the footnote zones of each page, in reading order."""
    frames = {page.page_number: _columns(page.lines, outside) for page in pages}
    style = _learn_style(pages, frames, body_size)
    at_feet: dict[int, tuple[Line, ...]] = {}
    islands: list[tuple[Line, ...]] = []
    ruled: set[Line] = set()
    open_line: Line | None = None
    for page in pages:
        found: list[Line] = []
        for frame in frames[page.page_number]:
            *inner, zone = _zones_of(frame, page.rules, style, open_line)
            found += frame[zone.start : zone.end]
            islands += [tuple(frame[island.start : island.end]) for island in inner]
            ruled |= {frame[part.start] for part in (*inner, zone) if part.rule is not None}
            open_line = found[-1] if found else open_line
        inside = set(found)
        at_feet[page.page_number] = tuple(line for line in page.lines if line in inside)
        open_line = found[-1] if found else None
    return Zones(at_feet=at_feet, islands=tuple(islands), ruled=frozenset(ruled))


def _zones_of(frame: Sequence[Line], rules: Sequence[BBox], style: NoteStyle, open_line: Line | None) -> list[_Zone]:
    """Return the zones of a column from above, the one at its foot (maybe empty) last."""
    ends = _ends_of_small_type(frame, style.body_size)
    zones: list[_Zone] = []
    begin = 0
    for end in ends:
        zone = _find_zone(frame[begin:end], rules, style, None)
        start = begin + zone.start
        if start < end and _stands_apart(frame[start], zone):
            zones.append(_Zone(start, end, zone.rule))
        begin = end
    tail = frame[begin:]
    if zones and len(tail) <= _MAX_TAIL and not any(style.label_of(line) for line in tail):
        return zones  # a line or two below the notes: they stand at the foot of the column all the same
    last = _find_zone(tail, rules, style, open_line)
    return [*zones, _Zone(begin + last.start, begin + last.end, last.rule)]


def _stands_apart(line: Line, zone: _Zone) -> bool:
    """Tell whether print sets the first label of a zone apart from a number that begins a line."""
    label = read_note_label(line)
    return label is not None and (zone.rule is not None or label.form.is_strong or label.form is LabelForm.BRACKET)


def _ends_of_small_type(frame: Sequence[Line], body_size: float) -> list[int]:
    """Return where text in the size of the body goes on below smaller text; a larger run of a note is none."""
    is_small = _small_lines(frame, body_size)
    return [n for n in range(1, len(frame)) if is_small[n - 1] and not is_small[n]]


def _small_lines(frame: Sequence[Line], body_size: float) -> list[bool]:
    """Tell for each line whether it is set smaller than the text; a larger run between small lines counts with them.

    It is short, and its lines follow those around it as closely as those of one note do.
    """
    is_small = [line.size < NOTE_SIZE * body_size for line in frame]
    n = 0
    while n < len(frame):
        end = n
        while end < len(frame) and not is_small[end]:
            end += 1
        is_inside = 0 < n < end < len(frame) and end - n <= _MAX_LARGER_RUN
        if is_inside and all(_is_close(a, b) for a, b in pairwise(frame[n - 1 : end + 1])):
            is_small[n:end] = [True] * (end - n)
        n = end + 1
    return is_small


def _is_close(before: Line, line: Line) -> bool:
    return line.baseline - before.baseline < _MAX_INNER_PITCH * max(before.size, line.size) and not line.is_bold


def _columns(lines: Iterable[Line], outside: set[Line]) -> list[list[Line]]:
    columns: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        if line not in outside:
            columns[line.column].append(line)
    return [sorted(columns[column], key=lambda line: line.baseline) for column in sorted(columns)]


def _learn_style(pages: Sequence[PageLines], frames: dict[int, list[list[Line]]], body_size: float) -> NoteStyle:
    """Learn from the zones that each column shows by itself: the size of most labelled lines, the kind of labels."""
    start = NoteStyle(body_size=body_size)
    sizes: Counter[float] = Counter()
    labels: Counter[bool] = Counter()
    widths: Counter[float] = Counter()
    for page in pages:
        for frame in frames[page.page_number]:
            seen: Counter[float] = Counter()
            for zone in _zones_of(frame, page.rules, start, None):
                if zone.rule is not None:
                    widths[round(zone.rule[2] - zone.rule[0])] += 1
                for line in frame[zone.start : zone.end]:
                    label = read_note_label(line)
                    if label is None:
                        continue
                    if label.form is not LabelForm.LETTER or 1 in label.places:
                        labels[label.label.isalpha()] += 1
                    seen[line.size] = max(seen[line.size], 3 if label.form.is_strong or zone.rule is not None else 1)
            sizes.update(seen)  # columns count, not lines: a listing of code has numbers of lines on a few pages
    size = max(sizes, key=lambda s: (sizes[s], s)) if sizes else 0.0
    return NoteStyle(
        body_size=body_size,
        size=size,
        has_letters=labels[True] >= _MIN_LETTERED * labels.total(),
        rule_width=max(widths, key=lambda w: (widths[w], -w)) if widths else 0.0,
    )


def _find_zone(frame: Sequence[Line], rules: Sequence[BBox], style: NoteStyle, open_line: Line | None) -> _Zone:
    is_small = _small_lines(frame, style.body_size)
    trailing = len(frame)
    while trailing and is_small[trailing - 1]:
        trailing -= 1
    ruled = _below_rule(frame, trailing, rules, style, is_open=open_line is not None)
    if ruled is not None:
        return ruled
    if trailing == len(frame):
        return _Zone(_first_tagged(frame, style), len(frame))
    labelled = next((n for n in range(trailing, len(frame)) if style.label_of(frame[n])), len(frame))
    if open_line is None:
        return _Zone(labelled, len(frame))
    start = _with_continuation(frame, trailing, labelled, style, open_line)
    # Without a label a tag is believed in the notes' type only: it may hold text of the next page.
    tagged = next((n for n in range(trailing, start) if style.fits(frame[n]) and _is_tagged(frame[n])), start)
    return _Zone(tagged, len(frame))


def _first_tagged(frame: Sequence[Line], style: NoteStyle) -> int:
    """Return where notes as large as the text begin: they are tagged so to the end of the column, and have labels."""
    start = len(frame)
    while start and _is_tagged(frame[start - 1]):
        start -= 1
    return next((n for n in range(start, len(frame)) if style.label_of(frame[n])), len(frame))


def _is_tagged(line: Line) -> bool:
    return line.tag is not None and line.tag.role == "Note"


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
            return _Zone(start, len(frame), rule)
        if is_short and has_label and _read_as_notes(frame[start:], style):
            return _Zone(start, len(frame), rule)
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
