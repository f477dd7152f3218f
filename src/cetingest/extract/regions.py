"""Divide pages into page header, body, footnote zone and page footer."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cetingest.extract.labels import LabelForm, read_note_label
from cetingest.extract.lines import Line, PageLines
from cetingest.model import BBox

# Running heads and page numbers stand in the outer eighth of the page ...
_MARGIN_SHARE = 0.125
# ... and apart from the text: 2.2 body sizes in the closest case seen (Typst), while notes follow at 1.2.
_MARGIN_GAP = 1.5
_MARGIN_ROWS = 3
_UPPER_HALF = 0.5
_REPEATED_PAGES = 3
_REPEATED_SHARE = 0.4
# Headings at the top of most pages (one chapter a page) are larger than running heads.
_MAX_RUNNING_HEAD_SIZE = 1.05
# Notes are set in 0.82 to 0.9 of the body size; 0.95 leaves room for rounding.
_NOTE_SIZE = 0.95
_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|seite|p[aá]gina|pag|strona|p|s)\b\.?)?\s*(?P<number>\d{1,4}|[ivxlc]{1,7})"
    r"(?:\s*(?:of|von|de|/|sur|z)\s*\d{1,4})?\W*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Regions:
    """The lines of a document by region, each in reading order; `body_size` is that of most text."""

    body: tuple[Line, ...]
    notes: tuple[Line, ...]
    headers: tuple[Line, ...]
    footers: tuple[Line, ...]
    body_size: float


def divide(pages: Sequence[PageLines]) -> Regions:
    """Divide the lines of a document into regions."""
    body_size = find_body_size(pages)
    headers = _find_margin(pages, body_size, is_top=True)
    footers = _find_margin(pages, body_size, is_top=False)
    outside = {id(line) for line in (*headers, *footers)}
    body: list[Line] = []
    notes: list[Line] = []
    has_open_note = False
    for page in pages:
        inside = [line for line in page.lines if id(line) not in outside]
        zone = _find_zones(inside, page.rules, body_size, has_open_note=has_open_note)
        has_open_note = bool(zone)
        notes += [line for line in inside if id(line) in zone]
        body += [line for line in inside if id(line) not in zone]
    return Regions(
        body=tuple(body), notes=tuple(notes), headers=tuple(headers), footers=tuple(footers), body_size=body_size
    )


def find_body_size(pages: Sequence[PageLines]) -> float:
    """Return the size of most characters in the upper half of the pages, 0.0 for a document without text.

    Law reviews print more notes than text, but never above it.
    """
    sizes: dict[float, float] = defaultdict(float)
    for page in pages:
        for line in page.lines:
            weight = 1.0 if line.baseline < _UPPER_HALF * page.height else 0.01
            sizes[round(line.size, 1)] += weight * len(line.text)
    return max(sizes, key=lambda size: (sizes[size], size)) if sizes else 0.0


# --- running heads and page numbers -----------------------------------------------------------------------------------


def _find_margin(pages: Sequence[PageLines], body_size: float, *, is_top: bool) -> list[Line]:
    candidates = {page.page_number: list(_margin_rows(page, body_size, is_top=is_top)) for page in pages}
    seen: Counter[tuple[str, int]] = Counter()
    offsets: Counter[int] = Counter()
    for page_number, rows in candidates.items():
        seen.update({_row_key(row) for row in rows})
        offsets.update(number - page_number for row in rows if (number := _page_number(row)) is not None)
    needed = max(2, min(_REPEATED_PAGES, round(_REPEATED_SHARE * len(pages))))
    found: list[Line] = []
    for page_number, rows in candidates.items():
        for row in rows:
            number = _page_number(row)
            is_number = number is not None and (offsets[number - page_number] > 1 or len(pages) == 1)
            if not is_number and not (_may_run(row, body_size) and seen[_row_key(row)] >= needed):
                break
            found += row
    return found


def _may_run(row: Sequence[Line], body_size: float) -> bool:
    """Tell whether a row may be a running head: as small as the text, and no note such as "¹ Ibid." on many pages."""
    if any(line.size > _MAX_RUNNING_HEAD_SIZE * body_size for line in row):
        return False
    label = read_note_label(row[0])
    return label is None or label.form not in (LabelForm.RAISED, LabelForm.LINKED)


def _margin_rows(page: PageLines, body_size: float, *, is_top: bool) -> Iterator[list[Line]]:
    """Yield the outermost rows that stand apart from the text, from outside inwards."""
    rows: list[list[Line]] = []
    for line in sorted(page.lines, key=lambda x: x.baseline, reverse=not is_top):
        if rows and abs(rows[-1][0].baseline - line.baseline) < 2:
            rows[-1].append(line)
        else:
            rows.append([line])
    reach = _MARGIN_SHARE * page.height
    outer = [row for row in rows if (row[0].baseline < reach if is_top else row[0].bbox[3] > page.height - reach)][
        :_MARGIN_ROWS
    ]
    gaps = [abs(rows[n + 1][0].baseline - row[0].baseline) if n + 1 < len(rows) else 1e9 for n, row in enumerate(outer)]
    apart = max((n for n, gap in enumerate(gaps) if gap >= _MARGIN_GAP * body_size), default=-1)
    yield from outer[: apart + 1]


def _row_key(row: Sequence[Line]) -> tuple[str, int]:
    text = " ".join(line.text for line in sorted(row, key=lambda x: x.bbox[0]))
    return re.sub(r"\d+", "#", text), round(row[0].baseline / 4)


def _page_number(row: Sequence[Line]) -> int | None:
    found = _PAGE_NUMBER.fullmatch(row[0].text) if len(row) == 1 else None
    if found is None:
        return None
    number = found["number"]
    return int(number) if number.isdigit() else _from_roman(number.lower())


def _from_roman(text: str) -> int:
    """Read a roman numeral.

    >>> _from_roman("xiv")
    14
    """
    values = [{"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}[c] for c in text]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


# --- footnote zones ---------------------------------------------------------------------------------------------------


def _find_zones(lines: Sequence[Line], rules: Sequence[BBox], body_size: float, *, has_open_note: bool) -> set[int]:
    """Return the ids of a page's lines that stand in a footnote zone; each column has its own."""
    columns: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        columns[line.column].append(line)
    zone: set[int] = set()
    for column in sorted(columns):
        frame = sorted(columns[column], key=lambda line: line.baseline)
        start = _zone_start(frame, rules, body_size, has_open_note=has_open_note or bool(zone))
        zone |= {id(line) for line in frame[start:]}
    return zone


def _zone_start(frame: Sequence[Line], rules: Sequence[BBox], body_size: float, *, has_open_note: bool) -> int:
    trailing = len(frame)
    while trailing and frame[trailing - 1].size < _NOTE_SIZE * body_size:
        trailing -= 1
    labelled = next((n for n in range(trailing, len(frame)) if read_note_label(frame[n])), len(frame))
    ruled = _below_rule(frame, trailing, rules, has_open_note=has_open_note)
    if ruled is not None:
        return ruled
    return trailing if has_open_note and labelled < len(frame) else labelled


def _below_rule(frame: Sequence[Line], trailing: int, rules: Sequence[BBox], *, has_open_note: bool) -> int | None:
    """Return the first line below a separator rule: at the left edge, with nothing but small text below it.

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
        is_short = rule[2] - rule[0] < 0.75 * (right - left)
        has_label = read_note_label(frame[start]) is not None
        if start >= trailing and (has_label or has_open_note):
            return start
        if is_short and has_label and rule[1] - frame[start - 1].baseline > 0 and _are_all_labelled(frame[start:]):
            return start
    return None


def _are_all_labelled(lines: Sequence[Line]) -> bool:
    """Tell whether a stretch reads as notes: labels at one left edge, at least one."""
    labelled = [line for line in lines if read_note_label(line)]
    return len(labelled) >= 1 and all(abs(line.bbox[0] - labelled[0].bbox[0]) < line.size for line in labelled)
