"""Where the makers of a work end and its title begins, when no quotation marks tell."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import islice

from cetingest.citations.bodies import (
    drop_brackets,
    drop_honours,
    is_body,
    is_headed_body,
    is_honour,
    is_parent_body,
    is_person,
    rejoin_bodies,
)
from cetingest.citations.dates import NO_DATE, find_dates, find_lone_year, found_year, shifted
from cetingest.citations.fields import Cue
from cetingest.citations.genres import is_periodical
from cetingest.citations.names import are_names, is_inverted_name
from cetingest.citations.parts import AND, Part, letters, part_of, split_parts
from cetingest.citations.undated import without_dates
from cetingest.language.date_finder import FoundDate
from cetingest.language.organisations import has_body_noun
from cetingest.language.places import is_country, is_town
from cetingest.language.sentences import ends_with_abbreviation

_ET_AL_END = re.compile(r"(?i)\bet\s+al\.$")
_COMPANY_THEN_TITLE = re.compile(r"^(?P<author>.+?\b(?:Corp|Inc|Ltd|Co)\.)\s+(?=[A-Z“\"])")
_AUTHOR_DOT_DATE = re.compile(r"\s*(?P<makers>[^\W\d_][^\d]{2,200}?\.)\s(?P<year>(?:1[5-9]|20)\d\d)[a-z]?\.\s(?=\S)")
_AUTHOR_DATE = re.compile(
    r"(?P<closing>\.?)\s?\((?P<date>(?:c(?:a|irca)?\.\s?)?(?:1[5-9]|20)\d\d(?:[a-z]?(?:[,–-]\s?[^()]{1,30})?)|"
    r"[^()]{3,10})\)(?P<end>[.:,]?)(?=\s)"
)
# "Müller, Hans: Die Zukunft": the German form. "Miller, Chip War: The Fight" looks the same, so the note must show that
# it is German.
_NAME_THEN_COLON = re.compile(
    r"\s*(?P<makers>(?:(?:von|vom|van|de|zu|zur|der|"
    r"den) ){0,3}[^\W\d_a-z][\w'’-]+(?: [\w'’-]+)?, [^\W\d_a-z][\w.'’-]*(?: [^\W\d_a-z][\w.'’-]*)?"
    r"(?:\s?/\s?[^\W\d_a-z][\w'’-]+(?: [\w'’-]+)?, [^\W\d_a-z][\w.'’-]*(?: [^\W\d_a-z][\w.'’-]*)?){0,5}):\s+(?=\S)"
)
# "Ministry of Things (MT): Title"; a colon after another body may be the title's own: "World Bank: A History".
_BODY_THEN_COLON = re.compile(r"\s*(?P<makers>[^:.“„«]{3,150}?(?P<short>\s\([A-Z][\w.&/-]{1,12}\))?):\s+(?=[^\W_a-z])")
_PERSON_THEN_COLON = re.compile(r"\s*(?P<makers>[^\W\d_a-z][^:,.“„«\d]{3,80}):\s+(?=[^\W_a-z])")
_ROLE_THEN_COLON = re.compile(r"\s*(?P<makers>[^:“„«]{3,150}\s\((?:[Hh]rsg|Hgg?|[Ee]ds?|dirs?|coords?)\.\)):\s+(?=\S)")
# "Meyer KL, Osei D. Title.": medical style
_MEDICAL = re.compile(
    r"\s*(?P<makers>[^\W\d_a-z][\w'’-]+(?: [\w'’-]+)? [A-Z]{1,3}"
    r"(?:, [^\W\d_a-z][\w'’-]+(?: [\w'’-]+)? [A-Z]{1,3})*(?:, et al)?)\.\s+(?=[^\W_a-z])"
)
_IS_MEDICAL = re.compile(r"\b(?:19|20)\d\d[^;.]{0,12};\s?\d|;\s?(?:19|20)\d\d\b")  # 2023;41(6):782
_IS_GERMAN = re.compile(
    r"(?:\b(?:und|für|zur|zum|eines|einer|über)\s|[,.]\s(?:[Ii]n:\s|S\.\s?\d|Bd\.|Jg\.|Nr\.)|\b(?:Hrsg\.|Aufl\.|"
    r"abgerufen|Zugriff))"
)
# What a note says of a work before its title: a student's piece (Bluebook, rule 16.7.1), or the number of a paper.
_DESIGNATION = re.compile(
    r"[\s,]*(?:(?:\d{1,3}(?:st|nd|rd|th)\sCong|Note|Comment|Case Note|Recent Case|Recent Development|Book Note|"
    r"Book Review|Review|Essay|Symposium|Foreword)|"
    r"(?P<number>(?:[A-Z][\w-]*\s){0,3}(?:Resolution|Decision|Recommendation|Report|Paper|Brief|Circular|Opinion|"
    r"Directive|Document|"
    r"Doc\.|Bulletin|Memorandum|Publication|Study|Notice|Instruction)\s(?:[Nn]os?\.?\s|"
    r"[Nn][°ºr]\.?\s?)?[A-Z]{0,4}[\d-][\w./-]{0,20}|"
    r"(?!ISO|IEC|DIN|EN\s)[A-Z]{2,8}(?:[ /-][A-Z]{1,6})?[ /-]\d[\w./-]{0,20}|[A-Z]{1,3}\d{4,6}))[,.]\s+(?=[“\"‘«„]|"
    r"[^\W\d_a-z])|"
    r"[\s,]*(?:foreword|introduction|preface|afterword|epilogue)\s(?:to|by)\s+"
)
_WORD_OF_TITLE = re.compile(r"[^\W\d_a-z][^\W\d_]{2,}\s")
_NEXT_PART = re.compile(r"[^,(]{3,300}")
_NAMES_OF_WORKS = re.compile(
    r"(?i)\b(?:policy|terms of (?:service|use)|statement|website|homepage|faqs?|report|overview|guidelines|database)$"
)
_ROLE_PART = re.compile(r"(?i)(?:eds?|editors?|comps?|h(?:rs)?gg?|éds?|dirs?|coords?|orgs?|trans)\.?$|a cura di$")
_WORK_WORD = re.compile(r"(?i)\b(?:act|law|report|paper|strategy|plan|review|outlook|survey|policy)\b")
_AFTER_INITIAL = re.compile(r",\s[^\W\d_]\.")
LEADING_AND = re.compile(r"^(?:and|&|or|und|oder|et|ou|y|e|o)\s")


@dataclass(frozen=True, slots=True)
class MakersEnd:
    """Where the makers end, where the title begins, and by which cue.

    `date` and `number` stand between them: the date of author-date styles, the number of a paper.
    """

    end: int
    rest: int
    cue: Cue
    date: FoundDate | None = None
    number: Part | None = None


def find_author_date(text: str) -> MakersEnd | None:
    """Find "Doe, J. (2020, May 3)." and "Agency of Things. (n.d.)." at the start of a text."""
    if plain := _AUTHOR_DOT_DATE.match(text):
        year = found_year(plain)
        return MakersEnd(plain.end("makers"), plain.end(), Cue.DATED, year)
    for match in islice(_AUTHOR_DATE.finditer(text[:400]), 3):
        if not re.search(r"\w", text[: match.start()]):
            return None
        inside = f"({match['date']})"
        date = next(iter(find_dates(inside)), None) or find_lone_year(inside)
        if date or NO_DATE.search(inside):
            return _author_date(text, match, date)
    return None


def _author_date(text: str, match: re.Match[str], date: FoundDate | None) -> MakersEnd | None:
    end = match.start() + len(match["closing"])
    is_sure = match["end"] == "." and (bool(match["closing"]) or "," not in text[: match.start()])
    if match["end"] == ":":
        are_makers = is_sure or are_names(text, 0, end) or _are_makers_before_year(text, end)
    elif match["end"] == ",":
        are_makers = (
            _are_makers_before_year(text, end) and re.match(r"\s[“„«‘\"']?[^\W_a-z]", text[match.end() :]) is not None
        )
    else:
        are_makers = is_sure or are_names(text, 0, end)
    if not are_makers:
        return None  # "Doe, Title (2020) 12 Journal 3", "Doe, Title, Journal 12 (2020): 3"
    if date is not None:
        shift = match.start("date") - 1
        date = shifted(date, shift)
    return MakersEnd(end, match.end(), Cue.COMMA if match["end"] == "," else Cue.DATED, date)


def _are_makers_before_year(text: str, end: int) -> bool:
    """Tell whether what stands before "(2021)," names makers: "OECD (2021), Title", "Doe, J. and K. Roe (2021), Title".

    In "Doe, Title (London, 2020), 3" it does not: a comma there must be that of an initial.
    """
    before = text[:end].strip()
    if _WORK_WORD.search(before):
        return False
    if "," in before and not has_body_noun(before.split(",")[0]):
        return _AFTER_INITIAL.search(before) is not None and are_names(text, 0, end)
    return (before.isupper() and re.fullmatch(r"[A-Z][A-Z&/ -]+", before) is not None) or are_names(text, 0, end)


def find_makers(text: str, known_names: frozenset[str], end: int) -> MakersEnd:
    """Find where the makers end when neither quotation marks nor a date tell."""
    makers = _makers_end(text, known_names, end)
    said = _DESIGNATION.match(text, makers.rest) if makers.end > 0 else None
    if said is None or said.end() > end or not _is_title_next(text, said.end(), end):
        return makers
    number = part_of(text, *said.span("number")) if said["number"] else None
    return replace(makers, rest=said.end(), number=number)


def _is_title_next(text: str, start: int, end: int) -> bool:
    """Tell whether a title may begin at `start`: marks begin there (`end`), or two words follow that are no date."""
    if start >= end and end < len(text):
        return True
    following = _NEXT_PART.match(text, start)
    return following is not None and len(without_dates(following[0]).split()) >= 2 and not is_town(following[0])


def _makers_end(text: str, known_names: frozenset[str], end: int) -> MakersEnd:
    start = len(text) - len(text.lstrip())
    for name in sorted((n for n in known_names if text.startswith(n, start)), key=len, reverse=True):
        if match := re.compile(rf"{re.escape(name)}\s*(?:\([^()]*\))?\s*[,.]\s+(?=\S)").match(text, start):
            return MakersEnd(match.end(), match.end(), Cue.COMMA)
    if makers := _makers_by_form(text, end):
        return makers
    if cut := _sentence_after_makers(text, start, end):
        return MakersEnd(cut, cut, Cue.SENTENCE)
    if match := _COMPANY_THEN_TITLE.match(text[:end]):
        return MakersEnd(match.end("author"), match.end(), Cue.SENTENCE)
    return _makers_before_comma(text, start, end)


def _makers_by_form(text: str, end: int) -> MakersEnd | None:
    """Find makers that a colon ends, as in German notes, or initials without full stops, as in medicine."""
    before_marks = text[:end].rstrip()
    if end < len(text) and before_marks.endswith(":") and are_names(text, 0, len(before_marks)):
        return MakersEnd(len(before_marks) - 1, end, Cue.COMMA)
    for pattern, are_makers in _THEN_COLON:
        if (match := pattern.match(text)) and are_makers(text, match):
            return MakersEnd(match.end("makers"), match.end(), Cue.COMMA)
    if (match := _MEDICAL.match(text)) and _IS_MEDICAL.search(text, match.end()):
        return MakersEnd(match.end("makers"), match.end(), Cue.SENTENCE)
    return None


def _is_person_before_colon(text: str, match: re.Match[str]) -> bool:
    is_german = _IS_GERMAN.search(text, match.end()) is not None
    return is_german and (match.re is _NAME_THEN_COLON or are_names(text, *match.span("makers")))


def _is_body_before_colon(text: str, match: re.Match[str]) -> bool:
    makers = match["makers"].strip()
    if _WORK_WORD.search(makers) or len(rejoin_bodies(makers, split_parts(makers))) > 1:
        return False
    is_named = match["short"] is not None or _IS_GERMAN.search(text, match.end()) is not None
    return has_body_noun(makers) and (is_headed_body(makers) or is_named)


_THEN_COLON: tuple[tuple[re.Pattern[str], Callable[[str, re.Match[str]], bool]], ...] = (
    (_PERSON_THEN_COLON, _is_person_before_colon),
    (_NAME_THEN_COLON, _is_person_before_colon),
    (_ROLE_THEN_COLON, lambda _text, _match: True),
    (_BODY_THEN_COLON, _is_body_before_colon),
)


def _sentence_after_makers(text: str, start: int, end: int) -> int | None:
    """Return the end of the makers in bibliography style ("Doe, Jane. Title. ..."), if a full stop ends them.

    A body or one name has at most one comma before that full stop; more commas belong to a list of names, or mean note
    style, where full stops end the work.
    """
    # One character more, since a pattern does not look beyond its end.
    for match in re.compile(r"\.\s+(?=[^\W\d_a-z]|[¿¡])").finditer(text, start, end + 1):
        stop = match.start() + 1
        before = part_of(text, start, stop)
        if _ET_AL_END.search(before.text):
            return stop
        if ends_with_abbreviation(before.text):
            if _ends_with_own_initial(before.text) and not re.match(r"[^\W\d_]\.", text[match.end() :]):
                return stop
            continue
        if is_country(before.text) or re.search(r"\b\d{1,2}\.$", before.text):
            continue  # "BRASIL. Ministério da Saúde. Plano Nacional."
        bare = part_of(text, start, match.start())
        parts = rejoin_bodies(text, split_parts(text, bare.start, bare.end))
        return stop if len(split_parts(before.text)) <= 2 or len(parts) == 1 or are_names(text, start, stop) else None
    return None


def _ends_with_own_initial(before: str) -> bool:
    """Tell whether a text is one inverted name that ends with an initial: "Carmona, Pilar D."."""
    return re.fullmatch(r"[^\W\d_][\w'’ -]*,(?: [^\W\d_][\w'’-]+)?(?: [^\W\d_]\.)+", before) is not None


def _makers_before_comma(text: str, start: int, end: int) -> MakersEnd:
    """Find the makers at the head of comma parts: persons joined by "and", or a body and the bodies above it."""
    parts = rejoin_bodies(text, split_parts(without_dates(text)[:end].rstrip(" ."), start))
    if len(parts) < 2:
        if parts and is_parent_body(parts[0].text):
            return MakersEnd(parts[0].end, parts[0].end, Cue.COMMA)
        return MakersEnd(start, 0, Cue.COMMA)
    if _begins_with_title(parts, is_plain=end == len(text)):
        return MakersEnd(start, start, Cue.COMMA)
    if len(parts) >= 3 and _is_inverted_before_title(parts):
        return MakersEnd(parts[1].end, parts[2].start, Cue.COMMA)
    position = _count_persons(parts, is_all_names=end < len(text))
    while position < len(parts) and is_honour(parts[position].text):
        position += 1
    position += position < len(parts) and _ROLE_PART.fullmatch(parts[position].text) is not None
    if position == len(parts):
        return MakersEnd(parts[-1].end, end, Cue.COMMA)
    own = letters(parts[0].text)
    last = len(parts) - (end == len(text))  # before italics, bodies alone may stand
    while position < last and (
        letters(parts[position].text) in own
        or (
            is_body(drop_brackets(parts[0].text))
            and _is_above_body(parts[position].text, is_last=position == len(parts) - 1)
        )
    ):
        position += 1
    rest = parts[position].start if position < len(parts) else end
    return MakersEnd(parts[position - 1].end, rest, Cue.COMMA)


def _is_inverted_before_title(parts: tuple[Part, ...]) -> bool:
    """Tell whether three parts are family name, given name and title: "Kohl, Hans-Peter, Der Hafen der Zukunft"."""
    title = parts[2].text
    return (
        is_inverted_name(parts[0].text, parts[1].text)
        and _WORD_OF_TITLE.match(title) is not None
        and len(title.split()) >= 2
    )


def _begins_with_title(parts: tuple[Part, ...], *, is_plain: bool) -> bool:
    """Tell whether the first part is the title of a work without maker: "Privacy Policy, Acme"."""
    first = parts[0].text
    if _NAMES_OF_WORKS.search(first) and not (is_headed_body(first) or is_periodical(first)):
        return True
    named = [part for part in parts if not part.text.startswith("(")]
    return is_plain and len(named) == 2 and _is_title_then_site(*named)


def _is_title_then_site(title: Part, site: Part) -> bool:
    """Tell whether a page's title stands before its site: "Tracking Port Delays, FreightWatch" (Bluebook, 18.2)."""
    words = title.text.split()
    return (
        len(words) >= 3
        and len(drop_brackets(site.text).split()) == 1
        and all(len(word) > 2 for word in words)
        and not is_body(title.text)
    )


def _is_above_body(text: str, *, is_last: bool) -> bool:
    """Tell whether a part is a body that stands with the one before it; the last one, before italics, by its head."""
    return is_parent_body(text) or (is_last and is_headed_body(text))


def _are_persons(text: str) -> bool:
    names = re.split(rf"\s{AND}\s", LEADING_AND.sub("", text))
    return not has_body_noun(text.replace("&", "")) and all(is_person(drop_honours(name).split()) for name in names)


def _are_inverted(parts: tuple[Part, ...]) -> bool:
    """Tell whether two parts are one name: "García López, Ana"."""
    return len(parts) == 2 and is_inverted_name(parts[0].text, parts[1].text)


def _count_persons(parts: tuple[Part, ...], *, is_all_names: bool) -> int:
    """Return how many parts at the head name persons: one, or several of which the last begins with "and".

    The last part is a title, unless italics after it are (`is_all_names`).
    """
    if is_all_names and (_are_inverted(parts) or all(_are_persons(part.text) for part in parts)):
        return len(parts)
    for index in range(1, min(len(parts) - (not is_all_names), 8)):
        text = parts[index].text
        names = re.split(rf"\s{AND}\s", LEADING_AND.sub("", text))
        if is_honour(text):
            continue
        if not _are_persons(text):
            break
        if (LEADING_AND.match(text) or len(names) > 1) and is_person(drop_honours(parts[0].text).split()):
            return index + 1
    return 1
