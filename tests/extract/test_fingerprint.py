"""The stamp of a reading rests on every module that the reading runs."""

import subprocess
import sys
from pathlib import Path

import cetingest
from cetingest.extract.fingerprint import source_files

PACKAGE = Path(cetingest.__file__).parent
# What carries a reading and does not make it (settings are in the stamp by value); a module new here is decided on.
CARRIERS = {"__init__.py", "errors.py", "logs.py", "sandbox", "settings", "storage"}
# of language, what only the settings use, to check hosts and resolvers
CARRIERS |= {"language/identifiers.py", "language/urls.py"}


def test_every_module_that_a_reading_loads_is_in_its_stamp():
    code = (
        "import sys, cetingest.extract.reader, cetingest.extract.document\n"
        "print(*(m.__file__ for n, m in sys.modules.items() if n.partition('.')[0] == 'cetingest'), sep='\\n')"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    names = {Path(file).relative_to(PACKAGE).as_posix() for file in loaded}
    stamped = {file.relative_to(PACKAGE).as_posix() for file in source_files()}
    assert {"extract/pdf/file.py", "extract/reader.py"} <= names
    assert {file.relative_to(PACKAGE).as_posix() for file in PACKAGE.glob("extract/data/*")} <= stamped
    rooms = {name if name.startswith("language/") else name.partition("/")[0] for name in names - stamped}
    assert rooms == CARRIERS
