"""What shows that a piece of a note cites a work, and what shows that it is running text or a name."""

import re

from cetingest.citations.dates import find_dates, find_lone_year, find_place_and_year
from cetingest.citations.names import are_names
from cetingest.citations.numbers import has_official_number
from cetingest.citations.signals import SIGNAL
from cetingest.citations.special_works import is_special_work

URL_MARK = "\ue000"  # stands for each character of a URL while its surroundings are examined
# In lower case only: in titles verbs are capitalised, and May is a month.
_FINITE_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|does|do(?=\snot\b)|did|can|could|will|would|should|may|might|must|includes?|"
    r"excludes?|"
    r"refers?|means?|took|shows?|covers?|differs?|remains?|based|denotes?|comes?|applies|apply|"
    r"thanks?|argues?|notes|finds|"
    r"ist|sind|wird|werden|wurden?|haben|hat|kann|können|enthält|enthalten|umfasst|bezieht|danken|"
    r"est|sont|était|étaient|comprend|comprennent|inclut|remercient|peut|peuvent|"
    r"incluyen?|excluyen?|fue|fueron|puede|pueden|está|están|agradecen)\b"
)
# "Doe, Chips and Power (Verso 2022) 44": names, one comma, and a bracket with a year.
NAMED_WORK = re.compile(r"[^,]{3,120},\s[^\W_a-z][^()]{5,400}[(（][^()（）]{0,100}\d{4}[年a-z]?[^()（）]{0,12}[)）]")
# "BMWK (2022): Bericht. Berlin": maker, year in brackets, and a title after it
_AUTHOR_AND_YEAR = re.compile(
    r"[^\W_a-z][^();:“]{1,120}(?:\s\([^()]{1,20}\))?\s\((?:(?:19|20)\d\d[a-z]?|n\.\s?d\.|o\.\s?J\.|in press|"
    r"forthcoming)\)[:.,]\s[^\W_a-z]"
)
_NAME_AND_YEAR = re.compile(r"[^\W\d_a-z][\w'’-]+\s(?:19|20)\d\d[a-z]?\.?\s*")  # "See Doe 2019"
# "see Ministry of X, Budget Outlook 2022, p. 12": the year is the title's own, but signal, maker and page name a work.
_SIGNALLED_WORK = re.compile(
    r"(?!(?:Annex|Appendix|Table|Figure|Chapter|Section|Part|Box)\b)(?P<maker>[^\W_a-z][^,]{2,120}),\s[^\W_a-z].{4,400}"
    r"(?:\d{4}|,\s(?:pp?\.|S\.)\s?\d)"
)
_EXPANSION = re.compile(
    r"[“\"«„]?(?=[^\s:]*[A-Z][^\s:]*[A-Z])[A-Z][\w&./-]{1,11}[”\"»“]?"
    r"(?:\s?[:=]\s|\s[–—-]\s|\s(?:stands?\sfor|means|refers\sto|denotes|steht\sfür|bedeutet|signifie|désigne|"
    r"significa)\s)(?P<words>[^:;“\d]{5,150})$|"
    r"[A-Z]{2,8}s?\s\((?P<long>[a-z][^()\d]{5,100})\)\.?$"
)
_LOWER_IN_NAMES = frozenset(
    ("of", "and", "for", "the", "on", "in", "at", "to", "de", "la", "du", "des", "der", "und", "&")
)


def has_verb(words: str) -> bool:
    """Tell whether words hold a finite verb, in lower case."""
    return _FINITE_VERB.search(words) is not None


def names_work(inside: str) -> bool:
    """Tell whether a bracket holds a name, a title of three words or more, and something else, between commas."""
    first, *others = inside.split(",")
    return len(others) >= 2 and len(others[0].split()) >= 3 and are_names(first, 0, len(first))


def is_running_text(words: str) -> bool:
    """Tell whether words are a sentence's rather than makers and a title: five at least, no comma, most are small."""
    each = words.split()
    small = sum(not word[0].isupper() for word in each)
    return len(each) >= 5 and "," not in words and small >= 0.75 * len(each)  # "Smith later revised this view": 4 of 5


def goes_on_in_prose(right: str) -> bool:
    """Tell whether words after a work are running text: of the first eight, six begin in lower case or are figures."""
    words = right.split()[:8]
    return len(words) == 8 and sum(not word[0].isupper() for word in words) >= 6


def has_evidence(piece: str, *, has_title: bool) -> bool:
    """Tell whether a piece cites a work: by a URL, a quoted title, a kind of its own, or author, title and date."""
    if URL_MARK in piece:
        return True
    without_signal = SIGNAL.sub("", piece)
    if re.match(r"(?i)(?:hereafter|hereinafter)\b", without_signal):
        return False
    if _AUTHOR_AND_YEAR.match(without_signal) or (without_signal != piece and _is_signalled_work(without_signal)):
        return True
    if is_sentence(without_signal):
        return False
    if has_title or is_special_work(without_signal) or has_official_number(without_signal):
        return True
    return has_date(piece) and _has_parts(without_signal)


def _has_parts(text: str) -> bool:
    """Tell whether a dated text is made of parts as citations are: names and a title, an imprint, two commas."""
    if NAMED_WORK.match(text) and are_names(text, 0, text.find(",")):
        return True
    has_imprint = re.search(r"\([^()]*:\s[^()]*\d{4}\)", text) is not None
    return has_imprint or len(re.findall(r"[,.(]\s|\((?:Hrsg|eds?)\.\):\s", text)) >= 2


def _is_signalled_work(text: str) -> bool:
    """Tell whether what follows a signal names a work, in which nothing else might show that it does."""
    if _NAME_AND_YEAR.fullmatch(text):
        return True
    named = _SIGNALLED_WORK.match(text)
    if named is None or is_sentence(text):
        return False
    return named["maker"].isupper() or are_names(text, 0, named.end("maker"))


def has_date(piece: str) -> bool:
    """Tell whether a piece prints a date of its own."""
    return bool(find_dates(piece) or find_lone_year(piece) or find_place_and_year(piece))


def is_sentence(piece: str) -> bool:
    """Tell whether a piece is running text: its verb stands before any comma, bracket, quotation mark or URL.

    Titles hold verbs too ("Who is leading?"), but an author stands before them.
    """
    first = re.split(rf"[,(“\"「『{URL_MARK}]", piece.strip(), maxsplit=1)[0]
    return len(first.split()) >= 3 and _FINITE_VERB.search(first) is not None


def is_expansion(text: str) -> bool:
    """Tell whether a note says what an abbreviation stands for: "CCUS: carbon capture, utilisation and storage"."""
    match = _EXPANSION.match(text)
    return match is not None and not _FINITE_VERB.search(match["words"] or match["long"])


def is_name(text: str) -> bool:
    """Tell whether a note only spells out a name: capitalised words, no figures, no verb."""
    words = re.sub(r"[.,;:()=]", " ", text).split()
    if not 1 <= len(words) <= 14 or re.search(r"\d", text) or _FINITE_VERB.search(text):
        return False
    if re.match(r"(?i)(?:hereafter|hereinafter)\b", text):
        return False
    significant = [word for word in words if word not in _LOWER_IN_NAMES]
    return len(significant) >= 2 and all(not word[0].isascii() or word[0].isupper() for word in significant)
