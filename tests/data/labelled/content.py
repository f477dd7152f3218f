"""The invented report as blocks and notes, and the gold of one edition of it."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

REPORT = Path(__file__).with_name("report.txt")
CONTEXT = 60

_INLINE = re.compile(
    r"\[\^(?P<mark>\w+)\]|\^(?P<sup>[^^]+)\^|~(?P<sub>[^~]+)~|\*(?P<italic>[^*]+)\*|<(?P<url>[^<>\s]+)>"
)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text: plain, sup, sub, italic, url, or the mark of the note `text`."""

    style: str
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """A heading (level 1 or 2), paragraph, item, or table with its caption and rows."""

    kind: str
    runs: tuple[Run, ...] = ()
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """What is set: the chapters chosen, and the label of each note in order of its mark."""

    title: str
    chapters: tuple[tuple[Block, ...], ...]
    notes: dict[str, tuple[Run, ...]]
    labels: dict[str, str] = field(default_factory=dict)

    def keys_of(self, chapter: Sequence[Block]) -> list[str]:
        """Return the notes of a chapter in order."""
        return [run.text for block in chapter for run in block.runs if run.style == "mark"]


def parse_runs(text: str) -> tuple[Run, ...]:
    """Split a line of the report into runs."""
    runs, at = [], 0
    for found in _INLINE.finditer(text):
        runs.append(Run("plain", text[at : found.start()]))
        runs.append(Run(found.lastgroup or "", found[found.lastgroup or 0]))
        at = found.end()
    runs.append(Run("plain", text[at:]))
    return tuple(run for run in runs if run.text)


def make_edition(
    wanted: Sequence[str], label: Callable[[int], str], *, restarts: bool = False, has_tables: bool = True
) -> Edition:
    """Choose chapters by the first words of their headings and number their notes from 0 through `label`."""
    head, body, notes = REPORT.read_text(encoding="utf-8").split("----\n")
    chapters = [chapter for chapter in _chapters(body, has_tables=has_tables) if _is_wanted(chapter, wanted)]
    texts = (line.removeprefix("^").partition(": ") for line in notes.splitlines())
    edition = Edition(
        head.partition("\n")[0].removeprefix("# "), tuple(chapters), {k: parse_runs(t) for k, _, t in texts}
    )
    number = 0
    for chapter in chapters:
        number = 0 if restarts else number
        for key in edition.keys_of(chapter):
            edition.labels[key] = label(number)
            number += 1
    return edition


def _is_wanted(chapter: Sequence[Block], wanted: Sequence[str]) -> bool:
    return any(plain(chapter[0].runs).startswith(start) for start in wanted) or not wanted


def _chapters(body: str, *, has_tables: bool) -> Iterator[tuple[Block, ...]]:
    chapter: list[Block] = []
    for line in filter(None, body.splitlines()):
        if line.startswith("## "):
            if chapter:
                yield tuple(chapter)
            chapter = [Block("heading", parse_runs(line[3:]), level=1)]
        elif line.startswith("### "):
            chapter.append(Block("heading", parse_runs(line[4:]), level=2))
        elif line.startswith("- "):
            chapter.append(Block("item", parse_runs(line[2:])))
        elif line.startswith("| Table"):
            if has_tables:
                chapter.append(Block("table", parse_runs(line[2:])))
        elif line.startswith("| "):
            if has_tables:
                table = chapter.pop()
                chapter.append(Block("table", table.runs, rows=(*table.rows, tuple(line[2:].split(" | ")))))
        else:
            chapter.append(Block("paragraph", parse_runs(line)))
    yield tuple(chapter)


def plain(runs: Sequence[Run]) -> str:
    """Return the text of runs as a reader reads it, without marks."""
    return "".join(run.text for run in runs if run.style != "mark")


def make_gold(edition: Edition, page_texts: Sequence[str], notes_heading: str | None) -> dict[str, object]:
    """Return what a perfect reader gives; the page of each note is looked up in the text of the pages."""
    blocks = [block for chapter in edition.chapters for block in chapter]
    headings = [plain(block.runs) for block in blocks if block.kind == "heading"]
    keys = [key for chapter in edition.chapters for key in edition.keys_of(chapter)]
    folded = [fold(text) for text in page_texts]
    return {
        "title": edition.title,
        "notes": [
            {
                "label": edition.labels[key],
                "text": plain(edition.notes[key]),
                "urls": [run.text for run in edition.notes[key] if run.style == "url"],
                "page": _page_of(plain(edition.notes[key]), folded),
            }
            for key in keys
        ],
        "refs": [ref for block in blocks for ref in _refs(block, edition)],
        "paragraphs": [plain(block.runs) for block in blocks if block.kind in ("paragraph", "item")],
        "headings": [*headings, *([notes_heading] if notes_heading else [])],
    }


def url_of(printed: str) -> str:
    """Return what a link over a printed URL leads to."""
    return printed if "://" in printed else f"https://{printed}"


def fold(text: str) -> str:
    """Drop all that line ends change."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())


def _refs(block: Block, edition: Edition) -> Iterator[dict[str, str]]:
    for n, run in enumerate(block.runs):
        if run.style == "mark":
            before, after = plain(block.runs[:n]), plain(block.runs[n + 1 :])
            yield {"label": edition.labels[run.text], "before": before[-CONTEXT:], "after": after[:CONTEXT]}


def _page_of(text: str, pages: Sequence[str]) -> int:
    start = fold(text)[:24]
    return next(number for number, page in reversed(list(enumerate(pages, start=1))) if start in page)
