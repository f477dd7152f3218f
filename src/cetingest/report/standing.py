"""Tell which findings still stand: each one with the verdicts of the citations it rests on."""

from collections.abc import Mapping

from cetingest.model import Dossier, Finding, VerdictKind
from cetingest.report.view import Card, FindingRow, Support
from cetingest.report.wording import SERIOUSNESS

_STANDING: Mapping[VerdictKind | None, str] = {
    VerdictKind.DEAD: "Rests on a dead citation",
    VerdictKind.LIVE_BUT_WRONG: "Rests on a citation that leads elsewhere",
    VerdictKind.SUSPECT: "Rests on a citation that needs a look",
    VerdictKind.CANNOT_TELL: "Its citations could not be judged",
    VerdictKind.LIVE: "Its citations stand",
    None: "Cites nothing",
}


def finding_rows(dossier: Dossier, cards: tuple[Card, ...]) -> tuple[FindingRow, ...]:
    """Return every finding, those on the worst citations first, else in the order of the document."""
    labels = {note.footnote_id: note.label for note in dossier.document.footnotes}
    worst = _worst_cards(dossier, cards)
    rows = [_row(finding, labels, worst) for finding in dossier.findings.statements]
    return tuple(sorted(rows, key=_seriousness))


def _worst_cards(dossier: Dossier, cards: tuple[Card, ...]) -> dict[str, Card]:
    """Map each footnote to its most serious card; `cards` come most serious first."""
    footnote_of = {c.citation_id: c.footnote_id for c in dossier.citations.citations}
    footnote_of |= {c.cited_url_id: c.footnote_id for c in dossier.citations.cited_urls if c.footnote_id}
    worst: dict[str, Card] = {}
    for card in cards:
        footnote_id = footnote_of.get(card.card_id)
        if footnote_id is not None:
            worst.setdefault(footnote_id, card)
    return worst


def _row(finding: Finding, labels: Mapping[str, str], worst: Mapping[str, Card]) -> FindingRow:
    supports = tuple(_support(footnote_id, labels, worst.get(footnote_id)) for footnote_id in finding.footnote_ids)
    verdicts = [support.verdict for support in supports if support.verdict is not None]
    verdict = min(verdicts, key=SERIOUSNESS.index) if verdicts else None
    places = finding.quote.provenance
    return FindingRow(
        finding_id=finding.finding_id,
        kind=type(finding).__name__,
        text=finding.quote.text,
        section=" › ".join(finding.quote.section_path),
        page_number=places[0].page_number if places else None,
        supports=supports,
        verdict=verdict,
        standing="Its footnotes cite no URL" if supports and verdict is None else _STANDING[verdict],
    )


def _support(footnote_id: str, labels: Mapping[str, str], card: Card | None) -> Support:
    return Support(
        label=labels.get(footnote_id, footnote_id),
        verdict=card.verdict if card else None,
        card_id=card.card_id if card else None,
    )


def _seriousness(row: FindingRow) -> int:
    return SERIOUSNESS.index(row.verdict) if row.verdict is not None else len(SERIOUSNESS)
