"""`cetingest cite`: footnote texts without a document."""

import json

import click

from cetingest import citations
from cetingest.cli.files import read_lines
from cetingest.storage import unstructure


@click.command()
@click.argument("texts", nargs=-1)
@click.option("--from", "source", metavar="FILE", help="A footnote's text a line; - is stdin.")
@click.option("--format", "form", type=click.Choice(["json"]), default="json", show_default=True)
def cite(texts: tuple[str, ...], source: str | None, form: str) -> None:  # noqa: ARG001 - one form today
    """Read footnote texts: which works do they cite? One JSON object a line.

    \b
    cetingest cite 'Mori, "Space," WEF, December 20, 2024, https://example.org/a.'
    """
    lines = [line for line, _ in read_lines(texts, source, "text")]
    for cited in citations.cite_texts(lines):
        click.echo(json.dumps(unstructure(cited), ensure_ascii=False))
