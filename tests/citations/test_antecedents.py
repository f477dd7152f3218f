"""Back references mean an earlier citation only when one candidate remains."""

import pytest

from cetingest.citations import cite_texts

DOE = 'Jane Doe, "Chips and Power," Foreign Affairs, May 2024, https://example.org/a.'
ROE = "John Roe, Quantum Races (London: Verso, 2023), 44."
BOTH = f"{DOE[:-1]}; {ROE}"
OTHER_DOE = 'Jane Doe, "Chips and Money," Foreign Affairs, June 2024, https://example.org/c.'


@pytest.mark.parametrize(
    ("notes", "form", "antecedent"),
    [
        ([DOE, "Ibid., 12."], "back_reference", "line-1-c1"),
        ([DOE, "Ibid.", "Ibid., 14."], "back_reference", "line-1-c1"),
        ([BOTH, "Ibid."], "back_reference", None),
        ([DOE, "Ministry of Finance", "Ibid."], "back_reference", None),
        ([DOE, ROE, "See note 1 above."], "back_reference", "line-1-c1"),
        ([DOE, ROE, "Supra note 9."], "back_reference", None),
        ([BOTH, 'Roe, "Quantum Races," supra note 1.'], "back_reference", "line-1-c2"),
        ([BOTH, "Supra note 1."], "back_reference", None),
        ([DOE, ROE, "Roe, Quantum Races, op. cit., p. 33."], "back_reference", "line-2-c1"),
        ([DOE, ROE, "Doe, op. cit., p. 33."], "back_reference", "line-1-c1"),
        ([DOE, OTHER_DOE, "Doe, op. cit., p. 33."], "back_reference", None),
        ([DOE, ROE, 'Doe, "Chips and Power," 12.'], "short", "line-1-c1"),
        ([DOE, ROE, "Roe, Quantum Races, 45."], "short", "line-2-c1"),
        ([DOE, OTHER_DOE, 'Doe, "Chips," 12.'], "full", None),
        ([DOE, ROE, DOE], "repeated", "line-1-c1"),
        (["A, White Paper 2021, May 2021.", "A, White Paper 2023, May 2021."], "full", None),
    ],
)
def test_the_last_note_means_the_one_work_it_can_mean(notes, form, antecedent):
    last = cite_texts(notes)[-1].citations[-1]
    assert (last.form, last.antecedent_id) == (form, antecedent)
