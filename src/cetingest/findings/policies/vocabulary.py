"""What policies.yaml says: nouns of policies, verbs that make or help them, public actors."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from cetingest.findings.words import each, noun, verb
from cetingest.language.data_files import read_words
from cetingest.language.words import alternatives, compile_words

_BE = r"(?:is|are|was|were|has\s+been|have\s+been|is\s+being|are\s+being|will\s+be)\s+(?:also\s+)?(?:being\s+)?"
_APPOSED = (
    r"(?:\s+of\s+\d{4}\b)?\s*(?:\((?P<abbreviation>[^()]{2,20})\))?\s*(?:[,—–]\s*(?:which|that|an?|the)?[^.;]{0,90}?"
    r"[,—–]|,\s*which\b)?"
)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What policies.yaml says, compiled."""

    kinds: Mapping[str, str]
    heads: re.Pattern[str]
    creates: re.Pattern[str]
    passive: re.Pattern[str]
    reduced: re.Pattern[str]  # "the Act, passed in 2023"
    supports: re.Pattern[str]
    always_public: re.Pattern[str]
    public_actors: re.Pattern[str]
    generic_names: frozenset[str]


@cache
def vocabulary() -> Vocabulary:
    """Read and compile policies.yaml, once."""
    said = read_words("cetingest.findings", "policies/policies.yaml")
    kinds = {form: kind for kind, heads in said["kinds"].items() for form in each(noun, heads)}
    creates = each(verb, said["creates"])
    participles = {form for form in creates if re.search(r"(?:ed|set up|taken|set|rolled out)$", form)}
    return Vocabulary(
        kinds=kinds,
        heads=compile_words(kinds),
        creates=compile_words(creates - {"found", "code", "set"}),
        passive=re.compile(rf"{_APPOSED}[^.;,]{{0,120}}?\b{_BE}(?:{alternatives(participles)})\b", re.IGNORECASE),
        reduced=re.compile(
            rf"(?:\s+of\s+(?:\w+\s+)?\d{{4}}\b)?\s*(?:\([^()]{{2,20}}\))?\s*,?\s+(?:\w+ly\s+|first\s+|which\s+was\s+)?"
            rf"(?:{alternatives(participles | {'founded', 'run', 'passed', 'in force', 'amended', 'adopted'})})\b"
            rf"(?=,|\s+(?:in|by|on|since|under|as|after|before|jointly|last|with|for|to|at|this)\b)",
            re.IGNORECASE,
        ),
        supports=compile_words(each(verb, said["supports"])),
        always_public=compile_words(each(verb, said["always_public"])),
        public_actors=compile_words(each(noun, said["public_actors"])),
        generic_names=frozenset(said["generic_names"]),
    )
