"""What a recommendation asks for: its classes of action, the single actions, and who is asked, if printed."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from cetingest.language.data_files import read_words
from cetingest.language.organisations import has_body_noun
from cetingest.language.places import nation_regex

_GERUNDS = r"(?!during\b|according\b|nothing\b|something\b|everything\b|anything\b)\w{2,}ing"
NEEDED = (
    r"(?:essential|important|necessary|crucial|critical|vital|imperative|needed|required|recommended|advisable|"
    r"desirable|indispensable|key)"
)
BE = r"(?:is|are|was|be|would be|will be|remains?)\s+(?:\w+ly\s+|also\s+|thus\s+)?"
# What stands before the act: "The state should ...", "it is essential to ...", "This includes ...", "We recommend ...".
_BEFORE = re.compile(
    rf"^.{{0,400}}?\b(?:(?:should|must|ought to|needs? to|ha(?:s|ve) to)(?!\s+have\b)(?:\s+(?:also|\w+ly))?"
    rf"|it\s+{BE}{NEEDED}\s+(?:to|that)|we (?:recommend|propose|urge|call for)(?:\s+that)?)\s+"
    r"|^(?:this|these|such|the)\s+(?:\w+\s+){0,2}?(?:(?:may|could|can|should|also)\s+)*(?:includes?|involves?|requires?)\s+",
    re.IGNORECASE,
)
_FRONTED = re.compile(r"^(?:to|for|in|with|through|on|as|given|under|where|when)\s[^.;]{1,300}?,\s+", re.IGNORECASE)
_AFTER = re.compile(rf"(?<!\s)\s++{BE}{NEEDED}\b.{{0,200}}$", re.IGNORECASE)
_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"])")
_JOINT = re.compile(r"[;,]\s+(?:and\s+)?(?=\w)|[—–]\s*and\s+|(?<!\s)\s++(?P<bare>and)\s+", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(?:who|which|that)\b", re.IGNORECASE)
_ACTOR_NOUN = (
    r"(?:governments?|ministr(?:y|ies)|ministers?|authorit(?:y|ies)|agenc(?:y|ies)|regulators?|parliaments?|legislat(?:ors?|ures?)|"
    r"lawmakers?|governors|mayors|policymakers?|policy-makers?|commissions?|councils?|compan(?:y|ies)|firms|business(?:es)?|"
    r"universit(?:y|ies)|industry|operators|owners|banks?|investors|funders|insurers|publishers|municipalities|cities|states?|"
    r"count(?:y|ies)|localit(?:y|ies)|communit(?:y|ies)|districts|provinces|regions|countries|departments?|offices?|bureaus?|boards?|employers|schools|hospitals|"
    r"utilities|ports?|donors|members?|leaders|authors|researchers|administration|inspectorates?|associations?|trusts?)"
)
_NAME = r"(?-i:[A-Z])[\w-]+"
_MUST = r"(?:should|must|ought to|needs? to|ha(?:s|ve) to|would (?:do well|be well advised) to)"
_ADDRESSEE = re.compile(
    rf"(?:^|[.:;,]\s+)(?:the\s+)?(?P<who>(?:(?!(?:the|and|but|this|that|these|if|to|for|in|so)\b)[\w’'&-]+\s+){{0,4}}?"
    rf"(?:{_ACTOR_NOUN}(?:\s+of\s+(?:the\s+)?{_NAME}(?:,?\s+(?:and\s+)?{_NAME}){{0,4}})?|(?-i:[A-Z]{{3,6}})))\s+"
    rf"{_MUST}\s+(?!be\b|have\b)",
    re.IGNORECASE,
)
# "The Health Resources and Services Administration (HRSA) should": a name of any length that holds a noun of bodies.
_NAMED_BODY = re.compile(
    r"(?:^|[.:;]\s+|,\s+and\s+)(?:[Tt]he\s+)?(?P<who>[A-Z][\w’'&.-]{1,40}(?:,?\s+(?:(?:of|for|and|on|the|in)\s+){0,2}[A-Z][\w’'&.-]{0,40}){0,11})"
    rf"(?:\s+\([^()]{{2,20}}\))?\s+{_MUST}\s+(?!be\b|have\b)"
)
# "For Congress", "Recommendations to the European Commission": a section that says whom it asks.
_ASKED_IN_SECTION = re.compile(
    r"^(?:[\w.]{1,6}\s+)?(?:(?:Key\s+)?[Rr]ecommendations?\s+)?(?:[Ff]or|[Tt]o)\s+(?:[Tt]he\s+)?(?P<who>[^:;.]{3,80})$"
)
# An item may just say what the actor does: "The government leads ...".
_DOES = re.compile(
    rf"^(?:the\s+)?(?P<who>(?:national |federal |central |local |regional )?{_ACTOR_NOUN})\s+"
    r"(?!(?:is|are|was|were|has|have|had|may|can|could|would|will|should|must|ought|needs?)\b)[a-z]{3,}\b",
    re.IGNORECASE,
)
_LONGEST = 2_000  # characters of a recommendation that are read; those of the labelled reports have up to 400
_LONGEST_FRONT = 400  # characters of what is put in front of the act
_MOST = 20
_BRACKETS = re.compile(r"\([^()]{0,200}\)")  # they hold examples


def types_of(text: str) -> tuple[str, ...]:
    """Return the classes of action that a text's words tell, in the order of actions.yaml.

    >>> types_of("Fund training for engineers.")
    ('talent', 'finance')
    """
    text = _BRACKETS.sub(" ", text[:_LONGEST])
    return tuple(name for name, pattern in _words().items() if pattern.search(text))


def actions_of(text: str, verb: re.Pattern[str]) -> tuple[str, ...]:
    """Cut a recommendation into the single things that it asks for, as printed; `verb` matches a bare verb.

    Background in front ("To grow, ...") and the words of obligation are left out; a part counts as an action of its own
    where it opens with a verb or a gerund.
    """
    found: list[str] = []
    for sentence in _END.split(text[:_LONGEST]):
        found += _parts(_core(sentence.strip(), verb), verb)
    return tuple(dict.fromkeys(found))[:_MOST]


def addressee_of(text: str) -> str | None:
    """Return who is asked to act, as printed without its article; None when nobody is named.

    >>> addressee_of("The federal government should fund labs."), addressee_of("Fund labs.")
    ('federal government', None)
    """
    text = text[:_LONGEST]
    named = next((match for match in _NAMED_BODY.finditer(text) if has_body_noun(match["who"])), None)
    if match := named or _ADDRESSEE.search(text) or _DOES.match(text):
        return match["who"]
    nation = nation_regex().match(text)
    follows = re.compile(r"\s+(?:should|must|needs? to|has to)\s+(?!be\b|have\b)")
    return nation[0] if nation and follows.match(text, nation.end()) else None


# "We recommend that the government:", "The panel calls on the ministry to:".
_ASKED = re.compile(
    r"\b(?:recommends?|urges?|calls?\s+(?:on|upon)|proposes?|advises?|asks?)(?:\s+that)?\s+(?P<who>[^:]{3,80}?)(?:\s+to)?\s*[:：]\s*$",
    re.IGNORECASE,
)


def addressee_of_intro(sentence: str) -> str | None:
    """Return whom the sentence that opens a list asks to act.

    >>> addressee_of_intro("We recommend that the government:"), addressee_of_intro("The Ministry of the Sea should:")
    ('government', 'Ministry of the Sea')
    """
    asked = _ASKED.search(sentence)
    who = f"The {asked['who'].removeprefix('the ')} should" if asked else sentence.rstrip(" :：")
    return addressee_of(f"{who} act.")


def addressee_of_section(heading: str) -> str | None:
    """Return whom the heading of a section of recommendations names.

    >>> addressee_of_section("For Federal Agencies"), addressee_of_section("For a stronger economy")
    ('Federal Agencies', None)
    """
    found = _ASKED_IN_SECTION.match(heading.strip())
    is_actor = found and (has_body_noun(found["who"]) or re.search(rf"(?i)\b{_ACTOR_NOUN}$", found["who"]))
    return found["who"] if found and is_actor else None


def _core(sentence: str, verb: re.Pattern[str]) -> str:
    """Return the words of a sentence that tell the act; of a passive ("X must be done") all of it."""
    core = sentence
    if before := _BEFORE.match(sentence):
        core = sentence[before.end() :]
    elif fronted := _FRONTED.match(sentence):
        commas = [match.end() for match in re.finditer(r",\s+", sentence[:_LONGEST_FRONT])]
        core = sentence[next((end for end in commas if verb.match(sentence, end)), fronted.end()) :]
    return sentence if core.startswith("be ") else _AFTER.sub("", core)


def _parts(core: str, verb: re.Pattern[str]) -> Iterable[str]:
    """Part a core at its commas and "and" where another verb of the same form follows."""
    gerund = re.compile(rf"(?:\w+ly\s+)?{_GERUNDS}\b", re.IGNORECASE)
    opens = gerund if gerund.match(core) else verb
    start = 0
    for joint in _JOINT.finditer(core):
        is_of_relative = joint["bare"] and _RELATIVE.search(core, start, joint.start())
        if joint.end() > start and not is_of_relative and opens.match(core, joint.end()):
            yield _bare(core[start : joint.start()])
            start = joint.end()
    if last := _bare(core[start:]):
        yield last


def _bare(part: str) -> str:
    return re.sub(r"[;,]\s+(?:and|or)$", "", part.strip()).strip(" ,;.")


@cache
def _words() -> Mapping[str, re.Pattern[str]]:
    return {name: _pattern(words) for name, words in read_words("cetingest.findings", "actions.yaml").items()}


def _pattern(words: list[str]) -> re.Pattern[str]:
    joined = "|".join(re.escape(word).replace(r"\ ", r"\s+").replace(r"\*", r"[\w-]*") for word in words)
    return re.compile(rf"(?<![\w-])(?:{joined})(?!\w)", re.IGNORECASE)
