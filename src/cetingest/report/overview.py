"""Bring a dossier into the view of its page, and all pages into the view of the index."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from cetingest.links import TrendPoint
from cetingest.model import Dossier, Fetch, Problem, ProblemCode, Severity
from cetingest.report import wording
from cetingest.report.cards import citation_cards, time_view
from cetingest.report.findings import count_supports, finding_rows
from cetingest.report.trends import trend_uri, trend_words
from cetingest.report.view import (
    Card,
    DocumentLine,
    DocumentView,
    Failure,
    Group,
    IndexView,
    ProblemRow,
    Totals,
    TrendView,
    WorstRow,
)

WORST_SHOWN = 50
"""Cited URLs on the index: what a person reads in one sitting; the rest is a click away on its document's page."""

_ATTENTION = wording.SERIOUSNESS[:3]

_FAILURES: Mapping[ProblemCode, str] = {
    ProblemCode.FILE_ENCRYPTED: "Ask for a copy without a password, or remove it, and put that in the folder.",
    ProblemCode.FILE_TOO_LARGE: "Raise the limit in cetingest.toml (section extract) if you trust the file.",
    ProblemCode.READER_STOPPED: "Raise the limits in cetingest.toml (section extract) if you trust the file.",
    ProblemCode.NO_TEXT_LAYER: "The pages are pictures: install tesseract, or run text recognition (OCR) on the file.",
}
_FAILURE_DEFAULT = "Open the file in a PDF reader. If that fails too, get another copy."


def document_view(dossier: Dossier) -> DocumentView:
    """Return what the page of one document shows."""
    document = dossier.document
    cards = citation_cards(dossier)
    totals = totals_of(cards)
    findings = finding_rows(dossier, cards)
    line = DocumentLine(
        page_name=page_name(document.document_id),
        title=document.title or document.source_filename,
        source_filename=document.source_filename,
        extent=_extent(dossier),
        failure=None if document.is_readable else _failure(dossier),
        totals=totals,
        headline=wording.headline(dict(totals.counts), totals.offline),
        advice=_advice(totals),
        statement_count=len(findings),
        supports=count_supports(findings),
    )
    return DocumentView(
        document_id=document.document_id,
        line=line,
        language=document.language if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]+)*", document.language or "") else None,
        asked=_asked(dossier),
        groups=tuple(_groups(cards)),
        without_url=_without_url(dossier),
        findings=findings,
        problems=_problems(dossier, cards),
    )


def index_view(documents: Iterable[DocumentView], trend: Sequence[TrendPoint] = ()) -> IndexView:
    """Return what the first page shows; documents that need most attention stand first.

    Documents may come one at a time: of each only its line and its share of the worst citations are kept.
    """
    lines: list[DocumentLine] = []
    worst: list[WorstRow] = []
    attention = 0
    for document in documents:
        line = document.line
        lines.append(line)
        rows = [WorstRow(document=line, card=c) for g in document.groups if g.verdict in _ATTENTION for c in g.cards]
        attention += len(rows)
        worst = sorted([*worst, *rows], key=lambda row: wording.SERIOUSNESS.index(row.card.verdict))[:WORST_SHOWN]
    totals = _sum(line.totals for line in lines)
    return IndexView(
        documents=tuple(sorted((line for line in lines if not line.failure), key=_need)),
        failed=tuple(line for line in lines if line.failure),
        totals=totals,
        headline=wording.headline(dict(totals.counts), totals.offline),
        advice=_advice(totals),
        worst=tuple(worst),
        worst_left_out=attention - len(worst),
        trend=TrendView(src=trend_uri(trend), words=trend_words(trend)) if len(trend) > 1 else None,
    )


def page_name(document_id: str) -> str:
    """Return the file name of a document's page.

    A document called "index" must not take the index's place; no document_id holds an underscore.
    """
    return "index_.html" if document_id == "index" else f"{document_id}.html"


# --- totals -----------------------------------------------------------------------------------------------------------


def totals_of(cards: Iterable[Card]) -> Totals:
    """Count cards by verdict, most serious first, zeros included."""
    cards = tuple(cards)
    counts = Counter(card.verdict for card in cards)
    return Totals(
        counts=tuple((verdict, counts[verdict]) for verdict in wording.SERIOUSNESS),
        offline=sum(card.is_offline for card in cards),
    )


def _sum(parts: Iterable[Totals]) -> Totals:
    parts = tuple(parts)
    return Totals(
        counts=tuple((verdict, sum(part.of(verdict) for part in parts)) for verdict in wording.SERIOUSNESS),
        offline=sum(part.offline for part in parts),
    )


def _need(document: DocumentLine) -> tuple[int, ...]:
    return tuple(-document.totals.of(verdict) for verdict in wording.SERIOUSNESS[:-1])


def _advice(totals: Totals) -> str | None:
    """Say what to do when URLs were not asked."""
    if not totals.offline:
        return None
    if totals.offline == totals.total:
        asked = "No URL was asked"
    else:
        asked = f"{wording.counted(totals.offline, 'URL was', 'URLs were')} not asked"
    return (
        f"{asked}, because this machine was offline or was told not to ask. That says nothing about the citations: "
        "none is called live or dead for it. Connect to the internet and run `cetingest run` again."
    )


def _asked(dossier: Dossier) -> str | None:
    """Say between which days the URLs were asked."""
    fetches = sorted((v.fetch for v in dossier.verdicts if v.fetch and not wording.is_offline(v)), key=_moment)
    if not fetches:
        return None
    first, last = time_view(fetches[0]).date, time_view(fetches[-1]).date
    return f"URLs asked on {first}" if first == last else f"URLs asked between {first} and {last}"


def _moment(fetch: Fetch) -> dt.datetime:
    return wording.in_utc(fetch.fetched_at)


# --- parts of a page --------------------------------------------------------------------------------------------------


def _extent(dossier: Dossier) -> tuple[str, ...]:
    document, cited = dossier.document, dossier.citations
    parts = (
        (document.page_count, "page"),
        (len(document.footnotes), "footnote"),
        (len(cited.citations), "citation"),
        (len(cited.cited_urls), "cited URL"),
    )
    return tuple(wording.counted(number, noun) for number, noun in parts if number)


def _groups(cards: tuple[Card, ...]) -> Iterable[Group]:
    for verdict in wording.SERIOUSNESS:
        members = tuple(card for card in cards if card.verdict is verdict)
        if members:
            yield Group(verdict=verdict, cards=members)


def _without_url(dossier: Dossier) -> tuple[str, ...]:
    """Return the citations that give no URL and point back to none: nothing on the web to check."""
    labels = {note.footnote_id: note.label for note in dossier.document.footnotes}
    return tuple(
        f"{labels.get(c.footnote_id, '')} {c.printed}".strip()
        for c in dossier.citations.citations
        if c.cited_url_id is None and c.antecedent_id is None
    )


def _problems(dossier: Dossier, cards: tuple[Card, ...]) -> tuple[ProblemRow, ...]:
    order = list(Severity)
    shown = [p for p in dossier.problems if p.code not in wording.VERDICT_PROBLEMS]
    targets = _targets(dossier, cards)
    return tuple(_problem_row(p, targets) for p in sorted(shown, key=lambda p: order.index(p.code.severity)))


def _targets(dossier: Dossier, cards: tuple[Card, ...]) -> dict[str, tuple[str, str]]:
    """Map the ids that problems name to a card and the words for its place."""
    targets: dict[str, tuple[str, str]] = {}
    by_id = {card.card_id: card for card in cards}
    for citation in dossier.citations.citations:
        card = by_id.get(citation.citation_id)
        if card is not None:
            for key in (citation.citation_id, citation.footnote_id, citation.cited_url_id or ""):
                targets.setdefault(key, (card.card_id, card.place))
    for card in cards:
        targets.setdefault(card.card_id, (card.card_id, card.place))
    for note in dossier.document.footnotes:
        targets.setdefault(note.footnote_id, ("", f"{note.kind.value.capitalize()} {note.label}"))
    return targets


def _problem_row(problem: Problem, targets: Mapping[str, tuple[str, str]]) -> ProblemRow:
    card_id, place = targets.get(problem.subject_id, ("", ""))
    if not place and problem.provenance:
        place = f"Page {problem.provenance[0].page_number}"
    return ProblemRow(
        code=str(problem.code),
        severity=problem.code.severity,
        message=problem.message,
        place=place or "The whole document",
        card_id=card_id or None,
    )


def _failure(dossier: Dossier) -> Failure:
    errors = [p for p in (*dossier.problems, *dossier.document.problems) if p.code.severity is Severity.ERROR]
    problems = [p for p in errors if p.code not in wording.VERDICT_PROBLEMS]
    to_do = next((_FAILURES[p.code] for p in problems if p.code in _FAILURES), _FAILURE_DEFAULT)
    why = tuple(dict.fromkeys(p.message for p in problems)) or ("No reason was recorded.",)
    return Failure(why=why, to_do=to_do)
