"""`cetingest cite`: footnote texts without a document."""

import json
from typing import cast

import click

from cetingest import citations
from cetingest.cli.files import read_lines
from cetingest.model import Citation
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
        click.echo(json.dumps(_record(cited), ensure_ascii=False))


def _record(cited: citations.CitedText) -> dict[str, object]:
    """Return a reading as plain JSON, with the place and confidence of each field under the field's name."""
    return {"text": cited.text, "kind": cited.kind.value, "citations": [_plain(one) for one in cited.citations]}


def _plain(citation: Citation) -> dict[str, object]:
    plain = cast(dict[str, object], unstructure(citation))
    plain["fields"] = {p.name: {"span": p.span, "confidence": p.confidence} for p in citation.fields}
    return plain
