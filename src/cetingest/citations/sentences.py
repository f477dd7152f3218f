"""Where sentences end in notes full of abbreviations, and dates whose commas part nothing."""

import re

from cetingest.citations.dates import find_dates, find_lone_years
from cetingest.citations.parts import blank

# Full stops that end no sentence: of initials, companies' forms, numbers and abbreviations.
_NO_SENTENCE_END = re.compile(
    r"(?i)(?:\b(?:corp|inc|ltd|co|jr|sr|dr|mr|ms|st|nos?|nr|vols?|pp?|bd|hrsg|eds?|vs?|u\.s|u\.k|u\.n|arts?|sec|ch|al|paras?|rn|tz|fn|abs|ziff)"
    r"|(?:^|[\s.])[A-Z])\.$"
)
_SENTENCE = re.compile(r"(?:[.?!](?P<closing>[”\"’»]?)\s+(?=[^\W_a-z]|[\[(¿¡«“])|[。．])")


def sentence_end(text: str, start: int, end: int) -> re.Match[str] | None:
    """Find the first full stop, question or exclamation mark that ends a sentence."""
    for match in _SENTENCE.finditer(text, start, end):
        stop = match.start() + 1
        if match[0][0] == "." and (ends_no_sentence(text[start:stop]) or _is_day(text, match)):
            continue
        return match
    return None


def ends_no_sentence(before: str) -> bool:
    """Tell whether the full stop at the end of a text belongs to an initial or an abbreviation."""
    return _NO_SENTENCE_END.search(before[-9:]) is not None  # the longest is "corp." with what stands before it


def _is_day(text: str, stop: re.Match[str]) -> bool:
    """Tell whether a full stop belongs to a German date: "13. Juni 2015"."""
    before = text[max(0, stop.start() - 2) : stop.start()]
    return before.strip()[-1:].isdigit() and bool(find_dates(text[max(0, stop.start() - 2) : stop.end() + 20].strip()))


def without_dates(text: str) -> str:
    """Blank the dates that stand between punctuation, since commas within them part nothing."""
    for date in (*find_dates(text), *find_lone_years(text)):
        before = text[: date.span[0]].rstrip()
        if not before or before[-1] in ",.;:(（、。":
            text = blank(text, date.span)
    return text
