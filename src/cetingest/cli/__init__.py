"""The command line; each command calls one function. Data goes to stdout, progress and messages to stderr."""

from pathlib import Path
from typing import Any

import click

from cetingest import __version__
from cetingest.cli.check import check
from cetingest.cli.cite import cite
from cetingest.cli.doctor import doctor_command
from cetingest.cli.exits import EXIT_USAGE
from cetingest.cli.extract import extract_command
from cetingest.cli.publish import export, report_command, schema
from cetingest.cli.run import run
from cetingest.errors import CetingestError
from cetingest.settings import load_settings


class Group(click.Group):
    """Turns expected failures into a message and an exit code, whatever command they come from."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        """Run the command; a CetingestError becomes `cetingest: <message>` and exit code 2."""
        try:
            return super().invoke(ctx)
        except CetingestError as error:
            click.echo(f"cetingest: {error}", err=True)
            ctx.exit(EXIT_USAGE)


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="cetingest")
@click.option("--config", type=click.Path(path_type=Path), help="Settings file instead of ./cetingest.toml.")
@click.pass_context
def main(ctx: click.Context, config: Path | None) -> None:
    """Turn policy reports (PDF) into datasets, and tell which of their citations still stand.

    \b
    Start with:  cetingest run            everything in raw/, outputs in processed/
                 cetingest report --open  the broken-citation report in your browser
    """
    ctx.obj = load_settings(config)


for command in (run, extract_command, check, cite, report_command, export, schema, doctor_command):
    main.add_command(command)
