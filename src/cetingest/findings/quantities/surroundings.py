"""What stands around a measure: the word that limits it, its period, whether it is a target, whose it is."""

import re
from dataclasses import dataclass

from cetingest.findings.quantities.measure import Measure
from cetingest.language.numbers import word_number
from cetingest.language.places import country_codes, country_regex, demonym_codes, demonym_regex
from cetingest.language.text import squeeze_spaces
from cetingest.model import Span

_QUALIFIER = re.compile(
    r"(?i)\b(?P<word>about|around|approximately|approx\.|roughly|nearly|almost|close to|some|over|more than|at least|"
    r"a minimum of|up to|as much as|as many as|less than|under|below|above|fewer than|no more than|no less than|"
    r"at most|"
    r"a maximum of|only|just|barely|an? (?:estimated|expected|projected|planned)|estimated|circa|ca\.|within|"
    r"targets?|goals?|ceiling|cap|limit)(?:\s+of|\s*:)?\s+(?:(?:a\s+(?:total|further|combined)\s+(?:of\s+)?|an?\s+additional\s+|"
    r"another\s+|the\s+|US|a\s+)?)$"
)
_QUALIFIER_AFTER = re.compile(r"(?i)\s?(?P<word>\+|or more|or less|or fewer|at least|at most)(?!\w)")
_UNIT = r"(?P<unit>years?|months?|weeks?|days?|quarters?|decades?)"
_STRETCH = re.compile(
    rf"(?i)\b(?:over|for|across|during|spread over|throughout)\s+(?:(?:the|a)\s+)?(?:(?:period|course) of\s+)?"
    rf"(?:(?:next|past|last|coming|following|previous|first)\s+)?(?:(?P<number>\d{{1,3}}|[a-z]+(?:-[a-z]+)?)[\s-])?{_UNIT}\b"
    rf"|\b(?:within|in)\s+(?:just\s+|only\s+|barely\s+)?(?P<within>\d{{1,3}}|[a-z]+(?:-[a-z]+)?)[\s-](?P<unit_within>years?|months?|decades?)\b"
)
_RATE = re.compile(
    r"(?i)(?:\b(?:per|a|an|each|every)\s+|/\s?)(?P<unit>year|annum|month|week|day|quarter|decade)\b|\bp\.\s?a\.|"
    r"\b(?P<adverb>annually|yearly|monthly|weekly|daily|quarterly)\b"
)
_ANNUAL = re.compile(
    r"(?i)\b(?:annual|annually|yearly)\s+(?:[\w&-]+\s+){0,4}(?:of\s+|to\s+|at\s+|by\s+|is\s+|was\s+|about\s+)*$"
)
_ADVERBS = {
    "annually": "year",
    "yearly": "year",
    "monthly": "month",
    "weekly": "week",
    "daily": "day",
    "quarterly": "quarter",
}
_TARGET = re.compile(
    r"(?i)\b(?:targets?|targeted|targeting|aim(?:s|ed|ing)?|goals?|objectives?|ambitions?|seek(?:s|ing)?|sought|pledg\w+|promis\w+|"
    r"commit(?:s|ted)?|wants?|hopes?|intends?)\b"
)
_PLANNED = re.compile(
    r"(?i)\b(?:will|would|shall|plans?|planned|to be|is to|are to|set to|expected|projected|forecast|scheduled|"
    r"propos\w+|"
    r"earmark\w*|allocat\w+|budgeted)\b"
)
_ACTUAL = re.compile(
    r"(?i)\b(?:has|have|had|was|were|did|\w{3,}ed|rose|fell|grew|spent|paid|made|took|gave|lent|cost|sold|built|won|lost|bought|ran|"
    r"shrank|saw|got|led|met|put|reached)\b"
)
_CLAUSE_END = re.compile(
    r"[;:()—]|,\s+(?:and|but|or|so|while|whereas|although|though|which|who|where|yet)\b|\s(?:while|whereas|although|but)\b|"
    r"\s(?:and)\s(?=(?:has|have|had|is|are|was|were|wants?|aims?|will|would|could|targets?)\b)",
    re.IGNORECASE,
)
_VERB_FIRST = re.compile(
    r"\s*(?:now\s+|also\s+)?(?:has|have|had|is|are|was|were|wants?|aims?|will|would|could|targets?)\b"
)


@dataclass(frozen=True, slots=True)
class Period:
    """Over how long something stretches, or per how long it recurs."""

    span: Span
    length: float
    unit: str


def find_periods(text: str) -> tuple[Period, ...]:
    """Find stretches ("over ten years", "over the past decade") and rates ("per year", "annually")."""
    periods = []
    for match in _STRETCH.finditer(text):
        number, printed = match["number"] or match["within"], match["unit"] or match["unit_within"]
        length = 1.0 if number in (None, "a", "the") else word_number(number)
        unit = printed.lower().rstrip("s")
        if length is not None:
            is_decade = unit == "decade"
            periods.append(Period(match.span(), length * (10 if is_decade else 1), "year" if is_decade else unit))
    for match in _RATE.finditer(text):
        unit = _ADVERBS.get((match["adverb"] or "").lower(), (match["unit"] or "year").lower())
        periods.append(Period(match.span(), 1.0, "year" if unit == "annum" else unit))
    return tuple(sorted(periods, key=lambda period: period.span))


def clause_of(text: str, span: Span) -> Span:
    """Return the clause that a measure stands in."""
    ends = [match.span() for match in _CLAUSE_END.finditer(text)]
    start = max((end for _, end in ends if end <= span[0]), default=0)
    return start, min((begin for begin, _ in ends if begin >= span[1]), default=len(text))


def qualifier_of(text: str, span: Span) -> str | None:
    """Return the printed word that limits a measure: about, more than, up to, Target."""
    if match := _QUALIFIER.search(text, max(0, span[0] - 40), span[0]):
        return squeeze_spaces(match["word"])
    match = _QUALIFIER_AFTER.match(text, span[1])
    return match["word"] if match else None


def period_of(text: str, measure: Measure, rest: tuple[Measure, ...], periods: tuple[Period, ...]) -> Period | None:
    """Return the period of a measure: the next one after it that no other measure comes before, or "annual" before it.

    Coordinated measures share theirs; a period at the head of a clause holds for what follows.
    """
    clause = clause_of(text, measure.span)
    for period in periods:
        if measure.span[1] <= period.span[0] < clause[1] or (measure.span[1] <= period.span[0] <= measure.span[1] + 2):
            others = [m for m in rest if measure.span[1] <= m.span[0] and m.span[1] <= period.span[0]]
            if all(m.series and m.series == measure.series for m in others):
                return period
            break
    if annual := _ANNUAL.search(text, max(0, measure.span[0] - 60), measure.span[0]):
        return Period(annual.span(), 1.0, "year")
    fronted = [p for p in periods if abs(p.span[0] - clause[0]) <= 2 and p.span[1] <= measure.span[0]]
    return fronted[0] if fronted else None


def status_of(text: str, measure: Measure) -> str | None:
    """Return target, planned or actual by the words before a measure in its clause; None when none tells."""
    start, _ = clause_of(text, measure.span)
    before = text[max(0, start - 12) : measure.span[0]]
    targets, plans = (list(pattern.finditer(before)) for pattern in (_TARGET, _PLANNED))
    if targets:
        return "target"
    if plans:
        return "planned"
    return "actual" if _ACTUAL.search(before) else None


def subjects_of(text: str, measures: tuple[Measure, ...]) -> tuple[str | None, ...]:
    """Return whose each measure is: the country that its clause is about (ISO 3166-1 alpha-3).

    Coordinated countries and as many coordinated measures pair in order ("China and the US ... five and eight times").
    """
    named = [(m.span(), country_codes()[m[0]]) for m in country_regex().finditer(text)]
    named += [(m.span(), demonym_codes()[m[0]]) for m in demonym_regex().finditer(text)]
    named.sort()
    found: list[str | None] = []
    for index, measure in enumerate(measures):
        start, _ = clause_of(text, measure.span)
        here = [(span, code) for span, code in named if start <= span[0] and span[1] <= measure.span[0]]
        group = _coordinated(text, here)
        series = [m for m in measures if measure.series and m.series == measure.series]
        if len(group) > 1:
            place = [m.span for m in series].index(measure.span) if measure in series else -1
            found.append(group[place] if len(series) == len(group) else None)
        elif group and _opens(text, start, here[0][0]):
            found.append(group[0])
        else:
            # A clause that begins with its verb has the subject of the one before: "Poland got ten and will buy more".
            goes_on = index > 0 and (start <= measures[index - 1].span[0] or _VERB_FIRST.match(text, start))
            found.append(found[-1] if goes_on and not here else None)
    return tuple(found)


def _coordinated(text: str, named: list[tuple[Span, str]]) -> list[str]:
    """Return the first country of a clause, and those coordinated with it."""
    group: list[str] = []
    previous: Span | None = None
    for span, code in named:
        if previous and not re.fullmatch(r",?\s*(?:and\s+)?(?:the\s+)?", text[previous[1] : span[0]]):
            break
        group.append(code)
        previous = span
    return group


def _opens(text: str, start: int, span: Span) -> bool:
    """Tell whether a country heads its clause: nothing but an opener, a date or an article stands before it."""
    before = text[start : span[0]].strip(" ,")
    return (
        re.fullmatch(
            r"(?i)(?:\W|however|moreover|in|while|by|the|for|yet|between|and|since|now|today|also|\d{4})*", before
        )
        is not None
    )


def about(text: str, measure: Measure) -> str | None:  # noqa: PLR0911 (one for each place)
    """Return what a measure is about in the text's words: the noun counted, or that before or after it."""
    if measure.counted:
        return measure.counted
    after = text[measure.span[1] : measure.span[1] + 80]
    if match := _ABOUT_AFTER.match(after):
        return _phrase(match["np"])
    before = text[max(0, measure.span[0] - 120) : measure.span[0]]
    if re.search(r"[(（][^()]{0,30}$", before):
        names = re.findall(r"(?:[A-Z][\w&-]+\s+(?:of\s+|for\s+|and\s+)?)+[A-Z][\w-]+", before.rsplit("(", 1)[0])
        if names:
            return str(names[0])
    if match := re.search(r"(?P<np>(?:[\w'’-]+\s+){0,4}[\w'’-]+)\s+by\s+(?:\w+\s+(?:and|,)\s+)?$", before):
        return _phrase(match["np"])
    if match := re.search(
        r"(?P<np>(?:[\w'’-]+\s+){0,2}[\w'’-]+)\s+of\s+(?:about\s+|around\s+|over\s+|some\s+)?$", before
    ):
        return _phrase(match["np"])
    if match := _NOUN_AFTER.match(after):
        return _phrase(match["np"])
    return None


# "3 million in 2023" is about no year, "38 percent has been spent" and "1.4 km long" about no verb or adjective.
_ABOUT_AFTER = re.compile(
    r"\s+(?:of|in|for)\s+(?!\d|(?:early|mid|late|January|February|March|April|May|June|July|August|September|October|"
    r"November|December|Q[1-4]|FY)\b)(?P<np>(?:the\s+|its\s+|their\s+)?[^,;.()—]+)"
)
_NOUN_AFTER = re.compile(
    r"\s(?!(?:been|being|be|is|are|was|were|has|have|had|will|would|can|could|may|might|should|must|do|does|did|not|also|"
    r"long|deep|wide|high|tall|thick|old|ago|later|earlier|more|less|fewer|than)\b)(?P<np>(?:[a-z][\w-]*\s){0,2}[a-z][\w-]*)"
)


def _phrase(words: str) -> str | None:
    """Cut a phrase at the next preposition or verb, and its articles off."""
    words = re.split(
        r"\s(?:by|to|in|from|over|with|per|a|between|and|while|is|was|at|has|have|until|since|that|which)\s",
        f" {words} ",
    )[0]
    return squeeze_spaces(re.sub(r"(?i)^\s*(?:the|its|their|a|an|have|has|had|increased|in|of)\s+", "", words)) or None
