"""What commands read from arguments and files, and where they write."""

import errno
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click

from cetingest.errors import InputError, SettingsError
from cetingest.storage import write_file


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
    with open_output(output) as file:
        file.write((rendered if rendered.endswith("\n") else f"{rendered}\n").encode())


@contextmanager
def open_output(output: Path | None) -> Iterator[BinaryIO]:
    """Take bytes for stdout, or for the file named by -o, and write them when all are there; say what was written.

    A file that was there before stays as it is when what should replace it fails. Raises InputError when it cannot be
    written.
    """
    with tempfile.TemporaryDirectory(prefix="cetingest-") as folder:
        made = Path(folder) / "output"
        with made.open("wb") as file:
            yield file
        try:
            _deliver(made, output)
        except BrokenPipeError:  # who read it has seen enough; click ends the command
            raise
        except OSError as error:
            raise InputError(
                f"{output or 'stdout'}: cannot be written ({error.strerror}); name another with -o"
            ) from error
    if output is not None:
        click.echo(f"wrote {output}", err=True)


def _deliver(made: Path, output: Path | None) -> None:
    if output is not None and (output.is_file() or not output.exists()):
        if not output.parent.is_dir():
            raise FileNotFoundError(errno.ENOENT, "there is no such folder")
        from upath import UPath  # noqa: PLC0415 - what is printed needs it not

        write_file(UPath(output), made)
        return
    with made.open("rb") as file:
        if output is None:
            shutil.copyfileobj(file, sys.stdout.buffer)
            sys.stdout.flush()
        else:  # a pipe or a device is not replaced
            with output.open("wb") as target:
                shutil.copyfileobj(file, target)
