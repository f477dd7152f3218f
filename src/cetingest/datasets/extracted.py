"""One document as `cetingest extract` prints it: JSON for tools, text or Markdown for eyes."""

import json

from cetingest.datasets.tables import SCHEMA_VERSION
from cetingest.model import Block, BlockKind, CitationList, Document
from cetingest.storage import unstructure

BODY_KEYS = ("pages", "blocks", "footnotes", "footnote_references")


def as_json(document: Document, cited: CitationList) -> str:
    """Return the interface of docs/architecture.md, "extract --format json": one JSON object, indented, UTF-8."""
    plain = _plain(document)
    problems = sorted(document.problems + cited.problems, key=lambda p: (p.code, p.subject_id))
    body = {key: plain.pop(key) for key in BODY_KEYS}
    for key in ("hyperlinks", "problems"):
        plain.pop(key)
    whole = {
        "schema_version": SCHEMA_VERSION,
        "document": plain,
        **body,
        "cited_urls": unstructure(cited.cited_urls),
        "citations": unstructure(cited.citations),
        "problems": [{**_plain(problem), "severity": problem.code.severity.value} for problem in problems],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def as_text(document: Document) -> str:
    """Return the body and the footnotes as plain text, a blank line between blocks."""
    parts = [block.text for block in document.blocks]
    parts += [f"[{note.label}] {note.text}" for note in document.footnotes]
    return "\n\n".join(parts) + "\n"


def as_markdown(document: Document) -> str:
    """Return the document as Markdown with footnotes (`[^12]`), as Pandoc and GitHub read them."""
    marks: dict[str | None, list[tuple[int, str]]] = {}
    labels = {note.footnote_id: note.footnote_id.rpartition("-fn")[2] for note in document.footnotes}
    for reference in document.footnote_references:
        if reference.footnote_id:
            marks.setdefault(reference.block_id, []).append((reference.offset, labels[reference.footnote_id]))
    parts = [_markdown_block(block, marks.get(block.block_id, [])) for block in document.blocks]
    parts += [f"[^{labels[note.footnote_id]}]: {note.text}" for note in document.footnotes]
    return "\n\n".join(parts) + "\n"


def _markdown_block(block: Block, marks: list[tuple[int, str]]) -> str:
    text = block.text
    for offset, label in sorted(marks, reverse=True):
        text = f"{text[:offset]}[^{label}]{text[offset:]}"
    if block.kind is BlockKind.TITLE:
        return f"# {text}"
    if block.kind is BlockKind.HEADING:
        return f"{'#' * min(6, 1 + (block.level or 1))} {text}"
    return f"- {text}" if block.kind is BlockKind.LIST_ITEM else text


def _plain(value: object) -> dict[str, object]:
    plain = unstructure(value)
    if not isinstance(plain, dict):
        raise TypeError(f"{type(value).__name__} is no record")
    return plain
