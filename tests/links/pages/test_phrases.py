"""An expert edits links/pages/data; here each sentence, example and counterexample in it is tried."""

import re

import pytest

from cetingest.links.pages.html import read_page
from cetingest.links.pages.phrases import PageKind, fold_phrase, phrase_groups, says
from cetingest.links.pages.traits import template_marks
from cetingest.links.pages.url_words import has_words, is_parking_address, url_words

PLACES = [place for place in url_words() if place != "parking_hosts"]


def named(group):
    return f"{group.kind}-{group.language}"


@pytest.mark.parametrize("group", phrase_groups(), ids=named)
def test_each_sentence_and_example_tells_of_its_kind(group):
    examples = [example for _, example in group.patterns]
    silent = [text for text in (*group.sentences, *examples) if not says(group.kind, text)]
    assert silent == []


@pytest.mark.parametrize("group", phrase_groups(), ids=named)
def test_each_pattern_has_an_example_of_its_own_a_cue_and_a_bearable_length(group):
    for pattern, example in group.patterns:
        plain = fold_phrase(example)
        assert re.search(pattern, plain), (pattern, example)
        assert any(cue in plain for cue in group.cues), (group.cues, example)
        assert len(pattern) <= 300
    assert bool(group.patterns) == bool(group.cues)


@pytest.mark.parametrize("group", [group for group in phrase_groups() if group.counterexamples], ids=named)
def test_no_counterexample_is_taken_for_any_kind(group):
    said = {text: [kind for kind in PageKind if says(kind, text)] for text in group.counterexamples}
    assert {text: kinds for text, kinds in said.items() if kinds} == {}


@pytest.mark.parametrize("place", PLACES)
def test_each_word_of_addresses_has_an_example_and_no_counterexample_fits(place):
    entry = url_words()[place]
    for word in entry["words"]:
        assert any(re.search(word, example, re.IGNORECASE) for example in entry["examples"]), word
    assert [text for text in entry["examples"] if not has_words(place, text)] == []
    assert [text for text in entry["counterexamples"] if has_words(place, text)] == []


@pytest.mark.parametrize("host", url_words()["parking_hosts"])
def test_sellers_of_domains_are_known_by_their_hosts(host):
    assert is_parking_address(f"https://www.{host}/x")
    assert not is_parking_address(f"https://not{host}/x")


@pytest.mark.parametrize("mark", [mark for wall in template_marks()["bot_walls"] for mark in wall["marks"]])
def test_each_mark_of_a_bot_wall_is_found_in_the_markup(mark):
    page = read_page(f"<title>A</title><body><script>{mark.upper()}</script></body>".encode(), "text/html")
    assert "challenge" in page.marks


@pytest.mark.parametrize("word", template_marks()["error_templates"])
def test_each_word_of_error_templates_is_found_in_the_class_of_the_body(word):
    page = read_page(f'<title>A</title><body class="wide {word.replace("?", "")}">x</body>'.encode(), "text/html")
    assert "error_template" in page.marks
