"""Which earlier citation a repeated, shortened or back-pointing one means; only when one candidate remains."""

import dataclasses
import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from cetingest.citations.parts import split_parts, tidy_title
from cetingest.citations.pointers import NOTE_NUMBER, POINTING_LATER, POINTING_WORDS, PREVIOUS
from cetingest.citations.titles import find_quoted_title
from cetingest.citations.works import WorkIndex, work_id_of
from cetingest.language.text import fold
from cetingest.model import Citation, CitationForm, Item

_LONGEST_SHORT_FORM = 500  # characters: an author, a title and a page
_MOST_CANDIDATES = 200  # works that share the rarest word of a short form; where more do, nothing is certain
_LOCATOR = re.compile(
    r"(?i)^\d{1,4}\s[A-Z][\w.' ]{0,30}?\sat\s\d+(?:[–-]\d+)?$|^第?\d+[页頁]$|^(?:at\s+)?(?:pp?\.?\s*|s\.\s*|§+\s*|"
    r"chap\.\s*)?[\dxvi]+(?:\s?[–-]\s?[\dxvi]+)?頁?$"
)


class FullCitations:
    """The works that were cited in full so far, found by words of their titles and makers."""

    def __init__(self) -> None:
        self.works = WorkIndex()
        self._by_word: dict[str, list[Citation]] = defaultdict(list)
        self._by_maker: dict[str, list[Citation]] = defaultdict(list)

    def add(self, citation: Citation) -> None:
        """Remember a citation, if it is in full and the first of its work."""
        if citation.form != CitationForm.FULL or not citation.item or self.works.find(citation.item):
            return
        self.works.add(citation)
        for word in set(fold(citation.item.get("title", "")).split()):
            self._by_word[word].append(citation)
        for word in _maker_words(citation.item):
            self._by_maker[word].append(citation)

    def find_short_form(self, printed: str) -> Citation | None:
        """Find the one work that words such as 'Doe, "Chips," 12' shorten: by maker and title."""
        names, title = _named_in(printed) if len(printed) <= _LONGEST_SHORT_FORM else ("", "")
        if not title:
            return None
        rarest = min((self._by_word.get(word, []) for word in title.split()), key=len, default=[])
        return _only(
            citation
            for citation in _bounded(rarest)
            if _is_title_of(title, citation.item) and (not names or _is_author_of(names, citation.item))
        )

    def find_by_maker(self, printed: str) -> Citation | None:
        """Find the one work by the maker that words such as "Doe, op. cit., p. 33" name."""
        names, title = _named_in(printed[:_LONGEST_SHORT_FORM])
        if title or not names:
            return None
        return self._only_by(names) or self.find_titled(names)

    def _only_by(self, names: str) -> Citation | None:
        found = {c.citation_id: c for word in names.split() for c in _bounded(self._by_maker.get(word, []))}
        return _only(citation for citation in found.values() if _is_author_of(names, citation.item))

    def find_titled(self, name: str) -> Citation | None:
        """Find the one work without maker whose title begins with a name: the first party of a case."""
        found = _bounded(self._by_word.get(name.split(" ", maxsplit=1)[0], []))
        return _only(c for c in found if "author" not in c.item and fold(c.item["title"]).startswith(f"{name} "))

    def find_by_maker_and_year(self, item: Item) -> Citation | None:
        """Find the one work that an author-date reference means: "Doe 2019, 44"."""
        names = " ".join(fold(name.get("family") or name.get("literal") or "") for name in item.get("author", ())[:1])
        found = _bounded(self._by_maker.get(names.split(" ")[0], []))
        return _only(c for c in found if _year(c.item) == _year(item) and _is_author_of(names, c.item))


def resolve_antecedents(citations: Sequence[Citation], labels: Mapping[str, str]) -> tuple[Citation, ...]:
    """Link each repeated, short and back-pointing citation to the first full citation of its work.

    `labels` maps every footnote_id of the document to its label, in reading order. A citation whose antecedent is not
    certain keeps antecedent_id None. Citations of one work get the same work_id.
    """
    notes = _Notes(citations, labels)
    full = FullCitations()
    for citation in citations:
        form, antecedent = citation.form, None
        if form == CitationForm.BACK_REFERENCE:
            antecedent = _pointed_at(citation, notes, full)
        elif _is_author_date(citation.item):
            antecedent = full.find_by_maker_and_year(citation.item)
            form = CitationForm.SHORT if antecedent else form
        elif _is_bare(citation.item) and (found := full.find_short_form(citation.printed)):
            form, antecedent = CitationForm.SHORT, found
        elif form == CitationForm.FULL and (found := full.works.find(citation.item)):
            form, antecedent = CitationForm.REPEATED, found
        linked = _linked(citation, form, antecedent)
        notes.add(linked)
        full.add(linked)
    return tuple(notes.resolved)


class _Notes:
    """The citations of each note: those before `resolved` ends with their antecedents, later ones as they were read."""

    def __init__(self, citations: Sequence[Citation], labels: Mapping[str, str]) -> None:
        self.resolved: list[Citation] = []
        self.order = {footnote_id: index for index, footnote_id in enumerate(labels)}
        self._footnote_ids = list(labels)
        self._of_note: dict[str, list[Citation]] = defaultdict(list)
        self._later: dict[str, list[Citation]] = defaultdict(list)
        self._with_label: dict[str, list[int]] = defaultdict(list)
        for citation in citations:
            self._later[citation.footnote_id].append(citation)
        for index, (footnote_id, label) in enumerate(labels.items()):
            if footnote_id in self._later:
                self._with_label[label].append(index)

    def add(self, citation: Citation) -> None:
        """Add the next citation, with its antecedent."""
        self.resolved.append(citation)
        self._of_note[citation.footnote_id].append(citation)

    def before(self, citation: Citation) -> Citation | None:
        """Return what "ibid." means: the work before in the same note, else the only one of the note before."""
        if same := self._of_note.get(citation.footnote_id):
            return same[-1] if _points_somewhere(same[-1]) else None
        index = self.order[citation.footnote_id]
        previous = self._of_note.get(self._footnote_ids[index - 1], []) if index else []
        return previous[0] if len(previous) == 1 and _points_somewhere(previous[0]) else None

    def labelled(self, label: str, citation: Citation, *, is_later: bool) -> list[Citation]:
        """Return the citations of the nearest other note with that label: numbering may begin anew in each chapter."""
        here, indexes = self.order[citation.footnote_id], self._with_label.get(label, [])
        at = bisect_left(indexes, here)
        near = indexes[max(0, at - 1) : at + 2] if is_later else indexes[max(0, at - 1) : at]
        others = [index for index in near if index != here]
        if not others:
            return []
        footnote_id = self._footnote_ids[min(others, key=lambda index: abs(index - here))]
        found = self._of_note.get(footnote_id) or self._later[footnote_id]
        return [c for c in found if _points_somewhere(c)]


def _linked(citation: Citation, form: CitationForm, antecedent: Citation | None) -> Citation:
    root = (antecedent.antecedent_id or antecedent.citation_id) if antecedent else None
    work_id = antecedent.work_id if antecedent else work_id_of(citation.item)
    return dataclasses.replace(citation, form=form, antecedent_id=root, work_id=work_id)


def _is_bare(item: Item) -> bool:
    """Tell whether an item has no date and no address: too little for a work's first citation."""
    return not any(field in item for field in ("URL", "DOI", "issued", "accessed"))


def _is_author_date(item: Item) -> bool:
    return "title" not in item and "URL" not in item and "author" in item and "issued" in item


def _year(item: Item) -> int | None:
    return item["issued"]["date-parts"][0][0] if "issued" in item else None


def _only(candidates: Iterable[Citation]) -> Citation | None:
    """Return the candidate when there is exactly one."""
    found = iter(candidates)
    first = next(found, None)
    return first if next(found, None) is None else None


def _bounded(candidates: Sequence[Citation]) -> Sequence[Citation]:
    return candidates if len(candidates) <= _MOST_CANDIDATES else ()


def _maker_words(item: Item) -> set[str]:
    """Return the words by which the first maker may be named: those of the name, and a body's initials."""
    words: set[str] = set()
    for name in item.get("author", ())[:1]:
        own = fold(name.get("family") or name.get("literal") or "")
        words |= {*own.split()[:1], _initials(own)}
    return words - {""}


def _initials(own: str) -> str:
    return "".join(word[0] for word in own.split() if word not in ("of", "and", "for", "the", "on"))


def _pointed_at(citation: Citation, notes: _Notes, full: FullCitations) -> Citation | None:
    """Find the citation that "ibid.", "supra note 8" or "op. cit." points at."""
    text = citation.printed
    if number := NOTE_NUMBER.search(text):
        is_later = POINTING_LATER.search(text) is not None
        return _one_of(notes.labelled(_figures(number["label"]), citation, is_later=is_later), text)
    if PREVIOUS.match(text):
        return notes.before(citation)
    return full.find_short_form(text) or full.find_by_maker(text)


def _figures(label: str) -> str:
    """Return a label in figures: Chinese notes are numbered ① to ⑳."""
    return label if label.isdecimal() else f"{unicodedata.numeric(label):.0f}"


def _points_somewhere(citation: Citation) -> bool:
    return citation.antecedent_id is not None or citation.form in (CitationForm.FULL, CitationForm.UNPARSED)


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
    bare = POINTING_WORDS.sub(" ", text)
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
        initials = _initials(own)
        words = f" {names} "
        if own and (f" {own} " in words or (len(initials) > 2 and f" {initials} " in words)):
            return True
    return False
