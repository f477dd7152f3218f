"""Numbers become quantities with unit, range, period and qualifier; labels, dates and names do not."""

import time

import pytest

from cetingest.findings.context import context_of
from cetingest.findings.quantities import find_quantities
from tests.factories import block, document, reference


def quantities(text, title="Energy in Japan 2025", **fields):
    made = document(title=title, blocks=(block(text),), footnote_references=(), **fields)
    return find_quantities(context_of(made, ()))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It costs ¥1 trillion.", [("money", 1e12, None, "JPY")]),
        ("It costs 1 trillion yen.", [("money", 1e12, None, "JPY")]),
        ("It costs 1兆円.", [("money", 1e12, None, "JPY")]),
        ("It costs $5 billion.", [("money", 5e9, None, "USD")]),
        ("It costs US$1.2bn.", [("money", 1.2e9, None, "USD")]),
        ("It costs £2m.", [("money", 2e6, None, "GBP")]),
        ("It costs EUR 300 million.", [("money", 3e8, None, "EUR")]),
        ("It costs 1.2 billion euros.", [("money", 1.2e9, None, "EUR")]),
        ("It costs Rs 6,000 crore.", [("money", 6e10, None, "INR")]),
        ("It costs Rs 1,50,000.", [("money", 1.5e5, None, "INR")]),
        ("It costs ₩59.4 trillion.", [("money", 5.94e13, None, "KRW")]),
        ("It costs $2–3 billion.", [("money", 2e9, 3e9, "USD")]),
        ("It costs $2 billion to $3 billion.", [("money", 2e9, 3e9, "USD")]),
        ("It grew by 5%.", [("percent", 5.0, None, "percent")]),
        ("It grew by 5-10%.", [("percent", 5.0, 10.0, "percent")]),
        ("It lies between 3 and 5 per cent.", [("percent", 3.0, 5.0, "percent")]),
        ("It rose from 3% to 5%.", [("percent", 3.0, None, "percent"), ("percent", 5.0, None, "percent")]),
        ("It fell by 2 percentage points.", [("percentage_points", 2.0, None, "percentage points")]),
        ("It grew 2.5x.", [("ratio", 2.5, None, "times")]),
        ("It grew tenfold.", [("ratio", 10.0, None, "times")]),
        ("It grew five times.", [("ratio", 5.0, None, "times")]),
        ("It doubled.", [("ratio", 2.0, None, "times")]),
        ("It fell by half.", [("ratio", 0.5, None, "times")]),
        ("It is twice as large.", [("ratio", 2.0, None, "times")]),
        ("It holds two-fifths of the market.", [("ratio", 0.4, None, "times")]),
        ("It holds three quarters of the market.", [("ratio", 0.75, None, "times")]),
        ("It makes 2nm chips.", [("length", 2.0, None, "nm")]),
        ("It makes 2-nanometre chips.", [("length", 2.0, None, "nm")]),
        ("It runs 20 exaflops.", [("computing", 20.0, None, "exaFLOPS")]),
        ("It added 5 GW.", [("power", 5.0, None, "GW")]),
        ("It covers 538 square kilometres.", [("area", 538.0, None, "km²")]),
        ("It weighs 3 million tonnes.", [("mass", 3e6, None, "t")]),
        ("It counts 300 startups.", [("count", 300.0, None, "startups")]),
        ("It counts 1,200 large solar plants.", [("count", 1200.0, None, "plants")]),
        ("It reaches 40 million people.", [("count", 4e7, None, "people")]),
        ("It reaches 7.5 million.", [("number", 7.5e6, None, None)]),
        ("It takes 12 months.", [("duration", 12.0, None, "month")]),
        ("It took six consecutive years.", [("duration", 6.0, None, "year")]),
        ("It has lasted a decade.", [("duration", 10.0, None, "year")]),
        ("It takes more than a year.", [("duration", 1.0, None, "year")]),
        ("One farm in four is dry.", [("ratio", 0.25, None, "times")]),
        ("It is half that of Chile.", [("ratio", 0.5, None, "times")]),
        ("It made a fifth fewer.", [("ratio", 0.2, None, "times")]),
        ("Three of the 30 ports closed.", [("count", 3.0, None, "ports"), ("count", 30.0, None, "ports")]),
        ("Sixty-two of them closed.", [("number", 62.0, None, None)]),
        ("Failures rose from 41 to 90.", [("number", 41.0, None, None), ("number", 90.0, None, None)]),
        ("It registered over 900 in all.", [("number", 900.0, None, None)]),
        ("It holds one drill a year.", [("count", 1.0, None, "drill")]),
        ("It fell by 38 per cent in seven years.", [("percent", 38.0, None, "percent")]),
        (
            "They hold stocks for three months, but half of the mills do not.",
            [("duration", 3.0, None, "month"), ("ratio", 0.5, None, "times")],
        ),
        ("The quay is 18 m deep.", [("length", 18.0, None, "m")]),
        ("It grew by 3,5 percent.", [("percent", 3.5, None, "percent")]),
        ("Nearly nine-tenths had been spent.", [("ratio", 0.9, None, "times")]),
        ("One farm in ten buys it.", [("ratio", 0.1, None, "times")]),
        # no quantities
        ("It was larger a decade ago, and dearer than a year earlier.", []),
        ("Two of them are one of the top twenty ports.", []),
        ("The scale runs from 1 to 5.", []),
        ("One problem in two respects remains.", []),
        ("In 2024 it had Article 5, Phase 2 and G7 in view.", []),
        ("COVID-19, 5G, Web 3.0 and the F-35 are names.", []),
        ("It is 1) slow and 2) dear.", []),
        ("It ranks 4th, on page 12.", []),
        ("There are three challenges and the two countries differ.", []),
        ("They met five times, three times a year.", []),
        ("Horizon 2020 and Agenda 2030 end in 2030.", []),
        ("It began on 12 March 2025, in FY24.", []),
        ("The first half of the year was slow.", []),
        ("The value 99999999999999999999 is a code.", []),
    ],
)
def test_a_number_with_what_it_measures_is_a_quantity(text, expected):
    assert [(q.kind, q.value, q.value_high, q.unit) for q in quantities(text)] == expected


@pytest.mark.parametrize(
    ("title", "text", "currency"),
    [
        ("Energy in Australia 2025", "It costs $5 billion.", "AUD"),
        ("Energy in Australia 2025", "It costs US$5 billion.", "USD"),
        ("Energy in China 2025", "It costs ¥5 billion.", "CNY"),
        ("Energy in Pakistan 2025", "It costs Rs 5 billion.", "PKR"),
        ("Energy in Morocco 2025", "It costs 5 billion dirhams.", "MAD"),
        ("Energy in Chile 2025", "It costs 5 billion pesos.", "CLP"),
        ("Energy in Chile 2025", "It costs 5 billion dirhams.", "AED"),
        ("Energy in Japan 2025", "It costs 5 billion pesos.", None),
    ],
)
def test_a_symbol_of_several_currencies_means_that_of_the_documents_country(title, text, currency):
    assert [q.currency for q in quantities(text, title)] == [currency]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("It gives ¥5 billion over 10 years.", (10.0, "year")),
        ("It gives ¥5 billion over the past decade.", (10.0, "year")),
        ("It gives ¥5 billion a year.", (1.0, "year")),
        ("It gives ¥5 billion annually.", (1.0, "year")),
        ("Its annual budget of ¥5 billion is small.", (1.0, "year")),
        ("It gives ¥5 billion for 18 months.", (18.0, "month")),
        ("It gives ¥5 billion.", (None, None)),
    ],
)
def test_a_stretch_of_time_is_the_period_of_the_number_before_it(text, period):
    assert [(q.period_length, q.period_unit) for q in quantities(text)] == [period]


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("It costs about ¥5 billion.", "about"),
        ("It costs more than ¥5 billion.", "more than"),
        ("It costs up to ¥5 billion.", "up to"),
        ("A fund (Target: ¥5 billion) helps.", "Target"),
        ("It counts 300 startups or more.", "or more"),
    ],
)
def test_the_word_that_limits_a_number_is_kept_as_printed(text, qualifier):
    assert [q.qualifier for q in quantities(text)] == [qualifier]


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("It handled 3.3 million TEU in 2023.", None),
        ("It handled 3.3 million TEU of coal.", "coal"),
        ("Of the grant, 38 percent has been spent.", None),
        ("The quay is 1.4 km long.", None),
    ],
)
def test_no_year_verb_or_adjective_is_what_a_quantity_is_about(text, about):
    assert [q.about for q in quantities(text)] == [about]


def test_coordinated_subjects_and_numbers_pair_in_order():
    found = quantities("India and Chile raised output by two and three times over the past decade.")
    assert [(q.subject, q.value, q.period_length) for q in found] == [("IND", 2.0, 10.0), ("CHL", 3.0, 10.0)]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("It aims to add 5 GW.", "target"),
        ("It will add 5 GW.", "planned"),
        ("It added 5 GW.", "actual"),
        ("Nothing like 5 GW.", None),
    ],
)
def test_the_words_before_a_number_tell_whether_it_is_a_fact(text, status):
    assert [q.status for q in quantities(text)] == [status]


def test_a_quantity_has_its_sentence_and_footnotes():
    text = "It costs ¥5 billion."
    made = document(blocks=(block(text),), footnote_references=(reference(offset=len(text)),))
    (found,) = find_quantities(context_of(made, ()))
    assert (found.quote.text, found.footnote_ids, found.printed) == (text, ("doc-fn1",), "¥5 billion")


@pytest.mark.parametrize(
    "text",
    [
        "5% " * 82_500,
        "1" * 250_000,
        "1,111," * 40_000,
        "five and " * 27_500,
        "$5 billion to " * 17_500,
        "(5 " * 82_500,
    ],
)
def test_hostile_text_takes_bounded_time(text):
    context = context_of(document(blocks=(block(text),)), ())
    started = time.process_time()
    find_quantities(context)
    assert time.process_time() - started < 15
