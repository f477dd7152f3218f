"""A date keeps what was printed when it is written as EDTF or CSL-JSON and read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cetingest.language.dates import PartialDate, edtf_of_csl, from_csl, parse_edtf, to_csl

YEARS = st.one_of(st.integers(1, 9999), st.integers(-20_000, 20_000))


def date(**parts):
    return PartialDate(**({"year": 2021} | parts))


DAYS = st.dates().map(lambda day: PartialDate.of(day.year, day.month, day.day))
CSL_DATES = st.one_of(
    DAYS,
    st.builds(PartialDate, year=YEARS),
    st.builds(PartialDate, year=YEARS, month=st.integers(1, 12)),
    st.builds(PartialDate, year=YEARS, season=st.integers(1, 4)),
)
DATES = st.one_of(
    CSL_DATES,
    st.builds(PartialDate, year=YEARS, quarter=st.integers(1, 4)),
    st.builds(PartialDate, year=YEARS, half=st.integers(1, 2)),
    st.integers(-999, 999).map(lambda decade: PartialDate(year=decade * 10, is_decade=True)),
)


def whole(dates, literals):
    """Make dates that may be about right, the first of two, and known as printed."""
    return st.builds(
        lambda first, last, is_circa, literal: PartialDate(
            **{
                name: getattr(first, name)
                for name in ("year", "month", "day", "season", "quarter", "half", "is_decade")
            },
            last=last,
            is_circa=is_circa,
            literal=literal,
        ),
        dates,
        st.none() | dates,
        st.booleans(),
        literals,
    )


@given(whole(DATES, st.none()))
def test_every_date_that_is_written_as_edtf_is_read_back_as_it_was(one):
    assert parse_edtf(one.edtf()) == one


@given(whole(CSL_DATES, st.none() | st.just("FY2021")))
def test_every_date_that_csl_can_hold_comes_back_from_it_as_it_was(one):
    assert from_csl(to_csl(one)) == one


@pytest.mark.parametrize(
    ("one", "edtf", "csl"),
    [
        (date(), "2021", {"date-parts": ((2021,),)}),
        (date(month=5), "2021-05", {"date-parts": ((2021, 5),)}),
        (date(month=5, day=8), "2021-05-08", {"date-parts": ((2021, 5, 8),)}),
        (date(season=1), "2021-21", {"date-parts": ((2021,),), "season": 1}),
        (date(season=4), "2021-24", {"date-parts": ((2021,),), "season": 4}),
        (date(quarter=2), "2021-34", {"date-parts": ((2021, 4), (2021, 6))}),
        (date(half=2), "2021-41", {"date-parts": ((2021, 7), (2021, 12))}),
        (date(year=2010, is_decade=True), "201X", {"date-parts": ((2010,), (2019,))}),
        (date(is_circa=True), "2021~", {"date-parts": ((2021,),), "circa": True}),
        (date(season=2, is_circa=True), "2021-22~", {"date-parts": ((2021,),), "season": 2, "circa": True}),
        (date(last=date(year=2023)), "2021/2023", {"date-parts": ((2021,), (2023,))}),
        (date(last=date(year=2023), is_circa=True), "2021~/2023~", {"date-parts": ((2021,), (2023,)), "circa": True}),
        (date(season=1, last=date(season=3)), "2021-21/2021-23", {"date-parts": ((2021, 21), (2021, 23))}),
        (date(literal="FY2021"), "2021", {"date-parts": ((2021,),), "literal": "FY2021"}),
        (date(year=794), "0794", {"date-parts": ((794,),)}),
        (PartialDate.of(-44, 3, 15), "-0044-03-15", {"date-parts": ((-44, 3, 15),)}),
        (date(year=12_000), "Y12000", {"date-parts": ((12_000,),)}),
    ],
)
def test_a_date_is_written_as_exact_as_it_is(one, edtf, csl):
    assert (one.edtf(), to_csl(one)) == (edtf, csl)


@pytest.mark.parametrize(
    "parts",
    [
        {"month": 0},
        {"month": 13},
        {"season": 5},
        {"quarter": 0},
        {"half": 3},
        {"month": 2, "day": 29},
        {"day": 8},
        {"month": 5, "season": 1},
        {"year": 2015, "is_decade": True},
        {"year": 12_000, "is_decade": True},
        {"is_circa": True, "last": PartialDate(year=2023, is_circa=True)},
        {"last": PartialDate(year=2023, last=PartialDate(year=2024))},
    ],
)
def test_what_no_calendar_has_is_no_date(parts):
    with pytest.raises(ValueError, match=str(parts.get("year", 2021))):
        date(**parts)


@pytest.mark.parametrize(
    "text",
    ["", "may", "2021-5", "2021-00", "2021-25", "2021-37", "2021-02-30", "2021?", "2021~/2022", "2021/2022/2023"],
)
def test_other_text_is_not_read_as_edtf(text):
    with pytest.raises(ValueError, match=r"2021|EDTF"):
        parse_edtf(text)


@pytest.mark.parametrize(
    ("csl", "expected"),
    [
        ({"date-parts": ((2023, 2, 31),)}, "2023-02"),
        ({"date-parts": ((2023, 14),)}, "2023"),
        ({"date-parts": ((2023, 22),)}, "2023-22"),
        ({"date-parts": ((2023, 5),), "season": 1}, "2023-05"),
        ({"date-parts": ((2023,),), "season": 9}, "2023"),
        ({"date-parts": ((2023,), ())}, "2023"),
        ({"date-parts": ()}, None),
        ({"date-parts": ((),)}, None),
        (None, None),
    ],
)
def test_of_a_csl_date_that_no_calendar_has_the_rest_is_kept(csl, expected):
    assert edtf_of_csl(csl) == expected


@pytest.mark.parametrize(
    ("one", "precision", "last_year"),
    [
        (date(month=5, day=8), "day", 2021),
        (date(month=5), "month", 2021),
        (date(season=1), "season", 2021),
        (date(quarter=1), "quarter", 2021),
        (date(half=1), "half", 2021),
        (date(), "year", 2021),
        (date(year=1990, is_decade=True), "decade", 1999),
        (date(month=5, last=date(year=2023)), "period", 2023),
    ],
)
def test_a_date_tells_how_exact_it_is_and_in_which_year_it_ends(one, precision, last_year):
    assert (one.precision, one.last_year) == (precision, last_year)
