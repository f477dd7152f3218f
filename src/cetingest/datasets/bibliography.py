"""The works that documents cite, for reference managers: CSL-JSON, BibTeX and RIS.

Own writers of one line per field: titles and URLs are never broken over lines, so every reader gets them back whole.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import cast

from cetingest.datasets.cells import storable
from cetingest.datasets.items import csl_item, printed_name
from cetingest.datasets.pieces import JsonArray, TextForm
from cetingest.language.dates import edtf_of_csl, from_csl
from cetingest.language.text import squeeze_spaces
from cetingest.model import Citation, CitationForm, DateParts, Dossier, Item, Name


def cited_works(dossier: Dossier) -> Iterator[Item]:
    """Iterate over each work that a document cites, once, in the order of its footnotes.

    What repeats or points back to an earlier citation is the same work; what could not be parsed is kept as printed.
    """
    for citation in dossier.citations.citations:
        if _is_new_work(citation):
            yield cast(Item, storable(csl_item(citation)))


def _is_new_work(citation: Citation) -> bool:
    if citation.form in (CitationForm.FULL, CitationForm.UNPARSED):
        return True
    return citation.form is CitationForm.REPEATED and citation.antecedent_id is None


class CslJson(JsonArray):
    """Works as CSL-JSON."""

    def pieces(self, dossier: Dossier) -> Iterable[str]:
        """Return the works of a document."""
        return (json.dumps(work, ensure_ascii=False) for work in cited_works(dossier))


class Bibliography(TextForm):
    """Works as entries of text with an empty line between each two."""

    def __init__(self, entry: Callable[[Item], str]) -> None:
        self._entry = entry

    def pieces(self, dossier: Dossier) -> Iterable[str]:
        """Return the entries of a document's works."""
        return map(self._entry, cited_works(dossier))


# --- BibTeX -----------------------------------------------------------------------------------------------------------

# Types of BibTeX's own four decades; what it has no type for is @misc, as its manual says.
_BIBTEX_TYPES = {
    "article": "article",
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "paper-conference": "inproceedings",
    "report": "techreport",
    "thesis": "phdthesis",
}
_BIBTEX_CONTAINERS = {"article": "journal", "incollection": "booktitle", "inproceedings": "booktitle"}
# Braces are counted by BibTeX even behind a backslash, so a lone one must go by its name.
_BIBTEX_SPECIAL = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    **{sign: f"\\{sign}" for sign in "$&%#_"},
}


def bibtex_entry(work: Item) -> str:
    """Write a work as BibTeX in UTF-8; `date` and `urldate` are biblatex's, in EDTF."""
    kind = _BIBTEX_TYPES.get(work.get("type", ""), "misc")
    issued = work.get("issued")
    fields = {
        "author": _bibtex_names(work.get("author", ())),
        "editor": _bibtex_names(work.get("editor", ())),
        # a second pair of braces keeps the capitals of a title, which styles would lower
        "title": f"{{{_bibtex_text(work['title'])}}}" if work.get("title") else "",
        _BIBTEX_CONTAINERS.get(kind, "howpublished"): _bibtex_text(work.get("container-title", "")),
        "institution" if kind == "techreport" else "publisher": _bibtex_text(work.get("publisher", "")),
        "address": _bibtex_text(work.get("publisher-place", "")),
        "number": _bibtex_text(work.get("number") or work.get("issue", "")),
        "volume": _bibtex_text(work.get("volume", "")),
        "pages": _bibtex_text(work.get("page", "")),
        "date": edtf_of_csl(issued) or "",
        "year": str(issued["date-parts"][0][0]) if issued else "",
        "doi": _bibtex_text(work.get("DOI", "")),
        "isbn": _bibtex_text(work.get("ISBN", "")),
        "issn": _bibtex_text(work.get("ISSN", "")),
        "url": _bibtex_url(work.get("URL", "")),
        "urldate": edtf_of_csl(work.get("accessed")) or "",
        "note": _bibtex_text("; ".join(part for part in (work.get("event-title"), work.get("note")) if part)),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    key = re.sub(r"[^\w:.-]", "-", work.get("id", ""))
    return "\n".join([f"@{kind}{{{key},", *lines, "}", ""])


def _bibtex_names(names: Iterable[Name]) -> str:
    """Join names by "and"; a body stands in braces, or its "and" and commas would make persons of it."""
    bodies_and_persons = []
    for name in names:
        written = _bibtex_text(printed_name(name))
        is_body = "literal" in name or re.search(r"\band\b", written)
        bodies_and_persons.append(f"{{{written}}}" if is_body else written)
    return " and ".join(bodies_and_persons)


def _bibtex_text(text: str) -> str:
    return "".join(_BIBTEX_SPECIAL.get(sign, sign) for sign in squeeze_spaces(text))


def _bibtex_url(url: str) -> str:
    """Percent-encode what would end the field; the rest of a URL is printed as it is (verbatim in biblatex)."""
    return re.sub(r"[\s{}\\]", lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), url)


# --- RIS --------------------------------------------------------------------------------------------------------------

_RIS_TYPES = {
    "article": "JOUR",
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "bill": "BILL",
    "book": "BOOK",
    "chapter": "CHAP",
    "legal_case": "CASE",
    "legislation": "STAT",
    "paper-conference": "CONF",
    "post-weblog": "BLOG",
    "report": "RPRT",
    "speech": "CONF",
    "thesis": "THES",
    "webpage": "ELEC",
}


def ris_entry(work: Item) -> str:
    """Write a work as RIS in UTF-8, one line per tag however long it is."""
    issued = work.get("issued")
    container, event = work.get("container-title", ""), work.get("event-title", "")
    first_page, last_page = _page_range(work.get("page", ""))
    tags = [
        ("TY", _RIS_TYPES.get(work.get("type", ""), "GEN")),
        ("ID", work.get("id", "")),
        *(("AU", printed_name(name)) for name in work.get("author", ())),
        *(("ED", printed_name(name)) for name in work.get("editor", ())),
        ("TI", work.get("title", "")),
        ("T2", container or event),
        ("PB", work.get("publisher", "")),
        ("CY", work.get("publisher-place", "")),
        ("VL", work.get("volume", "")),
        ("IS", work.get("issue") or work.get("number", "")),
        ("SP", first_page),
        ("EP", last_page),
        ("PY", f"{issued['date-parts'][0][0]:04d}" if issued else ""),
        ("DA", _ris_date(issued)),
        ("Y2", _ris_date(work.get("accessed"))),
        ("DO", work.get("DOI", "")),
        ("SN", work.get("ISBN") or work.get("ISSN", "")),
        ("LA", work.get("language", "")),
        ("UR", work.get("URL", "")),
        ("N1", event if container else ""),
        ("N1", work.get("note", "")),
    ]
    # a line break inside a value would begin a tag of the value's choice
    lines = [f"{tag}  - {squeeze_spaces(value)}" for tag, value in tags if value.strip()]
    return "\n".join([*lines, "ER  - ", ""])


def _page_range(pages: str) -> tuple[str, str]:
    """Split a range of pages; whatever else stands there is kept as the first.

    >>> _page_range("201–219"), _page_range("12, 14-16")
    (('201', '219'), ('12, 14-16', ''))
    """
    found = re.fullmatch(r"\s*([\w.]+)\s*[-–—]\s*([\w.]+)\s*", pages)
    return (found[1], found[2]) if found else (pages, "")


_RIS_SEASONS = ("Spring", "Summer", "Autumn", "Winter")


def _ris_date(date: DateParts | None) -> str:
    """Write the first date as YYYY/MM/DD/ and a season or "circa", unknown parts left empty (RIS, field DA).

    >>> _ris_date({"date-parts": ((2021,),), "season": 1}), _ris_date({"date-parts": ((2024, 12),)})
    ('2021///Spring', '2024/12//')
    """
    if not date or (found := from_csl(date)) is None:
        return ""
    year, month, day = (*found.parts, None, None)[:3]
    numbers = "/".join("" if part is None else f"{part:0{width}}" for part, width in ((year, 4), (month, 2), (day, 2)))
    words = ("circa" if found.is_circa else "", _RIS_SEASONS[found.season - 1] if found.season else "")
    return f"{numbers}/{' '.join(word for word in words if word)}"
