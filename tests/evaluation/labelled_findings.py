"""Reports written for the tests, with what a reader finds in them: `load` reads one of tests/data/findings/*.txt.

The text is set one sentence a line; `!` opens the title, `#` and `##` headings, `-` and `1.` list items, an empty line
ends a block, `**bold**` and `[^1]` are runs and footnote references, `[^1]: ` opens a footnote. A line with `@` is
what the sentence above it says (`-` for nothing): ranking, assessment, policy, quantity, event, recommendation. Where
a line holds several sentences, `@in WORDS` tells which of its block is meant by the lines that follow. `@also` adds
the sentence to the recommendation before; `@entity` names what the whole report does, `@relation` how two of them
stand to each other. After a stroke stand fields that are not of the key.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cetingest.language.sentences import split_sentences
from cetingest.model import (
    Block,
    BlockKind,
    Document,
    Emphasis,
    EmphasisStyle,
    Footnote,
    FootnoteKind,
    FootnoteReference,
    Page,
)

FOLDER = Path(__file__).parents[1] / "data" / "findings"
Record = dict[str, Any]
_FIELDS = {
    "ranking": ("subject", "sector", "rank"),
    "assessment": ("subject", "sector", "pillar", "polarity"),
    "policy": ("kind", "sector", "country", "named", "name"),
    "recommendation": ("level", "sector", "types"),
    "quantity": ("kind", "value", "unit"),
    "event": ("date", "status"),
}
_OF_REPORT = {
    "entity": ("name", "type", "country", "abbreviation"),
    "relation": ("source", "relation", "target"),
}
_MARKUP = re.compile(r"\*\*|\[\^(\d+)\]")
_NOTE = re.compile(r"\[\^(\d+)\]:\s+(.*)")


@dataclass
class _Draft:
    """A block that is being read."""

    kind: BlockKind = BlockKind.PARAGRAPH
    text: str = ""
    level: int | None = None
    emphasis: list[Emphasis] = field(default_factory=list)
    marks: list[tuple[str, int]] = field(default_factory=list)

    def add(self, line: str) -> str:
        """Append a sentence without its markup, and return it."""
        self.text += " " if self.text else ""
        first, position, bold = len(self.text), 0, None
        for match in _MARKUP.finditer(line):
            self.text += line[position : match.start()]
            position = match.end()
            if match[1]:
                self.marks.append((match[1], len(self.text)))
            elif bold is None:
                bold = len(self.text)
            else:
                self.emphasis.append(Emphasis(start=bold, end=len(self.text), style=EmphasisStyle.BOLD))
                bold = None
        self.text += line[position:]
        return self.text[first:]

    def sentence_with(self, words: str) -> str:
        """Return the one sentence of the block that holds the words, or raise ValueError."""
        found = [s for s in (self.text[a:b] for a, b in split_sentences(self.text)) if words in s]
        if len(found) != 1:
            raise ValueError(f"{words!r} stands in {len(found)} sentences of {self.text[:40]!r}, it must be 1")
        return found[0]


class _Reader:
    """Reads a report line by line into drafts of blocks, footnotes and records."""

    def __init__(self) -> None:
        self.drafts: list[_Draft] = []
        self.notes: list[tuple[str, str]] = []
        self.records: dict[str, list[Record]] = {kind: [] for kind in (*_FIELDS, *_OF_REPORT)}
        self.sentence, self.is_sentence, self.is_open = "", False, False

    def read(self, line: str) -> None:
        if line.startswith("@"):
            self._label(*line[1:].split(maxsplit=1))
        elif not line.strip():
            self.is_open = False
        elif note := _NOTE.fullmatch(line):
            self.notes.append((note[1], note[2]))
        else:
            opened = _opened(line)
            if opened or not self.is_open:
                self.drafts.append(opened[0] if opened else _Draft())
            self.is_open = self.drafts[-1].kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
            self.sentence, self.is_sentence = self.drafts[-1].add(opened[1] if opened else line), False

    def _label(self, kind: str, rest: str = "") -> None:
        if kind == "also":
            self.records["recommendation"][-1]["text"] += f" {self.sentence}"
        elif kind == "in":
            self.sentence, self.is_sentence = self.drafts[-1].sentence_with(rest), True
        elif names := _OF_REPORT.get(kind):
            values = [_value(part) for part in rest.split("|")]
            self.records[kind].append(dict(zip(names, [*values, None][: len(names)], strict=True)))
        else:
            sentence = self.sentence
            if kind != "recommendation" and not self.is_sentence:
                sentence = _without_heading(sentence)
                if len(split_sentences(sentence)) > 1:
                    raise ValueError(f"{sentence!r} holds several sentences; tell by @in which says {rest!r}")
            self.records[kind].append(_record(kind, rest, sentence))


def names() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.txt"))


def load(name: str) -> tuple[Document, dict[str, list[Record]]]:
    """Read a report and what a reader finds in it: kind -> records with `sentence` (of a recommendation `text`)."""
    reader = _Reader()
    for line in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        reader.read(line)
    return _document(name, reader.drafts, reader.notes), reader.records


def _value(text: str) -> str | None:
    return None if text.strip() == "-" else text.strip()


def _opened(line: str) -> tuple[_Draft, str] | None:
    """Begin the block that a line's first characters announce; numbers of items are part of what is printed."""
    if match := re.match(r"(!|#+)\s+", line):
        kind = BlockKind.TITLE if match[1] == "!" else BlockKind.HEADING
        return _Draft(kind=kind, level=None if match[1] == "!" else len(match[1])), line[match.end() :]
    if match := re.match(r"-\s+|(?=\d+\.\s)", line):
        return _Draft(kind=BlockKind.LIST_ITEM), line[match.end() :]
    return None


def _without_heading(line: str) -> str:
    """Leave out the number of an item and the heading in it, which are no part of its sentence."""
    return re.sub(r"^(?:\d+\.\s+)?(?:[A-Z][^.:]{2,60}:\s+(?=[A-Z]))?", "", line)


def _record(kind: str, line: str, sentence: str) -> Record:
    body, _, more = line.partition("|")
    values = body.split(maxsplit=len(_FIELDS[kind]) - 1)
    record: Record = {name: _value(value) for name, value in zip(_FIELDS[kind], values, strict=False)}
    if kind == "recommendation":
        heading = more.strip()
        lead = re.match(rf"(?:\d+\.\s+)?(?:{re.escape(heading)}[:.]\s+)?" if heading else r"(?:\d+\.\s+)?", sentence)
        return record | {
            "heading": heading or None,
            "text": sentence[lead.end() if lead else 0 :],
            "sentence": sentence,
        }
    record["sentence"] = sentence
    if kind == "quantity":
        value, _, high = str(record["value"]).partition("/")
        record |= {"value": float(value), "value_high": float(high) if high else None}
    return record | dict(part.strip().split("=", 1) for part in more.split(";") if part.strip())


def _document(name: str, drafts: list[_Draft], notes: list[tuple[str, str]]) -> Document:
    blocks: list[Block] = []
    references: list[FootnoteReference] = []
    path: tuple[str, ...] = ()
    for number, draft in enumerate(drafts, 1):
        if draft.kind is BlockKind.HEADING:
            path = path[: (draft.level or 1) - 1]
        block_id = f"{name}-b{number}"
        blocks.append(
            Block(
                block_id=block_id,
                kind=draft.kind,
                text=draft.text,
                level=draft.level,
                section_path=path,
                emphasis=tuple(draft.emphasis),
            )
        )
        references += [
            FootnoteReference(
                footnote_reference_id=f"{name}-ref{label}",
                label=label,
                footnote_id=f"{name}-fn{label}",
                block_id=block_id,
                offset=offset,
            )
            for label, offset in draft.marks
        ]
        if draft.kind is BlockKind.HEADING:
            path = (*path, draft.text)
    return Document(
        document_id=name,
        source_filename=f"{name}.pdf",
        sha256="0" * 64,
        title=drafts[0].text,
        language="en",
        page_count=1,
        pages=(Page(page_number=1, width=612.0, height=792.0),),
        blocks=tuple(blocks),
        footnotes=tuple(
            Footnote(footnote_id=f"{name}-fn{label}", label=label, kind=FootnoteKind.FOOTNOTE, text=text)
            for label, text in notes
        ),
        footnote_references=tuple(references),
    )
