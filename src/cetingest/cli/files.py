"""What commands read from arguments and files, and where they write."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click

from cetingest.errors import InputError, SettingsError


def read_lines(given: tuple[str, ...], source: str | None, what: str) -> Iterable[tuple[str, str]]:
    """Yield (line, where it stands) of arguments, or of a file, or of stdin; blank lines are left out."""
    if source is None and given == ("-",):
        source, given = "-", ()
    if (source is None) == (not given):
        raise SettingsError(f"give either {what}s, or --from FILE, or -")
    if source is None:
        return [(text, f"argument {number}") for number, text in enumerate(given, 1)]
    try:
        with click.open_file(source, encoding="utf-8-sig") as file:
            lines = file.read().split("\n")  # not splitlines(): a title may hold U+2028
    except OSError as error:
        raise InputError(f"{source}: cannot be read ({error.strerror or error}); check the name") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{source}: is no UTF-8 text ({error.reason} at byte {error.start}); convert it") from error
    return [(line.strip(), f"{source}:{number}") for number, line in enumerate(lines, 1) if line.strip()]


def write_output(rendered: str, output: Path | None) -> None:
    """Print `rendered`, or write it to the file named by -o and say so.

    Raises InputError when the file cannot be written.
    """
    if output is None:
        click.echo(rendered, nl=not rendered.endswith("\n"))
        return
    try:
        output.write_text(rendered, encoding="utf-8")
    except OSError as error:
        raise InputError(f"{output}: cannot be written ({error.strerror}); name another with -o") from error
    click.echo(f"wrote {output}", err=True)


@contextmanager
def open_output(output: Path | None) -> Iterator[BinaryIO]:
    """Open stdout, or the file named by -o, for bytes; say what was written.

    Raises InputError when the file cannot be written.
    """
    if output is None:
        yield sys.stdout.buffer
        return
    try:
        with output.open("wb") as file:
            yield file
    except OSError as error:
        raise InputError(f"{output}: cannot be written ({error.strerror}); name another with -o") from error
    click.echo(f"wrote {output}", err=True)
