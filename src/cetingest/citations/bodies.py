"""How names of bodies (ministries, banks, institutes) are told from names of persons and from titles."""

import re
from collections.abc import Sequence

from cetingest.citations.genres import is_newspaper
from cetingest.citations.parts import AND, Part, join_parts
from cetingest.language.organisations import body_noun_regex, has_body_noun
from cetingest.language.places import ends_in_country
from cetingest.language.text import squeeze_spaces

# A body named after its task: the noun at the head and the task after of, for or on.
_HEADED_BODY = re.compile(
    r"(?i)^(?:the\s+|la\s+|le\s+|el\s+|das\s+|die\s+|der\s+)?(?:(?:[\w.'’-]+\s+){0,3}"
    r"(?:ministry|department|council|committee|commission|office|agency|institute|secretariat|cent(?:er|re)|bureau|"
    r"directorate|board|authority|academies|academy|subcommittee|panel|working group|off\.|dep['’]t|bd\.|bureau|"
    r"ctr\.)(?:-general)?\s+(?:of|for|on)\b|"
    r"(?:minist[èeé]r(?:e|io)|agence|agencia|agência|conseil|consejo|conselho|consejería|comité|comitê|comisión|"
    r"comissão|commission|"
    r"institut|instituto|centre|centro|cour|chambre|cámara|câmara|section|sección|"
    r"direction|dirección|direção|secretar[ií]a|secrétariat|office|oficina|bureau|defensoría|superintendencia|tribunal|"
    r"ministero|agenzia|consiglio|comitato|commissione|istituto|dipartimento|direzione|ufficio|sezione|corte|"
    r"autorità|osservatorio)(?:\s+[\w-]+)?\s+"
    r"(?:des?|du|d[aei]l?|d[aeo]s|d[ae]ll[ae]|degli|de\s+la|de\s+los|de\s+las|de\s+l['’]|d['’]|dell['’]|para|per|"
    r"pour|sur|sobre)(?:\b|(?<=['’]))|"
    r"(?:[\w-]+\s+)?\w*(?:ministerium|amt|ausschuss|institut|zentrum|behörde|agentur|rat)\s+(?:für|zur|zum|der|"
    r"des)\b)"
)
_WORD = r"[A-ZÀ-ÖØ-Þ][\w'’.-]*"
_TASK = rf"(?:(?:de\s+la|de\s+l['’]|des?|du|del|de\s+los|de\s+las|la|le|les|los|las|der|die)\s+)?{_WORD}"
_CONJUNCT = re.compile(rf"^{_TASK}(?:\s+{_TASK})?$")
# The last conjunct of a task. One word before "and", two after: "Trade and Industry", "Food and Rural Affairs"; a
# longer one ("Budget Outlook and Fiscal Risks") is more likely a title.
_LAST_CONJUNCT = re.compile(
    rf"^(?:{AND}\s+{_TASK}|{_TASK}\s+{AND}\s+{_TASK})(?:\s+{_TASK}|\s[a-zà-ÿ-]+)?$"  # "... souveraineté industrielle"
)
_STATE_FIRST = re.compile(
    r"(?:U\.\s?S\.?|US|U\.\s?K\.?|UK|U\.\s?N\.?|UN|EU|HM|H\.M\.)\s[A-Z]"
)  # "U.S. Geological Survey"
# "ROBERT DIXON", "CASS R. SUNSTEIN": the Bluebook's small capitals, as they are copied from a page (rule 15)
_IN_CAPITALS = re.compile(r"[A-Z]{3,}(?:\s[A-Z]\.)*(?:\s[A-Z][A-Z'’-]{3,})")
_WORK_NOUN = re.compile(
    r"(?i)\b(report|strategy|plan|policy|policies|review|outlook|survey|paper|statistics|act|law|guidelines?|"
    r"website|statement|monitor|index|overview|yearbook|roadmap|bulletin|database|tracker|indicators|"
    r"bericht|strategie|studie|gutachten|rapport|stratégie|étude|informe|estrategia|estudio|memoria|politique|"
    r"política)\b"
)
# "Tariq al-Hamdani", "Jean d’Ormesson": what stands before the capital letter
_PREFIXED = re.compile(r"^(?:al|el|ad|an|ar|as|at|az|ibn|bint|ben|d|l|t|dell)[-'’](?=[^\W\d_a-z])")
# Degrees, honours and forms of address, which are no part of a name
_HONOURS = re.compile(
    r"^(?:(?:Dr|Prof|Mr|Mrs|Ms|Mme|Mlle|Hon|Rev|Gen|Col|Lt|Capt|Adm|Sen|Amb|Ing|Dott|Avv|Lic)\.(?:-Ing\.)?\s|"
    r"(?:Sir|Dame|Professor|The Hon)\s(?=\S+\s\S))+|"
    r",?\s(?:Jr\.?|Sr\.?|II|III|IV|[QKS]C|MPP?|MEP|[COM]BE|FR[SE]|Ph\.?D\.?|M\.?D\.?|J\.?D\.?|LL\.?M\.?|Esq\.?)$"
)
_PARTICLES = "de del della di da dos das du des la le les van von vom zu zur der den ter ten bin ibn al el y und af av"
PARTICLES = frozenset(_PARTICLES.split(" "))
COMPANY_END = re.compile(
    r"(?i)\b(?:corp|inc|ltd|co|llc|plc|gmbh|ag|s\.?a|limited|corporation|agency|university|institute)\.?$"
)
_ABBREVIATION = re.compile(r"(?<!\s)\s*\((?=[^()]*[A-Z][^()]*[A-Z])[\w.&/-]{2,12}\)")


def is_body(text: str) -> bool:
    """Tell whether a name is a body's rather than a person's.

    >>> is_body("World Bank"), is_body("RIKEN"), is_body("Ada Lovelace")
    (True, True, False)
    """
    words = text.split()
    if _IN_CAPITALS.fullmatch(text) and not has_body_noun(text):
        return False
    if _STATE_FIRST.match(text) or is_newspaper(text) or ends_in_country(text):
        return True
    is_acronym = any(word.isupper() and len(word) > 2 and "." not in word for word in words)
    return has_body_noun(text) or is_acronym or not is_person(words)


def is_headed_body(text: str) -> bool:
    """Tell whether a name begins as bodies do that are named after a task: "Ministry of ...", "Institut für ..."."""
    return _HEADED_BODY.match(text) is not None


def is_person(words: Sequence[str]) -> bool:
    """Tell whether words look like a person's name: two to five, capitalised but for particles, without figures."""
    if ends_in_country(" ".join(words)):
        return False  # "Statistics Norway", "Transport Canada"
    capitalised = [_PREFIXED.sub("", word) for word in words if word.lower() not in PARTICLES]
    return 2 <= len(capitalised) <= 4 and all(
        word[0].isupper() and re.fullmatch(r"[\w'’.-]+", word) and not any(c.isdigit() for c in word)
        for word in capitalised
    )


def is_parent_body(text: str) -> bool:
    """Tell whether a part after a body's name is the body above it ("Cabinet Office") rather than a title."""
    bare = drop_brackets(text)
    if _WORK_NOUN.search(bare) or not bare[:1].isupper():
        return False
    return (
        is_headed_body(bare)
        or bare.startswith("Government of ")
        or (len(bare.split()) <= 4 and bool(body_noun_regex().search(bare.split()[-1])))
    )


# Bodies from the largest to the smallest; where two are named, the work is the smaller one's.
_RANKS = tuple(
    re.compile(rf"(?i)\b(?:{nouns})\b")
    for nouns in (
        r"government|gobierno|governo|gouvernement|generalitat|junta|executive office of the president|"
        r"united nations|european union|bundesregierung",
        r"ministry|department|dep[’']t|commission|cabinet|congress|parliament|bundestag|minist[èeé]r(?:e|io)|"
        r"ministero|consejería|court|corte|"
        r"cour|tribunal|\w*ministerium",
        r"agency|administration|service|authority|institute|agence|agencia|council|corporation",
        r"directorate(?:-general)?|bureau|office|direction|dirección|direzione|direção|secretariat|committee",
        r"division|branch|unit|section|sezione|sección|laborator(?:y|ies)|task force|subcommittee|working group",
    )
)


def is_above(one: str, other: str) -> bool:
    """Tell whether the first of two bodies is the one above the other, by the nouns they are named with.

    >>> is_above("Department of Energy", "Office of Science"), is_above("Bureau of Labour", "Department of Trade")
    (True, False)
    """
    first, second = _rank(one), _rank(other)
    return first is not None and second is not None and first < second


def _rank(name: str) -> int | None:
    found = [(match.start(), rank) for rank, noun in enumerate(_RANKS) if (match := noun.search(name))]
    return min(found)[1] if found else None


def rejoin_bodies(text: str, parts: Sequence[Part]) -> tuple[Part, ...]:
    """Undo the split inside the name of a body whose task is a list: "Ministry of A, B and C".

    A list of tasks is closed by its "and"; without one the commas are not the name's own. `text` is what the parts were
    cut from.

    >>> from cetingest.citations.parts import split_parts
    >>> text = "Ministry of Economy, Trade and Industry, Bio Policy"
    >>> [part.text for part in rejoin_bodies(text, split_parts(text))]
    ['Ministry of Economy, Trade and Industry', 'Bio Policy']
    """
    joined: list[Part] = []
    position = 0
    while position < len(parts):
        stop = _end_of_body(parts, position)
        joined.append(join_parts(text, parts[position:stop]))
        position = stop
    return tuple(joined)


def _end_of_body(parts: Sequence[Part], position: int) -> int:
    """Return the index after the last part that belongs to the name that begins at `position`."""
    first = parts[position].text
    if not is_headed_body(first) or first.endswith(")") or re.search(rf"\s{AND}\s", first):
        return position + 1
    for index in range(position + 1, min(position + 6, len(parts))):
        bare = drop_brackets(parts[index].text)
        if _LAST_CONJUNCT.match(bare):
            return index + 1
        if not _CONJUNCT.match(bare) or parts[index].text.endswith(")"):
            break
    return position + 1


def drop_abbreviation(text: str) -> str:
    """Drop brackets that hold only an abbreviation.

    >>> drop_abbreviation("Office of Research (OPIR)"), drop_abbreviation("Office (Japan)")
    ('Office of Research', 'Office (Japan)')
    """
    return _ABBREVIATION.sub("", text)


def is_honour(text: str) -> bool:
    """Tell whether a part after a name is a degree or an honour: "Jr.", "QC", "PhD"."""
    return _HONOURS.fullmatch(f" {text.strip()}") is not None


def drop_honours(text: str) -> str:
    """Drop brackets, forms of address, degrees and honours around a person's name.

    >>> drop_honours("Prof. Dr. Eva Roth"), drop_honours("Gareth Penhallow QC"), drop_honours("John Roe (CEO)")
    ('Eva Roth', 'Gareth Penhallow', 'John Roe')
    """
    return _HONOURS.sub("", drop_brackets(text))


def drop_brackets(text: str) -> str:
    """Drop round brackets and what they hold: abbreviations, roles, countries are no part of a name."""
    return squeeze_spaces(re.sub(r"(?<!\s)\s*[(（][^()（）]*[)）]|\s\[[A-Z]{2,10}\]", "", text)).strip(" ,;")
