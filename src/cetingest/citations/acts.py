"""Acts of law, bills, hearings and resolutions, told by their numbers and by the gazettes that print them."""

import re

from cetingest.citations.bodies import is_headed_body
from cetingest.citations.dates import find_dates
from cetingest.citations.fields import Reading
from cetingest.citations.names import parse_makers
from cetingest.citations.parts import split_parts

# Acts by their form: of the European Union, of countries that number their acts, and codes cited by section.
_ACTS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<title>(?:(?:Commission|Council)\s+)?(?:(?:Delegated|Implementing|Framework)\s+)?"
        r"(?:Regulation|Directive|Decision)\s+(?:\((?:EU|EC|EEC|"
        r"Euratom)(?:,\s*Euratom)?\)\s+)?(?:No\.?\s+)?\d+/\d+(?:/E[UC]C?|/Euratom)?)",
        r"(?P<title>(?:Verordnung|Richtlinie|Beschluss)\s+\((?:EU|EG|EWG)\)\s+(?:Nr\.\s+)?\d+/\d+)",
        r"(?P<title>(?:Règlement|Directive|Décision)\s+\((?:UE|CE|CEE)\)\s+(?:n[°ºo]\s*)?\d+/\d+)",
        r"(?P<title>(?:Reglamento|Directiva|Decisión)\s+\((?:UE|CE|CEE)\)\s+(?:n[.°ºo]*\s*)?\d+/\d+)",
        r"(?P<title>(?:Loi|Décret|Ordonnance|Arrêté)\s+(?:n[°ºo]\s*[\d-]+|(?=du\s\d)))",
        r"(?P<title>(?:Ley(?:\s+Orgánica)?|Real\s+Decreto(?:-ley)?|Orden)\s+\d+/\d+)",
        r"(?P<title>(?:European\s+Parliament|Council)\s+resolution(?=\s+of\s+\d))",
        r"(?P<title>(?:(?:UN\s?)?(?:S\.C\.|G\.A\.|SC|GA)|(?:UN\s+)?(?:Security Council|General Assembly))\s+"
        r"Res(?:olution|\.)\s+\d[\d/]*(?:\s\(\d{4}\))?)",
        r"(?P<title>\d+\s+(?:U\.?S\.?C\.?|C\.?F\.?R\.?|Fed\.\s+Reg\.|Stat\.)\s+(?:§+\s*)?[\d,.a-z()-]*[\d)])",
        r"(?P<title>§+\s?\d+[a-z]?(?:\s(?:Abs|Nr|S)\.\s?\d+)*\s[A-ZÄÖÜ][\w-]*(?:G|B|O|V)\b)",
        r"(?P<title>[^\s、。，,「」（）()]{2,60}(?:法律?|令|規則|条例))[（(](?=[^（）()]*(?:法律|政令|省令|令|条例)第)",
        r"(?P<title>中华人民共和国[^,，、。《》（(]{2,30}(?:法|条例|规定|办法))",
        r"(?P<title>[가-힣·\s]{2,40}법(?:률)?)\s?\((?=법률\s)",
        r"(?P<title>[A-Z][\w' ()-]{2,80}?\b(?:Act|Code|Order|Law)(?:\s(?:1[5-9]|20)\d\d)?)(?:\s\([A-Z]\w{1,3}\))?,?\s+"
        r"(?:\(?c\s?\d+\)?|R?S[A-Z]{0,2}C?\s\d{4},|"
        r"ss?\.?\s?\d+|§+\s?\d+|"
        r"\d+\s+(?:U\.S\.C\.|U\.S\.C\.A\.|Stat\.))",
    )
)
# What an act's number is followed by when its long title goes on: who made it, when, and on what.
_LONG_TITLE = re.compile(
    r"(?:,\s|\s|(?<=\s))(?:of|on|concerning|establishing|laying|setting|amending|implementing|supplementing|du|de|des|relatif|relative|portant|sur|por|vom|über|zur|zum)"
    r"\s[^;]{3,600}?"
    r"(?=\s?[,(]\s?(?:OJ|ABl|JO|JORF|BOE|DOUE|BGBl|GURI)\b|\s?[,(]\s?(?:[Aa]rt(?:icle|\.)?|§|Recital|Annex|pp?\.|S\.|paras?)\s"
    r"|\s\([A-Z\d]|\s*\.?\s*$)"
)
# Without a subject, maker and date only say again what the number says.
_SUBJECT = re.compile(
    r"\b(?:on|concerning|establishing|laying|setting|amending|implementing|supplementing|repealing|relatif|relative|portant|sur|por|sobre|über|zur|zum|"
    r"(?:de|del)\s(?:la\s)?[A-ZÁÉÍÓÚ]\w)"
)
_US_ACT = re.compile(r"\b(?P<number>Pub(?:lic|\.)\s+L(?:aw|\.)\s+(?:No\.\s+)?\d+[-–]\d+)")
_NAMED_IN_BRACKETS = re.compile(r"\((?P<name>[^()]*\b(?:Act|Law|Code|Order|Bill)\b[^()]*)\)")
# Gazettes, with the volume, number or part that follows their names.
_GAZETTE = re.compile(
    r"[,(.\s]{0,3}(?P<gazette>(?:(?P<volume>\d{1,3})\s+)?Fed\.\s?Reg\.|OJ(?:\s[LC](?=[\s\d]))?|ABl\.(?:\s[LC](?=\s))?|JORF|"
    r"J\.?O\.?(?=\s[nLC])|BOE|DOUE|BGBl\.(?:\sI{1,3}(?=\s))?|GURI)"
    r"(?=\s|,|$)(?:\s*(?:n[°ºo]\.?|núm\.|Nr\.|S\.|No\.|series)?\s*(?P<number>\d[\d,.]*))?"
)
_BILL = re.compile(
    r"(?:(?P<title>[^,]{3,200}?),\s+)?(?P<number>(?:S|H\.\s?R|(?:S|H)\.\s?(?:J\.\s?)?Res)\.\s?\d{1,5}),\s+"
    r"\d{1,3}(?:st|nd|rd|th)\sCong"
)
_BRITISH_BILL = re.compile(r"(?P<title>[A-Z][^,;]{3,120}\sBill)(?:\s\[HL\])?,?\s\(?(?P<number>(?:HL\s|HC\s)?Bill\s\d+)")
_HEARING = re.compile(
    r"(?P<title>[^,;]{3,200}?:\s(?:Joint\s)?Hearings?\s(?:[Bb]efore|on)\s[^;]{3,160}?),\s\d{1,3}(?:st|nd|rd|th)\sCong"
)
_COMMITTEE_REPORT = re.compile(r"(?P<number>(?:S|H|H\.\s?R)\.\s(?:Rep|Doc)\.\s(?:No\.\s)?\d[\d-]*\d)")
_TREATY = re.compile(
    r"(?P<title>(?:[A-Z][^,;]{0,80}\s)?(?:Convention|Treaty|Agreement|Protocol|Covenant|Charter)\b[^,;]{0,160}),\s"
    r"(?:(?:opened for signature|done|signed|adopted|concluded)\s(?:at\s\w+,?\s|in\s\w+,?\s|on\s)?)?"
    r"(?=[^;]{0,80}(?:\bU\.?N\.?T\.?S\b|\bE\.?T\.?S\b|\bC\.?E\.?T\.?S\b|\bT\.?I\.?A\.?S\b|\bU\.?S\.?T\b|\bI\.?L\.?M\b|\bTS\b))"
)
_LEADING_NUMBER = re.compile(r"(?P<number>Exec(?:utive|\.)\sOrder\s(?:No\.\s)?[\d,]*\d),\s+(?=[A-Z])")
_OTHERS = ((_COMMITTEE_REPORT, "report"), (_TREATY, "treaty"))
_DATED = re.compile(r"\s(?:vom|v\.)\s[^()]{6,24}$")


def read_act(reading: Reading, text: str, start: int) -> bool:
    """Read an act, a bill or a hearing; False, and nothing read, when the text is none of them."""
    for pattern, kind in ((_HEARING, "hearing"), (_BILL, "bill"), (_BRITISH_BILL, "bill"), *_OTHERS):
        if match := pattern.match(text, start):
            reading.item["type"] = kind
            for field in match.re.groupindex:
                reading.put(field, match[field] or "", match.span(field))
            return True
    if match := next((found for pattern in _ACTS if (found := pattern.match(text, start))), None):
        reading.item["type"] = "legislation"
        long = _LONG_TITLE.match(text, match.end("title"))
        end = long.end() if long and _SUBJECT.search(long[0]) else match.end("title")
        title = text[match.start("title") : end].rstrip(" .")
        reading.put("title", title, (match.start("title"), match.start("title") + len(title)))
        _take_gazette(reading, _GAZETTE.match(text, long.end() if long else end))
        return True
    return _read_us_act(reading, text, start) or _read_by_gazette(reading, text, start)


def _read_us_act(reading: Reading, text: str, start: int) -> bool:
    match = _US_ACT.search(text, start)
    if match is None:
        return False
    reading.item["type"] = "legislation"
    named, leading = _NAMED_IN_BRACKETS.search(text, start), text[start : match.start()].rstrip(" ,")
    if named:
        reading.put("title", named["name"], named.span("name"))
    elif leading:
        reading.put("title", leading, (start, start + len(leading)))
    else:
        reading.put("title", match["number"], match.span("number"))
    reading.put("number", match["number"], match.span("number"))
    return True


def _read_by_gazette(reading: Reading, text: str, start: int) -> bool:
    """Read what a gazette printed: "Title, 87 Fed. Reg. 62186 (...)", "Gesetz über ... vom ... (BGBl. I S. 2821)"."""
    gazette = next((m for m in _GAZETTE.finditer(text, start) if m["number"] and m.start() > start), None)
    if gazette is None or re.search(r"[“”«»„\"]", text[start : gazette.start()]):
        return False
    reading.item["type"] = "legislation"
    end = gazette.start()
    parts = split_parts(text, start, end)
    if len(parts) > 1 and is_headed_body(parts[0].text):  # the body whose rule it is
        reading.put_names("author", parse_makers(text, *parts[0].span).names)
        start = parts[1].start
    if ordered := _LEADING_NUMBER.match(text, start):
        reading.put("number", ordered["number"], ordered.span("number"))
        start = ordered.end()
    title = text[start:end].rstrip(" ,(.")
    if dated := _DATED.search(title):
        for date in find_dates(text[start:end])[:1]:
            reading.put_date("issued", type(date)(span=(date.span[0] + start, date.span[1] + start), parts=date.parts))
        title = title[: dated.start()]
    reading.put("title", title, (start, start + len(title)))
    _take_gazette(reading, gazette)
    return True


def _take_gazette(reading: Reading, match: re.Match[str] | None) -> None:
    if match is None:
        return
    own = match.start("gazette") if match["volume"] is None else match.end("volume") + 1
    name = match.string[own : match.end("gazette")]
    reading.put("container-title", name, (own, match.end("gazette")))
    if match["volume"]:
        reading.put("volume", match["volume"], match.span("volume"))
    if match["number"]:
        is_page = match["volume"] is not None or " S." in match[0]
        reading.put("page" if is_page else "volume", match["number"].rstrip(".,"), match.span("number"))
