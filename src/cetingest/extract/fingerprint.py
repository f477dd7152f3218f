"""What a reading depends on besides the PDF: told as one hash, so that an unchanged PDF need not be read again."""

import hashlib
from functools import cache
from importlib import metadata, resources

from cetingest.extract import tesseract
from cetingest.settings import ExtractSettings

_PACKAGES = ("pdfplumber", "pdfminer.six", "Pillow")


def reading_stamp(sha256: str, name: str, settings: ExtractSettings) -> bytes:
    """Return what a reading of the PDF with these bytes and this name is stamped with; equal stamps, equal readings."""
    return f"{hashlib.sha256(f'{sha256} {name} {settings!r} {_reader()}'.encode()).hexdigest()}\n".encode()


@cache
def _reader() -> str:
    """Name this code, the packages it reads with, and tesseract, if there is one."""
    source = hashlib.sha256()
    package = resources.files("cetingest")
    files = [file for folder in ("extract", "model") for file in package.joinpath(folder).iterdir()]
    for file in sorted((*files, package.joinpath("text.py")), key=lambda file: file.name):
        if file.name.endswith(".py"):
            source.update(file.read_bytes())
    versions = [f"{package} {metadata.version(package)}" for package in _PACKAGES]
    return " ".join([source.hexdigest(), *versions, tesseract.describe()])
