"""Each word, example and counterexample of links/verdicts/data does what its list is for."""

import pytest

from cetingest.language.data_files import read_rows, read_words
from cetingest.links.verdicts.signals import meetings_in, page_signals, signal_words
from cetingest.links.verdicts.title_words import is_generic, numbers_of
from cetingest.links.verdicts.titles import compare_titles
from cetingest.model import Content, Item, Name, SignalKind, Speaks, WebPage

GERMAN = WebPage(titles=("Ganz andere Worte stehen hier",), language="de")
DOES = {
    "stop_words": lambda text, word, number: is_generic(text),
    "english": lambda text, word, number: compare_titles(text, GERMAN).content is Content.NOT_COMPARABLE,
    "ordinals": lambda text, word, number: numbers_of(text) == {str(number)},
    "roman_numbers": lambda text, word, number: numbers_of(text) == {str(number)},
    "numbered": lambda text, word, number: numbers_of(text) == {"letter a"},
    "periods": lambda text, word, number: word in numbers_of(text),
    "generic": lambda text, word, number: is_generic(text) and not is_generic(f"{text} on lithium"),
}
GROUPS = [
    (name, group)
    for name, groups in read_words("cetingest.links.verdicts", "data/title_words.yaml").items()
    for group in groups
]


@pytest.mark.parametrize(("name", "group"), GROUPS, ids=lambda value: value if isinstance(value, str) else "")
def test_each_word_of_titles_does_what_its_list_is_for(name, group):
    words = enumerate(group["words"], 1)
    idle = [word for number, word in words if not DOES[name](group["example"].format(word=word), word, number)]
    assert idle == []


@pytest.mark.parametrize("group", signal_words()["meetings"], ids=lambda group: group["language"])
def test_each_pattern_of_meetings_reads_its_example_and_no_counterexample(group):
    assert [meetings_in(rule["example"]) for rule in group["patterns"]] == [("9",)] * len(group["patterns"])
    assert [meetings_in(text) for text in group["counterexamples"]] == [()] * len(group["counterexamples"])


@pytest.mark.parametrize("rule", signal_words()["meetings_in_paths"], ids=lambda rule: rule["example"])
def test_each_pattern_of_paths_reads_the_meeting_of_its_example(rule):
    item = Item(title="Minutes of the 9th Meeting")
    found = page_signals(item, f"https://a.example{rule['example']}", WebPage(titles=("議事録",)))
    assert [(signal.kind, signal.speaks) for signal in found] == [(SignalKind.MEETING, Speaks.FOR)]


def publisher_signals(body, url="https://a.example/", said=""):
    item = Item(author=(Name(literal=body),))
    found = page_signals(item, url, WebPage(titles=("x",), text_start=said))
    return [signal.detail for signal in found if signal.kind is SignalKind.PUBLISHER]


@pytest.mark.parametrize("label", signal_words()["common_host_labels"])
def test_a_common_label_of_a_host_names_nobody(label):
    assert publisher_signals(label.upper(), f"https://{label}.acme.example/") == []


@pytest.mark.parametrize(
    ("english", "local"),
    [
        (row["english"], local)
        for row in read_rows("cetingest.links.verdicts", "data/institutions.csv")
        for local in row["local"].split("|")
    ],
)
def test_a_public_body_is_known_by_the_names_that_it_bears_at_home(english, local):
    assert publisher_signals(english, said=f"x {local} x") == [f"the page names in its own language {english}"]
