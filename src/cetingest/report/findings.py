"""The findings of a document as a reader sees them: each sentence once, with the verdicts of what it rests on."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cetingest.model import Dossier, Finding, Quote, Support
from cetingest.report.view import Card, FindingRow, FootnoteView
from cetingest.report.wording import SERIOUSNESS
from cetingest.support.evidence import supports

SUPPORTS = (Support.BROKEN, Support.PARTLY, Support.UNVERIFIED, Support.SUPPORTED, Support.UNCITED)
"""Most serious first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """The findings that rest on the same words and the same footnotes; `statement_id` is the first one's id."""

    statement_id: str
    quote: Quote
    footnote_ids: tuple[str, ...]
    kinds: tuple[str, ...]


def statements(findings: Iterable[Finding]) -> tuple[Statement, ...]:
    """Bring findings on the same words together, in the order of the first of each."""
    groups: dict[tuple[str, int, int, tuple[str, ...]], list[Finding]] = {}
    for finding in findings:
        quote = finding.quote
        groups.setdefault((quote.block_id, quote.start, quote.end, finding.footnote_ids), []).append(finding)
    return tuple(
        Statement(
            statement_id=members[0].finding_id,
            quote=members[0].quote,
            footnote_ids=members[0].footnote_ids,
            kinds=tuple(dict.fromkeys(type(member).__name__ for member in members)),
        )
        for members in groups.values()
    )


def finding_rows(dossier: Dossier, cards: tuple[Card, ...]) -> tuple[FindingRow, ...]:
    """Return every statement, those on the worst citations first, else in the order of the document."""
    labels = {note.footnote_id: note.label for note in dossier.document.footnotes}
    worst = _worst_cards(dossier, cards)
    support = supports(dossier)
    rows = [
        _row(statement, support[statement.statement_id], labels, worst)
        for statement in statements(dossier.findings.statements)
    ]
    return tuple(sorted(rows, key=_seriousness))


def count_supports(rows: tuple[FindingRow, ...]) -> tuple[tuple[Support, int], ...]:
    """Count statements by how their citations stand, most serious first, zeros left out."""
    counts = Counter(row.support for row in rows)
    return tuple((support, counts[support]) for support in SUPPORTS if counts[support])


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


def _row(statement: Statement, support: Support, labels: Mapping[str, str], worst: Mapping[str, Card]) -> FindingRow:
    footnotes = tuple(_footnote(note, labels, worst.get(note)) for note in statement.footnote_ids)
    verdicts = [footnote.verdict for footnote in footnotes if footnote.verdict is not None]
    places = statement.quote.provenance
    return FindingRow(
        finding_id=statement.statement_id,
        kind=", ".join(statement.kinds),
        text=statement.quote.text,
        section=" › ".join(statement.quote.section_path),
        page_number=places[0].page_number if places else None,
        footnotes=footnotes,
        verdict=min(verdicts, key=SERIOUSNESS.index) if verdicts else None,
        support=support,
    )


def _footnote(footnote_id: str, labels: Mapping[str, str], card: Card | None) -> FootnoteView:
    return FootnoteView(
        label=labels.get(footnote_id, footnote_id),
        verdict=card.verdict if card else None,
        card_id=card.card_id if card else None,
    )


def _seriousness(row: FindingRow) -> tuple[int, int]:
    verdict = SERIOUSNESS.index(row.verdict) if row.verdict is not None else len(SERIOUSNESS)
    return SUPPORTS.index(row.support), verdict
