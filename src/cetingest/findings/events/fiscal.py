"""Fiscal years of countries, as dates.

fiscal_years.csv holds those that are not the calendar year: the first month after the field "Fiscal year" of the CIA
World Factbook (public domain), and whether a fiscal year with one number bears that of the calendar year in which it
begins (Japan: FY2024 begins in April 2024) or ends (United States: FY2024 ends in September 2024), after the budget
papers of the countries. Where those print two numbers (2024-25), the first is the year in which it begins everywhere.
"""

import calendar
from dataclasses import dataclass
from functools import cache

from cetingest.language.data_files import read_rows


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """A fiscal year as dates; `number` is that of its name, `calendar` says by which rule in a few words."""

    number: int
    start: str
    end: str
    calendar: str

    @property
    def edtf(self) -> str:
        """Return the interval from the first to the last day."""
        return f"{self.start}/{self.end}"


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

    >>> fiscal_year(2024, "JPN").edtf, fiscal_year(2024, "USA").edtf
    ('2024-04-01/2025-03-31', '2023-10-01/2024-09-30')
    >>> fiscal_year(2024, "IND", is_first_of_two=True).edtf
    '2024-04-01/2025-03-31'
    """
    month, is_named_by_end = _rules().get(country or "", (1, False))
    year = number - 1 if is_named_by_end and not is_first_of_two and month > 1 else number
    last_year, last_month = (year, 12) if month == 1 else (year + 1, month - 1)
    start = f"{year:04}-{month:02}-01"
    end = f"{last_year:04}-{last_month:02}-{calendar.monthrange(last_year, last_month)[1]:02}"
    months = f"{calendar.month_name[month]}-{calendar.month_name[last_month]}"
    owner = country if country in _rules() else "calendar year"
    return FiscalYear(number, start, end, f"{owner} ({months}): FY{number} = {start}/{end}")
