"""Series of papers and reports, and the number that a work has in one."""

import re

from cetingest.citations.fields import Reading
from cetingest.citations.parts import blank

_NOUN = (
    r"(?:Papers?|Briefs?|Briefings?|Reports?|Notes?|Studies|Study|Bulletins?|Memos?|Memorand(?:um|a)|Documents?|"
    r"Monographs?|Circulars?|"
    r"Publications?|Analys[ei]s|Perspectives?|Insights?|Studien?|Berichte?|[Pp]apiere?|Cahiers?|Rapports?|Informes?|"
    r"Documentos?|Cuadernos?|"
    r"Quaderni|Catalogue|Cat\.|Law Com|Fact Sheets?|Quaderno|Texte|Materialien)"
)
_NO = r"(?:[Nn]os?\.?\s|[Nn]r\.?\s|[Nn]\s?[°ºo.]\s?|[Nn]úm\.\s|#)"
_WORD = r"[^\W\d_a-z][\w&’'-]{0,30}\s(?:(?:of|for|on|and|de|du)\s)?"
# "Occasional Paper 31", "Inquiry Report No 97". Without "No." a year alone is no number: "Annual Report 2022".
_SERIES = re.compile(
    rf"(?:^|(?<=[,.(:]\s)|(?<=[,.(]))(?P<number>(?:{_WORD}){{0,6}}?{_NOUN}(?:\sSeries)?,?\s"
    rf"(?:{_NO}[A-Z]{{0,6}}[-/ ]?\d[\w./-]{{0,20}}|"
    rf"(?!(?:19|20)\d\d(?![\w/-]))[A-Z]{{0,6}}-?\d[\w./-]{{0,20}}))"
    r"(?=\s*(?:[,.;:()]|$))"
)
_IS_SERIES = re.compile(rf"\b(?:{_NOUN}|Series|Collection|Schriften(?:reihe)?|Reihe|Serie)$")


def is_series(name: str) -> bool:
    """Tell whether a name is that of a series of papers: "Policy Research Working Papers"."""
    return _IS_SERIES.search(name) is not None


def take_series(reading: Reading, text: str, start: int) -> str:
    """Move a series and the number in it from the tail to the reading."""
    match = _SERIES.search(text, start)
    if match is None:
        return text
    reading.put_new("number", match["number"].rstrip("."), match.span("number"))
    return blank(text, match.span("number"))


def number_in_series(reading: Reading) -> None:
    """Turn the issue of what stands in a series of papers, or in nothing, into its number: neither has issues."""
    item = reading.item
    if "volume" in item or "number" in item or "issue" not in item:
        return
    if "container-title" not in item or is_series(item["container-title"]):
        reading.put("number", item.pop("issue"), reading.places.pop("issue"))
