"""Write the reviewer's pages: self-contained HTML files, no network, no clock."""

import base64
import hashlib
import re
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from upath import UPath

from cetingest import __version__
from cetingest.links import TrendPoint
from cetingest.model import Dossier
from cetingest.report import wording
from cetingest.report.charts import bar
from cetingest.report.crops import read_crops
from cetingest.report.overview import document_view, index_view
from cetingest.report.view import DocumentView, IndexView
from cetingest.settings import ReportSettings
from cetingest.storage import Storage, write_bytes

INDEX_NAME = "index.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A PNG as a data URI, with its size in pixels so that the page does not jump when it loads."""

    src: str
    width: int
    height: int


def write_report(
    dossiers: Iterable[Dossier], storage: Storage, settings: ReportSettings, trend: Sequence[TrendPoint] = ()
) -> UPath:
    """Write index.html and one page a document, remove pages of documents that are gone, return the index's path.

    Pictures are those that `write_crops` left under processed/. Dossiers come in the order of their ids, one at a time;
    the same ones give the same bytes.
    """
    folder, names = storage.report, {INDEX_NAME}

    def pages() -> Iterator[DocumentView]:
        for dossier in dossiers:
            document = document_view(dossier)
            pictures = read_crops(document.document_id, storage)
            write_bytes(folder / document.line.page_name, document_html(document, pictures, settings).encode())
            names.add(document.line.page_name)
            yield document

    write_bytes(folder / INDEX_NAME, index_html(index_view(pages(), trend), settings).encode())
    _remove_others(folder, names)
    return folder / INDEX_NAME


def document_html(document: DocumentView, pictures: Mapping[str, bytes], settings: ReportSettings) -> str:
    """Return the page of one document; `pictures` are PNG files by name."""
    inlined = {name: _inlined(data) for name, data in pictures.items()}
    return _environment().get_template("document.html").render(page=document, pictures=inlined, settings=settings)


def index_html(index: IndexView, settings: ReportSettings) -> str:
    """Return the first page."""
    return _environment().get_template("index.html").render(page=index, settings=settings)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("cetingest.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["breakable"] = _breakable
    style, script = _asset("report.css"), _asset("report.js")
    environment.globals |= {
        "style": Markup(style),  # noqa: S704 - our own file
        "script": Markup(script),  # noqa: S704 - our own file
        "content_security_policy": _policy(style, script),
        "words": wording,
        "bar": bar,
        "version": __version__,
    }
    return environment


def _breakable(text: str) -> Markup:
    """Escape a text and let its lines break behind slashes: URLs else break in the middle of words."""
    return Markup("<wbr>").join(escape(part) for part in re.split(r"(?<=[^/]/)(?=[^/])", text))


def _asset(name: str) -> str:
    return resources.files("cetingest.report").joinpath("templates", name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """Allow nothing but the page's own style and script, by hash, and pictures inside the page (CSP Level 3)."""
    return (
        f"default-src 'none'; img-src data:; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _inlined(png: bytes) -> Picture:
    width, height = struct.unpack(">II", png[16:24])  # the IHDR chunk stands first in every PNG (PNG 5.6)
    return Picture(src=f"data:image/png;base64,{base64.b64encode(png).decode()}", width=width, height=height)


def _remove_others(folder: UPath, names: set[str]) -> None:
    for path in folder.iterdir():
        if path.suffix == ".html" and path.name not in names:
            path.unlink()
