"""JSON Schema (2020-12) of the files in processed/documents/, made from the model that they are written from."""

import dataclasses
import datetime as dt
import inspect
import types
import typing
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NotRequired, get_args, get_origin, get_type_hints, is_typeddict

from cetingest import SCHEMA_VERSION
from cetingest.errors import InputError
from cetingest.model import CitationList, Document, FindingList

FILES: Mapping[str, type] = {"extracted": Document, "citations": CitationList, "findings": FindingList}
"""The files of a document, by their names without .json."""

_PLAIN: Mapping[object, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    type(None): {"type": "null"},
    dt.datetime: {"type": "string", "format": "date-time"},
    dt.date: {"type": "string", "format": "date"},
}


def file_schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of `<name>.json` in a document's folder.

    Raises InputError when no file has that name.
    """
    if name not in FILES:
        raise InputError(f"{name}: no such file; the files of a document are {', '.join(FILES)}")
    definitions: dict[str, dict[str, Any]] = {}
    root = _schema(FILES[name], definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"{name}.json",
        "x-schema-version": SCHEMA_VERSION,
        **root,
        "$defs": dict(sorted(definitions.items())),
    }


def _schema(kind: Any, definitions: dict[str, dict[str, Any]]) -> dict[str, Any]:  # noqa: ANN401 - any annotation
    """Return the schema of an annotation; named types go to `definitions` and are referred to."""
    if kind in _PLAIN:
        return dict(_PLAIN[kind])
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is NotRequired:
        return _schema(arguments[0], definitions)
    if origin in (typing.Union, types.UnionType):
        return {"anyOf": [_schema(member, definitions) for member in arguments]}
    if origin is dict:
        return {"type": "object", "additionalProperties": _schema(arguments[1], definitions)}
    if origin is tuple:
        return _array(arguments, definitions)
    if kind.__name__ not in definitions:
        definitions[kind.__name__] = {}  # a type that holds itself must find its name taken
        definitions[kind.__name__] = _named(kind, definitions)
    return {"$ref": f"#/$defs/{kind.__name__}"}


def _array(members: tuple[Any, ...], definitions: dict[str, dict[str, Any]]) -> dict[str, Any]:
    if members[-1] is Ellipsis:
        return {"type": "array", "items": _schema(members[0], definitions)}
    places = [_schema(member, definitions) for member in members]
    return {"type": "array", "prefixItems": places, "minItems": len(places), "maxItems": len(places)}


def _named(kind: Any, definitions: dict[str, dict[str, Any]]) -> dict[str, Any]:  # noqa: ANN401 - any class
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return {"type": "string", "enum": [member.value for member in kind], "description": inspect.getdoc(kind)}
    hints = get_type_hints(kind, include_extras=True)
    properties = {name: _schema(hint, definitions) for name, hint in hints.items()}
    schema: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": False}
    if is_typeddict(kind):
        return schema
    if not dataclasses.is_dataclass(kind):
        raise TypeError(f"{kind}: no type of the model")
    return schema | {"required": sorted(properties), "description": inspect.getdoc(kind)}
