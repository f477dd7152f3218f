"""Rules over citations: what a careful proofreader would mark, without asking the web.

Every rule takes the document's own habits as its measure: what most citations leave out is style, what one leaves out
is a slip.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import fuzz

from cetingest.language.text import fold
from cetingest.model import Citation, CitationForm, CitationList, DateParts, Document, Footnote, Problem, ProblemCode
from cetingest.problems.doubled import doubled_words
from cetingest.problems.footnotes import named

_FEWEST_UNDATED = 5  # fewer citations show no habit
_NEARLY_ALL = 0.8
# An old date of access can come with a copied citation: then many works are later than it, and it says nothing.
_MOST_LATE = 0.1
# Cited by number or occasion, not by title.
_UNTITLED = frozenset(("legal_case", "legislation", "interview", "personal_communication"))
_ALIKE = 85  # the same title with a typing slip has 95 or more, with a word left out about 85
_LONGEST_SHOWN = 200


def citation_problems(document: Document, citations: CitationList) -> Iterator[Problem]:
    """Yield what is wrong with the citations of a document, as far as its own text can tell."""
    notes = {note.footnote_id: note for note in document.footnotes}
    full = [
        citation
        for citation in citations.citations
        if citation.footnote_id in notes and citation.form in (CitationForm.FULL, CitationForm.REPEATED)
    ]
    yield from _doubled(full, notes)
    yield from _untitled(full, notes, document.document_id)
    yield from _without_access_date(full, notes)
    yield from _impossible_dates(full, notes)
    yield from _shared_urls(full, notes)
    yield from _repeated(full, notes)


_Notes = dict[str, Footnote]


def _doubled(citations: Iterable[Citation], notes: _Notes) -> Iterator[Problem]:
    for citation in citations:
        for words in doubled_words(citation):
            yield _problem(
                ProblemCode.DOUBLED_WORDS, citation, notes, f"prints “{_shown(words)}” twice in a row; delete one."
            )


def _untitled(citations: Sequence[Citation], notes: _Notes, document_id: str) -> Iterator[Problem]:
    """Find citations without a title; where most have none that is the document's style, and one problem of it."""
    untitled = [citation for citation in citations if _lacks_title(citation)]
    if len(untitled) >= _FEWEST_UNDATED and 2 * len(untitled) > len(citations):
        yield Problem(
            code=ProblemCode.MISSING_TITLE,
            message=f"{len(untitled)} of {len(citations)} citations have no title; add the titles that the pages show.",
            subject_id=document_id,
        )
        return
    for citation in untitled:
        yield _problem(
            ProblemCode.MISSING_TITLE, citation, notes, f"cites “{_shown(citation.printed)}” without a title; add it."
        )


def _lacks_title(citation: Citation) -> bool:
    """Tell whether a title is missing, rather than hidden in a sentence of which only the address was read."""
    item = citation.item
    if item.get("title") or item.get("type") in _UNTITLED:
        return False
    if item.get("author"):
        return True
    covered = list(citation.printed)
    for field in citation.fields:
        start, end = (offset - citation.span[0] for offset in field.span)
        covered[start:end] = " " * (end - start)
    return "URL" in item and len(re.findall(r"\w+", "".join(covered))) <= 3  # "last accessed on"


def _without_access_date(citations: Iterable[Citation], notes: _Notes) -> Iterator[Problem]:
    undated = [c for c in citations if "URL" in c.item and "issued" not in c.item and "DOI" not in c.item]
    missing = [citation for citation in undated if "accessed" not in citation.item]
    if len(undated) < _FEWEST_UNDATED or len(undated) - len(missing) < _NEARLY_ALL * len(undated):
        return
    for citation in missing:
        yield _problem(
            ProblemCode.MISSING_ACCESS_DATE,
            citation,
            notes,
            f"has neither a date nor a date of access for {_shown(citation.item['URL'])}; add one.",
        )


# --- dates ------------------------------------------------------------------------------------------------------------


def _impossible_dates(citations: Iterable[Citation], notes: _Notes) -> Iterator[Problem]:
    """Find works read before they were published, and works later than the last reading of any work."""
    dated = [citation for citation in citations if _first_day(citation.item.get("issued"))]
    early, later = [], []
    latest = max((_first_day(citation.item.get("accessed")) for citation in citations), default=())
    for citation in dated:
        issued, accessed = _first_day(citation.item.get("issued")), _first_day(citation.item.get("accessed"))
        if accessed and _is_before(accessed, issued):
            early.append(citation)
        elif latest and _is_before(latest, issued):
            later.append(citation)
    for citation in early:
        yield _problem(
            ProblemCode.ACCESSED_BEFORE_ISSUED,
            citation,
            notes,
            f"was read on {_iso(_first_day(citation.item.get('accessed')))}, before its date "
            f"{_iso(_first_day(citation.item.get('issued')))}; correct one of them.",
        )
    if len(later) <= max(1, _MOST_LATE * len(dated)):
        for citation in later:
            yield _problem(
                ProblemCode.DATE_IN_FUTURE,
                citation,
                notes,
                f"is dated {_iso(_first_day(citation.item.get('issued')))}, after {_iso(latest)}, the latest date of "
                "access in the document; compare it with the work.",
            )


def _first_day(date: DateParts | None) -> tuple[int, ...]:
    """Return the beginning of a date, () when it has none that a calendar knows (fiscal years, about a year)."""
    if date is None or "literal" in date or "circa" in date or not date["date-parts"]:
        return ()
    return tuple(date["date-parts"][0])


def _is_before(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Compare two dates as far as both are printed: May 2025 is not before 2025."""
    shorter = min(len(one), len(other))
    return one[:shorter] < other[:shorter]


def _iso(date: tuple[int, ...]) -> str:
    return "-".join(f"{part:02}" for part in date)


# --- the same URL, the same work --------------------------------------------------------------------------------------


def _shared_urls(citations: Iterable[Citation], notes: _Notes) -> Iterator[Problem]:
    """Find citations whose URL an earlier one has with another title; the chapters of a book may share its URL."""
    titled: dict[str, list[Citation]] = defaultdict(list)
    for citation in citations:
        url, title = citation.item.get("URL"), citation.item.get("title")
        if not url or not title or citation.item.get("type") == "chapter":
            continue
        others = titled[url.casefold().rstrip("/").partition("://")[2].removeprefix("www.")]
        if others and _are_different(title, others[0].item.get("title", "")):
            yield _problem(
                ProblemCode.URL_WITH_DIFFERENT_TITLES,
                citation,
                notes,
                f"gives “{_shown(title)}” the URL that {_lower(named(notes[others[0].footnote_id]))} gives "
                f"“{_shown(others[0].item.get('title', ''))}”; give each its own.",
            )
        others.append(citation)


def _are_different(title: str, other: str) -> bool:
    """Tell whether two titles cannot mean one work; a title and its translation cannot be compared.

    A title with and without its subtitle is one; titles that differ in a figure (2021, 2023) are two.
    """
    one, two = sorted((fold(title), fold(other)), key=len)
    if not one or one.isascii() != two.isascii() or one.replace(" ", "") == two.replace(" ", ""):
        return False
    if f" {one} " in f" {two} ":
        return False
    return sorted(re.findall(r"\d+", one)) != sorted(re.findall(r"\d+", two)) or fuzz.ratio(one, two) < _ALIKE


def _repeated(citations: Sequence[Citation], notes: _Notes) -> Iterator[Problem]:
    by_id = {citation.citation_id: citation for citation in citations}
    for citation in citations:
        first = by_id.get(citation.antecedent_id or "")
        if citation.form is CitationForm.REPEATED and first and first.footnote_id != citation.footnote_id:
            yield _problem(
                ProblemCode.DUPLICATE_NOTE,
                citation,
                notes,
                f"cites in full the work that {_lower(named(notes[first.footnote_id]))} cites in full; a short form "
                "would do.",
            )


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _shown(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…"


def _problem(code: ProblemCode, citation: Citation, notes: _Notes, message: str) -> Problem:
    note = notes[citation.footnote_id]
    return Problem(
        code=code, message=f"{named(note)} {message}", subject_id=citation.citation_id, provenance=note.provenance
    )
