"""Notes without their dates, whose commas part nothing."""

import re

from cetingest.citations.dates import find_dates, find_lone_years
from cetingest.citations.parts import blank

# "General comment No. 27 (2023) on land": the title goes on after the year.
TITLE_GOES_ON = re.compile(r"\)\s(?:on|of|concerning|regarding|for|to|sur|relatif|zum|zur|über|sobre|su)\s\w")


def without_dates(text: str) -> str:
    """Blank the dates that stand between punctuation, since commas within them part nothing."""
    for date in (*find_dates(text), *find_lone_years(text)):
        before = text[: date.span[0]].rstrip()
        is_in_title = before.endswith("(") and TITLE_GOES_ON.match(text, date.span[1])
        if not before or (before[-1] in ",.;:(（、。" and not is_in_title):
            text = blank(text, date.span)
    return text
