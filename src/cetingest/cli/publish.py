"""`cetingest report`, `export` and `schema`: what is stored, in other shapes."""

import json
from pathlib import Path

import click

from cetingest import datasets, ingest
from cetingest.cli.files import open_output
from cetingest.cli.options import storage_options
from cetingest.settings import Settings, override
from cetingest.storage import Storage


@click.command("report")
@storage_options
@click.option("--open", "is_opened", is_flag=True, help="Open it in the browser.")
@click.pass_obj
def report_command(settings: Settings, raw: str | None, processed: str | None, is_opened: bool) -> None:
    """Write the broken-citation report again from what is stored, and say where it lies. No network."""
    settings = override(settings, "storage", raw=raw, processed=processed)
    storage = Storage.of(settings.storage)
    path = ingest.publish_report(ingest.Corpus(storage), storage, settings)
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
    settings = override(settings, "storage", raw=raw, processed=processed)
    with open_output(output) as file:
        datasets.export(ingest.Corpus(Storage.of(settings.storage)), form, file)


@click.command()
@click.argument("table", required=False)
def schema(table: str | None) -> None:
    """Say which tables there are, or which columns TABLE has (JSON)."""
    if table is None:
        click.echo(datasets.describe_tables())
    else:
        click.echo(json.dumps(datasets.table_schema(table), ensure_ascii=False, indent=2))
