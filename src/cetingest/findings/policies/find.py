"""The policies of a document, sentence by sentence."""

import re
from collections.abc import Iterable

from cetingest.findings.asked import by_block, is_asked
from cetingest.findings.context import Context, Sentence
from cetingest.findings.home import home_country
from cetingest.findings.owners import owner_of
from cetingest.findings.policies.making import Found, actor_of, introduced, is_made, supported_by
from cetingest.findings.policies.phrases import NAME_AFTER, bears_name, is_name, is_titled, name_of, name_start, phrases
from cetingest.findings.policies.told import told
from cetingest.findings.quotes import footnotes_of, quote_of
from cetingest.findings.taxonomy import find_terms, sector_terms
from cetingest.model import BlockKind, Policy, Recommendation, Span

_PRONOUN = re.compile(r"\s*(?:They|It)\b")


def find_policies(context: Context, recommendations: Iterable[Recommendation]) -> tuple[Policy, ...]:
    """Find the policies that a document tells of: those that it says are made, are in force or help somebody."""
    asked = by_block(recommendations)
    policies: list[Policy] = []
    own, actor = home_country(context), None
    before: list[Found] = []
    for sentence in context.sentences:
        if sentence.block.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM) or is_asked(asked, sentence):
            continue
        in_sentence = _in_sentence(sentence.text, actor, before)
        before = in_sentence or before
        for found in in_sentence:
            quote = quote_of(sentence.block, sentence.span)
            policies.append(
                Policy(
                    finding_id=f"{context.document.document_id}-policy-{len(policies) + 1}",
                    quote=quote,
                    footnote_ids=footnotes_of(context, quote),
                    name=found.name,
                    is_named=found.is_named,
                    kind=found.kind,
                    sector=_sector(context, sentence),
                    country=owner_of(sentence.text, found.name, found.start, own),
                    actor=actor_of(sentence.text) or (actor if _PRONOUN.match(sentence.text) else None),
                    beneficiary=found.beneficiary,
                )
            )
        actor = actor_of(sentence.text) or (actor if _PRONOUN.match(sentence.text) else None)
    return tuple(policies)


def _in_sentence(text: str, actor_before: str | None, before: list[Found]) -> list[Found]:
    """Find the policies of a sentence; what is part of another or an example of it ("including ...") is not counted."""
    found: list[tuple[Span, Found]] = []
    for span, kind in phrases(text):
        is_named, start = name_start(text, span)
        is_named = (is_named and is_name(text, start, span)) or is_titled(text, span)
        after = NAME_AFTER.match(text, span[1]) if kind != "organisation" else None
        if after and not is_named and text[start].islower():
            found.append(((start, after.end()), Found(after["name"], True, kind, start=start)))
        elif is_made(text, (start, span[1]), kind, is_named=is_named):
            found.append(
                (
                    (start, span[1]),
                    Found(name_of(text, (start, span[1])), bears_name(text, span, is_named), kind, start=start),
                )
            )
    for entry in (*introduced(text), *told(text, before[-1].kind if before else None)):
        if not any(entry[0][0] < other[0][1] and other[0][0] < entry[0][1] for other in found):
            found.append(entry)
    policies = [policy for _, policy in sorted(found, key=lambda entry: entry[0])]
    if supported := supported_by(text, actor_before, found):
        policies.append(supported)
    kinds: dict[tuple[str, bool], Found] = {}
    for policy in policies:
        if not (("including" in text or "such as" in text) and not policy.is_named and (policy.kind, False) in kinds):
            kinds.setdefault((policy.kind, policy.is_named), policy)
    named = {policy.name for policy in policies if policy.is_named}
    return [p for p in policies if p in kinds.values() or p.name in named]


def _sector(context: Context, sentence: Sentence) -> str | None:
    """Return the section's sector, else the one sector that the sentence names."""
    if sentence.sector or context.family is None:
        return sentence.sector
    named = {term.key[0] for term in find_terms(sentence.text, sector_terms(context.family))}
    return named.pop() if len(named) == 1 else None
