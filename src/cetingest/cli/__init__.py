"""The command line; each command calls one function. Data goes to stdout, progress and messages to stderr."""

import gc
import importlib
import logging
from pathlib import Path
from typing import Any

import click

from cetingest import __version__, logs
from cetingest.cli.exits import EXIT_USAGE
from cetingest.errors import CetingestError
from cetingest.settings import load_settings

logger = logging.getLogger(__name__)

# Loaded when they are called: `check` needs nothing of what reads documents, which takes half a second to import.
_COMMANDS = {
    "run": "run.run",
    "extract": "extract.extract_command",
    "check": "check.check",
    "history": "history.history_command",
    "trend": "trend.trend",
    "alert": "alert.alert",
    "cite": "cite.cite",
    "families": "families.families_command",
    "report": "publish.report_command",
    "export": "publish.export",
    "schema": "publish.schema",
    "doctor": "doctor.doctor_command",
    "backup": "backup.backup",
    "restore": "backup.restore",
    "migrate": "backup.migrate",
    "prune": "prune.prune",
}


class Group(click.Group):
    """Turns expected failures into a message and an exit code, whatever command they come from."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own signature
        """Return the names of the commands, sorted as click does."""
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as above
        """Return a command by its name."""
        if cmd_name not in _COMMANDS:
            return None
        module, name = _COMMANDS[cmd_name].split(".")
        gc.disable()  # what is loaded is no garbage, and to look for some in it is a tenth of the time
        command: click.Command = getattr(importlib.import_module(f"{__name__}.{module}"), name)
        gc.enable()
        return command

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        """Run the command; a CetingestError becomes `cetingest: <message>`, or a line of JSON, and exit code 2."""
        logs.configure()  # until the settings say otherwise
        try:
            return super().invoke(ctx)
        except CetingestError as error:
            logger.error(logs.Line(str(error)))
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
    logs.configure(ctx.obj.logs.format, ctx.obj.logs.level)
