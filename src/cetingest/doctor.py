"""What an operator asks first: is it installed, readable, writable, reachable; and if not, what to do."""

import contextlib
import importlib.metadata
import shutil
import socket
import sys
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from upath import UPath

from cetingest import links
from cetingest.errors import CetingestError
from cetingest.settings import Settings
from cetingest.storage import Storage

PACKAGES = ("cetingest", "pdfplumber", "pdfminer.six", "requests", "urllib3", "rapidfuzz", "duckdb", "dagster")


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """One thing looked at. `remedy` says what to do when it `is_well` not."""

    subject: str
    is_well: bool
    found: str
    remedy: str = ""


def examine(settings: Settings) -> tuple[Diagnosis, ...]:
    """Look at everything a run needs; changes nothing but a temporary file under processed/."""
    storage = Storage.of(settings.storage)
    looks: tuple[Callable[[], Diagnosis], ...] = (
        _python,
        lambda: _raw(storage),
        lambda: _processed(storage.processed),
        lambda: _history(storage),
        _tesseract,
        lambda: _network(settings),
    )
    return (*_packages(), *(look() for look in looks))


def _python() -> Diagnosis:
    version = sys.version_info
    return Diagnosis(
        subject="Python",
        is_well=version >= (3, 11),
        found=f"{version.major}.{version.minor}.{version.micro}",
        remedy="install Python 3.11 or newer",
    )


def _packages() -> Iterator[Diagnosis]:
    for name in PACKAGES:
        try:
            yield Diagnosis(subject=name, is_well=True, found=importlib.metadata.version(name))
        except importlib.metadata.PackageNotFoundError:
            yield Diagnosis(
                subject=name, is_well=False, found="not installed", remedy="pip install -c constraints.txt ."
            )


def _raw(storage: Storage) -> Diagnosis:
    try:
        count = len(storage.pdf_paths())
    except CetingestError as error:
        return Diagnosis(subject="raw", is_well=False, found=str(error), remedy="create the folder, or give --raw")
    return Diagnosis(
        subject="raw",
        is_well=count > 0,
        found=f"{count} PDF(s) in {storage.raw}",
        remedy=f"put PDFs into {storage.raw}",
    )


def _processed(folder: UPath) -> Diagnosis:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".doctor-{uuid.uuid4()}"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        return Diagnosis(
            subject="processed",
            is_well=False,
            found=f"{folder}: {error.strerror or error}",
            remedy="make the folder writable, or name another with --processed",
        )
    return Diagnosis(subject="processed", is_well=True, found=f"{folder} is writable")


def _history(storage: Storage) -> Diagnosis:
    try:
        with links.History.open(storage.history) as history:
            count = history.count()
    except CetingestError as error:
        return Diagnosis(
            subject="history", is_well=False, found=str(error), remedy="check storage.history in cetingest.toml"
        )
    return Diagnosis(subject="history", is_well=True, found=f"{count} fetches remembered")


def _tesseract() -> Diagnosis:
    """Optional, so never ill: without it scanned pages are problem rows."""
    found = shutil.which("tesseract")
    missing = "not installed: scanned pages are not read (Debian: apt install tesseract-ocr)"
    return Diagnosis(subject="tesseract", is_well=True, found=found or missing)


def _network(settings: Settings) -> Diagnosis:
    for host in settings.links.canary_hosts:
        with contextlib.suppress(OSError):
            socket.getaddrinfo(host, 443)
            return Diagnosis(subject="network", is_well=True, found=f"{host} resolves")
    return Diagnosis(
        subject="network",
        is_well=False,
        found="no canary host resolves: this machine is offline",
        remedy="connect it, or work with --offline: what is known is judged, nothing is called dead",
    )
