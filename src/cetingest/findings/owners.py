"""Whose a law, a fund, a programme is: the country that a sentence tells."""

import re

from cetingest.language.places import country_codes, nation_code, nation_regex, region_regex

_IN_WHICH = re.compile(r"(?i)\bin\s+(?:the\s+)?$")


def owner_of(text: str, name: str, start: int, own: str | None) -> str | None:
    """Return whose the policy is that is named at `start`: an ISO 3166-1 alpha-3 code, None for a union's.

    By its name and the words before it ("Germany's Act", "the French scheme"), then by the country that opens the
    clause, then the sentence, else the document's own.
    """
    if region_regex().match(name):
        return None
    owner = nation_regex().match(name) or _owner_before(text[:start])
    clause = max(match.end() for match in _CLAUSE_START.finditer(text, 0, max(start, 1)))
    for place in (clause, 0):
        owner = owner or _opening_nation(text, place)
    if owner is None and own is None:
        owner = next((m for m in nation_regex().finditer(text) if _IN_WHICH.search(text[: m.start()])), None)
    if owner is None:
        return own
    code = nation_code(owner[0])
    return code if code in country_codes().values() else None


_CLAUSE_START = re.compile(r"^|[;,]\s+(?:(?:and|but|while|whereas)\s+)?")


def _owner_before(before: str) -> re.Match[str] | None:
    """Find the country whose possessive or adjective stands right before a policy."""
    match = re.search(r"(?:['’]s?)?\s+(?:own\s+|new\s+)?$", before)
    if match is None:
        return None
    return next(
        (m for m in nation_regex().finditer(before, max(0, match.start() - 40)) if m.end() == match.start()), None
    )


def _opening_nation(text: str, start: int) -> re.Match[str] | None:
    opening = re.compile(r"\s*(?:(?:in|under)\s+)?(?:the\s+)?", re.IGNORECASE).match(text, start)
    match = nation_regex().match(text, opening.end() if opening else start)
    return None if match is None or _OF_A_NAME.match(text, match.end()) else match


_OF_A_NAME = re.compile(r"\s+(?!government\b|parliament\b)[A-Z]")
