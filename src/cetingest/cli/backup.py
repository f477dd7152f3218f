"""`cetingest backup`, `restore` and `migrate`: the history as a whole."""

from pathlib import Path

import click

from cetingest import history
from cetingest.settings import Settings, override
from cetingest.storage import Storage, place_of

_processed = click.option("--processed", metavar="FOLDER", help="Where the history is (default: processed).")


@click.command()
@click.argument("file", metavar="FILE")
@_processed
@click.pass_obj
def backup(settings: Settings, file: str, processed: str | None) -> None:
    """Write the whole history to one file, as it is at this moment; runs may go on.

    FILE is gzipped JSON lines, the same for SQLite and PostgreSQL, and may be a URL that fsspec knows.

    \b
    cetingest backup history.jsonl.gz
    """
    rows = history.back_up(_place(settings, processed), place_of(file))
    click.echo(f"{file}: {rows}")


@click.command()
@click.argument("file", metavar="FILE")
@click.option("--merge", is_flag=True, help="Add to a history that holds something what it does not know.")
@_processed
@click.pass_obj
def restore(settings: Settings, file: str, processed: str | None, merge: bool) -> None:
    """Read a history that `backup` wrote into the one of the settings: all of it, or nothing.

    SQLite or PostgreSQL, whichever it came from, so this is also the way from one to the other.

    \b
    cetingest restore history.jsonl.gz
    """
    restored = history.restore(_place(settings, processed), place_of(file), is_merging=merge)
    click.echo(f"added {restored.added}; known before: {restored.known}")


@click.command()
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@_processed
@click.pass_obj
def migrate(settings: Settings, processed: str | None, dry_run: bool) -> None:
    """Bring the history to the schema version of this cetingest, as its first use would: before many workers start.

    \b
    cetingest migrate --dry-run
    cetingest migrate
    """
    place = _place(settings, processed)
    state = history.look_at_history(place)
    for step in state.pending:
        click.echo(step)
    if not dry_run:
        history.History.open(place).close()
    versions = f"schema version {state.schema_version}, this cetingest writes {state.newest_schema_version}"
    done = "nothing to do" if not state.pending else "not done: --dry-run" if dry_run else "done"
    click.echo(f"{state.place}: {versions}; {done}")


def _place(settings: Settings, processed: str | None) -> str | Path:
    return Storage.of(override(settings, "storage", processed=processed).storage).history
