"""Tables on a terminal, elsewhere lines with tabs below a line of names. What servers said is text, never markup."""

from collections.abc import Iterable, Sequence

import click
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text


def print_table(headings: Sequence[str | Column], rows: Iterable[Sequence[str]]) -> None:
    """Show a table on a terminal, else a line each with tabs between, the first one with the names of the columns."""
    shown = [[printable(cell) for cell in row] for row in rows]
    console = Console()
    if not console.is_terminal:
        names = [str(heading.header if isinstance(heading, Column) else heading) for heading in headings]
        for row in (names, *shown):
            click.echo("\t".join(row))
        return
    table = Table(*headings)
    for row in shown:
        table.add_row(*(Text(cell) for cell in row))
    console.print(table)


def printable(text: str) -> str:
    """Replace what a terminal would obey."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
