"""Dates become EDTF; a date's clause tells what happens and whether it has happened."""

import time

import pytest

from cetingest.findings import find
from cetingest.findings.context import context_of
from cetingest.findings.events import find_events
from cetingest.findings.events.dates import Setting, find_dates
from cetingest.findings.events.fiscal import fiscal_year
from tests.factories import block, document, reference

JAPAN = Setting("JPN", 2025)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It opens in 2027.", [("2027", "year", None)]),
        ("It opens by 2027.", [("2027", "year", "by")]),
        ("It opens no later than March 2027.", [("2027-03", "month", "no later than")]),
        ("It opened on 7 May 2024.", [("2024-05-07", "day", None)]),
        ("It opened on May 7th, 2024.", [("2024-05-07", "day", None)]),
        ("It opened on 2024-05-07.", [("2024-05-07", "day", None)]),
        ("It opened in 2024年5月.", [("2024-05", "month", None)]),
        ("It opened in the third quarter of 2024.", [("2024-35", "quarter", None)]),
        ("It opened in Q3 2024.", [("2024-35", "quarter", None)]),
        ("It opens in 2H 2025.", [("2025-41", "half", None)]),
        ("It opened in autumn 2024.", [("2024-23", "season", None)]),
        ("It opened in early 2024.", [("2024", "year", "early")]),
        ("It opens by the end of 2030.", [("2030-12-31", "year_end", "by the end of")]),
        ("It opens by end-2030.", [("2030-12-31", "year_end", "by the end of")]),
        ("It opens by the end of February 2028.", [("2028-02-29", "month_end", "by the end of")]),
        ("It opens by the end of the decade.", [("2030", "decade_end", "by the end of")]),
        ("It opened in FY2024.", [("2024-04-01/2025-03-31", "fiscal_year", None)]),
        ("It opens by the end of fiscal year 2026.", [("2027-03-31", "fiscal_year_end", "by the end of")]),
        ("It ran from 2019 to 2023.", [("2019/2023", "period", None)]),
        ("It ran between 2019 and 2023.", [("2019/2023", "period", None)]),
        ("It ran in 2019–2023.", [("2019/2023", "period", None)]),
        ("It shrank over the past decade.", [("2015/2025", "decade", None)]),
        ("It shrank over the last five years.", [("2020/2025", "period", None)]),
        ("It grows over the next 15 years.", [("2025/2040", "period", None)]),
        ("It began ten years ago.", [("2015", "year", None)]),
        ("It began in the 1990s.", [("199X", "decade", None)]),
        ("It grows until the mid-2030s.", [("203X", "decade", "until")]),
        ("It was so in 2017, 2019 and 2021.", [("2017", "year", None), ("2019", "year", None), ("2021", "year", None)]),
        ("The 2030 target is far.", [("2030", "year", None)]),
        ("The Green Plan (2008-2020) paid.", [("2008/2020", "period", None)]),
        ("It opened circa 1910.", [("1910~", "year", "circa")]),
        ("It opened c. 1910.", [("1910~", "year", "c.")]),
        ("It opens around 2030.", [("2030~", "year", "around")]),
        ("It opened in about 1910.", [("1910~", "year", None)]),
        ("It opens by around 2030.", [("2030~", "year", "by")]),
        ("It opened around May 2021.", [("2021-05~", "month", "around")]),
        ("It opened around spring 2021.", [("2021-21~", "season", "around")]),
        ("It opened in the spring of 2021.", [("2021-21", "season", None)]),
        ("It opens around the end of 2030.", [("2030-12-31~", "year_end", "around the end of")]),
        ("It ran from around 2019 to 2023.", [("2019~/2023~", "period", "from")]),
        ("It opens by at least 2030.", [("2030", "year", "by")]),
        # no dates of the text
        ("It had about 1910 members.", []),
        ("It had approximately 1910 members.", []),
        ("See Annex C. 1910 is no year.", []),
        ("See Annex C 1910 for more.", []),
        ("The DX White Paper 2023 says so.", []),
        ("The 2030 Agenda says so.", []),
        ("Others agree (Lee, 2020).", []),
        ("It costs 5 yen in 2015 prices.", []),
        ("The Energy Act of 2022 says so.", []),
        ("It had 2021 members.", []),
        ("It opened on 31 February 2024, they say.", [("2024-02", "month", None)]),
        ("It lasts over 10 years.", []),
        ("Society 5.0 and COP26 are names.", []),
    ],
)
def test_dates_of_a_text_are_edtf_with_precision_and_modifier(text, expected):
    assert [(d.date.edtf(), d.precision, d.modifier) for d in find_dates(text, JAPAN)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("VAT was suspended from February 2022 to March 2024.", ["2022-02/2024-03"]),
        ("They resigned between April 2020 and September 2022.", ["2020-04/2022-09"]),
        ("They resigned between April and September 2022.", ["2022-04/2022-09"]),
        ("It rained from 3 May until 7 June 2024.", ["2024-05-03/2024-06-07"]),
        ("It rained (3 May 2024 – 7 June 2024).", ["2024-05-03/2024-06-07"]),
        ("It rained from May to around June 2024.", ["2024-06~"]),
        ("It rained from spring 2021 to autumn 2022.", ["2021-21/2022-23"]),
        ("It rained (around May 2021 – June 2022).", ["2021-05~/2022-06~"]),
        ("It rained from May 2021 to May 2021.", ["2021-05", "2021-05"]),
        ("It rained from 31 February to 7 June 2024.", ["2024-06-07"]),
        ("It opened in May 2021 and closed in June 2022.", ["2021-05", "2022-06"]),
        ("It fell from June 2024 on, and in May 2021 it rose.", ["2024-06", "2021-05"]),
    ],
)
def test_two_dates_that_bound_a_stretch_of_time_are_one_event(text, expected):
    found = find_events(context_of(document(blocks=(block(text),)), ()))
    assert [event.date for event in found] == expected


@pytest.mark.parametrize(
    ("country", "number", "is_pair", "expected"),
    [
        ("JPN", 2024, False, "2024-04-01/2025-03-31"),
        ("USA", 2024, False, "2023-10-01/2024-09-30"),
        ("AUS", 2024, False, "2023-07-01/2024-06-30"),
        ("IND", 2024, False, "2023-04-01/2024-03-31"),
        ("IND", 2024, True, "2024-04-01/2025-03-31"),
        ("GBR", 2024, True, "2024-04-01/2025-03-31"),
        ("DEU", 2024, False, "2024-01-01/2024-12-31"),
        (None, 2024, False, "2024-01-01/2024-12-31"),
    ],
)
def test_a_fiscal_year_is_that_of_the_country(country, number, is_pair, expected):
    assert fiscal_year(number, country, is_first_of_two=is_pair).date.edtf() == expected


def test_two_years_with_a_dash_are_a_fiscal_year_only_where_those_differ_from_calendar_years():
    dates = [find_dates("It fell in 2022-23.", Setting(country, 2025))[0].date.edtf() for country in ("GBR", "DEU")]
    assert dates == ["2022-04-01/2023-03-31", "2022/2023"]


def test_a_relative_date_needs_a_year_to_count_from():
    assert find_dates("It shrank over the past decade.", Setting("JPN", None)) == ()


def events(text, title="Energy in Japan 2025"):
    made = document(title=title, blocks=(block(text),), footnote_references=(reference(offset=len(text)),))
    return find(made).events


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("The agency was established in 2013.", "establishment", "done"),
        ("In 2013, the cabinet created an agency.", "establishment", "done"),
        ("An agency is to be established in 2027.", "establishment", "planned"),
        ("The law, adopted in 2021, helps.", "enactment", "done"),
        ("The act entered into force on 1 March 2024.", "enactment", "done"),
        ("The two signed a treaty in May 2024.", "agreement", "done"),
        ("The firm aims to double output by 2027.", "target", "planned"),
        ("The firm will open a plant by 2027.", "target", "planned"),
        ("Demand is expected to rise until 2040.", "forecast", "planned"),
        ("Prices fell in 2022.", "trend", "past"),
        ("Output has grown since 2010.", "trend", "past"),
        ("A scheme has existed since 2003.", "trend", "past"),
        ("The yard completed seven ships from 2007 to 2017.", "milestone", "past"),
        ("The plant was closed in 2011.", "end", "done"),
        ("The firm completed the plant in 2022.", "milestone", "done"),
        ("It announced that it completed the plant in 2024.", "milestone", "announced as done"),
        ("It announced that it would build a plant by 2028.", "target", "announced"),
        ("Many are happy in 2025.", "other", None),
    ],
)
def test_the_verb_of_the_clause_tells_the_kind_and_the_status(text, kind, status):
    assert [(event.kind, event.status) for event in events(text)] == [(kind, status)]


def test_each_date_belongs_to_its_own_clause():
    found = events("In 2013 the agency was founded, and by 2030 it wants to employ 500 people.")
    assert [(event.date, event.kind) for event in found] == [("2013", "establishment"), ("2030", "target")]
    assert [event.what for event in found] == ["the agency was founded", "it wants to employ 500 people"]


def test_an_event_has_its_sentence_and_the_footnotes_that_stand_there():
    (event,) = events("The agency was founded in 2013.")
    assert (event.quote.text, event.footnote_ids, event.printed) == (
        "The agency was founded in 2013.",
        ("doc-fn1",),
        "in 2013",
    )


def test_a_fiscal_year_says_by_which_calendar_it_became_a_date():
    (event,) = events("The plant opened in FY2023.")
    assert (event.fiscal_year, event.fiscal_calendar) == (
        2023,
        "JPN (April-March): FY2023 = 2023-04-01/2024-03-31",
    )


@pytest.mark.parametrize("text", ["2021-" * 50_000, "in 2021 " * 6_250, "May " * 62_500, "1" * 250_000, "(" * 250_000])
def test_hostile_text_takes_bounded_time(text):
    context = context_of(document(blocks=(block(text),)), ())
    started = time.process_time()
    find_events(context)
    assert time.process_time() - started < 8
