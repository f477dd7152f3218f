"""Lists of words that lie beside the code as CSV and YAML, so that a domain expert can edit them."""

import csv
from collections.abc import Mapping
from importlib.resources import files
from typing import Any


def read_rows(package: str, name: str) -> list[dict[str, str]]:
    """Read the rows of a CSV file of a package, by the names of its columns.

    >>> read_rows("cetingest.language", "data/countries.csv")[0]["code"]
    'ABW'
    """
    with files(package).joinpath(name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def read_words(package: str, name: str) -> Mapping[str, Any]:
    """Read a YAML file of a package that holds a mapping; every word in it is a string, "no" and "on" too."""
    import yaml  # noqa: PLC0415 - the guarded child of each PDF starts without it

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # libyaml reads five times as fast
    text = files(package).joinpath(name).read_text(encoding="utf-8")
    words: Mapping[str, Any] = yaml.load(text, loader)  # noqa: S506 - makes nothing but texts
    return words
