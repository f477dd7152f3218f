"""The words of dates read as their lists say, and what has two readings is not guessed at."""

import re
import time
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cetingest.citations.dates import find_dates, find_lone_years
from cetingest.findings.events.dates import Setting
from cetingest.findings.events.dates import find_dates as find_event_dates
from cetingest.language.date_finder import find_common_dates, read_date, scan
from cetingest.language.date_words import LISTS, date_words, numbers

WORDS = [(name, word) for name in LISTS for word in date_words(name)]


@pytest.mark.parametrize(("name", "word"), WORDS, ids=[f"{name}-{word.language}-{word.word}" for name, word in WORDS])
def test_each_word_reads_as_its_example_says(name, word):
    texts = (word.example, word.example.replace(word.word, word.word.capitalize()))
    if name == "ordinals":  # only running text spells them out
        found = [[one.date for one in find_event_dates(text, Setting())] for text in texts]
    else:
        found = [[one.date for one in (*find_common_dates(text), *find_lone_years(text))][:1] for text in texts]
    assert [[date.edtf() for date in dates] for dates in found] == [[word.edtf], [word.edtf]]


@pytest.mark.parametrize("name", LISTS)
def test_no_word_has_two_numbers(name):
    meanings = Counter(word for word, _ in {(word.word, word.number) for word in date_words(name)})
    assert [word for word, count in meanings.items() if count > 1] == []


def test_every_language_has_all_months_and_seasons():
    for name, count in (("months", 12), ("seasons", 4)):
        languages = {word.language for word in date_words(name)}
        assert {(one, len(set(numbers(name, one).values()))) for one in languages} == {
            (one, count) for one in languages
        }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20/12/2024", "2024-12-20"),
        ("12/20/2024", "2024-12-20"),
        ("3/4/2023", "2023"),  # March or April
        ("3-4-2023", "2023"),
        ("3.4.2023", "2023-04-03"),
        ("4/4/2023", "2023-04-04"),
        ("12/12/2023", "2023-12-12"),
        ("11/12/2023", "2023"),
        ("13/12/2023", "2023-12-13"),
        ("12/13/2023", "2023-12-13"),
        ("13/13/2023", None),
        ("31/2/2023", None),
        ("2023.13.45", None),
        ("2024-12-00", "2024-12"),
        ("2023年13月", None),
        ("2023年12月", "2023-12"),
        ("二〇二三年十二月三十一日", "2023-12-31"),
        ("二〇二三年二十日", "2023"),
        ("平成三十年", None),
        ("May 3–5, 2021", "2021-05-03/2021-05-05"),
        ("3.-5. Mai 2021", "2021-05-03/2021-05-05"),
        ("May 3–45, 2021", "2021-05-03"),
        ("May–June 2021", "2021-05/2021-06"),
        ("8th of May 2021", "2021-05-08"),
        ("Q2 2021", "2021-34"),
        ("2nd quarter of 2021", "2021-34"),
        ("In January of 1912", None),
        ("Spring, 2021", "2021-21"),
        ("2021. 5. 8.", "2021-05-08"),
        ("2021년 5월", "2021-05"),
    ],
)
def test_a_date_is_read_to_the_precision_that_is_sure(text, expected):
    found = find_common_dates(f"({text}).")
    assert [one.date.edtf() for one in found] == ([expected] if expected else [])


def test_what_one_form_has_read_no_later_one_reads_again():
    forms = [(re.compile(form), lambda match: match[0]) for form in (r"b\d", r"a b\d c", r"[a-d]")]
    assert scan("a b1 c d", forms) == ["b1", "a", "c", "d"]


def test_a_match_that_is_no_date_leaves_its_place_to_the_next_form():
    forms = [(re.compile(r"ab"), lambda _: None), (re.compile("b"), lambda match: match.span())]
    assert scan("ab", forms) == [(1, 2)]


def test_there_is_no_third_half_of_a_year():
    assert read_date(re.fullmatch(r"(?P<half>\w+) half of (?P<year>\d+)", "third half of 2021")) is None


PIECES = st.sampled_from(
    (
        "May", "8", "8th", "of", "2021", "21", "–", "/", "-", ".", ",", "(", ")", "c.", "ca", "um", "Spring", "Q2",
        "FY", "２０２１", "half",
        "年", "月", "5", "日", "令和", "元", "reiwa", "30", "Mai", "de", "accessed", "first", "quarter", "1990s",
    )
)  # fmt: skip


@given(st.lists(st.tuples(PIECES, st.sampled_from(("", " ", "  "))), max_size=14))
def test_every_date_that_is_found_stands_in_the_text_at_its_place(pieces):
    text = "".join(piece + gap for piece, gap in pieces)
    for dates in (find_common_dates(text), find_dates(text)):
        assert [one.span for one in dates] == sorted(one.span for one in dates)
        for one, following in pairwise(dates):
            assert one.span[1] <= following.span[0]
    for one in (*find_common_dates(text), *find_dates(text), *find_lone_years(text)):
        start, end = one.span
        assert 0 <= start < end <= len(text)
        # read alone, in the brackets that years and author-date styles want, it is the same date
        alone = [
            other.date for other in (*find_dates(f"({text[start:end]})"), *find_lone_years(f"({text[start:end]})"))
        ]
        assert one.date.year in [other.year for other in alone] or "/" in text[max(0, start - 1) : start]


@pytest.mark.parametrize(
    "text",
    [
        "May 8, 2021 " * 4_000,
        "May " * 20_000,
        "c. " * 20_000,
        "2021-" * 12_000,
        "8 of " * 12_000,
        "年" * 50_000,
        "1" * 60_000,
    ],
    ids=["dates", "months", "circa", "years", "days", "kanji", "digits"],
)
def test_hostile_text_is_read_in_linear_time(text):
    def seconds(part):
        started = time.process_time()
        find_dates.__wrapped__(part)
        list(find_lone_years(part))
        return time.process_time() - started

    find_dates("")  # compile
    assert seconds(text) < 10 * seconds(text[: len(text) // 4]) + 0.5
