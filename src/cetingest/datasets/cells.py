"""How single cells of the tables are made: places, times, keys and text that every format can store."""

import datetime as dt
import hashlib
import math
import re

from cetingest.model import Provenance

Row = dict[str, object]

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_INT64 = 2**63


def storable(cell: object) -> object:
    """Replace what no table can store, so that one hostile document does not stop the others.

    NUL and half a surrogate pair become U+FFFD, one for one, so that offsets into the text stay true; a number that is
    not finite, or an integer over 64 bits, becomes null.
    """
    if isinstance(cell, str):
        return _UNSTORABLE.sub("\ufffd", cell)
    if isinstance(cell, list):
        return [storable(part) for part in cell]
    if isinstance(cell, dict):
        return {name: storable(part) for name, part in cell.items()}
    if isinstance(cell, float) and not math.isfinite(cell):
        return None
    return None if isinstance(cell, int) and not -_INT64 <= cell < _INT64 else cell


def _box(provenance: Provenance) -> Row:
    x0, top, x1, bottom = provenance.bbox
    return {"page_number": provenance.page_number, "x0": x0, "top": top, "x1": x1, "bottom": bottom}


_NOWHERE: Row = dict.fromkeys(("page_number", "x0", "top", "x1", "bottom"))


def place(provenance: tuple[Provenance, ...]) -> Row:
    """Return the cells of `tables.PLACE`: the first box, and all of them."""
    boxes: list[object] = [_box(part) for part in provenance]
    return {**(_box(provenance[0]) if provenance else _NOWHERE), "provenance": boxes}


def utc(moment: dt.datetime) -> str:
    """Write a moment in UTC; one without a zone is taken to be UTC, as all of the model's are."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return aware.astimezone(dt.UTC).isoformat()


def fetch_id(url: str) -> str:
    """Return the key of a URL's fetch: 64 bits of its SHA-256.

    At the 1.5 million URLs of docs/architecture.md two of them share a key with a chance of 1 in 16 million.

    >>> fetch_id("https://example.com/")
    'fetch-0f115db062b7c0dd'
    """
    return f"fetch-{hashlib.sha256(url.encode('utf-8', 'replace')).hexdigest()[:16]}"
