"""Where the comparison of titles turns: generic titles, editions, languages, words within a text."""

import pytest

from cetingest.links.verdicts.title_words import content_words, is_generic, numbers_of, same_word, scripts_of, years_of
from cetingest.links.verdicts.titles import compare_titles, names_title
from cetingest.model import Content, WebPage

MATCH, WEAK, MISMATCH, OTHER = Content.MATCH, Content.WEAK, Content.MISMATCH, Content.NOT_COMPARABLE
FEAST = "Annual Flower Festival Crowds"


@pytest.mark.parametrize(
    ("cited", "title", "content", "end", "is_other_edition"),
    [
        ("Annual Report 2023", "Annual Report 2023", MATCH, "”", False),
        ("Annual Report 2023", "Annual Report 2021", MISMATCH, "”, which differs in its numbers", True),
        ("Annual Report 2023", "Annual Report 2023 2024", WEAK, "” is too little to tell", False),
        ("Annual Report 2023", "Annual Report", WEAK, "” is too little to tell", False),
        ("Annual Report", "Annual Report", WEAK, "” is too little to tell", False),
        ("9th Lithium Report 2023", "9th Lithium Report 2021", MISMATCH, "”, which is of another year", True),
        ("9th Lithium Report 1999", "9th Lithium Report 2021", MISMATCH, "”, which is of another year", True),
        ("9th Lithium Report 2023", "9th Lithium Report 3500", WEAK, "” is too little to tell", False),
        ("Energy Outlook 2023 for Asia", "Water Review 2021 of Peru and Chile", MISMATCH, "”", False),
        ("Outlook on Cyber Security Policy", "Outlook on Cybersecurity Policy", MATCH, "”", False),
        ("Outlook on Lithium Supply", "Outlook on Cobalt Supply", WEAK, "” is too little to tell", False),
        ("量子技術イノベーション戦略", "量子技術イノベーション戦略の", MATCH, "”", False),
        ("量子技術戦略", "量子技術戦線", WEAK, "” is too little to tell", False),
    ],
)
def test_a_title_is_told_with_what_it_differs_in(cited, title, content, end, is_other_edition):
    likeness = compare_titles(cited, WebPage(titles=(title,)))
    assert (likeness.content, likeness.is_other_edition) == (content, is_other_edition)
    assert likeness.why in (f"its title is “{title}{end}", f"its title “{title}{end}")


@pytest.mark.parametrize(
    ("cited", "language", "page_language", "content"),
    [
        ("Lithium Roadmap Verwertung", None, "de", MISMATCH),
        ("Lithium of Roadmap Ports", None, "de", OTHER),
        ("Lithium of Roadmap Ports", None, "EN", MISMATCH),
        ("Lithium of Roadmap Ports", None, None, MISMATCH),
        ("Lithium Roadmap Verwertung", "de-AT", "DE-de", MISMATCH),
        ("Lithium Roadmap Verwertung", "de", "en", OTHER),
    ],
)
def test_a_title_in_another_language_is_not_refuted(cited, language, page_language, content):
    assert compare_titles(cited, WebPage(titles=(FEAST,), language=page_language), language).content is content


@pytest.mark.parametrize(
    ("site", "content"),
    [
        ("Northern Coastal Minerals Board", MATCH),
        ("The Northern Coastal Minerals Board", MATCH),
        ("Northern Minerals Board", WEAK),
        (None, WEAK),
    ],
)
def test_the_rest_of_a_title_may_be_the_name_of_the_site(site, content):
    page = WebPage(titles=("Ports Policy Northern Coastal Minerals Board",), site_name=site)
    assert compare_titles("Ports Policy", page).content is content


def test_a_page_whose_text_names_the_work_is_told_so():
    likeness = compare_titles("Lithium Supply in Ports", WebPage(titles=(FEAST,), text_start="Lithium Supply in Ports"))
    assert likeness.why == f"its title is “{FEAST}”, though its text names the cited title"


LONG = "Outlook on Cobalt Supply and Demand in the Coastal Regions of Northern Europe"
VARIED = LONG.replace("Demand", "Demands")


@pytest.mark.parametrize(
    ("text", "is_named"),
    [
        (f"See the {LONG}, 2023", True),
        (VARIED, True),
        (f"See the {VARIED} now", True),
        (LONG.replace("Cobalt", "Kobalt"), False),
        (LONG.replace("Northern", "Southern"), False),
        (f"x{VARIED}", False),
        (f"Pre{VARIED}", False),
        (f"See pre{VARIED} now", False),
        (f"{VARIED}ans", False),
        (f"See {VARIED}ans now", False),
        (f"{LONG[:-4]}", False),
        ("of the and in " * 20, False),
        ("", False),
    ],
)
def test_a_text_names_a_title_word_by_word(text, is_named):
    assert names_title(LONG, text) is is_named


def test_a_text_of_the_same_length_names_a_title_in_another_spelling():
    ours = "How Small Ports Can Decarbonise Their Fleets"
    assert names_title(ours, ours.replace("ise", "ize"))


@pytest.mark.parametrize(
    ("cited", "is_named"),
    [("About Acme Ports", True), ("About Acme", False), ("the of in", False), ("", False)],
)
def test_a_title_of_fewer_than_three_words_is_named_by_chance(cited, is_named):
    assert names_title(cited, f"Here we speak: {cited} and so on") is is_named


def test_of_a_title_without_end_the_first_500_characters_are_compared():
    words = "lithium supply outlook " * 21 + "and more lithium"
    assert names_title(words + " port" * 90, words[:500])
    assert compare_titles(words[:500] + " port" * 90, WebPage(titles=(words[:500],))).content is MATCH


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Report 007 and 0", {"7", "0"}),
        ("COP28 of 2023-05", {"28", "2023", "5"}),
        ("First, twelfth", {"1", "12"}),
        ("Henry IV", {"4"}),
        ("I and V", set()),
        ("Part V", {"5"}),
        ("Part B", {"letter b"}),
        ("Plan B", set()),
        ("Part β", set()),
        ("We may go", set()),
        ("May 2024", {"2024"}),
        ("On 3 May 2024", {"2024", "3", "may"}),
        ("Who may act on march", set()),
        ("Mars, March", {"march"}),
        ("March", set()),
        ("June", {"june"}),
        ("令和元年", {"2019"}),
        ("令和5年", {"2023"}),
        ("平成 30 年", {"2018"}),
        ("昭和64", {"64"}),
        ("第十二回", {"12"}),
        ("２０２３", {"2023"}),
    ],
)
def test_the_numbers_of_a_title_are_read(text, numbers):
    assert numbers_of(text) == numbers


@pytest.mark.parametrize(
    ("text", "scripts"),
    [
        ("Lithium", {"LATIN"}),
        ("Économie", {"LATIN"}),
        ("量子", {"CJK"}),
        ("りょうし", {"CJK"}),
        ("リョウシー", {"CJK"}),
        ("ﾘｮｳｼ", {"CJK"}),
        ("々〆", {"CJK"}),
        ("ーー", {"CJK"}),
        ("Литий", {"CYRILLIC"}),
        ("ab量", {"LATIN", "CJK"}),
        ("abc量", {"LATIN"}),
        ("2023", set()),
    ],
)
def test_a_script_of_a_third_of_the_letters_carries_a_text(text, scripts):
    assert scripts_of.__wrapped__(text) == scripts  # what a cache holds tells nothing of the code


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Outlook on Lithium", ["outlook", "lithium"]),
        ("量子技術の", ["量子", "技術", "の"]),
        ("Порт и руда", ["порт", "и", "руда"]),
        ("กขคงจ", ["กข", "คง", "จ"]),
        ("量子abc", ["量子", "ab", "c"]),
    ],
)
def test_the_words_that_tell_something_are_kept(text, words):
    assert content_words(text) == words


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("policy", "policy", True),
        ("programmes", "program", True),
        ("colour", "colors", True),
        ("organise", "organize", True),
        ("defence", "defense", True),
        ("centre", "center", True),
        ("archaeology", "archeology", True),
        ("class", "clas", False),
        ("gas", "ga", False),
        ("bus", "bu", False),
        ("tre", "ter", False),
        ("lithium", "cobalt", False),
    ],
)
def test_two_spellings_are_one_word(one, other, is_same):
    assert same_word(one, other) is is_same


def test_generic_titles_have_two_words_at_most():
    assert [is_generic(text) for text in ("Annual Report 2023", "The Report", "Annual Report News", "Acme Report")] == [
        True,
        True,
        False,
        False,
    ]


def test_years_are_of_two_centuries():
    assert years_of({"1999", "2023", "1000", "3500", "20", "20231", "may"}) == {"1999", "2023"}
