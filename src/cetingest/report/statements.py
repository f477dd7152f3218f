"""Sentences of the document as a reader sees them: one sentence may hold several findings."""

from collections.abc import Iterable
from dataclasses import dataclass

from cetingest.model import Finding, Quote


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
