"""Back references mean an earlier citation only when one candidate remains."""

import time

import pytest

from cetingest.citations import cite_texts

DOE = 'Jane Doe, "Chips and Power," Foreign Affairs, May 2024, https://example.org/a.'
ROE = "John Roe, Quantum Races (London: Verso, 2023), 44."
BOTH = f"{DOE[:-1]}; {ROE}"
OTHER_DOE = 'Jane Doe, "Chips and Money," Foreign Affairs, June 2024, https://example.org/c.'


@pytest.mark.parametrize(
    ("notes", "form", "antecedent"),
    [
        ([DOE, "Ibid., 12."], "back_reference", "note-1-c1"),
        ([DOE, "Ibid.", "Ibid., 14."], "back_reference", "note-1-c1"),
        ([BOTH, "Ibid."], "back_reference", None),
        ([DOE, "Ministry of Finance", "Ibid."], "back_reference", None),
        ([DOE, ROE, "See note 1 above."], "back_reference", "note-1-c1"),
        ([DOE, ROE, "Supra note 9."], "back_reference", None),
        ([BOTH, 'Roe, "Quantum Races," supra note 1.'], "back_reference", "note-1-c2"),
        ([BOTH, "Supra note 1."], "back_reference", None),
        ([DOE, ROE, "Roe, Quantum Races, op. cit., p. 33."], "back_reference", "note-2-c1"),
        ([DOE, ROE, "Doe, op. cit., p. 33."], "back_reference", "note-1-c1"),
        ([DOE, OTHER_DOE, "Doe, op. cit., p. 33."], "back_reference", None),
        ([DOE, ROE, 'Doe, "Chips and Power," 12.'], "short", "note-1-c1"),
        ([DOE, ROE, "Roe, Quantum Races, 45."], "short", "note-2-c1"),
        ([DOE, OTHER_DOE, 'Doe, "Chips," 12.'], "full", None),
        ([DOE, ROE, DOE], "repeated", "note-1-c1"),
        (["A, White Paper 2021, May 2021.", "A, White Paper 2023, May 2021."], "full", None),
    ],
)
def test_the_last_note_means_the_one_work_it_can_mean(notes, form, antecedent):
    last = cite_texts(notes)[-1].citations[-1]
    assert (last.form, last.antecedent_id) == (form, antecedent)


VOGT = "Jürgen Vogt, Lieferketten im Wandel, Berlin 2019, S. 14."


@pytest.mark.parametrize(
    ("notes", "antecedent"),
    [
        ([VOGT, "Ebd., S. 15."], "note-1-c1"),
        ([VOGT, DOE, "Vogt, a. a. O., S. 22."], "note-1-c1"),
        ([VOGT, DOE, "Vgl. Fn. 1."], "note-1-c1"),
        ([VOGT, DOE, "Vogt (Fn. 1), S. 3."], "note-1-c1"),
        ([DOE, ROE, "Voir note 2 supra."], "note-2-c1"),
        ([DOE, ROE, "Véase la nota 2."], "note-2-c1"),
        ([DOE, ROE, "前掲注2、12頁。"], "note-2-c1"),
        ([DOE, ROE, "同上、5頁。"], "note-2-c1"),
        ([DOE, ROE, "See infra note 9."], None),
        ([DOE, ROE, "Doe (2024), p. 12."], "note-1-c1"),
        ([DOE, OTHER_DOE, "Doe 2024, 12."], None),
        ([DOE, DOE, 'Doe, "Chips and Power," 12.'], "note-1-c1"),
    ],
)
def test_pointers_of_other_languages_mean_the_one_work_they_can_mean(notes, antecedent):
    assert cite_texts(notes)[-1].citations[-1].antecedent_id == antecedent


def test_a_note_below_can_be_meant():
    assert cite_texts(["See infra note 2.", DOE])[0].citations[0].antecedent_id == "note-2-c1"


@pytest.mark.parametrize(
    "notes",
    [
        [f'Jane Doe, "Chips and Power {n}," Foreign Affairs, May 2024.' for n in range(1, 2_501)]
        + [f"Supra note {n}." for n in range(1, 2_501)],
        [f'Jane Doe, "Chips {n} and Power," May 2024.' for n in range(1_000)] + ['Doe, "Chips," 12.'] * 1_000,
        ['Jane Doe, "Chips and Power," May 2024.'] * 2_000,
    ],
    ids=["numbers", "short forms", "repeats"],
)
def test_thousands_of_notes_are_resolved_in_seconds(notes):
    started = time.process_time()
    cite_texts(notes)
    assert time.process_time() - started < 20  # 2 to 8 seconds; hours when each note is compared with each other one
