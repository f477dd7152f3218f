"""The lint over citations: each rule, what it lets pass, and the Japan report."""

import pytest

from cetingest.citations import cite
from cetingest.model import Document, Problem
from cetingest.problems.citations import citation_problems
from cetingest.problems.doubled import doubled_phrases
from tests.factories import document, footnote, reference
from tests.japan import gold_document


def report(*texts: str) -> Document:
    notes = tuple(footnote(str(number), text=text) for number, text in enumerate(texts, 1))
    return document(footnotes=notes, footnote_references=tuple(reference(note.label) for note in notes))


def lint(doc: Document) -> list[Problem]:
    return list(citation_problems(doc, cite(doc)))


def undated(count: int, *, first: int = 1) -> list[str]:
    names = ("Ports", "Rivers", "Roads", "Bridges", "Tunnels", "Canals")
    return [
        f'Agency of {names[n]}. "About {names[n]}." Accessed May 8, 2025. <https://example.org/{names[n].lower()}>.'
        for n in range(first - 1, first - 1 + count)
    ]


DOE = 'Jane Doe, "Chips and the Power of States," Foreign Affairs, March 3, 2024, https://example.org/a.'
ROE = 'John Roe, "Quantum Races in Asia," Nature, June 3, 2023, https://example.org/b.'
BARE = "https://example.org/x, accessed May 1, 2025."

# fmt: off
CASES = [
    ("sound notes have no problem", [DOE, ROE], []),
    ("a phrase of the author printed twice",
     ["Ministry of Economy, Trade and Industry, Trade and Industry, Past Efforts, March 2024, https://a.org/x."],
     [("doubled-words", 1)]),
    ("a word of the title printed twice",
     ['Jane Doe, "The Rise of of Chips," Foreign Affairs, March 3, 2024, https://example.org/a.'],
     [("doubled-words", 1)]),
    ("a title that begins with its author's name doubles nothing",
     ['World Bank, "World Bank Annual Report," May 2024, https://example.org/a.'], []),
    ("a date of access is missing where the others print one",
     [*undated(5), 'Office of Mines. "About Mines." <https://example.org/mines>.'], [("missing-access-date", 6)]),
    ("a dated work needs no date of access", [*undated(5), DOE], []),
    ("four citations show no habit",
     [*undated(4), 'Office of Mines. "About Mines." <https://example.org/mines>.'], [("missing-access-date", 5)]),
    ("three citations show none",
     [*undated(3), 'Office of Mines. "About Mines." <https://example.org/mines>.'], []),
    ("a citation without title", [DOE, BARE], [("missing-title", 2)]),
    ("a sentence that names an address lacks no title", ["The data are available at https://a.org/x."], []),
    ("a document of bare addresses has one problem, not six",
     [BARE.replace("/x", f"/x{n}") for n in range(6)], [("missing-title", 0)]),
    ("a work dated after the last date of access",
     [*undated(1), DOE.replace("2024", "2026")], [("date-in-future", 2)]),
    ("a work of the same year as the last date of access",
     [*undated(1), "Chris Miller, Chip War (New York: Scribner, 2025), 12."], []),
    ("without dates of access nothing is known of the future", [DOE.replace("2024", "2126")], []),
    ("many later works mean an old date of access",
     [*undated(1), DOE.replace("2024", "2026"), ROE.replace("2023", "2026")], []),
    ("a work read before it was published",
     ['Jane Doe, "Chips and States," May 3, 2024, https://a.org/x, accessed April 2, 2024.'],
     [("accessed-before-issued", 1)]),
    ("a work read in its own month",
     ['Jane Doe, "Chips and States," May 2024, https://a.org/x, accessed May 2, 2024.'], []),
    ("one URL with different titles", [DOE, ROE.replace("/b.", "/a.")], [("url-with-different-titles", 2)]),
    ("one URL with titles of two years",
     ["Agency of Things (AT). Wage Survey 2023, May 2024. <https://example.org/a>.",
      "Agency of Things (AT). Wage Survey 2021, May 2022. <https://example.org/a>."],
     [("url-with-different-titles", 2)]),
    ("a title with and without its subtitle",
     [DOE, DOE.replace("States,", "States: A History,")], []),
    ("the same work in full in two notes", [DOE, ROE, DOE], [("duplicate-note", 3)]),
    ("a short form is no duplicate", [DOE, 'Doe, "Chips and the Power of States," 12.'], []),
]
# fmt: on


@pytest.mark.parametrize(("texts", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_the_lint_marks_what_a_proofreader_would(texts, expected):
    assert [(problem.code.value, note_of(problem)) for problem in lint(report(*texts))] == expected


def note_of(problem: Problem) -> int:
    """The number of the footnote, 0 for the document."""
    return 0 if problem.subject_id == "doc" else int(problem.subject_id.removeprefix("doc-fn").partition("-")[0])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Walking on the the moon", ["the"]),
        ("Bank of the Bank of the North", ["Bank of the"]),
        ("New York, New York", []),
        ("Location, Location, Location", []),
        ("Maßnahmen, die die Industrie stärken", []),
        ("2021 2021", []),
        ("Boutros Boutros-Ghali", []),
        ("the the the the", ["the the"]),
    ],
)
def test_doubled_phrases(text, expected):
    assert list(doubled_phrases(text)) == expected


def test_a_text_of_nothing_but_repeats_is_marked_without_end_or_error():
    assert set(doubled_phrases("aa bb " * 2_000)) == {"aa bb aa bb aa bb aa bb"}


def test_the_japan_report_has_its_known_faults_and_no_others():
    found = [(p.code.value, p.subject_id.rpartition("fn")[2]) for p in lint(gold_document())]
    assert found == [
        ("doubled-words", "17-c1"),
        ("duplicate-note", "18-c1"),
        ("duplicate-note", "22-c1"),
        ("duplicate-note", "38-c1"),
    ]


def test_a_message_says_where_what_and_what_to_do():
    (problem,) = lint(report(DOE, ROE, DOE))
    assert problem.message == (
        "Footnote 3 (page 1) cites in full the work that footnote 1 (page 1) cites in full; a short form would do."
    )
