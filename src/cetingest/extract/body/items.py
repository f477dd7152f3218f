"""Bullets and numbers that begin list items and numbered paragraphs."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from cetingest.extract.layout.lines import Line

# Text may follow a bullet or number without a space (WeasyPrint); a dash or star is a bullet only before a space.
# Bullets of symbol fonts come out as the replacement character or one of the private use area.
_SIGNS = "•‣◦▪▫■□●○◼◻◾◽▶▸►▹➢➤➔➜→⇒❖◆◇♦❑❒✓✔✗✘☐☑☒★∙⁃\ufffd\ue000-\uf8ff"
_BULLET = re.compile(rf"[{_SIGNS}]\s*(?=\S)|[·*–—-]\s+(?=\S)")
_DASHES = ("–", "—", "-", "*", "·")
# 12. (12) [12] 12a) a. (aa) iv)
_NUMBER = re.compile(
    r"[(\[]?(?:\d{1,3}[a-z]?|([a-z])\1?|[ivx]{1,5})[.)\]](?:\s+(?=\S)|(?=[^\W\d_][^\W\d_]))",
)
# Where numbers stand in a column of their own, text follows on another line.
_ALONE = re.compile(r"[(\[]?(?:\d{1,3}[a-z]?|[a-z]|[ivx]{1,5})[.)\]]")
# "12" and "3.14" number a paragraph too, where others go before or after them.
_BARE_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,3}\.?\s+(?=\S)")
_ROMAN = {"i": 1, "v": 5, "x": 10}


@dataclass(frozen=True, slots=True)
class Label:
    """What begins an item: its text follows at character `end`; `number` is as printed, "" for a bullet."""

    end: int
    number: str = ""

    @property
    def is_bullet(self) -> bool:
        """Tell whether it is a sign that says nothing."""
        return not self.number


def find_label(text: str) -> Label | None:
    """Return the bullet or number that a line begins with.

    >>> find_label("(12) Member States"), find_label("• An item"), find_label("2.5 million")
    (Label(end=5, number='(12)'), Label(end=2, number=''), None)
    """
    if found := _BULLET.match(text):
        return Label(found.end())
    if found := _NUMBER.match(text):
        return Label(found.end(), found[0].strip())
    return Label(len(text), text) if _ALONE.fullmatch(text) else None


def find_bare_number(text: str) -> Label | None:
    """Return the number without brackets that a line begins with.

    >>> find_bare_number("3.14 The Court")
    Label(end=5, number='3.14')
    """
    found = _BARE_NUMBER.match(text)
    return Label(found.end(), found[0].strip()) if found else None


def find_labels(lines: Sequence[Line], hanging: Collection[Line] = ()) -> dict[Line, Label]:
    """Return the labels of lines; a bare number is one at a hanging indent, next to the number before or after it."""
    found: dict[Line, Label] = {}
    bare: list[tuple[Line, Label]] = []
    for line in lines:
        label = find_label(line.text)
        if label is not None:
            found[line] = label
        elif line in hanging and (label := find_bare_number(line.text)):
            bare.append((line, label))
    for n, (line, label) in enumerate(bare):
        is_next = n > 0 and follows(label, bare[n - 1][1])
        if is_next or (n + 1 < len(bare) and follows(bare[n + 1][1], label)):
            found[line] = label
    return found


def is_dash(label: Label, text: str) -> bool:
    """Tell whether a label is a sign that may also stand inside a sentence."""
    return label.is_bullet and text.startswith(_DASHES)


def is_first(label: Label) -> bool:
    """Tell whether a number begins a list; a bullet may.

    >>> is_first(Label(4, "(a)")), is_first(Label(3, "2."))
    (True, False)
    """
    return label.is_bullet or any(value[-1] == 1 for _, value in _values_of(label.number))


def follows(label: Label, before: Label) -> bool:
    """Tell whether a number is the next one in the form of another.

    >>> follows(Label(4, "(b)"), Label(4, "(a)")), follows(Label(3, "3."), Label(4, "(2)"))
    (True, False)
    >>> follows(Label(4, "12a."), Label(3, "12.")), follows(Label(4, "3.2"), Label(4, "3.1"))
    (True, True)
    """
    if label.is_bullet or before.is_bullet:
        return label.is_bullet and before.is_bullet
    if _shape_of(label.number) != _shape_of(before.number):
        return False
    return any(
        kind == other and _is_next(value, last)
        for kind, value in _values_of(label.number)
        for other, last in _values_of(before.number)
    )


def _shape_of(number: str) -> str:
    return re.sub(r"\w+(?:\.\w+)*", "1", number)


def _is_next(value: tuple[int, ...], last: tuple[int, ...]) -> bool:
    """Tell whether one number comes next: 3.2 after 3.1, 4 after 3.2, 3.1 after 3, 12 (12a) after 12."""
    is_deeper = value[:-1] == last and value[-1] == 1
    return is_deeper or any(value == (*last[:n], last[n] + 1) for n in range(len(last)))


def _values_of(number: str) -> list[tuple[str, tuple[int, ...]]]:
    """Return what a number may count: "i" is the first of Roman numbers or the ninth letter."""
    bare = number.strip("()[].")
    if found := re.fullmatch(r"(\d+(?:\.\d+)*)([a-z]?)", bare):
        value = tuple(map(int, found[1].split(".")))
        return [("1", (*value, ord(found[2]) - 96) if found[2] else value)]
    values: list[tuple[str, tuple[int, ...]]] = []
    if len(set(bare)) == 1:
        values.append(("a", (ord(bare[0]) - 96 + 26 * (len(bare) - 1),)))
    if set(bare) <= set(_ROMAN):
        values.append(("i", (_read_roman(bare),)))
    return values


def _read_roman(numeral: str) -> int:
    """Return the value of a Roman number.

    >>> _read_roman("xiv")
    14
    """
    values = [_ROMAN[letter] for letter in numeral]
    return sum(-value if value < max(values[n:]) else value for n, value in enumerate(values))
