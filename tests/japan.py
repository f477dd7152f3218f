"""The Japan report as its gold says it should be read: a Document, and the gold of citations and findings."""

import json
from functools import cache
from pathlib import Path
from typing import Any

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

GOLD = Path(__file__).parent / "data" / "japan"
DOCUMENT_ID = "japan"


@cache
def gold(name: str) -> Any:
    """Read one gold file: document, citations or findings. A missing one fails, as it should."""
    return json.loads((GOLD / f"{name}.gold.json").read_text(encoding="utf-8"))


@cache
def gold_document() -> Document:
    blocks = _blocks()
    return Document(
        document_id=DOCUMENT_ID,
        source_filename="japan.pdf",
        sha256="0" * 64,
        title=gold("document")["title"],
        language="en",
        page_count=1,
        pages=(Page(page_number=1, width=612.0, height=792.0),),
        blocks=blocks,
        footnotes=_footnotes(),
        footnote_references=_references(blocks),
    )


def block_id_of(paragraph_id: str) -> str:
    return f"{DOCUMENT_ID}-{paragraph_id}"


def _blocks() -> tuple[Block, ...]:
    blocks, path = [], ()
    for paragraph in gold("findings")["paragraphs"]:
        wanted = tuple(part for part in (paragraph["section"], paragraph["subsection"]) if part)
        for level, heading in enumerate(wanted, 1):
            if path[:level] != wanted[:level]:
                number = len(blocks)
                blocks.append(
                    Block(
                        block_id=f"{DOCUMENT_ID}-h{number}",
                        kind=BlockKind.HEADING,
                        text=heading,
                        level=level,
                        section_path=wanted[: level - 1],
                    )
                )
        path = wanted
        kinds = {"title": BlockKind.TITLE, "para": BlockKind.PARAGRAPH}
        blocks.append(
            Block(
                block_id=block_id_of(paragraph["id"]),
                kind=kinds.get(paragraph["kind"], BlockKind.LIST_ITEM),
                text=paragraph["text"],
                section_path=path,
                emphasis=_emphasis(paragraph["text"], paragraph["emphasis"]),
            )
        )
    return tuple(blocks)


def _emphasis(text: str, runs: list[str]) -> tuple[Emphasis, ...]:
    found, position = [], 0
    for run in runs:
        start = text.index(run, position)
        position = start + len(run)
        found.append(Emphasis(start=start, end=position, style=EmphasisStyle.BOLD))
    return tuple(found)


def _footnotes() -> tuple[Footnote, ...]:
    return tuple(
        Footnote(
            footnote_id=f"{DOCUMENT_ID}-fn{note['label']}",
            label=note["label"],
            kind=FootnoteKind.FOOTNOTE,
            text=note["text"],
        )
        for note in gold("document")["notes"]
    )


def _references(blocks: tuple[Block, ...]) -> tuple[FootnoteReference, ...]:
    references, first = [], 0
    for mark in gold("document")["refs"]:
        index, offset = next(
            (index, block.text.index(mark["before"]) + len(mark["before"]))
            for index, block in enumerate(blocks[first:], first)
            if mark["before"] in block.text
        )
        first = index
        references.append(
            FootnoteReference(
                footnote_reference_id=f"{DOCUMENT_ID}-ref{mark['label']}",
                label=mark["label"],
                footnote_id=f"{DOCUMENT_ID}-fn{mark['label']}",
                block_id=blocks[index].block_id,
                offset=offset,
            )
        )
    return tuple(references)
