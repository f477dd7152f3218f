"""The log: lines with fields, as text or as JSON, and never a secret."""

import ast
import json
import logging
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cetingest import logs
from cetingest.cli import main
from cetingest.logs import Line, redact

SOURCES = sorted(Path(logs.__file__).parent.rglob("*.py"))
logger = logging.getLogger("cetingest.tests")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("http://me:pw@proxy.test:3128/", "http://***@proxy.test:3128/"),
        ("postgresql+psycopg2://u:p@ss/@h/db?password=x y", "postgresql+psycopg2://***@ss/@h/db?password=*** y"),
        ("(postgresql://u:s3cret@h/db)", "(postgresql://***@h/db)"),
        ("https://token@a.test/x", "https://***@a.test/x"),
        ("https://a.test/x?a=1&X-Amz-Signature=abc&b=2", "https://a.test/x?a=1&X-Amz-Signature=***&b=2"),
        ("https://hooks.test/?access_token=abc#f", "https://hooks.test/?access_token=***"),
        ("https://a.test/?key=abc&sig=def;auth=x", "https://a.test/?key=***&sig=***;auth=***"),
        ("host=h user=u password='s p'", "host=h user=u password='s p'"),
        ("Proxy-Authorization: Basic bWU6cHc=", "Proxy-Authorization: Basic ***"),
        ("https://a.test/@handle/x?monkey=1 mail me@a.test", "https://a.test/@handle/x?monkey=1 mail me@a.test"),
        ("a basic income, document_id=key", "a basic income, document_id=key"),
    ],
)
def test_what_is_secret_is_not_shown(text: str, shown: str):
    assert redact(text) == shown
    assert redact(shown) == shown


def test_a_line_shows_its_fields_behind_its_text_and_hides_secrets_in_both():
    line = Line("cannot ask http://me:pw@h/", url="https://u:p@a.test/", page=3, reason="it said “no”", empty=None)
    assert str(line) == 'cannot ask http://***@h/ url=https://***@a.test/ page=3 reason="it said “no”"'


def test_lines_within_a_block_are_about_its_subject(caplog: pytest.LogCaptureFixture):
    with logs.about(document_id="a"), logs.about(page=1):
        assert str(Line("x", page=2)) == "x document_id=a page=2"
    assert str(Line("x")) == "x"


def test_a_step_tells_its_beginning_its_end_and_what_came_of_it(caplog: pytest.LogCaptureFixture):
    caplog.set_level("INFO", logger=logger.name)  # its own: commands run before in this process set the library's
    with logs.step(logger, "reading", documents=3) as counts:
        counts["failed"] = 1
    with pytest.raises(ZeroDivisionError), logs.step(logger, "asking"):
        raise ZeroDivisionError("by zero")
    lines = [record.msg for record in caplog.records]
    assert [(line.text, sorted(line.fields)) for line in lines] == [
        ("reading begins", ["documents", "step"]),
        ("reading ended", ["failed", "seconds", "step"]),
        ("asking begins", ["step"]),
        ("asking broke off", ["reason", "seconds", "step"]),
    ]


@pytest.mark.parametrize(
    ("form", "level", "written"),
    [
        ("text", None, ["warning"]),
        ("text", "info", ["info", "warning"]),
        ("json", None, ["info", "warning"]),
        ("json", "error", []),
    ],
)
def test_format_and_level_are_chosen(form: str, level: str | None, written: list[str], capsys: pytest.CaptureFixture):
    logs.configure(form, level)
    logger.debug(Line("debug"))
    logger.info(Line("info", document_id="a"))
    logger.warning(Line("warning", document_id="a"))
    lines = capsys.readouterr().err.splitlines()
    if form == "text":
        shown = {"info": "cetingest: info document_id=a", "warning": "cetingest: warning"}
        assert lines == [shown[word] for word in written]
    else:
        objects = [json.loads(line) for line in lines]
        assert [(o["message"], o["level"], o["document_id"], o["logger"]) for o in objects] == [
            (word, word, "a", "cetingest.tests") for word in written
        ]


def test_a_traceback_and_what_others_log_are_one_object_a_line_without_secrets(capsys: pytest.CaptureFixture):
    logs.configure("json")
    try:
        raise ValueError("postgresql://u:hunter2@h/db")
    except ValueError:
        logger.exception(Line("failed"))
    logging.getLogger("urllib3").warning("proxy %s failed", "http://u:hunter2@h")
    first, second = capsys.readouterr().err.splitlines()
    assert json.loads(first)["exception"].endswith("ValueError: postgresql://***@h/db")
    assert json.loads(second)["message"] == "proxy http://***@h failed"


def test_a_bug_that_nobody_catches_is_a_line_of_json_too(tmp_path: Path):
    code = "from cetingest import logs; logs.configure('json'); 1 / 0"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    [line] = done.stderr.splitlines()
    told = json.loads(line)
    assert (done.returncode, told["level"], told["message"]) == (1, "critical", "ZeroDivisionError: division by zero")
    assert "Traceback" in told["exception"]


def is_logging(node: ast.AST) -> bool:
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return False
    names = ("debug", "info", "warning", "error", "exception", "critical", "log")
    return node.func.attr in names and "log" in ast.unparse(node.func.value).lower()


def test_every_line_of_the_library_has_its_secrets_removed():
    calls = [node for path in SOURCES for node in ast.walk(ast.parse(path.read_text())) if is_logging(node)]
    assert len(calls) > 3
    assert [ast.unparse(call) for call in calls if "Line(" not in ast.unparse(call.args[0])] == []


# --- as an operator calls it ------------------------------------------------------------------------------------------


def call(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with one PDF, which is none."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "Broken.pdf").write_bytes(b"%PDF-1.7\nno more")
    return tmp_path


def test_a_run_logs_one_json_object_a_line_and_names_the_document_that_failed(project: Path):
    result = call("run", "--offline", "--log-format", "json")
    lines = [json.loads(line) for line in result.stderr.splitlines()]
    [failed] = [line for line in lines if line["level"] == "warning"]
    steps = [(line["step"], line["message"].split()[-1]) for line in lines if "step" in line]
    assert steps[:2] == [("reading documents", "begins"), ("reading documents", "ended")]
    assert [line["failed"] for line in lines if line["message"] == "reading documents ended"] == [1]
    assert (result.exit_code, failed["document_id"], "Broken.pdf" in failed["message"]) == (3, "broken", True)


def test_the_format_is_a_setting_and_holds_for_failures_too(project: Path):
    Path("cetingest.toml").write_text('[logs]\nformat = "json"\n')
    [line] = call("run", "--raw", "nowhere").stderr.splitlines()
    assert (json.loads(line)["level"], "nowhere" in json.loads(line)["message"]) == ("error", True)


def test_as_text_a_failure_is_a_sentence(project: Path):
    [line] = call("run", "--offline").stderr.splitlines()
    assert line.startswith("cetingest: Broken.pdf: ")


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize(
    "settings",
    [
        '[links]\nproxy = "http://me:hunter2@127.0.0.1:1"\n',
        '[storage]\nhistory = "postgresql://me:hunter2@127.0.0.1:1/x?password=hunter2"\n',
        '[storage]\nhistory = "postgresql://me:hunter2@[bad/x"\n',
        '[storage]\nhistory = "mysql://me:hunter2@h/x"\n',
    ],
)
def test_no_password_of_the_settings_is_ever_written(project: Path, settings: str, form: str):
    Path("cetingest.toml").write_text(settings)
    for arguments in (["run"], ["check", "http://127.0.0.1:1/x"], ["backup", "b.gz"], ["doctor"]):
        options = ["--log-format", form, "--log-level", "debug"] if arguments == ["run"] else []
        result = call(*arguments, *options)
        assert "hunter2" not in result.output, result.output
