"""Reports written for the tests, with what a reader finds in them: `load` reads one of tests/data/findings/*.txt.

The text is set one sentence a line; `!` opens the title, `#` and `##` headings, `-` and `1.` list items, an empty line
ends a block, `**bold**` and `[^1]` are runs and footnote references. A line with `@` is what the sentence above it says
(`-` for nothing): ranking, assessment, policy, recommendation; `@also` adds the sentence to the recommendation before.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cetingest.model import Block, BlockKind, Document, Emphasis, EmphasisStyle, FootnoteReference, Page

FOLDER = Path(__file__).parents[1] / "data" / "findings"
_FIELDS = {
    "ranking": ("subject", "sector", "rank"),
    "assessment": ("subject", "sector", "pillar", "polarity"),
    "policy": ("kind", "sector", "country", "named", "name"),
    "recommendation": ("level", "sector", "types"),
}
_MARKUP = re.compile(r"\*\*|\[\^(\d+)\]")


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


def load(name: str) -> tuple[Document, dict[str, list[dict[str, Any]]]]:
    """Read a report and what a reader finds in it: kind -> records with `sentence` (of a recommendation `text`)."""
    drafts: list[_Draft] = []
    records: dict[str, list[dict[str, Any]]] = {kind: [] for kind in _FIELDS}
    sentence, is_open = "", False
    for line in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("@also"):
            records["recommendation"][-1]["text"] += f" {sentence}"
        elif line.startswith("@"):
            kind, record = _record(line, sentence)
            records[kind].append(record)
        elif not line.strip():
            is_open = False
        else:
            opened = _opened(line)
            if opened or not is_open:
                drafts.append(opened[0] if opened else _Draft())
            is_open = drafts[-1].kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
            sentence = drafts[-1].add(opened[1] if opened else line)
    return _document(name, drafts), records


def _opened(line: str) -> tuple[_Draft, str] | None:
    """Begin the block that a line's first characters announce; numbers of items are part of what is printed."""
    if match := re.match(r"(!|#+)\s+", line):
        kind = BlockKind.TITLE if match[1] == "!" else BlockKind.HEADING
        return _Draft(kind=kind, level=None if match[1] == "!" else len(match[1])), line[match.end() :]
    if match := re.match(r"-\s+|(?=\d+\.\s)", line):
        return _Draft(kind=BlockKind.LIST_ITEM), line[match.end() :]
    return None


def _record(line: str, sentence: str) -> tuple[str, dict[str, Any]]:
    body, _, heading = line[1:].partition("|")
    kind, *values = body.split(maxsplit=len(_FIELDS[line[1:].split(maxsplit=1)[0]]))
    record: dict[str, Any] = {
        name: None if value.strip() == "-" else value.strip()
        for name, value in zip(_FIELDS[kind], values, strict=False)
    }
    record["sentence"] = re.sub(
        r"^[A-Z][^.:]{2,60}:\s+(?=[A-Z])", "", sentence
    )  # a heading in the item is no part of it
    if kind == "recommendation":
        heading = heading.strip()
        lead = re.match(rf"(?:\d+\.\s+)?(?:{re.escape(heading)}[:.]\s+)?" if heading else r"(?:\d+\.\s+)?", sentence)
        record |= {"heading": heading or None, "text": sentence[lead.end() if lead else 0 :]}
    return kind, record


def _document(name: str, drafts: list[_Draft]) -> Document:
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
        footnotes=(),
        footnote_references=tuple(references),
    )
