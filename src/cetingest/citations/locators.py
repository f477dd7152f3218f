"""Where a work stands: its container where marks name it, volume, issue and pages."""

import re

from cetingest.citations.fields import Reading
from cetingest.citations.parts import blank
from cetingest.language.date_finder import FoundDate

# Where in a periodical a work stands, each with what it means in CSL.
_NUMBER = r"(?P<value>\d+(?:\s?[–‑-]\s?\d+)?)"
_LOCATORS = tuple(
    (field, re.compile(pattern, re.IGNORECASE))
    for field, pattern in (
        ("volume", r"(?:,\s*|(?<!\S))(?:vol(?:ume|\.)?|bd\.?|jg\.?|t\.|v\.)\s*(?P<value>\d+)"),
        ("volume", r"(?:,\s*|(?<!\S))(?P<value>\d{1,4})\.\s?(?:jg\b|jahrgang|jahrg|bd\b|band\b)\.?"),
        # APA 7, 9.25: volume, then pages or the number of the article
        ("volume", r"(?:^|,)\s*(?P<value>\d{1,4})(?=,\s(?:(?:Article|Art\.)\s\w|e\d|\d+\s?[–-]\s?\d))"),
        ("volume", r"[第제]?(?<!\d)(?P<value>\d{1,6})[巻卷권]"),
        ("issue", r"(?:,\s*|(?<!\S)\b)(?:no|nr|issue|iss|núm|h|n\.?\s?[oº°ᵒ])\.?\s*(?P<value>\d+(?:[–‑/-]\d+)?)(?!\d)"),
        ("issue", r",\s*n\.\s?(?P<value>\d+(?:[–‑/-]\d+)?)(?!\d)"),
        ("issue", r"[第제]?(?<!\d)(?P<value>\d{1,6})[号期호]"),
        (
            "page",
            r"(?:[,.(]\s*|^\s*|\s)(?:pp?\.|págs?\.|s\.|blz?\.)\s?(?P<value>\d+(?:\s?[–‑-]\s?\d+)?)"
            r"(?:\s(?:ff?|(?:[ey]\s)?ss?|sqq?|et\ss(?:eq|uiv|s)?)\b\.?)?",
        ),
        ("page", r"(?:^|[\s,、第])(?P<value>\d+(?:\s?[–‑—〜~-]\s?\d+)?)\s?(?:頁|ページ|页|쪽|면)"),
        ("page", r"\bat\s+(?P<value>[A-Z]?\d+(?:[–‑-]\d+)?)(?=\s*(?:[,(.;]|$))"),
        ("page", rf":\s*{_NUMBER}(?=\s*(?:[,.;]|$))"),
        ("page", rf"(?:^|,)\s*{_NUMBER}(?=\s*(?:[,.;]|$))"),
    )
)
_VOLUME_ISSUE = re.compile(
    r"(?<![\w.–-])(?<![SsPp]\.\s)(?P<volume>\d{1,4})(?:\s?\((?P<issue>\d{1,3}(?:[–‑/-]\d+)?)\)|"
    r":(?P<number>\d{1,2})(?=\s[,(]))"
)
_VOLUME_BEFORE_YEAR = re.compile(r",\s*(?P<volume>\d{1,4})\s?[(（]$")  # "Zeitschrift für Politik, 12 (2021), S. 33"
# The same between commas, before it is cut at full stops.
_LAW_REVIEW = re.compile(
    r"(?:^|,)\s*(?P<volume>\d{1,3})\s+(?P<container>[^\W\d_][^\d,]{1,80}?)\s+(?P<page>\d{1,4})(?=\s*(?:[,(]|\.?\s*$))"
)

_DATED_LAW_REVIEW = re.compile(
    r"(?<!\w)(?P<volume>\d{1,3})\s+(?P<container>[^\W\d_][^\d,()]{1,80}?)\s+(?P<page>\d{1,5})"
    r"(?:,\s?\d[\d\s,–-]{0,30})?(?=\s*\((?:[^()\d]{0,20})(?:1[89]|20)\d\d\))"
)


def take_law_review(reading: Reading, text: str, start: int) -> str:
    """Move "134 Harv. L. Rev. 1520, 1533 (2021)" up to its year from the tail to the reading: 1520 is no year."""
    match = _DATED_LAW_REVIEW.search(text, start)
    if match is None:
        return text
    for field, group in (("volume", "volume"), ("container-title", "container"), ("page", "page")):
        reading.put_new(field, match[group], match.span(group))
    return blank(text, match.span())


def take_volume_before_year(reading: Reading, text: str, start: int, date: FoundDate | None) -> str:
    """Move the volume that stands between a comma and the bracket with the year from the tail to the reading."""
    if date is None or date.span[0] < start:
        return text
    window = max(start, date.span[0] - 10)
    match = _VOLUME_BEFORE_YEAR.search(text[window : date.span[0]])
    if match is None:
        return text
    span = (window + match.start("volume"), window + match.end("volume"))
    reading.put("volume", match["volume"], span)
    return blank(text, span)


def take_locators(reading: Reading, text: str, start: int) -> str:
    """Move volume, issue and pages from the tail to the reading, and the container that stands between them."""
    if match := _LAW_REVIEW.search(text, start):
        for field, group in (("volume", "volume"), ("container-title", "container"), ("page", "page")):
            reading.put(field, match[group], match.span(group))
        text = blank(text, match.span())
    if match := _VOLUME_ISSUE.search(text, start):
        reading.put_new("volume", match["volume"], match.span("volume"))
        group = "issue" if match["issue"] else "number"  # "9:2"
        reading.put_new("issue", match[group], match.span(group))
        text = blank(text, match.span())
    for field, pattern in _LOCATORS:
        match = pattern.search(text, start)
        if match and field not in reading.item:
            reading.put(field, match["value"], match.span("value"))
            text = blank(text, match.span())
    return text
