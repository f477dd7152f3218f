"""Dates are read in the forms of notes, and what has two readings is not guessed at."""

import pytest

from cetingest.citations.dates import find_dates, find_lone_year


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("May 8, 2025", (2025, 5, 8)),
        ("Sept. 3rd, 2021", (2021, 9, 3)),
        ("8 May 2025", (2025, 5, 8)),
        ("December, 2024", (2024, 12)),
        ("2024-12-20", (2024, 12, 20)),
        ("2024-12", (2024, 12)),
        ("Summer 2010", (2010,)),
        ("18.9.2023", (2023, 9, 18)),
        ("12/20/2024", (2024, 12, 20)),
        ("3/4/2023", (2023,)),
        ("1er mai 2024", (2024, 5, 1)),
        ("3 de mayo de 2023", (2023, 5, 3)),
        ("8. März 2023", (2023, 3, 8)),
        ("2025年5月8日", (2025, 5, 8)),
        ("令和5年6月", (2023, 6)),
        ("平成元年", (1989,)),
        ("February 30, 2024", None),
        ("version 2024.13.45", None),
        ("page 2023", None),
    ],
)
def test_a_date_is_read_to_the_precision_that_is_printed(text, parts):
    found = find_dates(f"({text}).")
    assert (found[0].parts if found else None) == parts


@pytest.mark.parametrize(
    ("text", "year"), [("Title, 2023, x", 2023), ("(Verso, 2023)", 2023), ("White Paper 2023", None)]
)
def test_a_year_counts_only_between_punctuation(text, year):
    found = find_lone_year(text)
    assert (found.parts[0] if found else None) == year


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("3/12/2023", (2023,)),
        ("12/3/2023", (2023,)),
        ("3-4-2023", (2023,)),
        ("3/3/2023", (2023, 3, 3)),
        ("12/12/2023", (2023, 12, 12)),
        ("12/13/2023", (2023, 12, 13)),
        ("13/12/2023", (2023, 12, 13)),
        ("13/13/2023", None),
        ("3.4.2023", (2023, 4, 3)),
        ("3.12.2023", (2023, 12, 3)),
        ("2023-03-04", (2023, 3, 4)),
    ],
)
def test_day_and_month_are_told_apart_where_only_one_order_is_a_date(text, parts):
    found = find_dates(f"({text}).")
    assert (found[0].parts if found else None) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("2024-02-29", (2024, 2, 29)),
        ("2024-02-30", None),
        ("2024年12月", (2024, 12)),
        ("2024年13月", None),
        ("2024年4月30日", (2024, 4, 30)),
        ("2024年4月31日", None),
    ],
)
def test_a_day_or_month_that_the_calendar_does_not_have_is_no_date(text, parts):
    found = find_dates(f"({text}).")
    assert (found[0].parts if found else None) == parts
