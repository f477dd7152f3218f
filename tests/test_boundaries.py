"""What must not reach what."""

import re
import subprocess
import sys
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PYTHONS = ("3.11.0", "3.11.2", "3.12.0", "3.13.0", "3.14.0")
PINS = [Requirement(line) for line in (ROOT / "constraints.txt").read_text().splitlines() if not line.startswith("#")]
POSSESSIVE_GROUP = re.compile(r"(?<!\()\)(?:[*+?]|\{[0-9,]+\})\+(?!,)")


def test_the_library_works_without_dagster():
    code = "import sys, cetingest.cli; sys.exit('dagster' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_nothing_committed_names_a_package_registry():
    # spelled apart, so that this file does not name one
    registries = ["py pi.org".replace(" ", ""), "python hosted".replace(" ", ""), "npm js.org".replace(" ", "")]
    files = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    texts = {name: (ROOT / name).read_bytes() for name in files.split("\0") if name and (ROOT / name).is_file()}
    assert [name for name, text in texts.items() if any(r.encode() in text for r in registries)] == []


@pytest.mark.parametrize("python", PYTHONS)
def test_what_is_locked_installs_on_each_python_that_is_promised(python):
    """Debian 12 has Python 3.11.2, and pip there says of a package that wants 3.11.5 that it conflicts."""
    wants = {one.metadata["Name"]: one.metadata.get("Requires-Python") or "" for one in metadata.distributions()}
    locked = locked_on({"python_version": python.rpartition(".")[0], "python_full_version": python})
    wants = {name: python for name, python in wants.items() if canonicalize_name(name) in locked}
    assert len(wants) > 100
    assert {name: wanted for name, wanted in wants.items() if python not in SpecifierSet(wanted)} == {}


@pytest.mark.parametrize("system", ["linux", "darwin"])
@pytest.mark.parametrize("python", PYTHONS)
def test_what_is_installed_on_each_python_is_locked(python, system):
    """Some are needed on some versions only: redis wants async-timeout below Python 3.11.3."""
    environment = {
        "python_version": python.rpartition(".")[0],
        "python_full_version": python,
        "sys_platform": system,
        "platform_system": system.capitalize(),
    }
    needed = installed_with("cetingest", environment, extras=("test", "bench", "mutants"))
    assert needed - locked_on(environment) == {"cetingest"}


def locked_on(environment: dict[str, str]) -> set[str]:
    return {canonicalize_name(pin.name) for pin in PINS if pin.marker is None or pin.marker.evaluate(environment)}


def installed_with(name: str, environment: dict[str, str], extras: Iterable[str]) -> set[str]:
    """Return the names of a package and of all that it needs, as far as that is installed here."""
    todo = [(name, extra) for extra in ("", *extras)]
    seen = set()
    while todo:
        if (one := todo.pop()) in seen:
            continue
        seen.add(one)
        for needed in map(Requirement, requires(one[0])):
            if needed.marker is None or needed.marker.evaluate({**environment, "extra": one[1]}):
                todo += [(canonicalize_name(needed.name), extra) for extra in ("", *needed.extras)]
    return {name for name, _ in seen}


def requires(name: str) -> list[str]:
    try:
        return metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        return []


def test_no_pattern_repeats_a_group_possessively():
    """Until Python 3.11.5 such a group may end in the middle: https://github.com/python/cpython/issues/106052."""
    assert POSSESSIVE_GROUP.search("(?:ab)*+")
    assert POSSESSIVE_GROUP.search("(ab){0,2}+")
    sources = {path: path.read_text() for folder in ("src", "pipelines") for path in (ROOT / folder).rglob("*.py")}
    found = {str(path) for path, text in sources.items() if POSSESSIVE_GROUP.search(text)}
    assert found == set()
