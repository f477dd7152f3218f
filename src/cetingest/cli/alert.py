"""`cetingest alert`: send what is newly dead or newly failed."""

import datetime as dt
import sys

import click

from cetingest import watch
from cetingest.cli.exits import EXIT_UNDELIVERED
from cetingest.cli.options import storage_options
from cetingest.settings import Settings, override
from cetingest.storage import Storage


@click.command()
@storage_options
@click.option("--dry-run", is_flag=True, help="Print the messages, one a line, instead of sending them.")
@click.pass_obj
def alert(settings: Settings, raw: str | None, processed: str | None, dry_run: bool) -> None:
    """Tell alerts.webhook_url which citations newly died and which documents newly failed.

    \b
    cetingest alert --dry-run
    cetingest alert
    """
    storage = Storage.of(override(settings, "storage", raw=raw, processed=processed).storage)
    now = dt.datetime.now(dt.UTC)
    if dry_run:
        messages = watch.unsent_messages(storage, now)
        for message in messages:
            click.echo(message.body.decode())
        click.echo(f"{len(messages)} message(s) to send", err=True)
        return
    summary = watch.send_alerts(storage, settings, now)
    left = f", {summary.left} incident(s) left for the next time" if summary.left else ""
    click.echo(f"{summary.sent} message(s) sent{left}", err=True)
    if summary.failure is not None:
        click.echo(f"cetingest: {summary.failure}; run `cetingest alert` again when it is up", err=True)
        sys.exit(EXIT_UNDELIVERED)
