"""Relative paths of a settings file, which are taken from its own folder.

So a file named with `--config` means the same from whichever folder a command or a code location is started.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cetingest.errors import SettingsError

_PATHS = (("storage", "raw"), ("storage", "processed"), ("links", "ca_bundle"), ("findings", "families"))
_URL = re.compile(r"[\w+.-]{2,}:")  # "s3://bucket", "simplecache::s3://bucket", "memory:/raw"
_SQLITE = re.compile(r"(?P<scheme>sqlite(?:\+\w+)?:///)(?P<path>(?!/|:memory:).+)")


def anchored(values: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """Return the sections of a settings file with its relative paths joined to `folder`; URLs stay as they are.

    A value that is no text stays too; the check of types reports it with its key.
    Raises SettingsError for "~nobody/...".
    """
    made = {name: dict(section) if isinstance(section, Mapping) else section for name, section in values.items()}
    for section, key in _PATHS:
        if isinstance(made.get(section), dict) and key in made[section]:
            made[section][key] = _joined(made[section][key], folder)
    storage = made.get("storage")
    if isinstance(storage, dict) and isinstance(storage.get("history"), str):
        database = _SQLITE.fullmatch(storage["history"])
        if database:
            storage["history"] = f"{database['scheme']}{folder / database['path']}"
    return made


def _joined(value: object, folder: Path) -> object:
    if isinstance(value, list):
        return [_joined(one, folder) for one in value]
    if not isinstance(value, str) or not value or _URL.match(value):
        return value
    try:
        return str(folder / Path(value).expanduser())
    except RuntimeError as error:
        raise SettingsError(f"{value}: nobody of that name has a home here; write the whole path") from error
