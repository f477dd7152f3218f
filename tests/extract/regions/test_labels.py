import pytest

from cetingest.extract.glyphs import Target
from cetingest.extract.layout.lines import LineLink
from cetingest.extract.regions.labels import LabelForm, mark_labels, read_note_label
from tests.extract.shapes import line


@pytest.mark.parametrize(
    ("text", "raised", "label", "form", "rest"),
    [
        ("12 Smith", "", "12", LabelForm.PLAIN, " Smith"),
        ("12. Smith", "", "12", LabelForm.DOT, " Smith"),
        ("[12] Smith", "", "12", LabelForm.BRACKET, " Smith"),
        ("12) Smith", "", "12", LabelForm.PAREN, " Smith"),
        ("12: Smith", "", "12", LabelForm.DOT, " Smith"),
        ("(c) Smith", "", "c", LabelForm.PAREN, " Smith"),
        ("c. Smith", "", "c", LabelForm.LETTER, " Smith"),
        ("xii Smith", "", "xii", LabelForm.LETTER, " Smith"),
        ("（注12）経済産業省", "", "12", LabelForm.WORD, "経済産業省"),
        ("注12：経済産業省", "", "12", LabelForm.WORD, "経済産業省"),
        ("※1 経済産業省", "", "1", LabelForm.WORD, " 経済産業省"),
        ("* Smith", "", "*", LabelForm.PLAIN, " Smith"),
        ("12Smith", "12", "12", LabelForm.RAISED, "Smith"),
        ("¹² Smith", "", "12", LabelForm.RAISED, " Smith"),
    ],
)
def test_note_labels_are_read_in_every_form(text, raised, label, form, rest):
    found = read_note_label(line(text, raised=raised))
    assert (found.label, found.form, text[found.end :]) == (label, form, rest)


@pytest.mark.parametrize("text", ["2023, https://a.example", "8, 2025.", "3.5 million", "1,200 cases", "Smith 12"])
def test_lines_that_go_on_with_a_date_or_a_number_are_no_note_starts(text):
    assert read_note_label(line(text)) is None


def test_a_back_link_separates_a_label_from_a_number_that_follows():
    link = LineLink(start=0, end=2, bbox=(0, 0, 1, 1), target=Target(page_number=1))
    found = read_note_label(line("235 U.S.C.A. § 552a", links=(link,)))
    assert (found.label, found.form) == ("23", LabelForm.LINKED)


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("4", ("4",)),
        ("（注1、注2）", ("1", "2")),
        ("*1", ("1",)),
        ("4,6", ("4", "6")),
        ("4–6", ("4", "5", "6")),
        ("*", ("*",)),
        ("nd", ()),
        ("9–2", ()),
        ("", ()),
    ],
)
def test_raised_texts_name_their_labels(text, labels):
    assert mark_labels(text) == labels
