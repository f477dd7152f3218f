"""Numbers with their units in a sentence: money, measures, ratios, counts, and ranges of these."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from cetingest.findings.numerals import Numeral, find_numerals
from cetingest.findings.places import rows
from cetingest.findings.quantities.units import (
    Unit,
    currency_after,
    currency_before,
    currency_of,
    unit_after,
    unit_of,
)
from cetingest.model import Span

NUMBER = Unit("", "number")
TIMES = Unit("times", "ratio")


@dataclass(frozen=True, slots=True)
class Measure:
    """A number with what it is a number of; `series` tells those that are coordinated ("five and eight times")."""

    span: Span
    value: float
    unit: Unit
    high: float | None = None
    series: int = 0
    counted: str | None = None


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
    return frozenset(row["word"] for row in rows("quantities/nouns.csv") if row["group"] == group)


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
    words = [m for m in _ratio_words(text) if not _overlaps(m.span, masked)]
    taken = [m.span for m in words]
    alone = [_read(text, n, home) for n in numerals if not _overlaps(n.span, taken)]
    found = _joined(text, [m for m in alone if m is not None])
    kept = [m for m in found if _means_something(text, m)]
    return tuple(sorted([*kept, *words], key=lambda m: m.span))


def _overlaps(span: Span, others: Iterable[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _read(text: str, numeral: Numeral, home: str | None) -> Measure | None:  # noqa: PLR0911 (one way of reading each)
    """Read what stands around one number. A bare one is kept for now: its unit may stand after the next ("5-10%")."""
    start, end = numeral.span
    before = currency_before().search(text, max(0, start - 20), start)
    if before:
        value, end = _with_letter(text, numeral, end)
        return Measure((before.start(), end), value, currency_of(before["mark"], home))
    if "0" <= text[end : end + 1].lower() <= "9":
        return None
    if after := currency_after().match(text, end):
        return Measure((start, after.end()), numeral.value, currency_of(after["mark"], home))
    after = unit_after().match(text, end)
    if after and _is_unit(text, numeral, after):
        return Measure((start, after.end()), numeral.value, unit_of(after["mark"]))
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


def _with_letter(text: str, numeral: Numeral, end: int) -> tuple[float, int]:
    """Read the letter of "£5m"; "$2/kg" and "$5 TWh" have none."""
    letter = _LARGE_LETTER.match(text, end)
    if letter and numeral.scale == 1:
        return round(numeral.value * _LETTERS[letter["letter"].lower()], 6), letter.end()
    return numeral.value, end


def _is_unit(text: str, numeral: Numeral, after: re.Match[str]) -> bool:
    unit, mark = unit_of(after["mark"]), after["mark"]
    if unit.kind == "ratio":
        return _is_ratio(text, numeral, after)
    if unit.kind == "duration" and mark in ("second", "quarter"):
        return False
    if len(mark) <= 2 and mark.isalpha():
        # Letters alone are units after figures only: "2 m", "5 t"; never after words.
        return not numeral.is_word and not (mark == "m" and _COUNTED.match(text, after.end()))
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
    """A bare number says what it counts only by its size: "7.5 million", "100,000"; others are labels."""
    if measure.unit is not NUMBER:
        return True
    printed = text[slice(*measure.span)]
    return re.search(r"[a-z]{2}|\d,\d{3}|[万億兆]", printed) is not None and measure.value >= 1000


_FRACTIONS = {"half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "fifth": 1 / 5, "tenth": 1 / 10}
_TOPS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4}
_MULTIPLES = {"doubl": 2.0, "tripl": 3.0, "trebl": 3.0, "quadrupl": 4.0, "quintupl": 5.0, "halv": 0.5}
_FOLDS = {
    **{word: float(n) for n, word in enumerate("two three four five six seven eight nine ten".split(), 2)},  # noqa: SIM905
    **{"twelve": 12.0, "fifteen": 15.0, "twenty": 20.0, "thirty": 30.0, "forty": 40.0, "fifty": 50.0},
    **{"hundred": 100.0, "thousand": 1000.0},
}
_FRACTION = re.compile(
    r"(?i)(?<![\w-])(?:(?P<top>a|one|two|three|four)[\s-])(?P<bottom>third|quarter|fifth|tenth)s?(?=\s+(?:of|the|its|more|less|as)\b)"
)
_HALF = re.compile(
    r"(?i)(?<![\w-])(?:(?<=by\s)half|(?<!upper\s)(?<!lower\s)(?<!other\s)(?<!top\s)half(?=\s+(?:of|the|its|their|all|as)\b))(?!\s+of\s+(?:the\s+)?(?:year|\d{4}|century))"
)
_IN = re.compile(
    r"(?i)\b(?P<a>one|two|three|four|five|six|seven|eight|nine|\d{1,2})\s+(?:in|out\s+of)\s+(?:every\s+)?(?P<b>two|three|four|five|six|seven|eight|nine|ten|\d{1,3})(?=\s+[a-z])"
)
_FOLD = re.compile(rf"(?i)\b(?P<n>{'|'.join(_FOLDS)})-?fold\b")
_VERB = re.compile(
    r"(?i)(?<![\w-])(?P<stem>doubl|tripl|trebl|quadrupl|quintupl|halv)(?P<end>es|ed|ing)\b(?!\s+(?:down|up)\b)"
)
_BARE = re.compile(
    r"(?i)(?P<left>\b(?:to|will|would|could|should|must|may|can|than|nearly|almost|roughly|about)\s+)?(?<![\w-])"
    r"(?P<stem>doubl|tripl|trebl|quadrupl|halv)e\b(?P<right>\s+(?:the|its|their|that|what)\b)?(?!-)"
)
_TWICE = re.compile(r"(?i)\btwice(?=\s+(?:as|the|that|what|its|their)\b)(?!\s+the\s+(?:week|year))")


def _ratio_words(text: str) -> list[Measure]:
    """Find ratios in words: "doubled", "tenfold", "twice the", "three quarters of", "one in ten"."""
    found = [
        Measure(m.span(), _TOPS[m["top"].lower()] * _FRACTIONS[m["bottom"].lower()], TIMES)
        for m in _FRACTION.finditer(text)
    ]
    found += [
        Measure(m.span(), 0.5, TIMES)
        for m in _HALF.finditer(text)
        if not re.search(r"(?i)\b(?:first|second|1st|2nd|latter)\s$", text[: m.start()][-8:])
    ]
    for m in _IN.finditer(text):
        top, bottom = (find_numerals(m[name])[0].value for name in ("a", "b"))
        if top < bottom:
            found.append(Measure(m.span(), top / bottom, TIMES))
    found += [Measure(m.span(), _FOLDS[m["n"].lower()], TIMES) for m in _FOLD.finditer(text)]
    found += [Measure(m.span(), _MULTIPLES[m["stem"].lower()], TIMES) for m in _VERB.finditer(text)]
    found += [
        Measure((m.start("stem"), m.end("stem") + 1), _MULTIPLES[m["stem"].lower()], TIMES)
        for m in _BARE.finditer(text)
        if m["left"] or m["right"]
    ]
    found += [Measure(m.span(), 2.0, TIMES) for m in _TWICE.finditer(text)]
    return found
