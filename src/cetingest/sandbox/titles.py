"""Titles in the metadata of PDFs, without what writing programs put there."""

import re
from functools import cache

from cetingest.language.data_files import read_rows
from cetingest.language.text import strip_controls

_TITLE_CHARACTERS = 500


def clean_title(text: str) -> str:
    """Return a title as it was written, without the name of a program before it; "" when it is none.

    >>> clean_title("Microsoft Word - Harbours"), clean_title("report_final.docx")
    ('Harbours', '')
    """
    program, no_title = _patterns()
    title = program.sub("", strip_controls(text))[:_TITLE_CHARACTERS]
    return "" if no_title.match(title) else title


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the pattern of programs before a title, and that of what writing programs put in the place of one."""
    rows = read_rows("cetingest.sandbox", "data/no_titles.csv")
    programs, names, numbered, suffixes = (
        "|".join(re.escape(row["word"]) for row in rows if row["kind"] == kind)
        for kind in ("program", "name", "numbered", "suffix")
    )
    return (
        re.compile(rf"^(?:{programs}) ?-? ?", re.IGNORECASE),
        re.compile(rf"(?:{names}|(?:{numbered})\d*|.{{0,200}}\.(?:{suffixes}))$", re.IGNORECASE),
    )
