"""Policies that no verb of making brings in: told by what they oblige to, by their founders, by another name."""

import re
from collections.abc import Iterator

from cetingest.findings.policies.making import Found
from cetingest.findings.policies.vocabulary import vocabulary
from cetingest.model import Span

_WORD = r"[A-Z][\w’'&-]{0,40}"
_NAME = rf"(?P<name>(?<![\w’'&-]){_WORD}(?:\s+(?:(?:of|for|de|du)\s+)?{_WORD}){{0,5}}(?:\s+\([^()]{{2,20}}\))?)"
# What a policy does that is there: it runs, it has existed, it was launched.
_IS_THERE = (
    r"\s*(?:has|have|had|was|were|is|are|will|runs?|ran|exists?|existed|began|started|opened|covers?|pays?|offers?|"
    r"supports?|provides?|came|entered|took|takes)\b"
)
# "Its successor, Generation Green, was launched": of the kind of the policy before it.
_SUCCESSOR = re.compile(
    rf"\b(?:[Ii]ts|[Tt]he|[Aa])\s+(?:\w+\s+)?(?:successor|predecessor|replacement|follow-up|sequel|forerunner)"
    rf"(?:\s+(?:programme|program|plan|scheme|strategy|fund))?,\s+(?:the\s+)?{_NAME},{_IS_THERE}"
)
# "A reporting scheme, CHIRP, has existed since 2003"; "a programme called Jobbonus".
_KIND_FIRST = re.compile(
    rf"\b(?:[Aa]n?|[Tt]he|[Ii]ts|[Tt]heir)\s+(?P<what>[a-z][\w\s-]{{2,60}}?)"
    rf"(?:,\s+(?:the\s+)?{_NAME},{_IS_THERE}|,?\s+(?:called|named|known\s+as|dubbed|entitled)\s+[“\"‘']?(?P<called>[A-Z][\w’&-]*(?:\s+[A-Z\d][\w’&-]*){{0,4}}))"
)
# "QuTech in Delft, founded in 2014 by Delft University": what a public actor founds is public.
_FOUNDED = re.compile(
    rf"{_NAME}(?:\s+in\s+[A-Z][\w-]+)?,\s+(?:which\s+was\s+)?(?:founded|established|created|set\s+up|launched)\s+"
    rf"(?:in\s+(?:\w+\s+)?\d{{4}}\s+)?(?:jointly\s+)?by\s+(?:the\s+)?(?P<by>[^,;.]{{2,120}})"
)
_PUBLIC_FOUNDER = re.compile(r"\bUniversit|\bInstitut|\bAcadem|\bCouncil\b")
# "Millers are obliged to hold stocks", "licences have been required since 2023": in force, by whatever law. "Action is
# required" is no law: require and need tell one only with a date or "by law".
_OBLIGED = re.compile(
    r"\b(?:is|are|was|were|has\s+been|have\s+been)\s+(?:(?:now|also|still|legally|already)\s+)?"
    r"(?:(?P<verb>obliged|obligated|forbidden|prohibited|banned|outlawed|mandated|compelled)\b"
    r"|(?P<dated>required|compulsory|mandatory|illegal)\s+(?:by\s+(?:\w+\s+)?law|since)\b)"
    r"(?P<what>[^,;.]{0,90})",
    re.IGNORECASE,
)
_NEAR = 60  # characters before a verb in which what denies or wishes it stands
_WISHED = re.compile(r"(?i)\b(?:if|should|could|would|may|might|must|not|never|no|unless|whether)\b")


def told(text: str, kind_before: str | None) -> Iterator[tuple[Span, Found]]:
    """Find the policies of a sentence that are told without a verb of making; `kind_before` is that of the last one."""
    if kind_before and (match := _SUCCESSOR.search(text)):
        yield match.span("name"), _named(match["name"], kind_before, match.start("name"))
    for match in _KIND_FIRST.finditer(text):
        group = "name" if match["name"] else "called"
        heads = list(vocabulary().heads.finditer(match["what"]))
        if (
            heads
            and heads[-1].end() == len(match["what"].rstrip())
            and not _WISHED.search(text, max(0, match.start() - _NEAR), match.start())
        ):
            kind = vocabulary().kinds[" ".join(heads[-1][0].lower().split())]
            span = (match.start("what"), match.end(group))
            yield span, _named(match[group], kind, match.start(group))
    for match in _FOUNDED.finditer(text):
        is_public = vocabulary().public_actors.search(match["by"]) or _PUBLIC_FOUNDER.search(match["by"])
        if is_public and not vocabulary().heads.search(match["name"]):
            yield match.span("name"), _named(match["name"], "organisation", match.start("name"))
    yield from _obligations(text)


def _obligations(text: str) -> Iterator[tuple[Span, Found]]:
    for match in _OBLIGED.finditer(text):
        if not _WISHED.search(text, max(0, match.start() - _NEAR), match.start()):
            words = text[match.start("verb" if match["verb"] else "dated") : match.end()].strip()
            yield match.span(), Found(words, False, "regulation", start=match.start())
            return


def _named(name: str, kind: str, start: int) -> Found:
    return Found(name, True, kind, start=start)
