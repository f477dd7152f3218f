"""What must not reach what."""

import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).parent.parent
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


def test_what_is_locked_installs_on_the_oldest_python_that_is_promised():
    """Debian 12 has Python 3.11.2, and pip there says of a package that wants 3.11.5 that it conflicts."""
    promised = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["requires-python"]
    oldest = f"{promised.partition(',')[0].removeprefix('>=')}.0"
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    locked = {line.partition("==")[0].lower() for line in lines if not line.startswith("#")}
    wants = {one.metadata["Name"]: one.metadata["Requires-Python"] or "" for one in metadata.distributions()}
    wants = {name: python for name, python in wants.items() if name.lower() in locked}
    assert len(wants) > 100
    assert {name: python for name, python in wants.items() if oldest not in SpecifierSet(python)} == {}


def test_no_pattern_repeats_a_group_possessively():
    """Until Python 3.11.5 such a group may end in the middle: https://github.com/python/cpython/issues/106052."""
    assert POSSESSIVE_GROUP.search("(?:ab)*+")
    assert POSSESSIVE_GROUP.search("(ab){0,2}+")
    sources = {path: path.read_text() for folder in ("src", "pipelines") for path in (ROOT / folder).rglob("*.py")}
    found = {str(path) for path, text in sources.items() if POSSESSIVE_GROUP.search(text)}
    assert found == set()
