"""Make the labelled documents: `python -m tests.data.labelled.generate [NAME...]`.

Run by hand where Typst, Chromium, WeasyPrint, LibreOffice and pdfLaTeX are installed; the PDFs and their gold are
committed, so that the tests need none of them. What a gold file says is known before anything is set.
"""

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from tests.data.labelled import producers
from tests.data.labelled.content import make_edition, make_gold
from tests.data.labelled.producers import Setter, Style

FOLDER = Path(__file__).parent
MAX_BYTES = 200_000
LATIN = ("Introduction", "The state", "People", "What", "Recommendations")
SHORT = ("Introduction", "What", "Recommendations")


def number(n: int) -> str:
    """Count 1, 2, 3."""
    return str(n + 1)


def roman(n: int) -> str:
    """Count i, ii, iii, as Writer does for endnotes."""
    return ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi")[n]


def symbol(n: int) -> str:
    """Count as Typst and LaTeX do."""
    return "*†‡§¶‖"[n]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """One labelled document."""

    setter: Setter
    style: Style
    chapters: Sequence[str] = ()
    label: Callable[[int], str] = number
    has_tables: bool = True


RECIPES = {
    "typst_footnotes": Recipe(setter=producers.set_with_typst, style=Style(has_links=True)),
    "typst_columns": Recipe(
        setter=producers.set_with_typst, style=Style(columns=2, size=10), chapters=LATIN, has_tables=False
    ),
    "typst_symbols": Recipe(
        setter=producers.set_with_typst, style=Style(numbering="*", restarts=True), chapters=SHORT, label=symbol
    ),
    "chromium_endnotes": Recipe(
        setter=producers.set_with_chromium, style=Style(notes="end", mark="[{}]", label="[{}] "), chapters=LATIN
    ),
    "chromium_chapters": Recipe(
        setter=producers.set_with_chromium,
        style=Style(notes="chapter", has_links=True, restarts=True),
        chapters=LATIN,
        has_tables=False,
    ),
    "weasyprint_footnotes": Recipe(setter=producers.set_with_weasyprint, style=Style()),
    "libreoffice_footnotes": Recipe(setter=producers.set_with_libreoffice, style=Style(), chapters=LATIN),
    "libreoffice_endnotes": Recipe(
        setter=producers.set_with_libreoffice,
        style=Style(notes="end", numbering="i", has_links=True),
        chapters=SHORT,
        label=roman,
    ),
    "pdflatex_footnotes": Recipe(setter=producers.set_with_pdflatex, style=Style(has_links=True), chapters=LATIN),
    "pdflatex_columns": Recipe(
        setter=producers.set_with_pdflatex, style=Style(columns=2, restarts=True), chapters=LATIN, has_tables=False
    ),
}


def main(names: Sequence[str]) -> None:
    """Set the named documents, or all, and write their gold."""
    for name in names or RECIPES:
        recipe = RECIPES[name]
        edition = make_edition(
            recipe.chapters, recipe.label, restarts=recipe.style.restarts, has_tables=recipe.has_tables
        )
        target = FOLDER / f"{name}.pdf"
        recipe.setter(edition, recipe.style, target)
        size = target.stat().st_size
        if size > MAX_BYTES:
            sys.exit(f"{target}: {size:,} bytes, more than {MAX_BYTES:,}; set less, or embed fewer fonts")
        with pypdfium2.PdfDocument(target) as pdf:
            texts = [page.get_textpage().get_text_range() for page in pdf]
        notes_heading = producers.NOTES_HEADING if "chromium_end" in name else None
        gold = json.dumps(make_gold(edition, texts, notes_heading), ensure_ascii=False, indent=1)
        target.with_suffix(".gold.json").write_text(gold + "\n", encoding="utf-8")
        print(f"{name}: {len(texts)} pages, {size:,} bytes, {len(edition.labels)} notes")


if __name__ == "__main__":
    main(sys.argv[1:])
