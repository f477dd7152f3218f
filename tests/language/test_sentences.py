"""Where sentences end: one splitter for running text and for notes, by words that stand in a data file."""

import re
import time

import pytest

from cetingest.language import abbreviations, sentences
from cetingest.language.data_files import read_words
from cetingest.language.sentences import ends_with_abbreviation, find_end_in_note, sentence_at, split_sentences

GROUPS = read_words("cetingest.language", "data/abbreviations.yaml")
LISTED = tuple(abbreviations.listed())
COUNTEREXAMPLES = [text for group in GROUPS["abbreviations"] for text in group.get("counterexamples", ())]


def split(text):
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    "parted",
    [
        "The U.S. Department of Energy leads.",
        "It is in the U.S. | The next step follows.",
        "They bought Samsung Electronics Co. Ltd. | The price is unknown.",
        "Hanbit Co. Ltd. Seoul makes them.",
        "It stands on p. 12 of the report.",
        "It stands in No. 5 of the list.",
        "He said no. | Nobody came.",
        "They love modern art. | Nor do we hate it.",
        "It was signed on Jan. 3 in Oslo.",
        "It was built by J. R. Berger in Graz.",
        "They quote H.L.A. Hart at length.",
        "They quote E.-J. Berger at length.",
        "It is shown in Figure 7-B. | Many followed.",
        "We need a plan B. | The first one failed.",
        "The year was 2013. | April came late.",
        "Es begann am 13. Juni in Graz. | Dann kam der Herbst.",
        "Im Krieg des 19. Jahrhunderts fiel es.",
        "Sie sagt: „Es wird heller.“ | „Vielleicht“, sagt er.",
        "Das gilt z. B. Banken und Fonds.",
        "Il dit : « Le jour vient. » | La nuit tombe.",
        "Las ideas ya están. | Ésta es la nuestra.",
        "The required (!) Motivation is missing.",
        "He asks: “Who leads?” | She knows.",
        "Who Leads? – A Study of Ports.",
        "“I did nothing. | – What good would it do?” he said.",
        "It equals . . . 40 percent of the whole.",
        "It rose by 1.5 percent. | 2024 was better.",
        "It ended here. | [...] Then it began again.",
        "安全です。|次の文。",
        "「安全です。」|次の文。",
    ],
)
def test_sentences_end_where_a_reader_ends_them(parted):
    assert split(parted.replace(" | ", " ").replace("|", "")) == re.split(r" \| |\|", parted)


@pytest.mark.parametrize("one", LISTED, ids=lambda one: f"{one.word} {one.ends}")
def test_the_stop_of_each_abbreviation_ends_no_sentence_in_its_example(one):
    assert f"{one.word}." in one.example or f"{one.word}." in one.example.lower()
    if one.is_of_notes:
        assert find_end_in_note(one.example, 0, len(one.example)) is None
    else:
        assert split(one.example) == [one.example]


@pytest.mark.parametrize("text", COUNTEREXAMPLES)
def test_the_stop_of_an_abbreviation_ends_a_sentence_in_its_counterexample(text):
    assert split(text.replace(" | ", " ")) == text.split(" | ")


def test_no_abbreviation_is_listed_twice():
    words = [one.word for one in LISTED]
    assert sorted(words) == sorted(set(words))


def test_every_kind_of_ordinal_is_read_in_its_example():
    for group in GROUPS["after_ordinals"]:
        for word in group["words"]:
            example = group["example"].replace("{word}", word)
            assert split(example) == [example]


@pytest.mark.parametrize(
    ("note", "rest"),
    [
        ("Doe, J. Ports of the North. Oslo, 2019.", "Oslo, 2019."),
        ("Doe, Ports, in: 12 Harv. L. Rev. 34 (2019).", None),
        ("Council, 8. Sektorgutachten, 2019.", None),
        ("Doe, Ports, 3. Aufl. Oslo 2019.", "Oslo 2019."),
        ("Doe, Ports (T. Berger/M. Lind eds.), 2019.", None),
        ('Council of Ports (CP). "Ports of the North", 2019.', '"Ports of the North", 2019.'),
        ("Doe, Who Leads? – A Study, 2019.", None),
        ("Doe, Ports, 12 ff. (on harbours)", "(on harbours)"),
        ("Doe, Ports. ibid.", None),
        ("東京港湾協会。港の歴史", "港の歴史"),
    ],
)
def test_the_first_sentence_of_a_note_ends_where_its_next_part_begins(note, rest):
    end = find_end_in_note(note, 0, len(note))
    assert (note[end.end :] if end else None) == rest


def test_words_that_only_citations_shorten_end_a_sentence_of_running_text():
    assert split("This is the best of all Hist. Nobody knows.") == ["This is the best of all Hist.", "Nobody knows."]
    assert ends_with_abbreviation("This is the best of all Hist.")


SENTENCES = "Dr. J. Doe wrote it in 2023. Costs rose by 1.5 percent, e.g. in Japan.[x] It is safe! 安全です。次の文。"


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("Dr. J. Doe", "Dr. J. Doe wrote it in 2023."),
        ("2023.", "Dr. J. Doe wrote it in 2023."),
        ("2023. ", "Dr. J. Doe wrote it in 2023."),
        ("percent", "Costs rose by 1.5 percent, e.g. in Japan.[x] It is safe!"),
        ("安全", "安全です。"),
        ("安全です。", "安全です。"),
        ("次の", "次の文。"),
    ],
)
def test_mark_belongs_to_the_sentence_it_stands_in_or_right_behind(before, expected):
    start, end = sentence_at(split_sentences(SENTENCES), SENTENCES.index(before) + len(before))
    assert SENTENCES[start:end] == expected


def test_a_text_without_words_has_no_sentence():
    assert split_sentences(" \n ") == ()
    assert sentence_at((), 3) == (0, 0)


def test_what_is_too_long_for_a_sentence_is_cut_at_spaces():
    text = "word " * 1000
    assert all(end - start <= sentences.LONGEST for start, end in split_sentences(text))
    assert " ".join(split(text)) == text.strip()


UNITS = (
    ".",
    "!",
    ". ",
    ". . ",
    ".” ",
    "1. ",
    "A. ",
    "no. 5 ",
    "U.S. ",
    "The. ",
    "a.b.",
    "。",
    ")",
    ".)",
    " ",
    "«",
    "[.",
)


@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_the_length_of_a_text(unit):
    def seconds(characters):
        text = unit * (characters // len(unit))
        started = time.process_time()
        split_sentences(text)
        position = 0
        while end := find_end_in_note(text, position, len(text)):
            position = end.end
        return time.process_time() - started

    seconds(1000)
    assert seconds(100_000) < 30 * max(seconds(10_000), 0.01)


def test_the_look_back_is_longer_than_every_abbreviation():
    assert max(len(one.word) for one in LISTED) < sentences._LOOK_BACK - 4
    assert not [one.word for one in LISTED if re.search(r"\s", one.word)]
