"""Units of money and of measurement, and how they stand beside a number.

currencies.csv holds ISO 4217 codes with the symbols and names in use; units.csv the symbols of the SI brochure and the
units accepted beside it, and those of energy, data and computing, with their English names.
"""

import re
from dataclasses import dataclass
from functools import cache

from cetingest.language.data_files import read_rows

# "$", "pounds" and "kr" without more mean the document's own currency, where its country has one of that name.
_LOCAL_CODES = {
    ("$", "dollar", "dollars"): ("AUD", "CAD", "HKD", "NZD", "SGD", "TWD"),
    ("¥", "￥"): ("CNY",),
    ("kr", "krone", "kroner", "krona"): ("DKK", "NOK", "SEK", "ISK"),
    ("Rs", "Rs.", "rupee", "rupees"): ("PKR", "LKR", "NPR"),
    ("£", "pound", "pounds"): ("EGP",),
    ("peso", "pesos"): ("ARS", "CLP", "COP", "DOP", "MXN", "PHP", "UYU"),
    ("dirham", "dirhams"): ("MAD",),
    ("dinar", "dinars"): ("BHD", "DZD", "IQD", "JOD", "KWD", "LYD", "RSD", "TND"),
    ("rial", "rials", "riyal", "riyals"): ("IRR", "OMR", "QAR"),
    ("franc", "francs"): ("RWF", "XAF", "XOF"),
    ("shilling", "shillings"): ("KES", "TZS", "UGX"),
    ("leu", "lei"): ("RON",),
}
_LOCAL = {printed: codes for names, codes in _LOCAL_CODES.items() for printed in names}


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number is a number of; `currency` is its ISO 4217 code if it is money."""

    name: str
    kind: str
    currency: str | None = None


@cache
def _currencies() -> dict[str, str]:
    """Map each symbol, name and code to the code; the usual one of several wins."""
    table = read_rows("cetingest.findings", "quantities/currencies.csv")
    printed = {word: row["code"] for row in table for word in (*row["symbols"].split("|"), *row["names"].split("|"))}
    return {word: code for word, code in printed.items() if word} | {row["code"]: row["code"] for row in table}


@cache
def _homes() -> dict[str, str]:
    return {
        row["countries"]: row["code"]
        for row in read_rows("cetingest.findings", "quantities/currencies.csv")
        if row["countries"]
    }


@cache
def _units() -> dict[str, Unit]:
    """Map each symbol, and each word in lower case, to its unit."""
    units: dict[str, Unit] = {}
    for row in read_rows("cetingest.findings", "quantities/units.csv"):
        unit = Unit(row["unit"], row["kind"])
        units |= {symbol: unit for symbol in row["symbols"].split("|") if symbol}
        units |= {word.lower(): unit for word in row["words"].split("|") if word}
    return units


def currency_of(printed: str, home: str | None) -> Unit | None:
    """Return the currency that a symbol, code or name means in a document about `home` (ISO 3166-1 alpha-3).

    None where several countries have one of that name and `home` is none of them: "500 pesos".
    """
    local = _homes().get(home or "")
    code = local if local in _LOCAL.get(printed, ()) else _currencies().get(printed)
    return Unit(code, "money", code) if code else None


@cache
def currency_before() -> re.Pattern[str]:
    """Compile what stands before an amount: symbols and codes."""
    marks = {word for word in _currencies() if not word.islower() and not word[0].isdigit()}
    marks |= {f"{code}" for code in _currencies().values()}
    ordered = sorted(marks, key=lambda mark: (-len(mark), mark))
    return re.compile(rf"(?<![A-Za-z$])(?P<mark>{'|'.join(map(re.escape, ordered))})[\s\u00a0]?$")


@cache
def currency_after() -> re.Pattern[str]:
    """Compile what stands after an amount: symbols, codes and names."""
    ordered = sorted({*_currencies(), *_LOCAL}, key=lambda mark: (-len(mark), mark))
    return re.compile(rf"[\s\u00a0-]?(?:in\s)?(?P<mark>{'|'.join(map(re.escape, ordered))})(?![A-Za-z])")


@cache
def unit_after() -> re.Pattern[str]:
    """Compile what stands after a measure: symbols as they are, words in any case."""
    ordered = sorted(_units(), key=lambda mark: (-len(mark), mark))
    symbols = [re.escape(mark) for mark in ordered if not mark.islower() or len(mark) <= 4]
    words = [re.escape(mark).replace(r"\ ", r"\s+") for mark in ordered if mark.islower() and len(mark) > 3]
    alternatives = rf"(?i:{'|'.join(words)})|{'|'.join(symbols)}"
    return re.compile(rf"(?P<gap>[\s\u00a0-]?)(?P<mark>{alternatives})(?![A-Za-z0-9²³])")


def unit_of(printed: str) -> Unit:
    """Return the unit of a symbol or word that `unit_after` matched."""
    return _units().get(printed) or _units()[" ".join(printed.lower().split())]
