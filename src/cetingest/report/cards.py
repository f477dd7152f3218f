"""Deal one card a cited URL: what the web said about it and what of the document stands on it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit

from cetingest.language.sentences import sentence_at, split_sentences
from cetingest.language.urls import absolute_url
from cetingest.model import (
    Block,
    Citation,
    CitedUrl,
    Content,
    Document,
    Dossier,
    Fetch,
    Footnote,
    FootnoteReference,
    Item,
    Name,
    Reach,
    Span,
    Verdict,
    VerdictKind,
)
from cetingest.report import wording
from cetingest.report.crops import Place, picture_places
from cetingest.report.findings import Statement, statements
from cetingest.report.view import (
    AnswerView,
    Card,
    FindingLink,
    HopView,
    PictureView,
    SentenceView,
    SuggestionView,
    TimeView,
    UrlView,
)

Value = TypeVar("Value")


def citation_cards(dossier: Dossier) -> tuple[Card, ...]:
    """Return one card for each cited URL, most serious first, then in the order of the document."""
    lookup = _Lookup.of(dossier)
    cards = [_card(citation, cited, lookup) for citation, cited in _entries(dossier)]
    return tuple(sorted(cards, key=lambda card: wording.SERIOUSNESS.index(card.verdict)))


def safe_url(url: str) -> UrlView:
    """Return how to show a URL; only a printable http or https URL with a host becomes a link.

    >>> safe_url("https://a.example/x").href, safe_url("javascript:alert(1)").href
    ('https://a.example/x', None)
    >>> safe_url("www.a.example")
    UrlView(text='www.a.example', href='http://www.a.example')
    """
    target = absolute_url(url)
    shown = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in url)
    try:
        parts = urlsplit(target)
        is_safe = shown == url and parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:  # unbalanced brackets of an IPv6 host
        is_safe = False
    return UrlView(text=shown, href=target if is_safe else None)


# --- looking things up ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lookup:
    """The parts of a dossier by the ids that others name them with."""

    footnotes: Mapping[str, Footnote]
    blocks: Mapping[str, Block]
    marks: Mapping[str, tuple[FootnoteReference, ...]]
    sentences: Mapping[str, tuple[Span, ...]]
    verdicts: Mapping[str, Verdict]
    places: Mapping[str, tuple[Place, ...]]
    findings: Mapping[str, tuple[FindingLink, ...]]
    remarks: Mapping[str, tuple[str, ...]]
    labels_of_url: Mapping[str, tuple[str, ...]]
    labels_of_antecedent: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, dossier: Dossier) -> "_Lookup":
        document, cited = dossier.document, dossier.citations
        notes = {note.footnote_id: note for note in document.footnotes}
        return cls(
            footnotes=notes,
            blocks={block.block_id: block for block in document.blocks},
            marks=_grouped((mark.footnote_id, mark) for mark in document.footnote_references),
            sentences=_sentences_of_marked(document),
            verdicts={key: verdict for verdict in reversed(dossier.verdicts) for key in _keys(verdict)},
            places=_grouped((place.subject_id, place) for place in picture_places(document, cited)),
            findings=_grouped(
                (note, _link(s)) for s in statements(dossier.findings.statements) for note in s.footnote_ids
            ),
            remarks=_grouped(
                (p.subject_id, p.message) for p in dossier.problems if p.code not in wording.VERDICT_PROBLEMS
            ),
            labels_of_url=_grouped((c.url, _label(c.footnote_id, notes)) for c in cited.cited_urls),
            labels_of_antecedent=_grouped(
                (c.antecedent_id, _label(c.footnote_id, notes)) for c in cited.citations if c.cited_url_id is None
            ),
        )


def _sentences_of_marked(document: Document) -> dict[str, tuple[Span, ...]]:
    """Split each block that holds a mark once: one block may hold thousands of them."""
    marked = {mark.block_id for mark in document.footnote_references}
    return {block.block_id: split_sentences(block.text) for block in document.blocks if block.block_id in marked}


def _grouped(pairs: Iterable[tuple[str | None, Value | None]]) -> dict[str, tuple[Value, ...]]:
    groups: dict[str, tuple[Value, ...]] = {}
    for key, value in pairs:
        if key is not None and value is not None:
            groups[key] = (*groups.get(key, ()), value)
    return groups


def _keys(verdict: Verdict) -> tuple[str, ...]:
    return tuple(key for key in (verdict.citation_id, verdict.cited_url_id, verdict.url) if key)


def _label(footnote_id: str | None, footnotes: Mapping[str, Footnote]) -> str | None:
    note = footnotes.get(footnote_id or "")
    return note.label if note else None


def _link(statement: Statement) -> FindingLink:
    return FindingLink(
        finding_id=statement.statement_id,
        kind=", ".join(statement.kinds),
        text=wording.shortened(statement.quote.text),
    )


def _entries(dossier: Dossier) -> Iterable[tuple[Citation | None, CitedUrl]]:
    """Pair each cited URL with its citations; a URL outside any citation stands alone."""
    by_url = _grouped((citation.cited_url_id, citation) for citation in dossier.citations.citations)
    for cited in dossier.citations.cited_urls:
        for citation in by_url.get(cited.cited_url_id, (None,)):
            yield citation, cited


# --- one card ---------------------------------------------------------------------------------------------------------


def _card(citation: Citation | None, cited: CitedUrl, lookup: _Lookup) -> Card:
    note = lookup.footnotes.get(cited.footnote_id or "")
    subject_id = note.footnote_id if note else cited.cited_url_id
    verdict = _verdict(citation, cited, lookup)
    place = _place_words(note, cited)
    item: Item = citation.item if citation else {}
    return Card(
        card_id=citation.citation_id if citation else cited.cited_url_id,
        verdict=verdict.verdict,
        is_offline=wording.is_offline(verdict),
        has_moved=verdict.reach is Reach.MOVED_PERMANENT,
        label=note.label if note else None,
        place=place,
        title=item.get("title") or (citation.printed if citation else cited.url),
        byline=byline(item),
        url=safe_url(cited.url),
        printed_url=cited.printed if cited.mended_by else None,
        answer=_answer(verdict, item.get("title")),
        to_do=wording.what_to_do(verdict),
        suggestion=_suggestion(verdict),
        archive=_archive(cited.url, item, verdict),
        sentences=tuple(_sentences(subject_id, lookup)),
        note_name=note.kind.value if note else None,
        note_text=note.text if note else None,
        pictures=tuple(_picture(p, place) for p in lookup.places.get(subject_id, ())),
        findings=lookup.findings.get(subject_id, ()),
        remarks=_remarks((subject_id, cited.cited_url_id, citation.citation_id if citation else ""), lookup),
        same_url=_others(lookup.labels_of_url.get(cited.url, ()), note),
        cited_again=_others(lookup.labels_of_antecedent.get(citation.citation_id, ()), note) if citation else None,
    )


def _verdict(citation: Citation | None, cited: CitedUrl, lookup: _Lookup) -> Verdict:
    for key in (citation.citation_id if citation else "", cited.cited_url_id, cited.url):
        if key in lookup.verdicts:
            return lookup.verdicts[key]
    return Verdict(
        url=cited.url,
        verdict=VerdictKind.CANNOT_TELL,
        reach=Reach.NOT_FETCHED,
        content=Content.NOT_JUDGED,
        reason="This URL has not been asked yet.",
    )


def _place_words(note: Footnote | None, cited: CitedUrl) -> str:
    boxes = note.provenance if note else cited.provenance
    what = f"{note.kind.value.capitalize()} {note.label}" if note else "In the body"
    return f"{what}, page {boxes[0].page_number}" if boxes else what


def _remarks(subject_ids: tuple[str, ...], lookup: _Lookup) -> tuple[str, ...]:
    return tuple(message for subject_id in subject_ids for message in lookup.remarks.get(subject_id, ()))


def _others(labels: tuple[str, ...], note: Footnote | None) -> str | None:
    others = tuple(dict.fromkeys(label for label in labels if note is None or label != note.label))
    if not others:
        return None
    return f"footnote {others[0]}" if len(others) == 1 else f"footnotes {wording.listed(others)}"


# --- the work ---------------------------------------------------------------------------------------------------------


def byline(item: Item) -> str:
    """Say who made a work, where it appeared and when, as far as the footnote tells.

    >>> byline({"author": ({"literal": "METI"},), "container-title": "Journal", "issued": {"date-parts": ((2022,),)}})
    'METI · Journal · 2022'
    """
    names = tuple(_name(name) for name in item.get("author", ()))
    who = wording.listed(names) if len(names) <= 3 else f"{names[0]} and others"
    where = item.get("container-title") or item.get("event-title") or item.get("publisher") or ""
    when = wording.readable_date(item.get("issued"))
    return " · ".join(part for part in (who, where, when) if part)


def _name(name: Name) -> str:
    return name.get("literal") or f"{name.get('given', '')} {name.get('family', '')}".strip()


def _archive(url: str, item: Item, verdict: Verdict) -> UrlView | None:
    """Return where a web archive would show the URL, as near as possible to the day its author read it."""
    if verdict.verdict in (VerdictKind.LIVE, VerdictKind.CANNOT_TELL) or safe_url(url).href is None:
        return None
    accessed = item.get("accessed", {}).get("date-parts", ())
    day = "".join(f"{part:02d}" for part in accessed[0]) if accessed else "*"
    return UrlView(text="Wayback Machine", href=f"https://web.archive.org/web/{day}/{url}")


# --- the page ---------------------------------------------------------------------------------------------------------


def _sentences(footnote_id: str, lookup: _Lookup) -> Iterable[SentenceView]:
    for mark in lookup.marks.get(footnote_id, ()):
        block = lookup.blocks.get(mark.block_id or "")
        if block is None:
            continue
        start, end = sentence_at(lookup.sentences[block.block_id], mark.offset)
        yield SentenceView(
            before=block.text[start : mark.offset],
            label=mark.label,
            after=block.text[mark.offset : end],
            section=" › ".join(block.section_path),
            page_number=mark.provenance[0].page_number if mark.provenance else None,
        )


def _picture(place: Place, words: str) -> PictureView:
    where = words.partition(",")[0]
    return PictureView(name=place.name, description=f"{where} as printed on page {place.page_number}")


# --- the web ----------------------------------------------------------------------------------------------------------


def _answer(verdict: Verdict, cited_title: str | None) -> AnswerView:
    fetch = verdict.fetch
    titles = fetch.page.titles if fetch and fetch.page else ()
    return AnswerView(
        reason=verdict.reason,
        reach=None if fetch and fetch.status_code else wording.REACHES[verdict.reach],
        status=wording.status_words(fetch.status_code) if fetch and fetch.status_code else None,
        hops=tuple(_hops(fetch)) if fetch else (),
        cited_title=cited_title,
        found_title=titles[0] if titles else None,
        asked_at=time_view(fetch) if fetch and not wording.is_offline(verdict) else None,
        attempts=f"{fetch.attempts} attempts" if fetch and fetch.attempts > 1 else None,
        evidence=tuple(wording.signal_words(signal) for signal in verdict.signals),
    )


def time_view(fetch: Fetch) -> TimeView:
    """Return when a URL was asked."""
    moment = wording.in_utc(fetch.fetched_at)
    return TimeView(text=wording.readable_time(moment), iso=moment.isoformat(timespec="seconds"))


def _hops(fetch: Fetch) -> Iterable[HopView]:
    if not fetch.redirects:
        return
    for hop in fetch.redirects:
        yield HopView(url=safe_url(hop.url), answer=wording.status_words(hop.status_code))
    if fetch.final_url:
        last = wording.status_words(fetch.status_code) if fetch.status_code else wording.REACHES[fetch.reach]
        yield HopView(url=safe_url(fetch.final_url), answer=last)


def _suggestion(verdict: Verdict) -> SuggestionView | None:
    if verdict.suggestion is None:
        return None
    return SuggestionView(url=safe_url(verdict.suggestion.url), why=verdict.suggestion.why)
