"""Sets invented reports with notes in any style as PDFs, and knows what a perfect reader finds in them.

The labelled documents of tests/data/labelled come from real programs; this sets what those cannot or would not: every
form of mark and label, in columns, over pages. Text is set ragged in one font that holds every character.
"""

import random
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pdfminer.fontmetrics import FONT_METRICS

from tests.extract.pdfs import pdf, stream

WIDTH, MARGIN, GUTTER, LEADING = 595.0, 72.0, 22.0, 1.25
_SUPERSCRIPTS = str.maketrans("0123456789,-–", "⁰¹²³⁴⁵⁶⁷⁸⁹,⁻⁻")
_SYMBOLS = ("*", "†", "‡", "§", "‖", "¶", "**", "††", "‡‡")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi")
_TIMES = FONT_METRICS["Times-Roman"][1]
_MARKS = re.compile(r"\{([^}]+)\}")
_WORDS = (
    "council found every region had built its own laboratories before reform kept more young researchers than others "
    "did while costs of energy rose and ports that serve the coast were closed for most of winter because ice so "
    "ministers asked what could be done about supply"
)
# A mark is (template, size, rise), a label the same and what follows it; sizes and rises are shares of the text's.
MARKS = {
    "raised": ("{}", 0.65, 0.35),
    "same size": ("{}", 1.0, 0.3),
    "plain": ("{}", 1.0, 0.0),
    "small": ("{}", 0.65, 0.0),
    "bracket": ("[{}]", 1.0, 0.0),
    "raised bracket": ("[{}]", 0.65, 0.35),
    "raised paren": ("{})", 0.65, 0.35),
    "paren": ("({})", 1.0, 0.0),
    "unicode": ("{}", 1.0, 0.0),
    "japanese": ("注{}", 0.6, 0.4),
    "japanese paren": ("（注{}）", 1.0, 0.0),
}
LABELS = {
    "raised": ("{}", 0.65, 0.35, ""),
    "raised space": ("{}", 0.65, 0.35, " "),
    "same size": ("{}", 1.0, 0.3, " "),
    "plain": ("{}", 1.0, 0.0, " "),
    "glued": ("{}", 1.0, 0.0, ""),
    "dot": ("{}.", 1.0, 0.0, " "),
    "paren": ("{})", 1.0, 0.0, " "),
    "parens": ("({})", 1.0, 0.0, " "),
    "bracket": ("[{}]", 1.0, 0.0, " "),
    "unicode": ("{}", 1.0, 0.0, " "),
    "japanese": ("注{}", 1.0, 0.0, " "),
    "japanese paren": ("（注{}）", 1.0, 0.0, ""),
    "colon": ("{}:", 1.0, 0.0, " "),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a report is set: `notes` stand at the foot of each column, below all columns (page), after each chapter or at
    the end; `numbering` is 1, a, i, * or ∗ and `restarts` with each page or chapter."""

    mark: str = "raised"
    label: str = "raised"
    numbering: str = "1"
    restarts: str = ""
    notes: str = "foot"
    columns: int = 1
    body_size: float = 11.0
    note_size: float = 9.0
    has_rule: bool = True
    has_page_numbers: bool = True
    head: str = ""
    stamp: str = ""
    hang: float = 0.0
    gap: float = 0.0
    height: float = 842.0


@dataclass(frozen=True, slots=True)
class Report:
    """A PDF and what it holds: notes (label, text) in order, references (label, text before, text after)."""

    data: bytes
    notes: tuple[tuple[str, str], ...]
    references: tuple[tuple[str, str, str], ...]
    inner_references: tuple[tuple[str, str, str], ...] = ()  # marks inside notes


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    size: float
    rise: float = 0.0
    x: float | None = None  # begins here instead of after the piece before (cells of a table)
    keys: str = ""


_Line = tuple[float, float, list[_Piece]]  # indent, size, pieces


@dataclass(slots=True)
class _Column:
    body: list[tuple[float, _Line]] = field(default_factory=list)  # place below the top
    notes: list[_Line] = field(default_factory=list)
    used: float = 0.0
    noted: float = 0.0


def prose(random_: random.Random, words: int) -> str:
    """Return a sentence of so many words."""
    chosen = [random_.choice(_WORDS.split()) for _ in range(words)]
    return " ".join([chosen[0].capitalize(), *chosen[1:]]) + "."


def typeset(blocks: Sequence[tuple[str, str]], notes: Mapping[str, str], style: Style) -> Report:
    """Set blocks (kind, text with {key} for a mark) and notes; kinds are chapter, text, table, caption and list."""
    return _Setter(notes, style).run(blocks)


def plain(text: str) -> str:
    """Return a text without its marks."""
    return _MARKS.sub("", text).replace("\n", " ")


class _Setter:
    def __init__(self, notes: Mapping[str, str], style: Style) -> None:
        self.texts, self.style = notes, style
        self.columns = [_Column()]
        self.labels: dict[str, str] = {}
        self.count = 0
        self.pending: list[_Line] = []
        self.width = (WIDTH - 2 * MARGIN - (style.columns - 1) * GUTTER) / style.columns
        self.room = style.height - 2 * MARGIN

    def run(self, blocks: Sequence[tuple[str, str]]) -> Report:
        chapter: list[str] = []
        for kind, text in blocks:
            if kind == "chapter" and self.style.notes == "chapter":
                self._list(chapter)
            if kind == "chapter" and self.style.restarts == "chapter":
                self.count = 0
            chapter = [] if kind == "chapter" else chapter
            self._block(kind, text)
            chapter = list(dict.fromkeys([*chapter, *_keys(text)]))
        if self.style.notes != "foot":
            self._list(chapter if self.style.notes == "chapter" else list(self.labels))
        while self.pending:
            self._open()
        notes = tuple((self.labels[key], plain(self.texts[key])) for key in self.labels)
        outer = tuple(ref for _, text in blocks for ref in self._references(text))
        inner = tuple(ref for key in self.labels for ref in self._references(self.texts[key]))
        return Report(self._draw(), notes, outer, inner)

    def _references(self, text: str) -> Iterable[tuple[str, str, str]]:
        for found in _MARKS.finditer(text):
            for key in _keys(found[0]):
                yield self.labels[key], plain(text[: found.start()])[-50:], plain(text[found.end() :])[:50]

    # --- blocks -------------------------------------------------------------------------------------------------------

    def _block(self, kind: str, text: str) -> None:
        size = self.style.body_size * (1.4 if kind == "chapter" else 1.0)
        column = self.columns[-1]
        column.used += size if kind in ("chapter", "caption") and column.used else 0.0
        if kind == "table":
            cells = text.split(" | ")
            pieces = [
                _Piece(p.text, p.size, x=n * self.width / len(cells) if p is runs[0] else None, keys=p.keys)
                for n, cell in enumerate(cells)
                for runs in [self._runs(cell, size)]
                for p in runs
            ]
            self._place((0.0, size, pieces))
            return
        indent = 14.0 if kind == "list" else 0.0
        for pieces in _break(self._runs(text, size), self.width - indent):
            self._place((indent, size, pieces))
        self.columns[-1].used += 0.6 * size

    def _runs(self, text: str, size: float) -> list[_Piece]:
        parts = _MARKS.split(text)
        return [_Piece("1", size, keys=p) if n % 2 else _Piece(p, size) for n, p in enumerate(parts) if p]

    def _place(self, line: _Line) -> None:
        indent, size, pieces = line
        new = [key for piece in pieces for key in _keys(piece.keys and f"{{{piece.keys}}}") if key not in self.labels]
        new = [*dict.fromkeys(one for key in new for one in (key, *self._inner_keys(key)))]
        is_foot = self.style.notes == "foot"
        height = [len(self._note_lines(key, "88")) * LEADING * self.style.note_size for key in new] if is_foot else []
        least = sum(height[:-1]) + (LEADING * self.style.note_size + 14 if height else 0.0)
        column = self.columns[-1]
        if column.used and column.used + column.noted + LEADING * size + least > self.room:
            self._open()
        column = self.columns[-1]
        for key in new:
            self.labels[key] = _label(self.count, self.style.numbering)
            self.count += 1
        column.used += LEADING * size
        column.body.append((column.used, (indent, size, [self._resolve(piece) for piece in pieces])))
        for key in new if is_foot else ():
            column.noted += 0.0 if column.notes else 14.0
            for note_line in self._note_lines(key, self.labels[key]):
                self._note_line(note_line)
            column.noted += self.style.gap

    def _inner_keys(self, key: str) -> list[str]:
        """The notes that the text of a note marks first."""
        return [inner for inner in _keys(self.texts[key]) if inner not in self.labels]

    def _resolve(self, piece: _Piece) -> _Piece:
        if not piece.keys:
            return piece
        keys = _keys(f"{{{piece.keys}}}")
        labels = [self.labels.get(key, "?") for key in keys]
        separator = next((s for s in (", ", "、", ",") if s in piece.keys), "")
        dash = next((s for s in ("-", "–") if s in piece.keys), "")
        text = f"{labels[0]}{dash}{labels[-1]}" if dash else separator.join(labels)
        template, size, rise = MARKS[self.style.mark]
        text = text.translate(_SUPERSCRIPTS) if self.style.mark == "unicode" else text
        return _Piece(template.format(text), size * piece.size, rise * piece.size, piece.x)

    def _open(self) -> None:
        """Begin a column with what is left of the notes of the one before."""
        if self.style.restarts == "page" and len(self.columns) % self.style.columns == 0:
            self.count = 0
        self.columns.append(_Column())
        waiting, self.pending = self.pending, []
        self.columns[-1].noted += 14.0 if waiting else 0.0
        for line in waiting:
            self._note_line(line)

    # --- notes --------------------------------------------------------------------------------------------------------

    def _note_lines(self, key: str, label: str) -> list[_Line]:
        lines: list[_Line] = []
        size, hang = self.style.note_size, self.style.hang
        for number, text in enumerate(self.texts[key].split("\n")):
            pieces = self._runs(text, size)
            pieces = [*_label_pieces(label, size, self.style.label), *pieces] if number == 0 else pieces
            for n, part in enumerate(_break(pieces, self.width - hang)):
                indent = 0.0 if n == 0 and number == 0 else hang + (10.0 if number and n == 0 else 0.0)
                lines.append((indent, size, [self._resolve(piece) for piece in part]))
        return lines

    def _note_line(self, line: _Line) -> None:
        column, needed = self.columns[-1], LEADING * self.style.note_size
        if self.pending or column.used + column.noted + needed > self.room:
            self.pending.append(line)
        else:
            column.notes.append(line)
            column.noted += needed

    def _list(self, keys: Sequence[str]) -> None:
        """Set endnotes."""
        if not keys:
            return
        self._block("chapter", "Notes")
        for key in keys:
            for indent, size, pieces in self._note_lines(key, self.labels[key]):
                if self.columns[-1].used + LEADING * size > self.room:
                    self._open()
                column = self.columns[-1]
                column.used += LEADING * size
                column.body.append((column.used, (indent, size, pieces)))
            self.columns[-1].used += self.style.gap

    # --- drawing ------------------------------------------------------------------------------------------------------

    def _draw(self) -> bytes:
        each, style = self.style.columns, self.style
        contents, used = [], set[str]()
        for first in range(0, len(self.columns), each):
            out: list[str] = []
            page_number = first // each + 1
            for n, column in enumerate(self.columns[first : first + each]):
                left = MARGIN + n * (self.width + GUTTER)
                for down, line in column.body:
                    out += _shown(line, left, style.height - MARGIN - down)
                bottom = MARGIN + LEADING * style.note_size * len(column.notes) + style.gap * 0
                if column.notes and style.has_rule:
                    out.append(f"q 0.5 w {left} {bottom + 4:.2f} m {left + 90} {bottom + 4:.2f} l S Q")
                for n_line, line in enumerate(column.notes, start=1):
                    out += _shown(line, left, bottom - LEADING * style.note_size * n_line + 2)
            margins = []
            if style.has_page_numbers:
                margins.append((WIDTH / 2, 36.0, str(page_number)))
            if style.head:
                margins.append((MARGIN, style.height - 40.0, style.head))
            if style.stamp:
                margins.append((MARGIN, 52.0, style.stamp))
            for x, y, text in margins:
                out += _shown((0.0, 8.0, [_Piece(text, 7.5)]), x, y)
            contents.append("\n".join(out))
        text = "".join(contents)
        used = {chr(int(code, 16)) for shown in re.findall(r"<([0-9A-F]+)> Tj", text) for code in _fours(shown)}
        return pdf([stream(content.encode("ascii")) for content in contents], **_font(used, self.style.height))


def _fours(digits: str) -> list[str]:
    return [digits[n : n + 4] for n in range(0, len(digits), 4)]


def _keys(text: str) -> list[str]:
    """Return the keys that the marks of a text name.

    >>> _keys("a {1} b {2, 3} c {5-7}")
    ['1', '2', '3', '5', '6', '7']
    """
    keys: list[str] = []
    for inside in _MARKS.findall(text):
        if found := re.fullmatch(r"(\d+)[-–](\d+)", inside):
            keys += map(str, range(int(found[1]), int(found[2]) + 1))
        else:
            keys += re.split(r",\s?|、", inside)
    return keys


def _label(count: int, numbering: str) -> str:
    if numbering == "a":
        return chr(ord("a") + count)
    if numbering == "i":
        return _ROMAN[count]
    if numbering in "*∗":
        return _SYMBOLS[count].replace("*", numbering)
    return str(count + 1)


def _label_pieces(label: str, size: float, form: str) -> list[_Piece]:
    template, share, rise, after = LABELS[form]
    label = label.translate(_SUPERSCRIPTS) if form == "unicode" else label
    return [_Piece(template.format(label), share * size, rise * size), *([_Piece(after, size)] if after else [])]


def width_of(character: str) -> float:
    """Return a character's width in thousandths of its size."""
    return float(_TIMES.get(character, 1000 if ord(character) > 0x2E7F else 500))


def _break(pieces: Sequence[_Piece], width: float) -> list[list[_Piece]]:
    """Break pieces at spaces (wide characters anywhere) into lines not wider than `width`."""
    tokens: list[list[_Piece]] = [[]]
    for piece in pieces:
        for part in re.findall(r"[ ]|[^ \u2e80-\uffff]+|[\u2e80-\uffff]", piece.text):
            token = _Piece(part, piece.size, piece.rise, piece.x, piece.keys)
            is_free = part == " " or "\u2e80" <= part <= "\uffff"
            begins = tokens[-1] and (is_free or tokens[-1][-1].text == " " or tokens[-1][-1].text[-1] >= "\u2e80")
            # neither a mark nor closing punctuation begins a line
            if begins and not (piece.keys or part[0] in "、。」）,.;:)"):
                tokens.append([])
            tokens[-1].append(token)
    lines: list[list[_Piece]] = [[]]
    used = 0.0
    for token in tokens:
        wide = sum(width_of(c) * piece.size / 1000 for piece in token for c in piece.text)
        if used + wide > width and lines[-1] and token[0].text != " ":
            lines.append([])
            used = 0.0
        if token[0].text == " " and not lines[-1]:
            continue
        lines[-1] += token
        used += wide
    return [_merge(line) for line in lines if line]


def _merge(line: Sequence[_Piece]) -> list[_Piece]:
    merged: list[_Piece] = []
    for piece in line:
        last = merged[-1] if merged else None
        if last and (last.size, last.rise, last.keys) == (piece.size, piece.rise, "") == (
            piece.size,
            piece.rise,
            piece.keys,
        ):
            merged[-1] = _Piece(last.text + piece.text, last.size, last.rise, last.x)
        else:
            merged.append(piece)
    return merged


def _shown(line: _Line, left: float, baseline: float) -> list[str]:
    x = left + line[0]
    out = []
    for piece in line[2]:
        x = x if piece.x is None else left + piece.x
        codes = "".join(f"{ord(c):04X}" for c in piece.text)
        out.append(f"BT /F1 {piece.size:.2f} Tf 1 0 0 1 {x:.2f} {baseline + piece.rise:.2f} Tm <{codes}> Tj ET")
        x += sum(width_of(c) for c in piece.text) * piece.size / 1000
    return out


def _font(used: Iterable[str], height: float) -> dict[str, object]:
    """Return a font whose character codes are Unicode's, with widths and a map to text for the characters used."""
    codes = sorted(map(ord, used))
    widths = " ".join(f"{code} [{width_of(chr(code)):g}]" for code in codes)
    chars = "\n".join(f"<{code:04X}> <{code:04X}>" for code in codes)
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{chars}\nendbfchar\nendcmap end end"
    )
    system = "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
    descriptor = "/FontDescriptor << /Type /FontDescriptor /FontName /Any /Ascent 750 /Descent -250 /Flags 4 >>"
    return {
        "font": (
            b"<< /Type /Font /Subtype /Type0 /BaseFont /Any /Encoding /Identity-H /DescendantFonts [4 0 R] "
            b"/ToUnicode 5 0 R >>"
        ),
        "extra": {
            4: f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Any {system} {descriptor} /W [{widths}] >>".encode(),
            5: stream(cmap.encode()),
        },
        "page_extra": f"/MediaBox [0 0 {WIDTH:g} {height:g}]".encode(),
    }
