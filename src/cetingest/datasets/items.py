"""A citation's item as flat texts: dates as EDTF, names on one line, and the item as plain CSL-JSON."""

from collections.abc import Iterable

from cetingest.language.urls import absolute_url
from cetingest.model import Citation, DateParts, Name
from cetingest.storage import unstructure


def edtf(date: DateParts) -> str:
    """Write a CSL date as EDTF (ISO 8601-2), as exact as it is; two dates are an interval.

    >>> edtf({"date-parts": ((2025, 5, 8),)})
    '2025-05-08'
    >>> edtf({"date-parts": ((2024, 4), (2025, 3))})
    '2024-04/2025-03'
    """
    return "/".join(_edtf_day(parts) for parts in date["date-parts"] if parts)


def _edtf_day(parts: tuple[int, ...]) -> str:
    year, *rest = parts
    return "-".join([f"{year:05d}" if year < 0 else f"{year:04d}", *(f"{part:02d}" for part in rest)])


def printed_name(name: Name) -> str:
    """Write a name on one line: a body as it is, a person with the family name first.

    >>> printed_name({"family": "Fujiwara", "given": "Yuka"})
    'Fujiwara, Yuka'
    """
    if "literal" in name:
        return name["literal"]
    return ", ".join(part for part in (name.get("family"), name.get("given")) if part)


def printed_names(names: Iterable[Name]) -> str:
    """Join names by '; ', as they stand in one cell."""
    return "; ".join(printed_name(name) for name in names)


def csl_item(citation: Citation) -> dict[str, object]:
    """Return the item as CSL-JSON wants it: with an id and a type, and its URL with a scheme, so that it can be opened.

    A work that could not be parsed becomes a `document` whose note is the citation as printed, so that it is not lost.
    """
    plain = unstructure(citation.item)
    item = plain if isinstance(plain, dict) else {}
    if not item.get("title"):
        item = {"note": citation.printed, **item}
    if url := citation.item.get("URL"):
        item = {**item, "URL": absolute_url(url)}
    return {"id": citation.citation_id, "type": "document", **item} | {"id": citation.citation_id}
