"""Numbers as texts write them."""

import pytest

from cetingest.language.numbers import ORDINALS, find_numerals, ordinal, read_kanji


@pytest.mark.parametrize(
    "printed",
    [
        "1st",
        "2nd",
        "3rd",
        "4th",
        "10th",
        "11th",
        "12th",
        "13th",
        "21st",
        "22nd",
        "23rd",
        "101st",
        "111th",
        "112th",
        "113th",
        "121st",
    ],
)
def test_an_ordinal_ends_as_its_number_is_spoken(printed):
    assert ordinal(int(printed[:-2])) == printed


@pytest.mark.parametrize(
    ("text", "number"), [("一", 1), ("十", 10), ("十九", 19), ("三十", 30), ("百五", 105), ("二百十", 210)]
)
def test_chinese_signs_are_read_by_tens_and_hundreds(text, number):
    assert read_kanji(text) == number


def test_ordinals_are_in_order():
    assert [ORDINALS.index(word) + 1 for word in ("first", "fifth", "twelfth", "twentieth")] == [1, 5, 12, 20]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("EUR 1.5 bn", [1.5e9]),
        ("1\u00a0200\u00a0000 firms", [1.2e6]),
        ("two hundred and five", [205.0]),
        ("a dozen, COVID-19, G7", [12.0]),
    ],
)
def test_numbers_stand_as_words_of_their_own(text, values):
    assert [numeral.value for numeral in find_numerals(text)] == values
