"""Recommendations: what a document says should be done, with the words that say it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from cetingest.findings.actions import (
    BE,
    NEEDED,
    actions_of,
    addressee_of,
    addressee_of_intro,
    addressee_of_section,
    types_of,
)
from cetingest.findings.context import Context
from cetingest.findings.family import Family, SectionRole
from cetingest.findings.lead_ins import RECOMMENDATION, lead_in
from cetingest.findings.quotes import footnotes_of, quote_of
from cetingest.findings.taxonomy import find_terms, role_of_section, sector_of_section, sector_terms
from cetingest.language.sentences import split_sentences
from cetingest.model import Block, BlockKind, Document, Recommendation, Span

_ANNOUNCES = re.compile(
    r"(?i):\s*$|\bfollowing(?:\W*$|\s+(?:\w+\s+){0,2}(?:actions?|measures?|steps?|recommendations?|policies|priorities)\b)"
)
_PRIORITIES = re.compile(
    r"(?i)\b(?:priorit\w+|recommend\w*|actions?|steps?|measures?|should|must|needs?|propos\w+|calls?|asks?|urges?|"
    r"suggest\w*|advis\w+|tasks?|demands?|to-do|agenda)\b"
)
# A list may follow without a colon: "We suggest four things."
_ANNOUNCES_LIST = re.compile(
    r"(?i)\b(?:we|this (?:report|paper|study|brief)|the (?:report|authors?|paper))\s+(?:\w+ly\s+)?(?:therefore\s+)?"
    r"(?:suggests?|recommends?|proposes?|asks?|urges?|calls?|advises?|sees?|identif(?:y|ies))\b[^.;]*\b(?:things?|steps?|"
    r"measures?|actions?|priorities|tasks?|recommendations?|proposals?|the following|reforms?|changes)\b"
)

_WHO_SAYS = (
    r"\b(?:we|this (?:report|review|paper|study|note|brief)|the (?:report|review|paper|study|commission|committee|"
    r"panel|inquiry|task ?force|authors?|reviewers?))\s+(?:\w+ly\s+|also\s+|further\s+)?"
)
# Said in so many words, in whatever section: "We recommend that ...".
_RECOMMENDS = re.compile(
    rf"(?i){_WHO_SAYS}(?:recommends?|urges?|calls? (?:on|upon)|proposes? that|advises?)\b(?!\s+(?:against\s+)?nothing)"
)
# "The Ministry of the Sea should:", "We recommend that the government:": the items are what it should do.
_OPENS_LIST = re.compile(
    rf"(?i)(?:\b(?:should|must|ought to|needs? to)|{_WHO_SAYS}(?:recommends?|urges?|calls? (?:on|upon)|proposes?|"
    r"advises?|asks?)\b[^.:;]{0,120})(?:\s+that)?\s*[:：]\s*$"
)

# Bare verbs that recommendations open with; those that are nouns as often only before an article or a particle.
_VERB = (
    r"(?:abolish|absorb|accelerate|achieve|act|adapt|add|address|adjust|adopt|advance|advocate|agree|align|"
    r"allocate|allow|amend|anchor|anonymise|anonymize|answer|apply|appoint|arrange|ask|assess|assign|attract|"
    r"avoid|balance|begin|bind|boost|bring|broaden|build|buy|call|centralise|centralize|champion|check|choose|"
    r"clarify|close|co-fund|codify|collaborate|combine|commission|commit|complement|complete|concentrate|"
    r"conduct|confirm|connect|consider|consolidate|consult|continue|convene|convert|cooperate|coordinate|cover|"
    r"create|cultivate|cut|decentralise|decentralize|declare|deepen|define|delegate|deliver|deploy|designate|"
    r"develop|devise|digitise|digitize|direct|disclose|diversify|do|double|draw|drop|earmark|ease|electrify|"
    r"eliminate|embed|employ|empower|enable|enact|encourage|enforce|engage|enhance|enlarge|ensure|enter|equip|"
    r"establish|evaluate|examine|exempt|expand|experiment|explore|extend|facilitate|feed|fill|find|finish|focus|"
    r"follow|form|formulate|foster|free|freeze|fund|gather|get|give|go|grant|grow|guarantee|guide|halve|"
    r"harmonise|harmonize|harness|hire|hold|host|identify|implement|improve|incentivise|incentivize|include|"
    r"incorporate|increase|initiate|insist|install|institute|insulate|integrate|introduce|invest|invite|issue|"
    r"join|keep|launch|lead|leave|let|leverage|levy|liberalise|liberalize|license|limit|link|localise|localize|"
    r"lower|maintain|make|mandate|manufacture|map|maximise|maximize|measure|merge|mitigate|mobilise|mobilize|"
    r"modernise|modernize|monitor|move|negotiate|nurture|oblige|observe|offer|open|operate|optimise|optimize|"
    r"organise|organize|outline|oversee|participate|partner|pass|pay|permit|pilot|plan|pool|prepare|preserve|"
    r"prevent|prioritise|prioritize|privatise|privatize|procure|produce|prohibit|prolong|promote|propose|"
    r"protect|provide|publish|purchase|pursue|push|put|quantify|raise|rationalise|rationalize|reallocate|"
    r"rebalance|rebuild|recognise|recognize|recruit|rectify|redesign|redirect|redouble|reduce|refine|refocus|"
    r"reform|refrain|regulate|reimburse|reinforce|rejoin|relax|release|remove|renew|reopen|repeal|replace|"
    r"replicate|require|reserve|resist|resolve|resource|restore|restructure|resume|retain|retrain|retrofit|"
    r"return|reuse|review|revise|revisit|revive|reward|roll|run|safeguard|scale|scrap|secure|seek|sell|send|"
    r"separate|set|settle|shape|share|shift|shorten|sign|simplify|slash|solve|speed|spend|split|sponsor|spread|"
    r"standardise|standardize|start|stimulate|stop|streamline|strengthen|study|submit|subsidise|subsidize|"
    r"substitute|supplement|support|suspend|sustain|switch|tackle|tailor|take|tap|target|teach|test|tighten|"
    r"track|train|transform|translate|triple|try|turn|unify|unlock|update|upgrade|use|utilise|utilize|waive|"
    r"weigh|widen|withdraw|work|write"
    r"|(?:access|award|back|ban|cap|change|contract|demand|end|export|fix|help|list|match|name|network|order|"
    r"place|position|press|rent|report|ring|show|store|structure|supply|task|tax|team|tie|top|trade|trust"
    r")(?=\s+(?:the|an?|its|their|up|out|all|every|each|any|in|with|on|to|by|more|less|better|new)\b))"
)
_BARE_VERB = re.compile(rf"(?:\w+ly\s+|also\s+|then\s+)?{_VERB}\b", re.IGNORECASE)
# An order: the bare verb opens the sentence, or follows a purpose or scope that was put in front of it.
_IMPERATIVE = re.compile(
    rf"^(?:(?:also|further|first|second|third|then|in addition|\w+ly),?\s+)?{_VERB}\b(?!\s+(?:is|are|was|were|has)\b)"
    rf"|^(?:to|for|in|with|by|through|on|as|given|under|where|when)\s[^.;]*?,\s+(?:\w+ly\s+)?{_VERB}\b",
    re.IGNORECASE,
)
_ITEM_MARK = r"\(?[ivx\d]{1,3}[).]"  # "should (i) raise ... (ii) keep"
_OBLIGATION = re.compile(
    rf"\b(?:should|must|ought to)\s*(?::|,|{_ITEM_MARK})?\s+(?!have\b)(?:\w+ly\s+|also\s+|{_ITEM_MARK}\s+)?\w+"
    r"|\b(?:needs?|has|have)\s+to\s+\w+|\bwe (?:recommend|propose|urge|call)\b|\brecommend(?:s|ed)? that\b"
    rf"|\bit\s+{BE}{NEEDED}\s+(?:to|that)\b|べき|必要がある|求められる",
    re.IGNORECASE,
)
# "Expanding the market is essential" asks for an act; "human capital is vital" praises a thing. The subject tells: a
# gerund or a noun of action.
_ACT_IS_NEEDED = re.compile(
    rf"(?:^|,\s+)(?:\w+ing\s[^;]*?|(?:more|better|\w{{3,}}er|additional|further)\s[^,;]*?|[^,;]*?\b(?:support|investment|cooperation|collaboration|coordination|reform|"
    rf"action|approval|efforts?|measures?|\w+(?:isation|ization|ement|uction|ansion|otion|ation))\b[^;]*?)\s*{BE}{NEEDED}\b",
    re.IGNORECASE,
)
# "Unless lawmakers act, thousands will have to leave": what is threatened, not what is asked.
_THREAT = re.compile(
    r"(?i)(?:^(?:unless|without|if)\b[^,]*,|\botherwise\b,?)[^.;]{0,200}?\b(?:will|would|may|might|could)\s+have\s+to\s+\w+"
)
# "It should be noted", "must be read as": how to take the text, nothing to do.
_OF_THE_TEXT = re.compile(
    r"(?i)\b(?:should|must|needs? to|has to|have to|ought to|important to|necessary to|essential to)\s+"
    r"(?:\w+ly\s+|also\s+|not\s+)?(?:be\s+(?:\w+ly\s+)?(?:noted|stressed|emphasi[sz]ed|underlined|remembered|recalled|"
    r"read|understood|interpreted|borne in mind|kept in mind|pointed out|mentioned|said|added|acknowledged|admitted|"
    r"taken as|seen as|seen in|viewed|regarded|mistaken|confused)|note|remember|recall|bear in mind|keep in mind|"
    r"stress|emphasi[sz]e)\b"
)
_GOES_ON = re.compile(
    r"(?i)^(?:this|these|such|the)\s+(?:(?:efforts?|measures?|actions?|steps?|policies|initiatives|programs?|support)\s+)?"
    r"(?:(?:may|could|can|would|will|should|also)\s+)*(?:includes?|involves?|requires?|entails?)\b"
)
_DECLARES = re.compile(
    r"(?i)^(?:the|a|an|this|these|those|such|it|its|they|their|there|in|on|at|while|whereas|although|though|because|"
    r"since|without|only|small|as|moreover|furthermore|however|many|most|some|several|currently|despite|given|unlike|compared)\b|"
    r"\b(?:is|are|was|were|has|have|had|may|can|could|would|remains?|lacks?)\b"
)

CROSS = "cross"  # the sector of what belongs to no single one


@dataclass(frozen=True, slots=True)
class _Found:
    """A recommendation within a block: its heading and the spans of the sentences that say what to do."""

    heading: str | None
    sentences: tuple[Span, ...]
    intro: str = ""  # the sentence that opens its list


def find_recommendations(context: Context) -> tuple[Recommendation, ...]:
    """Find what a document recommends: in its sections of recommendations, and as priorities in summary and overview.

    `text` holds the sentences that say what to do; `quote` runs from the first to the last of them, so reasoning
    between them, and the footnotes that stand with it, are within the quote.
    """
    document, family = context.document, context.family
    recommendations: list[Recommendation] = []
    for block, found in _found_in(document, family):
        quote = quote_of(block, (found.sentences[0][0], found.sentences[-1][1]))
        sector = sector_of_section(family, block.section_path) or _sector_of_item(family, block)
        text = " ".join(block.text[slice(*span)] for span in found.sentences)
        actions = actions_of(text, _BARE_VERB)
        recommendations.append(
            Recommendation(
                finding_id=f"{document.document_id}-recommendation-{len(recommendations) + 1}",
                quote=quote,
                footnote_ids=footnotes_of(context, quote),
                level=_level(context, block),
                sector=sector or CROSS,
                heading=found.heading,
                text=text,
                types=types_of("\n".join((found.heading or "", *actions))),
                actions=actions,
                addressee=addressee_of(text) or addressee_of_intro(found.intro) or _addressee_of_place(block, family),
            )
        )
    return tuple(recommendations)


def _addressee_of_place(block: Block, family: Family | None) -> str | None:
    """Return whom the sections of recommendations that a block stands in name, the innermost first."""
    if role_of_section(family, block.section_path) is not SectionRole.RECOMMENDATION:
        return None
    return next(filter(None, map(addressee_of_section, reversed(block.section_path))), None)


def _found_in(document: Document, family: Family | None) -> Iterator[tuple[Block, _Found]]:
    is_priority_list, intro = False, ""
    for block in document.blocks:
        role = role_of_section(family, block.section_path)
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM) and _is_labelled(block):
            yield from ((block, found) for found in _in_item(block))
            continue
        if block.kind == BlockKind.LIST_ITEM:
            if role == SectionRole.RECOMMENDATION or is_priority_list:
                yield from ((block, replace(found, intro=intro)) for found in _in_item(block))
            continue
        is_brief = role in (SectionRole.SUMMARY, SectionRole.OVERVIEW)
        is_priority_list = (is_brief and _introduces_priorities(block)) or _opens_list(block)
        intro = block.text[slice(*split_sentences(block.text)[-1])] if _opens_list(block) else ""
        if block.kind == BlockKind.PARAGRAPH and (is_brief or role == SectionRole.RECOMMENDATION):
            lead, _ = lead_in(block)
            is_item = role == SectionRole.RECOMMENDATION and lead is not None
            yield from ((block, found) for found in (_in_item(block) if is_item else _in_paragraph(block)))
        elif block.kind == BlockKind.PARAGRAPH and _RECOMMENDS.search(block.text):
            yield from ((block, found) for found in _in_paragraph(block) if _says_so(block, found))


def _opens_list(block: Block) -> bool:
    return (
        block.kind == BlockKind.PARAGRAPH and _OPENS_LIST.search(block.text, max(0, len(block.text) - 200)) is not None
    )


def _says_so(block: Block, found: _Found) -> bool:
    return _RECOMMENDS.search(block.text, *found.sentences[0]) is not None


def _is_labelled(block: Block) -> bool:
    lead, _ = lead_in(block)
    return lead is not None and RECOMMENDATION.match(lead) is not None


def _sector_of_item(family: Family | None, block: Block) -> str | None:
    """Return the one sector that an item of a list of priorities names; a sentence of prose weighs several things."""
    if family is None or block.kind is not BlockKind.LIST_ITEM:
        return None
    named = {term.key[0] for term in find_terms(block.text, sector_terms(family))}
    return named.pop() if len(named) == 1 else None


def _level(context: Context, block: Block) -> str:
    """Tell a priority of the whole (in summary and overview) from a lead sentence and an item of a section."""
    is_brief = role_of_section(context.family, block.section_path) in (SectionRole.SUMMARY, SectionRole.OVERVIEW)
    if is_brief and not _is_labelled(block):
        return "priority"
    return "bullet" if block.kind is BlockKind.LIST_ITEM else "lead"


def _in_item(block: Block) -> Iterator[_Found]:
    """Read an item of a list of recommendations: its reasons are left out, unless it holds nothing but statements."""
    heading, start = lead_in(block)
    body = block.text[start:]
    sentences = [(start + a, start + b) for a, b in split_sentences(body)]
    if not sentences:
        return
    acts = [span for span in sentences if not _only_declares(block.text[slice(*span)])]
    yield _Found(heading, tuple(acts or sentences))


def _in_paragraph(block: Block) -> Iterator[_Found]:
    """Find the sentences of a paragraph that call for something; each is a recommendation."""
    for span in split_sentences(block.text):
        sentence = block.text[slice(*span)]
        said = _THREAT.sub("", _OF_THE_TEXT.sub("", sentence))
        if not _ANNOUNCES.search(sentence) and (_OBLIGATION.search(said) or _ACT_IS_NEEDED.search(said)):
            yield _Found(None, (span,))


def _only_declares(sentence: str) -> bool:
    """Tell whether a sentence states how things are and says nothing of what to do; an unknown verb may be an order."""
    patterns = (_IMPERATIVE, _OBLIGATION, _ACT_IS_NEEDED, _GOES_ON)
    return not any(pattern.search(sentence) for pattern in patterns) and _DECLARES.search(sentence) is not None


def _introduces_priorities(block: Block) -> bool:
    """Tell whether a paragraph's last sentence announces a list of things to do."""
    sentences = split_sentences(block.text)
    if block.kind != BlockKind.PARAGRAPH or not sentences:
        return False
    last = block.text[slice(*sentences[-1])]
    near = block.text[slice(sentences[-2:][0][0], sentences[-1][1])]  # "We make ten recommendations. The first are:"
    if _ANNOUNCES_LIST.search(last):
        return True
    # "... calls on the authorities to" goes on in the items of the list.
    is_open = last.rstrip().endswith((":", "：")) or last.rstrip()[-1:].isalnum()
    return is_open and _PRIORITIES.search(near) is not None
