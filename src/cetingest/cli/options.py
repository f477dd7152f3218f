"""Options that several commands share, and what they come to."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from cetingest import logs
from cetingest.model import VerdictKind
from cetingest.settings import Settings, override

Command = TypeVar("Command", bound=Callable[..., Any])


def network_options(command: Command) -> Command:
    """Add the options that say how the web is asked; each sets the [links] key of the same name."""
    for option in reversed(
        (
            click.option(
                "--connect-to", multiple=True, metavar="HOST1:PORT1:HOST2:PORT2", help="As curl's; repeatable."
            ),
            click.option("--allow-net", multiple=True, metavar="CIDR", help="A private network that may be asked."),
            click.option("--ca-bundle", type=click.Path(), metavar="PEM", help="More authorities to trust."),
            click.option("--proxy", metavar="URL", help="Ask through this proxy."),
            click.option("--total-timeout", type=float, metavar="SECONDS", help="For one URL with its redirects."),
            click.option(
                "--suggestions/--no-suggestions",
                "is_suggesting",
                default=None,
                help="Look for what to put instead of broken URLs (default: do).",
            ),
            click.option("--per-host", type=int, metavar="N", help="Requests at once to one registrable domain."),
        )
    ):
        command = option(command)
    return command


def storage_options(command: Command) -> Command:
    """Add the options that say where things lie; each sets the [storage] key of the same name."""
    for option in (
        click.option("--processed", metavar="FOLDER", help="Where the outputs go (default: processed)."),
        click.option("--raw", metavar="FOLDER", help="Where the PDFs are (default: raw)."),
    ):
        command = option(command)
    return command


def log_options(command: Command) -> Command:
    """Add the options that say what is logged; each sets the [logs] key of the same name."""
    for option in (
        click.option("--log-level", type=click.Choice(logs.LEVELS), help="From which level on (default: warning)."),
        click.option("--log-format", type=click.Choice(logs.FORMATS), help="json: one object a line on stderr."),
    ):
        command = option(command)
    return command


def logged(settings: Settings, log_format: str | None, log_level: str | None) -> Settings:
    """Return settings with the log options that were given, and log so from now on."""
    settings = override(settings, "logs", format=log_format, level=log_level)
    logs.configure(settings.logs.format, settings.logs.level)
    return settings


def fail_on_option(command: Command) -> Command:
    """Add --fail-on."""
    kinds = click.Choice([kind.value for kind in VerdictKind])
    return click.option("--fail-on", multiple=True, type=kinds, help="Exit 1 if a URL has this verdict; repeatable.")(
        command
    )


def networked(settings: Settings, network: dict[str, object], offline: bool) -> Settings:
    """Return settings with the network options that were given."""
    network["total_timeout_seconds"] = network.pop("total_timeout")
    return override(settings, "links", is_offline=offline or None, **network)
