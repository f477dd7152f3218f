"""Lists of words that lie beside the code as YAML, so that a domain expert can edit them."""

from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import yaml


def read_words(package: str, name: str) -> Mapping[str, Any]:
    """Read a YAML file of a package that holds a mapping; every word in it is a string, "no" and "on" too."""
    words: Mapping[str, Any] = yaml.load(files(package).joinpath(name).read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506
    return words
