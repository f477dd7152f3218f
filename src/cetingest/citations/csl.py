"""CSL-JSON from outside: what of it we know is kept, the rest is left out."""

from typing import cast

from cetingest.model import DateParts, Item, Name

_TEXTS = frozenset(name for name, kind in Item.__annotations__.items() if "str" in str(kind))
_NAMES = ("author", "editor")
_DATES = ("issued", "accessed")


def read_item(record: object) -> Item:
    """Read one CSL-JSON item (schema csl-data.json); fields that `model.Item` does not have are left out.

    Numbers where text is due become text, as citeproc does. Raises TypeError with the field when it is no item.

    >>> read_item({"title": "A", "volume": 3, "custom": {}, "issued": {"raw": "May"}, "author": [{"family": "B"}]})
    {'title': 'A', 'volume': '3', 'author': ({'family': 'B'},)}
    """
    if not isinstance(record, dict):
        raise TypeError("item is no JSON object")
    item: dict[str, object] = {key: _text(key, value) for key, value in record.items() if key in _TEXTS}
    item |= {key: _names(key, record[key]) for key in _NAMES if key in record}
    item |= {key: date for key in _DATES if (date := _date(key, record.get(key))) is not None}
    return cast(Item, item)


def _text(key: str, value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise TypeError(f"item.{key} is no text")
    return str(value)


def _names(key: str, value: object) -> tuple[Name, ...]:
    if not isinstance(value, list) or not all(isinstance(name, dict) for name in value):
        raise TypeError(f"item.{key} is no array of names")
    parts = Name.__annotations__
    return tuple(cast(Name, {part: _text(key, name[part]) for part in parts if part in name}) for name in value)


def _date(key: str, value: object) -> DateParts | None:
    """Read `date-parts`, `season` as a number, and `circa`; a date in words ("raw", "literal") is none to compare."""
    if value is None:
        return None
    if not isinstance(value, dict):
        raise TypeError(f"item.{key} is no date")
    parts = value.get("date-parts")
    if parts is None:
        return None
    try:
        date: DateParts = {"date-parts": tuple(tuple(int(part) for part in one) for one in parts)}
    except (TypeError, ValueError):
        raise TypeError(f"item.{key}.date-parts is no array of arrays of numbers") from None
    if str(value.get("season")) in ("1", "2", "3", "4"):
        date["season"] = int(value["season"])
    if value.get("circa"):
        date["circa"] = True
    return date
