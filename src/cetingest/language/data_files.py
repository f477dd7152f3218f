"""Lists of words that lie beside the code as CSV, so that a domain expert can edit them."""

import csv
from importlib.resources import files


def read_rows(package: str, name: str) -> list[dict[str, str]]:
    """Read the rows of a CSV file of a package, by the names of its columns."""
    with files(package).joinpath(name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))
