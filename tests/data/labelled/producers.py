"""The same edition through five typesetting programs, as people who use them would set it."""

import html
import json
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.data.labelled.content import Block, Edition, Run, url_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How notes and URLs are shown. `notes` is foot, end or chapter; `mark` and `label` are templates."""

    notes: str = "foot"
    columns: int = 1
    has_links: bool = False
    mark: str = "<sup>{}</sup>"
    label: str = "{}. "
    numbering: str = "1"
    restarts: bool = False
    size: float = 11
    page: str = "A4"


RUNNING_HEAD = "Veldmar Harbour Review 2031"
NOTES_HEADING = "Notes"

# --- Typst ------------------------------------------------------------------------------------------------------------


def set_with_typst(edition: Edition, style: Style, target: Path) -> None:
    """Set footnotes at the foot of the page or column (package `typst`)."""
    import typst  # noqa: PLC0415 - who sets one document needs one producer

    head = f"""
#set page(paper: "a4", columns: {style.columns}, numbering: "1", margin: 25mm,
  header: context if counter(page).get().first() > 1 [#emph[{RUNNING_HEAD}] #h(1fr) Veldmar])
#set text(font: ("Libertinus Serif", "Noto Serif CJK JP"), size: {style.size}pt, lang: "en")
#set par(justify: true, first-line-indent: 1.2em, spacing: 0.9em)
#set footnote(numbering: "{style.numbering}")
#show heading: set block(above: 1.4em, below: 0.8em)
#place(top + center, scope: "parent", float: true, text(size: 18pt, weight: "bold")[{edition.title}])
"""
    parts = [head]
    for chapter in edition.chapters:
        parts += ["#counter(footnote).update(0)"] if style.restarts else []
        parts += [_typst_block(block, edition, style) for block in chapter]
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "report.typ"
        source.write_text("\n\n".join(parts), encoding="utf-8")
        typst.compile(source, output=target)


def _typst_block(block: Block, edition: Edition, style: Style) -> str:
    text = "".join(_typst_run(run, edition, style) for run in block.runs)
    if block.kind == "heading":
        return "=" * block.level + " " + text
    if block.kind == "item":
        return "- " + text
    if block.kind == "table":
        caption = text.replace("Table 1. ", "")
        cells = ", ".join(f"[#{json.dumps(cell)};]" for row in block.rows for cell in row)
        return f"#figure(caption: [{caption}], table(columns: {len(block.rows[0])}, {cells}))"
    return text


def _typst_run(run: Run, edition: Edition, style: Style) -> str:
    text = json.dumps(run.text, ensure_ascii=False)
    if run.style == "mark":
        return f"#footnote[{''.join(_typst_run(r, edition, style) for r in edition.notes[run.text])}];"
    if run.style == "url" and style.has_links:
        return f"#link({json.dumps(url_of(run.text))})[#{text};];"
    call = {"sup": "super", "sub": "sub", "italic": "emph"}.get(run.style)
    return f"#{call}[#{text};];" if call else f"#{text};"


# --- HTML: Chromium and WeasyPrint ------------------------------------------------------------------------------------


def set_with_chromium(edition: Edition, style: Style, target: Path) -> None:
    """Print a web page with endnotes."""
    program = shutil.which("chromium") or "chromium"
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "report.html"
        page.write_text(_html(edition, style), encoding="utf-8")
        command = [program, "--headless", "--no-sandbox", f"--user-data-dir={folder}/profile", "--no-pdf-header-footer"]
        subprocess.run(
            [*command, f"--print-to-pdf={target}", page.as_uri()], check=True, capture_output=True, timeout=120
        )


def set_with_weasyprint(edition: Edition, style: Style, target: Path) -> None:
    """Set footnotes by CSS (package `weasyprint`)."""
    import weasyprint  # noqa: PLC0415

    weasyprint.HTML(string=_html(edition, style)).write_pdf(target)


def _html(edition: Edition, style: Style) -> str:
    css = f"""
@page {{ size: {style.page}; margin: 25mm;
  @top-center {{ content: "{RUNNING_HEAD}"; font-size: 8pt }}
  @bottom-center {{ content: counter(page); font-size: 9pt }} }}
body {{ font: {style.size}pt/1.35 "Liberation Serif", "Noto Serif CJK JP"; text-align: justify }}
h1 {{ font-size: 20pt }} h2 {{ font-size: 15pt }} h3 {{ font-size: 12pt }} a {{ color: inherit }}
table {{ border-collapse: collapse; margin: auto }} td {{ border-bottom: 0.5pt solid; padding: 2pt 9pt }}
sup, sub {{ font-size: 70%; line-height: 0 }} .notes p {{ font-size: 85%; margin: 0.3em 0; overflow-wrap: anywhere }}
.foot {{ float: footnote; font-size: 85%; text-align: left; overflow-wrap: anywhere }}"""
    parts = [f"<h1>{edition.title}</h1>"]
    for chapter in edition.chapters:
        parts += [_html_block(block, edition, style) for block in chapter]
        if style.notes == "chapter":
            parts.append(_html_notes(edition, edition.keys_of(chapter), style))
    if style.notes == "end":
        keys = [key for chapter in edition.chapters for key in edition.keys_of(chapter)]
        parts.append(f"<h2>{NOTES_HEADING}</h2>" + _html_notes(edition, keys, style))
    title = f"<meta charset='utf-8'><title>{edition.title}</title><style>{css}</style>"
    return f"<!doctype html><html lang='en'><head>{title}</head><body>{''.join(parts)}</body></html>"


def _html_notes(edition: Edition, keys: Sequence[str], style: Style) -> str:
    texts = (
        style.label.format(edition.labels[key]) + "".join(_html_run(run, edition, style) for run in edition.notes[key])
        for key in keys
    )
    return "<div class='notes'>" + "".join(f"<p>{text}</p>" for text in texts) + "</div>"


def _html_block(block: Block, edition: Edition, style: Style) -> str:
    text = "".join(_html_run(run, edition, style) for run in block.runs)
    if block.kind == "table":
        rows = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in block.rows)
        return f"<p style='text-align: center'>{text}</p><table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
    tag = {"heading": f"h{block.level + 1}", "item": "li", "paragraph": "p"}[block.kind]
    if tag == "li":
        return f"<ul><li>{text}</li></ul>"
    # A second weight of a Japanese font would cost 70 kB for two characters
    weight = " style='font-weight: normal'" if tag != "p" and not text.isascii() else ""
    return f"<{tag}{weight}>{text}</{tag}>"


def _html_run(run: Run, edition: Edition, style: Style) -> str:
    text = html.escape(run.text)
    if run.style == "mark":
        if style.notes != "foot":
            return style.mark.format(edition.labels[run.text])
        return f"<span class='foot'>{''.join(_html_run(r, edition, style) for r in edition.notes[run.text])}</span>"
    if run.style == "url":
        return f"<a href='{html.escape(url_of(run.text))}'>{text}</a>" if style.has_links else text
    tag = {"sup": "sup", "sub": "sub", "italic": "i"}.get(run.style)
    return f"<{tag}>{text}</{tag}>" if tag else text


# --- LibreOffice ------------------------------------------------------------------------------------------------------


def set_with_libreoffice(edition: Edition, style: Style, target: Path) -> None:
    """Set footnotes or endnotes by Writer and export a tagged PDF."""
    names = {
        "office": "office:1.0",
        "text": "text:1.0",
        "style": "style:1.0",
        "fo": "xsl-fo-compatible:1.0",
        "table": "table:1.0",
    }
    spaces = " ".join(f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{value}"' for key, value in names.items())
    blocks = [block for chapter in edition.chapters for block in chapter]
    start = "chapter" if style.restarts else "document"
    document = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {spaces} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2"
 office:mimetype="application/vnd.oasis.opendocument.text"><office:styles>
<style:style style:name="Raised" style:family="text">
<style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="Lowered" style:family="text">
<style:text-properties style:text-position="sub 58%"/></style:style>
<style:style style:name="Slanted" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>
<style:style style:name="Standard" style:family="paragraph" style:class="text"><style:paragraph-properties
 fo:margin-bottom="2.5mm"/><style:text-properties
 fo:font-size="{style.size}pt" style:font-name="Liberation Serif"/></style:style>
<style:style style:name="Footnote" style:family="paragraph"><style:paragraph-properties fo:margin-left="5mm"
 fo:text-indent="-5mm"/><style:text-properties fo:font-size="9pt"/></style:style>
<style:style style:name="Heading_20_1" style:family="paragraph"><style:paragraph-properties fo:margin-top="5mm"
 fo:margin-bottom="2mm" fo:keep-with-next="always"/>
<style:text-properties fo:font-size="16pt" fo:font-weight="bold"/></style:style>
<style:style style:name="Heading_20_2" style:family="paragraph"><style:paragraph-properties fo:margin-top="4mm"
 fo:margin-bottom="2mm" fo:keep-with-next="always"/>
<style:text-properties fo:font-size="13pt" fo:font-weight="bold"/></style:style>
<text:notes-configuration text:note-class="{style.notes}note" style:num-format="{style.numbering}" text:start-value="0"
 text:start-numbering-at="{start}" text:footnotes-position="page"/>
</office:styles><office:body><office:text><text:p text:style-name="Title">{edition.title}</text:p>
{"".join(_odf_block(block, edition, style) for block in blocks)}</office:text></office:body></office:document>"""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"{target.stem}.fodt"
        source.write_text(document, encoding="utf-8")
        export = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = [
            "soffice",
            "--headless",
            profile,
            "--convert-to",
            export,
            "--outdir",
            str(target.parent),
            str(source),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=300)


def _odf_block(block: Block, edition: Edition, style: Style) -> str:
    text = "".join(_odf_run(run, edition, style) for run in block.runs)
    if block.kind == "heading":
        return f'<text:h text:outline-level="{block.level}" text:style-name="Heading_20_{block.level}">{text}</text:h>'
    if block.kind == "item":
        item = f'<text:p text:style-name="Standard">{text}</text:p>'
        return f"<text:list><text:list-item>{item}</text:list-item></text:list>"
    if block.kind == "table":
        rows = "".join(
            "<table:table-row>"
            + "".join(f"<table:table-cell><text:p>{html.escape(cell)}</text:p></table:table-cell>" for cell in row)
            + "</table:table-row>"
            for row in block.rows
        )
        columns = f'<table:table-column table:number-columns-repeated="{len(block.rows[0])}"/>'
        return f'<text:p text:style-name="Caption">{text}</text:p><table:table>{columns}{rows}</table:table>'
    return f'<text:p text:style-name="Standard">{text}</text:p>'


def _odf_run(run: Run, edition: Edition, style: Style) -> str:
    text = html.escape(run.text, quote=False)
    if run.style == "mark":
        inside = "".join(_odf_run(r, edition, style) for r in edition.notes[run.text])
        label = edition.labels[run.text]
        return (
            f'<text:note text:id="{run.text}" text:note-class="{style.notes}note"><text:note-citation>{label}'
            f'</text:note-citation><text:note-body><text:p text:style-name="Footnote">{inside}</text:p>'
            "</text:note-body></text:note>"
        )
    if run.style == "url" and style.has_links:
        return f'<text:a xlink:type="simple" xlink:href="{html.escape(url_of(run.text))}">{text}</text:a>'
    name = {"sup": "Raised", "sub": "Lowered", "italic": "Slanted"}.get(run.style)
    return f'<text:span text:style-name="{name}">{text}</text:span>' if name else text


# --- pdfLaTeX ---------------------------------------------------------------------------------------------------------

_TEX = {c: "\\" + c for c in "&%$#_{}"} | {
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\\": r"\textbackslash{}",
}


def set_with_pdflatex(edition: Edition, style: Style, target: Path) -> None:
    """Set footnotes by LaTeX's own rules: long ones run on to the next page."""
    columns = "twocolumn" if style.columns == 2 else "onecolumn"
    links = rf"\usepackage[{'hidelinks' if style.has_links else 'draft'}]{{hyperref}}"
    numbering = {"1": "arabic", "*": "fnsymbol"}[style.numbering]
    head = rf"""\documentclass[11pt,a4paper,{columns}]{{article}}
\usepackage[utf8]{{inputenc}}\usepackage{{fancyhdr}}
\usepackage[margin=32mm]{{geometry}}{links}
\pagestyle{{fancy}}\fancyhf{{}}\fancyhead[L]{{{RUNNING_HEAD}}}\fancyfoot[C]{{\thepage}}
\renewcommand{{\thefootnote}}{{\{numbering}{{footnote}}}}\setcounter{{secnumdepth}}{{0}}\emergencystretch=3em
\title{{{edition.title}}}\author{{}}\date{{}}\begin{{document}}\maketitle\thispagestyle{{fancy}}
"""
    restart = r"\setcounter{footnote}{0}" if style.restarts else ""
    blocks = []
    for chapter in edition.chapters:
        blocks += [restart, *(_tex_block(block, edition) for block in chapter)]
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"{target.stem}.tex"
        source.write_text(head + "\n\n".join(blocks) + "\n\n\\end{document}\n", encoding="utf-8")
        for _ in range(2):
            command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", source.name]
            subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
        shutil.copy(Path(folder) / f"{target.stem}.pdf", target)


def _tex_block(block: Block, edition: Edition) -> str:
    text = "".join(_tex_run(run, edition) for run in block.runs)
    if block.kind == "heading":
        return rf"\{'sub' * (block.level - 1)}section{{{text}}}"
    if block.kind == "item":
        return rf"\begin{{itemize}}\item {text}\end{{itemize}}"
    if block.kind == "table":
        rows = "\\\\\n".join(" & ".join(map(_tex, row)) for row in block.rows)
        caption = text.replace("Table 1. ", "")
        frame = rf"\begin{{tabular}}{{l{'r' * (len(block.rows[0]) - 1)}}}{rows}\end{{tabular}}"
        return rf"\begin{{table}}[h]\centering\caption{{{caption}}}{frame}\end{{table}}"
    return text


def _tex_run(run: Run, edition: Edition) -> str:
    if run.style == "mark":
        return rf"\footnote{{{''.join(_tex_run(r, edition) for r in edition.notes[run.text])}}}"
    if run.style == "url":
        escaped = run.text.replace("%", r"\%").replace("#", r"\#")
        return rf"\url{{{escaped}}}"
    wrap = {"sup": r"\textsuperscript{%s}", "sub": r"\textsubscript{%s}", "italic": r"\emph{%s}"}.get(run.style, "%s")
    return wrap % _tex(run.text)


def _tex(text: str) -> str:
    quoted = "".join(_TEX.get(c, c) for c in text)
    parts = quoted.split('"')
    return "".join(part + ("" if n == len(parts) - 1 else "``" if n % 2 == 0 else "''") for n, part in enumerate(parts))


Setter = Callable[[Edition, Style, Path], None]
