"""A family file says what it must, or the message names file and key."""

import pytest
import yaml

from cetingest.errors import FamilyError
from cetingest.findings import load_families, load_family

FAMILY = {
    "family": "reefs",
    "index": "CRI",
    "title_pattern": "State of the Reefs {edition} - {subject}",
    "section_roles": [{"heading": "What to do", "role": "recommendation"}],
    "sectors": [
        {"id": "fish", "label": "Fish stocks", "weight": 0.5, "pillars": [{"id": "size", "label": "Size"}]},
        {"id": "coral", "label": "Coral cover", "weight": 0.5},
    ],
}


def written(tmp_path, **changes):
    path = tmp_path / "family.yaml"
    path.write_text(yaml.safe_dump(FAMILY | changes), encoding="utf-8")
    return path


def test_the_families_on_board_are_sound():
    assert [family.family for family in load_families()] == ["ceti"]


def test_a_folder_of_families_is_loaded_in_order_of_names(tmp_path):
    written(tmp_path)
    assert [family.index for family in load_families(tmp_path)] == ["CRI"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"colour": "red"}, "extra fields found (colour)"),
        ({"index": 7}, "expected str"),
        ({"section_roles": [{"heading": "What to do", "role": "advice"}]}, "section_roles[0].role"),
        ({"sectors": [{"id": "fish"}]}, "required field missing @ family.sectors[0].label"),
        ({"sectors": [{"id": "fish", "label": "Fish", "weight": "high"}]}, "sectors[0].weight"),
        ({"sectors": [{"id": "fish", "label": "Fish", "weight": 0.5}]}, "sectors: weights sum to 0.500, not to 1"),
        ({"sectors": [{"id": "a", "label": "A"}, {"id": "a", "label": "B"}]}, "sectors: ids must differ"),
        ({"shared_aliases": [{"pillar": "age", "aliases": ["old"]}]}, "shared_aliases: no sector has a pillar 'age'"),
        ({"title_pattern": "State of the Reefs"}, "title_pattern must hold {subject}"),
    ],
)
def test_a_slip_in_a_family_file_is_told_with_file_and_key(tmp_path, changes, message):
    with pytest.raises(FamilyError) as caught:
        load_family(written(tmp_path, **changes))
    assert message in str(caught.value)
    assert "family.yaml" in str(caught.value)


@pytest.mark.parametrize("text", ["a: [", "- just a list", ""])
def test_a_file_that_is_no_family_at_all_is_told(tmp_path, text):
    path = tmp_path / "broken.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FamilyError, match=r"broken\.yaml"):
        load_family(path)
