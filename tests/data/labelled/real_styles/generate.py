"""Make the documents in the styles of real reports: `python -m tests.data.labelled.real_styles.generate [NAME...]`.

Run by hand where the producers are installed (Typst, WeasyPrint, Chromium, LibreOffice, XeLaTeX, pdfLaTeX, Pillow); the
PDFs and their gold are committed, so that the tests need none of them. All text is invented and free to use.
"""

import json
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pypdfium2

from tests.data.labelled.real_styles.dialects import DIALECTS, Dialect
from tests.data.labelled.real_styles.markup import Block, Run, Source, make_gold, read_source
from tests.data.labelled.real_styles.scan import make_scan

FOLDER = Path(__file__).parent
SOURCES = FOLDER / "sources"
MAX_BYTES = 200_000


class Setter:
    """Writes a source in the dialect of its producer; remembers which notes it has set."""

    def __init__(self, source: Source) -> None:
        """Take the templates of the producer, and those that the source overrides."""
        self.source = source
        self.dialect: Dialect = DIALECTS[source.settings["producer"]]
        self.templates = {**self.dialect.templates, **source.settings}
        self.pending: list[str] = []  # called, and not printed yet
        self.met: set[str] = set()

    def write(self) -> str:
        """Return the whole document."""
        texts = []
        for is_row, group in groupby(self.source.blocks, lambda block: block.kind == "row"):
            blocks = list(group)
            texts += [self._table(blocks)] if is_row else [self._block(block) for block in blocks]
        lang, title = self.source.settings.get("lang", "en"), self.dialect.escape(self.source.title)
        fill = {"preamble": self.source.preamble, "title": title, "lang": lang, "text": "".join(texts)}
        return self._fill("document", fill)

    def _fill(self, name: str, values: dict[str, str]) -> str:
        text = self.templates[name]
        for key, value in values.items():
            text = text.replace(f"‹{key}›", value) if key != "text" else text
        return text.replace("‹text›", values["text"])

    def _table(self, rows: list[Block]) -> str:
        between = self.templates.get("cells", "")
        texts = [
            self._fill("row", {"text": between.join(self._fill("cell", {"text": self._runs(c)}) for c in row.cells)})
            for row in rows
        ]
        count = len(rows[0].cells)
        return self._fill("table", {"text": "".join(texts), "count": str(count), "columns": "l" + "r" * (count - 1)})

    def _block(self, block: Block) -> str:
        if block.kind == "raw":
            return block.runs[0].text + "\n"
        if block.kind in ("notes", "tablenotes"):
            return "".join(self._printed(block.kind))
        name = block.kind if block.kind in self.templates else "block"
        label = self.dialect.escape(block.label)
        return self._fill(name, {"text": self._runs(block.runs), "label": label, "kind": block.kind})

    def _printed(self, kind: str) -> Iterator[str]:
        """Print the notes called since the last list of notes."""
        for key in [k for k in self.pending if (self.source.notes[k].kind == "table") == (kind == "tablenotes")]:
            self.pending.remove(key)
            note = self.source.notes[key]
            name = "tablenote" if kind == "tablenotes" else "note"
            yield self._fill(name, {"text": self._runs(note.runs), "label": self.dialect.escape(note.label)})

    def _runs(self, runs: tuple[Run, ...]) -> str:
        texts = []
        for n, run in enumerate(runs):
            is_next_of_list = run.style == "mark" and n > 0 and runs[n - 1].style == "mark"
            texts += [self.templates.get("joiner", ", ")] if is_next_of_list else []
            texts.append(self._mark(run) if run.style == "mark" else self._run(run))
        return "".join(texts)

    def _run(self, run: Run) -> str:
        text = self.dialect.escape(run.text)
        if run.style == "plain":
            return text
        url = run.text.replace("%", r"\%").replace("#", r"\#")
        return self._fill(run.style, {"text": text, "to": self.dialect.escape(run.to), "url": url})

    def _mark(self, run: Run) -> str:
        notes = [self.source.notes[key] for key in run.keys]
        new = [key for key in run.keys if key not in self.met]
        self.met.update(new)
        is_set_by_producer = self.templates.get("footnote", "none") != "none" and notes[0].kind == "footnote"
        if len(notes) == 1 and new and is_set_by_producer:
            has_own_label = "labelled_footnote" in self.templates and not notes[0].label.isalnum()
            name = "labelled_footnote" if has_own_label else "footnote"
            return self._fill(name, {"text": self._runs(notes[0].runs), "label": notes[0].label})
        self.pending += new
        labels = [note.label for note in notes]
        is_range = "-" in run.text
        label = f"{labels[0]}–{labels[-1]}" if is_range else ", ".join(labels)
        is_table = notes[0].kind == "table" and "tablemark" in self.templates
        return self._fill("tablemark" if is_table else "mark", {"text": "", "label": self.dialect.escape(label)})


def make(path: Path) -> None:
    """Set one source and write its gold."""
    source = read_source(path)
    target = FOLDER / f"{path.stem}.pdf"
    setter = Setter(source)
    setter.dialect.compile(setter.write(), target)
    with pypdfium2.PdfDocument(target) as pdf:
        texts = [page.get_textpage().get_text_range() for page in pdf]
    if "scan" in source.settings:
        make_scan(target, source.settings["scan"])
    if (size := target.stat().st_size) > MAX_BYTES:
        sys.exit(f"{target}: {size:,} bytes, more than {MAX_BYTES:,}; set less, or embed fewer fonts")
    gold = json.dumps(make_gold(source, texts), ensure_ascii=False, indent=1)
    target.with_suffix(".gold.json").write_text(gold + "\n", encoding="utf-8")
    print(f"{path.stem}: {len(texts)} pages, {size:,} bytes, {len(source.called)} notes")


def main(names: list[str]) -> None:
    """Set the named documents, or all."""
    for path in sorted(SOURCES.glob("*.txt")):
        if not names or path.stem in names:
            make(path)


if __name__ == "__main__":
    main(sys.argv[1:])
