"""Settings say what is wrong with them, and change nothing else."""

from pathlib import Path

import pytest

from cetingest.errors import SettingsError
from cetingest.settings import Settings, load_settings, override


def test_without_a_file_the_defaults_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    assert load_settings() == Settings()


def test_the_file_in_the_working_directory_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    Path("cetingest.toml").write_text("[links]\nper_host = 1\ntotal_timeout_seconds = 3\n")
    assert (load_settings().links.per_host, load_settings().links.total_timeout_seconds) == (1, 3.0)


@pytest.mark.parametrize(
    ("toml", "complaint"),
    [
        ("[links]\nper_hosts = 1", "per_hosts"),
        ('[links]\nper_host = "two"', "per_host"),
        ("[links]\nper_host = 0", "at least 1"),
        ("[links]\nthreads = -1", "must not be negative"),
        ('[links]\nallow_net = ["10.0.0.1/8"]', "allow_net"),
        ("[links\n", "no TOML"),
        ("[extrakt]\n", "extrakt"),
    ],
)
def test_a_wrong_file_is_refused_with_the_key_that_is_wrong(tmp_path: Path, toml: str, complaint: str):
    path = tmp_path / "cetingest.toml"
    path.write_text(toml)
    with pytest.raises(SettingsError, match=complaint):
        load_settings(path)


def test_a_named_file_that_is_missing_is_an_error(tmp_path: Path):
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings(tmp_path / "nowhere.toml")


def test_an_option_that_was_not_given_leaves_the_setting_alone():
    settings = override(Settings(), "links", per_host=1)
    assert override(settings, "links", per_host=None, connect_to=()) == settings
