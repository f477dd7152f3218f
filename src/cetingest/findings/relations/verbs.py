"""The verbs that state a relation (relations.yaml), by their construction."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from cetingest.language.data_files import read_words
from cetingest.language.words import alternatives


@dataclass(frozen=True, slots=True)
class Verb:
    """A group of verbs with one construction."""

    relation: str
    build: str
    pattern: re.Pattern[str]


_UNDER = re.compile(
    r"\b(?:an?\s+(?:[\w-]{1,30}\s+){1,5}|(?:is|are|was|were|operates?|sits?|works?|placed)\s+)"
    r"under\s+(?:the\s+(?:\w+\s+)?(?:authority|jurisdiction|supervision|aegis|umbrella|control|remit)\s+of\s+)?"
)


# "An executive agency of Y", "the largest establishment of Y": what is a part by its noun.
_PART = r"\b(?:an?|the)\s+(?:[\w-]{1,30}\s+){0,3}?"


@cache
def _words() -> Mapping[str, Any]:
    return read_words("cetingest.findings", "relations/relations.yaml")


@cache
def verbs() -> tuple[Verb, ...]:
    """Compile the verbs of each relation and construction."""
    made = []
    for build in ("passive", "passive_turned", "active", "active_turned", "beside", "plural"):
        # "set up in 2011 by": when and where may stand before the agent.
        after = r"(?:\s+(?:in|on)\s+(?:[\w-]{1,20}\s+){0,2}\d{1,4})?\s+by" if build.startswith("passive") else ""
        for relation, words in _words()[build].items():
            made.append(Verb(relation, build, re.compile(rf"\b(?:{alternatives(words)}){after}(?=\s)")))
    for build, relation in (("members", "member_of"), ("role", "role")):
        made.append(Verb(relation, build, re.compile(rf"\b(?:{alternatives(_words()[build])})(?=\s)")))
    deeds = alternatives(_words()["agreements"])
    made.append(
        Verb(
            "agreement_with",
            "agreement",
            re.compile(
                rf"\b(?:signed|concluded|reached|entered\s+into)\s+an?\s+(?:[\w-]{{1,30}}\s+){{0,3}}(?:{deeds})(?:\s+with)?(?=\W)"
            ),
        )
    )
    made.append(
        Verb(
            "works_with",
            "beside",
            re.compile(
                rf"\b(?:runs|ran|operates|conducts|has|launched)\s+an?\s+(?:[\w-]{{1,30}}\s+){{0,3}}(?:{alternatives(_words()['shared'])})\s+with(?=\s)"
            ),
        )
    )
    parts = alternatives(_words()["parts"])
    made.append(Verb("part_of", "beside", re.compile(rf"{_PART}(?:{parts})\s+of(?=\s)")))
    made.append(Verb("under", "beside", _UNDER))
    return tuple(made)


@cache
def any_verb() -> re.Pattern[str]:
    """Compile what a sentence without which has no relation."""
    return re.compile("|".join((*(f"(?:{verb.pattern.pattern})" for verb in verbs()), r"^Under\s")))


@cache
def offices() -> re.Pattern[str]:
    """Compile the offices that a holder chairs or appoints from."""
    return re.compile(
        rf"\b(?:{alternatives(_words()['offices'])}|Minister\s+(?:of|for)\s+[A-Z]\w+)\b(?!['’]s\s+Office)"
    )
