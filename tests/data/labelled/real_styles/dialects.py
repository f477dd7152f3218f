"""How each producer writes what a source holds: templates, in which ‹text›, ‹label› and ‹to› are filled in.

A source overrides any of them by a setting of the same name.
"""

import html
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """One producer: its templates, how it escapes text, and the command that sets a file."""

    templates: Mapping[str, str]
    escape: Callable[[str], str]
    compile: Callable[[str, Path], None]


def _run(*command: str | Path, cwd: Path | None = None) -> None:
    subprocess.run(command, cwd=cwd, check=True, capture_output=True, timeout=300)


# --- HTML: WeasyPrint and Chromium ------------------------------------------------------------------------------------

_HTML = {
    "document": "<!doctype html><html lang='‹lang›'><meta charset=utf-8><title>‹title›</title>"
    "<style>‹preamble›</style><body>‹text›",
    "title": "<h1>‹text›</h1>",
    "heading1": "<h2>‹text›</h2>",
    "heading2": "<h3>‹text›</h3>",
    "paragraph": "<p>‹text›</p>",
    "item": "<ul><li>‹text›</ul>",
    "table": "<table>‹text›</table>",
    "row": "<tr>‹text›",
    "cell": "<td>‹text›",
    "block": "<p class=‹kind›>‹label› ‹text›</p>",
    "mark": "<sup>‹label›</sup>",
    "note": "<p class=note>‹label›. ‹text›</p>",
    "sup": "<sup>‹text›</sup>",
    "sub": "<sub>‹text›</sub>",
    "italic": "<i>‹text›</i>",
    "url": "‹text›",
    "link": "<a href='‹to›'>‹text›</a>",
}


def _weasyprint(text: str, target: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(text, encoding="utf-8")
        program = shutil.which("weasyprint") or "weasyprint"
        _run(program, page, target)


def _chromium(text: str, target: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(text, encoding="utf-8")
        profile = f"--user-data-dir={folder}/profile"
        options = ("--headless", "--no-sandbox", "--no-pdf-header-footer", profile)
        _run("chromium", *options, f"--print-to-pdf={target}", page.as_uri())


# --- LaTeX ------------------------------------------------------------------------------------------------------------

_TEX_ESCAPES = {c: "\\" + c for c in "&%$#_{}"} | {
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\\": r"\textbackslash{}",
}
_TEX = {
    "document": "‹preamble›\n\\begin{document}\n‹text›\n\\end{document}\n",
    "title": "\\title{‹text›}\\maketitle\n",
    "heading1": "\\section{‹text›}\n",
    "heading2": "\\subsection{‹text›}\n",
    "paragraph": "‹text›\n\n",
    "item": "\\begin{itemize}\\item ‹text›\\end{itemize}\n",
    "table": "\\begin{center}\\begin{tabular}{‹columns›}\n‹text›\\end{tabular}\\end{center}\n",
    "row": "‹text›\\\\\n",
    "cell": "‹text›",
    "cells": " & ",
    "block": "\\‹kind›{‹label›}{‹text›}\n",
    "footnote": "\\footnote{‹text›}",
    "mark": "\\textsuperscript{‹label›}",
    "note": "\\note{‹label›}{‹text›}\n",
    "sup": "\\textsuperscript{‹text›}",
    "sub": "\\textsubscript{‹text›}",
    "italic": "\\emph{‹text›}",
    "url": "\\url{‹url›}",
    "link": "\\href{‹to›}{‹text›}",
}


def _tex(text: str) -> str:
    return "".join(_TEX_ESCAPES.get(c, c) for c in text)


def _latex(program: str) -> Callable[[str, Path], None]:
    def compile_tex(text: str, target: Path) -> None:
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "text.tex").write_text(text, encoding="utf-8")
            for _ in range(2):
                _run(program, "-interaction=nonstopmode", "-halt-on-error", "text.tex", cwd=Path(folder))
            shutil.copy(Path(folder) / "text.pdf", target)

    return compile_tex


# --- Typst ------------------------------------------------------------------------------------------------------------

_TYPST = {
    "document": "‹preamble›\n‹text›",
    "title": "#doctitle[‹text›]\n\n",
    "heading1": "= ‹text›\n\n",
    "heading2": "== ‹text›\n\n",
    "paragraph": "‹text›\n\n",
    "item": "- ‹text›\n\n",
    "table": "#table(columns: ‹count›, ‹text›)\n\n",
    "row": "‹text›",
    "cell": "[‹text›], ",
    "block": "#‹kind›[‹label›][‹text›]\n\n",
    "footnote": "#footnote[‹text›]",
    "mark": "#super[‹label›]",
    "sup": "#super[‹text›]",
    "sub": "#sub[‹text›]",
    "italic": "#emph[‹text›]",
    "url": "‹text›",
    "link": '#link("‹to›")[‹text›]',
}


def _typst_text(text: str) -> str:
    return "".join("\\" + c if c in "\\#$*_`<>@[]~=-+/" else c for c in text)


def _typst(text: str, target: Path) -> None:
    import typst  # noqa: PLC0415 - who sets one document needs one producer

    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "text.typ"
        source.write_text(text, encoding="utf-8")
        typst.compile(source, output=target)


# --- LibreOffice Writer -----------------------------------------------------------------------------------------------

_NAMES = {
    name: f"urn:oasis:names:tc:opendocument:xmlns:{to}:1.0"
    for name, to in {
        "office": "office",
        "text": "text",
        "style": "style",
        "table": "table",
        "fo": "xsl-fo-compatible",
        "svg": "svg-compatible",
    }.items()
} | {"xlink": "http://www.w3.org/1999/xlink"}
_ODF = {
    "document": '<?xml version="1.0" encoding="UTF-8"?>\n<office:document '
    + " ".join(f'xmlns:{name}="{to}"' for name, to in _NAMES.items())
    + ' office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">‹preamble›'
    "<office:body><office:text>‹text›</office:text></office:body></office:document>",
    "title": "<text:p text:style-name='Title'>‹text›</text:p>",
    "heading1": "<text:h text:outline-level='1' text:style-name='Heading_20_1'>‹text›</text:h>",
    "heading2": "<text:h text:outline-level='2' text:style-name='Heading_20_2'>‹text›</text:h>",
    "paragraph": "<text:p text:style-name='Standard'>‹text›</text:p>",
    "item": "<text:list><text:list-item><text:p text:style-name='Standard'>‹text›</text:p></text:list-item>"
    "</text:list>",
    "table": "<table:table><table:table-column table:number-columns-repeated='‹count›'/>‹text›</table:table>",
    "row": "<table:table-row>‹text›</table:table-row>",
    "cell": "<table:table-cell><text:p>‹text›</text:p></table:table-cell>",
    "block": "<text:p text:style-name='‹kind›'>‹label›<text:tab/>‹text›</text:p>",
    "footnote": "<text:note text:note-class='footnote'><text:note-citation>‹label›</text:note-citation><text:note-body>"
    "<text:p text:style-name='Footnote'>‹text›</text:p></text:note-body></text:note>",
    "labelled_footnote": "<text:note text:note-class='footnote'><text:note-citation text:label='‹label›'>‹label›"
    "</text:note-citation><text:note-body><text:p text:style-name='Footnote'>‹text›</text:p></text:note-body>"
    "</text:note>",
    "mark": "<text:span text:style-name='Raised'>‹label›</text:span>",
    "sup": "<text:span text:style-name='Raised'>‹text›</text:span>",
    "sub": "<text:span text:style-name='Lowered'>‹text›</text:span>",
    "italic": "<text:span text:style-name='Slanted'>‹text›</text:span>",
    "url": "‹text›",
    "link": "<text:a xlink:type='simple' xlink:href='‹to›'>‹text›</text:a>",
}


def _writer(text: str, target: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"{target.stem}.fodt"
        source.write_text(text, encoding="utf-8")
        tagged = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
        export = tagged if "<!-- tagged -->" in text else "pdf:writer_pdf_Export"
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        _run("soffice", "--headless", profile, "--convert-to", export, "--outdir", target.parent, source)


DIALECTS = {
    "weasyprint": Dialect(
        templates=_HTML | {"footnote": "<span class=foot>‹text›</span>"}, escape=html.escape, compile=_weasyprint
    ),
    "chromium": Dialect(templates=_HTML, escape=html.escape, compile=_chromium),
    "pdflatex": Dialect(templates=_TEX, escape=_tex, compile=_latex("pdflatex")),
    "xelatex": Dialect(templates=_TEX, escape=_tex, compile=_latex("xelatex")),
    "typst": Dialect(templates=_TYPST, escape=_typst_text, compile=_typst),
    "writer": Dialect(templates=_ODF, escape=lambda text: html.escape(text, quote=False), compile=_writer),
}
