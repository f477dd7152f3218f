"""Findings of the reports written for the tests are found as well as the floors say, by sentence and key fields."""

import pytest

from cetingest.findings import find, load_families
from tests.evaluation.findings_scoring import compare, compare_types, gold_records, records_of
from tests.evaluation.labelled_findings import FOLDER, load
from tests.japan import gold, gold_document

# Precision and recall; a floor moves up in the commit that earns it. One reader wrote texts, labels and rules, so these
# prove that nothing is lost, not how an unknown report is read. harbours has no family, so no rankings, no assessments.
FLOORS = {
    ("japan", "rankings"): (1.0, 1.0),
    ("japan", "assessments"): (0.95, 0.95),
    ("japan", "recommendations"): (0.95, 0.95),
    ("japan", "policies"): (0.95, 0.95),
    ("germany", "assessments"): (0.85, 0.8),
    ("germany", "recommendations"): (0.95, 0.95),
    ("germany", "policies"): (0.8, 0.8),
    ("chile", "assessments"): (0.85, 0.8),
    ("chile", "recommendations"): (0.85, 0.85),
    ("chile", "policies"): (0.8, 0.8),
    ("harbours", "recommendations"): (0.85, 0.95),
    ("harbours", "policies"): (0.8, 0.8),
}


@pytest.fixture(scope="module")
def families():
    return load_families() + load_families(FOLDER / "families")


@pytest.mark.parametrize(("name", "kind"), FLOORS)
def test_findings_are_found_as_well_as_the_floors_say(name, kind, families):
    document, wanted = (gold_document(), gold("findings")) if name == "japan" else load(name)
    outcome = compare(kind, gold_records(wanted)[kind], records_of(find(document, families))[kind])
    precision, recall = FLOORS[name, kind]
    assert (outcome.precision >= precision, outcome.recall >= recall) == (True, True), (outcome.missed, outcome.wrong)


def test_a_series_on_another_subject_needs_no_code(families):
    found = find(load("chile")[0], families)
    assert (found.family, found.subject, found.edition) == ("energy_readiness", "CHL", "2024")


# Shares of the classes of action, over all recommendations found: (precision, recall). The words were written with
# these reports in view, so an unknown report is read less well.
TYPES = {"japan": (0.8, 0.93), "germany": (0.85, 0.85), "chile": (0.95, 0.8), "harbours": (0.95, 0.85)}


@pytest.mark.parametrize("name", TYPES)
def test_classes_of_action_are_found_as_well_as_the_floors_say(name, families):
    document, wanted = (gold_document(), gold("findings")) if name == "japan" else load(name)
    outcome = compare_types(
        gold_records(wanted)["recommendations"], records_of(find(document, families))["recommendations"]
    )
    assert (outcome[0] >= TYPES[name][0], outcome[1] >= TYPES[name][1]) == (True, True), outcome
