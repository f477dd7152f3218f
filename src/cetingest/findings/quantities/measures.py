"""Numbers with their units in a sentence: money, measures, ratios, counts, and ranges of these."""

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import zip_longest

from cetingest.findings.quantities.measure import NUMBER, YEARS, Measure
from cetingest.findings.quantities.ratios import ratio_words
from cetingest.findings.quantities.units import (
    Unit,
    currency_after,
    currency_before,
    currency_of,
    unit_after,
    unit_of,
)
from cetingest.language.data_files import read_rows
from cetingest.language.numbers import Numeral, find_numerals
from cetingest.model import Span

_NAME_BEFORE = re.compile(
    r"(?:^|\s)(?!(?:The|In|By|Of|To|From|About|Around|Over|Some|Nearly|Almost|Only|At|For|With|And|Another|Between|Up|Under|"
    r"These|Its|Their|Roughly|More|Less|Fewer|All|Just|Since|Train|Build|Cut|Add|Raise|Invest|Spend|Hire|Create|Recruit)\s)"
    r"[A-Z][A-Za-z-]*\.?\s$|(?i:\b(?:no|nos|article|art|section|chapter|phase|table|figure|fig|annex|page|pp?|vol|version|level|type|"
    r"category|class|tier|step|stage|pillar|goal|box|mach|grade|option|scenario)\.?\s)$"
)
_LARGE_LETTER = re.compile(r"(?P<letter>[mbkMBKT])(?![A-Za-z0-9²³/])")
_LETTERS = {"m": 1e6, "b": 1e9, "k": 1e3, "t": 1e12}
_YEARLIKE = range(1800, 2101)
_QUALIFIED = re.compile(
    r"(?i)\b(?:about|around|over|than|some|nearly|almost|least|to|approximately|roughly|only|another|of|further|additional|"
    r"all|these|the|total|train|build|add|create|hire|recruit|employs?|has|have)\s$"
)


def _nouns(group: str) -> frozenset[str]:
    """Return a group of nouns.csv: plurals without s, words in s that are no nouns, and nouns of discourse."""
    return frozenset(
        row["word"] for row in read_rows("cetingest.findings", "quantities/nouns.csv") if row["group"] == group
    )


_DISCOURSE = _nouns("discourse")
_PEOPLE = _nouns("plural")
_NOT_A_NOUN = _nouns("no noun")
_COMPOUNDING = _nouns("compounding")  # "graphics processors", "sales offices": the counted noun comes after
_MODIFIER = (
    r"(?:(?!(?:of|in|to|by|for|and|or|at|on|per|from|with|over|than|the|a|an|as|more|is|are|was|were|has|had|have|that|"
    r"which)\b)[A-Za-z][\w'’-]*)"
)
_COUNTED = re.compile(
    rf"\s(?:of\s(?:the|its|their)\s)?(?P<np>(?:{_MODIFIER}\s){{0,3}}?(?P<head>[A-Za-z][\w-]*[a-z]))(?![\w-])"
)
_TIMES_CONTEXT = re.compile(
    r"(?i)\b(?:by|increas\w+|gr[eo]w\w*|rise\w*|rose|risen|higher|larger|bigger|greater|multipl\w+|expand\w*|fell|fallen|drop\w*|"
    r"decreas\w+|declin\w+|jump\w*|soar\w*)\b[^.;]{0,60}$"
)
_TIMES_FOLLOW = re.compile(
    r"(?i)\s*(?:as\b|more\b|less\b|larger\b|bigger\b|higher\b|greater\b|faster\b|cheaper\b|lower\b|the\b|that\b|what\b|its\b|their\b|"
    r"over\b|since\b|in\b)"
)
_OFTEN = re.compile(r"(?i)\s*(?:(?:a|per|each|every)\s+(?:year|month|week|day|decade)|in\s+a\s+row)\b")


def find_measures(text: str, home: str | None, masked: Iterable[Span]) -> tuple[Measure, ...]:
    """Find the measures of a sentence from left to right; numbers within `masked` (dates) are left out."""
    masked = tuple(masked)
    numerals = [n for n in find_numerals(text) if not _overlaps(n.span, masked)]
    words = [m for m in ratio_words(text) if not _overlaps(m.span, masked)]
    taken = [m.span for m in words]
    alone = [_read(text, n, home) for n in numerals if not _overlaps(n.span, taken)]
    found = _shared_nouns(text, _joined(text, [m for m in alone if m is not None]))
    kept = [m for m in found if _means_something(text, m)]
    return tuple(sorted([*kept, *words], key=lambda m: m.span))


def _overlaps(span: Span, others: Iterable[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _read(text: str, numeral: Numeral, home: str | None) -> Measure | None:  # noqa: PLR0911 (one way of reading each)
    """Read what stands around one number. A bare one is kept for now: its unit may stand after the next ("5-10%")."""
    start, end = numeral.span
    before = currency_before().search(text, max(0, start - 20), start)
    if before and (unit := currency_of(before["mark"], home)):
        value, end = _with_letter(text, numeral, end)
        return Measure((before.start(), end), value, unit)
    if "0" <= text[end : end + 1].lower() <= "9":
        return None
    after = currency_after().match(text, end)
    if after and (unit := currency_of(after["mark"], home)):
        return Measure((start, after.end()), numeral.value, unit)
    more = _MORE.match(text, end)
    after = unit_after().match(text, more.end() if more else end)
    if after and _is_unit(text, numeral, after) and not (more and len(after["mark"]) == 1):
        return _in_years(Measure((start, after.end()), numeral.value, unit_of(after["mark"])))
    if _NAME_BEFORE.search(text[max(0, start - 25) : start]) and not numeral.is_large:
        return None
    if (letter := _LARGE_LETTER.match(text, end)) and letter["letter"] in "mk" and not numeral.is_large:
        counted = _COUNTED.match(text, letter.end())
        if counted:
            value = numeral.value * _LETTERS[letter["letter"]]
            return Measure((start, counted.end()), value, Unit(counted["head"], "count"), counted=counted["np"])
    if text[end : end + 1].isalpha():
        return None
    return _count(text, numeral) or Measure(numeral.span, numeral.value, NUMBER)


# "Six consecutive years", "20 further megawatts": the adjective changes nothing of the measure.
_MORE = re.compile(
    r"\s(?:consecutive|successive|straight|full|whole|entire|further|more|additional|extra|other|calendar|working|long|"
    r"short|solid|good)(?=\s)"
)


def _in_years(measure: Measure) -> Measure:
    """Return decades as years, as periods are: "two decades" are 20 years."""
    if measure.unit.name != "decade":
        return measure
    return replace(measure, value=measure.value * 10, unit=YEARS, high=measure.high and measure.high * 10)


def _with_letter(text: str, numeral: Numeral, end: int) -> tuple[float, int]:
    """Read the letter of "£5m"; "$2/kg" and "$5 TWh" have none."""
    letter = _LARGE_LETTER.match(text, end)
    if letter and numeral.scale == 1:
        return round(numeral.value * _LETTERS[letter["letter"].lower()], 6), letter.end()
    return numeral.value, end


_DIMENSION = re.compile(r"\s(?:deep|long|wide|high|tall|thick|across|apart|below|above)\b")  # "18 m deep"


def _is_unit(text: str, numeral: Numeral, after: re.Match[str]) -> bool:
    unit, mark = unit_of(after["mark"]), after["mark"]
    if unit.kind == "ratio":
        return _is_ratio(text, numeral, after)
    if unit.kind == "duration" and mark in ("second", "quarter"):
        return False
    if len(mark) <= 2 and mark.isalpha():
        # Letters alone are units after figures only: "2 m", "5 t"; never after words.
        is_million = mark == "m" and _COUNTED.match(text, after.end()) and not _DIMENSION.match(text, after.end())
        return not numeral.is_word and not is_million
    return True


def _is_ratio(text: str, numeral: Numeral, after: re.Match[str]) -> bool:
    """Tell "grew five times" and "2.5x" from occasions ("met five times", "three times a year")."""
    mark = after["mark"].lower()
    if mark != "times":
        return not (mark == "x" and after["gap"] == " " and re.match(r"\s?\d", text[after.end() :]))
    if _OFTEN.match(text, after.end()):
        return False
    return bool(_TIMES_FOLLOW.match(text, after.end()) or _TIMES_CONTEXT.search(text, 0, numeral.span[0]))


def _count(text: str, numeral: Numeral) -> Measure | None:
    """Read a counted noun: the plural after the number, with up to three words before it.

    Small numbers in words count what the text is made of ("three challenges", "the two countries") more often than
    the world; they are kept with nouns of things only, and not after an article.
    """
    start, end = numeral.span
    match = _COUNTED.match(text, end)
    while match and not _is_plural(match["head"]):
        words = match["np"].count(" ") + 1
        longer = re.compile(
            rf"\s(?:of\s(?:the|its|their)\s)?(?P<np>(?:{_MODIFIER}\s){{{words}}}(?P<head>[A-Za-z][\w-]*[a-z]))(?![\w-])"
        )
        match = longer.match(text, end) if match["np"].count(" ") < 3 and _goes_on(match["head"]) else None
    if match is None:
        return None
    head, phrase = match["head"], match["np"]
    last = match.end()
    if phrase == "Member" or text[match.start("np") :].startswith("Member States"):
        head = phrase = "Member States"
        last = match.start("np") + len(head)
    is_small_word = numeral.is_word and not numeral.is_large
    if is_small_word and (numeral.value < 2 or _is_of_the_text(text[:start], head)):
        return None
    is_plain = not numeral.is_word and numeral.scale == 1 and "," not in text[start:end]
    if is_plain and int(numeral.value) in _YEARLIKE and not _QUALIFIED.search(text[max(0, start - 15) : start]):
        return None
    return Measure((start, last), numeral.value, Unit(head, "count"), counted=phrase)


def _is_of_the_text(before: str, head: str) -> bool:
    is_definite = re.search(r"(?i)\b(?:the|these|those|both|its|their)\s$", before[-8:]) is not None
    return is_definite or head[0].isupper() or head.lower() in _DISCOURSE


def _goes_on(head: str) -> bool:
    return head.lower() not in _NOT_A_NOUN


def _is_plural(word: str) -> bool:
    bare = word.lower()
    if bare in _PEOPLE or bare.endswith(("people", "craft")):
        return True
    return (
        bare.endswith("s")
        and bare not in _COMPOUNDING
        and not bare.endswith(("ss", "us", "is", "ous"))
        and bare not in _NOT_A_NOUN
        and len(bare) > 3
    )


_RANGE = re.compile(r"\s?[-–—~〜−]\s?|\s+to\s+|\s+or\s+")
_SERIES = re.compile(r"\s*(?:,|,?\s+and\s+|,?\s+or\s+|\s?[-–—~〜−]\s?|\s+to\s+|\s+per\s+cent\s+to\s+)\s*")
_CHANGES = re.compile(
    r"(?i)\b(?:r[io]se\w*|risen|f[ae]ll\w*|gr[eo]w\w*|increas\w+|decreas\w+|declin\w+|dropp?\w*|cut\w*|shrink\w*|shrank|rais\w+|"
    r"reduc\w+|expand\w*|climb\w*|jump\w*|up|down|went|goes?|go|improv\w+|lower\w*|doubl\w+|chang\w+|mov\w+)\b[^.;]{0,80}\bfrom\s+"
    r"(?:about|around|nearly|some|over)?\s*$"
)


def _joined(text: str, measures: list[Measure]) -> list[Measure]:
    """Join ranges, and give each number of a series the unit that is printed after the last one."""
    found: list[Measure] = []
    for each in reversed(measures):
        measure = each
        following = found[-1] if found else None
        between = text[measure.span[1] : following.span[0]] if following else ""
        if following is None or len(between) > 12 or not _SERIES.fullmatch(between):
            found.append(measure)
            continue
        if following.unit is NUMBER and measure.unit.currency and _RANGE.fullmatch(between):
            # "$2-3 billion": the symbol stands before the first, the scale after the last.
            following = replace(following, unit=measure.unit)
            measure = replace(measure, unit=NUMBER)
            found[-1] = following
        is_bare = measure.unit is NUMBER
        shared = _shared(measure, following, text) if is_bare else measure
        before = text[: measure.span[0]]
        is_between = re.search(r"(?i)\bbetween\s+$", before) is not None and "and" in between
        is_range = is_between or (_RANGE.fullmatch(between) is not None and not _CHANGES.search(before))
        low, high = shared.value, following.value
        if is_range and shared.unit == following.unit and following.high is None and low < high:
            found[-1] = replace(following, span=(measure.span[0], following.span[1]), value=low, high=high)
        else:
            series = following.series or len(found)
            found[-1] = replace(following, series=series)
            found.append(replace(shared, series=series) if shared.unit == following.unit else measure)
    return list(reversed(found))


def _shared(measure: Measure, following: Measure, text: str) -> Measure:
    """Give a bare number the unit, and in a range the scale, of the one after it ("10 to 15 trillion")."""
    printed = find_numerals(text[slice(*following.span)])
    scale = printed[0].scale if printed and measure.value < 1000 else 1.0
    return replace(measure, unit=following.unit, value=round(measure.value * scale, 9), counted=following.counted)


def _means_something(text: str, measure: Measure) -> bool:
    """Tell whether a bare number counts something, by its size ("7.5 million") or its words; others are labels."""
    if measure.unit is not NUMBER or _is_told(text, measure.span):
        return True
    printed = text[slice(*measure.span)]
    return re.search(r"[a-z]{2}|\d,\d{3}|[万億兆]", printed) is not None and measure.value >= 1000


# "Registered over 900 in 2022", "an establishment of 175", "doubled, from 41 to 90", "sixty-two of them".
_MORE_OR_LESS = re.compile(
    r"(?i)\b(?:over|more\s+than|fewer\s+than|less\s+than|nearly|almost|about|around|roughly|approximately|some|at\s+least|"
    r"up\s+to|no\s+more\s+than|as\s+many\s+as|only|just|another)\s+$"
)
_SUM_OF = re.compile(
    r"(?i)\b(?:total|population|establishment|workforce|fleet|staff|capacity|average|mean|median|sum|target|peak|maximum|"
    r"minimum|membership|intake|enrol?lment|complement|strength|record|turnout|score)\s+(?:of|was|is|at)\s+$"
)
_OF_THEM = re.compile(r"\s+of\s+(?:them|these|those|which|whom)\b")
_FEW = re.compile(r"(?i)one|two|three|four|five|six|seven|eight|nine|ten")  # "two of them" is a manner of speaking
_FROM_TO = re.compile(r"\bfrom\s+[\d,.]+\s+to\s+$")
_ENDS_PHRASE = re.compile(
    r"\s*(?:[,;.)]|$|(?:in|by|at|to|and|or|for|from|since|during|last|this|on|each|per|a)\b(?!-))"
)


def _is_told(text: str, span: Span) -> bool:
    """Tell whether the words around a bare number make it a quantity."""
    before, after = text[max(0, span[0] - 160) : span[0]], text[span[1] : span[1] + 20]
    if _OF_THEM.match(after) and not _FEW.fullmatch(text[slice(*span)]):
        return True
    if not _ENDS_PHRASE.match(after) or text[span[0]].isalpha():
        return False
    if _SUM_OF.search(before[-40:]) or _MORE_OR_LESS.search(before[-40:]):
        return True
    start = _FROM_TO.sub("from ", before)
    return _CHANGES.search(start) is not None and (start != before or re.match(r"\s+to\s+\d", after) is not None)


_PART_OF = re.compile(r"\s+(?:out\s+)?of\s+(?:(?:the|its|their|these|those|\w+['’]s?|top|largest|best|leading)\s+)*$")
_TOP = re.compile(r"(?i)\btop\s+$")  # "the top twenty universities" counts ranks


def _shared_nouns(text: str, measures: list[Measure]) -> list[Measure]:
    """Give the part the noun of the whole: "three of the 30 start-ups" are start-ups."""
    shared = []
    for measure, whole in zip_longest(measures, measures[1:]):
        is_part = whole and whole.unit.kind == "count" and _PART_OF.fullmatch(text[measure.span[1] : whole.span[0]])
        is_bare = whole and measure.unit is NUMBER and 1 < measure.value < whole.value
        shared.append(
            replace(measure, unit=whole.unit, counted=whole.counted) if whole and is_part and is_bare else measure
        )
    return [measure for measure in shared if not _TOP.search(text, max(0, measure.span[0] - 6), measure.span[0])]
