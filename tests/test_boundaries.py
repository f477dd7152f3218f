"""What must not reach what."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_library_works_without_dagster():
    code = "import sys, cetingest.cli; sys.exit('dagster' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_nothing_committed_names_a_package_registry():
    # spelled apart, so that this file does not name one
    registries = ["py pi.org".replace(" ", ""), "python hosted".replace(" ", ""), "npm js.org".replace(" ", "")]
    files = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    texts = {name: (ROOT / name).read_bytes() for name in files.split("\0") if name and (ROOT / name).is_file()}
    assert [name for name, text in texts.items() if any(r.encode() in text for r in registries)] == []
