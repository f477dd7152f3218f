"""Measures that hold no number before a unit: "doubled", "tenfold", "one in ten", "a decade", "one drill a year"."""

import re

from cetingest.findings.quantities.measure import TIMES, YEARS, Measure
from cetingest.findings.quantities.units import Unit, unit_of
from cetingest.language.numbers import find_numerals

_FRACTIONS = {
    "half": 1 / 2,
    "third": 1 / 3,
    "quarter": 1 / 4,
    "fifth": 1 / 5,
    "sixth": 1 / 6,
    "eighth": 1 / 8,
    "tenth": 1 / 10,
}
_TOPS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
_MULTIPLES = {"doubl": 2.0, "tripl": 3.0, "trebl": 3.0, "quadrupl": 4.0, "quintupl": 5.0, "halv": 0.5}
_FOLDS = {
    **{word: float(n) for n, word in enumerate("two three four five six seven eight nine ten".split(), 2)},  # noqa: SIM905
    **{"twelve": 12.0, "fifteen": 15.0, "twenty": 20.0, "thirty": 30.0, "forty": 40.0, "fifty": 50.0},
    **{"hundred": 100.0, "thousand": 1000.0},
}
_PARTS = "|".join(_FRACTIONS)
# "Nine-tenths" is a measure by itself; "a third" only before what it is a part of, for it may be an ordinal.
_FRACTION = re.compile(
    rf"(?i)(?<![\w-])(?P<top>{'|'.join(_TOPS)})(?:-(?P<parts>{_PARTS})s\b|[\s-](?P<part>{_PARTS})s?"
    r"(?=\s+(?:of|the|its|their|that|more|less|fewer|as|larger|smaller|higher|lower|cheaper|longer|shorter|faster|slower|"
    r"greater|bigger|above|below)\b))"
)
_HALF = re.compile(
    r"(?i)(?<![\w-])(?:(?<=by\s)half|(?<!upper\s)(?<!lower\s)(?<!other\s)(?<!top\s)half(?=\s+(?:of|the|its|their|all|as|that|those|what)\b))(?!\s+of\s+(?:the\s+)?(?:year|\d{4}|century))"
)
_IN = re.compile(
    r"(?i)\b(?P<a>one|two|three|four|five|six|seven|eight|nine|\d{1,2})\s+(?P<noun>(?:(?!in\b|of\b|out\b)[a-z-]+\s+){0,3}?)"
    r"(?:in|out\s+of)\s+(?:every\s+)?(?P<b>two|three|four|five|six|seven|eight|nine|ten|\d{1,3})"
    # "One farm in four is dry", but "one problem in two respects": with the noun before, none follows.
    r"(?=[.,;]|\s+[a-z])(?!\s+(?:years?|months?|weeks?|days?|hours?|minutes?)\b)"
)
# A word after it is a noun ("in two respects"), but one that has an object or an adjunct is a verb ("buys it").
_NOUN_AFTER = re.compile(
    r"(?i)\s+(?!(?:is|are|was|were|has|have|had|does|do|did|can|will|would|now|still|also|in|on|at|by|and|or|of|who|that)\b)"
    r"(?![a-z-]+\s+(?:it|them|him|her|the|an?|its|their|his|this|these|before|after|because|when|while|to|from|without|no|not)\b)"
    r"[a-z]"
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


def ratio_words(text: str) -> list[Measure]:
    """Find ratios in words: "doubled", "tenfold", "twice the", "three quarters of", "one in ten"."""
    found = [
        Measure(m.span(), _TOPS[m["top"].lower()] * _FRACTIONS[(m["parts"] or m["part"]).lower()], TIMES)
        for m in _FRACTION.finditer(text)
    ]
    found += [
        Measure(m.span(), 0.5, TIMES)
        for m in _HALF.finditer(text)
        if not re.search(r"(?i)\b(?:first|second|1st|2nd|latter)\s$", text[: m.start()][-8:])
    ]
    for m in _IN.finditer(text):
        top, bottom = (find_numerals(m[name])[0].value for name in ("a", "b"))
        if top < bottom and not (m["noun"] and _NOUN_AFTER.match(text, m.end())):
            found.append(Measure(m.span(), top / bottom, TIMES))
    found += [Measure(m.span(), _FOLDS[m["n"].lower()], TIMES) for m in _FOLD.finditer(text)]
    found += [Measure(m.span(), _MULTIPLES[m["stem"].lower()], TIMES) for m in _VERB.finditer(text)]
    found += [
        Measure((m.start("stem"), m.end("stem") + 1), _MULTIPLES[m["stem"].lower()], TIMES)
        for m in _BARE.finditer(text)
        if m["left"] or m["right"]
    ]
    found += [Measure(m.span(), 2.0, TIMES) for m in _TWICE.finditer(text)]
    found += [Measure(m.span("length"), 10.0, YEARS) for m in _DECADE.finditer(text)]
    found += [Measure(m.span("length"), 1.0, unit_of(m["unit"])) for m in _ONE_LONG.finditer(text)]
    found += [
        Measure(m.span("count"), 1.0, Unit(m["noun"], "count"), counted=m["noun"]) for m in _ONE_EACH.finditer(text)
    ]
    return found


_DECADE = re.compile(
    r"(?i)(?<!per )(?<!times )(?<!once )\b(?P<length>a\s+decade)\b(?!\s+(?:ago|earlier|later|before|after)\b)(?!-)"
)
_ONE_LONG = re.compile(
    r"(?i)\b(?:last(?:s|ed|ing)?|tak(?:e|es|en|ing)|took|waits?|waited|within|nearly|almost|over|(?:more|less)\s+than|about|spends?|spent|"
    r"for)\s+(?:almost\s+|nearly\s+|about\s+|up\s+to\s+|at\s+least\s+)?(?P<length>an?\s+(?P<unit>year|month|week|day|hour|minute))\b"
    r"(?!\s+(?:ago|earlier|later|before|after)\b)(?!-)"
)
# "One exercise a year": of one the rate is what counts.
_ONE_EACH = re.compile(
    r"(?i)\b(?P<count>one\s+(?:[a-z-]+\s+){0,2}?(?P<noun>[a-z]{3,}))\s+(?:a|an|per|each|every)\s+(?:year|month|week|day|quarter)\b"
)
