"""Numbers that name a work wherever they stand: ISBN, ISSN, arXiv, official documents, patents, standards."""

import re

from cetingest.citations.fields import Reading
from cetingest.citations.parts import blank
from cetingest.language.identifiers import ISBN

_BOOK_NUMBER = re.compile(ISBN, re.IGNORECASE)
_SERIAL_NUMBER = re.compile(r"(?i)\be?ISSN:?\s*(?P<value>\d{4}-\d{3}[\dX])\b")
_PREPRINT = re.compile(r"(?i)\b(?P<value>arXiv:\s*(?:\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7}))\b")
# Documents of the European Union: COM(2022) 45 final, SWD(2021) 305. Their year is no date of issue.
_EUROPEAN = re.compile(r"\b(?P<value>(?:COM|SWD|SEC|JOIN|C)\s?\((?:19|20)\d\d\)\s?\d{1,5}(?:\s(?:final|endg\.))?)")
# Symbols of the United Nations: A/RES/78/265, UN Doc. CCW/GGE.1/2023/2. A part of them is a figure.
_UNITED_NATIONS = re.compile(
    r"(?:\b(?:UN|U\.\s?N\.)\s[Dd]oc(?:\.|ument)?\s)?(?<![\w/.])"
    r"(?P<value>(?=[A-Z0-9./-]*/\d)[A-Z]{1,7}(?:/[A-Z0-9](?:[A-Z0-9.-]*[A-Z0-9])?){2,6})(?![\w/])"
)
_CHINESE = re.compile(
    r"(?P<value>[\u4e00-\u9fff]{1,8}[〔\[]\d{4}[〕\]]\s?\d+\s?号|[\u4e00-\u9fff]{2,12}(?:公告|令)\s?\d{4}年第\d+号)"
)
# "CRS Report R46581, Title": the number follows the body's initials.
_REPORT = re.compile(
    r"(?:(?<=[,”\"]\s)[A-Z]{2,6}\s|(?<=[A-Z])\s|(?<=[,”\"]\s))"
    r"(?:Report|In Focus|Insight|Memorandum|Circular|Instruction|Notice|Publication|Staff Report)(?:\sNos?\.?)?\s"
    r"(?P<value>[A-Z]{0,6}-?\d[\w.-]*\d)(?=[,:;]|\.?\s)"
)
_PARLIAMENTARY = re.compile(
    r"\b(?:(?:BT|BR)-)?(?P<value>(?:Drs\.|Drucksache|Plenarprotokoll|PlPr\.?)\s(?:Nr\.\s)?\d+/\d+)"
)
_NUMBERS = (
    ("ISBN", _BOOK_NUMBER),
    ("ISSN", _SERIAL_NUMBER),
    ("number", _EUROPEAN),
    ("number", _PREPRINT),
    ("number", _UNITED_NATIONS),
    ("number", _CHINESE),
    ("number", _REPORT),
    ("number", _PARLIAMENTARY),
)
_PATENT = re.compile(
    r"(?P<value>(?:(?:U\.?\s?S\.?|European|Japanese|Chinese|Korean|EP|WO|JP|CN|KR|DE)\s)?"
    r"Pat(?:ent|\.)(?:\s(?:Application|Appl?\.))?"
    r"(?:\s(?:Publication|Pub\.))?\s(?:Nos?\.?\s)?[A-Z]{0,2}\s?(?:\d{1,3}(?:[ ,]\d{3}){2,3}|"
    r"\d[\d,/-]{4,}\d)(?:\s?[ABCU]\d?\b)?|"
    r"\b(?:US|EP|WO|JP|CN|DE|KR|GB|FR)\s?(?:\d{1,3}(?:[ ,]\d{3}){2,3}|\d[\d,/-]{4,}\d)\s?[ABCU]\d?\b)"
)
_KIND_OF_PATENT = re.compile(
    r"(?:European|Japanese|Chinese|Korean|International)\sPatent(?:\sApplication)?\s(?=[A-Z]{2}\s?\d)"
)
_FILED = re.compile(r"[\[(]filed\s[^()\[\]]{4,40}[\])]|\bfiled\s(?:\w{3,9}\.?\s\d{1,2},|\d{1,2}\s\w{3,9})\s\d{4}")
_FILED_WORD = re.compile(r"\bfiled\s")
_BODIES = "DIN|3GPP|EN|ISO|IEC|IEEE|ITU-T|ETSI|CEN|BS|ANSI|ASTM|NF|UNE|UNI|JIS|GB/T|GB|KS|OENORM|ÖNORM|SN"
# "DIN EN ISO/IEC 27001:2024-01, Title": a standard is named by its number, and has no author.
_STANDARD = re.compile(
    rf"\s*(?P<value>(?:{_BODIES})(?:[/ -](?:{_BODIES}|TR|TS|PAS))*\s(?:Std\s)?[A-Z]?\d[\w.-]*(?::\d{{4}}(?:-\d\d)?)?)"
    r"\s?(?:[,:.–—]|(?=[“„«‘\"]))\s*"
)


def take_numbers(reading: Reading, text: str) -> str:
    """Move numbers from the text to the reading."""
    for field, pattern in _NUMBERS:
        if match := pattern.search(text):
            value = match["value"].replace(": ", ":") if pattern is _PREPRINT else match["value"]
            reading.put_new(field, value, match.span("value"))
            text = blank(text, match.span())
    if match := _PATENT.search(text):
        reading.item["type"] = "patent"
        kind = _KIND_OF_PATENT.match(match["value"])  # the letters before the figures say it again
        skip = kind.end() if kind else 0
        reading.put("number", match["value"][skip:], (match.start("value") + skip, match.end("value")))
        text = blank(text, match.span())
        is_issued = re.search(r"\b(?:issued|granted)\b", text)
        filed = _FILED if is_issued else _FILED_WORD  # else it has no other date
        text = filed.sub(lambda m: " " * len(m[0]), text)
        text = re.sub(r"\b(?:and\s)?(?:issued|granted)\s", lambda m: " " * len(m[0]), text)
    return text


def has_official_number(text: str) -> bool:
    """Tell whether a text holds the number of an official document, which alone shows that a work is cited.

    >>> has_official_number("Proposal for a Regulation, COM(2021) 206 final"), has_official_number("In 2021")
    (True, False)
    """
    return any(pattern.search(text) for pattern in (_EUROPEAN, _UNITED_NATIONS, _CHINESE, _PARLIAMENTARY))


def take_standard(reading: Reading, text: str) -> int:
    """Move the number of the standard that the text begins with to the reading; return where its title begins, or 0."""
    match = _STANDARD.match(text)
    if match is None:
        return 0
    reading.item["type"] = "standard"
    reading.put("number", match["value"], match.span("value"))
    return match.end()
