"""What was found, in other tools' formats: one function to write a format, one to write all files."""

import tempfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO, Protocol

from upath import UPath

from cetingest.datasets.annotations import Annotations
from cetingest.datasets.bibliography import Bibliography, CslJson, bibtex_entry, ris_entry
from cetingest.datasets.pieces import TextExport
from cetingest.datasets.sarif import Sarif
from cetingest.datasets.workbook import Workbook
from cetingest.errors import InputError
from cetingest.model import Dossier
from cetingest.storage import write_file


class ExportFormat(StrEnum):
    """The formats of `cetingest export`."""

    CSL_JSON = "csl-json"
    BIBTEX = "bibtex"
    RIS = "ris"
    SARIF = "sarif"
    ANNOTATIONS = "annotations"
    XLSX = "xlsx"


EXPORT_FILENAMES: Mapping[ExportFormat, str] = {
    ExportFormat.CSL_JSON: "references.csl.json",
    ExportFormat.BIBTEX: "references.bib",
    ExportFormat.RIS: "references.ris",
    ExportFormat.SARIF: "problems.sarif",
    ExportFormat.ANNOTATIONS: "annotations.jsonld",
    ExportFormat.XLSX: "attention.xlsx",
}


class Export(Protocol):
    """A file that takes documents one at a time."""

    def add(self, dossier: Dossier) -> None:
        """Take what a document adds."""

    def close(self) -> None:
        """Write what ends the file; it stays open."""


_EXPORTS: Mapping[ExportFormat, Callable[[BinaryIO], Export]] = {
    ExportFormat.CSL_JSON: lambda file: TextExport(CslJson(), file),
    ExportFormat.BIBTEX: lambda file: TextExport(Bibliography(bibtex_entry), file),
    ExportFormat.RIS: lambda file: TextExport(Bibliography(ris_entry), file),
    ExportFormat.SARIF: lambda file: TextExport(Sarif(), file),
    ExportFormat.ANNOTATIONS: lambda file: TextExport(Annotations(), file),
    ExportFormat.XLSX: Workbook,
}


def export(dossiers: Iterable[Dossier], export_format: str, file: BinaryIO) -> None:
    """Write documents in one of the formats of `ExportFormat`, in the order given, without holding all in memory.

    Raises InputError when there is no such format.
    """
    try:
        begin = _EXPORTS[ExportFormat(export_format)]
    except ValueError as error:
        formats = ", ".join(known.value for known in ExportFormat)
        raise InputError(f"{export_format}: no such export format; choose one of {formats}") from error
    _write(dossiers, (begin(file),))


def write_exports(dossiers: Iterable[Dossier], folder: UPath) -> dict[str, int]:
    """Write every format in one pass over the documents; return the size of each file in bytes."""
    with tempfile.TemporaryDirectory(prefix="cetingest-") as name:
        scratch = {export_format: Path(name) / filename for export_format, filename in EXPORT_FILENAMES.items()}
        with ExitStack() as stack:
            files = {each: stack.enter_context(path.open("wb")) for each, path in scratch.items()}
            _write(dossiers, tuple(_EXPORTS[each](file) for each, file in files.items()))
        for path in scratch.values():
            write_file(folder / path.name, path)
        return {path.name: path.stat().st_size for path in scratch.values()}


def _write(dossiers: Iterable[Dossier], exports: tuple[Export, ...]) -> None:
    for dossier in dossiers:
        for each in exports:
            each.add(dossier)
    for each in exports:
        each.close()
