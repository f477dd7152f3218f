"""Dates are read in the forms of notes, and what has two readings is not guessed at."""

import pytest

from cetingest.citations import cite_text
from cetingest.citations.csl import read_item
from cetingest.citations.dates import find_dates, find_lone_year, find_lone_years
from cetingest.language.dates import edtf_of_csl


def parts_of(date):
    return tuple(part for part in (date.year, date.month, date.day) if part is not None)


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
    assert (found[0].date.parts if found else None) == parts


@pytest.mark.parametrize(
    ("text", "year"), [("Title, 2023, x", 2023), ("(Verso, 2023)", 2023), ("White Paper 2023", None)]
)
def test_a_year_counts_only_between_punctuation(text, year):
    found = find_lone_year(text)
    assert (found.date.year if found else None) == year


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
    assert (parts_of(found[0].date) if found else None) == parts


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
    assert (parts_of(found[0].date) if found else None) == parts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(2021, May 8)", ((1, 12), "2021-05-08")),
        ("(2021, 8 May)", ((1, 12), "2021-05-08")),
        ("(2021, May)", ((1, 10), "2021-05")),
        ("Ley 7/2021, de 20 de mayo", ((6, 25), "2021-05-20")),
        ("FY2021/22", ((0, 9), "2021")),
        ("令和5年度", ((0, 5), "2023")),
        ("(Verso, c. May 1910)", ((8, 19), "1910-05~")),
        ("WEF, ca. spring 2021", ((5, 20), "2021-21~")),
        ("c. 8 May 1910", ((0, 13), "1910-05-08~")),
        ("The film was shot about May 1910", ((24, 32), "1910-05")),  # what stands in a sentence may count
    ],
)
def test_citations_have_date_styles_of_their_own(text, expected):
    assert [(one.span, one.date.edtf()) for one in find_dates(text)] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(London: Verso, c. 1910)", "1910~"),
        ("Verso, circa 1910–12.", "1910~/1912~"),
        ("(2017–19)", "2017/2019"),
        ("(1998–2004)", "1998/2004"),
        ("(2021a)", "2021"),
    ],
)
def test_a_lone_year_keeps_its_range_and_that_it_is_about_right(text, expected):
    assert [one.date.edtf() for one in find_lone_years(text)] == [expected]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Bank of Things (2020), “The Title,” Example Review, June 2020.", "2020-06"),
        ("Bank of Things (2020), “The Title,” Example Review, 3 June 2020.", "2020-06-03"),
        ("Bank of Things (2020), “The Title,” Example Review, Spring 2020.", "2020-21"),
        ("Bank of Things (2020, June), “The Title,” Example Review, Spring 2020.", "2020-06"),
        ("Bank of Things (2020), “The Title,” Example Review, June 2021.", "2020"),
        ("Bank of Things (c. 1910), “The Title,” Example Review, 1910.", "1910~"),
        ("Bank of Things (2020), “The Title,” Example Review.", "2020"),
        ("Bank of Things, “The Title,” Example Review, June 2020.", "2020-06"),
        ("Bank of Things, “The Title,” Example Review.", None),
    ],
)
def test_the_tail_dates_a_work_only_when_it_is_more_exact(note, expected):
    (work,) = cite_text(note).citations
    assert (edtf_of_csl(work.item["issued"]) if "issued" in work.item else None) == expected


@pytest.mark.parametrize(
    ("issued", "expected"),
    [
        ({"date-parts": [[2021]], "season": "1"}, "2021-21"),
        ({"date-parts": [[2021]], "season": 4}, "2021-24"),
        ({"date-parts": [["2021", 5]], "season": "Spring"}, "2021-05"),
        ({"date-parts": [[1910]], "circa": True}, "1910~"),
        ({"date-parts": [[1910]], "circa": False}, "1910"),
    ],
)
def test_a_date_of_a_csl_item_from_outside_keeps_season_and_circa(issued, expected):
    assert edtf_of_csl(read_item({"issued": issued})["issued"]) == expected
