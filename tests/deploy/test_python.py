"""Which Python `make` takes, and what it says where there is none."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).parent.parent.parent
FIND_PYTHON = ROOT / "deploy" / "local" / "find-python"

# A shim of pyenv for a version that is not chosen.
BROKEN = (
    'echo "pyenv: $0: command not found\n\nThe \\`python3.12\' command exists in these Python versions:" >&2; exit 127'
)


def python(version: str, *, without: str = "") -> str:
    """Return a script that runs what it is told as a Python of that version, without one module of its library."""
    numbers = (*(int(number) for number in version.split(".")), 0)
    prelude = f"import sys; sys.version_info = {numbers}; sys.modules.update(dict.fromkeys({without.split()}))"
    return f'exec {sys.executable} -c "{prelude}; exec(sys.argv[1])" "$2"'


def write_scripts(folder: Path, scripts: dict[str, str]) -> None:
    """Write each script under its name, "FOLDER/NAME"."""
    for name, script in scripts.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(f"#!/bin/sh\n{script}\n")
        (folder / name).chmod(0o755)


def find_python(path: str, *wanted: str) -> tuple[int, str, str]:
    command = ["/bin/sh", str(FIND_PYTHON), *wanted]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={"PATH": path})
    return done.returncode, done.stdout.strip(), done.stderr


CHOSEN = {
    "the only one": ({"a/python3.11": python("3.11")}, "a/python3.11"),
    "the newest of several": ({"a/python3.11": python("3.11"), "a/python3.13": python("3.13")}, "a/python3.13"),
    "the newest, though it comes late on the PATH": (
        {"a/python3.12": python("3.12"), "b/python3.14": python("3.14")},
        "b/python3.14",
    ),
    "the one behind a broken shim of the same name": (
        {"a/python3.12": BROKEN, "b/python3.12": python("3.12")},
        "b/python3.12",
    ),
    "an older one, where the newest is a broken shim": (
        {"a/python3.14": BROKEN, "a/python3.13": BROKEN, "a/python3.11": python("3.11")},
        "a/python3.11",
    ),
    "an older one, where the newest cannot make environments": (
        {"a/python3.13": python("3.13", without="ensurepip"), "a/python3.12": python("3.12")},
        "a/python3.12",
    ),
    "python3, where no name tells a version": ({"a/python3": python("3.14")}, "a/python3"),
    "one in range, where python3 is too new": (
        {"a/python3": python("3.15"), "a/python3.15": python("3.15"), "a/python3.11": python("3.11")},
        "a/python3.11",
    ),
}


@pytest.mark.parametrize(("scripts", "chosen"), CHOSEN.values(), ids=CHOSEN)
def test_the_newest_python_that_really_runs_is_taken(tmp_path, scripts, chosen):
    write_scripts(tmp_path, scripts)
    assert find_python(f"{tmp_path}/a:{tmp_path}/b") == (0, str(tmp_path / chosen), "")


REFUSED = {
    "none at all": ({}, "apt install python3-venv"),
    "one that is too old": ({"a/python3": python("3.9")}, "a/python3: is Python 3.9\n"),
    "one that is too new": ({"a/python3": python("3.15")}, "a/python3: is Python 3.15\n"),
    "Debian's without python3-venv": (
        {"a/python3": python("3.13", without="ensurepip")},
        "a/python3: is Python 3.13 without the module ensurepip\n",
    ),
    "one that was built without SQLite": (
        {"a/python3.12": python("3.12", without="sqlite3")},
        "a/python3.12: is Python 3.12 without the module sqlite3\n",
    ),
    "broken shims only": ({"a/python3.12": BROKEN, "a/python3.13": BROKEN}, "python3.12: command not found\n"),
    "one that pretends to be a newer one": ({"a/python3.13": python("3.10")}, "a/python3.13: is Python 3.10\n"),
}


@pytest.mark.parametrize(("scripts", "said"), REFUSED.values(), ids=REFUSED)
def test_where_no_python_fits_it_says_what_to_install_and_what_it_tried(tmp_path, scripts, said):
    write_scripts(tmp_path, scripts)
    code, found, message = find_python(str(tmp_path / "a"))
    assert (code, found) == (1, "")
    assert message.startswith("cetingest needs Python 3.11, 3.12, 3.13 or 3.14 with venv.")
    assert said in message


def test_a_python_that_is_named_is_tried_alone(tmp_path):
    write_scripts(tmp_path, {"a/python3.14": python("3.14"), "b/mine": python("3.12"), "b/old": python("3.10")})
    mine, old = str(tmp_path / "b" / "mine"), str(tmp_path / "b" / "old")
    assert find_python(f"{tmp_path}/a", mine) == (0, mine, "")
    assert find_python(f"{tmp_path}/a", old)[:2] == (1, "")


def test_it_takes_the_versions_that_the_package_promises_and_no_others(tmp_path):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    versions = [f"3.{minor}" for minor in range(8, 20)]
    write_scripts(tmp_path, {f"a/python{version}": python(version) for version in versions})
    taken = {v for v in versions if find_python("/nowhere", str(tmp_path / "a" / f"python{v}"))[0] == 0}
    assert taken == {v for v in versions if v in SpecifierSet(project["requires-python"])}
    classified = {line.rpartition(" :: ")[2] for line in project["classifiers"] if ":: Python :: 3." in line}
    assert classified == taken


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_make_stops_before_it_makes_anything_where_no_python_fits(tmp_path):
    for name in ("Makefile", "pyproject.toml", "constraints.txt", "deploy/local/find-python"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    write_scripts(tmp_path, {"bin/python3": BROKEN})
    command = [shutil.which("make"), "install"]
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, check=False, env={"PATH": f"{tmp_path}/bin"}
    )
    assert done.returncode != 0
    assert "apt install python3-venv" in done.stderr
    assert not (tmp_path / ".venv").exists()
