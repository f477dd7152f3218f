"""Policies: the laws, funds, programmes, bodies ... that a document says a public actor has made or runs.

A policy is a noun phrase whose head tells its kind (policies.yaml), and which a verb brings into being or puts to work.
What the document only recommends is none.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from cetingest.findings.asked import by_block, is_asked
from cetingest.findings.context import Context, Sentence
from cetingest.findings.countries import country_codes, nation_regex
from cetingest.findings.owners import owner_of
from cetingest.findings.quotes import footnotes_of, quote_of
from cetingest.findings.taxonomy import find_terms, sector_terms
from cetingest.findings.words import alternatives, compile_words, each, noun, verb
from cetingest.model import BlockKind, Policy, Recommendation, Span

_WORD = re.compile(r"[\w’'&./-]+")
# Small words that a name may hold between its capitals: "Fund for Research and Innovation".
_IN_NAME = ("of", "for", "on", "and", "the", "in")
_OPENS_PHRASE = re.compile(
    r"(?:an?|the|no|every|any|each|its|their|this|that|several|new|some|two|three|six|more|to|of|in|with|by|for|and|or|has|have|had|is|are|"
    r"was|were|also|which|under|through|from|at|on|as)$",
    re.IGNORECASE,
)
_LONGEST_PHRASE = 6  # words of an unnamed policy before its head: "fast-tracked approval system" has two
_BETWEEN = re.compile(r"\s*(?:up\s+)?(?:(?:an?|the|its|their|several|new|their own)\s+)*$", re.IGNORECASE)
_WISHED = re.compile(
    r"\b(?:should|could|would|may|might|must|to|not|never|no|plans?\s+to|if)\s+(?:\w+ly\s+)?$", re.IGNORECASE
)
_BE = r"(?:is|are|was|were|has\s+been|have\s+been|is\s+being|are\s+being|will\s+be)\s+(?:also\s+)?(?:being\s+)?"
_APPOSED = (
    r"(?:\s+of\s+\d{4}\b)?\s*(?:\((?P<abbreviation>[^()]{2,20})\))?\s*(?:[,—–]\s*(?:which|that|an?|the)?[^.;]{0,90}?"
    r"[,—–]|,\s*which\b)?"
)


@dataclass(frozen=True, slots=True)
class _Words:
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


@dataclass(frozen=True, slots=True)
class _Found:
    """A policy in a sentence."""

    name: str
    is_named: bool
    kind: str
    beneficiary: str | None = None
    start: int = 0  # where it begins in the sentence


@cache
def _words() -> _Words:
    text = files("cetingest.findings").joinpath("policies.yaml").read_text(encoding="utf-8")
    words: Mapping[str, Any] = yaml.safe_load(text)
    kinds = {form: kind for kind, heads in words["kinds"].items() for form in each(noun, heads)}
    creates = each(verb, words["creates"])
    participles = {form for form in creates if re.search(r"(?:ed|set up|taken|set|rolled out)$", form)}
    return _Words(
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
        supports=compile_words(each(verb, words["supports"])),
        always_public=compile_words(each(verb, words["always_public"])),
        public_actors=compile_words(each(noun, words["public_actors"])),
        generic_names=frozenset(words["generic_names"]),
    )


def find_policies(context: Context, recommendations: Iterable[Recommendation]) -> tuple[Policy, ...]:
    """Find the policies that a document tells of: those that it says are made, are in force or help somebody."""
    asked = by_block(recommendations)
    policies: list[Policy] = []
    actor: str | None = None
    for sentence in context.sentences:
        if sentence.block.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM) or is_asked(asked, sentence):
            continue
        for found in _in_sentence(sentence.text, actor):
            quote = quote_of(sentence.block, sentence.span)
            policies.append(
                Policy(
                    finding_id=f"{context.document.document_id}-policy-{len(policies) + 1}",
                    quote=quote,
                    footnote_ids=footnotes_of(context.document, quote),
                    name=found.name,
                    is_named=found.is_named,
                    kind=found.kind,
                    sector=_sector(context, sentence),
                    country=owner_of(sentence.text, found.name, found.start, _own(context)),
                    actor=_actor(sentence.text) or (actor if _PRONOUN.match(sentence.text) else None),
                    beneficiary=found.beneficiary,
                )
            )
        actor = _actor(sentence.text) or (actor if _PRONOUN.match(sentence.text) else None)
    return tuple(policies)


_PRONOUN = re.compile(r"\s*(?:They|It)\b")


def _in_sentence(text: str, actor_before: str | None) -> list[_Found]:
    """Find the policies of a sentence; what is part of another or an example of it ("including ...") is not counted."""
    found: list[tuple[Span, _Found]] = []
    for span, kind in _phrases(text):
        is_named, start = _name_start(text, span)
        is_named = is_named and _is_name(text, start, span)
        after = _NAME_AFTER.match(text, span[1]) if kind != "organisation" else None
        if after and not is_named and text[start].islower():
            found.append(((start, after.end()), _Found(after["name"], True, kind, start=start)))
        elif _is_made(text, (start, span[1]), kind, is_named=is_named):
            found.append(
                (
                    (start, span[1]),
                    _Found(_name(text, (start, span[1])), _bears_name(text, span, is_named), kind, start=start),
                )
            )
    found += [
        entry for entry in _introduced(text) if not any(entry[0][0] <= other[0][0] <= entry[0][1] for other in found)
    ]
    policies = [policy for _, policy in sorted(found, key=lambda entry: entry[0])]
    if supported := _supported(text, actor_before, found):
        policies.append(supported)
    kinds: dict[tuple[str, bool], _Found] = {}
    for policy in policies:
        if not (("including" in text or "such as" in text) and not policy.is_named and (policy.kind, False) in kinds):
            kinds.setdefault((policy.kind, policy.is_named), policy)
    named = {policy.name for policy in policies if policy.is_named}
    return [p for p in policies if p in kinds.values() or p.name in named]


def _is_name(text: str, start: int, head: Span) -> bool:
    """Tell a name from a phrase that holds a capital: "Mi Taxi programme", but "AI bill", "Brazilian fund"."""
    if text[head[0]].isupper():
        return True
    words = _WORD.findall(text[start : head[0]])
    is_possessive = bool(words) and re.search(r"['’]s?$", words[-1]) is not None  # "IBM's facility"
    if not words or not words[-1][0].isupper() or is_possessive or text[: head[1]].endswith("s"):
        return False
    return any(re.search(r"[a-z]", word) and not nation_regex().fullmatch(word) for word in words)


# "National Centre for Space Studies", "Department for Science, Innovation and Technology".
_GOES_ON = re.compile(r"\s+(?:of|for|on)\s+(?:the\s+)?[A-Z][\w-]*(?:(?:,|,?\s+and|\s+&|\s+of)?\s+[A-Z][\w-]*){0,7}")


def _phrases(text: str) -> Iterator[tuple[Span, str]]:
    """Iterate over head nouns of policies and their kinds; of "Chips Act fund" only the last word is a head."""
    matches = list(_words().heads.finditer(text))
    for index, match in enumerate(matches):
        follows = matches[index + 1].start() - match.end() if index + 1 < len(matches) else None
        # ... but "the programme funds ten projects": a plural after a singular is a verb.
        is_verb = follows == 1 and matches[index + 1][0].endswith("s") and not match[0].endswith("s")
        if follows is not None and follows <= 1 and not is_verb:
            continue
        if index and match.start() - matches[index - 1].end() == 1 and match[0].islower() and match[0].endswith("s"):
            continue
        goes_on = _GOES_ON.match(text, match.end()) if match[0][0].isupper() else None
        yield (
            (match.start(), goes_on.end() if goes_on else match.end()),
            _words().kinds[re.sub(r"\s+", " ", match[0].lower())],
        )


def _name_start(text: str, head: Span) -> tuple[bool, int]:
    """Return whether a phrase is written as a name, and where it begins."""
    words = [(m.span(), m[0]) for m in _WORD.finditer(text[max(0, head[0] - _REACH) : head[0]])]
    offset = max(0, head[0] - _REACH)
    start, is_named, taken = head[0], False, 0
    for (first, last), word in reversed(words):
        gap = text[offset + last : start]
        if gap.strip() or "  " in gap:
            break
        opens_sentence = offset + first == 0 and not is_named
        is_capital = (word[0].isupper() or word[0].isdigit()) and not opens_sentence
        if is_capital and not (_OPENS_PHRASE.match(word) or word in _words().generic_names):
            is_named, start = True, offset + first
        elif is_named:
            if word not in _IN_NAME or not _capital_before(text, offset + first):
                break
            start = offset + first
        elif _OPENS_PHRASE.match(word) or taken >= _LONGEST_PHRASE or _words().creates.fullmatch(word):
            break
        else:
            start, taken = offset + first, taken + 1
    if start < head[0] and text[start : start + 4].lower() == "the ":
        start += 4
    return is_named, start


_REACH = 90  # characters before a head noun that its name may take


def _capital_before(text: str, position: int) -> bool:
    """Tell whether a small word stands within a name: a capital right before it that opens no sentence."""
    match = re.search(r"([A-Z][\w-]*)\s+$", text[max(0, position - 40) : position])
    return bool(match and not _OPENS_PHRASE.match(match[1]))


def _bears_name(text: str, head: Span, is_named: bool) -> bool:
    """Tell whether a phrase is a proper name, or has one in brackets after it: "a research centre (G-QuAT)"."""
    return is_named or bool(re.match(r"\s*\([A-Z][\w-]*[A-Z][\w-]*\)", text[head[1] :]))


# "The tax incentive PADIS": the name stands after the noun.
_NAME_AFTER = re.compile(r"\s+(?P<name>[A-Z][\w’'-]*[A-Z][\w’'-]*)(?=[\s,.;])")


def _name(text: str, span: Span) -> str:
    abbreviation = re.match(r"\s*\([A-Z][\w-]*[A-Z][\w-]*\)", text[span[1] :])
    return text[span[0] : span[1]] + (abbreviation[0] if abbreviation else "")


def _is_made(text: str, span: Span, kind: str, *, is_named: bool) -> bool:
    """Tell whether a phrase is what a verb brings into being, or is at work by a verb of its own."""
    words, before = _words(), text[max(0, span[0] - _BEFORE) : span[0]]
    made = [match for match in words.creates.finditer(before) if _BETWEEN.fullmatch(before[match.end() :])]
    if made and not _WISHED.search(before[: made[-1].start()]) and not _is_noun(before, made[-1]):
        return True
    after = text[span[1] : span[1] + _AFTER]
    if words.passive.match(after) and not _PART.search(before):
        return True
    if words.reduced.match(after) and not _WISHED.search(before):
        return True
    # A law or a programme that bears a name exists; a body may be named for any reason.
    if is_named and kind not in ("organisation", "agreement", "initiative") and not _IS_WANTED.search(before):
        return True
    # "Has rules on X" tells of rules; "has light regulation" tells how much.
    is_counted = text[: span[1]].endswith("s") or bool(re.search(r"\ban?\s+$", before))
    return (
        kind == "regulation"
        and is_counted
        and bool(re.search(r"\b(?:has|have|applies|maintains)\s+(?:an?\s+)?$", before))
    )


# "Should adopt a Space Act", "calls for an AI Strategy", "no AI Act".
_IS_WANTED = re.compile(
    r"(?i)\b(?:should|could|would|may|might|must|needs?|lacks?|without|no|calls?\s+for|propos(?:es?|al)|if|awaits?|plans?)\b[^,;.]{0,60}$"
)
# "The establishment of data centers is ...": the verb is about what stands before "of"; a dash opens an explanation.
_PART = re.compile(
    r"(?:\b(?:of|for|in|to|by|with|from|through|under|at)\s+(?:the\s+|an?\s+)?|[—–]\s*(?:an?\s+)?)$", re.IGNORECASE
)
_BEFORE = 200  # characters before a phrase in which its verb and what denies it stand
_AFTER = 260  # characters after a phrase in which its verb may stand, relative clauses included


def _is_noun(before: str, match: re.Match[str]) -> bool:
    """Tell whether "project", "plan" or "launch" stands as a noun: after an article."""
    is_determined = re.search(r"(?i)(?:\b(?:an?|the|its|of)|\d)\s+$", before[: match.start()]) is not None
    # "Of 60 announced projects": right before the noun a participle after a number or an article is an adjective.
    is_attribute = not before[match.end() :].strip() and match[0].lower().endswith("ed")
    return is_determined and (is_attribute or not match[0].lower().endswith("ed"))


_MADE_NAME = re.compile(
    r"\b(?P<name>[A-Z][\w&-]*(?:\s+[A-Z][\w&-]*){0,5})\s*(?:\([^()]{2,20}\)\s*)?[,—–]\s*(?P<what>an?\s[^,—–;.]{2,90})"
)


def _introduced(text: str) -> Iterator[tuple[Span, _Found]]:
    """Find names whose kind an apposition tells: "established AISI, an organisation to ..."."""
    for match in _MADE_NAME.finditer(text):
        head = _words().heads.search(match["what"])
        if head is None or _words().heads.search(match["name"]):
            continue
        before, after = text[: match.start()], text[match.end() : match.end() + _AFTER]
        made = [m for m in _words().creates.finditer(before) if _BETWEEN.fullmatch(before[m.end() :])]
        passive = re.match(r"\s*[,—–]", after) and _words().passive.match(re.sub(r"^\s*[,—–]", " ", after))
        if (made and not _WISHED.search(before[: made[-1].start()])) or passive:
            kind = _words().kinds[re.sub(r"\s+", " ", head[0].lower())]
            yield match.span("name"), _Found(match["name"], True, kind)


def _supported(text: str, actor_before: str | None, found: list[tuple[Span, _Found]]) -> _Found | None:
    """Find what a public actor pays for or helps: "the government is subsidising X", unless a named policy does it."""
    words = _words()
    for match in words.supports.finditer(text):
        before = text[: match.start()]
        is_public = bool(_ACTS.search(before)) or words.always_public.fullmatch(match[0]) is not None
        is_public = is_public or bool(actor_before and _THEY_ACT.fullmatch(before))
        is_finite = not re.search(r"(?i)(?:\bto|,|\bby|\bfor|\bof|\bwithout|\bthe|\bpublic|\band\s\w+ing)\s+$", before)
        if match[0].lower().endswith("ing"):
            is_finite = bool(re.search(r"(?i)\b(?:is|are|was|were|been)\s+(?:also\s+)?$", before))
        if (
            not (is_public and is_finite)
            or _WISHED.search(before)
            or any(a <= match.start() < b for (a, b), _ in found)
        ):
            continue
        if any(policy.is_named and span[0] > match.start() for span, policy in found):
            return None
        what = re.split(
            r"[,;.]|\s(?:to|and|with|through|under|in order|so that|because|that|which)\s", text[match.end() :]
        )[0]
        what = re.sub(r"^\s*(?:the|an?|its|their)\s+", "", what).strip()
        if what and len(what) <= _REACH and not re.match(r"(?i)by\b", what):
            return _Found(f"support for {what}", False, "subsidy", what)
    return None


_HELPERS = r"(?:\s+(?:also|now|has|have|is|are|was|were|been|currently|further|\w+ly))*\s+$"
_ACTS = re.compile(
    rf"(?:{_words().public_actors.pattern}(?:\s+(?:of|for)\s+[A-Z][\w-]*(?:,?\s+(?:and\s+)?[A-Z][\w-]*){{0,6}})?{_HELPERS}"
    rf"|{_words().public_actors.pattern}[^;]{{0,160}}?\sand{_HELPERS})",
    re.IGNORECASE,
)
_THEY_ACT = re.compile(rf"\s*(?:They|It){_HELPERS}", re.IGNORECASE)


def _actor(text: str) -> str | None:
    """Return the public actor that a sentence is about, as printed without its article."""
    match = re.match(
        rf"\s*(?:[^,]{{0,80}},\s+)?(?:the|a)?\s*(?P<actor>(?:[A-Z][\w-]*\s+|federal\s+|national\s+|of\s+|for\s+|and\s+){{0,8}}"
        rf"{_words().public_actors.pattern}(?:\s+(?:of|for)\s+[A-Z][\w-]*(?:,?\s+(?:and\s+)?[A-Z][\w-]*){{0,6}})?)",
        text[: 3 * _REACH],
        re.IGNORECASE,
    )
    return match["actor"] if match else None


def _sector(context: Context, sentence: Sentence) -> str | None:
    """Return the section's sector, else the one sector that the sentence names."""
    if sentence.sector or context.family is None:
        return sentence.sector
    named = {term.key[0] for term in find_terms(sentence.text, sector_terms(context.family))}
    return named.pop() if len(named) == 1 else None


def _own(context: Context) -> str | None:
    return context.subject if context.subject in country_codes().values() else None
