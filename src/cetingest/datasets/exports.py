"""What was found, in other tools' formats: one function to write a format, one to write all files."""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from upath import UPath

from cetingest.datasets.annotations import annotations
from cetingest.datasets.bibliography import bibtex, cited_works, csl_json, ris
from cetingest.datasets.sarif import sarif
from cetingest.datasets.workbook import write_workbook
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


def _in_text(chunks: Callable[[Iterable[Dossier]], Iterator[str]]) -> Callable[[Iterable[Dossier], BinaryIO], None]:
    def write(dossiers: Iterable[Dossier], file: BinaryIO) -> None:
        file.writelines(chunk.encode() for chunk in chunks(dossiers))

    return write


_WRITERS: Mapping[ExportFormat, Callable[[Iterable[Dossier], BinaryIO], None]] = {
    ExportFormat.CSL_JSON: _in_text(lambda dossiers: csl_json(cited_works(dossiers))),
    ExportFormat.BIBTEX: _in_text(lambda dossiers: bibtex(cited_works(dossiers))),
    ExportFormat.RIS: _in_text(lambda dossiers: ris(cited_works(dossiers))),
    ExportFormat.SARIF: _in_text(sarif),
    ExportFormat.ANNOTATIONS: _in_text(annotations),
    ExportFormat.XLSX: write_workbook,
}


def export(dossiers: Iterable[Dossier], export_format: str, file: BinaryIO) -> None:
    """Write documents in one of the formats of `ExportFormat`, in the order given, without holding all in memory.

    Raises InputError when there is no such format.
    """
    try:
        write = _WRITERS[ExportFormat(export_format)]
    except ValueError as error:
        formats = ", ".join(known.value for known in ExportFormat)
        raise InputError(f"{export_format}: no such export format; choose one of {formats}") from error
    write(dossiers, file)


def write_exports(dossiers: Iterable[Dossier], folder: UPath) -> dict[str, int]:
    """Write every format, each in a pass of its own over the documents; return the size of each file in bytes."""
    sizes = {}
    with tempfile.TemporaryDirectory(prefix="cetingest-") as name:
        for export_format, filename in EXPORT_FILENAMES.items():
            scratch = Path(name) / filename
            with scratch.open("wb") as file:
                export(dossiers, export_format, file)
            write_file(folder / filename, scratch)
            sizes[filename] = scratch.stat().st_size
            scratch.unlink()
    return sizes
