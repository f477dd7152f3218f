"""Which earlier citation a repeated, shortened or back-pointing one means; only when one candidate remains."""

import dataclasses
import json
import re
from collections.abc import Iterable, Mapping, Sequence

from cetingest.citations.parts import split_parts, tidy_title
from cetingest.citations.titles import find_quoted_title
from cetingest.model import Citation, CitationForm, Item
from cetingest.text import fold

_PREVIOUS = re.compile(r"(?i)^(?:see\s+(?:also\s+)?)?(?:ibid|id|idem|ebd|ebenda)\b|^(?:同上|同前)")
_NOTE_NUMBER = re.compile(r"(?i)(?:\b(?:foot|end)?notes?|\bn\.?|\bfn\.?|\banm\.?|注)\s*(?P<label>\d+)")
_POINTING_LATER = re.compile(r"(?i)\b(?:infra|below)\b")
_POINTING_WORDS = re.compile(
    r"(?i)\b(?:see(?:\s+also)?|supra|infra|op\.?\s*cit|loc\.?\s*cit|a\.\s?a\.\s?O)\b\.?|"
    r"\b(?:foot|end)?notes?\s+\d+|前掲(?:注\d*|書)?|\b(?:above|below)\b"
)
_LONGEST_SHORT_FORM = 500  # characters: an author, a title and a page
_LOCATOR = re.compile(r"(?i)^(?:at\s+)?(?:pp?\.?\s*|§+\s*|ch\.\s*|chap\.\s*)?[\dxvi]+(?:\s?[–-]\s?[\dxvi]+)?$")


def resolve_antecedents(citations: Sequence[Citation], labels: Mapping[str, str]) -> tuple[Citation, ...]:
    """Link each repeated, short and back-pointing citation to the first full citation of its work.

    `labels` maps every footnote_id of the document to its label, in reading order. A citation whose antecedent is not
    certain keeps antecedent_id None.
    """
    order = {footnote_id: index for index, footnote_id in enumerate(labels)}
    resolved: list[Citation] = []
    first_of: dict[str, Citation] = {}
    for citation in citations:
        key = work_key(citation.item)
        if citation.form == CitationForm.BACK_REFERENCE:
            found = _pointed_at(citation, resolved, citations, labels, order)
            resolved.append(_linked(citation, CitationForm.BACK_REFERENCE, found))
        elif key and key in first_of:
            resolved.append(_linked(citation, CitationForm.REPEATED, first_of[key]))
        elif _is_bare(citation.item) and (found := find_short_form(citation.printed, resolved)):
            resolved.append(_linked(citation, CitationForm.SHORT, found))
        else:
            resolved.append(citation)
            if key and citation.form == CitationForm.FULL:
                first_of[key] = citation
    return tuple(resolved)


def find_short_form(printed: str, earlier: Iterable[Citation]) -> Citation | None:
    """Find the one earlier full citation that words such as 'Doe, "Chips," 12' shorten: by author and title."""
    names, title = _named_in(printed) if len(printed) <= _LONGEST_SHORT_FORM else ("", "")
    if not title:
        return None
    candidates = [
        citation
        for citation in _full(earlier)
        if _is_title_of(title, citation.item) and (not names or _is_author_of(names, citation.item))
    ]
    return candidates[0] if len(candidates) == 1 else None


def work_key(item: Item) -> str | None:
    """Return a key that equal works share (title, makers, date and address), or None when too little is known."""
    if not (item.get("title") or item.get("URL")):
        return None
    names = sorted(fold(" ".join(str(part) for part in name.values())) for name in item.get("author", ()))
    return json.dumps([fold(item.get("title", "")), names, item.get("issued"), item.get("URL"), item.get("DOI")])


def _linked(citation: Citation, form: CitationForm, antecedent: Citation | None) -> Citation:
    root = (antecedent.antecedent_id or antecedent.citation_id) if antecedent else None
    return dataclasses.replace(citation, form=form, antecedent_id=root)


def _is_bare(item: Item) -> bool:
    """Tell whether an item has no date and no address: too little for a work's first citation."""
    return not any(field in item for field in ("URL", "DOI", "issued", "accessed"))


def _full(citations: Iterable[Citation]) -> list[Citation]:
    return [citation for citation in citations if citation.form == CitationForm.FULL and citation.item]


def _pointed_at(
    citation: Citation,
    earlier: Sequence[Citation],
    everything: Sequence[Citation],
    labels: Mapping[str, str],
    order: Mapping[str, int],
) -> Citation | None:
    """Find the citation that "ibid.", "supra note 8" or "op. cit." points at."""
    text = citation.printed
    if number := _NOTE_NUMBER.search(text):
        pool = everything if _POINTING_LATER.search(text) else earlier
        return _one_of(_of_note(number["label"], citation, pool, labels, order), text)
    if _PREVIOUS.match(text):
        if earlier and earlier[-1].footnote_id == citation.footnote_id:
            return earlier[-1] if _points_somewhere(earlier[-1]) else None
        previous = [c for c in earlier if order[c.footnote_id] == order[citation.footnote_id] - 1]
        return previous[0] if len(previous) == 1 and _points_somewhere(previous[0]) else None
    names, title = _named_in(text)
    if title and (found := find_short_form(text, earlier)):
        return found
    by_author = [c for c in _full(earlier) if names and _is_author_of(names, c.item)]
    return by_author[0] if len(by_author) == 1 and not title else None


def _points_somewhere(citation: Citation) -> bool:
    return citation.antecedent_id is not None or citation.form in (CitationForm.FULL, CitationForm.UNPARSED)


def _of_note(
    label: str, citation: Citation, pool: Sequence[Citation], labels: Mapping[str, str], order: Mapping[str, int]
) -> list[Citation]:
    """Return the citations of the nearest other note with that label: numbering may begin anew in each chapter."""
    here = order[citation.footnote_id]
    notes = {c.footnote_id for c in pool if labels[c.footnote_id] == label and c.footnote_id != citation.footnote_id}
    if not notes:
        return []
    nearest = min(notes, key=lambda footnote_id: abs(order[footnote_id] - here))
    return [c for c in pool if c.footnote_id == nearest and _points_somewhere(c)]


def _one_of(candidates: list[Citation], text: str) -> Citation | None:
    """Return the only candidate, or the only one whose title or author the words name."""
    if len(candidates) <= 1:
        return candidates[0] if candidates else None
    names, title = _named_in(text)
    by_title = [c for c in candidates if title and _is_title_of(title, c.item)]
    by_author = [c for c in candidates if names and _is_author_of(names, c.item)]
    return next((named[0] for named in (by_title, by_author) if len(named) == 1), None)


def _named_in(text: str) -> tuple[str, str]:
    """Return the folded author and title that a short form names; either may be empty."""
    bare = _POINTING_WORDS.sub(" ", text)
    if span := find_quoted_title(bare):
        return fold(bare[: span[0]]), fold(tidy_title(bare[span[0] + 1 : span[1] - 1]))
    parts = [part.text.strip(" .") for part in split_parts(bare.strip(" ."))]
    parts = [part for part in parts if re.search(r"\w", part) and not _LOCATOR.match(part)]
    if not parts:
        return "", ""
    return fold(parts[0]), fold(", ".join(parts[1:]))


def _is_title_of(short: str, item: Item) -> bool:
    """Tell whether words are the title or a run of whole words of it that is long enough to name it."""
    title = fold(item.get("title", ""))
    return bool(title) and (short == title or f" {title} ".startswith(f" {short} ") or f" {short} " in f" {title} ")


def _is_author_of(names: str, item: Item) -> bool:
    """Tell whether the first author's family name, or the body's name or its initials, is among the words."""
    for name in item.get("author", ())[:1]:
        own = fold(name.get("family") or name.get("literal") or "")
        initials = "".join(word[0] for word in own.split() if word not in ("of", "and", "for", "the", "on"))
        words = f" {names} "
        if own and (f" {own} " in words or (len(initials) > 2 and f" {initials} " in words)):
            return True
    return False
