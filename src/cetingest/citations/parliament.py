"""What parliaments print, told by its form: bills and what explains them, hearings, committee reports, debates."""

import re

from cetingest.citations.fields import Reading

_ORDINAL_CONGRESS = r"\d{1,3}(?:st|nd|rd|th|d)\sCong"
# Jurisdictions in brackets after the titles of acts and bills (AGLC 4, rule 3.1.3)
JURISDICTION = r"\((?:Cth|NSW|Vic|Qld|SA|WA|Tas|ACT|NT|Imp|UK|NZ|Can|Ont|BC|Alta|Qc|US)\)"
_FORMS = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (
            "hearing",
            rf"(?P<title>[^,;]{{3,200}}?:\s(?:Joint\s)?Hearings?\s(?:[Bb]efore|"
            rf"on)\s[^;]{{3,160}}?),\s{_ORDINAL_CONGRESS}",
        ),
        ("hearing", rf"(?P<title>Hearings?\s(?:on|to|Before)\s[^;]{{3,200}}?),\s{_ORDINAL_CONGRESS}"),
        (
            "bill",
            r"(?:(?P<title>[^,]{3,200}?),\s+)?(?P<number>(?:S|H\.\s?R|(?:S|H)\.\s?(?:J\.\s?|"
            r"Con\.\s?)?Res)\.\s?\d{1,5}),\s+"
            rf"{_ORDINAL_CONGRESS}",
        ),
        (
            "bill",
            r"(?P<title>[A-Z][^,;]{3,120}\sBill)(?:\s\[HL\])?,?\s\(?(?P<number>(?:HL\s|"
            r"HC\s)?Bill\s(?:\(\d{4}-\d{2,4}\)\s)?\d+)",
        ),
        # "S.B. 1047, 2023–2024 Leg., Reg. Sess. (Cal. 2024)" (Bluebook, rule 13.2)
        (
            "bill",
            r"(?:(?P<title>[^,]{3,200}?),\s+)?(?P<number>[SHA]\.\s?[BR]\.\s\d{1,5}),\s[^;]{0,40}\b(?:Leg|"
            r"Gen\. Assemb|Sess)\.",
        ),
        # "Explanatory Memorandum, Drought Bill 2018 (Cth) 7" (AGLC 4, rule 7.2.1)
        (
            "bill",
            r"(?P<title>(?:(?:Replacement |Supplementary )?Explanatory (?:Memorandum|Memoranda|Statement|"
            r"Notes?)(?:,\s|\sto\s(?:the\s)?))?"
            rf"[A-Z][^,;()]{{3,120}}(?:\([^()]{{3,40}}\)[^,;()]{{0,60}})?\sBill(?:\s(?:19|"
            rf"20)\d\d)?)(?=\s{JURISDICTION}|,\s(?:cl|cls|pt|sch|s|paras?)\s\d)",
        ),
        ("report", r"(?P<number>(?:S|H|H\.\s?R)\.\s(?:Rep|Doc|Exec\. Rep)\.\s(?:No\.\s)?\d[\d-]*\d)"),
        # "HL Deb 14 June 2022, vol 822, col 1504" (OSCOLA 4, 2.5.2); the house's name is all the title there is
        (
            "hearing",
            r"(?P<title>(?:HC|HL|SP|NIA|Hansard(?:\s\([^()]*\))?(?:,?\sH[CL])?)\s?(?:Deb|"
            r"OR)?\b)\.?,?\s(?:\(?\d{1,2}\s\w+\s\d{4}\)?)"
            r"(?:[,;]?\s\(?vol\.?\s(?P<volume>\d+)\)?)?(?:,?\scc?(?:ols?)?\.?\s(?P<page>\d+\w*(?:[–-]\d+)?))?",
        ),
        ("hearing", r"(?P<volume>\d{1,3})\s(?P<title>Cong\.\sRec\.)\s(?P<page>[HSED]?\d[\d–-]*)"),
        # "Commonwealth, Parliamentary Debates, Senate, 1 May 2003, 14 (Jane Doe)" (AGLC 4, rule 7.5.1)
        (
            "hearing",
            r"(?:[A-Z][\w ]{2,30},\s)?(?P<title>Parliamentary Debates(?:\s\(Hansard\))?)(?=,\s)",
        ),
        (
            "hearing",
            r"(?P<title>(?:House of Commons|House of Lords|Senate|House of Representatives|Dáil|"
            r"Seanad)(?:\sÉireann)?\sDebates?)(?=,)",
        ),
        # Minutes of committees of the Diet: 衆議院国土交通委員会会議録第9号（平成30年4月20日）7頁
        (
            "hearing",
            r"(?P<title>(?:第\d+回国会)?[^\s、。，,「」『』（）()]{2,40}(?:会議録|議事録|速記録)(?:第\d+号)?)"
            r"(?=[（(、，,\d]|$)",
        ),
    )
)


def read_parliamentary(reading: Reading, text: str, start: int) -> bool:
    """Read a paper of a parliament; False, and nothing read, when the text is none."""
    for kind, pattern in _FORMS:
        if match := pattern.match(text, start):
            reading.item["type"] = kind
            for field in match.re.groupindex:
                reading.put(field, match[field] or "", match.span(field))
            return True
    return False
