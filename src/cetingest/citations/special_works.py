"""Works without author and title of the usual kind: acts of law, interviews, letters and e-mail."""

import re

from cetingest.citations.dates import as_date_parts, find_dates
from cetingest.model import Item

_EU_ACT = re.compile(
    r"^(?P<title>(?:(?:Commission|Council)\s+)?(?:(?:Delegated|Implementing|Framework)\s+)?"
    r"(?:Regulation|Directive|Decision)\s+\((?:EU|EC|EEC|Euratom)(?:,\s*Euratom)?\)\s+(?:No\.?\s+)?\d+/\d+)"
)
_US_ACT = re.compile(r"\b(?P<number>Pub(?:lic|\.)\s+L(?:aw|\.)\s+(?:No\.\s+)?\d+[-–]\d+)")
_US_CODE = re.compile(r"^(?P<title>\d+\s+(?:U\.S\.C\.|C\.F\.R\.|Fed\.\s+Reg\.|Stat\.)\s+(?:§+\s*)?[\d,.a-z()-]*\d)")
_NAMED_IN_BRACKETS = re.compile(r"\((?P<name>[^()]*\b(?:Act|Law|Code|Order|Bill)\b[^()]*)\)")
_CASE = re.compile(r"^(?P<title>[A-Z][\w.&' -]+? v\.? [A-Z][\w.&' -]+?)(?=,|\s\[|\s\(|\s\d)")
# Volume, reporter and first page: "123 F. Supp. 2d 456".
_REPORTER = re.compile(
    r",?\s*(?P<volume>\d{1,4})\s+(?P<container>[A-Z][\w.' ]{0,30}?)\s+(?P<page>\d{1,5})(?=[,;.\s(]|$)"
)
_COURT_AND_YEAR = re.compile(r"\([^()\d]{0,40}(?P<year>\d{4})\)")
_INTERVIEW = re.compile(
    r"(?i)^(?:authors?['’]?s?['’]?\s+)?(?:telephone |personal |confidential )?"
    r"(?:interview|conversation)s?\s+(?:with|by)\b"
)
_MAIL = re.compile(
    r"(?i)^(?:.{0,60},\s+)?(?:e-?mails?|letters?|personal communication|private communication|message)\b"
    r"(?:\s+(?:message|correspondence))?\s*(?:(?:to|from|with|between)\s|,|$)"
)
_YEAR_IN_BRACKETS = re.compile(r"\((\d{4})\)")


def read_special_work(text: str) -> Item | None:
    """Read an act, a case, an interview or a letter; None when the text is none of them.

    >>> read_special_work("Pub. L. No. 117-167, 136 Stat. 1366 (2022) (CHIPS and Science Act)")["title"]
    'CHIPS and Science Act'
    """
    text = text.strip(" ,;")
    item = _act(text) or _case(text) or _exchange(text)
    if item is None:
        return None
    dates = find_dates(text)
    year = _YEAR_IN_BRACKETS.search(text)
    if dates:
        item["issued"] = as_date_parts(dates[0].parts)
    elif year:
        item["issued"] = as_date_parts((int(year[1]),))
    return item


def _act(text: str) -> Item | None:
    if match := _EU_ACT.match(text) or _US_CODE.match(text):
        return {"type": "legislation", "title": match["title"]}
    if match := _US_ACT.search(text):
        named = _NAMED_IN_BRACKETS.search(text)
        leading = text[: match.start()].strip(" ,")
        return {
            "type": "legislation",
            "title": named["name"] if named else leading or match["number"],
            "number": match["number"],
        }
    return None


def _case(text: str) -> Item | None:
    match = _CASE.match(text)
    if match is None:
        return None
    item: Item = {"type": "legal_case", "title": match["title"].strip()}
    if place := _REPORTER.match(text, match.end()):
        item["volume"], item["container-title"], item["page"] = place["volume"], place["container"], place["page"]
    if decided := _COURT_AND_YEAR.search(text, match.end()):
        item["issued"] = as_date_parts((int(decided["year"]),))
    return item


def _exchange(text: str) -> Item | None:
    """Read an interview, whose description is its title, or a letter, which has none."""
    if _INTERVIEW.match(text):
        return {"type": "interview", "title": re.split(r",|;|\s\(", text)[0].strip(" .")}
    if _MAIL.match(text):
        return {"type": "personal_communication"}
    return None
