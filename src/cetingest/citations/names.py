"""Names of persons and bodies in notes: who made a work, and where a body's name ends."""

import re

from cetingest.model import Name
from cetingest.text import squeeze_spaces

_BODY_NOUN = re.compile(
    r"(?i)\b(ministry|agency|office|council|cent(?:er|re)|institut(?:e|ion)|university|college|school|corporation|corp|"
    r"company|limited|ltd|inc|llc|plc|gmbh|government|secretariat|department|bureau|bank|fund|forum|project|alliance|"
    r"association|foundation|committee|commission|organi[sz]ation|authority|union|nations|society|academy|"
    r"laborator(?:y|ies)|house|board|parliament|senate|congress|service|services|group|team|network|initiative|watch|"
    r"press|news|times|post|herald|daily|tribune|observatory|headquarters|federation|administration|library|museum|court|trust|partners)\b"
    r"|&"
)
# A body named after its task: the noun at the head and the task after of, for or on.
_HEADED_BODY = re.compile(
    r"(?i)^(?:the\s+)?(?:[\w.'’-]+\s+){0,3}"
    r"(?:ministry|department|council|committee|commission|office|agency|institute|secretariat|cent(?:er|re)|bureau|"
    r"directorate|board|authority|subcommittee|panel|working group)(?:-general)?\s+(?:of|for|on)\b"
)
_WORD = r"[A-Z][\w'’.-]*"
_CONJUNCT = re.compile(rf"^{_WORD}(?:\s+{_WORD})?$")
# The last conjunct of a task. One word before "and", two after: "Trade and Industry", "Food and Rural Affairs"; a
# longer one ("Budget Outlook and Fiscal Risks") is more likely a title.
_LAST_CONJUNCT = re.compile(rf"^(?:(?:and|&)\s+{_WORD}|{_WORD}\s+(?:and|&)\s+{_WORD})(?:\s+{_WORD})?$")
_WORK_NOUN = re.compile(
    r"(?i)\b(report|strategy|plan|policy|policies|review|outlook|survey|paper|statistics|act|law|guidelines?|"
    r"website|statement|monitor|index|overview|yearbook|roadmap|bulletin|database|tracker|indicators)\b"
)
_PARTICLES = frozenset(
    (
        "de",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "du",
        "la",
        "le",
        "van",
        "von",
        "der",
        "den",
        "ter",
        "bin",
        "ibn",
        "al",
        "el",
    )
)
_COMPANY_END = re.compile(r"(?i)\b(?:corp|inc|ltd|co|llc|plc|gmbh|limited|corporation|agency|university|institute)\.?$")
_INVERTED = re.compile(
    r"^(?P<family>[^\W\d_][\w'’-]+(?: [^\W\d_][\w'’-]+)?), (?P<given>[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*)*)$"
)
_INVERTED_INITIALS = re.compile(
    r"(?P<family>[^\W\d_][\w'’-]+), (?P<given>(?:[^\W\d_]\.[ -]?)+)(?=\s*(?:[,&;(]|and\b|$))"
)
_ABBREVIATION = re.compile(r"\s*\((?=[^()]*[A-Z][^()]*[A-Z])[\w.&/-]{2,12}\)")


def split_parts(text: str) -> tuple[str, ...]:
    """Split at commas outside brackets; empty parts disappear.

    >>> split_parts("Ann Lee (CEO, Acme), A Title, , 8th Meeting")
    ('Ann Lee (CEO, Acme)', 'A Title', '8th Meeting')
    """
    parts, depth, current = [], 0, ""
    for character in text:
        depth = max(0, depth + (character in "([") - (character in ")]"))
        if character in ",、" and depth == 0:
            parts.append(current)
            current = ""
        else:
            current += character
    return tuple(part.strip() for part in (*parts, current) if part.strip())


def rejoin_bodies(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Undo the split inside the name of a body whose task is a list: "Ministry of A, B and C".

    A list of tasks is closed by its "and"; without one the commas are not the name's own.

    >>> rejoin_bodies(("Ministry of Economy", "Trade and Industry", "Bio Policy"))
    ('Ministry of Economy, Trade and Industry', 'Bio Policy')
    """
    joined: list[str] = []
    position = 0
    while position < len(parts):
        stop = _end_of_body(parts, position)
        joined.append(", ".join(parts[position:stop]))
        position = stop
    return tuple(joined)


def is_body(text: str) -> bool:
    """Tell whether a name is a body's rather than a person's.

    >>> is_body("World Bank"), is_body("RIKEN"), is_body("Ada Lovelace")
    (True, True, False)
    """
    words = text.split()
    is_acronym = any(word.isupper() and len(word) > 2 and "." not in word for word in words)
    return bool(_BODY_NOUN.search(text)) or is_acronym or not _is_person(words)


def has_body_noun(text: str) -> bool:
    """Tell whether a name holds a noun that bodies are named with: ministry, bank, forum ..."""
    return _BODY_NOUN.search(text) is not None


def is_parent_body(text: str) -> bool:
    """Tell whether a part after a body's name is the body above it ("Cabinet Office") rather than a title."""
    bare = drop_brackets(text)
    if _WORK_NOUN.search(bare) or not bare[:1].isupper():
        return False
    return (
        bool(_HEADED_BODY.match(bare))
        or bare.startswith("Government of ")
        or (len(bare.split()) <= 4 and bool(_BODY_NOUN.search(bare.split()[-1])))
    )


def drop_abbreviation(text: str) -> str:
    """Drop brackets that hold only an abbreviation.

    >>> drop_abbreviation("Office of Research (OPIR)"), drop_abbreviation("Office (Japan)")
    ('Office of Research', 'Office (Japan)')
    """
    return _ABBREVIATION.sub("", text)


def drop_brackets(text: str) -> str:
    """Drop round brackets and what they hold: abbreviations, roles, countries are no part of a name."""
    return squeeze_spaces(re.sub(r"\s*[(（][^()（）]*[)）]", "", text)).strip(" ,;")


def parse_name(text: str) -> Name:
    """Read one name.

    >>> parse_name("Ursula von der Leyen"), parse_name("Ministry of Finance (Japan)")
    ({'family': 'von der Leyen', 'given': 'Ursula'}, {'literal': 'Ministry of Finance'})
    """
    bare = drop_brackets(text)
    if match := _INVERTED.match(bare):
        if not _BODY_NOUN.search(bare):
            return {"family": match["family"], "given": match["given"]}
        return {"literal": bare}
    words = bare.rstrip(".").split() if not _COMPANY_END.search(bare) else bare.split()
    if not is_body(bare) and len(words) >= 2:
        start = len(words) - 1
        while start > 1 and words[start - 1] in _PARTICLES:
            start -= 1
        return {"family": " ".join(words[start:]), "given": " ".join(words[:start])}
    return {"literal": bare}


def parse_authors(text: str) -> tuple[tuple[Name, ...], str | None]:
    """Read who made a work: the names, and the body above the first one if the text goes on to name it.

    >>> parse_authors("Hazel Mori and Sam Noguchi")
    (({'family': 'Mori', 'given': 'Hazel'}, {'family': 'Noguchi', 'given': 'Sam'}), None)
    >>> parse_authors("Council for Science (CS), Cabinet Office, Government of Japan")
    (({'literal': 'Council for Science'},), 'Cabinet Office, Government of Japan')
    """
    text = re.sub(r"(?i),?\s*\b(?:et al\.?|and others)", "", text).strip(" ,;:")
    if initials := list(_INVERTED_INITIALS.finditer(text)):
        return tuple({"family": m["family"], "given": m["given"].strip()} for m in initials), None
    if not _COMPANY_END.search(text.rstrip(".")) and not re.search(r"\b[A-Z]\.$", text):
        text = text.rstrip(".")
    parts = rejoin_bodies(split_parts(text))
    if not parts:
        return (), None
    if is_body(drop_brackets(parts[0])) and len(parts) > 1 and not _is_inverted(parts):
        if re.match(r"(?:and|&)\s", parts[-1]):
            return _names(parts), None
        return _names(parts[:1]), _parent(parts)
    if _is_inverted(parts):
        parts = (", ".join(parts[:2]), *parts[2:])
    return _names(parts), None


def _end_of_body(parts: tuple[str, ...], position: int) -> int:
    """Return the index after the last part that belongs to the name that begins at `position`."""
    first = parts[position]
    if not _HEADED_BODY.match(first) or first.endswith(")") or re.search(r"\s(?:and|&)\s", first):
        return position + 1
    for index in range(position + 1, min(position + 6, len(parts))):
        bare = drop_brackets(parts[index])
        if _LAST_CONJUNCT.match(bare):
            return index + 1
        if not _CONJUNCT.match(bare) or parts[index].endswith(")"):
            break
    return position + 1


def _is_person(words: list[str]) -> bool:
    capitalised = [word for word in words if word not in _PARTICLES]
    return 2 <= len(capitalised) <= 4 and all(
        word[0].isupper() and re.fullmatch(r"[\w'’.-]+", word) and not any(c.isdigit() for c in word)
        for word in capitalised
    )


def _is_inverted(parts: tuple[str, ...]) -> bool:
    """Tell whether the first two parts are one name, family name first: "Doe, Jane"."""
    if len(parts) < 2 or " " in parts[0] or parts[0].isupper() or len(parts[1].split()) > 2:
        return False
    name = f"{parts[0]}, {parts[1]}"
    return _INVERTED.match(name) is not None and not _BODY_NOUN.search(name)


def _parent(parts: tuple[str, ...]) -> str | None:
    """Return what follows the first body, unless it only says the first body's words again (a typist's doubling)."""
    own = _letters(parts[0])
    above = [drop_abbreviation(part) for part in parts[1:] if _letters(part) not in own]
    return ", ".join(above) or None


def _names(parts: tuple[str, ...]) -> tuple[Name, ...]:
    names: list[Name] = []
    for part in parts:
        bare = re.sub(r"^(?:and|&)\s+", "", part)
        pair = re.split(r"\s+(?:and|&)\s+", bare)
        is_pair = len(pair) == 2 and not _HEADED_BODY.match(bare)
        read = [parse_name(name) for name in pair] if is_pair else []
        if read and (all("family" in name for name in read) or _COMPANY_END.search(drop_brackets(pair[0]))):
            names.extend(read)
        else:
            names.append(parse_name(bare))
    return tuple(name for name in names if any(name.values()))


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text).lower()
