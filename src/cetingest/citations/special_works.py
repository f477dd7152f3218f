"""Works without author and title of the usual kind: acts of law, cases, patents, interviews, letters and e-mail."""

import re

from cetingest.citations.acts import read_act
from cetingest.citations.bodies import drop_brackets, is_person
from cetingest.citations.dates import find_dates
from cetingest.citations.fields import Cue, Reading
from cetingest.citations.names import parse_makers

_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)"
_PARTY = r"[A-Z][\w.,&' ’()-]{0,100}?"
_CASES = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?:(?:Joined\s+)?Cases?\s+)?(?P<number>[CTF][-–‑]\d+/\d+(?:\sP)?(?:(?:,\s|\sand\s)[CTF][-–‑]\d+/\d+)*)\s+(?P<title>[A-Z][^,;\[(]{2,120})",
        rf"(?P<title>{_PARTY}\s(?:v|vs)\.?\s{_PARTY}(?:,\s(?:Inc|Ltd|Co|Corp|LLC|L\.P|S\.A|plc)\b\.?)?)(?=,\s|\s\[|\s\(|\s\d|\.?\s*$)",
        r"(?P<title>(?:In re|Ex parte|Re)\s[A-Z][\w.&' ’-]{1,80}?)(?=,|\s\[|\s\()",
        r"(?P<title>(?:BVerfG|BGH|BVerwG|BFH|BAG|BSG|EuGH|EuG|OLG\s\w+|VG\s\w+|LG\s\w+),\s(?:Urteil|Beschluss|"
        r"Urt\.|Beschl\.)\s"
        r"(?:vom|v\.)\s[\d. \w]{6,20}?\s?[–,-]\s?(?:Az\.:?\s)?[\w /.-]{3,30}?)(?=[,.;]|\s[–-]|$)",
        r"(?P<title>(?:Conseil d['’]État|CE|Conseil constitutionnel|Cour de cassation|Cass\.[^,;]{0,14}|CJUE|CEDH|"
        r"Tribunal (?:Constitucional|Supremo)),\s[^;()]{0,60}?(?:n[°º]\s?|Sentencia\s(?:núm\.\s)?)[\d-]+(?:[./]\d+)*)",
        r"(?P<title>(?:最高裁|最判|東京地裁|大阪地裁|東京高裁|[^\s、。]{1,6}(?:地判|高判|地裁|高裁))[^、。，,]{0,10}(?:令和|平成|"
        r"昭和)[^、。，,]{2,20}日[^、。]{0,4})",
    )
)
# Volume, reporter and first page: "123 F. Supp. 2d 456".
_REPORTER = re.compile(
    r",?\s*(?P<volume>\d{1,4})\s+(?P<container>[A-Z][\w.' ]{0,30}?)\s+(?P<page>\d{1,5})(?=[,;.\s(]|$)"
)
_NEUTRAL = re.compile(rf"\s*[\[(]{_YEAR}[\])]\s+(?P<container>[A-Z][\w ]{{1,15}}?)\s+(?P<number>\d{{1,5}})")
_YEAR_IN_BRACKETS = re.compile(rf"[\[(](?:[^()\[\]]{{0,40}}?\b)?{_YEAR}[\])]")
_ACT_YEAR = re.compile(rf"(?:Act|Code|Order|Law)\s(?:of\s)?{_YEAR}")
_INTERVIEW = re.compile(
    r"(?i)(?:authors?['’]?s?['’]?\s+)?(?:telephone |personal |confidential |own )?"
    r"(?:interviews?|conversations?)\s+(?:with|by)\b|(?:eigenes\s+)?(?:interview|gespräch|telefonat)\s+(?:mit|"
    r"des\s+verfassers)\b|"
    r"entretien\s+(?:avec|de l['’]auteur)|entrevista\s+(?:con|a|del autor)\b|.{1,40}?へのインタビュー|.{1,40}?(?:への|"
    r"との)(?:取材|面談)"
)
_MAIL = re.compile(
    r"(?i)(?:.{0,60},\s+)?(?:e-?mails?|letters?|personal communication|private communication|message|"
    r"schreiben|brief|courriel|lettre|correo electrónico|carta)\b"
    r"(?:\s+(?:message|correspondence))?\s*(?:(?:(?P<from>from|von)|to|with|between|an|à|de|a|al)\s|,|$)"
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


def read_special_work(reading: Reading, text: str) -> bool:
    """Read an act, a case, an interview or a letter; False, and nothing read, when the text is none of them.

    >>> reading = Reading()
    >>> read_special_work(reading, "Pub. L. No. 117-167, 136 Stat. 1366 (2022) (CHIPS and Science Act)")
    True
    >>> reading.item["title"]
    'CHIPS and Science Act'
    """
    start = len(text) - len(text.lstrip(" ,;"))
    match = _AUTHOR_YEAR.match(text, start)
    if match and (match["more"] or match["opening"] or match["page"]):
        _read_author_year(reading, text, match)
        return True
    is_read = read_act(reading, text, start) or _read_case(reading, text, start) or _read_exchange(reading, text, start)
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
        _put_year(reading, year)


def _put_year(reading: Reading, match: re.Match[str]) -> None:
    reading.put("issued", {"date-parts": ((int(match["year"]),),)}, match.span("year"))


def _read_case(reading: Reading, text: str, start: int) -> bool:
    match = next((found for pattern in _CASES if (found := pattern.match(text, start))), None)
    if match is None:
        return False
    reading.item["type"] = "legal_case"
    reading.put(
        "title",
        match["title"].rstrip(" .,"),
        (match.start("title"), match.start("title") + len(match["title"].rstrip(" .,"))),
    )
    if "number" in match.re.groupindex:
        reading.put("number", match["number"], match.span("number"))
    if place := _REPORTER.match(text, match.end()):
        for field, group in (("volume", "volume"), ("container-title", "container"), ("page", "page")):
            reading.put(field, place[group], place.span(group))
    elif place := _NEUTRAL.match(text, match.end()):
        _put_year(reading, place)
        reading.put("container-title", place["container"], place.span("container"))
        reading.put_new("number", place["number"], place.span("number"))
    if decided := _YEAR_IN_BRACKETS.search(text, match.end()):
        _put_year(reading, decided)
    return True


def _read_author_year(reading: Reading, text: str, match: re.Match[str]) -> None:
    """Read "Doe 2019, 44" and "Vogt (2019)": author-date references to a list of works."""
    reading.cue = Cue.DATED
    reading.put_names("author", parse_makers(text, *match.span("makers")).names)
    _put_year(reading, match)
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
        whole = re.compile(r"[^,;、。]*?(?=,|;|、|。|\s\(|$)").match(text, start)
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
