"""A family file says what it must, or the message names file, line and key."""

import re
from pathlib import Path

import pytest

from cetingest.errors import FamilyError
from cetingest.findings import load_families, load_family

FAMILY = """\
family: reefs
index: CRI
title_pattern: "State of the Reefs {edition} - {subject}"
section_roles:
  - {heading: What to do, role: recommendation}
sectors:
  - id: fish
    label: Fish stocks
    weight: 0.5
    pillars:
      - {id: size, label: Size, aliases: [weight]}
      - {id: age, label: Age}
  - id: coral
    label: Coral cover
    weight: 0.5
"""


def written(folder, text=FAMILY, name="family.yaml"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_families_on_board_are_sound():
    assert [family.family for family in load_families()] == ["ceti"]


def test_folders_of_families_are_loaded_after_those_on_board_in_order_of_names(tmp_path):
    written(tmp_path, FAMILY.replace("reefs", "a"), "2.yml")
    written(tmp_path, FAMILY.replace("reefs", "b"), "1.yaml")
    written(tmp_path, "no family", "read.me")
    assert [family.family for family in load_families(tmp_path)] == ["ceti", "b", "a"]


def test_a_family_of_ones_own_replaces_that_of_the_same_id(tmp_path):
    written(tmp_path, FAMILY.replace("reefs", "ceti"))
    assert [family.index for family in load_families(tmp_path)] == ["CRI"]


@pytest.mark.parametrize(
    ("was", "is_now", "message"),
    [
        ("index: CRI", "index: CRI\ncolour: red", "line 3: colour: no such key"),
        ("index: CRI", "index: 7", "line 2: index: must be a text; put it in quotes"),
        ("index: CRI", "index: CRI\nindex: CRJ", "line 3: index: stands twice"),
        ("index: CRI\n", "", "line 1: index: is missing"),
        ("role: recommendation", "role: advice", "line 5: section_roles[0].role: must be one of summary, overview"),
        ("    label: Fish stocks\n", "", "line 7: sectors[0].label: is missing"),
        ("aliases: [weight]", "aliases: weight", "line 11: sectors[0].pillars[0].aliases: must be a list"),
        ("{id: age, label: Age}", "Age", "line 12: sectors[0].pillars[1]: must be a group of keys"),
        (
            "    weight: 0.5\n    pillars",
            "    weight: high\n    pillars",
            "line 9: sectors[0].weight: must be a number",
        ),
        ("    weight: 0.5\n    pillars", "    pillars", "line 6: sectors: weights sum to 0.500, not to 1"),
        ("id: coral", "id: fish", "line 13: sectors[1].id: ids must differ, and 'fish' stands before"),
        ("id: age", "id: size", "line 12: sectors[0].pillars[1].id: ids must differ"),
        ("label: Age", "label: Weight", "line 12: sectors[0].pillars[1]: 'weight' is a word for 'size' too"),
        (
            "index: CRI",
            "index: CRI\nshared_aliases: [{pillar: depth, aliases: [deep]}]",
            "line 3: shared_aliases[0].pillar: no sector has a pillar 'depth'",
        ),
        (" - {subject}", "", "line 3: title_pattern: must hold {subject}"),
        ("{edition}", "{year}", "line 3: title_pattern: {year}: only {subject} and {edition} can stand there"),
    ],
)
def test_a_slip_in_a_family_file_is_told_with_file_line_and_key(tmp_path, was, is_now, message):
    assert was in FAMILY
    with pytest.raises(FamilyError) as caught:
        load_family(written(tmp_path, FAMILY.replace(was, is_now, 1)))
    assert message in str(caught.value)
    assert "family.yaml: " in str(caught.value)


@pytest.mark.parametrize("text", ["a: [", "- just a list", "", "\ta: b"])
def test_a_file_that_is_no_family_at_all_is_told(tmp_path, text):
    with pytest.raises(FamilyError, match=r"broken\.yaml"):
        load_family(written(tmp_path, text, "broken.yaml"))


def test_two_files_of_a_folder_cannot_describe_one_family(tmp_path):
    written(tmp_path)
    written(tmp_path, name="other.yaml")
    with pytest.raises(FamilyError, match=r"other\.yaml: family: family\.yaml describes 'reefs' too"):
        load_families(tmp_path)


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(FamilyError, match=r"nowhere: no folder of family files .*findings\.families"):
        load_families(tmp_path / "nowhere")


def test_the_example_of_the_documentation_is_a_sound_family(tmp_path):
    page = (Path(__file__).parents[2] / "docs" / "families.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    family = load_family(written(tmp_path, example))
    assert (family.family, len(family.sectors)) == ("reefs", 2)
