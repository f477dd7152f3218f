"""A footnote is cut into the works it cites, and its kind is told."""

import pytest

from cetingest.citations.split import split_note
from cetingest.citations.urls import find_urls

DOE = 'Jane Doe, "Chips and Power," Foreign Affairs, May 2024, https://example.org/a'
ROE = 'John Roe, "Quantum Races," Nature, June 3, 2023, https://example.org/b'

# fmt: off
CASES = [
    ("Ibid.", "cross_reference", ["Ibid."]),
    ("Ibid., 12–14.", "cross_reference", ["Ibid., 12–14."]),
    ("Id. at 7.", "cross_reference", ["Id. at 7."]),
    ('METI, "Bio Policy," supra note 8.', "cross_reference", ['METI, "Bio Policy," supra note 8.']),
    ("See note 8 above.", "cross_reference", ["See note 8 above."]),
    ("OECD, AI Outlook, op. cit., p. 33.", "cross_reference", ["OECD, AI Outlook, op. cit., p. 33."]),
    ("前掲注8。", "cross_reference", ["前掲注8。"]),
    (f"See also {DOE}.", "citation", [f"See also {DOE}."]),
    (f"{DOE}; {ROE}.", "citation", [DOE, f"{ROE}."]),
    (f"{DOE}. {ROE}.", "citation", [f"{DOE}.", f"{ROE}."]),
    ('J. Doe, "A; B; and C," Example Review 4, no. 2 (2022): 9.', "citation",
     ['J. Doe, "A; B; and C," Example Review 4, no. 2 (2022): 9.']),
    ("Interview with a senior METI official, Tokyo, March 4, 2025.", "citation",
     ["Interview with a senior METI official, Tokyo, March 4, 2025."]),
    ("Email to author, n.d.; on file with author.", "citation", ["Email to author, n.d.; on file with author."]),
    ("https://example.org/x, last visited May 1, 2025.", "citation",
     ["https://example.org/x, last visited May 1, 2025."]),
    ('For an overview, see Doe, "Chips," May 2024; for another view, see Roe, Races (London: Verso, 2023), 4.',
     "mixed",
     ['For an overview, see Doe, "Chips," May 2024', "for another view, see Roe, Races (London: Verso, 2023), 4."]),
    ("Authors' calculations based on OECD data; see https://data.oecd.org for the series.", "mixed",
     ["see https://data.oecd.org for the series."]),
    (f"The share fell from 50 to 10 percent. See {DOE}.", "mixed", [f"See {DOE}."]),
    (f"{DOE}. The figure excludes services.", "mixed", [f"{DOE}."]),
    ("The figure includes spending by Taiwan; the two series are not comparable before 2015.", "comment", []),
    ("All figures in current US dollars.", "comment", []),
    (f"{DOE}; but see contra Ministry of Finance (MOF), Budget White Paper 2022, p. 12.", "citation",
     [DOE, "but see contra Ministry of Finance (MOF), Budget White Paper 2022, p. 12."]),
    (f"{DOE}; see also OECD, Economic Outlook 2022, p. 12.", "citation",
     [DOE, "see also OECD, Economic Outlook 2022, p. 12."]),
    ("The share fell by half; see Annex A, Table 2, p. 12.", "comment", []),
    ("Hereafter \"the Index\".", "comment", []),
    ("The law took effect in June 2023.", "comment", []),
    ("Ministry of Finance", "abbreviation", []),
    ("Ministry of Education, Culture, Sports, Science and Technology", "abbreviation", []),
]
# fmt: on


@pytest.mark.parametrize(("text", "kind", "works"), CASES, ids=[case[0][:50] for case in CASES])
def test_a_note_is_split_into_works_and_its_kind_is_told(text, kind, works):
    note = split_note(text, find_urls(text))
    cited = [text[slice(*piece.span)] for piece in note.pieces if piece.role != "comment"]
    assert (note.kind, cited) == (kind, works)


LOWER = 'de Boer, "Ports," Nature, June 3, 2023, https://example.org/c'


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        (
            f"{DOE}. Figures are rounded. They exclude services. {ROE}.",
            [("work", f"{DOE}."), ("comment", "Figures are rounded. They exclude services."), ("work", f"{ROE}.")],
        ),
        (
            f"Figures are rounded. They exclude services. See {DOE}.",
            [("comment", "Figures are rounded. They exclude services."), ("work", f"See {DOE}.")],
        ),
        (f"{DOE}; on file with author.", [("work", f"{DOE}; on file with author.")]),
        (f"{DOE}; {ROE}; on file with author.", [("work", DOE), ("work", f"{ROE}; on file with author.")]),
        (f"{DOE}; On file with author.", [("work", DOE), ("comment", "On file with author.")]),
        (f"{DOE}; the figure excludes services.", [("work", DOE), ("comment", "the figure excludes services.")]),
        (f"{DOE}; {ROE}.", [("work", DOE), ("work", f"{ROE}.")]),
        (f"{DOE}; {LOWER}", [("work", DOE), ("work", LOWER)]),
    ],
    ids=[
        "comments in a row are one",
        "comments before a work are one",
        "a tail without a verb belongs to its work",
        "a tail belongs to the work right before it",
        "a capital begins something new",
        "a clause with a verb is a comment",
        "works are never joined",
        "a work may begin with a small letter",
    ],
)
def test_comments_in_a_row_are_one_and_a_tail_belongs_to_its_work(text, pieces):
    note = split_note(text, find_urls(text))
    assert [(piece.role, text[slice(*piece.span)]) for piece in note.pieces] == pieces
