"""The clause that a date belongs to, and its verb: what happens there and whether it has happened."""

import re
from dataclasses import dataclass

from cetingest.model import Span

# A clause ends at heavy punctuation, at a bracket, and at a conjunction or relative pronoun that opens another one. A
# bare comma does not end it: adverbials stand between commas.
_BOUNDARY = re.compile(
    r"[;:()—]|\s–\s|,\s+(?:and|but|or|so|while|whereas|although|though|which|who|where|yet)\b|"
    r"\s(?:while|whereas|although|though|but|because)\b|\band\s+(?=(?:was|were|has|had|have|is|are|will|would|could|by|in)\b)",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"(?i)\b(?:will|would|shall|should|must|may|might|could|wants?|wanted|needs?|(?:is|are|was|were|be|being)\s+to|to\s+be|"
    r"plans?|planned|planning|aims?|aimed|aiming|targets?|targeted|targeting|hopes?|hoped|seeks?|sought|intends?|intended|"
    r"proposes?|proposed|pledged|promised|committed|expected|scheduled|due|set\s+to|projected|forecast|slated|"
    r"goal|ambition|objective|target|recommends?|ought)\b"
)
_PAST_VERB = (
    r"\w+ed|began|begun|became|bought|brought|built|came|fell|fallen|gave|given|grew|grown|held|laid|led|left|lost|made|met|"
    r"paid|put|ran|rose|risen|sank|saw|seen|sent|set|shrank|shrunk|sold|spent|stood|took|taken|went|won|written|wrote|"
    r"flew|flown|cut|hit|got|kept|knew|sprang|struck|were|was|had|did|lent|dealt|drew|drove|chose|fought|found|froze|heard|"
    r"meant|overtook|sought|shot|spoke|taught|told|thought|threw|undertook|withdrew|understood|swore|bid|bore"
)
_PAST = re.compile(rf"(?i)\b(?:{_PAST_VERB})\b")
_PERFECT = re.compile(
    rf"(?i)\b(?:has|have|had|having)\s+(?:\w+\s+){{0,2}}(?:{_PAST_VERB}|been|become|come|run|shown)\b"
)
_ANNOUNCED = re.compile(
    r"(?i)\b(?:announc|said|say|report|declar|claim|stat|confirm)(?:ed|es|s|e)?\s+(?:\w+\s+){0,4}?that\b"
)


_JOINS_MODAL = re.compile(r"\s+(?:to\s+)?(?:\w+ly\s+|be\s+|have\s+been\s+)?")


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that tells what sort of thing happens."""

    kind: str
    span: Span


# Verbs and their nouns, by what they make of an event. The order decides where two begin at one place.
_CUES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"(?i)\b(?:{pattern})\b"))
    for kind, pattern in (
        (
            "forecast",
            r"(?:is|are|was|were)\s+(?:expected|projected|forecast|likely)\s+to|forecasts?|projections?|could|may|might",
        ),
        (
            "target",
            r"(?:want|aim|target|seek|pledg|promis|commit|intend|plan|hope|propos)(?:e|s|es|ed|ing|ted|ting|ned|ning)?|"
            r"goals?|objectives?|ambitions?|deadlines?|must|should|needs?|has\s+to|have\s+to",
        ),
        (
            "establishment",
            r"establish(?:e[sd]|ing|ment)?|found(?:ed|ing)|set(?:ting)?\s+up|creat(?:es?|ed|ing|ion)|form(?:s|ed|ing|ation)|"
            r"inaugurat\w+",
        ),
        (
            "enactment",
            r"enact\w*|adopt(?:s|ed|ing|ion)?|pass(?:es|ed|ing)|approv(?:es|ed|ing|al)|ratif\w+|amend(?:s|ed|ing|ment)?|"
            r"legislat\w+|(?:enter|came|come|went|put|bring|brought)\w*\s+into\s+(?:force|effect|law)|t(?:akes?|ook)\s+effect|"
            r"promulgat\w+|repeal\w*|mandat(?:es|ed)",
        ),
        (
            "agreement",
            r"sign(?:s|ed|ing)|agree(?:s|d|ment)?|join(?:s|ed|ing)|acced\w+|partner(?:s|ed|ing|ship)|conclud(?:es|ed)|accession",
        ),
        (
            "launch",
            r"launch(?:e[sd]|ing)|(?:the|its|to|will)\s+launch|introduc\w+|"
            r"start(?:s|ed|ing)?|beg(?:in|ins|an|un|inning)|open(?:s|ed|ing)|unveil\w*|"
            r"roll(?:s|ed|ing)?\s+out|rollout|initiat(?:es|ed|ing)|kick\w*\s+off",
        ),
        ("publication", r"publish(?:es|ed|ing)?|publication|releas(?:es|ed|ing)|issu(?:es|ed|ing)"),
        ("announcement", r"announc(?:es|ed|ing|ement)"),
        (
            "end",
            r"clos(?:es|ed|ing|ure)|shut(?:s|ting)?(?:\s+down)?|abolish\w*|phas\w+\s+out|expir\w+|withdr[ae]w\w*|cancel\w*|"
            r"terminat\w+|bankrupt\w*|suspend(?:s|ed)|ceas\w+|end(?:s|ed|ing)|dissol\w+|left",
        ),
        (
            "milestone",
            r"complet(?:e|es|ed|ing|ion)|achiev\w+|reach(?:es|ed|ing)?|finish\w*|deliver\w*|commission(?:ed|ing)|install(?:ed|s|ing)|"
            r"land(?:s|ed|ing)|(?:first\s+)?fl(?:ew|own|ies)|demonstrat\w+|develop(?:ed|s)|became|becom(?:es|ing)|won|award(?:s|ed)",
        ),
        (
            "trend",
            r"ris(?:es?|en|ing)|rose|f[ae]ll(?:s|en|ing)?|gr[eo]w(?:s|n|ing|th)?|increas\w+|decreas\w+|declin\w+|doubl\w+|"
            r"tripl\w+|trebl\w+|quadrupl\w+|halv\w+|drop(?:s|ped|ping)?|shr[aiu]nk\w*|expan\w+|improv\w+|deteriorat\w+|"
            r"widen\w*|narrow(?:s|ed|ing)|jump(?:s|ed|ing)?|soar\w*|surg\w+|climb\w*|slow(?:s|ed|ing)|worsen\w*|los(?:t|es|ing)|"
            r"stagnat\w+|accelerat\w+|remain(?:s|ed)",
        ),
    )
)


# A clause of English prose has 20 words on average and seldom 60; what stands further away governs no date.
_REACH = 300


@dataclass(frozen=True, slots=True)
class Clauses:
    """A sentence with the ends of its clauses and its telling words, found once for all its dates."""

    text: str
    boundaries: tuple[Span, ...]
    cues: tuple[Cue, ...]
    futures: tuple[Span, ...]
    pasts: tuple[Span, ...]
    perfects: tuple[Span, ...]
    announcements: tuple[Span, ...]

    def around(self, span: Span) -> Span:
        """Return the clause that holds `span`."""
        start = max((end for _, end in self.boundaries if end <= span[0]), default=0)
        stop = min((begin for begin, _ in self.boundaries if begin >= span[1]), default=len(self.text))
        return max(start, span[0] - _REACH), min(stop, span[1] + _REACH)

    def cue_of(self, clause: Span, date: Span) -> Cue | None:
        """Find the word that governs a date: the last before it, as adverbials follow their verb, else the first after.

        What is wanted or foreseen outranks the act itself: "aims to launch by 2027" is a target.
        """
        before = [cue for cue in self.cues if clause[0] <= cue.span[0] and cue.span[1] <= date[0]]
        after = [cue for cue in self.cues if date[1] <= cue.span[0] and cue.span[1] <= clause[1]]
        if before:
            return _modal_of(self.text, before, before[-1])
        return _modal_of(self.text, after, after[0]) if after else None


def find_clauses(text: str) -> Clauses:
    """Cut a sentence into clauses and find its telling words."""
    cues = sorted(
        (Cue(kind, match.span()) for kind, pattern in _CUES for match in pattern.finditer(text)),
        key=lambda cue: cue.span,
    )
    spans = (
        tuple(match.span() for match in pattern.finditer(text))
        for pattern in (_BOUNDARY, _FUTURE, _PAST, _PERFECT, _ANNOUNCED)
    )
    boundaries, futures, pasts, perfects, announcements = spans
    return Clauses(text, boundaries, tuple(cues), futures, pasts, perfects, announcements)


def _modal_of(text: str, cues: list[Cue], chosen: Cue) -> Cue:
    """Return the modal that governs a cue: joined to it by "to", or an auxiliary right before it."""
    modals = (
        cue
        for cue in reversed(cues[-4:] if chosen is cues[-1] else cues[:4])
        if cue.kind in ("target", "forecast")
        and cue.span < chosen.span
        and _JOINS_MODAL.fullmatch(text, cue.span[1], max(cue.span[1], chosen.span[0]))
    )
    return next(modals, chosen)


def status_of(clauses: Clauses, clause: Span, cue: Cue | None, last_year: int, report_year: int | None) -> str | None:
    """Tell whether something is done, planned, past (a trend), announced or announced as done; None when unsaid."""
    said = (clause[0], cue.span[1] if cue else clause[1])
    announced = next((a for a in clauses.announcements if clause[0] - _REACH <= a[0] and a[1] <= clause[1]), None)
    if announced and announced[1] < clause[1]:
        return "announced" if _any(clauses.futures, (announced[1], clause[1])) else "announced as done"
    is_past = _any(clauses.pasts, said)
    is_later = report_year is not None and last_year > report_year
    if _is_planned(clauses, said, cue, is_past=is_past, is_later=is_later):
        return "planned"
    if is_past or (not is_later and _any(clauses.pasts, clause)):
        return "past" if cue and cue.kind == "trend" else "done"
    return None


def _is_planned(clauses: Clauses, said: Span, cue: Cue | None, *, is_past: bool, is_later: bool) -> bool:
    """Tell whether words of the future, or a date after the report's own year, make it a plan.

    A past verb wins over a later date only in the perfect ("has completed ... by 2026"): the year that a report is of
    may be that before it was printed.
    """
    if cue and cue.kind == "target":
        return True
    if (cue and cue.kind == "forecast") or _any(clauses.futures, said):
        return is_later or not is_past
    return is_later and not (is_past and _any(clauses.perfects, said))


def _any(spans: tuple[Span, ...], within: Span) -> bool:
    return any(within[0] <= start and end <= within[1] for start, end in spans)
