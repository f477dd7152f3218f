"""What is installed on this machine, and whether it reaches the network."""

import importlib.metadata
import platform
import shutil
import socket
from collections.abc import Iterator

from cetingest.doctor.diagnosis import Diagnosis, Health
from cetingest.settings import LinkSettings

PACKAGES = ("cetingest", "pdfplumber", "pdfminer.six", "requests", "urllib3", "rapidfuzz", "duckdb", "dagster")


def packages() -> Iterator[Diagnosis]:
    """Say which versions are installed."""
    for name in PACKAGES:
        try:
            yield Diagnosis(subject=name, found=importlib.metadata.version(name))
        except importlib.metadata.PackageNotFoundError:
            yield Diagnosis(
                subject=name, health=Health.ILL, found="not installed", remedy="pip install -c constraints.txt ."
            )


def python() -> Diagnosis:
    """Say which Python runs."""
    return Diagnosis(subject="Python", found=platform.python_version())


def tesseract() -> Diagnosis:
    """Say whether tesseract is installed. Without it scanned pages are not read and become problem rows."""
    if (found := shutil.which("tesseract")) is not None:
        return Diagnosis(subject="tesseract", found=found)
    return Diagnosis(
        subject="tesseract",
        health=Health.NOTE,
        found="not installed: scanned pages are not read",
        remedy="install it if there are any (Debian: apt install tesseract-ocr)",
    )


def network(settings: LinkSettings) -> Diagnosis:
    """Say whether a canary host resolves. With a proxy it need not: the proxy resolves names itself."""
    if settings.is_offline:
        return Diagnosis(subject="network", found="not checked: links.is_offline is set")
    for host in settings.canary_hosts:
        if _resolves(host):
            return Diagnosis(subject="network", found=f"{host} resolves")
    if settings.proxy is not None:
        return Diagnosis(subject="network", found="no canary host resolves here; the proxy may resolve them")
    return Diagnosis(
        subject="network",
        health=Health.ILL,
        found="no canary host resolves: this machine is offline",
        remedy="connect it, or use --offline: verdicts then rest on what is known, and nothing is called dead",
    )


def _resolves(host: str) -> bool:
    try:
        socket.getaddrinfo(host, 443)
    except OSError:
        return False
    return True
