"""Notes are found whole, and each mark names its own, however they are set; every case is an invented report as PDF."""

import random

import pytest

from cetingest.extract.assembly import Assembled, assemble
from cetingest.extract.layout.lines import group_lines
from cetingest.extract.pdf.file import open_pdf
from tests.extract.typesetter import Report, Style, plain, prose, typeset

DECOYS = (
    "The site of 40 m² lies by the sea.",
    "In 2019 the 25th council met with 3 others.",
    "Demand rose by 12 in May 8, 2025.",
    "See Figure 1 and Section 2.3 above.",
    "About 10⁻³ of the CO₂ was lost.",
    "It cost 3.5 million, or 1,200 each.",
)
SCRIPTS = {
    "ja": "経済産業省が公表した報告書によれば半導体産業は地域の雇用を支え続けており今後も研究開発への投資が必要である",
    "zh": "根据政府发布的报告半导体产业持续支撑地区就业今后仍需加大研究开发投资力度以应对国际竞争",
}


def make_report(style: Style, *, count: int = 12, chapters: int = 2, script: str = "", seed: int = 1) -> Report:
    """Set chapters of paragraphs with one mark each, a numbered list and decoys; every fifth note is long."""
    random_ = random.Random(seed)
    blocks, notes = [], {}
    for number in range(count):
        if number % (count // chapters) == 0:
            blocks.append(("chapter", f"Part {number // (count // chapters) + 1} of the matter"))
        first, second = sentence(random_, script, 18), sentence(random_, script, 25)
        before, after = (first[:-1], first[-1]) if number % 3 == 0 else (first, "")
        decoy = "" if script else random_.choice(DECOYS)
        blocks.append(("text", f"{before}{{{number}}}{after} {second} {decoy}".strip()))
        if number == 2:
            blocks += [("list", f"{n}. {sentence(random_, script, 7)}") for n in (1, 2, 3)]
        notes[str(number)] = note(random_, script, number)
    return typeset(blocks, notes, style)


def sentence(random_, script, words):
    if not script:
        return prose(random_, words)
    return "".join(random_.choice(SCRIPTS[script]) for _ in range(2 * words)) + "。"


def note(random_, script, number):
    text = sentence(random_, script, 9)
    if not script and number % 4 == 0:
        text = f'Smith, J., "{text[:-1]}," Journal of Ports 12 (2020): 8.'
    return text + " ".join(["", *(sentence(random_, script, 20) for _ in range(5))]) * (number % 5 == 4)


def read(report: Report, folder) -> Assembled:
    path = folder / "report.pdf"
    path.write_bytes(report.data)
    with open_pdf(path, max_pages=100) as file:
        return assemble("d", [group_lines(file.content(number)) for number in file.page_numbers])


def folded(text):
    return text.replace(" ", "")


LOW = {"height": 560.0}
COLUMNS = {"body_size": 9.5, "note_size": 8.0}
# fmt: off
CASES = {
    **{f"marks: {mark}": (Style(mark=mark, label="dot"), {}) for mark in (
        "raised", "same size", "plain", "small", "bracket", "raised bracket", "raised paren", "paren", "unicode")},
    **{f"labels: {label}": (Style(label=label), {}) for label in (
        "raised", "raised space", "same size", "plain", "glued", "paren", "parens", "bracket", "unicode", "colon")},
    **{f"as large as the text, without a rule: {mark}, {label}": (
        Style(mark=mark, label=label, note_size=11.0, has_rule=False, **LOW), {}) for mark, label in (
        ("raised", "raised"), ("raised", "dot"), ("plain", "plain"), ("bracket", "bracket"), ("unicode", "unicode"),
        ("paren", "parens"), ("same size", "same size"))},
    **{f"numbered {numbering} on each page, labels {label}": (
        Style(numbering=numbering, label=label, restarts="page", **LOW), {}) for numbering, label in (
        ("1", "dot"), ("a", "raised"), ("a", "dot"), ("i", "raised"), ("i", "paren"), ("*", "raised"), ("∗", "plain"))},
    "numbered anew in each chapter": (Style(restarts="chapter"), {"chapters": 4}),
    **{f"{columns} columns, labels {label}": (Style(columns=columns, label=label, **COLUMNS), {"count": 24})
       for columns in (2, 3) for label in ("raised", "dot")},
    **{f"lists at the {notes}: {mark}, {label}, {size} points": (
        Style(notes=notes, mark=mark, label=label, note_size=size, restarts=restarts), {"chapters": 3})
       for notes, restarts in (("end", ""), ("chapter", "chapter"))
       for mark, label in (("raised", "dot"), ("raised", "raised"), ("bracket", "bracket"), ("plain", "plain"))
       for size in (9.0, 11.0)},
    "lists after chapters in two columns": (
        Style(notes="chapter", label="dot", restarts="chapter", columns=2, **COLUMNS), {"chapters": 3, "count": 24}),
    **{f"{script}: {mark}, {label}": (Style(mark=mark, label=label), {"script": script}) for script in SCRIPTS
       for mark, label in (("raised", "raised"), ("raised paren", "paren"), ("japanese", "japanese"),
                           ("japanese paren", "japanese paren"))},
    "a stamp and a running head": (Style(stamp="Downloaded from a library", head="Harbour Review 2031"), {}),
    "a stamp as large as the notes": (Style(note_size=7.5, stamp="Downloaded from a library", head="Harbours"), {}),
    "labels that hang": (Style(hang=14.0, label="plain"), {}),
    "many notes over pages": (Style(label="dot", height=420.0), {"count": 20}),
    "many notes over pages, without a rule": (Style(label="dot", height=420.0, has_rule=False), {"count": 20}),
}
# fmt: on


@pytest.mark.parametrize("name", CASES)
def test_every_note_is_found_whole_and_every_mark_names_its_own(name, tmp_path):
    style, options = CASES[name]
    report = make_report(style, **options)
    found = read(report, tmp_path)
    assert [(n.label, folded(n.text)) for n in found.footnotes] == [
        (label.replace("∗", "*"), folded(text)) for label, text in report.notes
    ]
    paired = [r.footnote_id for r in found.footnote_references]
    assert paired == [n.footnote_id for n in found.footnotes]


def with_repeats(style: Style, *, chapters: int = 2) -> Report:
    """Set chapters of paragraphs with one mark each; every second paragraph names its note again."""
    random_ = random.Random(4)
    blocks, notes = [], {}
    for number in range(12):
        if number % (12 // chapters) == 0:
            blocks.append(("chapter", f"Part {number} of the matter"))
        again = f" {prose(random_, 8)}{{{number}}}" if number % 2 else ""
        text = f"{prose(random_, 18)}{{{number}}} {prose(random_, 9)}{again} {random_.choice(DECOYS)}"
        blocks.append(("text", text))
        if number == 2:
            blocks += [("list", f"{n}. {prose(random_, 7)}") for n in (1, 2, 3)]
        notes[str(number)] = prose(random_, 9)
    return typeset(blocks, notes, style)


# fmt: off
REPEATING = [
    *((Style(mark=mark, label="dot"), 2) for mark in (
        "raised", "same size", "plain", "bracket", "raised bracket", "raised paren", "paren", "unicode")),
    *((Style(mark=mark, label="dot", notes="end"), 2) for mark in ("raised", "plain", "bracket", "unicode")),
    *((Style(mark=mark, label="dot", notes="chapter", restarts="chapter"), 3) for mark in ("raised", "bracket")),
]
# fmt: on


@pytest.mark.parametrize(("style", "chapters"), REPEATING)
def test_a_mark_that_names_a_note_again_is_a_reference(style, chapters, tmp_path):
    report = with_repeats(style, chapters=chapters)
    found = read(report, tmp_path)
    assert [folded(n.text) for n in found.footnotes] == [folded(text) for _, text in report.notes]
    notes = {n.footnote_id: n.label for n in found.footnotes}
    assert [notes.get(r.footnote_id) for r in found.footnote_references] == [label for label, *_ in report.references]


MARKS_ANYWHERE = [
    ("a heading", [("chapter", "Part 1{a}"), ("text", "Some text of the report that goes on.{b}")]),
    ("a table", [("text", "Some text.{a}"), ("table", "Region | Ports{b} | 12"), ("table", "Coast | 14 | 3")]),
    ("a caption", [("text", "Some text.{a}"), ("caption", "Figure 1. Ports of the coast.{b}")]),
    ("a list", [("text", "Some text.{a}"), ("list", "1. Ports of the coast.{b}"), ("list", "2. Others.")]),
    ("one place", [("text", "Some text.{a,b} And more of it follows here.")]),
    ("one place, apart", [("text", "Some text.{a, b} And more of it follows here.")]),
]


@pytest.mark.parametrize(("_place", "blocks"), MARKS_ANYWHERE)
def test_marks_are_found_wherever_they_stand(_place, blocks, tmp_path):
    filler = [("text", prose(random.Random(n), 60)) for n in range(4)]
    notes = {"a": "Smith, A Book.", "b": "Jones, Another Book."}
    found = read(typeset([*filler, *blocks, *filler], notes, Style()), tmp_path)
    assert [(n.label, n.text) for n in found.footnotes] == [("1", notes["a"]), ("2", notes["b"])]
    assert [r.footnote_id for r in found.footnote_references] == [n.footnote_id for n in found.footnotes]


def test_a_note_of_several_paragraphs_is_one_note(tmp_path):
    filler = [("text", prose(random.Random(n), 60)) for n in range(4)]
    notes = {"a": "Smith, A Book.\nThis book was reviewed by many.", "b": "Jones, Another Book."}
    found = read(typeset([*filler, ("text", "One.{a} Two.{b}")], notes, Style()), tmp_path)
    assert [n.text for n in found.footnotes] == [notes["a"].replace("\n", " "), notes["b"]]


@pytest.mark.parametrize("mark", ["raised", "same size", "unicode"])
def test_a_mark_inside_a_note_names_the_note_that_waits_for_it(mark, tmp_path):
    filler = [("text", prose(random.Random(n), 60)) for n in range(4)]
    notes = {"a": "Smith, A Book,{b} with maps.", "b": "Jones, Another Book.", "c": "Brown, A Third Book."}
    blocks = [*filler, ("text", "One of them goes on. One.{a} Three of them.{c}")]
    report = typeset(blocks, notes, Style(mark=mark))
    found = read(report, tmp_path)
    first, second, third = found.footnotes
    assert [note.text for note in found.footnotes] == [plain(text) for text in notes.values()]
    inner = [r for r in found.footnote_references if r.within_footnote_id]
    assert [(r.label, r.footnote_id, r.within_footnote_id, r.block_id) for r in inner] == [
        ("2", second.footnote_id, first.footnote_id, None)
    ]
    assert first.text[: inner[0].offset] == "Smith, A Book,"
    assert {r.footnote_id for r in found.footnote_references if r.block_id} == {first.footnote_id, third.footnote_id}


def test_an_exponent_in_a_note_is_no_mark(tmp_path):
    filler = [("text", prose(random.Random(n), 60)) for n in range(4)]
    notes = {"a": "About 12 km{b} of road.", "b": "Jones, Another Book."}
    found = read(typeset([*filler, ("text", "One.{a} Two.{b}")], notes, Style()), tmp_path)
    assert [r.within_footnote_id for r in found.footnote_references] == [None, None]
