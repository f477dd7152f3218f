"""Fiscal years of countries, as dates.

fiscal_years.csv holds those that are not the calendar year: the first month after the field "Fiscal year" of the CIA
World Factbook (public domain), and whether a fiscal year with one number bears that of the calendar year in which it
begins (Japan: FY2024 begins in April 2024) or ends (United States: FY2024 ends in September 2024), after the budget
papers of the countries. Where those print two numbers (2024-25), the first is the year in which it begins everywhere.
"""

import calendar
from dataclasses import dataclass, replace
from functools import cache

from cetingest.language.data_files import read_rows
from cetingest.language.dates import PartialDate


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """A fiscal year from its first to its last day; `number` is that of its name, `calendar` says by which rule."""

    number: int
    date: PartialDate
    calendar: str


@cache
def _rules() -> dict[str, tuple[int, bool]]:
    return {
        row["code"]: (int(row["first_month"]), row["named_by"] == "end")
        for row in read_rows("cetingest.findings", "events/fiscal_years.csv")
    }


def has_own_fiscal_year(country: str | None) -> bool:
    """Tell whether a country's fiscal year is known to differ from the calendar year."""
    return country in _rules()


def fiscal_year(number: int, country: str | None, *, is_first_of_two: bool = False) -> FiscalYear:
    """Return the fiscal year with a name's number; `is_first_of_two` tells that the name was like 2024-25.

    Without a known country, or for one that budgets by the calendar year, it is the calendar year.

    >>> fiscal_year(2024, "JPN").date.edtf(), fiscal_year(2024, "USA").date.edtf()
    ('2024-04-01/2025-03-31', '2023-10-01/2024-09-30')
    >>> fiscal_year(2024, "IND", is_first_of_two=True).date.edtf()
    '2024-04-01/2025-03-31'
    """
    month, is_named_by_end = _rules().get(country or "", (1, False))
    year = number - 1 if is_named_by_end and not is_first_of_two and month > 1 else number
    last_year, last_month = (year, 12) if month == 1 else (year + 1, month - 1)
    last = PartialDate.of(last_year, last_month, calendar.monthrange(last_year, last_month)[1])
    date = replace(PartialDate.of(year, month, 1), last=last)
    months = f"{calendar.month_name[month]}-{calendar.month_name[last_month]}"
    owner = country if country in _rules() else "calendar year"
    return FiscalYear(number, date, f"{owner} ({months}): FY{number} = {date.edtf()}")
