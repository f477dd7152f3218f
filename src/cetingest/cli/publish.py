"""`cetingest report`, `export` and `schema`: what is stored, in other shapes."""

import json
from pathlib import Path

import click

from cetingest import datasets, ingest
from cetingest.cli.files import open_output
from cetingest.cli.options import storage_options
from cetingest.cli.works import stored
from cetingest.settings import Settings


@click.command("report")
@storage_options
@click.option("--open", "is_opened", is_flag=True, help="Open it in the browser.")
@click.pass_obj
def report_command(settings: Settings, raw: str | None, processed: str | None, is_opened: bool) -> None:
    """Write the broken-citation report again from what is stored, and say where it lies. No network."""
    storage = stored(settings, raw, processed)
    path = ingest.publish_report(ingest.Corpus(storage), storage, settings, ingest.link_trend(storage))
    click.echo(str(path))
    if is_opened:
        click.launch(str(path))


@click.command()
@storage_options
@click.option("--format", "form", type=click.Choice([known.value for known in datasets.ExportFormat]), required=True)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write there instead of to stdout.")
@click.pass_obj
def export(settings: Settings, raw: str | None, processed: str | None, form: str, output: Path | None) -> None:
    """Print what is stored in another tool's format.

    \b
    cetingest export --format bibtex -o references.bib
    """
    corpus = ingest.Corpus(stored(settings, raw, processed))
    with open_output(output) as file:
        datasets.export(corpus, form, file)


@click.command()
@click.argument("name", metavar="[TABLE|FILE]", required=False)
def schema(name: str | None) -> None:
    """Say which tables and files there are, or what one of them holds (JSON Schema).

    \b
    cetingest schema
    cetingest schema verdicts      a row of the table
    cetingest schema extracted     processed/documents/<document_id>/extracted.json
    """
    if name is None:
        click.echo(datasets.describe_tables())
        return
    described = datasets.file_schema(name) if name in datasets.FILES else datasets.table_schema(name)
    click.echo(json.dumps(described, ensure_ascii=False, indent=2))
