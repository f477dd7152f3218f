"""A few seconds of `make fuzz-extract`."""

import pytest

from tests.fuzz import extract

FILES = extract.sources()


@pytest.mark.parametrize("number", range(8))
def test_a_damaged_file_is_read_or_explained_and_leaves_nothing_behind(number, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    assert extract.run_case(2025, number, FILES, tmp_path).failure is None


def test_the_same_seed_and_number_give_the_same_file():
    assert extract.make_case(1, 7, FILES) == extract.make_case(1, 7, FILES)
