"""What was found, in other tools' formats: one function to render a format, one to write all files."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum

from upath import UPath

from cetingest.datasets.annotations import annotations
from cetingest.datasets.bibliography import bibtex, cited_works, csl_json, ris
from cetingest.datasets.sarif import sarif
from cetingest.errors import InputError
from cetingest.model import Dossier
from cetingest.storage import write_bytes


class ExportFormat(StrEnum):
    """The formats of `cetingest export`."""

    CSL_JSON = "csl-json"
    BIBTEX = "bibtex"
    RIS = "ris"
    SARIF = "sarif"
    ANNOTATIONS = "annotations"


EXPORT_FILENAMES: Mapping[ExportFormat, str] = {
    ExportFormat.CSL_JSON: "references.csl.json",
    ExportFormat.BIBTEX: "references.bib",
    ExportFormat.RIS: "references.ris",
    ExportFormat.SARIF: "problems.sarif",
    ExportFormat.ANNOTATIONS: "annotations.jsonld",
}

_RENDERERS: Mapping[ExportFormat, Callable[[Iterable[Dossier]], str]] = {
    ExportFormat.CSL_JSON: lambda dossiers: csl_json(cited_works(dossiers)),
    ExportFormat.BIBTEX: lambda dossiers: bibtex(cited_works(dossiers)),
    ExportFormat.RIS: lambda dossiers: ris(cited_works(dossiers)),
    ExportFormat.SARIF: sarif,
    ExportFormat.ANNOTATIONS: annotations,
}


def export(dossiers: Iterable[Dossier], export_format: str) -> str:
    """Render documents in one of the formats of `ExportFormat`, in the order of their ids.

    Raises InputError when there is no such format.
    """
    try:
        renderer = _RENDERERS[ExportFormat(export_format)]
    except ValueError as error:
        formats = ", ".join(known.value for known in ExportFormat)
        raise InputError(f"{export_format}: no such export format; choose one of {formats}") from error
    return renderer(dossiers)


def write_exports(dossiers: Sequence[Dossier], folder: UPath) -> dict[str, int]:
    """Write every format; return the size of each file in bytes."""
    sizes = {}
    for export_format, filename in EXPORT_FILENAMES.items():
        data = export(dossiers, export_format).encode()
        write_bytes(folder / filename, data)
        sizes[filename] = len(data)
    return sizes
