"""A recommendation tells what is asked for, in which classes of action, and of whom if that is printed."""

import pytest

from cetingest.findings import find
from cetingest.model import BlockKind
from tests.factories import block, document


def recommended(text):
    section = ("Recommendations",)
    made = document(title="A report", blocks=(block(text, kind=BlockKind.LIST_ITEM, section_path=section),))
    (found,) = find(made).recommendations
    return found


@pytest.mark.parametrize(
    ("text", "actions"),
    [
        ("Fund labs.", ("Fund labs",)),
        ("Fund labs and train engineers.", ("Fund labs", "train engineers")),
        ("Fund labs and offices.", ("Fund labs and offices",)),
        ("Building labs, training staff, and opening data.", ("Building labs", "training staff", "opening data")),
        ("The state should fund labs and train engineers.", ("fund labs", "train engineers")),
        ("To grow, it is essential to attract investment.", ("attract investment",)),
        ("For weak fields, in particular design, consider grants.", ("consider grants",)),
        ("Expanding the market is essential.", ("Expanding the market",)),
        (
            "Train people who can understand and apply the rules.",
            ("Train people who can understand and apply the rules",),
        ),
        ("Fund labs. This includes securing land and hiring staff.", ("Fund labs", "securing land", "hiring staff")),
        ("Talks must be concluded.", ("Talks must be concluded",)),
    ],
)
def test_the_single_actions_are_the_printed_words(text, actions):
    assert recommended(text).actions == actions


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("Train engineers.", ("talent",)),
        ("Promote inter-ministerial coordination.", ("coordination",)),
        ("Simplify licensing rules and offer tax credits.", ("finance", "regulation")),
        ("To attract investment, expand demand.", ("demand_creation",)),
        ("Build data centres (e.g. for research).", ("infrastructure",)),
        ("Consider this again.", ()),
    ],
)
def test_types_are_classes_of_the_actions_and_not_of_their_background(text, types):
    assert set(types) <= set(recommended(text).types)
    assert (not types) == (not recommended(text).types)
    assert "rnd" not in recommended(text).types


@pytest.mark.parametrize(
    ("text", "addressee"),
    [
        ("The government should fund labs.", "government"),
        ("Ministries must share data.", "Ministries"),
        ("To grow, the Ministry of Energy should fund labs.", "Ministry of Energy"),
        ("METI needs to act.", "METI"),
        ("Chile should fund labs.", "Chile"),
        ("The Food and Drug Administration (FDA) should publish data.", "Food and Drug Administration"),
        ("In 2026 labs close. Congress must act, and governors should help.", "Congress"),
        ("Small counties would do well to share labs.", "Small counties"),
        ("The government sets the direction.", "government"),
        ("Fund labs.", None),
        ("It should be easier to fund labs.", None),
        ("Ministries should be given more staff.", None),
        ("Policy should support labs.", None),
    ],
)
def test_the_addressee_is_who_is_printed_as_the_one_to_act(text, addressee):
    assert recommended(text).addressee == addressee
