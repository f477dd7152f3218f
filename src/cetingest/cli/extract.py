"""`cetingest extract`: one PDF."""

import sys
from pathlib import Path

import click

from cetingest import citations, extract
from cetingest.cli.exits import EXIT_DOCUMENTS_FAILED
from cetingest.cli.extracted import as_json, as_markdown, as_text
from cetingest.cli.files import write_output
from cetingest.errors import InputError
from cetingest.model import Document
from cetingest.settings import Settings
from cetingest.storage import document_id_of


@click.command("extract")
@click.argument("pdf", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["json", "text", "markdown"]), default="json", show_default=True)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write there instead of to stdout.")
@click.option(
    "--debug-images",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Also draw each page with what was found.",
)
@click.pass_obj
def extract_command(settings: Settings, pdf: Path, form: str, output: Path | None, debug_images: Path | None) -> None:
    """Read one PDF: text, footnotes, references, cited URLs, citations. No network.

    \b
    cetingest extract raw/ceti-2025-japan-report.pdf --format markdown
    cetingest extract raw/ceti-2025-japan-report.pdf -o japan.json --debug-images pages
    """
    document = extract.read_document(pdf, document_id=document_id_of(pdf.name), settings=settings.extract)
    if form == "json":
        rendered = as_json(document, citations.cite(document))
    else:
        rendered = as_text(document) if form == "text" else as_markdown(document)
    write_output(rendered, output)
    if debug_images is not None:
        _write_debug_images(pdf, document, settings, debug_images)
    if not document.is_readable:
        for problem in document.problems:
            click.echo(f"cetingest: {problem.message}", err=True)
        sys.exit(EXIT_DOCUMENTS_FAILED)


def _write_debug_images(pdf: Path, document: Document, settings: Settings, folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        count = 0
        for page_number, png in extract.render_debug_images(pdf, document, settings.extract):
            (folder / f"page-{page_number:03d}.png").write_bytes(png)
            count += 1
    except OSError as error:
        raise InputError(f"{folder}: cannot be written ({error.strerror}); name another with --debug-images") from error
    click.echo(f"wrote {count} pictures to {folder}", err=True)
