"""One document as `cetingest extract` prints it: JSON for tools, text or Markdown for eyes."""

import itertools
import re

from cetingest import SCHEMA_VERSION
from cetingest.cli.json_text import dumps_indented
from cetingest.model import Block, BlockKind, CitationList, Document, Emphasis, EmphasisStyle, FindingList, MarginKind
from cetingest.problems import all_problems
from cetingest.storage import unstructure

# "_" is left alone: inside a word, as in URLs, it means nothing to CommonMark.
_MARKDOWN_SIGNS = re.compile(r"[\\`*\[]|<(?!https?://)")
_STARS = {EmphasisStyle.BOLD: "**", EmphasisStyle.ITALIC: "*", EmphasisStyle.BOLD_ITALIC: "***"}

# Keys that are published by another name than the model's.
_PUBLISHED_KEYS = {"signals": "evidence"}
BODY_KEYS = ("pages", "blocks", "footnotes", "footnote_references", "margins")


def as_json(document: Document, cited: CitationList) -> str:
    """Return the interface of docs/architecture.md, "extract --format json": one JSON object, indented, UTF-8."""
    plain = _plain(document)
    problems = all_problems(document, cited, FindingList(document_id=document.document_id), ())
    body = {key: _published(plain.pop(key)) for key in BODY_KEYS}
    for key in ("hyperlinks", "problems"):
        plain.pop(key)
    whole = {
        "schema_version": SCHEMA_VERSION,
        "document": plain,
        **body,
        "margin_counts": {kind.value: sum(m.kind is kind for m in document.margins) for kind in MarginKind},
        "cited_urls": unstructure(cited.cited_urls),
        "citations": unstructure(cited.citations),
        "problems": [{**_plain(problem), "severity": problem.code.severity.value} for problem in problems],
    }
    return dumps_indented(whole) + "\n"


def as_text(document: Document) -> str:
    """Return the body and the footnotes as plain text, a blank line between blocks."""
    parts = [f"{block.label} {block.text}" if block.label else block.text for block in document.blocks]
    parts += [f"[{note.label}] {note.text}" for note in document.footnotes]
    return "\n\n".join(parts) + "\n"


def as_markdown(document: Document) -> str:
    """Return the document as Markdown with footnotes (`[^12]`), as Pandoc and GitHub read them."""
    labels = {note.footnote_id: note.footnote_id.rpartition("-fn")[2] for note in document.footnotes}
    marks: dict[str | None, list[tuple[int, str]]] = {}
    for reference in document.footnote_references:
        if reference.footnote_id:
            mark = f"[^{labels[reference.footnote_id]}]"
            marks.setdefault(reference.block_id, []).append((reference.offset, mark))
    parts = [_markdown_block(block, marks.get(block.block_id, [])) for block in document.blocks]
    parts += [
        f"[^{labels[n.footnote_id]}]: {_markdown(n.text, _emphasis_marks(n.emphasis))}" for n in document.footnotes
    ]
    return "\n\n".join(parts) + "\n"


def _markdown_block(block: Block, marks: list[tuple[int, str]]) -> str:
    if block.kind is BlockKind.TITLE:
        return f"# {_markdown(block.text, marks)}"
    if block.kind is BlockKind.HEADING:
        return f"{'#' * min(6, 1 + (block.level or 1))} {_markdown(block.text, marks)}"
    if block.rows:
        return _markdown_table(block, marks)
    text = _markdown(block.text, marks + _emphasis_marks(block.emphasis))
    if block.label:
        return f"{_markdown(block.label, [])} {text}"
    return f"- {text}" if block.kind is BlockKind.LIST_ITEM else text


def _markdown_table(block: Block, marks: list[tuple[int, str]]) -> str:
    """Return a table as GitHub's Markdown has it: its first row above the line, whether it is a head or not."""
    lines, at = [], 0
    for row in block.rows:
        cells = []
        for cell in row:
            end = at + len(cell.text)
            inside = [(offset - at, mark) for offset, mark in marks if cell.text and at <= offset <= end]
            cells.append(_markdown(cell.text, inside).replace("|", "\\|"))
            at = end + 1 if cell.text else at
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join([lines[0], "|" + " --- |" * len(block.rows[0]), *lines[1:]])


def _emphasis_marks(emphasis: tuple[Emphasis, ...]) -> list[tuple[int, str]]:
    """Return what opens and closes each run. Closing marks come first where two runs meet."""
    closing = [(run.end, _STARS[run.style]) for run in emphasis]
    opening = [(run.start, _STARS[run.style]) for run in emphasis]
    return closing + opening


def _markdown(text: str, marks: list[tuple[int, str]]) -> str:
    r"""Put marks into a text at their offsets; what Markdown would take for its own signs is escaped.

    >>> _markdown("a *b* <i> <https://x.example/_y_>", [(1, "[^1]")])
    'a[^1] \\*b\\* \\<i> <https://x.example/_y_>'
    """
    cuts = [0, *sorted({offset for offset, _ in marks}), len(text)]
    parts = []
    for start, end in itertools.pairwise(cuts):
        parts += [mark for offset, mark in marks if offset == start and start != end]
        parts.append(_MARKDOWN_SIGNS.sub(r"\\\g<0>", text[start:end]))
    parts += [mark for offset, mark in marks if offset >= len(text)]
    return "".join(parts)


def _published(records: object) -> list[dict[str, object]]:
    """Name the keys of records as they are published."""
    if not isinstance(records, list):
        raise TypeError("records stand in a list")
    return [{_PUBLISHED_KEYS.get(key, key): value for key, value in record.items()} for record in records]


def _plain(value: object) -> dict[str, object]:
    plain = unstructure(value)
    if not isinstance(plain, dict):
        raise TypeError(f"{type(value).__name__} is no record")
    return plain
