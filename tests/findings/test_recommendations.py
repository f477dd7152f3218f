"""What should be done is found in its sections and among the priorities, without the reasons around it."""

import pytest

from cetingest.findings import find
from cetingest.model import BlockKind, Emphasis, EmphasisStyle, ProblemCode
from tests.factories import block, document

SECTION = ("5. Policy recommendations",)


def found(*blocks, title="Some report"):
    return find(document(title=title, blocks=blocks, footnote_references=()))


def item(text, *, bold=None, number=1, section=SECTION):
    emphasis = (Emphasis(start=0, end=len(bold), style=EmphasisStyle.BOLD),) if bold else ()
    return block(text, number=number, kind=BlockKind.LIST_ITEM, section_path=section, emphasis=emphasis)


@pytest.mark.parametrize(
    ("text", "bold", "heading", "expected"),
    [
        ("Train engineers.", None, None, "Train engineers."),
        ("Skills: Train engineers.", "Skills:", "Skills", "Train engineers."),
        ("Skills: Train engineers.", "Skills", "Skills", "Train engineers."),
        ("Tax policy: Widen credits.", None, "Tax policy", "Widen credits."),
        ("Widen tax credits for labs.", "Widen tax credits", "Widen tax credits", "Widen tax credits for labs."),
        ("Widen tax credits.", "Widen tax credits.", None, "Widen tax credits."),
        ("1. Overhaul the code. The code is old.", None, None, "Overhaul the code."),
        ("The market is small. To grow, it is essential to export.", None, None, "To grow, it is essential to export."),
        (
            "Build labs. In many towns there are none. This includes funding.",
            None,
            None,
            "Build labs. This includes funding.",
        ),
        ("Ministries share data.", None, None, "Ministries share data."),
        ("For weak fields, in particular design, consider grants.", None, None, None),
    ],
)
def test_an_item_gives_its_heading_and_the_sentences_that_say_what_to_do(text, bold, heading, expected):
    (recommendation,) = found(item(text, bold=bold)).recommendations
    assert (recommendation.heading, recommendation.text) == (heading, expected or text)


@pytest.mark.parametrize(
    ("text", "is_recommendation"),
    [
        ("The government should fund labs.", True),
        ("It is important to fund labs.", True),
        ("Expanding the market is essential.", True),
        ("Sustained investment in labs is crucial.", True),
        ("Human capital is vital for growth.", False),
        ("The fund should have been larger.", False),
        ("The following actions are recommended.", False),
        ("Key actions should include:", False),
        ("The market grew.", False),
        ("It should be noted that the market grew.", False),
        ("It should be noted that ministers must act.", True),
        ("We propose the following.", False),
    ],
)
def test_a_paragraph_recommends_only_where_it_calls_for_an_act(text, is_recommendation):
    assert bool(found(block(text, section_path=SECTION)).recommendations) == is_recommendation


@pytest.mark.parametrize(
    ("intro", "section", "count"),
    [
        ("Key priorities include:", ("Executive Summary",), 2),
        ("The following countries were compared:", ("Executive Summary",), 0),
        ("Key priorities include:", ("Methods",), 0),
        ("We make ten recommendations. The most urgent are that:", ("Executive Summary",), 2),
    ],
)
def test_a_list_in_the_summary_counts_when_its_introduction_announces_priorities(intro, section, count):
    blocks = (
        block(intro, number=1, section_path=section),
        item("Growing talent;", number=2, section=section),
        item("Expanding demand.", number=3, section=section),
    )
    assert len(found(*blocks).recommendations) == count


@pytest.mark.parametrize(
    ("text", "bold"),
    [
        ("Recommendation 3. Ministers should publish a plan.", "Recommendation 3."),
        ("Recommendation 3: Ministers should publish a plan.", None),
    ],
)
def test_a_labelled_paragraph_recommends_in_any_section(text, bold):
    emphasis = (Emphasis(start=0, end=len(bold), style=EmphasisStyle.BOLD),) if bold else ()
    (recommendation,) = found(block(text, section_path=("2. Inspection",), emphasis=emphasis)).recommendations
    assert (recommendation.heading, recommendation.level) == ("Recommendation 3", "lead")
    assert recommendation.text == "Ministers should publish a plan."


@pytest.mark.parametrize("intro", ["We recommend that the government:", "The Ministry of the Sea should:"])
def test_a_list_that_an_order_opens_counts_in_any_section_and_is_for_whom_it_names(intro):
    section = ("2. Inspection",)
    blocks = block(intro, number=1, section_path=section), item("dredge the port.", number=2, section=section)
    (recommendation,) = found(*blocks).recommendations
    assert (recommendation.level, recommendation.text) == ("bullet", "dredge the port.")
    assert recommendation.addressee in ("government", "Ministry of the Sea")


@pytest.mark.parametrize(
    ("section", "addressee"),
    [
        (("Recommendations", "For States and Localities"), "States and Localities"),
        (("6. Recommendations to the European Commission",), "European Commission"),
        (("Recommendations", "For a stronger economy"), None),
        (("For Congress",), None),  # no section of recommendations
    ],
)
def test_a_section_may_say_whom_it_asks(section, addressee):
    asked = found(block("We recommend to dredge the port.", section_path=section)).recommendations
    assert [recommendation.addressee for recommendation in asked] == [addressee]


def test_what_is_threatened_is_not_asked():
    text = "Unless ministers act, 900 people will have to leave. Ministers will have to pay."
    (recommendation,) = found(block(text, section_path=("Recommendations",))).recommendations
    assert recommendation.text == "Ministers will have to pay."


def test_an_explicit_recommendation_counts_in_any_section_and_an_obligation_does_not():
    text = "We recommend that ports be dredged. Ships must wait."
    (recommendation,) = found(block(text, section_path=("2. Inspection",))).recommendations
    assert (recommendation.level, recommendation.text) == ("lead", "We recommend that ports be dredged.")


def test_the_quote_runs_over_the_reasons_between_two_acts():
    text = "Build labs. There are none. Also train people."
    (recommendation,) = found(item(text)).recommendations
    assert (recommendation.quote.text, recommendation.text) == (text, "Build labs. Also train people.")


def test_without_a_family_recommendations_are_found_and_the_missing_family_is_told():
    result = found(item("Train engineers."))
    assert (result.family, len(result.recommendations)) == (None, 1)
    assert [problem.code for problem in result.problems] == [ProblemCode.NO_FAMILY]
