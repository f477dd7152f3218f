"""Headings get six levels at most: by tags, outline, numbers and the rank of their styles."""

import pytest

from cetingest.extract.assembly import assemble
from cetingest.model import BlockKind
from tests.extract.shapes import line, page

PROSE = "The council found that every region had built its own laboratories and that ports were closed in winter"
# size, bold, as `line` takes them
BIG, MID, BOLD = {"size": 16.0, "is_bold": True}, {"size": 13.0}, {"is_bold": True}


def levels_of(*headings, outline=(), prose=True):
    """(text, style) of headings with three lines of prose below each; return text -> level."""
    lines, top = [], 60.0
    for text, style in headings:
        lines.append(line(text, top=top, **style))
        top += 30.0
        for _ in range(3 if prose else 0):
            lines.append(line(PROSE, top=top, right=500.0))
            top += 12.0
        top += 20.0
    found = assemble("d", [page(line("The Title of the Whole", top=20.0, size=24.0), *lines)], outline)
    return [(b.text, b.level) for b in found.blocks if b.kind is BlockKind.HEADING]


def levels(*headings, **options):
    return [level for _, level in levels_of(*headings, **options)]


def test_larger_type_ranks_higher():
    assert levels(("Aims", BIG), ("Scope", MID), ("Costs", BOLD), ("Ends", BIG)) == [1, 2, 3, 1]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("1 Aims", "1.1 Scope", "1.1.1 Ports", "1.2 Roads", "2 Ends"), [1, 2, 3, 2, 1]),
        (("1. Aims", "1.1. Scope", "2. Ends", "References"), [1, 2, 1, 1]),
        (("I. Aims", "A. Scope", "B. Ports", "II. Ends", "A. Roads"), [1, 2, 2, 1, 2]),
        (("I. Aims", "A. Scope", "1. Ports", "2. Ice", "B. Roads", "II. Ends"), [1, 2, 3, 3, 2, 1]),
        (("Part I", "1. Aims", "2. Scope", "Part II", "3. Roads"), [1, 2, 2, 1, 2]),
        (("1 Aims", "2 Ends", "Annex A", "Annex B"), [1, 1, 1, 1]),
    ],
)
def test_numbers_tell_the_levels_of_one_style(texts, expected):
    assert levels(*((text, BOLD) for text in texts)) == expected


def test_numbers_win_over_style():
    headings = [("1 Aims", BIG), ("2 Scope", MID), ("2.1 Ports", BOLD), ("3 Roads", BIG), ("3.1 Ice", MID)]
    assert levels(*headings) == [1, 1, 2, 1, 2]


def test_there_are_six_levels_at_most():
    sizes = [(f"Heading {'abcdefghi'[n]}", {"size": 20.0 - n, "is_bold": True}) for n in range(9)]
    assert levels(*sizes) == [1, 2, 3, 4, 5, 6, 6, 6, 6]


def test_sizes_that_differ_by_rounding_are_one_level():
    assert levels(("Aims", {"size": 14.0}), ("Scope", {"size": 13.8}), ("Ends", {"size": 14.1})) == [1, 1, 1]


def test_what_stands_on_the_cover_only_has_no_level_of_its_own():
    cover = [line("A Report to the Council", top=60.0, size=18.0), line("June 2021", top=100.0, size=15.0)]
    chapters = [line(f"Chapter on {what}", top=200.0 + 90.0 * n, **MID) for n, what in enumerate(("ice", "snow"))]
    prose = [line(PROSE, top=230.0 + 90.0 * n + 12.0 * row, right=500.0) for n in range(2) for row in range(3)]
    lines = sorted(
        [line("The Title of the Whole", top=20.0, size=24.0), *cover, *chapters, *prose], key=lambda x: x.bbox[1]
    )
    found = assemble("d", [page(*lines)]).blocks
    assert [b.level for b in found if b.text.startswith("Chapter")] == [1, 1]


def test_the_outline_gives_the_level_of_a_heading_over_two_lines_and_of_its_style():
    first = (line("Aims of the Council and", top=60.0, **BOLD), line("of its Ports", top=72.0, **BOLD))
    prose = [line(PROSE, top=100.0 + 12.0 * n, right=500.0) for n in range(3)]
    other = line("Scope", top=160.0, size=14.0)
    outline = [(2, "Scope"), (3, "Aims of the Council and of its Ports")]
    title = line("The Title of the Whole", top=20.0, size=24.0)
    found = assemble("d", [page(title, *first, *prose, other, *(line(PROSE, top=190.0) for _ in "a"))], outline).blocks
    assert [(b.text, b.level) for b in found if b.kind is BlockKind.HEADING] == [
        ("Aims of the Council and of its Ports", 2),
        ("Scope", 1),
    ]


@pytest.mark.parametrize("text", ["BACKGROUND", "THE PORTS OF THE NORTH", "Article 3", "ANNEX II", "§ 22"])
def test_a_line_that_stands_alone_above_text_is_a_heading_though_it_is_not_bold(text):
    assert levels((text, {"x0": 200.0})) == [1]


@pytest.mark.parametrize("text", ["BACKGROUND:", "Article 3 of the Treaty", "Ports of the north"])
def test_other_short_lines_are_no_headings(text):
    assert levels((text, {})) == []


def test_article_numbers_stand_above_the_names_below_them():
    lines = []
    for n in (1, 2, 3):
        top = 100.0 * n
        lines += [line(f"Article {n}", top=top, x0=250.0), line("On ports", top=top + 16.0, x0=250.0, is_bold=True)]
        lines += [line(PROSE, top=top + 36.0 + 12.0 * row, right=500.0) for row in range(3)]
    found = assemble("d", [page(line("The Title of the Whole", top=20.0, size=24.0), *lines)]).blocks
    assert [b.level for b in found if b.kind is BlockKind.HEADING] == [1, 2] * 3
    assert found[-1].section_path == ("Article 3", "On ports")


def test_numbers_one_deeper_are_one_level_deeper_whatever_lies_between_their_styles():
    headings = [("1 Aims", BIG), ("Box", MID), ("Box again", MID), ("1.1 Scope", BOLD), ("2 Ends", BIG)]
    assert levels(*headings) == [1, 2, 2, 2, 1]


def test_a_numbered_line_alone_above_text_is_a_heading_though_it_looks_like_text():
    assert levels_of(("1 Aims", BIG), ("1.1 Scope of it", {}), ("1.2 Ports", {})) == [
        ("1 Aims", 1),
        ("1.1 Scope of it", 2),
        ("1.2 Ports", 2),
    ]


def test_what_the_outline_names_is_a_heading_where_it_stands_alone_and_looks_like_text():
    outline = [(1, "Aims"), (2, "port calls")]
    headings = [("1 Aims", BIG), ("1.1. port calls", {}), ("other words", {})]
    assert levels_of(*headings, outline=outline) == [("1 Aims", 1), ("1.1. port calls", 2)]


def test_two_numbered_headings_below_each_other_are_two():
    lines = [line("1 Aims", top=60.0, **BOLD), line("1.1 Scope of the", top=72.0, **BOLD)]
    lines += [line("Council", top=84.0, **BOLD), *(line(PROSE, top=110.0 + 12.0 * n, right=500.0) for n in range(3))]
    found = assemble("d", [page(line("The Title of the Whole", top=20.0, size=24.0), *lines)]).blocks
    assert [(b.text, b.level) for b in found if b.kind is BlockKind.HEADING] == [
        ("1 Aims", 1),
        ("1.1 Scope of the Council", 2),
    ]
