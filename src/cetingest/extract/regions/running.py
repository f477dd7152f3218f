"""Find running heads and feet and page numbers: place and sequence over the pages tell them."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from cetingest.extract.layout.lines import Line, PageLines
from cetingest.extract.regions.labels import mark_labels, read_note_label
from cetingest.extract.regions.margin_rows import MAX_SIZE, MarginRow, begins_caption, margin_rows
from cetingest.extract.regions.page_numbers import edge_numbers, read_page_number, without_numbers
from cetingest.language.text import fold
from cetingest.model import MarginKind

# A head repeats on three pages, in short documents on two fifths of the pages.
_REPEATED_PAGES = 3
_REPEATED_SHARE = 0.4
# What most pages repeat word for word may be larger than the text.
_MOST_PAGES = 0.6
# The same place on two pages, in points: producers round, and lines with and without descenders differ.
_SAME_PLACE = 4
# A row that no white parts from the text is a head where few pages have text at its place.
_MAX_OCCUPIED = 0.2
# "1 Ibid." at the foot of many pages is a note: a mark of its page names it, on half of the pages at least.
_MIN_NAMED = 0.5
# A shorter title ("Japan") is also a word that begins lines of the text.
_MIN_TITLE = 12

_PRINTED_MARK = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\[\d{1,3}\]")

_Place = tuple[bool, int]
_Places = dict[_Place, dict[int, str]]


def find_running(pages: Sequence[PageLines], body_size: float) -> dict[Line, MarginKind]:
    """Return the lines of running heads and feet and of page numbers, each with its kind."""
    return _RunningRows(pages, body_size).find()


@dataclass(slots=True)
class _Group:
    """Rows with one text, but for numbers, at one place."""

    pages: set[int] = field(default_factory=set)
    texts: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    steps: dict[tuple[int, int], set[int]] = field(default_factory=lambda: defaultdict(set))
    rows: int = 0
    named: int = 0
    apart: int = 0

    def repeats(self, text: str, steps: Sequence[tuple[int, int]], needed: int) -> bool:
        """Tell whether so many pages have a text, and this one is repeated or counts the pages."""
        most = max(map(len, (*self.texts.values(), *self.steps.values())), default=0)
        own = max(len(self.texts[text]), *(len(self.steps[step]) for step in steps), 0)
        return len(self.pages) >= needed and most >= needed and own > 1


class _RunningRows:
    """What the margin rows of all pages say together."""

    def __init__(self, pages: Sequence[PageLines], body_size: float) -> None:
        self._body_size, self._count = body_size, len(pages)
        self._needed = max(2, min(_REPEATED_PAGES, round(_REPEATED_SHARE * len(pages))))
        self._firmly = max(_REPEATED_PAGES, round(_REPEATED_SHARE * len(pages)))
        self._headlines = _headlines(pages, body_size)
        self._columns = [
            (page, rows)
            for page in pages
            for is_top in (True, False)
            for rows in margin_rows(page, page.lines, body_size, is_top=is_top)
        ]
        self._groups: dict[tuple[str, _Place], _Group] = defaultdict(_Group)
        self._numbers: dict[int, set[int]] = defaultdict(set)
        self._counted: dict[tuple[_Place, int], set[int]] = defaultdict(set)
        for page, rows in self._columns:
            for row in rows:
                self._add(page, row)

    def find(self) -> dict[Line, MarginKind]:
        """Return the lines that run, each with its kind."""
        places: _Places = defaultdict(dict)
        for _, rows in self._columns:
            for row in self._running(rows, self._is_running):
                for place in _near(row):
                    places[place].setdefault(row.page_number, row.text)
        found: dict[Line, MarginKind] = {}
        for _, rows in self._columns:
            for row in self._running(rows, lambda row: self._is_running(row) or self._stands_in(row, places)):
                found.update((line, _kind_of(row)) for line in row.lines)
        return found

    def _add(self, page: PageLines, row: MarginRow) -> None:
        text, numbers = without_numbers(row.text, is_outer=row.is_outer)
        is_named = _names_note(row, page)
        for place in _near(row):
            group = self._groups[text, place]
            group.pages.add(row.page_number)
            group.texts[row.text].add(row.page_number)
            for step in _steps(numbers, row.page_number):
                group.steps[step].add(row.page_number)
            group.rows += 1
            group.named += is_named
            group.apart += row.is_apart
        number = read_page_number(row.text)
        for value in edge_numbers(row.text) if number is None else (number,):
            self._numbers[value - row.page_number].add(row.page_number)
            for place in _near(row):
                self._counted[place, value - row.page_number].add(row.page_number)

    def _running(self, rows: Sequence[MarginRow], is_running: Callable[[MarginRow], bool]) -> Iterator[MarginRow]:
        """Yield the rows of a column that run, from outside inwards: the first that does not ends the margin."""
        for row in rows:
            if not is_running(row):
                return
            yield row

    def _is_running(self, row: MarginRow) -> bool:
        if _is_raised(row):
            return False
        if read_page_number(row.text) is not None:
            return self._counts(row)
        return self._may_run(row) and self._is_repeated(row)

    def _may_run(self, row: MarginRow) -> bool:
        """Tell whether a row may be a running head: no note, no caption, not larger than the text."""
        group, _ = self._group_of(row)
        if not (row.is_top or row.is_outer) or self._is_note(row, group) or begins_caption(row.text):
            return False
        return row.size <= MAX_SIZE * self._body_size or self._is_on_most(row, group)

    def _is_repeated(self, row: MarginRow) -> bool:
        group, steps = self._group_of(row)
        if row.is_apart and row.is_outer and self._counts_here(row):
            return True
        if row.is_apart or 2 * group.apart > group.rows:
            is_title = row.page_number > 1 and not row.is_text and self._repeats(row, self._headlines[:1])
            return is_title or group.repeats(row.text, steps, self._needed)
        is_text = row.is_text and not self._has_number(row)
        return not is_text and group.repeats(row.text, steps, self._firmly) and self._is_free(row)

    def _counts(self, row: MarginRow) -> bool:
        """Tell whether a number alone in its row counts the pages."""
        number = read_page_number(row.text) or 0
        if row.is_top and not row.is_outer:
            return False
        if self._count == 1:
            return row.is_apart and row.is_outer
        if row.is_apart:
            return len(self._numbers[number - row.page_number]) > 1
        group, steps = self._group_of(row)
        return any(len(group.steps[step]) >= _REPEATED_PAGES for step in steps)

    def _stands_in(self, row: MarginRow, places: _Places) -> bool:
        """Tell whether a row stands where others run, and has the number of its page or a heading's text."""
        if len(places[_near(row)[1]]) < self._firmly or row.size > MAX_SIZE * self._body_size or _is_raised(row):
            return False
        group, _ = self._group_of(row)
        if self._is_note(row, group):
            return False
        is_part = any(row.text in text for text in places[_near(row)[1]].values())
        is_known = len(group.texts[row.text]) > 1 or self._repeats(row, self._headlines)
        return self._has_number(row) or (row.is_apart and (is_known or is_part))

    def _counts_here(self, row: MarginRow) -> bool:
        """Tell whether a row and those at its place on many pages begin or end with the numbers of their pages."""
        place, numbers = _near(row)[1], edge_numbers(row.text)
        return any(len(self._counted[place, number - row.page_number]) >= self._firmly for number in numbers)

    def _has_number(self, row: MarginRow) -> bool:
        """Tell whether a row begins or ends with the number of its page."""
        return any(len(self._numbers[n - row.page_number]) >= _REPEATED_PAGES for n in edge_numbers(row.text))

    def _group_of(self, row: MarginRow) -> tuple[_Group, list[tuple[int, int]]]:
        text, numbers = without_numbers(row.text, is_outer=row.is_outer)
        return self._groups[text, _near(row)[1]], _steps(numbers, row.page_number)

    def _is_note(self, row: MarginRow, group: _Group) -> bool:
        label = read_note_label(row.lines[0])
        return label is not None and (label.form.is_strong or group.named >= _MIN_NAMED * group.rows)

    def _is_on_most(self, row: MarginRow, group: _Group) -> bool:
        count = len(group.texts[row.text])
        return count >= max(_REPEATED_PAGES, _MOST_PAGES * self._count) or count == self._count > 1

    def _is_free(self, row: MarginRow) -> bool:
        """Tell whether few pages have text, which does not repeat, where a row stands or further out."""
        occupied = {
            other.page_number
            for other in self._outermost[row.is_top]
            if other.place <= row.place + _SAME_PLACE and len(self._group_of(other)[0].pages) < self._needed
        }
        return len(occupied) <= _MAX_OCCUPIED * self._count

    @cached_property
    def _outermost(self) -> dict[bool, list[MarginRow]]:
        return {is_top: [rows[0] for _, rows in self._columns if rows[0].is_top == is_top] for is_top in (True, False)}

    def _repeats(self, row: MarginRow, headlines: Sequence[str]) -> bool:
        """Tell whether a row says a title or heading again: in a short document or chapter its head stands once."""
        text = fold(without_numbers(row.text, is_outer=row.is_outer)[0].strip("# |"))
        return len(text) >= _MIN_TITLE and any(text in headline for headline in headlines)


def _names_note(row: MarginRow, page: PageLines) -> bool:
    """Tell whether a row begins with a label that a mark on its page names: raised or in brackets."""
    label = read_note_label(row.lines[0])
    if label is None:
        return False
    marks = {name for line in page.lines if line not in row.lines for name in _marks_of(line)}
    return label.label in marks


def _marks_of(line: Line) -> Iterator[str]:
    for run in line.runs:
        if run.is_raised:
            yield from mark_labels(line.text[run.start : run.end])
    for found in _PRINTED_MARK.finditer(line.text):
        yield from mark_labels(found[0])


def _is_raised(row: MarginRow) -> bool:
    return bool(row.lines[0].runs) and row.lines[0].runs[0].is_raised


def _steps(numbers: Sequence[int], page_number: int) -> list[tuple[int, int]]:
    return [(n, number - page_number) for n, number in enumerate(numbers)]


def _near(row: MarginRow) -> tuple[_Place, _Place, _Place]:
    """Return the place of a row, in the middle, and those next to it."""
    at = round(row.place / _SAME_PLACE)
    return (row.is_top, at - 1), (row.is_top, at), (row.is_top, at + 1)


def _kind_of(row: MarginRow) -> MarginKind:
    if read_page_number(row.text) is not None:
        return MarginKind.PAGE_NUMBER
    return MarginKind.HEADER if row.is_top else MarginKind.FOOTER


def _headlines(pages: Sequence[PageLines], body_size: float) -> tuple[str, ...]:
    """Return the larger text of each page; that of the first holds the title."""
    return tuple(fold(" ".join(line.text for line in page.lines if line.size > MAX_SIZE * body_size)) for page in pages)
