"""Find what is printed around the text: running heads, page numbers, stamps."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from cetingest.extract.layout.lines import Line, PageLines
from cetingest.extract.regions.labels import read_note_label, read_roman
from cetingest.extract.regions.zones import NOTE_SIZE
from cetingest.language.data_files import read_rows
from cetingest.language.text import fold

# Running heads and page numbers stand in the outer eighth of the page.
_MARGIN_SHARE = 0.125
# On a large sheet with a small text (court opinions) they stand in the outer fifth.
_TOP_SHARE = 0.2
# White space parts them from the text: 2.2 body sizes in the closest case seen (Typst), while notes follow at 1.2.
_MARGIN_GAP = 1.5
_MARGIN_ROWS = 3
_REPEATED_PAGES = 3
_REPEATED_SHARE = 0.4
# Headings at the top of most pages (one chapter a page) are larger than running heads.
_MAX_RUNNING_HEAD_SIZE = 1.05
# An artifact in the outer fifth of a page may be a running head; elsewhere it is a watermark or part of the text.
_TAGGED_SHARE = 0.2
_MAX_ARTIFACTS = 0.25
# A stamp below the notes is set in another size than they are.
_OTHER_SIZE = 0.08
# A shorter title ("Japan") is also a word that begins lines of the text.
_MIN_TITLE = 12
_NUMBER = re.compile(r"\d+")
_EDGE_NUMBER = re.compile(r"^\d+(?=\s)|(?<=\s)\d+$")


def find_running(pages: Sequence[PageLines], body_size: float) -> tuple[list[Line], list[Line]]:
    """Return the lines of the page headers and those of the page footers."""
    headers = _find_margin(pages, body_size, is_top=True)
    footers = _find_margin(pages, body_size, is_top=False)
    outside = {*headers, *footers}
    share = _share_of_artifacts(pages)
    for page in pages:
        tops, bottoms = _find_artifacts(page.lines, page.height, share=share)
        headers += [line for line in tops if line not in outside]
        footers += [line for line in bottoms if line not in outside]
    outside = {*headers, *footers}
    return headers, footers + _find_stamps(pages, outside, body_size)


def _find_margin(pages: Sequence[PageLines], body_size: float, *, is_top: bool) -> list[Line]:
    candidates = {page.page_number: list(_margin_rows(page, body_size, is_top=is_top)) for page in pages}
    heights = {page.page_number: page.height for page in pages}
    seen: Counter[tuple[str, int]] = Counter()
    offsets: Counter[int] = Counter()
    for page_number, rows in candidates.items():
        seen.update({_row_key(row, heights[page_number]) for row in rows})
        offsets.update(number - page_number for row in rows if (number := _page_number(row)) is not None)
    first = pages[0].lines if pages else ()
    headlines = fold(" ".join(line.text for line in first if line.size > _MAX_RUNNING_HEAD_SIZE * body_size))
    needed = max(2, min(_REPEATED_PAGES, round(_REPEATED_SHARE * len(pages))))
    found: list[Line] = []
    for page_number, rows in candidates.items():
        for row in rows:
            is_outer = _is_outer(row, heights[page_number])
            number = _page_number(row)
            is_number = number is not None and (offsets[number - page_number] > 1 or (len(pages) == 1 and is_outer))
            is_number = is_number and (not is_top or is_outer)
            if not (is_top or is_number or is_outer):
                break
            is_repeated = seen[_row_key(row, heights[page_number])] >= needed or (
                page_number > 1 and _repeats(row, headlines)
            )
            if not is_number and not (is_repeated and _may_run(row, body_size)):
                break
            found += row
    return found


def _is_outer(row: Sequence[Line], height: float) -> bool:
    """Tell whether a row stands in the uppermost or lowermost eighth of the page."""
    return row[0].baseline < _MARGIN_SHARE * height or row[0].bbox[3] > (1 - _MARGIN_SHARE) * height


def _repeats(row: Sequence[Line], headlines: str) -> bool:
    """Tell whether a row says the document's title again: in a short document its running head stands on one page."""
    words = [fold(word) for line in row for word in line.text.split() if not word.isdigit()]
    return sum(map(len, words)) >= _MIN_TITLE and all(word in headlines for word in words)


def _may_run(row: Sequence[Line], body_size: float) -> bool:
    """Tell whether a row may be a running head: as small as the text, and no note such as "¹ Ibid." on many pages."""
    if any(line.size > _MAX_RUNNING_HEAD_SIZE * body_size for line in row):
        return False
    label = read_note_label(row[0])
    return label is None or not label.form.is_strong


def _margin_rows(page: PageLines, body_size: float, *, is_top: bool) -> Iterator[list[Line]]:
    """Yield the outermost rows that stand apart from the text, from outside inwards."""
    rows: list[list[Line]] = []
    for line in sorted(page.lines, key=lambda x: x.baseline, reverse=not is_top):
        if rows and abs(rows[-1][0].baseline - line.baseline) < 2:
            rows[-1].append(line)
        else:
            rows.append([line])
    reach = _TOP_SHARE * page.height
    outer = [row for row in rows if (row[0].baseline < reach if is_top else row[0].bbox[3] > page.height - reach)][
        :_MARGIN_ROWS
    ]
    gaps = [abs(rows[n + 1][0].baseline - row[0].baseline) if n + 1 < len(rows) else 1e9 for n, row in enumerate(outer)]
    apart = max((n for n, gap in enumerate(gaps) if gap >= _MARGIN_GAP * body_size), default=-1)
    yield from outer[: apart + 1]


def _find_stamps(pages: Sequence[PageLines], outside: set[Line], body_size: float) -> list[Line]:
    """Find lines printed on one page only below its notes: a publisher's DOI, the volume on a first page.

    Text never goes on below the notes, so that what stands there apart from them and in another size is a stamp.
    """
    found: list[Line] = []
    for page in pages:
        left = [line for line in page.lines if line not in outside]
        above = replace(page, lines=tuple(left))
        rows = [row for row in _margin_rows(above, body_size, is_top=False) if _is_outer(row, page.height)]
        stamps = {line for row in rows for line in row}
        last = max((line for line in left if line not in stamps), key=lambda x: x.baseline, default=None)
        if not rows or last is None or last.size >= NOTE_SIZE * body_size:
            continue
        for row in rows:
            is_other = all(abs(line.size - last.size) > _OTHER_SIZE * last.size for line in row)
            if is_other and read_note_label(row[0]) is None:
                found += row
    return found


def _row_key(row: Sequence[Line], height: float) -> tuple[str, int]:
    """Return what repeated heads share: text and place, without numbers; away from the edge, without page numbers."""
    text = " ".join(line.text for line in sorted(row, key=lambda x: x.bbox[0]))
    is_inner = _MARGIN_SHARE * height < row[0].baseline < (1 - _MARGIN_SHARE) * height
    numbers = _EDGE_NUMBER if is_inner else _NUMBER
    return numbers.sub("#", text), round(row[0].baseline / 4)


def _page_number(row: Sequence[Line]) -> int | None:
    return read_page_number(row[0].text) if len(row) == 1 else None


def read_page_number(text: str) -> int | None:
    """Read the number of a page from a line that holds nothing else.

    >>> read_page_number("- Page 3 of 12 -"), read_page_number("iv"), read_page_number("3 ports")
    (3, 4, None)
    """
    found = _printed_number().fullmatch(text)
    if found is None:
        return None
    number = found["number"]
    return int(number) if number.isdigit() else read_roman(number.lower())


@cache
def _printed_number() -> re.Pattern[str]:
    rows = read_rows("cetingest.extract", "data/page_numbers.csv")
    before, between = (
        "|".join(re.escape(row["word"]) for row in rows if row["place"] == place) for place in ("before", "between")
    )
    return re.compile(
        rf"\W*(?:(?:{before})\b\.?)?\s*(?P<number>\d{{1,4}}|[ivxlc]{{1,7}})(?:\s*(?:{between})\s*\d{{1,4}})?\W*",
        re.IGNORECASE,
    )


def _share_of_artifacts(pages: Sequence[PageLines]) -> float:
    """Return the share of a document's lines that are tagged as artifacts."""
    lines = [line for page in pages for line in page.lines]
    return sum(line.tag is not None and line.tag.role == "Artifact" for line in lines) / max(1, len(lines))


def _find_artifacts(lines: Sequence[Line], height: float, *, share: float) -> tuple[list[Line], list[Line]]:
    """Return the running heads and feet of a page that are tagged as no part of its text.

    `share` is that of the document's lines tagged so; a file that tags its text so is not believed.
    """
    if not 0 < share <= _MAX_ARTIFACTS:
        return [], []
    marked = [line for line in lines if line.tag is not None and line.tag.role == "Artifact"]
    heads = [line for line in marked if line.baseline < _TAGGED_SHARE * height]
    return heads, [line for line in marked if line.baseline > (1 - _TAGGED_SHARE) * height]
