"""Verbs that bring a policy into being, put it to work, or are the policy: a public actor that helps somebody."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cetingest.findings.policies.phrases import REACH
from cetingest.findings.policies.vocabulary import vocabulary
from cetingest.language.places import nation_regex, region_regex
from cetingest.model import Span

_BETWEEN = re.compile(r"\s*(?:up\s+)?(?:(?:an?|the|its|their|several|new|their own)\s+)*$", re.IGNORECASE)
_WISHED = re.compile(
    r"\b(?:should|could|would|may|might|must|to|not|never|no|plans?\s+to|if)\s+(?:\w+ly\s+)?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Found:
    """A policy in a sentence."""

    name: str
    is_named: bool
    kind: str
    beneficiary: str | None = None
    start: int = 0  # where it begins in the sentence


def is_made(text: str, span: Span, kind: str, *, is_named: bool) -> bool:
    """Tell whether a phrase is what a verb brings into being, or is at work by a verb of its own."""
    words, before = vocabulary(), text[max(0, span[0] - _BEFORE) : span[0]]
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
    if is_at_work(text, span, kind):
        return True
    # "Has rules on X" tells of rules; "has light regulation" tells how much.
    is_counted = text[: span[1]].endswith("s") or bool(re.search(r"\ban?\s+$", before))
    return (
        kind == "regulation"
        and is_counted
        and bool(re.search(r"\b(?:has|have|applies|maintains)\s+(?:an?\s+)?$", before))
    )


# "The flour subsidy cost 1.3 billion", "European rules keep ...": a verb in the indicative tells that it is there.
_WORKS = re.compile(
    r"\s+(?:(?:now|currently|already|also|still|\w+ly)\s+)?(?:costs?|covers?|covered|pays?|paid|reach(?:es|ed)?|runs?|ran|applies|apply|"
    r"applied|expires?|expired|ends?|ended|exists?|existed|has\s+(?:existed|run|applied|covered|paid|reached)|"
    r"(?:enters?|entered|comes?|came)\s+into\s+force|(?:took|takes?)\s+effect|(?:is|are|was|were|has\s+been|have\s+been)\s+in\s+"
    r"(?:force|effect|operation|place)|requires?|required|obliges?|obliged|forbids?|forbade|bans?|banned|prohibits?|prohibited|"
    r"prevents?|exempts?|caps?|keeps?|offers?|grants?|reimburses?|compensates?)\b"
)
_PUT_TO_WORK = ("subsidy", "tax", "programme", "fund", "law")
_BORDER = re.compile(r"(?:^|\s)(?:[Tt]he|[Ii]ts|[Tt]heir|[A-Z][\w-]*['’]s?)\s+$")


def is_at_work(text: str, span: Span, kind: str) -> bool:
    """Tell whether a known policy ("the flour subsidy") does something; a bare "the subsidy" points back."""
    if not _WORKS.match(text, span[1]):
        return False
    phrase = text[slice(*span)]
    if kind == "regulation":
        opening = nation_regex().match(phrase) or region_regex().match(phrase)
        return opening is not None and opening.end() < len(phrase)
    is_modified = " " in phrase.strip() or "-" in phrase
    return kind in _PUT_TO_WORK and is_modified and _BORDER.search(text[: span[0]]) is not None


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


def introduced(text: str) -> Iterator[tuple[Span, Found]]:
    """Find names whose kind an apposition tells: "established AISI, an organisation to ..."."""
    for match in _MADE_NAME.finditer(text):
        head = vocabulary().heads.search(match["what"])
        if head is None or vocabulary().heads.search(match["name"]):
            continue
        before, after = text[: match.start()], text[match.end() : match.end() + _AFTER]
        made = [m for m in vocabulary().creates.finditer(before) if _BETWEEN.fullmatch(before[m.end() :])]
        passive = re.match(r"\s*[,—–]", after) and vocabulary().passive.match(re.sub(r"^\s*[,—–]", " ", after))
        if (made and not _WISHED.search(before[: made[-1].start()])) or passive:
            kind = vocabulary().kinds[re.sub(r"\s+", " ", head[0].lower())]
            yield match.span("name"), Found(match["name"], True, kind)


def supported_by(text: str, actor_before: str | None, found: list[tuple[Span, Found]]) -> Found | None:
    """Find what a public actor pays for or helps: "the government is subsidising X", unless a named policy does it."""
    words = vocabulary()
    for match in words.supports.finditer(text):
        before = text[: match.start()]
        is_public = bool(ACTS.search(before)) or words.always_public.fullmatch(match[0]) is not None
        is_public = is_public or bool(actor_before and THEY_ACT.fullmatch(before))
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
        if what and len(what) <= REACH and not re.match(r"(?i)by\b", what):
            return Found(f"support for {what}", False, "subsidy", what)
    return None


_HELPERS = r"(?:\s+(?:also|now|has|have|is|are|was|were|been|currently|further|\w+ly))*\s+$"
ACTS = re.compile(
    rf"(?:{vocabulary().public_actors.pattern}(?:\s+(?:of|for)\s+[A-Z][\w-]*(?:,?\s+(?:and\s+)?[A-Z][\w-]*){{0,6}})?{_HELPERS}"
    rf"|{vocabulary().public_actors.pattern}[^;]{{0,160}}?\sand{_HELPERS})",
    re.IGNORECASE,
)
THEY_ACT = re.compile(rf"\s*(?:They|It){_HELPERS}", re.IGNORECASE)


def actor_of(text: str) -> str | None:
    """Return the public actor that a sentence is about, as printed without its article."""
    match = re.match(
        rf"\s*(?:[^,]{{0,80}},\s+)?(?:the|a)?\s*(?P<actor>(?:[A-Z][\w-]*\s+|federal\s+|national\s+|of\s+|for\s+|and\s+){{0,8}}"
        rf"{vocabulary().public_actors.pattern}(?:\s+(?:of|for)\s+[A-Z][\w-]*(?:,?\s+(?:and\s+)?[A-Z][\w-]*){{0,6}})?)",
        text[: 3 * REACH],
        re.IGNORECASE,
    )
    return match["actor"] if match else None
