"""What a document says of its own: rankings and recommendations, with the exact words and their footnotes.

`find` reads a document. A family file (families/*.yaml, read by `family`) tells what a series of reports is about;
`taxonomy` recognises its words, `rankings` and `recommendations` find the statements, `quotes` ties them to the page.
"""

from cetingest.findings.family import Family, load_families, load_family
from cetingest.findings.reading import find

__all__ = ["Family", "find", "load_families", "load_family"]
