"""Acts of law, resolutions and treaties, told by their numbers and by the gazettes that print them."""

import re

from cetingest.citations.bodies import is_person
from cetingest.citations.dates import find_dates, shifted
from cetingest.citations.fields import Reading
from cetingest.citations.names import parse_makers
from cetingest.citations.parliament import JURISDICTION
from cetingest.citations.parts import split_parts
from cetingest.language.organisations import has_body_noun
from cetingest.model import Span

_SECTION = re.compile(
    r"\s(?:tit\.\s\d+,\s)?§+\s[\d.:()a-z-]*[\d)]"
)  # part of how states' codes are named: "Cal. Civ. Code § 1798"
_KIND_OF_UNION = (
    r"(?:(?:Commission|Council)\s+)?(?:(?:Delegated|Implementing|Framework)\s+)?(?:Regulation|Directive|Decision)|"
    r"(?:(?:Durchführungs|Delegierte\s)?(?:[Vv]erordnung|[Rr]ichtlinie)|Beschluss)|"
    r"(?:Règlement|Directive|Décision)(?:\s(?:délégué|d['’]exécution)e?)?|"
    r"(?:Reglamento|Directiva|Decisión)(?:\s(?:Delegad[ao]|de\s[Ee]jecución))?|"
    r"(?:Regolamento|Direttiva|Decisione)(?:\s(?:delegat[oa]|di\sesecuzione))?|"
    r"(?:Regulamento|Diretiva|Decisão)(?:\s(?:Delegad[oa]|de\s[Ee]xecução))?|(?:Verordening|Richtlijn|Besluit)"
)
_UNION = r"\((?:EU|EC|EEC|Euratom|EG|EWG|UE|CE|CEE)(?:,\s*Euratom)?\)"
_NO = r"(?:(?:Nr|No|no|n|nr|núm)\.?\s?[°ºo]?\.?\s*)"
# Acts that are numbered by year, in the words of their countries.
_NUMBERED_KIND = (
    r"(?:Loi(?:\s(?:organique|constitutionnelle))?|Décret(?:-loi)?|Ordonnance|Arrêté|"
    r"Ley(?:\s(?:Orgánica|Foral|General))?|Real\s[Dd]ecreto(?:-ley|\s[Ll]egislativo)?|Decreto(?:-[Ll]e[iy]|"
    r"\s(?:Supremo|Legislativo|Regulamentar|Foral))?|"
    r"Orden(?:\s(?:Ministerial|[A-Z]{2,4}))?|Lei(?:\s(?:Complementar|Orgânica|Constitucional))?|Portaria|"
    r"Medida\sProvisória|Despacho|"
    r"Resolu(?:ção|ción)(?:\sdo\sConselho\sde\sMinistros|\s[A-Z]{2,8})?)"
)
_CHAPTER_OR_SECTION = (
    r"(?:ss?\.?\s?\d|§+\s?\d|regs?\.?\s?\d|rr?\.?\s\d|arts?\.?\s?\d|sch(?:edule)?s?\.?\s?\d|p(?:ar)?ts?\.?\s?\d|"
    r"para?s?\.?\s\d|cl\.?\s?\d|"
    r"div\.?\s\d|\(?(?:c|cap|asp|anaw|nia|asc)\.?\s?\d+\)?|\(?(?:S\.?\s?I\.?|SSI|WSI|SR)\s(?:No\.?\s)?\d|RSC?\s\d{4}|"
    r"SC\s\d{4}|R?S[A-Z]{0,2}C?\s\d{4},)"
)
_ACTS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<title>(?:{_KIND_OF_UNION})\s+(?:{_UNION}\s+)?{_NO}?\d+/\d+(?:/(?:E[UCG]C?|UE|CEE?|EWG|Euratom|JHA))?)",
        rf"(?P<title>{_NUMBERED_KIND}\s+(?:{_NO}[\d.]+[\d/-]*|\d[\d.]*/\d+|(?=du\s\d)))",
        # Acts of other countries in English: "Decree-Law No. 45/2022 of 8 July 2022"
        r"(?P<title>(?:(?:Royal|Legislative|Presidential|Government|Supreme|Federal|Organic)\s)?(?:Decree-Law|Decree|"
        r"Law|Act|Ordinance|Executive\sDecree)"
        r"\s(?:No\.?|Nr\.?|n\.º)\s?\d[\d./-]*\d(?:-\w+)?)",
        # Italian acts: by date, then number ("Decreto legislativo 9 giugno 2020, n. 47")
        r"(?P<title>(?:[Ll]egge(?:\s(?:regionale|costituzionale))?|[Dd]ecreto(?:[ -](?:legislativo|legge|"
        r"ministeriale|del\s\w+(?:\s\w+){0,5}))?|"
        r"D\.?\s?[Ll]gs\.?|D\.?L\.?|D\.?P\.?R\.?|D\.?M\.?|D\.?P\.?C\.?M\.?|"
        r"L\.)\s(?:del\s)?\d{1,2}°?\s\w+\s\d{4},\sn\.\s?\d+)",
        r"(?P<title>(?:European\s+Parliament|Council)\s+resolution(?=\s+of\s+\d))",
        r"(?P<title>(?:(?:UN\s?)?(?:S\.C\.|G\.A\.|SC|GA|UNSC|UNGA|ECOSOC)|(?:UN\s+)?(?:Security Council|"
        r"General Assembly))\s+"
        r"Res(?:olution|\.)?\s+\d[\d/]*(?:\s\([\d\w]{2,6}\))?)",
        r"(?P<title>\d+\s+(?:U\.?S\.?C\.?A?\.?|C\.?F\.?R\.?|Fed\.\s+Reg\.|Stat\.)\s+(?:§+\s*|"
        r"pt\.\s)?[\d,.a-z()-]*[\d)])",
        r"(?P<title>§+\s?\d+[a-z]?(?:\s(?:Abs|Nr|S|Satz)\.?\s?\d+)*\s[A-ZÄÖÜ][\w-]*(?:G|B|O|V)\b)",
        r"(?P<title>Art\.\s?\d+[a-z]?(?:\s(?:Abs|Nr|S|Satz|lit|UAbs)\.?\s?\w+)*\s(?:[A-ZÄÖÜ]\w*(?:G|V|O|B)|GRCh?|"
        r"AEUV)\b)",
        r"(?P<title>(?:U\.S\.|[A-Z][a-z]{2,5}\.)\sConst\.\s(?:art|amend|pmbl)\.[^;]{0,40})(?=;|\.?\s*$|\s\()",
        r"(?P<title>Fed\.\sR\.\s(?:Civ|Crim|App|Evid|Bankr)\.(?:\sP\.)?\s\d[\d.a-zA-Z()]*)",
        r"(?P<title>Restatement\s\((?:First|Second|Third)\)\s(?:of\s)?[A-Z][\w &:]{3,60}\s§+\s\d+[A-Z]?)",
        r"(?P<title>Exec(?:utive|\.)\sOrder\s(?:No\.\s)?\d{1,2},?\d{3})(?=,\s\d+\s(?:Fed|C\.F\.R|F\.R)|\.?\s*$|\s\()",
        # Codes of France and Italy, cited by article
        r"(?P<title>Code\s(?:d(?:e|u|es)\s|d['’]|général\s|civil|pénal|monétaire\s)[^,;()]{0,60}?),\sart(?:icle|\.)",
        r"(?P<title>[^\s、。，,「」（）()]{2,60}(?:法律?|令|規則|条例|規程))"
        r"(?:[（(](?=[^（）()]*(?:法律|政令|省令|府令|規則|令|条例)第)|(?=第\d+条))",
        r"(?P<title>《?中华人民共和国[^,，、。《》（(]{2,30}(?:法|条例|规定|办法)》?)",
        r"(?P<title>「?[가-힣·\s]{1,40}(?:법(?:률)?|시행령|시행규칙|조례)」?)"
        r"(?:\s?\((?=법률\s|대통령령\s|\w+령\s)|\s?(?=제\d+조))",
    )
)
# Acts of common-law countries have short titles with the year: "Shipping Act 1995, s 3", "Water Act 2007 (Cth) s 22",
# "The Peat (England) Regulations 2022, SI 2022/418" (OSCOLA 4, 2.4 and 2.5; AGLC 4, rule 3.1). Their nouns alone also
# end the titles of books, so the year ends the title and a section, a jurisdiction, a number or nothing comes after it.
_ACT_NOUN = r"(?:Act|Code|Order|Law|Regulations?|Rules|Ordinance|Measure|Statute|Charter|Constitution)"
_SHORT_TITLE = re.compile(
    rf"(?P<title>(?:The\s)?[A-Z][\w'’., ()&-]{{2,160}}?\b{_ACT_NOUN}(?:\s\([^()]{{2,40}}\)(?:\s{_ACT_NOUN})?)?"
    rf"(?:,?\s(?:1[5-9]|20)\d\d))"
    rf"(?:\s{JURISDICTION}|,?\s{_CHAPTER_OR_SECTION}|(?=\s*(?:\([^()]{{2,20}}\))?\.?\s*$))"
)
# Without a year, only what follows tells: "Securities Exchange Act § 10(b)", "Cal. Civ. Code § 1798.100",
# "Criminal Code, RSC 1985"
_CODE = re.compile(
    r"(?P<title>[A-Z][\w'’. ()&-]{2,80}?\b(?:Act|Code|Order|Law|Stat\.|Laws|"
    r"Regs\.)(?:\sAnn\.)?)(?:\s\([A-Z]\w{1,3}\))?,?\s+"
    r"(?:\(?c\s?\d+\)?|R?S[A-Z]{0,2}C?\s\d{4},|ss?\.?\s?\d+|(?:tit\.\s\d+,\s)?§+\s?\d+|ch\.\s\d+|"
    r"\d+\s+(?:U\.S\.C\.|U\.S\.C\.A\.|Stat\.))"
)
# What an act's number is followed by when its long title goes on: who made it, when, and on what.
_LONG_TITLE = re.compile(
    r"(?:,\s|\s|(?<=\s))(?:of|on|concerning|establishing|laying|setting|amending|implementing|supplementing|du|de|"
    r"des|del|dell['’]|relatif|"
    r"relative|portant|sur|por|sobre|vom|über|zur|zum|recante|relativo|concernente|que|estabelece|relativ[ao])"
    r"\s[^;]{3,600}?"
    r"(?=\s?[,(]\s?(?:OJ|ABl|JO|JORF|BOE|DOUE|DOU|BGBl|GURI|GU|G\.U\.|Gazzetta|DR|Diário|DO|Stb)\b|"
    r"\s\[\d{4}\]\sOJ\b|\s?[,(]\s?(?:[Aa]rt(?:icle|\.|igo)?|§|Recital|Erwägungsgrund|[Cc]onsidérant|Annex|pp?\.|S\.|"
    r"paras?)\s|\s\([A-Z\d]|\.\s[A-ZÀ-Þ]|\s*\.?\s*$)"
)
# Without a subject, maker and date only say again what the number says.
_SUBJECT = re.compile(
    r"\b(?:on|concerning|establishing|laying|setting|amending|implementing|supplementing|repealing|relatif|relative|"
    r"portant|sur|por|sobre|über|zur|zum|"
    r"recante|concernente|relativ[ao]|que|estabelece|(?:de|del)\s(?:la\s)?[A-ZÁÉÍÓÚ]\w)"
)
# "Lei n.º 12.305, de 2 de agosto de 2010": the date is part of how the act is named.
_DATE_OF_ACT = re.compile(r",\sde\s\d{1,2}º?\sde\s\w+(?:\sde\s\d{4})?")
_COUNTRY_FIRST = re.compile(r"[A-ZÀ-Þ]{4,20}\.\s(?=[A-ZÀ-Þ][a-zà-ÿ])")  # "BRASIL. Lei n.º ..." (ABNT NBR 6023, 7.11)
# "Article 5 of Regulation (EU) 2019/943"
_ARTICLE_OF = re.compile(
    r"(?i)(?:art(?:icles?|ikel|\.|ículos?|igos?|icol[oi])|§+|section|recital|erwägungsgrund|considérant|annex|"
    r"anhang)\s?[\dIVXa-z.()]+[^,;]{0,40}?\s"
    r"(?:of|der|des|du|de\sla|del|dell[ae]|d[oa])\s(?:the\s)?(?=(?:Commission|Council|Delegated|Implementing|"
    r"Regulation|Directive|Decision|Verordnung|"
    r"Richtlinie|Beschluss|Règlement|Directiva|Reglamento|Decisión|Décision|Loi|Ley|Lei|Regolamento|Direttiva|"
    r"Decreto|Gesetz)\b)"
)
_US_ACT = re.compile(r"\b(?P<number>Pub(?:lic|\.)\s+L(?:aw|\.)\s+(?:No\.\s+)?\d+[-–]\d+)")
_NAMED_IN_BRACKETS = re.compile(r"\((?P<name>[^()]*\b(?:Act|Law|Code|Order|Bill)\b[^()]*)\)")
# Gazettes, with the volume, number or part that follows their names.
_GAZETTE = re.compile(
    r"[,(.\s]{0,3}(?:\[\d{4}\]\s)?(?P<gazette>(?:(?P<volume>\d{1,3})\s+)?Fed\.\s?Reg\.|OJ(?:\s[LC](?=[\s\d]))?|"
    r"ABl\.(?:\s(?:EU\s)?(?:Nr\.\s)?[LC](?=\s))?|JORF|"
    r"J\.?O\.?(?=\s[nLC])|BOE|DOUE|BGBl\.(?:\sI{1,3}(?=\s))?|GURI|(?:Gazzetta\sUfficiale|"
    r"G\.?U\.?)(?:\sdell[aoe'’]\s?[A-Z]\w+(?:\s[a-z]\w+)?)?|"
    r"Diário\sda\sRepública|Diário\sOficial(?:\sda\sUnião)?|D\.?O\.?U\.?|Diario\sOficial(?:\sde\sla\sFederación|"
    r"\sEl\sPeruano)?|Stb\.|Stcrt\.)"
    r"(?=\s|,|$)(?:,\s(?:\d\.?ª\ssérie|\d(?:st|nd)\s[Ss]eries),)?(?:\s*(?:n[°ºo.]+º?|núm\.|Nr\.|S\.|No\.|"
    r"series)?\s*(?P<number>\d[\d,.]*))?"
)
_TREATY = re.compile(
    r"(?P<title>(?:[A-Z][^,;]{0,80}\s)?(?:Convention|Treaty|Agreement|Protocol|Covenant|"
    r"Charter)\b[^,;]{0,160}?)(?:\s(?:arts?\.|§+)\s[\d()a-z–-]+)?"
    r"(?:,\s(?:opened for signature|done|signed|adopted|concluded|entered into force)\s(?:at\s\w+,?\s|in\s\w+,?\s|"
    r"on\s)?|,\s|\s\((?=(?:opened|adopted|signed|concluded|done)\b))"
    r"(?=[^;]{0,120}(?:\bU\.?N\.?T\.?S\b|\bE\.?T\.?S\b|\bC\.?E\.?T\.?S\b|\bT\.?I\.?A\.?S\b|\bU\.?S\.?T\b|"
    r"\bI\.?L\.?M\b|\bTS\b|\bATS\b))"
)
_LEADING_NUMBER = re.compile(r"(?P<number>Exec(?:utive|\.)\sOrder\s(?:No\.\s)?[\d,]*\d),\s+(?=[A-Z])")
_DATED = re.compile(r"\s(?:vom|v\.)\s[^()]{6,24}$")
# What the institutions of the Union print in the C series of its gazette, without the force of law
_NO_LAW = re.compile(
    r"(?i)(?:[A-Z][\w ]{0,40}\s)?(?:opinion|communication|report|conclusions|notice|information|avis|stellungnahme|"
    r"dictamen)\b"
)


def read_act(reading: Reading, text: str, start: int, italics: tuple[Span, ...] = ()) -> bool:
    """Read an act, a resolution or a treaty; False, and nothing read, when the text is none of them."""
    if treaty := _TREATY.match(text, start):
        reading.item["type"] = "treaty"
        reading.put("title", treaty["title"], treaty.span("title"))
        return True
    if article := _ARTICLE_OF.match(text, start):
        start = article.end()
    if country := _COUNTRY_FIRST.match(text, start):
        start = country.end()
    if match := next((found for pattern in _ACTS if (found := pattern.match(text, start))), None):
        _put_act(reading, text, match)
        return True
    match = _SHORT_TITLE.match(text, start) or _CODE.match(text, start)
    if match and _is_short_title(match["title"]):
        reading.item["type"] = "legislation"
        section = _SECTION.match(text, match.end("title")) if "." in match["title"] else None
        end = section.end() if section else match.end("title")
        reading.put("title", text[match.start("title") : end], (match.start("title"), end))
        return True
    return _read_us_act(reading, text, start) or _read_by_gazette(reading, text, start, italics)


def _put_act(reading: Reading, text: str, match: re.Match[str]) -> None:
    reading.item["type"] = "legislation"
    end = dated.end() if (dated := _DATE_OF_ACT.match(text, match.end("title"))) else match.end("title")
    long = _LONG_TITLE.match(text, end)
    end = long.end() if long and (dated or _SUBJECT.search(long[0])) else end
    title = text[match.start("title") : end].strip(" .《》「」")
    begin = text.index(title, match.start("title"))
    reading.put("title", title, (begin, begin + len(title)))
    _take_gazette(reading, _GAZETTE.match(text, long.end() if long else end))


def _is_short_title(title: str) -> bool:
    """Tell whether words are an act's short title rather than a person or a body and the title of its work."""
    first, comma, _ = title.partition(",")
    return not comma or not (is_person(first.split()) or has_body_noun(first) or first.isupper())


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


def _read_by_gazette(reading: Reading, text: str, start: int, italics: tuple[Span, ...]) -> bool:
    """Read what a gazette printed: "Title, 87 Fed. Reg. 62186 (...)", "Gesetz über ... vom ... (BGBl. I S. 2821)"."""
    gazette = next((m for m in _GAZETTE.finditer(text, start) if m["number"] and m.start() > start), None)
    if gazette is None or re.search(r"[“”«»„\"]", text[start : gazette.start()]):
        return False
    reading.item["type"] = "legislation"
    end = gazette.start()
    parts = split_parts(text, start, end)
    run = next((run for run in sorted(italics) if start < run[0] < run[1] <= end and " " in text[slice(*run)]), None)
    if run:
        reading.put_names("author", parse_makers(text, start, run[0]).names)
        start, end = run
    elif len(parts) > 1 and has_body_noun(parts[0].text):  # the body whose rule it is
        reading.put_names("author", parse_makers(text, *parts[0].span).names)
        start = parts[1].start
    if ordered := _LEADING_NUMBER.match(text, start):
        reading.put("number", ordered["number"], ordered.span("number"))
        start = ordered.end()
    title = text[start:end].rstrip(" ,(.")
    if dated := _DATED.search(title):
        for date in find_dates(text[start:end])[:1]:
            reading.put_date("issued", shifted(date, start))
        title = title[: dated.start()]
    reading.put("title", title, (start, start + len(title)))
    if "author" in reading.item and _NO_LAW.match(title):
        reading.item["type"] = "report"
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
