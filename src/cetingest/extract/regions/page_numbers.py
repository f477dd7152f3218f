"""Read the numbers of pages as they are printed: alone, or at the end of a running head."""

import re
from functools import cache

from cetingest.extract.regions.labels import read_roman
from cetingest.language.data_files import read_rows

_NUMBER = re.compile(r"\d+")
_EDGE_NUMBER = re.compile(r"^\d+(?=\s)|(?<=\s)\d+$")
_VALUE = r"(?P<number>\d{1,4}|[ivxlc]{1,7})"


def read_page_number(text: str) -> int | None:
    """Read the number of a page from a line that holds nothing else.

    >>> read_page_number("- Page 3 of 12 -"), read_page_number("iv"), read_page_number("3 ports")
    (3, 4, None)
    """
    found = _printed_number().fullmatch(text)
    return None if found is None else _value(found["number"])


def edge_numbers(text: str) -> tuple[int, ...]:
    """Return the numbers that a running head begins and ends with.

    >>> edge_numbers("12 | Report of 2019"), edge_numbers("Page iv  Ports of the North"), edge_numbers("Ports")
    ((12, 2019), (4,), ())
    """
    found = (_edges()[0].match(text), _edges()[1].search(text))
    values = (_value(match["number"]) for match in found if match is not None)
    return tuple(value for value in values if value is not None)


def without_numbers(text: str, *, is_outer: bool) -> tuple[str, tuple[int, ...]]:
    """Return a running head with signs for its numbers, and the numbers; away from the edge those at its ends only.

    >>> without_numbers("iv  Report of 2019", is_outer=True), without_numbers("Report of 2019", is_outer=False)
    (('#  Report of #', (4, 2019)), ('Report of #', (2019,)))
    """
    for found in (_edges()[1].search(text), _edges()[0].match(text)):
        value = found and _value(found["number"])
        if found and value is not None:
            text = f"{text[: found.start('number')]}{value}{text[found.end('number') :]}"
    pattern = _NUMBER if is_outer else _EDGE_NUMBER
    return pattern.sub("#", text), tuple(int(digits[:9]) for digits in pattern.findall(text))


def _value(printed: str) -> int | None:
    return int(printed) if printed.isdigit() else read_roman(printed.lower())


@cache
def _printed_number() -> re.Pattern[str]:
    return re.compile(rf"\W*{_words('before')}{_VALUE}{_count()}\W*", re.IGNORECASE)


@cache
def _edges() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a number at the beginning and at the end of a line."""
    first = re.compile(rf"\W*{_words('before')}{_VALUE}{_count()}(?=\s|\W\s)", re.IGNORECASE)
    return first, re.compile(rf"(?<=\s){_words('before')}{_VALUE}{_count()}[^\w.!?]*$", re.IGNORECASE)


def _count() -> str:
    return rf"(?:\s*(?:{_listed('between')})\s*\d{{1,4}})?"


def _words(place: str) -> str:
    return rf"(?:(?:{_listed(place)})\b\.?)?\s*"


def _listed(place: str) -> str:
    rows = read_rows("cetingest.extract", "data/page_numbers.csv")
    return "|".join(re.escape(row["word"]) for row in rows if row["place"] == place)
