"""Lists of words that lie beside the code as YAML, so that a domain expert can edit them."""

from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import yaml

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # libyaml reads five times as fast


def read_words(package: str, name: str) -> Mapping[str, Any]:
    """Read a YAML file of a package that holds a mapping; every word in it is a string, "no" and "on" too."""
    text = files(package).joinpath(name).read_text(encoding="utf-8")
    words: Mapping[str, Any] = yaml.load(text, _LOADER)  # noqa: S506 - makes nothing but texts
    return words
