"""Recommendations: what a document says should be done, with the words that say it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cetingest.findings.actions import actions_of, addressee_of, types_of
from cetingest.findings.context import Context
from cetingest.findings.family import Family, SectionRole
from cetingest.findings.lead_ins import lead_in
from cetingest.findings.quotes import footnotes_of, quote_of
from cetingest.findings.sentences import split_sentences
from cetingest.findings.taxonomy import role_of_section, sector_of_section
from cetingest.model import Block, BlockKind, Document, Recommendation, Span

_ANNOUNCES = re.compile(
    r"(?i):\s*$|\bfollowing\s+(?:\w+\s+){0,2}(?:actions?|measures?|steps?|recommendations?|policies|priorities)\b"
)
_PRIORITIES = re.compile(
    r"(?i)\b(?:priorit\w+|recommend\w*|actions?|steps?|measures?|should|must|needs?|proposals?|calls?)\b"
)

# Bare verbs that recommendations open with.
_VERB = (
    r"(?:accelerate|adapt|address|adopt|align|allocate|allow|amend|apply|appoint|assess|attract|boost|bring|"
    r"broaden|build|clarify|collaborate|combine|commission|commit|conduct|connect|consider|consolidate|"
    r"continue|convene|coordinate|create|cultivate|deepen|define|deliver|deploy|designate|develop|devise|"
    r"diversify|draw|embed|empower|enable|encourage|engage|enhance|ensure|establish|evaluate|examine|"
    r"expand|explore|extend|facilitate|focus|form|formulate|foster|fund|give|grant|grow|guarantee|"
    r"harmonise|harmonize|host|identify|implement|improve|incentivise|incentivize|include|increase|"
    r"integrate|introduce|invest|invite|issue|join|keep|launch|lead|leverage|limit|link|maintain|make|"
    r"mandate|maximise|maximize|mobilise|mobilize|modernise|modernize|monitor|nurture|offer|open|optimise|"
    r"optimize|organise|organize|participate|pass|pilot|plan|prepare|preserve|prioritise|prioritize|"
    r"procure|promote|propose|protect|provide|publish|pursue|put|raise|rebuild|recognise|recognize|"
    r"recruit|reduce|reform|regulate|reinforce|remove|require|resource|restructure|retain|review|revise|"
    r"scale|secure|set|share|shift|simplify|speed|stimulate|streamline|strengthen|study|subsidise|"
    r"subsidize|supplement|support|sustain|tailor|take|target|test|train|transform|translate|update|"
    r"upgrade|use|utilise|utilize|work)"
)
_BARE_VERB = re.compile(rf"(?:\w+ly\s+|also\s+|then\s+)?{_VERB}\b", re.IGNORECASE)
# An order: the bare verb opens the sentence, or follows a purpose or scope that was put in front of it.
_IMPERATIVE = re.compile(
    rf"^(?:(?:also|further|first|second|third|then|in addition|\w+ly),?\s+)?{_VERB}\b(?!\s+(?:is|are|was|were|has)\b)"
    rf"|^(?:to|for|in|with|by|through|on|as|given|under|where|when)\s[^.;]*?,\s+(?:\w+ly\s+)?{_VERB}\b",
    re.IGNORECASE,
)
_ADJECTIVE = (
    r"(?:essential|important|necessary|crucial|critical|vital|imperative|needed|required|recommended|advisable|"
    r"desirable|indispensable|key)"
)
_BE = r"(?:is|are|was|be|would be|will be|remains?)\s+(?:\w+ly\s+|also\s+|thus\s+)?"
_OBLIGATION = re.compile(
    r"\b(?:should|must|ought to)\s+(?!have\b)(?:\w+ly\s+|also\s+)?\w+"
    r"|\b(?:needs?|has|have)\s+to\s+\w+|\bwe (?:recommend|propose|urge|call)\b|\brecommend(?:s|ed)? that\b"
    rf"|\bit\s+{_BE}{_ADJECTIVE}\s+(?:to|that)\b|べき|必要がある|求められる",
    re.IGNORECASE,
)
# "Expanding the market is essential" asks for an act; "human capital is vital" praises a thing. The subject tells: a
# gerund or a noun of action.
_ACT_IS_NEEDED = re.compile(
    rf"(?:^|,\s+)(?:\w+ing\s[^;]*?|(?:more|better|\w{{3,}}er|additional|further)\s[^,;]*?|[^,;]*?\b(?:support|investment|cooperation|collaboration|coordination|reform|"
    rf"action|approval|efforts?|measures?|\w+(?:isation|ization|ement|uction|ansion|otion|ation))\b[^;]*?)\s*{_BE}{_ADJECTIVE}\b",
    re.IGNORECASE,
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


def find_recommendations(context: Context) -> tuple[Recommendation, ...]:
    """Find what a document recommends: in its sections of recommendations, and as priorities in summary and overview.

    `text` holds the sentences that say what to do; `quote` runs from the first to the last of them, so reasoning
    between them, and the footnotes that stand with it, are within the quote.
    """
    document, family = context.document, context.family
    recommendations: list[Recommendation] = []
    for block, found in _found_in(document, family):
        quote = quote_of(block, (found.sentences[0][0], found.sentences[-1][1]))
        sector = sector_of_section(family, block.section_path)
        text = " ".join(block.text[slice(*span)] for span in found.sentences)
        actions = actions_of(text, _BARE_VERB)
        recommendations.append(
            Recommendation(
                finding_id=f"{document.document_id}-recommendation-{len(recommendations) + 1}",
                quote=quote,
                footnote_ids=footnotes_of(document, quote),
                level=_level(context, block),
                sector=sector or CROSS,
                heading=found.heading,
                text=text,
                types=types_of("\n".join((found.heading or "", *actions))),
                actions=actions,
                addressee=addressee_of(text),
            )
        )
    return tuple(recommendations)


def _found_in(document: Document, family: Family | None) -> Iterator[tuple[Block, _Found]]:
    is_priority_list = False
    for block in document.blocks:
        role = role_of_section(family, block.section_path)
        if block.kind == BlockKind.LIST_ITEM:
            if role == SectionRole.RECOMMENDATION or is_priority_list:
                yield from ((block, found) for found in _in_item(block))
            continue
        is_brief = role in (SectionRole.SUMMARY, SectionRole.OVERVIEW)
        is_priority_list = is_brief and _introduces_priorities(block)
        if block.kind == BlockKind.PARAGRAPH and (is_brief or role == SectionRole.RECOMMENDATION):
            lead, _ = lead_in(block)
            is_item = role == SectionRole.RECOMMENDATION and lead is not None
            yield from ((block, found) for found in (_in_item(block) if is_item else _in_paragraph(block)))


def _level(context: Context, block: Block) -> str:
    """Tell a priority of the whole (in summary and overview) from a lead sentence and an item of a section."""
    if role_of_section(context.family, block.section_path) is not SectionRole.RECOMMENDATION:
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
        if not _ANNOUNCES.search(sentence) and (_OBLIGATION.search(sentence) or _ACT_IS_NEEDED.search(sentence)):
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
    return last.rstrip().endswith((":", "：")) and _PRIORITIES.search(last) is not None
