"""Glyphs much narrower than others of their character are small forms of it."""

from cetingest.extract.glyphs import Glyph
from cetingest.extract.layout.variants import find_variants


def glyph(text, width, x0=0.0, fontname="Serif"):
    return Glyph(text, fontname, 10.0, (x0, 0.0, x0 + width, 10.0), 8.0)


def test_a_superscript_that_the_font_draws_is_narrower_than_its_digit():
    drawn = glyph("2", 3.1, x0=20.0)
    assert find_variants([glyph("2", 4.6), glyph("0", 4.6), drawn]) == {drawn}


def test_digits_of_two_fonts_or_of_kerned_text_are_no_variants():
    assert not find_variants([glyph("2", 4.6), glyph("2", 3.1, fontname="Narrow"), glyph("2", 4.4, x0=20.0)])
