"""Rankings that a document states: who has which rank in what, and what is said to drive it."""

import re
from dataclasses import dataclass, replace

from cetingest.findings.context import Context, Sentence
from cetingest.findings.family import Family
from cetingest.findings.quotes import footnotes_of, quote_of
from cetingest.findings.rank_marks import RankMark, find_marks
from cetingest.findings.taxonomy import (
    OVERALL,
    TitleMatch,
    find_terms,
    match_term,
    pillar_terms,
    sector_of_section,
    sector_terms,
    term_regex,
)
from cetingest.language.places import country_codes, country_regex, region_regex, subject_code
from cetingest.model import Block, Driver, Ranking

_LONGEST_FIELD = 60  # characters
_SCOPE = re.compile(
    r"(?i)^[\s-]*(?:place|position|rank|spot|slot)?(?:\s+(?:ranking|finish))?\s*"
    r"(?:(?:globally|worldwide|internationally|again|(?:out )?of \d+[\w\s]*?|"
    r"among [\w\s]+?|in (?:the )?(?:\d{4} )?(?:world|index|ranking|table|\d{4}(?: edition)?|this [\w\s]+?))\s*)*,?\s*"
    r"(?:(?P<overall>overall|in the overall [\w ]+)\b|(?:in|for|on)\s+(?:the\s+)?(?P<what>[^,;.:()—]+))?"
)
_OUT_OF = re.compile(
    r"(?i)\b(?:out of|of|among)\s+(?:the\s+|all\s+)?(?P<count>\d{1,3})\b(?!\s*(?:st|nd|rd|th|percent|%))"
)
_LAST_CLAUSE = re.compile(
    r"(?i)^.*(?:[,;:]|\b(?:while|whereas|and|but|although|though|that|where|when)\b)\s*", re.DOTALL
)
# What stands between a subject and the rank: "biotechnology, which is", "when it was".
_TRAILS = re.compile(
    r"(?i)(?:,?\s+(?:which|that|who)\b)?(?:\s+(?:is|are|was|were|has|have|had|been|being|also|now|currently|still|then))*\s*$"
)
_SELF = re.compile(
    r"(?i)^(?:it|they|the (?:country|nation|state|region|economy|city|company|university))\b|\b(?:it|they)$"
)
# "With a rank of 10th, ...", "Ranked 4th overall, ...": the subject comes later.
_NOBODY = re.compile(
    r"(?i)(?:with|at|in|on|having|rank|ranking|position|and|but|now|only|just|best|worst|lowest|highest|currently|an?|the|its|overall|\s|,)*"
)
# Among whom a rank is counted: "of the 95 countries covered", "among low-income countries", "in sub-Saharan Africa".
_BASIS = re.compile(
    r"(?i)\b(?:out of|of|among|amongst)\s+(?:the\s+|all\s+|its\s+)*(?:\d{1,3}\s+)?"
    r"(?P<group>(?:[a-z-]+\s+){0,3}?(?:countries|nations|states|economies|regions|cities|members|peers))\b"
)
_IN_REGION = re.compile(r"(?i)\bin\s+(?:the\s+)?$")
_EDITION_AFTER = re.compile(r"(?i)[^;:()]{0,40}?\bin\s+(?:the\s+)?(?P<year>(?:19|20)\d\d)\b(?!\s+(?:Report|White))")
_EDITION_BEFORE = re.compile(r"(?i)\W*(?:and\s+)?in\s+(?:the\s+)?(?P<year>(?:19|20)\d\d)\b")
# "Since 2021, when it was placed 58th".
_WHEN = re.compile(r"(?i)\b(?P<year>(?:19|20)\d\d),?\s+when\s+(?:it|they|the\s+country|[A-Z]\w+)\b")
_DRIVEN = re.compile(
    r"(?i)\b(?:led|driven|supported|underpinned|helped|boosted|explained|bolstered|buoyed)\s+(?:\w+ly\s+)?by\b|"
    r"\b(?:thanks to|owing to|due to|because of|on the strength of|reflecting|on the back of)\b|,\s+with\b"
)


@dataclass(frozen=True, slots=True)
class _Statement:
    """A rank and the words around it: `left` from the rank before, `right` up to the one after."""

    mark: RankMark
    left: str
    right: str
    has_next: bool
    paired: str | None = None  # the field that "respectively" pairs with it


@dataclass(frozen=True, slots=True)
class _Stated:
    """Whose rank it is, and of what."""

    subject: str
    sector: str


def find_rankings(context: Context) -> tuple[Ranking, ...]:
    """Find the rankings that a document states of sectors of its family's index; implied ones are left out.

    A statement whose subject or field the family does not know (a firm, a single pillar) is no ranking of the index;
    without a family there are none.
    """
    if (title := context.title) is None:
        return ()
    rankings: list[Ranking] = []
    for sentence in context.sentences:
        quote = quote_of(sentence.block, sentence.span)
        before: _Stated | None = None
        for statement in _statements(sentence.text, title.family):
            stated = _stated(statement, before, sentence, title)
            if stated is None:
                continue
            before = stated
            rankings.append(
                Ranking(
                    finding_id=f"{context.document.document_id}-ranking-{len(rankings) + 1}",
                    quote=quote,
                    footnote_ids=footnotes_of(context, quote),
                    subject=stated.subject,
                    index=title.family.index,
                    edition=_edition(statement, title.edition) or title.edition,
                    sector=stated.sector,
                    rank=statement.mark.rank,
                    rank_printed=statement.mark.printed,
                    out_of=_out_of(statement.right),
                    basis=_basis(statement.right),
                    drivers=_drivers(statement.right, stated.sector, title.family),
                )
            )
    return tuple(rankings)


def start_of_drivers(sentence: str) -> int:
    """Return where the reasons of a rank begin ("led by ..."), or the end of the sentence."""
    cue = _DRIVEN.search(sentence)
    return cue.start() if cue else len(sentence)


def _statements(sentence: str, family: Family) -> list[_Statement]:
    """Return the ranks that a sentence states, each with the words around it."""
    marks = find_marks(sentence)
    statements = []
    for index, mark in enumerate(marks):
        before = marks[index - 1].end if index else 0
        after = marks[index + 1].lead if index + 1 < len(marks) else len(sentence)
        statements.append(
            _Statement(
                mark, sentence[before : max(before, mark.lead)], sentence[mark.end : after], index + 1 < len(marks)
            )
        )
    if statements and _RESPECTIVELY.search(sentence):
        fields = [term.key[0] for term in find_terms(statements[0].left, sector_terms(family))]
        if len(fields) == len(statements):
            return [replace(one, paired=field) for one, field in zip(statements, fields, strict=True)]
    return statements


def _stated(statement: _Statement, before: _Stated | None, sentence: Sentence, title: TitleMatch) -> _Stated | None:
    """Return subject and sector of a statement, or None when it ranks something else."""
    subject = _subject(statement, before, sentence.text, title)
    if subject is None:
        return None
    if statement.paired:
        return _Stated(subject, statement.paired)
    sector = _sector(statement, before, sentence.block, title.family)
    return _Stated(subject, sector) if sector else None


def _subject(  # noqa: PLR0911 (one for each place where the subject may stand)
    statement: _Statement, before: _Stated | None, sentence: str, title: TitleMatch
) -> str | None:
    """Return whose rank it is: a country's before it, the document's own, else that of the rank before."""
    own = subject_code(title.subject)
    if statement.mark.is_bracketed:  # where two countries are named it is open whose rank it is
        named = {country_codes()[m[0]] for m in country_regex().finditer(sentence, 0, statement.mark.lead)}
        return None if len(named) > 1 else next(iter(named), own)
    near = max(0, len(statement.left) - _LOOK_BACK)
    left = statement.left[:near] + _TRAILS.sub("", statement.left[near:])
    if _ends_in_field(left, title.family):  # before the cut: labels hold "and"
        return before.subject if before else own
    if before and statement.mark.is_moved:
        return before.subject
    noun_phrase = _LAST_CLAUSE.sub("", left).strip()
    if country := country_regex().search(noun_phrase):
        return country_codes()[country[0]]
    if term_regex(title.subject).search(noun_phrase) or _SELF.search(noun_phrase):
        return own
    if _NOBODY.fullmatch(noun_phrase):
        later = _LATER_SUBJECT.match(statement.right)
        opening = country_regex().match(statement.right, later.end()) if later and before is None else None
        return country_codes()[opening[0]] if opening else before.subject if before else own
    is_of_field = _sector_of(noun_phrase, title.family) is not None or "overall" in noun_phrase.lower()
    return (before.subject if before else own) if is_of_field else None


def _ends_in_field(left: str, family: Family) -> bool:
    fields = find_terms(left[-_LOOK_BACK:], sector_terms(family))
    return bool(fields) and not left[-_LOOK_BACK:][fields[-1].span[1] :].strip()


_LOOK_BACK = 80  # characters before a rank in which the field that it is of stands
_LATER_SUBJECT = re.compile(r"[^,;]*,\s+(?:the\s+)?")
_RESPECTIVELY = re.compile(r"(?i)\brespectively\b")


def _sector(  # noqa: PLR0911 (one for each place where the field may stand)
    statement: _Statement, before: _Stated | None, block: Block, family: Family
) -> str | None:
    """Return the field of a rank: the one after it, the last before it, the one of the rank before, the section's."""
    if before and statement.mark.is_moved:
        return before.sector
    # "7th, in AI 9th": what stands after the comma is of the rank after it.
    is_next_ones = statement.has_next and statement.right.lstrip().startswith(",")
    scope = None if is_next_ones else _SCOPE.match(statement.right)
    if scope and scope["overall"]:
        return OVERALL
    field = scope["what"] if scope else None
    if field and not statement.mark.is_bracketed and not _names_region(field.strip()):
        return OVERALL if field.strip() == family.index else _sector_of(field, family)
    left = statement.left[: start_of_drivers(statement.left)]
    named = find_terms(left, sector_terms(family))
    tail = left[named[-1].span[1] :] if named else left
    if statement.mark.is_bracketed:
        return named[-1].key[0] if named and not tail.strip() else None
    if re.search(r"(?i)\boverall\b", tail):
        return OVERALL
    if named:
        return named[-1].key[0]
    if find_terms(tail, pillar_terms(family)):
        return None
    is_same = before is not None and country_regex().search(left)
    return before.sector if before and is_same else sector_of_section(family, block.section_path) or OVERALL


def _names_region(field: str) -> bool:
    return region_regex().match(field) is not None or _SOME_REGION.match(field) is not None


_SOME_REGION = re.compile(
    r"(?i)(?:(?:its|that|this|same|whole|entire)\s+)?(?:\w+\s+)?(?:region|continent|hemisphere|bloc|"
    r"peer group|income group)\b"
)


def _sector_of(phrase: str, family: Family) -> str | None:
    """Return the sector a phrase names; None when it names a pillar, which has ranks of its own, or nothing known."""
    key = match_term(phrase, (*sector_terms(family), *pillar_terms(family)), family.match)
    if key is None and (sectors := {term.key for term in find_terms(phrase, sector_terms(family))}):
        key = sectors.pop() if len(sectors) == 1 else None
    return key[0] if key and len(key) == 1 else None


def _out_of(right: str) -> int | None:
    """Return the number of those ranked, when the clause of the rank prints it."""
    match = _OUT_OF.search(re.split(r"[,;]", right)[0])
    return int(match["count"]) if match else None


def _basis(right: str) -> str | None:
    """Return among whom a rank is counted, as printed without number and article: a group of countries or a region."""
    if match := _BASIS.search(re.split(r"[,;]", right)[0]):
        return match["group"]
    region = next(
        (m for m in region_regex().finditer(right[:_LONGEST_FIELD]) if _IN_REGION.search(right, 0, m.start())), None
    )
    return region[0] if region else None


def _edition(statement: _Statement, own: str | None) -> str | None:
    """Return the edition that a rank is of, when its own words name one: "ninth in 2022", "in 2022 X ranked ninth".

    What stands after the rank is its own; before it only what no other rank stands between.
    """
    after = _EDITION_AFTER.match(statement.right)
    before = _WHEN.search(statement.left) or _EDITION_BEFORE.match(statement.left)
    match = after or before
    return match["year"] if match and (match["year"] != own) else None


def _drivers(right: str, sector: str, family: Family) -> tuple[Driver, ...]:
    """Return the sectors and pillars named after "led by", "driven by" and the like.

    Pillars are those of the ranked sector; after an overall rank those of the sector named last.
    """
    cue = _DRIVEN.search(right)
    if not cue:
        return ()
    text, position = right[cue.end() :], 0
    current = None if sector == OVERALL else sector
    drivers: list[Driver] = []
    while True:
        terms = sector_terms(family) if sector == OVERALL else ()
        terms += pillar_terms(family, current) if current else ()
        found = find_terms(text[position:], terms)
        if not found:
            return tuple(dict.fromkeys(drivers))
        key = found[0].key
        if len(key) == 1:
            current = key[0]
        drivers.append(Driver(sector=key[0], pillar=key[1] if len(key) > 1 else None))
        position += found[0].span[1]
