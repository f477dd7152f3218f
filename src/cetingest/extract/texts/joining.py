"""Join the lines of one note or block to one text that still knows where on the pages each part stood."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import compress
from operator import not_

from cetingest.extract.glyphs import round_box
from cetingest.extract.layout.lines import Line, LineLink
from cetingest.extract.texts.line_ends import Vocabulary, decide_join
from cetingest.model import BBox, Emphasis, EmphasisStyle, Provenance

_SOFT_HYPHEN = "\u00ad"
# Characters: a join looks at the last word or URL only, so that what stands before need not be copied for each line.
_OPEN = 4_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The characters `start`..`end` of one line, without those in `cuts` (marks); `is_full`: no further word fitted.

    `end` is None for the whole rest of the line.
    """

    line: Line
    start: int = 0
    end: int | None = None
    cuts: tuple[tuple[int, int], ...] = ()
    is_full: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinedLink:
    """A link annotation over characters of a joined text."""

    url: str
    start: int
    end: int
    provenance: tuple[Provenance, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """A text joined from lines; `cut_offsets` maps (line, start of cut) to the place where a mark stood."""

    text: str
    provenance: tuple[Provenance, ...]
    emphasis: tuple[Emphasis, ...]
    links: tuple[JoinedLink, ...]
    cut_offsets: Mapping[tuple[Line, int], int]


def join_parts(parts: Sequence[Part], vocabulary: Vocabulary) -> Joined:
    """Join lines to one text: words over line ends, URLs over line ends, marks left out."""
    settled: list[str] = []
    offset = 0
    text = ""
    maps: list[list[int]] = []
    for number, part in enumerate(parts):
        body = _without_cuts(part)
        if len(text) > 2 * _OPEN:
            settled.append(text[:-_OPEN])
            offset += len(text) - _OPEN
            text = text[-_OPEN:]
        if number and text:
            before = parts[number - 1]
            urls = _urls_at_break(before.line, part.line)
            join = decide_join(
                text,
                body,
                urls=urls,
                is_forced=before.is_full,
                vocabulary=vocabulary,
                is_across=_are_rows_of_columns(before.line, part.line),
            )
            text = (text[: -join.drop] if join.drop else text).rstrip(" ") + join.separator
        text, positions = _append(text, part, offset)
        maps.append(positions)
    text = "".join((*settled, text)).rstrip(" ")
    end = len(text)
    maps = [positions if positions[-1] <= end else [min(position, end) for position in positions] for positions in maps]
    cut_offsets = {
        (part.line, cut[0]): positions[cut[0]]
        for part, positions in zip(parts, maps, strict=True)
        for cut in part.cuts
        if part.end is None or part.start <= cut[0] < part.end
    }
    return Joined(
        text=text,
        provenance=provenance_of(part.line for part in parts),
        emphasis=tuple(_emphasis(text, parts, maps)),
        links=tuple(_links(text, parts, maps)),
        cut_offsets=cut_offsets,
    )


def provenance_of(lines: Iterator[Line]) -> tuple[Provenance, ...]:
    """Return one box for each page (and column) that the lines stand on."""
    boxes: dict[tuple[int, int, int], BBox] = {}
    for line in lines:
        key = (line.page_number, line.band, line.column)
        a, b = boxes.get(key, line.bbox), line.bbox
        boxes[key] = (min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3]))
    return tuple(Provenance(page_number=page, bbox=round_box(box)) for (page, _, _), box in boxes.items())


def _without_cuts(part: Part) -> str:
    if not part.cuts:
        return part.line.text[part.start : part.end].strip()
    return "".join(compress(part.line.text, map(not_, _left_out(part)))).strip()


def _left_out(part: Part) -> bytearray:
    """Return 1 for each character of the line that is outside the part or cut, 0 for the others."""
    length = len(part.line.text)
    out = bytearray(length)
    spans = (*part.cuts, (0, part.start), (length if part.end is None else part.end, length))
    for start, end in spans:
        out[start:end] = b"\1" * len(out[start:end])
    return out


def _append(text: str, part: Part, offset: int) -> tuple[str, list[int]]:
    """Append a line; return also the place of each of its characters, and of its end, `offset` more than in `text`."""
    length = offset + len(text)
    last = text[-1:]
    line = part.line.text
    rest = line[part.start :]
    is_plain = not part.cuts and part.end is None and _SOFT_HYPHEN not in rest and "  " not in rest
    if is_plain and not (rest[:1] == " " and last in ("", " ")):
        # most lines have nothing to leave out, and their characters need not be looked at one by one
        return text + rest, [length] * min(part.start, len(line)) + list(range(length, length + len(rest) + 1))
    out = [text]
    positions: list[int] = []
    for n, (char, is_left_out) in enumerate(zip(line, _left_out(part), strict=True)):
        positions.append(length)
        if is_left_out or (char == " " and last in ("", " ")):
            continue
        if char == _SOFT_HYPHEN and line[n + 1 : part.end].strip():  # one inside the line
            continue
        out.append(char)
        length += 1
        last = char
    positions.append(length)
    return "".join(out), positions


def _are_rows_of_columns(before: Line, after: Line) -> bool:
    """Tell whether a gutter runs through both lines: the end of one stands in another column than the next's start."""
    if not (before.wide_gaps and after.wide_gaps):
        return False
    return any(one[0] < other[1] and other[0] < one[1] for one in before.gaps for other in after.gaps)


def _urls_at_break(before: Line, after: Line) -> list[str]:
    ending = [link.url for link in before.links if link.url and link.end >= len(before.text.rstrip()) - 2]
    starting = [link.url for link in after.links if link.url and link.start <= 1]
    return sorted({*ending, *starting})


def _emphasis(text: str, parts: Sequence[Part], maps: Sequence[list[int]]) -> Iterator[Emphasis]:
    """Yield maximal bold or italic runs; white space between two runs of one style belongs to them."""
    open_run: tuple[int, int, EmphasisStyle] | None = None
    for part, positions in zip(parts, maps, strict=True):
        for run in part.line.runs:
            start, end = positions[run.start], positions[run.end]
            style = _style_of(is_bold=run.is_bold, is_italic=run.is_italic)
            if start == end:
                continue
            if open_run is not None and style is open_run[2] and not text[open_run[1] : start].strip():
                open_run = (open_run[0], end, open_run[2])
                continue
            if open_run is not None:
                yield Emphasis(start=open_run[0], end=open_run[1], style=open_run[2])
            open_run = (start, end, style) if style is not None else None
    if open_run is not None:
        yield Emphasis(start=open_run[0], end=open_run[1], style=open_run[2])


def _style_of(*, is_bold: bool, is_italic: bool) -> EmphasisStyle | None:
    if is_bold:
        return EmphasisStyle.BOLD_ITALIC if is_italic else EmphasisStyle.BOLD
    return EmphasisStyle.ITALIC if is_italic else None


def _holds(part: Part, link: LineLink) -> bool:
    """Tell whether a link covers characters of a cell; that of a whole line covers some."""
    return part.end is None or (link.start < part.end and link.end > part.start)


def _links(text: str, parts: Sequence[Part], maps: Sequence[list[int]]) -> Iterator[JoinedLink]:
    """Yield one link for all neighbouring annotations of one URL: a URL over two lines has two or more."""
    found: list[JoinedLink] = []
    latest: dict[str, int] = {}
    for part, positions in zip(parts, maps, strict=True):
        for link in sorted(part.line.links, key=lambda x: x.start):
            if link.url is None or not _holds(part, link):
                continue
            start, end = positions[link.start], positions[link.end]
            place = Provenance(page_number=part.line.page_number, bbox=round_box(link.bbox))
            last = found[latest[link.url]] if link.url in latest else None
            if last is not None and not text[last.end : start].strip(" -"):
                places = last.provenance if place in last.provenance else (*last.provenance, place)
                found[latest[link.url]] = replace(last, end=max(end, last.end), provenance=places)
            else:
                latest[link.url] = len(found)
                found.append(JoinedLink(url=link.url, start=start, end=end, provenance=(place,)))
    yield from sorted(found, key=lambda x: (x.start, x.end, x.url))
