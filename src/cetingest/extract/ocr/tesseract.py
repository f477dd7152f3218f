"""The one door to the program tesseract: where it is, what it can, and how it is run.

The program is called without pytesseract, which writes temporary files, as the child may not; through pipes there is
nothing to clean up, and the program is under the child's limits on memory and CPU time and ends with it.
"""

import os
import shutil
import subprocess
from collections.abc import Sequence

from cetingest.language.data_files import read_rows

PROGRAM = "tesseract"
_DEFAULT_MODEL = "eng"  # Debian's package brings it
_ASKING_SECONDS = 20.0


class TesseractError(Exception):
    """The program is missing, took too long or failed."""


def find_program() -> str | None:
    """Return the path of the program, or None where it is not installed."""
    return shutil.which(PROGRAM)


def choose_models(wanted: str, language: str | None) -> str:
    """Return the models to use, as in "eng+jpn": those wanted, or that of the document's language, or English.

    Raises TesseractError when the program cannot be asked, or has not got a model that was wanted by name.
    """
    found = set(run(["--list-langs"], b"", _ASKING_SECONDS).decode().split("\n")[1:])
    if wanted:
        missing = [model for model in wanted.split("+") if model not in found]
        if missing:
            raise TesseractError(f"it has no model for {', '.join(missing)} (Debian: tesseract-ocr-{missing[0]})")
        return wanted
    model = model_for(language)
    return model if model in found else _DEFAULT_MODEL


def model_for(language: str | None) -> str:
    """Return the model that reads a language, named by its tag.

    >>> model_for("de-AT"), model_for(None)
    ('deu', 'eng')
    """
    wanted = (language or "").partition("-")[0].casefold()
    models = {row["language"]: row["model"] for row in read_rows("cetingest.extract", "data/ocr_models.csv")}
    return models.get(wanted, _DEFAULT_MODEL)


def version() -> str:
    """Return the version of the program, as in "5.3.0"."""
    return run(["--version"], b"", _ASKING_SECONDS).decode().partition("\n")[0].removeprefix("tesseract").strip()


def describe() -> str:
    """Name the program's version and models, or say that there is none: what a recognised text depends on."""
    if find_program() is None:
        return "no tesseract"
    try:
        return f"tesseract {version()} {run(['--list-langs'], b'', _ASKING_SECONDS).decode().split()}"
    except TesseractError as error:
        return str(error)


def run(arguments: Sequence[str], data: bytes, seconds: float) -> bytes:
    """Run the program; return what it prints. Raises TesseractError when it fails or takes longer than `seconds`."""
    environment = dict(os.environ) | {"OMP_THREAD_LIMIT": "1"}  # documents are spread over the cores, not pages
    try:
        done = subprocess.run(
            [PROGRAM, *arguments], input=data, capture_output=True, timeout=seconds, check=False, env=environment
        )
    except subprocess.TimeoutExpired as error:
        raise TesseractError(f"it took longer than {seconds:g} s") from error
    except OSError as error:
        raise TesseractError(f"it cannot be started ({error.strerror})") from error
    if done.returncode:
        last = done.stderr.decode(errors="replace").strip().rpartition("\n")[2][:200]
        raise TesseractError(f"it failed ({last or f'exit code {done.returncode}'})")
    return done.stdout
