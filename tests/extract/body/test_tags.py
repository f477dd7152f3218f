"""Tags of a tagged file: believed where they fit the text, and without harm where they do not."""

from dataclasses import replace

import pytest

from cetingest.extract.assembly import assemble
from cetingest.extract.glyphs import Tag
from cetingest.model import BlockKind, NoteSignal
from tests.extract.shapes import line, lines, page

PROSE = (
    "Prose fills the line and goes on to",
    "a second line, which is as full and",
    "ends in the third, where it stops.",
)
P, NEXT, ITEM, ARTIFACT = Tag("P", 1), Tag("P", 2), Tag("LI", 3), Tag("Artifact", 0)


def tagged(tag, *of):
    return [replace(one, tag=tag) for one in of]


def prose(tag, top=100.0):
    full = lines(*PROSE[:2], top=top, right=500.0)
    return tagged(tag, *full, line(PROSE[2], top=top + 24))


def kinds_and_texts(*of):
    return [(block.kind, block.text) for block in assemble("d", [page(*of)]).blocks]


def test_paragraphs_without_gap_or_indent_are_parted_by_their_tags():
    first = [
        *tagged(P, *lines(*PROSE[:2], right=500.0)),
        *tagged(P, line("It ends at the edge.", top=124.0, right=500.0)),
    ]
    second = prose(NEXT, top=136.0)
    assert [text for _, text in kinds_and_texts(*first, *second)] == [
        " ".join((*PROSE[:2], "It ends at the edge.")),
        " ".join(PROSE),
    ]


def test_an_item_with_a_drawn_bullet_is_one_by_its_tag():
    assert kinds_and_texts(*prose(P), *prose(ITEM, top=140.0))[1] == (BlockKind.LIST_ITEM, " ".join(PROSE))


def test_headings_and_their_levels_are_those_of_the_tags():
    made = []
    for n, role in enumerate(("H1", "H2", "H1")):
        made += [
            *tagged(Tag(role, 10 + n), line(f"Heading {n}", top=100.0 + 60 * n)),
            *prose(Tag("P", n), 112.0 + 60 * n),
        ]
    bold = tagged(Tag("P", 9), line("A bold line of a paragraph", top=290.0, is_bold=True))
    found = assemble("d", [page(*made, *bold)]).blocks
    assert [(b.text, b.level) for b in found if b.kind is BlockKind.HEADING] == [
        ("Heading 0", 1),
        ("Heading 1", 2),
        ("Heading 2", 1),
    ]


def test_artifacts_at_the_edges_are_running_heads_and_others_are_text():
    head = tagged(ARTIFACT, line("A head on one page", top=40.0))
    inside = tagged(ARTIFACT, line("An artifact in the text", top=300.0))
    assert [text for _, text in kinds_and_texts(*head, *prose(P), *prose(NEXT, top=200.0), *inside)] == [
        " ".join(PROSE),
        " ".join(PROSE),
        "An artifact in the text",
    ]


def test_a_note_tagged_as_one_is_found_in_the_size_of_the_text():
    marked = tagged(P, line("A claim.1", raised="1", top=100.0))
    note = tagged(Tag("Note", 5), line("1 Smith, A Book, 2020.", top=124.0))
    found = assemble("d", [page(*marked, *note)]).footnotes
    assert [(n.label, n.text) for n in found] == [("1", "Smith, A Book, 2020.")]
    assert NoteSignal.STRUCTURE_TAG in found[0].signals


@pytest.mark.parametrize(
    "tag_of",
    [
        lambda n: Tag("P", n),  # each line a paragraph
        lambda _: Tag("P", 1),  # all of it one
        lambda _: Tag("H1", 1),  # all of it headings
        lambda _: Tag("Table", 1),  # a table to lay out the page
        lambda _: Tag("Figure", 1),
        lambda _: ARTIFACT,
    ],
)
def test_wrong_tags_do_no_harm(tag_of):
    text = [one for n in range(6) for one in prose(None, top=100.0 + 48 * n)]
    wrong = [replace(one, tag=tag_of(n)) for n, one in enumerate(text)]
    assert kinds_and_texts(*wrong) == kinds_and_texts(*text)
