"""Rankings that a document states: who has which rank in what, and what is said to drive it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from cetingest.findings.context import Context
from cetingest.findings.countries import country_codes, country_regex, subject_code
from cetingest.findings.family import Family
from cetingest.findings.quotes import footnotes_of, quote_of
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
from cetingest.model import Block, Driver, Ranking

_ORDINAL_WORDS = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
)
_ORDINALS = {word: number for number, word in enumerate(_ORDINAL_WORDS, 1)}
_RANK = rf"(?P<rank>\d{{1,3}}(?:st|nd|rd|th)\b|(?:{'|'.join(_ORDINAL_WORDS)})\b|(?:No\.\s?|#|number )\d{{1,3}}\b)"
_FILLER = r"(?:\s+(?:also|only|just|currently|now|even|again|as|at|in|the|a|joint|equal|overall))*\s+"
# "ranks 4th", "is placed fifth", "comes in third"; "holds 4th place", "in fourth place"; "rank is 4th", "rank of 4th".
_STATEMENT = re.compile(
    rf"\b(?:rank(?:s|ed|ing)?|place[sd]?|com(?:es?|ing)|came|stands?|stood|sits?|finish(?:es|ed)?)\b{_FILLER}{_RANK}"
    rf"|\b(?:holds?|held|occup(?:y|ies|ied)|takes?|took|in|at)\s+(?:the\s+)?{_RANK.replace('rank>', 'place_rank>')}"
    rf"\s+(?:place|position|rank|spot)\b"
    rf"|\brank(?:ing)?(?:\s+(?:in|for|on)\s+(?P<named>[\w\s-]{{2,40}}?))?\s+(?:is|was|of)\s+(?:the\s+)?"
    rf"{_RANK.replace('rank>', 'is_rank>')}",
    re.IGNORECASE,
)
# One verb may serve several ranks: "ranks 7th in quantum and 5th in space".
_SHARED_VERB = re.compile(rf"\s*(?:,\s*)?(?:and|but|,)\s+{_RANK}(?=\s+(?:overall|in|for|on)\b)", re.IGNORECASE)
# "Leads in space (2nd) and AI (5th)": the field stands right before the bracket.
_IN_BRACKETS = re.compile(
    rf"\s\((?:ranks?\s+|ranked\s+)?{_RANK}(?:\s+(?:place|overall|globally|worldwide))?\)", re.IGNORECASE
)
_WISHED = re.compile(r"\b(?:not|never|could|would|might|may|should|if|aims?|hopes?|expected|likely)\b", re.IGNORECASE)
_LONGEST_FIELD = 60  # characters
_BRACKETED_FIELD = re.compile(r"(?:^|[,;:]|\b(?:in|and|for|the|but|of)\s)\s*(?P<what>[\w&-]+(?:\s[\w&-]+){0,3})$")
_LOOK_BACK = 40  # characters: a modal verb and one long adverb
# A sentence of the labelled reports states up to three ranks; what has more than this is no sentence.
_MOST = 20
_NOT_STATED = re.compile(
    r"(?i)\b(?:not|never|could|would|might|may|to|should|can|if|aims?|hopes?|expected|likely)\s+(?:\w+\s+)?$"
)
_SCOPE = re.compile(
    r"(?i)^\s*(?:place|position|rank|spot)?\s*(?:(?:globally|worldwide|internationally|again|(?:out )?of \d+[\w\s]*?|"
    r"among [\w\s]+?|in (?:the )?(?:world|index|ranking|table|\d{4}(?: edition)?|this [\w\s]+?))\s*)*,?\s*"
    r"(?:(?P<overall>overall|in the overall [\w ]+)\b|(?:in|for|on)\s+(?:the\s+)?(?P<what>[^,;.:()—]+))?"
)
_OUT_OF = re.compile(
    r"(?i)\b(?:out of|of|among)\s+(?:the\s+|all\s+)?(?P<count>\d{1,3})\b(?!\s*(?:st|nd|rd|th|percent|%))"
)
_LAST_CLAUSE = re.compile(r"(?i)^.*(?:[,;:]|\b(?:while|whereas|and|but|although|though|that|where)\b)\s*", re.DOTALL)
_FRONTED = re.compile(r"(?i)(?:^|[,;]\s*|\b(?:while|but|and)\s+)(?:in|for|on)\s+(?P<what>[^,;]+),\s*[^,;]*$")
# "Strong in space, where it ranks 5th": the field is named before the relative clause.
_WHERE = re.compile(r"\bwhere\b[^,;]*$", re.IGNORECASE)
_SELF = re.compile(r"(?i)^(?:it|they|the (?:country|nation|state|region|economy|city|company|university))\b")
_DRIVEN = re.compile(
    r"(?i)\b(?:led|driven|supported|underpinned|helped|boosted|explained|bolstered|buoyed)\s+(?:\w+ly\s+)?by\b|"
    r"\b(?:thanks to|owing to|due to|because of|on the strength of|reflecting|on the back of)\b"
)


@dataclass(frozen=True, slots=True)
class _Statement:
    """A rank and the words around it: `left` from the statement before, `right` up to the one after."""

    rank: str
    left: str
    right: str
    named: str | None


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
        for statement in (*_statements(sentence.text), *_bracketed(sentence.text)):
            if where := _where(statement, sentence.block, title):
                subject, sector = where
                rankings.append(
                    Ranking(
                        finding_id=f"{context.document.document_id}-ranking-{len(rankings) + 1}",
                        quote=quote,
                        footnote_ids=footnotes_of(context.document, quote),
                        subject=subject,
                        index=title.family.index,
                        edition=title.edition,
                        sector=sector,
                        rank=_number(statement.rank),
                        rank_printed=statement.rank,
                        out_of=_out_of(statement.right),
                        drivers=_drivers(statement.right, sector, title.family),
                    )
                )
    return tuple(rankings)


def _statements(sentence: str) -> Iterator[_Statement]:
    """Iterate over the ranks that a sentence states."""
    marks: list[tuple[int, int, str, str | None]] = []
    for match in islice(_STATEMENT.finditer(sentence), _MOST):
        if _NOT_STATED.search(sentence[max(0, match.start() - _LOOK_BACK) : match.start()]):
            continue
        rank = match["rank"] or match["place_rank"] or match["is_rank"]
        marks.append((match.start(), match.end(), rank, match["named"]))
        end = match.end()
        while shared := _next_shared(sentence, end):
            marks.append((shared.start(), shared.end(), shared["rank"], None))
            end = shared.end()
    for index, (start, end, rank, named) in enumerate(marks):
        before = marks[index - 1][1] if index else 0
        after = marks[index + 1][0] if index + 1 < len(marks) else len(sentence)
        yield _Statement(rank, sentence[before:start], sentence[end:after], named)


def _bracketed(sentence: str) -> Iterator[_Statement]:
    """Iterate over ranks in brackets after a field, of the one country named before or the document's own.

    Where two are named it is open whose rank it is.
    """
    position = 0
    for match in islice(_IN_BRACKETS.finditer(sentence), _MOST):
        left = sentence[max(position, match.start() - _LONGEST_FIELD) : match.start()]
        named = {m[0] for m in country_regex().finditer(sentence, 0, match.start())}
        field = _BRACKETED_FIELD.search(left)
        if field and len(named) <= 1 and not _WISHED.search(sentence, 0, match.start()):
            yield _Statement(match["rank"], "".join(named), "", field["what"])
        position = match.end()


def _next_shared(sentence: str, end: int) -> re.Match[str] | None:
    """Find a further rank of the same verb: only the field of the one before may stand between."""
    match = _SHARED_VERB.search(sentence, end)
    between = sentence[end : match.start()] if match else ""
    return match if match and not re.search(r"[,;]|\b(?:while|whereas)\b", between) else None


def _where(statement: _Statement, block: Block, title: TitleMatch) -> tuple[str, str] | None:
    """Return subject and sector of a statement, or None when it ranks something else."""
    own = subject_code(title.subject)
    noun_phrase = _LAST_CLAUSE.sub("", statement.left).strip()
    country = _country_in(noun_phrase)
    is_about_own = not noun_phrase or bool(_SELF.match(noun_phrase)) or _names(noun_phrase, title.subject)
    in_phrase = _sector_of(noun_phrase, title.family)
    if not (country or is_about_own or in_phrase):
        return None
    scope = _SCOPE.match(statement.right)
    field = statement.named or (scope["what"] if scope else None)
    if scope and scope["overall"]:
        sector: str | None = OVERALL
    elif field:
        sector = _sector_of(field, title.family)
    elif in_phrase:
        sector = in_phrase
    elif (where := _WHERE.search(statement.left)) and (
        named := find_terms(statement.left[: where.start()], sector_terms(title.family))
    ):
        sector = named[-1].key[0]
    elif fronted := _FRONTED.search(statement.left):
        sector = _sector_of(fronted["what"], title.family)
    else:
        sector = sector_of_section(title.family, block.section_path) or OVERALL
    return (country or own, sector) if sector else None


def _sector_of(phrase: str, family: Family) -> str | None:
    """Return the sector a phrase names; None when it names a pillar, which has ranks of its own, or nothing known."""
    key = match_term(phrase, (*sector_terms(family), *pillar_terms(family)), family.match)
    if key is None and (sectors := {term.key for term in find_terms(phrase, sector_terms(family))}):
        key = sectors.pop() if len(sectors) == 1 else None
    return key[0] if key and len(key) == 1 else None


def _country_in(phrase: str) -> str | None:
    """Return the code of the first country that a phrase names."""
    match = country_regex().search(phrase)
    return country_codes()[match[0]] if match else None


def _names(phrase: str, subject: str) -> bool:
    return term_regex(subject).search(phrase) is not None


def _number(printed: str) -> int:
    word = printed.lower()
    return _ORDINALS[word] if word in _ORDINALS else int(re.sub(r"\D", "", word))


def _out_of(right: str) -> int | None:
    """Return the number of those ranked, when the clause of the rank prints it."""
    match = _OUT_OF.search(re.split(r"[,;]", right)[0])
    return int(match["count"]) if match else None


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
