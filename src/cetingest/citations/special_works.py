"""Works without author and title of the usual kind: acts of law, cases, patents, interviews, letters and e-mail."""

import re

from cetingest.citations.acts import read_act
from cetingest.citations.bodies import drop_brackets, is_person
from cetingest.citations.cases import put_year, read_case
from cetingest.citations.dates import find_dates
from cetingest.citations.fields import Cue, Reading
from cetingest.citations.names import parse_makers
from cetingest.citations.parliament import read_parliamentary
from cetingest.model import Span

_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)"
_YEAR_IN_BRACKETS = re.compile(rf"[\[(](?:[^()\[\]]{{0,40}}?\b)?{_YEAR}[\])]")
_ACT_YEAR = re.compile(
    rf"(?:(?:Act|Code|Order|Law|Regulations?|Rules|Ordinance|Measure|Bill)\s(?:of\s)?|\bn\.\s?\d{{1,5}}\sdel\s){_YEAR}"
)
_INTERVIEW = re.compile(
    r"(?i)(?:authors?['’]?s?['’]?\s+)?(?:telephone |personal |confidential |own )?"
    r"(?:interviews?|conversations?)\s+(?:with|by)\b|(?:eigenes\s+)?(?:interview|gespräch|telefonat)\s+(?:mit|"
    r"des\s+verfassers)\b|"
    r"entretien\s+(?:avec|de l['’]auteur)|entrevista\s+(?:con|a|del autor)\b|.{1,40}?(?:への|との|に対する)"
    r"(?:取材|面談|インタビュー|ヒアリング|聞き取り)"
)
_MAIL = re.compile(
    r"(?i)(?:.{0,60},\s+)?(?:e-?mails?|letters?|memorand(?:um|a)(?=\sfrom)|personal communication|"
    r"private communication|message|"
    r"schreiben|brief|courriel|lettre|correo electrónico|carta)\b"
    r"(?:\s+(?:message|correspondence))?\s*(?:(?:(?P<from>from|von)|der|des|vom|to|with|between|an|à|de|a|al)\s|,|$)"
)
_SENDER = re.compile(r"(?P<name>[^,;]{3,60}?)(?=,|;|\s(?:to|an)\s|$)")
# "Hiroko Mori (Director, Office of Things), interview by the author, ..."
_INTERVIEWED = re.compile(
    r"(?P<name>[^\W\d_a-z][\w.'’-]+(?: [^\W\d_]?[\w.'’-]+){1,3})(?:\s\([^()]*\)|,\s[^,]{3,60}){0,2},\s"
    r"(?:(?:telephone|personal|phone|video|email|e-mail)\s)?interview(?:ed)?\s(?:by|with)\s(?:the\s)?authors?\b"
)


_NO_SURNAME = "In|On|May|Since|Version|Figure|Table|Fiscal|Act|Report"
_SURNAME = rf"(?:(?:de|van|von|der|la|le) ){{0,2}}(?!(?:{_NO_SURNAME})\b)[^\W\d_a-z][\w'’-]+"
# "Doe 2019, 44", "Vogt (2019)", "Doe and Roe 2020": a year alone after one word may be anything.
_AUTHOR_YEAR = re.compile(
    rf"(?P<makers>{_SURNAME}(?P<more> (?:and|&|und|et|y) {_SURNAME}| et al\.)?),? (?P<opening>[(（])?"
    rf"{_YEAR}[a-z]?[)）]?(?:[,:]\s?(?:pp?\.\s?|S\.\s?|at\s)?(?P<page>\d+(?:\s?[–-]\s?\d+)?))?[).]*\s*$"
)


def read_special_work(reading: Reading, text: str, italics: tuple[Span, ...] = ()) -> bool:
    """Read an act, a case, an interview or a letter; False, and nothing read, when the text is none of them.

    >>> reading = Reading()
    >>> read_special_work(reading, "Pub. L. No. 117-167, 136 Stat. 1366 (2022) (CHIPS and Science Act)")
    True
    >>> reading.item["title"]
    'CHIPS and Science Act'
    """
    start = len(text) - len(text.lstrip(" ,;"))
    match = _AUTHOR_YEAR.match(text, start)
    if match and (
        match["more"] or match["opening"] or match["page"] or start > 0
    ):  # "See Doe 2019": the signal was taken out
        _read_author_year(reading, text, match)
        return True
    is_read = (
        read_parliamentary(reading, text, start)
        or read_act(reading, text, start, italics)
        or read_case(reading, text, start, italics)
        or _read_exchange(reading, text, start)
    )
    if not is_read:
        return False
    reading.cue = Cue.FORM
    if "issued" not in reading.item:
        _take_date(reading, text, start)
    return True


def is_special_work(text: str) -> bool:
    """Tell whether a text is an act, a case, an interview or a letter."""
    return read_special_work(Reading(), text)


def _take_date(reading: Reading, text: str, start: int) -> None:
    dates = find_dates(text)
    year = _ACT_YEAR.search(text, start) or _YEAR_IN_BRACKETS.search(text, start)
    if dates:
        reading.put_date("issued", dates[0])
    elif year:
        put_year(reading, year)


def _read_author_year(reading: Reading, text: str, match: re.Match[str]) -> None:
    """Read "Doe 2019, 44" and "Vogt (2019)": author-date references to a list of works."""
    reading.cue = Cue.DATED
    reading.put_names("author", parse_makers(text, *match.span("makers")).names)
    put_year(reading, match)
    if match["page"]:
        reading.put("page", match["page"], match.span("page"))


def _read_exchange(reading: Reading, text: str, start: int) -> bool:
    """Read an interview, whose description is its title, or a letter, which has none."""
    if own := _INTERVIEWED.match(text, start):
        reading.item["type"] = "interview"
        reading.put_names("author", parse_makers(text, *own.span("name")).names)
        return True
    if _INTERVIEW.match(text, start):
        reading.item["type"] = "interview"
        whole = re.compile(r"[^,;、。（]*?(?=,|;|、|。|（|\s\(|$)").match(text, start)
        title = whole[0].rstrip(" .") if whole else ""
        reading.put("title", title, (start, start + len(title)))
        return True
    if mail := _MAIL.match(text, start):
        reading.item["type"] = "personal_communication"
        sender = _SENDER.match(text, mail.end())
        if sender and mail["from"] and is_person(drop_brackets(sender["name"]).split()):
            reading.put_names("author", parse_makers(text, *sender.span("name")).names)
        return True
    return False
