"""Hash all that a reading depends on besides the PDF, so that an unchanged PDF is not read again."""

import hashlib
from dataclasses import replace
from functools import cache
from importlib import metadata
from pathlib import Path

from cetingest.extract.ocr import tesseract
from cetingest.settings import ExtractSettings

_OF_LANGUAGE = ("__init__.py", "abbreviations.py", "data/abbreviations.yaml", "data_files.py", "text.py")
"""The modules and words of `language` that readings use. A new country is no reason to read all PDFs again, so the
others are left out; a test fails when the reader uses one of them."""
_PACKAGES = ("pdfplumber", "pdfminer.six", "pypdfium2", "Pillow")


def reading_stamp(sha256: str, name: str, settings: ExtractSettings) -> bytes:
    """Return what a reading of the PDF with these bytes and this name is stamped with; equal stamps, equal readings.

    How many documents are read at once changes none of them.
    """
    settings = replace(settings, processes=0)
    return f"{hashlib.sha256(f'{sha256} {name} {settings!r} {_reader()}'.encode()).hexdigest()}\n".encode()


def source_files() -> list[Path]:
    """Return the modules and the lists of words that a reading rests on, always in the same order."""
    package = Path(__file__).parents[1]
    whole = (
        file for room in ("extract", "model") for end in ("py", "csv") for file in package.glob(f"{room}/**/*.{end}")
    )
    others = (*(package / "language" / name for name in _OF_LANGUAGE), package / "sandbox" / "mending.py")
    return sorted((*whole, *others))


@cache
def _reader() -> str:
    """Name this code, the packages it reads with, and tesseract, if there is one."""
    source = hashlib.sha256()
    for file in source_files():
        source.update(file.read_bytes())
    versions = [f"{package} {metadata.version(package)}" for package in _PACKAGES]
    return " ".join([source.hexdigest(), *versions, tesseract.describe()])
