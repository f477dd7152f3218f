"""Decisions of courts, told by their parties or by the court that they begin with."""

import re

from cetingest.citations.dates import find_dates, found_year
from cetingest.citations.fields import Reading
from cetingest.citations.parts import Part, part_of, split_parts
from cetingest.model import Span

_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)"
_DOCKET_OF_UNION = r"[CTF][-–‑]\d+/\d+(?:\sP)?(?:(?:,\s|\sand\s)[CTF][-–‑]\d+/\d+)*"
# Courts that notes name by themselves, by country: a note that begins with one and goes on with a decision is a case.
_COURT = (
    r"(?:E(?:CHR|CtHR|CJ|GC)|CJEU|CFI|ICJ|ITLOS|ICC|European Court of (?:Human Rights|Justice)|(?:General Court|"
    r"Court of Justice)"
    r"(?: of the European Union)?|International Court of Justice|"
    r"(?:UK )?Supreme Court(?: of [\w ]{3,30})?|(?:High|Federal) Court of [A-Z][\w ]{3,30}|"
    r"Court of Appeals?(?: of [\w ]{3,30})?|"
    r"BVerfG|BGH|BVerwG|BFH|BAG|BSG|BPatG|EuGH|EuG|EGMR|VfGH|VwGH|OGH|BGer|(?:OLG|OVG|VGH|VG|LG|AG|KG|FG|"
    r"LAG)\s[\w-]+|KG|"
    r"Bundes(?:verfassungsgericht|gerichtshof|verwaltungsgericht|finanzhof|gericht|kartellamt)|"
    r"Conseil d['’]État|CE|Conseil constitutionnel|Cons\. const\.|Cour (?:de cassation|"
    r"de justice de l['’]Union européenne|"
    r"d['’]appel de [\w-]+|administrative d['’]appel de [\w-]+|constitutionnelle)|Cass\.[^,;]{0,14}|CJUE|CJCE|CEDH|"
    r"CAA? (?:de )?[A-Z][\w-]+|T[AJ] (?:de )?[A-Z][\w-]+|"
    r"Tribunal (?:Constitucional|Supremo|Superior de [\w ]{3,30}|General|judiciaire de [\w-]+|"
    r"administratif de [\w-]+)|Audiencia Nacional|TJUE|"
    r"Corte (?:costituzionale|di [Cc]assazione|[Ss]uprema(?: di [Cc]assazione)?|di [Aa]ppello di \w+|Constitucional)|"
    r"Corte cost\.|"
    r"Cons(?:iglio|\.) (?:di )?Stato|T\.?A\.?R\.? [A-Z][\w-]+|Trib(?:unale|\.) (?:di )?[A-Z]\w+|"
    r"Supremo Tribunal (?:Federal|de Justiça|Administrativo)|Superior Tribunal de Justiça|S\.?T\.?[FJ]\.?)"
)
_DECISION = (
    r"(?i:judge?ment|order|decision|opinion|advisory opinion|urteil|urt\.|beschluss|beschl\.|arrêt|ordonnance|décision|"
    r"sentencia|auto|sentenza|ordinanza|acórdão|acordão)"
)
# What stands between a court's name and the names of the parties or the number of the case.
_CHAMBER = (
    r"(?i:(?:grand |grande )?ch(?:amb(?:er|re)|\.)?\b|sez(?:ione|\.)|sala|sección|turma|plen(?:o|um|ary)|"
    r"ass(?:emblée|\.)?\b|\d+e ch)"
)
_DOCKET = (
    rf"(?:(?:[Jj]oined\s)?[Cc]ases?\s(?:[Nn]os?\.?\s)?|(?:App(?:lication|l)?s?\.?\s)?[Nn](?:os?\.?|[°ºr]\.?|úm\.|"
    rf"\.)\s|(?:Az|Rs|[Aa]ff|[Cc]ausa|[Aa]sunto|r\.g)\.?:?\s|"
    rf"req\.\s(?:n[°º]\s)?|REsp\s|ADI\s)?(?P<docket>{_DOCKET_OF_UNION}|\d[\d.,’ -]*[\d](?:/\d+)?(?:\sdel\s\d{{4}})?|"
    rf"\d+\s\w{{1,4}}\s\d+/\d+|\d[\w-]*[/-][\w/-]+)"
)
_OF_DATE = r"(?:(?:of|vom|v\.|du|del|de|do|dated)\s)"
# "Judgment of the Court (Grand Chamber)", "Acórdão do Tribunal Constitucional"
_DECISION_OF_COURT = (
    rf"{_DECISION}\s(?:of\sthe|d[oae]l?|de\sla|de\sl['’]|dell[ae]|dell['’]|du|des)\s?"
    r"(?:[\w'’]+\s){0,2}?(?:Court|Tribunal|Corte|Cour|Supremo|Audiencia|BGH|BVerfG|BVerwG|EuGH|\w*[Gg]ericht\w*)\b"
)
_COMMA = r"(?:,\s|\s[–-]\s|\s(?=[^\W\d_a-z][^,;]{2,80}\sv\.?\s))"
_DATE = r"(?:\d{1,2}(?:er|\.|º)?\s(?:de\s)?\w+\s(?:de\s)?\d{4}|\d{1,2}[./]\d{1,2}[./]\d{4}|[A-Z]\w+\s\d{1,2},\s\d{4})"
_FIRST_LEAD = re.compile(
    rf"(?:(?:{_DECISION_OF_COURT}[^,;()]{{0,60}}|{_COURT})(?:\s\([^()]{{2,30}}\))?(?:\s{_OF_DATE}[^,;]{{6,24}})?|"
    rf"Opinion\sof\s(?:Advocate\sGeneral|AG)\s[^,;]{{3,60}}|(?:{_DECISION})\s{_OF_DATE}[^,;]{{6,24}}|"
    rf"(?:[Jj]oined\s)?[Cc]ases?\s{_DOCKET}|"
    rf"{_DOCKET_OF_UNION}){_COMMA}"
)
_LATER_LEAD = re.compile(
    rf"(?:(?:{_CHAMBER})[^,;]{{0,30}}|(?:{_DECISION})(?:\s{_OF_DATE}[^,;]{{6,24}})?|{_DOCKET}|{_DATE}){_COMMA}"
)
_NAME_AFTER_NUMBER = re.compile(r"[^\W\d_a-z][^,;()\d]{2,80}?(?=,\s|\s\(|\s[–-]|\.?\s*$)")
_PARTY = r"[^\W\d_a-z\u2e80-\uffff][\w.,&' ’()/-]{0,100}?"
_VERSUS = r"(?:\s(?:vs?|gegen|contre|contra)\.?\s|\sc\.\s(?=[^\W\d_a-z])|\sc/\s?(?=[^\W\d_a-z]))"
_FORM_OF_COMPANY = r"(?:,\s(?:Inc|Ltd|Co|Corp|LLC|L\.P|S\.A|plc)\b\.?)?"
_CASES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:(?:Joined\s+)?Cases?\s+)?(?P<number>{_DOCKET_OF_UNION}),?\s+(?P<title>[A-Z][^,;\[(]{{2,120}})",
        rf"(?:Case\sof\s|{_DECISION}\sin\s)?(?P<title>{_PARTY}{_VERSUS}(?:the\s)?{_PARTY}{_FORM_OF_COMPANY})(?=,\s|"
        rf"\s\[|\s\(|\s\d|\.?\s*$|\s+(?:EU:C|ECLI|App(?:lication)?s?\s))",
        r"(?P<title>(?:In re|In the Matter of|Matter of|Ex parte|Re)\s[A-Z][\w.&' ’-]{1,80}?)(?=,|\s\[|\s\()",
        # "BGH NJW 2019, 345": a court and where its decision is printed
        r"(?P<title>B(?:GH|VerfG|VerwG|FH|AG|SG)|OLG\s\w+|OVG\s\w+|VGH\s\w+)(?=,?\s(?:NJW|NVwZ|DVBl|DÖV|EuZW|GRUR|JZ|"
        r"ZUR|NZG|WM|MDR|VersR|FamRZ|NStZ)\b)",
        # Spanish courts cite their judgments by initials: STS 1188/2021, STC 31/2010, de 28 de junio
        r"(?P<title>(?:STS[JX]?|STC|SAN|SAP|ATS|ATC|STJUE|"
        r"STEDH)(?:,?\s(?:de\s)?[^\d;]{2,40})?\s(?:n[º°.úm]+\s)?\d+/\d{4}"
        r"(?:,\sde\s\d{1,2}\sde\s\w+)?)",
        r"(?P<title>(?:最高裁|最判|最決|最大判|(?:東京|大阪|名古屋|福岡|札幌|仙台|広島|高松)?"
        r"(?:地判|高判|地裁|高裁)|[^\s、。]{1,6}(?:地判|高判|地裁|高裁))"
        r"[^、。，,]{0,10}(?:令和|平成|昭和)[^、。，,]{2,20}日(?:判決|決定)?)",
        r"(?P<title>(?:대법원|헌법재판소|헌재|[가-힣]{2,6}(?:지방|고등|행정)법원)"
        r"\s[\d. ]{6,16}(?:선고\s)?[^,;]{3,40}?(?:판결|결정))",
    )
)
_COURT_FIRST = re.compile(rf"{_COURT}(?=,|\s\(|\s[–-]|\s\d)|{_DECISION_OF_COURT}")
_OF_DECISION = re.compile(rf"(?:{_DECISION}|(?:Az\.:?|[Nn](?:[°ºr]|o?)\.?)\s\d|\(?{_DOCKET}\)?$)")
# Volume, reporter and first page: "123 F. Supp. 2d 456".
_REPORTER = re.compile(
    r",?\s*(?P<volume>\d{1,4})\s+(?P<container>[A-Z][\w.' ]{0,30}?)\s+(?P<page>\d{1,5})(?=[,;.\s(]|$)"
)
_NEUTRAL = re.compile(rf"\s*[\[(]{_YEAR}[\])]\s+(?P<container>[A-Z][\w ]{{1,15}}?)\s+(?P<number>\d{{1,5}})")
_YEAR_IN_BRACKETS = re.compile(rf"[\[(](?:[^()\[\]]{{0,40}}?\b)?{_YEAR}[\])]")
_NUMBERED = re.compile(
    rf"(?:[Nn]os?\.?|[Nn][°ºr]\.?|núm\.|Az\.:?)\s(?P<docket>\d[\w./-]*\d)|(?<![\w-])(?P<union>{_DOCKET_OF_UNION})"
)
_LONGEST_LEAD = 6  # parts: court, chamber, decision, date, number


def read_case(reading: Reading, text: str, start: int, italics: tuple[Span, ...] = ()) -> bool:
    """Read a decision of a court; False, and nothing read, when the text is none.

    Its title are its parties, or the name that italics give it; without either, court, date and number.
    """
    after_lead = _skip_lead(text, start)
    match = _match_parties(text, start, after_lead)
    title = _title_of(text, start, after_lead, match, italics)
    if title is None:
        return False
    reading.item["type"] = "legal_case"
    bare = title.text.rstrip(" .,")
    reading.put("title", bare, (title.start, title.start + len(bare)))
    if match and "number" in match.re.groupindex:
        reading.put("number", match["number"], match.span("number"))
    _read_place(reading, text, title.end)
    _read_number(reading, text, start)
    return True


def _skip_lead(text: str, start: int) -> int:
    """Return where the parties begin after court, chamber, kind of decision, date and number; `start` without them."""
    position = start
    for _ in range(_LONGEST_LEAD):
        lead = (_FIRST_LEAD if position == start else _LATER_LEAD).match(text, position)
        if lead is None:
            break
        position = lead.end()
    return position


def _match_parties(text: str, start: int, after_lead: int) -> re.Match[str] | None:
    places = (start, after_lead) if after_lead == start else (after_lead, start)
    return next((m for place in places for pattern in _CASES if (m := pattern.match(text, place))), None)


def _title_of(
    text: str, start: int, after_lead: int, match: re.Match[str] | None, italics: tuple[Span, ...]
) -> Part | None:
    if match:
        return part_of(text, *match.span("title"))
    if re.search(_DOCKET_OF_UNION, text[start:after_lead]) and (named := _NAME_AFTER_NUMBER.match(text, after_lead)):
        return part_of(text, *named.span())
    court = _COURT_FIRST.match(text, start)
    if court is None and after_lead == start:
        return None
    end = _end_of_decision(text, start)
    name = next((part_of(text, *run) for run in sorted(italics) if run[0] > start), None)
    if name and end is not None and " " in name.text:
        return name
    return part_of(text, start, end) if court and end is not None else None


def _end_of_decision(text: str, start: int) -> int | None:
    """Return where what names a decision ends: the last of its date and number.

    None when neither its kind nor its number is there: courts publish reports too.
    """
    end, is_decision = None, False
    for part in split_parts(text, start)[:_LONGEST_LEAD]:
        dates = find_dates(part.text)
        is_decision = is_decision or _OF_DECISION.match(part.text) is not None
        is_named = _COURT_FIRST.match(part.text) or _OF_DECISION.match(part.text) or (dates and dates[0].span[0] < 12)
        if not is_named and end is not None and is_decision:
            break
        if dates or re.search(r"\d+/\d+|\bn\.?[°º.]\s?\d", part.text):
            end = part.end
    return end if is_decision else None


def _read_place(reading: Reading, text: str, end: int) -> None:
    """Read where a decision is printed: a reporter, or the court's own numbering (neutral citation)."""
    if place := _REPORTER.match(text, end):
        for field, group in (("volume", "volume"), ("container-title", "container"), ("page", "page")):
            reading.put(field, place[group], place.span(group))
    elif place := _NEUTRAL.match(text, end):
        put_year(reading, place)
        reading.put("container-title", place["container"], place.span("container"))
        reading.put_new("number", place["number"], place.span("number"))
    if decided := _YEAR_IN_BRACKETS.search(text, end):
        inside = [date for date in find_dates(text) if decided.start() < date.span[0] < decided.end()]
        if inside:
            reading.put_date("issued", inside[0])  # "(N.D. Cal. July 30, 2021)"
        else:
            put_year(reading, decided)


def _read_number(reading: Reading, text: str, start: int) -> None:
    if numbered := _NUMBERED.search(text, start):
        group = "docket" if numbered["docket"] else "union"
        reading.put_new("number", numbered[group], numbered.span(group))


def put_year(reading: Reading, match: re.Match[str]) -> None:
    """Set the year that a pattern found as the date of issue."""
    reading.put_date("issued", found_year(match))
