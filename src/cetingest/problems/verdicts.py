"""Rules over verdicts: which cited URLs need a person, and which could not be asked at all."""

from collections import Counter
from collections.abc import Iterator

from cetingest.model import CitationList, Document, Problem, ProblemCode, Provenance, Reach, Verdict, VerdictKind
from cetingest.problems.footnotes import named, on_page

_CODES = {
    VerdictKind.DEAD: ProblemCode.CITATION_DEAD,
    VerdictKind.LIVE_BUT_WRONG: ProblemCode.CITATION_WRONG_PAGE,
    VerdictKind.SUSPECT: ProblemCode.CITATION_SUSPECT,
    VerdictKind.CANNOT_TELL: ProblemCode.CITATION_UNVERIFIED,
}
_HAPPENED = {
    ProblemCode.CITATION_DEAD: "the link is dead",
    ProblemCode.CITATION_WRONG_PAGE: "the link leads to another page",
    ProblemCode.CITATION_SUSPECT: "the link needs a look",
    ProblemCode.CITATION_UNVERIFIED: "the link could not be checked",
    ProblemCode.CITATION_MOVED: "the link has moved for good",
}
_TO_DO = {
    ProblemCode.CITATION_DEAD: "Look for an archived copy or the work's new place.",
    ProblemCode.CITATION_WRONG_PAGE: "Open it and compare; look for an archived copy or the work's new place.",
    ProblemCode.CITATION_SUSPECT: "Open it and compare the page with the citation.",
    ProblemCode.CITATION_UNVERIFIED: "Open it in a browser.",
    ProblemCode.CITATION_MOVED: "Cite the URL that it leads to now.",
}


def verdict_problems(document: Document, citations: CitationList, verdicts: tuple[Verdict, ...]) -> Iterator[Problem]:
    """Yield a problem for each verdict that a person should see.

    URLs that nobody was asked about are one problem of the document, not one each: 35 equal notes of an offline run say
    nothing of any citation and bury what does. The table of verdicts still has a row for each. What one server refused
    to show stays a problem of its citation, since a person can look at that one.
    """
    places = places_of(document, citations)
    unasked = Counter(verdict.reason for verdict in verdicts if _is_unasked(verdict))
    for reason, count in sorted(unasked.items()):
        if count > 1:
            yield Problem(
                code=ProblemCode.URLS_NOT_ASKED,
                message=f"{count} of {len(verdicts)} cited URLs have no verdict yet. {_sentence(reason)} "
                "Run `cetingest run` on a machine with a network.",
                subject_id=document.document_id,
            )
    for verdict in verdicts:
        code = _code(verdict)
        if code and not (_is_unasked(verdict) and unasked[verdict.reason] > 1):
            yield _problem(code, verdict, document.document_id, places)


def _is_unasked(verdict: Verdict) -> bool:
    """Tell whether no server had a chance to answer: that is a fact about the run, not about the citation."""
    is_offline = verdict.fetch is not None and verdict.fetch.is_offline
    return verdict.verdict is VerdictKind.CANNOT_TELL and (is_offline or verdict.reach is Reach.NOT_FETCHED)


def _code(verdict: Verdict) -> ProblemCode | None:
    if verdict.verdict is VerdictKind.LIVE and verdict.reach is Reach.MOVED_PERMANENT:
        return ProblemCode.CITATION_MOVED
    return _CODES.get(verdict.verdict)


Place = tuple[str, tuple[Provenance, ...]]


def places_of(document: Document, citations: CitationList) -> dict[str | None, Place]:
    """Map each cited URL and citation to the words for its place, and to the place itself."""
    notes = {note.footnote_id: (named(note), note.provenance) for note in document.footnotes}
    nowhere: Place = ("The document", ())
    places: dict[str | None, Place] = {c.citation_id: notes.get(c.footnote_id, nowhere) for c in citations.citations}
    for cited in citations.cited_urls:
        words, provenance = notes.get(cited.footnote_id or "", ("Body text" + on_page(cited.provenance), ()))
        places[cited.cited_url_id] = (words, cited.provenance or provenance)
    return places


def _problem(code: ProblemCode, verdict: Verdict, document_id: str, places: dict[str | None, Place]) -> Problem:
    where, provenance = places.get(verdict.cited_url_id) or places.get(verdict.citation_id) or ("The document", ())
    to_do = _TO_DO[code]
    if verdict.suggestion:
        to_do = f"Put {verdict.suggestion.url} instead: {_sentence(verdict.suggestion.why)}"
    return Problem(
        code=code,
        message=f"{where}: {_HAPPENED[code]}: {verdict.url} - {_sentence(verdict.reason)} {to_do}",
        subject_id=verdict.citation_id or verdict.cited_url_id or document_id,
        provenance=provenance,
    )


def _sentence(text: str) -> str:
    """Begin with a capital letter and end with a full stop.

    >>> _sentence("this machine is offline")
    'This machine is offline.'
    """
    text = text.strip()
    if not text:
        return ""
    return f"{text[0].upper()}{text[1:]}{'' if text.endswith(('.', '!', '?', '。')) else '.'}"
