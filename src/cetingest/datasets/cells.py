"""What every format can store: text, numbers and times."""

import datetime as dt
import math
import re

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


def utc(moment: dt.datetime) -> str:
    """Write a moment in UTC; one without a zone is taken to be UTC, as all of the model's are."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return aware.astimezone(dt.UTC).isoformat()
