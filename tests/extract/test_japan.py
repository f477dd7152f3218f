"""The Japan report against its gold: every note, reference, URL, paragraph and heading."""

from cetingest.model import BlockKind, EmphasisStyle


def test_every_note_has_its_label_text_and_page(japan, japan_gold):
    expected = [(note["label"], note["text"], note["page"]) for note in japan_gold["notes"]]
    actual = [(note.label, note.text, note.provenance[0].page_number) for note in japan.footnotes]
    assert actual == expected


def test_every_reference_stands_at_its_place_and_points_at_its_note(japan, japan_gold):
    texts = {block.block_id: block.text for block in japan.blocks}
    actual = []
    for reference, gold in zip(japan.footnote_references, japan_gold["refs"], strict=True):
        text = texts[reference.block_id]
        before, after = text[: reference.offset].rstrip(), text[reference.offset :].strip()
        actual.append((reference.label, before.endswith(gold["before"]), after.startswith(gold["after"].strip())))
    assert actual == [(gold["label"], True, True) for gold in japan_gold["refs"]]
    assert [r.footnote_id for r in japan.footnote_references] == [n.footnote_id for n in japan.footnotes]


def test_every_link_annotation_is_one_hyperlink_over_the_printed_url(japan, japan_gold):
    texts = {note.footnote_id: note.text for note in japan.footnotes}
    expected = [url for note in japan_gold["notes"] for url in note["urls"]]
    assert [link.url for link in japan.hyperlinks] == expected
    assert [texts[link.footnote_id][link.start : link.end] for link in japan.hyperlinks] == expected


def test_a_url_over_two_lines_has_a_box_on_each(japan):
    link = next(link for link in japan.hyperlinks if link.footnote_id == "ceti-2025-japan-report-fn3")
    assert [place.page_number for place in link.provenance] == [3, 3]


def test_paragraphs_and_list_items_are_the_gold_s(japan, japan_gold):
    kinds = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
    assert [b.text for b in japan.blocks if b.kind in kinds] == japan_gold["paragraphs"]


def test_headings_are_the_gold_s_with_levels_and_sections(japan, japan_gold):
    headings = [b for b in japan.blocks if b.kind is BlockKind.HEADING]
    assert [b.text for b in headings] == japan_gold["headings"]
    assert [(b.level, b.section_path) for b in headings[2:5]] == [
        (1, ()),
        (2, ("Artificial Intelligence",)),
        (2, ("Artificial Intelligence",)),
    ]


def test_a_paragraph_over_a_page_is_one_block_with_two_places(japan):
    places = [[p.page_number for p in b.provenance] for b in japan.blocks if len(b.provenance) > 1]
    assert places == [[3, 4], [6, 7]]


def test_bold_runs_are_kept_as_emphasis(japan):
    block = next(b for b in japan.blocks if b.text.startswith("Japan ranks 4th overall"))
    bold = [block.text[e.start : e.end] for e in block.emphasis if e.style is EmphasisStyle.BOLD]
    assert bold == [
        "4th overall",
        "semiconductors",
        "materials, equipment, and manufacturing",
        "biotech",
        "3rd",
        "regulatory",
    ]


def test_the_document_says_what_it_is(japan, japan_gold):
    assert japan.title == japan_gold["title"]
    assert (japan.language, japan.page_count, len(japan.pages)) == ("en-US", 7, 7)
    assert japan.producer == "LibreOffice 7.4"
    assert japan.problems == ()
    assert japan.is_readable
