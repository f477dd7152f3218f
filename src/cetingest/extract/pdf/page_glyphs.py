"""What a page shows -> glyphs and rules; text that nobody can see on paper is none."""

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence

from cetingest.extract.glyphs import UNMAPPED, Glyph, Tag, clean_glyph_text
from cetingest.extract.pdf.characters import PageReader, Paint, ShownText
from cetingest.model import BBox

# A rule is thinner than this (points); LaTeX draws 0.4, LibreOffice 0.5, the boldest seen was 1.5.
_RULE_THICKNESS = 2.0
# Fonts that Chromium embeds as drawings leave the code of the space unexplained; spaces are 0.2 to 0.35 wide.
_SPACE_WIDTH = 0.4
_ARTIFACT = Tag("Artifact", 0)
_MOST_HIDDEN = 0.5
"""Of a page's characters: where more than that is unseen, the page is drawn in another way (letters as shapes)."""


def read_seen(reader: PageReader) -> Sequence[ShownText]:
    """Return the texts without those that are unpainted or white, except over pictures, as those of scans are.

    White text is seen on what is painted in a colour.
    """
    doubtful = [text for text in reader.texts if text.paint]
    if not doubtful:
        return reader.texts
    fills = reader.fills() if any(text.paint is Paint.WHITE for text in doubtful) else []
    grounds = {Paint.NONE: reader.pictures, Paint.WHITE: [*reader.pictures, *fills]}
    unseen = {
        id(text)
        for text in doubtful
        if not ((reader.has_shading and text.paint is Paint.WHITE) or _stands_on(text, grounds[text.paint]))
    }
    lost = sum(len(text.characters) for text in doubtful if id(text) in unseen)
    if lost > _MOST_HIDDEN * sum(len(text.characters) for text in reader.texts):
        return reader.texts
    return [text for text in reader.texts if id(text) not in unseen]


def _stands_on(text: ShownText, grounds: Sequence[BBox]) -> bool:
    x, y = (text.characters[0][1] + text.characters[-1][2]) / 2, (text.top + text.bottom) / 2
    return any(x0 <= x <= x1 and top <= y <= bottom for x0, top, x1, bottom in grounds)


def read_glyphs(
    texts: Sequence[ShownText], tags: Mapping[int, Tag], name_of: Callable[[object], str]
) -> Iterator[Glyph]:
    """Iterate over the glyphs that stand upright; `name_of` makes a string of a font's name."""
    cleaned = _Cleaned()
    make = tuple.__new__  # what `Glyph()` itself calls, at twice the time
    follows_space = False
    for shown in texts:
        name, size, top, bottom, baseline, is_upright, _, mcid, characters, is_artifact, _ = shown
        fontname = name_of(name)
        tag = _ARTIFACT if is_artifact else tags.get(mcid) if tags else None
        for character, x0, x1 in characters:
            text, begins_with_space, ends_with_space = cleaned[character]
            if not text:
                follows_space = True
                continue
            if text < " ":  # a code that the file does not explain
                if x1 - x0 < _SPACE_WIDTH * size:
                    follows_space = True
                    continue
                text = UNMAPPED
            if is_upright:
                is_after_space = follows_space or begins_with_space
                yield make(Glyph, (text, fontname, size, (x0, top, x1, bottom), baseline, is_after_space, tag))
                follows_space = ends_with_space


class _Cleaned(dict[str, tuple[str, bool, bool]]):
    """What a character stands for without white space, and whether it begins and ends with a space."""

    def __missing__(self, character: str) -> tuple[str, bool, bool]:
        text = clean_glyph_text(character)
        self[character] = found = text.strip(), text[:1] == " ", text[-1:] == " "
        return found


def read_rules(reader: PageReader) -> Iterator[BBox]:
    """Iterate over the thin horizontal strokes."""
    for bbox in itertools.chain(reader.lines, reader.rectangles):
        if bbox[3] - bbox[1] < _RULE_THICKNESS < bbox[2] - bbox[0]:
            yield bbox
