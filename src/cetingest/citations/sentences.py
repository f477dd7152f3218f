"""Where sentences end in notes full of abbreviations, and dates whose commas part nothing."""

import re

from cetingest.citations.dates import find_dates, find_lone_years
from cetingest.citations.parts import blank

# Full stops that end no sentence: of initials, companies' forms, numbers and abbreviations.
_NO_SENTENCE_END = re.compile(
    r"(?i)(?:\b(?:corp|inc|ltd|co|jr|sr|dr|mr|ms|st|nos?|nr|vols?|pp?|bd|hrsg|eds?|vs?|u\.s|u\.k|u\.n|arts?|sec|ch|"
    r"al|paras?|rn|tz|fn|abs|ziff)"
    r"|(?:^|[\s.])[A-Z])\.$"
)
# "General comment No. 27 (2023) on land": the title goes on after the year.
TITLE_GOES_ON = re.compile(r"\)\s(?:on|of|concerning|regarding|for|to|sur|relatif|zum|zur|über|sobre|su)\s\w")
# Capitalised words as titles of conferences, journals and bodies shorten them (ISO 4; Bluebook, tables 6, 10 and 13)
_SHORTENED = frozenset(
    [
        "Proc",
        "Conf",
        "Int'l",
        "Nat'l",
        "Gov't",
        "Dep't",
        "Ass'n",
        "Comm'n",
        "Env't",
        "Soc'y",
        "Fed'n",
        "Int",
        "Intl",
        "Natl",
        "Univ",
        "Dept",
        "Assoc",
        "Symp",
        "Trans",
        "Mtg",
        "Rev",
        "Econ",
        "Inst",
        "Tech",
        "Rep",
        "Stat",
        "Soc",
        "Bull",
        "Eur",
        "Sci",
        "Eng",
        "Comput",
        "Commun",
        "Lett",
        "Phys",
        "Chem",
        "Res",
        "Rsch",
        "Lab",
        "Mgmt",
        "Off",
        "Admin",
        "Cong",
        "Sess",
        "Comm",
        "Subcomm",
        "Pol'y",
        "Ser",
        "Ann",
        "Acad",
        "Fed",
        "Reg",
        "Hist",
        "Geogr",
        "Stud",
        "Mag",
        "Q",
        "Cm",
        "Cmnd",
        "Serv",
        "Ctr",
        "Bd",
        "Auth",
        "Bur",
        "Org",
        "Just",
        "Transp",
        "Agric",
        "Indus",
        "Educ",
        "Fin",
        "Gen",
        "Couns",
        "Pub",
        "Sec",
        "Dir",
        "Dist",
        "Div",
        "Exec",
        "Harv",
        "Stan",
        "Colum",
        "Geo",
        "Mich",
        "Tex",
        "Cal",
        "Minn",
        "Wash",
        "Chi",
        "Sch",
        "Cir",
        "Ct",
        "Cl",
        "App",
        "Supp",
        "Crim",
        "Civ",
        "Evid",
        "Const",
        "Legis",
        "Lib",
        "Am",
        "Brit",
        "Can",
        "Austl",
        "Dev",
        "Emp",
        "Envtl",
        "Hum",
        "Info",
        "Jud",
        "Juris",
        "Mod",
        "Persp",
        "Phil",
        "Pract",
        "Prob",
        "Prof",
        "Prop",
        "Psych",
        "Rel",
        "Rts",
        "Surv",
        "Urb",
        "Rptr",
        "Acct",
        "Acc",
        "Found",
        "Bus",
        "Com",
        "Cont",
        "Def",
        "Del",
        "Det",
        "Disc",
        "Disp",
        "Doc",
        "Ed",
        "Elec",
        "Ent",
        "Est",
        "Gov",
        "Hosp",
        "Hous",
        "Ins",
        "Inv",
        "Leg",
        "Mar",
        "Mass",
        "Conn",
        "Penn",
        "Fla",
        "Ill",
        "Ind",
        "Va",
        "Md",
        "Ariz",
        "Colo",
        "Wis",
        "Diss",
        "Okla",
        "Or",
        "Mo",
        "Mont",
        "Neb",
        "Nev",
        "Mem",
        "Mun",
        "Nav",
        "Negot",
        "Pac",
        "Perf",
        "Pers",
        "Proceed",
        "Prods",
        "Prot",
        "Resol",
        "Ry",
        "Sav",
        "Sol",
        "Spec",
        "Tel",
        "Telecomms",
        "Tr",
        "Util",
    ]
)
_LAST_WORD = re.compile(r"([^\W\d_a-z][\w'’]*)\.$")
_ORDINAL_FIRST = re.compile(r"(?:^|,\s)\d{1,2}\.$")  # "8. Sektorgutachten"
_ORDINAL = re.compile(r"(?<!\d)\d{1,3}\.\s(?:Aufl|Jg|Jahrg|Bd|Ausg|ed|éd|rev)\b")  # "3. Aufl.", "2. ed."
_SENTENCE = re.compile(r"(?:[.?!](?P<closing>[”\"’»]?)\s+(?=[^\W_a-z]|[\[(¿¡«“])|[。．])")


def sentence_end(text: str, start: int, end: int) -> re.Match[str] | None:
    """Find the first full stop, question or exclamation mark that ends a sentence."""
    for match in _SENTENCE.finditer(text, start, end):
        stop = match.start() + 1
        if match[0][0] == "." and (ends_no_sentence(text[start:stop]) or _is_day(text, match)):
            continue
        if match[0][0] == "." and (
            _ORDINAL.search(text[max(0, stop - 4) : stop + 12])
            or _ORDINAL_FIRST.search(text[max(start, stop - 5) : stop])
        ):
            continue
        return match
    return None


def ends_no_sentence(before: str) -> bool:
    """Tell whether the full stop at the end of a text belongs to an initial or an abbreviation."""
    near = before[-12:]  # longer than the longest of them with what stands before it
    last = _LAST_WORD.search(near)
    return _NO_SENTENCE_END.search(near) is not None or (last is not None and last[1].replace("’", "'") in _SHORTENED)


def _is_day(text: str, stop: re.Match[str]) -> bool:
    """Tell whether a full stop belongs to a German date: "13. Juni 2015"."""
    before = text[max(0, stop.start() - 2) : stop.start()]
    return before.strip()[-1:].isdigit() and bool(find_dates(text[max(0, stop.start() - 2) : stop.end() + 20].strip()))


def without_dates(text: str) -> str:
    """Blank the dates that stand between punctuation, since commas within them part nothing."""
    for date in (*find_dates(text), *find_lone_years(text)):
        before = text[: date.span[0]].rstrip()
        is_in_title = before.endswith("(") and TITLE_GOES_ON.match(text, date.span[1])
        if not before or (before[-1] in ",.;:(（、。" and not is_in_title):
            text = blank(text, date.span)
    return text
