"""Model values as JSON, and files of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import cattrs
from cattrs.preconf.json import JsonConverter, make_converter

from cetingest.errors import StorageError
from cetingest.storage.files import bytes_if_there, write_bytes

if TYPE_CHECKING:
    from upath import UPath

Model = TypeVar("Model")

_CONVERTER: JsonConverter = make_converter(forbid_extra_keys=True)


def unstructure(value: object) -> object:
    """Turn model values into plain JSON values: tuples become arrays, enumerations strings, times ISO 8601."""
    return _CONVERTER.unstructure(value)


def structure(value: object, kind: type[Model]) -> Model:
    """Turn plain JSON values back into model values: the inverse of `unstructure`.

    Raises StorageError when the value has other fields than the model.
    """
    try:
        return _CONVERTER.structure(value, kind)
    except (ValueError, TypeError, cattrs.BaseValidationError, cattrs.errors.ForbiddenExtraKeysError) as error:
        raise StorageError(f"not a {kind.__name__} as this version of cetingest writes it: {error}") from error


def dumps(value: object, *, indent: int | None = 2) -> str:
    """Serialise a model value as JSON text: fields in the order of the model, UTF-8 unescaped."""
    return _CONVERTER.dumps(value, ensure_ascii=False, indent=indent)


def loads(text: str | bytes, kind: type[Model]) -> Model:
    """Read a model value back. `loads(dumps(x), type(x)) == x`.

    Raises StorageError when the text is no JSON or has other fields than the model.
    """
    try:
        return _CONVERTER.loads(text, kind)
    except (ValueError, TypeError, cattrs.BaseValidationError, cattrs.errors.ForbiddenExtraKeysError) as error:
        raise StorageError(f"not a {kind.__name__} as this version of cetingest writes it: {error}") from error


def write_model(path: UPath, value: object) -> None:
    """Write a model value as JSON, atomically."""
    write_bytes(path, (dumps(value) + "\n").encode())


def read_model(path: UPath, kind: type[Model]) -> Model:
    """Read a model value from JSON.

    Raises StorageError when the file is missing, cannot be read now or was written by another version.
    """
    if (value := model_if_there(path, kind)) is None:
        raise StorageError(f"{path}: not there yet; run `cetingest run` first")
    return value


def model_if_there(path: UPath, kind: type[Model]) -> Model | None:
    """Read a model value from JSON, None when the file is not there; of a bucket by one request.

    Raises StorageError when it cannot be read now or was written by another version.
    """
    if (data := bytes_if_there(path)) is None:
        return None
    try:
        return loads(data, kind)
    except StorageError as error:
        raise StorageError(f"{path}: {error}; delete the file and run `cetingest run` again") from error
