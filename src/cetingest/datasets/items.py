"""A citation's item as flat texts: names on one line, and the item as plain CSL-JSON."""

from collections.abc import Iterable

from cetingest.language.urls import absolute_url
from cetingest.model import Citation, Name
from cetingest.storage import unstructure


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
