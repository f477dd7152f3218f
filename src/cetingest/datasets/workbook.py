"""The citations that need attention as a workbook (.xlsx), for reviewers who live in a spreadsheet.

The only door to XlsxWriter. Every cell is written as text or number, never as a formula.
"""

import datetime as dt
import json
import tempfile
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

import xlsxwriter

from cetingest.datasets.cells import storable
from cetingest.datasets.items import printed_names
from cetingest.datasets.subjects import Index
from cetingest.language.dates import edtf_of_csl
from cetingest.model import Dossier, Item, Verdict, VerdictKind

ATTENTION = (VerdictKind.DEAD, VerdictKind.LIVE_BUT_WRONG, VerdictKind.SUSPECT, VerdictKind.CANNOT_TELL)
"""Most serious first; what is live needs none."""

_COLUMNS: tuple[tuple[str, int], ...] = (
    ("Verdict", 14),
    ("Document", 26),
    ("Page", 6),
    ("Footnote", 9),
    ("Work cited", 44),
    ("Authors", 26),
    ("Date", 11),
    ("Cited URL", 44),
    ("What happened", 60),
    ("HTTP status", 11),
    ("Page found", 36),
    ("Put instead", 44),
    ("Why", 40),
    ("Asked (UTC)", 17),
)
_URLS = frozenset({"Cited URL", "Put instead"})
_MAX_TEXT, _MAX_URL, _MAX_LINKS = 32_767, 2_079, 65_530
"""Excel's own limits: characters of a cell and of a link, links of a sheet."""
_MAX_ROWS = 1_048_575
_CREATED = dt.datetime(2000, 1, 1)

_Cells = tuple[str | int | None, ...]


class Workbook:
    """One sheet, most serious first, with a filter over each column; an empty one has its head all the same.

    Rows wait on disk, a file a verdict, until all are known; XlsxWriter then keeps one row at a time.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._waiting = [tempfile.TemporaryFile("w+", encoding="utf-8") for _ in ATTENTION]  # noqa: SIM115 - closed below
        self._count = 0

    def add(self, dossier: Dossier) -> None:
        """Take the citations of a document that need attention."""
        for place, cells in _rows(dossier):
            self._waiting[place].write(json.dumps(cells) + "\n")
            self._count += 1

    def close(self) -> None:
        """Write the workbook."""
        count = min(self._count, _MAX_ROWS)
        with xlsxwriter.Workbook(self._file, {"constant_memory": True}) as workbook:
            workbook.set_properties({"title": "Citations that need attention", "created": _CREATED})
            sheet = workbook.add_worksheet("Citations")
            head = workbook.add_format({"bold": True, "bottom": 1})
            wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
            for column, (name, width) in enumerate(_COLUMNS):
                sheet.set_column(column, column, width, wrapped)
                sheet.write_string(0, column, name, head)
            sheet.freeze_panes(1, 1)
            sheet.autofilter(0, 0, max(1, count), len(_COLUMNS) - 1)
            for number, cells in enumerate(islice(self._lines(), count), start=1):
                for column, cell in enumerate(cells):
                    _write(sheet, number, column, cell)

    def _lines(self) -> Iterator[_Cells]:
        for file in self._waiting:
            with file:
                file.seek(0)
                yield from map(json.loads, file)


def _write(sheet: "xlsxwriter.worksheet.Worksheet", row: int, column: int, cell: str | int | None) -> None:
    if cell is None:
        return
    if isinstance(cell, int):
        sheet.write_number(row, column, cell)
    elif _COLUMNS[column][0] in _URLS and cell.startswith(("http://", "https://")) and _fits(cell, row):
        sheet.write_url(row, column, cell, string=cell)
    else:
        sheet.write_string(row, column, cell[:_MAX_TEXT])


def _fits(url: str, row: int) -> bool:
    return len(url) <= _MAX_URL and row <= _MAX_LINKS // len(_URLS)


def _rows(dossier: Dossier) -> Iterator[tuple[int, _Cells]]:
    index = Index.of(dossier)
    for verdict in dossier.verdicts:
        if verdict.verdict in ATTENTION:
            yield ATTENTION.index(verdict.verdict), _cells(dossier, verdict, index)


def _cells(dossier: Dossier, verdict: Verdict, index: Index) -> _Cells:
    subject_id = verdict.cited_url_id or verdict.citation_id
    citation = index.citations.get(verdict.citation_id or "")
    item: Item = citation.item if citation else {}
    footnote = index.footnotes.get(index.footnote_id_of(subject_id) or "")
    places, fetch, suggestion = index.provenance_of(subject_id), verdict.fetch, verdict.suggestion
    cells: tuple[str | int | None, ...] = (
        verdict.verdict.value.replace("_", " "),
        dossier.document.title or dossier.document.source_filename,
        places[0].page_number if places else None,
        footnote.label if footnote else "in the body",
        item.get("title") or (citation.printed if citation else None),
        printed_names(item.get("author", ())) or None,
        edtf_of_csl(item.get("issued")),
        verdict.url,
        verdict.reason,
        fetch.status_code if fetch else None,
        fetch.page.titles[0] if fetch and fetch.page and fetch.page.titles else None,
        suggestion.url if suggestion else None,
        suggestion.why if suggestion else None,
        f"{fetch.fetched_at.astimezone(dt.UTC):%Y-%m-%d %H:%M}" if fetch else None,
    )
    return tuple(cell if cell is None or isinstance(cell, int) else str(storable(cell)) for cell in cells)
