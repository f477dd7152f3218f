"""Settings say what is wrong with them, and change nothing else."""

from pathlib import Path

import certifi
import pytest

from cetingest.errors import SettingsError
from cetingest.settings import Settings, connect_to_parts, load_settings, override


def test_without_a_file_the_defaults_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    assert load_settings() == Settings()


def test_the_file_in_the_working_directory_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    Path("cetingest.toml").write_text("[links]\nper_host = 1\ntotal_timeout_seconds = 3\n")
    assert (load_settings().links.per_host, load_settings().links.total_timeout_seconds) == (1, 3.0)


def test_relative_paths_are_taken_from_the_folder_of_the_file_and_urls_stay(tmp_path: Path):
    (tmp_path / "ca.pem").write_bytes(Path(certifi.where()).read_bytes())
    path = tmp_path / "cetingest.toml"
    path.write_text(
        '[storage]\nraw = "in"\nprocessed = "s3://bucket/out"\nhistory = "sqlite:///h.db"\n'
        '[findings]\nfamilies = ["families", "/srv/families", "~/families", "memory://families"]\n'
        '[links]\nca_bundle = "ca.pem"'
    )
    settings = load_settings(path)
    assert (settings.storage.raw, settings.storage.processed) == (str(tmp_path / "in"), "s3://bucket/out")
    assert settings.storage.history == f"sqlite:///{tmp_path / 'h.db'}"
    own = (str(tmp_path / "families"), "/srv/families", str(Path("~/families").expanduser()), "memory://families")
    assert settings.findings.families == own
    assert settings.links.ca_bundle == str(tmp_path / "ca.pem")


@pytest.mark.parametrize("history", ["sqlite:////srv/h.db", "postgresql://me@host/db", "sqlite:///:memory:"])
def test_a_database_that_has_a_place_of_its_own_stays_there(tmp_path: Path, history: str):
    path = tmp_path / "cetingest.toml"
    path.write_text(f'[storage]\nhistory = "{history}"')
    assert load_settings(path).storage.history == history


def test_paths_that_the_file_does_not_name_are_those_of_the_working_directory(tmp_path: Path):
    path = tmp_path / "cetingest.toml"
    path.write_text("[links]\nper_host = 1")
    assert load_settings(path).storage == Settings().storage


@pytest.mark.parametrize(
    ("toml", "complaint"),
    [
        ("[links]\nper_hosts = 1", "per_hosts"),
        ('[links]\nper_host = "two"', "per_host"),
        ("[links]\nper_host = 0", "at least 1"),
        ("[links]\nthreads = -1", "must not be negative"),
        ('[links]\nallow_net = ["10.0.0.1/8"]', "allow_net"),
        ("[links\n", "no TOML"),
        ("[storage]\nraw = 3", "raw"),
        ("storage = 3", "storage"),
        ('[storage]\nraw = "~nobody-here/in"', "~nobody-here/in: nobody of that name"),
        ("[extrakt]\n", "extrakt"),
        ("[links]\ntotal_timeout_seconds = 0", r"links\.total_timeout_seconds is 0.*at least"),
        ("[links]\ntotal_timeout_seconds = inf", r"links\.total_timeout_seconds is inf.*at most"),
        ("[links]\ntotal_timeout_seconds = nan", r"links\.total_timeout_seconds is nan.*at most"),
        ("[links]\ntotal_timeout_seconds = 1e12", r"links\.total_timeout_seconds.*at most"),
        ("[links]\nread_timeout_seconds = 0", r"links\.read_timeout_seconds.*at least"),
        ("[links]\nlive_days = 1e9", r"links\.live_days.*at most"),
        ("[links]\nallowed_ports = [80, 99999]", r"links\.allowed_ports: 99999 is no port.*1 to 65535"),
        ("[links]\nallowed_ports = [0]", r"links\.allowed_ports: 0 is no port"),
        ('[links]\ncanary_hosts = ["a..b"]', r"links\.canary_hosts: a\.\.b is no host name.*example\.com"),
        ('[links]\nconnect_to = ["a:-1:b:1"]', r"links\.connect_to.*write for instance"),
        ('[links]\nconnect_to = ["a:0:b:1"]', r"links\.connect_to.*0 is no port.*write for instance"),
        ('[links]\nconnect_to = ["a:1:b:99999"]', r"links\.connect_to.*99999 is no port.*write for instance"),
        ('[links]\nconnect_to = ["a:1:b..c:1"]', r"links\.connect_to.*b\.\.c is no host name.*write for instance"),
        ('[links]\nconnect_to = ["[a]b:1:c:1"]', r"links\.connect_to.*write for instance"),
        ('[links]\nproxy = "nonsense"', r"links\.proxy: it is no URL of an HTTP proxy; write for instance"),
        ('[links]\nproxy = ""', r"links\.proxy.*write for instance"),
        ('[links]\nproxy = "http://"', r"links\.proxy.*write for instance"),
        ('[links]\nproxy = "http://a:99999"', r"links\.proxy.*write for instance"),
        ('[links]\nproxy = "socks5://a:1080"', r"links\.proxy: SOCKS proxies are not supported.*write for instance"),
        ('[links]\ncontact = "a\\nX: c"', r"links\.contact.*on one line"),
        ('[links]\ncontact = "日本"', r"links\.contact.*ASCII"),
        ('[logs]\nformat = "xml"', r'logs\.format is "xml"; write "text" or "json"'),
        ('[logs]\nlevel = "loud"', r'logs\.level is "loud"; write "debug" or'),
        ("[retention]\nrun_days = -1", r"retention\.run_days is -1"),
        ("[extract]\ncrop_resolution = 0", r"extract\.crop_resolution is 0.*at least 36"),
        ("[extract]\ncrop_resolution = 100000", r"extract\.crop_resolution is 100000.*not be more than 600"),
        ("[extract]\nmemory_bytes = 60000000", r"extract\.memory_bytes is 60000000.*at least 150000000"),
        ("[extract]\nmemory_bytes = 100000000000000000000", r"extract\.memory_bytes.*at most"),
        ("[extract]\ncpu_seconds = 0", r"extract\.cpu_seconds.*at least 1"),
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


@pytest.mark.parametrize("proxy", ["http://proxy.example:3128", "https://me:pw@proxy.example", "http://[::1]:1/"])
def test_a_proxy_is_an_http_url(proxy: str):
    assert override(Settings(), "links", proxy=proxy).links.proxy == proxy


def test_a_password_of_a_proxy_is_not_shown():
    with pytest.raises(SettingsError) as raised:
        override(Settings(), "links", proxy="socks5://me:secret@proxy.example")
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a.example:1:b.example:2", ("a.example", 1, "b.example", 2)),
        (":::", (None, None, None, None)),
        ("A.Example.::[::0001]:", ("a.example", None, "::1", None)),
        ("例え.jp:443:münchen.example:1", ("xn--r8jz45g.jp", 443, "xn--mnchen-3ya.example", 1)),
    ],
)
def test_the_parts_of_connect_to_are_spelled_as_they_are_asked(text: str, parts: tuple[object, ...]):
    assert parts == connect_to_parts(text)
