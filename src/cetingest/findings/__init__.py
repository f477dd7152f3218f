"""What a document says of its own: rankings, recommendations ..., with the exact words and their footnotes.

`find` reads a document. A family file (families/*.yaml, read by `family_files`) tells what a series of reports is
about; `taxonomy` recognises its words, a module or package for each kind finds the statements, `quotes` ties them to
the page.
"""

from cetingest.findings.family import Family
from cetingest.findings.family_files import FamilyFile, load_families, load_family, load_family_files
from cetingest.findings.reading import find
from cetingest.findings.taxonomy import match_titles

__all__ = ["Family", "FamilyFile", "find", "load_families", "load_family", "load_family_files", "match_titles"]
