"""Reports written for the tests of quantities, events, entities and relations (tests/data/findings/*.md).

Each is plain Markdown: headings, paragraphs, lists and footnotes; NAME.gold.yaml holds what a reader finds there. A
finding names its sentence by its first words (`in`), and fields that it leaves out are not compared.
"""

import re
from pathlib import Path
from typing import Any

import yaml

from cetingest.language.sentences import split_sentences
from cetingest.model import Block, BlockKind, Document, Footnote, FootnoteKind, FootnoteReference, Page

FOLDER = Path(__file__).parents[1] / "data" / "findings"
_MARK = re.compile(r"\[\^(\w+)\](?!:)")
_NOTE = re.compile(r"\[\^(\w+)\]:\s+(.*)")
Gold = dict[str, Any]


def names() -> list[str]:
    return sorted(path.name.removesuffix(".gold.yaml") for path in FOLDER.glob("*.gold.yaml"))


def load(name: str) -> tuple[Document, Gold]:
    """Read a report and its gold; `in` becomes `sentence`, which must be one of the report's."""
    document = document_of(name, (FOLDER / f"{name}.md").read_text(encoding="utf-8"))
    gold = yaml.safe_load((FOLDER / f"{name}.gold.yaml").read_text(encoding="utf-8"))
    sentences = [block.text[a:b] for block in document.blocks for a, b in split_sentences(block.text)]
    for kind in ("quantities", "events"):
        gold[kind] = [record | {"sentence": _only(record["in"], sentences)} for record in gold[kind]]
    for record in gold["quantities"]:
        record |= {name: float(record[name]) for name in ("value", "value_high") if name in record}
    return document, gold


def _only(words: str, sentences: list[str]) -> str:
    found = [sentence for sentence in sentences if words in sentence]
    if len(found) != 1:
        raise ValueError(f"{words!r} stands in {len(found)} sentences, it must be 1")
    return found[0]


def document_of(name: str, markdown: str) -> Document:
    """Read a report in Markdown."""
    blocks: list[Block] = []
    notes: list[Footnote] = []
    references: list[FootnoteReference] = []
    path: tuple[str, ...] = ()
    for line in filter(None, (line.strip() for line in markdown.splitlines())):
        if note := _NOTE.match(line):
            notes.append(
                Footnote(footnote_id=f"{name}-fn{note[1]}", label=note[1], kind=FootnoteKind.FOOTNOTE, text=note[2])
            )
            continue
        kind, level, text = _kind(line)
        block_id = f"{name}-b{len(blocks) + 1}"
        if kind is BlockKind.HEADING:
            path = path[: (level or 1) - 1]
        removed = 0
        for mark in _MARK.finditer(text):
            references.append(
                FootnoteReference(
                    footnote_reference_id=f"{name}-ref{mark[1]}",
                    label=mark[1],
                    footnote_id=f"{name}-fn{mark[1]}",
                    block_id=block_id,
                    offset=mark.start() - removed,
                )
            )
            removed += len(mark[0])
        text = _MARK.sub("", text)
        blocks.append(Block(block_id=block_id, kind=kind, text=text, level=level, section_path=path))
        if kind is BlockKind.HEADING:
            path = (*path, text)
    return Document(
        document_id=name,
        source_filename=f"{name}.pdf",
        sha256="0" * 64,
        title=blocks[0].text,
        language="en",
        page_count=1,
        pages=(Page(page_number=1, width=612.0, height=792.0),),
        blocks=tuple(blocks),
        footnotes=tuple(notes),
        footnote_references=tuple(references),
    )


def _kind(line: str) -> tuple[BlockKind, int | None, str]:
    if match := re.match(r"(#+)\s+", line):
        level = len(match[1])
        kind = BlockKind.TITLE if level == 1 else BlockKind.HEADING
        return kind, None if level == 1 else level - 1, line[match.end() :]
    if match := re.match(r"-\s+|\d+\.\s+", line):
        return BlockKind.LIST_ITEM, None, line[match.end() :]
    return BlockKind.PARAGRAPH, None, line
