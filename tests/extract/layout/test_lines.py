from itertools import chain

import pytest

from cetingest.extract.glyphs import LinkArea, PageContent
from cetingest.extract.layout.gutters import Chunk, find_columns
from cetingest.extract.layout.lines import group_lines
from tests.extract.shapes import glyphs


def read(*parts, links=()):
    page = PageContent(page_number=1, width=600.0, height=800.0, glyphs=tuple(chain.from_iterable(parts)), links=links)
    return group_lines(page)


def raised_texts(line):
    return [line.text[run.start : run.end] for run in line.runs if run.is_raised]


def test_gaps_become_spaces_where_the_file_writes_none():
    (line,) = read(glyphs("two words")).lines
    assert line.text == "two words"


@pytest.mark.parametrize(("rise", "expected"), [(3.5, ["12"]), (0.0, []), (-2.0, [])])
def test_small_digits_above_the_baseline_are_raised(rise, expected):
    (line,) = read(glyphs("word"), glyphs("12", x0=92.0, baseline=110.0 - rise, size=6.0)).lines
    assert (line.text, raised_texts(line)) == ("word12", expected)


def test_a_label_that_is_itself_a_superscript_stays_with_its_line():
    (line,) = read(glyphs("7", size=6.0, x0=69.0, baseline=106.5), glyphs("Id.")).lines
    assert (line.text, raised_texts(line)) == ("7Id.", ["7"])


def test_a_raised_label_a_tab_away_stays_with_its_note():
    (line,) = read(glyphs("7", size=6.0, x0=40.0, baseline=106.5), glyphs("Id. 3.")).lines
    assert (line.text, raised_texts(line)) == ("7 Id. 3.", ["7"])


def test_numbers_of_an_axis_are_no_labels():
    page = read(glyphs("70", size=6.0, x0=40.0, baseline=106.5), glyphs("66 60 53"))
    assert [line.text for line in page.lines] == ["70", "66 60 53"]


def test_a_watermark_cuts_no_line():
    words = [glyphs("a line of the text", baseline=110.0 + 14 * n) for n in range(6)]
    page = read(*words[:3], glyphs("DRAFT", size=80.0, x0=60.0, baseline=165.0), *words[3:])
    assert [line.text for line in page.lines] == ["DRAFT", *["a line of the text"] * 6]


def test_the_line_above_is_not_taken_for_superscripts():
    page = read(glyphs("small print", size=6.0, baseline=100.0), glyphs("large text below", baseline=114.0))
    assert [line.text for line in page.lines] == ["small print", "large text below"]


def test_a_glyph_printed_twice_is_read_once():
    (line,) = read(glyphs("bold"), glyphs("bold", x0=72.3)).lines
    assert line.text == "bold"


def test_columns_are_read_one_after_the_other_below_a_wide_title():
    title = glyphs("A title that runs over the whole width of this page indeed", x0=72.0, baseline=80.0)
    left = [glyphs("left column of the text", baseline=100.0 + 12 * n) for n in range(8)]
    right = [glyphs("right column of the text", x0=210.0, baseline=100.0 + 12 * n) for n in range(8)]
    rows = [piece for pair in zip(left, right, strict=True) for piece in pair]
    page = read(title, *rows)
    assert [line.column for line in page.lines] == [0] + [1] * 8 + [2] * 8
    assert page.lines[0].text.startswith("A title")


def test_a_table_is_no_pair_of_columns():
    boxes = [(x, 100.0 + 12 * n, x + 30.0, 110.0 + 12 * n) for n in range(10) for x in (72.0, 300.0)]
    boxes += [(72.0, 300.0, 500.0, 310.0)]
    assert find_columns([Chunk(box) for box in boxes]) is None


def test_links_cover_the_characters_below_them_and_loose_ones_are_kept():
    over_text = LinkArea(bbox=(92.0, 102.0, 112.0, 112.0), url="https://a.example/")
    over_nothing = LinkArea(bbox=(400.0, 400.0, 420.0, 420.0), url="https://b.example/")
    page = read(glyphs("see here now"), links=(over_text, over_nothing))
    (link,) = page.lines[0].links
    assert (page.lines[0].text[link.start : link.end], link.url) == ("here", "https://a.example/")
    assert page.loose_links == (over_nothing,)


def test_text_without_height_does_not_keep_its_page_from_being_read():
    page = read(glyphs("body", baseline=110.0), glyphs("flat", baseline=107.0, size=0.0))
    assert set("body") <= set("".join(line.text for line in page.lines))


def test_a_row_without_height_below_a_number_is_no_note_with_a_label():
    page = read(glyphs("7", baseline=108.0, size=6.0), glyphs("flat", x0=100.0, baseline=110.0, size=0.0))
    assert "7" in "".join(line.text for line in page.lines)
