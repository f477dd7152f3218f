"""Lists of words that lie beside the code as CSV and YAML, so that a domain expert can edit them."""

import csv
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import yaml


def read_rows(package: str, name: str) -> list[dict[str, str]]:
    """Read the rows of a CSV file of a package, by the names of its columns.

    >>> read_rows("cetingest.language", "data/countries.csv")[0]["code"]
    'ABW'
    """
    with files(package).joinpath(name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def read_words(package: str, name: str) -> Mapping[str, Any]:
    """Read a YAML file of a package that holds a mapping; every word in it is a string, "no" and "on" too."""
    words: Mapping[str, Any] = yaml.load(files(package).joinpath(name).read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506
    return words
