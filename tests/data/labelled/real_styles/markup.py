"""A source of one document: settings, the producer's preamble, and the text with its notes; and the gold of it.

A source has three parts between lines of `----`: `key = value` settings, the preamble, and the text, one block a line:

    # title                    - list item             | cell | cell
    ## heading  ### below it   @kind label|paragraph of its own look, in the gold; @head is a heading
    anything else: paragraph   %kind text that is printed and is not in the gold; %raw is the producer's own code

`[^key]` marks a note, `[^a-c]` a range of notes, `[^a,b]` two in one mark, `[^a;b]` two marks; a mark may come again.
`^key: text` is the note, `^key=*: text` one with a label of its own, `^key=a table: text` a table's.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.data.labelled.content import CONTEXT, fold

_INLINE = re.compile(
    r"\[\^(?P<mark>[^\]]+)\]|\[(?P<link>[^\]]+)\]\((?P<to>[^)]+)\)|\^(?P<sup>[^^\s]+)\^|~(?P<sub>[^~]+)~"
    r"|\*(?P<italic>[^*]+)\*|<(?P<url>[^<>\s]+)>"
)
_NOTE = re.compile(r"\^(?P<key>\w+)(?:=(?P<label>\S+?))?(?: (?P<kind>table))?: (?P<text>.*)")
_KINDS = {"# ": "title", "## ": "heading1", "### ": "heading2", "- ": "item", "| ": "row"}
HEADINGS = ("heading1", "heading2", "head")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in a style; of a mark, `keys` are its notes."""

    style: str
    text: str
    to: str = ""
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """One line of a source; a row has its cells."""

    kind: str
    runs: tuple[Run, ...] = ()
    label: str = ""
    is_gold: bool = True
    cells: tuple[tuple[Run, ...], ...] = ()

    def parts(self) -> tuple[tuple[Run, ...], ...]:
        """Return the texts of the block: the cells of a row, or its one text."""
        return self.cells or (self.runs,)


@dataclass(slots=True)
class Note:
    """One note and, once its mark was met, its label."""

    runs: tuple[Run, ...]
    kind: str
    label: str = ""


@dataclass(slots=True)
class Source:
    """One document before it is set."""

    settings: dict[str, str]
    preamble: str
    blocks: list[Block] = field(default_factory=list)
    notes: dict[str, Note] = field(default_factory=dict)
    called: list[str] = field(default_factory=list)

    @property
    def title(self) -> str:
        """Return the title as it is printed."""
        return next(plain(block.runs) for block in self.blocks if block.kind == "title")


def read_source(path: Path) -> Source:
    """Read a source and number its notes."""
    head, preamble, body = re.split(r"^----\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    settings = dict(line.split(" = ", 1) for line in head.splitlines() if line)
    source = Source(settings, preamble)
    for line in filter(None, body.splitlines()):
        if found := _NOTE.fullmatch(line):
            kind = found["kind"] or settings.get("kind", "footnote")
            source.notes[found["key"]] = Note(_runs(found["text"], ()), kind, found["label"] or "")
    keys = list(source.notes)
    source.blocks = [_block(line, keys) for line in body.splitlines() if line and not _NOTE.fullmatch(line)]
    _number(source)
    return source


def _block(line: str, keys: Sequence[str]) -> Block:
    for prefix, kind in _KINDS.items():
        if line.startswith(prefix):
            text = line[len(prefix) :]
            cells = tuple(_runs(cell, keys) for cell in text.split(" | ")) if kind == "row" else ()
            return Block(kind, () if cells else _runs(text, keys), cells=cells)
    if line[0] not in "@%":
        return Block("paragraph", _runs(line, keys))
    kind, _, text = line[1:].partition(" ")
    if kind == "raw":
        return Block(kind, (Run("plain", text),), is_gold=False)
    label, bar, rest = text.partition("|")
    return Block(kind, _runs(rest if bar else text, keys), label if bar else "", is_gold=line[0] == "@")


def _runs(text: str, keys: Sequence[str]) -> tuple[Run, ...]:
    runs, at = [], 0
    for found in _INLINE.finditer(text):
        runs.append(Run("plain", text[at : found.start()]))
        at = found.end()
        style = "link" if found["link"] else found.lastgroup or ""
        if style == "mark":
            runs += [Run("mark", part, keys=_keys(part, keys)) for part in found["mark"].split(";")]
        else:
            runs.append(Run(style, found[style], to=found["to"] or ""))
    runs.append(Run("plain", text[at:]))
    return tuple(run for run in runs if run.text)


def _keys(mark: str, keys: Sequence[str]) -> tuple[str, ...]:
    first, dash, last = mark.partition("-")
    return tuple(keys[keys.index(first) : keys.index(last) + 1]) if dash else tuple(mark.split(","))


def _number(source: Source) -> None:
    number = 0
    for block in source.blocks:
        number = 0 if block.kind == "heading1" and "restarts" in source.settings else number
        for key in (key for runs in block.parts() for run in runs for key in run.keys):
            if key not in source.called:
                source.called.append(key)
                if not source.notes[key].label:
                    number += 1
                    source.notes[key].label = _ROMAN[number - 1] if "roman" in source.settings else str(number)
    if unmarked := source.notes.keys() - set(source.called):
        raise ValueError(f"notes that no mark calls: {sorted(unmarked)}")


def plain(runs: Sequence[Run]) -> str:
    """Return the text of runs as a reader reads it, without marks."""
    return "".join(run.text for run in runs if run.style != "mark")


def make_gold(source: Source, page_texts: Sequence[str]) -> dict[str, object]:
    """Return what a perfect reader gives; pages are looked up in the text of the pages."""
    pages = [fold(text) for text in page_texts]
    gold = [block for block in source.blocks if block.is_gold]
    texts = [
        f"{block.label} {plain(block.runs)}".lstrip() for block in gold if block.kind not in (*HEADINGS, "title", "row")
    ]
    return {
        "title": source.title,
        **({"is_scan": True} if "scan" in source.settings else {}),
        "notes": [_gold_note(source.notes[key], pages) for key in source.called],
        "refs": [ref for block in source.blocks for ref in _refs(block, source, pages)],
        "paragraphs": texts,
        "headings": [plain(block.runs) for block in gold if block.kind in HEADINGS],
        "body_urls": [url for block in source.blocks for runs in block.parts() for url in _urls(runs)],
    }


def _gold_note(note: Note, pages: Sequence[str]) -> dict[str, object]:
    text = plain(note.runs)
    page = _page_of([fold(note.label + text)[:30], fold(text)[:24], fold(text)[:10]], pages)
    return {"label": note.label, "text": text, "urls": _urls(note.runs), "page": page, "kind": note.kind}


def _urls(runs: Sequence[Run]) -> list[str]:
    return [run.to or run.text for run in runs if run.style in ("url", "link")]


def _refs(block: Block, source: Source, pages: Sequence[str]) -> Iterator[dict[str, object]]:
    for runs in block.parts():
        for n, run in enumerate(runs):
            before, after = plain(runs[:n])[-CONTEXT:], plain(runs[n + 1 :])[:CONTEXT]
            for key in run.keys:
                # The printed mark stands between the two; a group of marks has other labels there
                label, tail = source.notes[key].label, fold(before)[-30:]
                shapes = [tail + fold(label) + fold(after)[:3], tail, tail[-5:] + fold(label), tail[-12:], tail[-5:]]
                ref: dict[str, object] = {"label": label, "before": before, "after": after}
                if block.cells:  # a figure stands on many pages; a table stands on that of its notes
                    yield ref | {"page": _gold_note(source.notes[key], pages)["page"], "in_table": True}
                else:
                    yield ref | {"page": _page_of(shapes, pages)}


def _page_of(shapes: Sequence[str], pages: Sequence[str]) -> int:
    """Return the last page that has the first of the shapes that any page has: a list of contents comes before."""
    for shape in shapes:
        found = [number for number, page in enumerate(pages, start=1) if shape and shape in page]
        if found:
            return found[-1]
    raise ValueError(f"no page has any of {shapes}")
