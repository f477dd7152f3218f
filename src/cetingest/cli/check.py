"""`cetingest check`: URLs without a document."""

import json
import sys
from collections.abc import Iterable

import click
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from cetingest import links
from cetingest.cli.exits import EXIT_FAIL_ON
from cetingest.cli.files import read_lines
from cetingest.cli.options import fail_on_option, network_options, networked
from cetingest.cli.progress import Bars
from cetingest.csl import read_item
from cetingest.errors import InputError
from cetingest.model import Item, Verdict
from cetingest.settings import Settings


@click.command()
@click.argument("urls", nargs=-1)
@click.option("--from", "source", metavar="FILE", help='A URL or JSON {"url", "item"} a line; - is stdin.')
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@fail_on_option
@network_options
@click.pass_obj
def check(
    settings: Settings,
    /,
    urls: tuple[str, ...],
    source: str | None,
    form: str,
    fail_on: tuple[str, ...],
    **network: object,
) -> None:
    """Fetch and judge URLs; no document needed, nothing is remembered.

    \b
    cetingest check https://www.rfc-editor.org/rfc/rfc9110
    cetingest check --from urls.txt --format json
    """
    requests = [_check_line(line, where) for line, where in read_lines(urls, source, "URL")]
    settings = networked(settings, network, offline=False)
    with Bars() as bars:
        bars.start("Asking the web", len({url for url, _ in requests}))
        verdicts = links.check_urls(requests, settings.links, on_fetched=lambda fetch: bars.advance(fetch.url))
    if form == "json":
        for verdict in verdicts:
            click.echo(json.dumps(links.verdict_line(verdict), ensure_ascii=False))
    else:
        _print_verdicts(verdicts)
    if any(verdict.verdict in fail_on for verdict in verdicts):
        sys.exit(EXIT_FAIL_ON)


def _check_line(line: str, where: str) -> tuple[str, Item | None]:
    if not line.startswith("{"):
        return line, None
    try:
        record = json.loads(line)
        url, item = record["url"], record.get("item")
        if not isinstance(url, str):
            raise TypeError("url is no text")
        return url, None if item is None else read_item(item)
    except KeyError as error:
        raise InputError(f'{where}: has no key {error}; write {{"url": ..., "item": CSL-JSON}}') from error
    except (ValueError, TypeError) as error:
        raise InputError(f'{where}: neither a URL nor JSON {{"url": ..., "item": CSL-JSON}}: {error}') from error


def _print_verdicts(verdicts: Iterable[Verdict]) -> None:
    """Show a table on a terminal, else a line each with tabs between. What servers said is text, never markup."""
    rows = [[_shown(v) for v in (o.verdict, o.reach, o.content, o.url, o.reason)] for o in verdicts]
    console = Console()
    if not console.is_terminal:
        for row in rows:
            click.echo("\t".join(row))
        return
    table = Table("verdict", "reach", "content", Column("URL", overflow="fold"), "reason")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console.print(table)


def _shown(text: str) -> str:
    """Replace what a terminal would obey."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
