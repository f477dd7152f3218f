"""The title of a work without quotation marks or italics: by its sentence, its commas and the imprint after it."""

import re
from dataclasses import dataclass

from cetingest.citations.bodies import is_headed_body, is_parent_body, rejoin_bodies
from cetingest.citations.dates import find_dates, find_lone_year
from cetingest.citations.fields import Cue
from cetingest.citations.genres import BETWEEN, is_meeting, is_periodical
from cetingest.citations.makers import LEADING_AND, MakersEnd
from cetingest.citations.names import are_names
from cetingest.citations.parts import AND, Part, blank, join_parts, letters, part_of, split_parts, tidy
from cetingest.citations.undated import TITLE_GOES_ON, without_dates
from cetingest.language.organisations import has_body_noun
from cetingest.language.sentences import find_end_in_note

# A bracket that ends with the year of a book, a thesis, a paper: nothing but the title and its series stands before it.
_IMPRINT = re.compile(r"\s?[(（](?P<inside>[^()（）]{0,160}?(?:1[5-9]|20)\d\d[^()（）]{0,20})[)）]")
_UPDATED = re.compile(r"(?i)(?:last\s|page\s)?(?:updated|modified|revised|visited|accessed)\b")
_VOLUME_NEXT = re.compile(r"\s*\d{1,3}(?:\s?\(\d+\))?\s+(?!ff?\b)[^\W\d_]")  # "(2018) 74(6) Modern Law Review 95"
_REPORT_NUMBER = re.compile(
    r"(?:[A-Z]{2,8}|R)[ /-]?(?:[A-Z]{1,6}[ /-])?[A-Z]?\d[\w./-]*$"
)  # GAO-23-105412, NIST SP 800-231
_AND = re.compile(rf"(?:^|\s){AND}\s")
# "The Chip State 45 (3d ed. 2019)": the page stands before a bracket without publisher (Bluebook, rule 15)
_BLUEBOOK_IMPRINT = re.compile(r"\s?\((?:(?:\d+(?:st|nd|rd|th|d)|rev\.)\sed\.,?\s)?(?:1[5-9]|20)\d\d\)")
_PAGE_AT_END = re.compile(
    r"\s(?!(?:19|20)\d\d$)\d{1,4}(?:[–-]\d{1,4})?(?:,\s\d{1,4}(?:[–-]\d{1,4})?)*$|\s§+\s?[\d.:-]+$"
)
_ABBREVIATIONS_LOWER = re.compile(
    r"(?:vom|dated|last|updated|accessed|available|as of|p|pp|vol|no|nos|nr|bd|ed|eds|at|in|n|s|hrsg|t|paras?|chap|"
    r"chapter|ch|sec|section|arts?|article|annex|table|figure|box|fn)\b|[a-z]\."
)


_IN_NEXT = re.compile(r"[,.]\s(?=[Ii]n:\s)")


def title_of_sentences(text: str, makers: MakersEnd, end: int) -> tuple[Part | None, int]:
    """Take the title up to the full stop or question mark that ends it."""
    start = makers.rest
    ended = find_end_in_note(text, start, end)
    if ended is None and (held := _IN_NEXT.search(text, start, end)):
        return tidy(part_of(text, start, held.start())) or None, held.start()
    if ended is None:
        if makers.cue is Cue.DATED or end < len(text):
            return tidy(part_of(text, start, end)) or None, end
        return title_of_commas(text, makers, end)
    stop = ended.start + (ended.mark in "?!")
    if held := _IN_NEXT.search(text, start, stop):
        stop = held.start()
    title = tidy(part_of(text, start, stop))
    while makers.cue is Cue.DATED and (aside := re.search(r"\s?(?:\([^()]*\d[^()]*\)|\[[^\[\]]*\])$", title.text)):
        title = Part(title.text[: aside.start()], title.start)
        stop = title.end
    return title, stop


def title_of_commas(text: str, makers: MakersEnd, end: int) -> tuple[Part | None, int]:
    """Take the title from the parts after the makers: the first one, and those that its grammar still needs."""
    undated = without_dates(text)
    imprint = _imprint_after(text, makers.rest, end)
    stop = imprint.start if imprint else end
    while stop > makers.rest and undated[stop - 1] in " .":
        stop -= 1
    parts = rejoin_bodies(undated, split_parts(undated, makers.rest, stop))
    own = letters(text[: makers.end])
    while len(parts) > 1 and letters(parts[0].text) in own:
        parts = parts[1:]  # the typist's doubled words
    if not parts:
        return None, makers.rest
    if re.match(r"[Ii]n:\s", parts[0].text):  # a commentary: "Schmidt, in: Müller/Roth (Hrsg.), GG"
        return None, parts[0].start
    count = _count_title_parts(parts, imprint)
    title = join_parts(undated, parts[:count])
    # A question mark needs no comma after it: "..., Who Leads? Institute of Things, 2024".
    asked = re.match(r".+?[?!](?=,?\s+[A-Z])", title.text)
    if asked and (title.text[asked.end()] == "," or has_body_noun(title.text[asked.end() :])):
        title = Part(asked[0], title.start)
    elif (ended := find_end_in_note(text, title.start, title.end)) and ended.mark == ".":
        title = Part(text[title.start : ended.start], title.start)
    if imprint and imprint.start - title.end in (0, 1) and _BLUEBOOK_IMPRINT.match(text, title.end):
        title = Part(_PAGE_AT_END.sub("", title.text), title.start)
    if bracket := re.search(r"(?<!\s)\s{0,9}[(（][^()（）]*$|\s[(（]\s{0,60}[)）]$", title.text):
        title = Part(title.text[: bracket.start()], title.start)
    return tidy(title), title.end


def _count_title_parts(parts: tuple[Part, ...], imprint: "_Imprint | None") -> int:
    if imprint and imprint.is_right_after_title:
        count = len(parts)
        while count > 1 and (BETWEEN.match(parts[count - 1].text) or _REPORT_NUMBER.match(parts[count - 1].text)):
            count -= 1
        return next((i for i, part in enumerate(parts[1:count], 1) if re.match(r"[Ii]n\s", part.text)), count)
    count = 1
    while count < len(parts) and _goes_on(parts, count):
        count += 1
    return count


@dataclass(frozen=True, slots=True)
class _Imprint:
    """A bracket with the year; of a book, and of an article whose volume follows it, the title stands right before."""

    start: int
    is_right_after_title: bool


def _imprint_after(text: str, start: int, end: int) -> _Imprint | None:
    """Find the first bracket that holds the date of a work."""
    for match in _IMPRINT.finditer(text, start, end):
        if TITLE_GOES_ON.match(text, match.end() - 1) or _UPDATED.match(match["inside"]):
            continue
        date = next(iter(find_dates(match[0])), None) or find_lone_year(match[0])
        if date:
            others = blank(match[0], date.span)
            has_words = re.search(r"\w", others) is not None
            return _Imprint(match.start(), has_words or _VOLUME_NEXT.match(text, match.end()) is not None)
    return None


def _goes_on(parts: tuple[Part, ...], index: int) -> bool:
    """Tell whether the title goes on after a comma: in lower case, with "and", or as a list that "and" will close."""
    part = parts[index].text
    if is_meeting(part) or is_parent_body(part) or is_headed_body(part) or BETWEEN.match(part):
        return False
    if part.startswith("by ") and are_names(part, len("by "), len(part)):
        return False
    if part[:1].islower() and not _ABBREVIATIONS_LOWER.match(part):
        return True
    if LEADING_AND.match(part):
        return True
    is_last = index == len(parts) - 1
    if _AND.search(part) and not is_last and not is_periodical(part):
        return True
    is_list = len(parts[index - 1].text.split()) <= 2
    return is_list and any(_AND.search(later.text) for later in parts[index : index + 3])
