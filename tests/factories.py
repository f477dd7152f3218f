"""Makes model values with dull defaults, so that a test names only what it is about. Append-only."""

import datetime as dt
from typing import Any

from cetingest.model import (
    Assessment,
    Block,
    BlockKind,
    Citation,
    CitationForm,
    CitationList,
    CitedUrl,
    Content,
    Document,
    Dossier,
    Entity,
    Event,
    Fetch,
    FindingList,
    Footnote,
    FootnoteKind,
    FootnoteReference,
    Hyperlink,
    Mention,
    NoteKind,
    NoteReading,
    Page,
    Polarity,
    Policy,
    Provenance,
    Quantity,
    Quote,
    Ranking,
    Reach,
    Recommendation,
    Relation,
    UrlSource,
    Verdict,
    VerdictKind,
)

DOCUMENT_ID = "doc"
FETCHED_AT = dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)


def place(page_number: int = 1, bbox: tuple[float, float, float, float] = (72.0, 100.0, 300.0, 112.0)) -> Provenance:
    return Provenance(page_number=page_number, bbox=bbox)


def block(text: str = "A sentence.", *, number: int = 1, document_id: str = DOCUMENT_ID, **fields: Any) -> Block:
    defaults: dict[str, Any] = {
        "block_id": f"{document_id}-b{number}",
        "kind": BlockKind.PARAGRAPH,
        "provenance": (place(),),
    }
    return Block(text=text, **(defaults | fields))


def footnote(label: str = "1", *, text: str = "A note.", document_id: str = DOCUMENT_ID, **fields: Any) -> Footnote:
    defaults: dict[str, Any] = {
        "footnote_id": f"{document_id}-fn{label}",
        "kind": FootnoteKind.FOOTNOTE,
        "provenance": (place(bbox=(72.0, 700.0, 300.0, 712.0)),),
    }
    return Footnote(label=label, text=text, **(defaults | fields))


def reference(label: str = "1", *, document_id: str = DOCUMENT_ID, **fields: Any) -> FootnoteReference:
    defaults: dict[str, Any] = {
        "footnote_reference_id": f"{document_id}-ref{label}",
        "footnote_id": f"{document_id}-fn{label}",
        "block_id": f"{document_id}-b1",
        "offset": 11,
        "provenance": (place(),),
    }
    return FootnoteReference(label=label, **(defaults | fields))


def document(document_id: str = DOCUMENT_ID, **fields: Any) -> Document:
    """One page, one block, footnote 1 and its reference."""
    defaults: dict[str, Any] = {
        "source_filename": f"{document_id}.pdf",
        "sha256": "0" * 64,
        "title": "A report",
        "language": "en",
        "page_count": 1,
        "pages": (Page(page_number=1, width=612.0, height=792.0),),
        "blocks": (block(document_id=document_id),),
        "footnotes": (footnote(document_id=document_id),),
        "footnote_references": (reference(document_id=document_id),),
    }
    return Document(document_id=document_id, **(defaults | fields))


def cited_url(
    url: str = "https://a.test/", *, label: str = "1", document_id: str = DOCUMENT_ID, **fields: Any
) -> CitedUrl:
    defaults: dict[str, Any] = {
        "cited_url_id": f"{document_id}-fn{label}-u1",
        "footnote_id": f"{document_id}-fn{label}",
        "block_id": None,
        "printed": url,
        "source": UrlSource.TEXT,
        "span": (0, len(url)),
        "provenance": (place(bbox=(72.0, 700.0, 300.0, 712.0)),),
    }
    return CitedUrl(url=url, **(defaults | fields))


def citation(label: str = "1", *, position: int = 1, document_id: str = DOCUMENT_ID, **fields: Any) -> Citation:
    defaults: dict[str, Any] = {
        "citation_id": f"{document_id}-fn{label}-c{position}",
        "footnote_id": f"{document_id}-fn{label}",
        "form": CitationForm.FULL,
        "item": {"type": "report", "title": "A work", "URL": "https://a.test/"},
        "printed": "A note.",
        "span": (0, 7),
        "cited_url_id": f"{document_id}-fn{label}-u1",
    }
    return Citation(position=position, **(defaults | fields))


def citation_list(document_id: str = DOCUMENT_ID, **fields: Any) -> CitationList:
    """Footnote 1 cites one work at one URL."""
    defaults: dict[str, Any] = {
        "readings": (NoteReading(footnote_id=f"{document_id}-fn1", kind=NoteKind.CITATION),),
        "citations": (citation(document_id=document_id),),
        "cited_urls": (cited_url(document_id=document_id),),
    }
    return CitationList(document_id=document_id, **(defaults | fields))


def fetch(url: str = "https://a.test/", **fields: Any) -> Fetch:
    defaults: dict[str, Any] = {"fetched_at": FETCHED_AT, "reach": Reach.OK, "status_code": 200, "final_url": url}
    return Fetch(url=url, **(defaults | fields))


def verdict(
    kind: VerdictKind = VerdictKind.LIVE,
    *,
    label: str = "1",
    url: str = "https://a.test/",
    document_id: str = DOCUMENT_ID,
    **fields: Any,
) -> Verdict:
    defaults: dict[str, Any] = {
        "reach": Reach.OK,
        "content": Content.MATCH,
        "reason": "The page names the work.",
        "cited_url_id": f"{document_id}-fn{label}-u1",
        "citation_id": f"{document_id}-fn{label}-c1",
        "fetch": fetch(url),
    }
    return Verdict(url=url, verdict=kind, **(defaults | fields))


def quote(text: str = "A sentence.", *, document_id: str = DOCUMENT_ID, **fields: Any) -> Quote:
    defaults: dict[str, Any] = {
        "block_id": f"{document_id}-b1",
        "start": 0,
        "end": len(text),
        "section_path": (),
        "provenance": (place(),),
    }
    return Quote(text=text, **(defaults | fields))


def ranking(number: int = 1, *, document_id: str = DOCUMENT_ID, **fields: Any) -> Ranking:
    defaults: dict[str, Any] = {
        "finding_id": f"{document_id}-ranking{number}",
        "quote": quote(document_id=document_id),
        "footnote_ids": (f"{document_id}-fn1",),
        "subject": "Japan",
        "index": "An index",
        "edition": "2025",
        "sector": "overall",
        "rank": 4,
        "rank_printed": "fourth",
    }
    return Ranking(**(defaults | fields))


def recommendation(number: int = 1, *, document_id: str = DOCUMENT_ID, **fields: Any) -> Recommendation:
    defaults: dict[str, Any] = {
        "finding_id": f"{document_id}-recommendation{number}",
        "quote": quote(document_id=document_id),
        "level": "priority",
        "sector": None,
        "heading": None,
        "text": "A sentence.",
    }
    return Recommendation(**(defaults | fields))


def _said(kind: str, number: int, document_id: str) -> dict[str, Any]:
    """The fields that findings of every kind have."""
    return {
        "finding_id": f"{document_id}-{kind}-{number}",
        "quote": quote(document_id=document_id),
        "footnote_ids": (f"{document_id}-fn1",),
    }


def assessment(number: int = 1, *, document_id: str = DOCUMENT_ID, **fields: Any) -> Assessment:
    defaults: dict[str, Any] = {
        "subject": "JPN",
        "sector": "ai",
        "pillar": "data",
        "pillar_printed": "data",
        "topic": None,
        "polarity": Polarity.WEAKNESS,
        "is_relative": True,
        "hedge": "relatively",
        "comparators": ("USA",),
    }
    return Assessment(**(_said("assessment", number, document_id) | defaults | fields))


def policy(number: int = 1, *, document_id: str = DOCUMENT_ID, **fields: Any) -> Policy:
    defaults: dict[str, Any] = {"name": "Chips Act", "is_named": True, "kind": "law", "sector": "ai", "country": "JPN"}
    return Policy(**(_said("policy", number, document_id) | defaults | fields))


def quantity(number: int = 1, *, document_id: str = DOCUMENT_ID, **fields: Any) -> Quantity:
    defaults: dict[str, Any] = {
        "kind": "money",
        "value": 1e12,
        "unit": "JPY",
        "currency": "JPY",
        "printed": "¥1 trillion",
    }
    return Quantity(**(_said("quantity", number, document_id) | defaults | fields))


def event(number: int = 1, *, document_id: str = DOCUMENT_ID, **fields: Any) -> Event:
    defaults: dict[str, Any] = {
        "kind": "target",
        "date": "2027",
        "precision": "year",
        "printed": "by 2027",
        "what": "mass production",
        "modifier": "by",
    }
    return Event(**(_said("event", number, document_id) | defaults | fields))


def relation(number: int = 1, *, document_id: str = DOCUMENT_ID, **fields: Any) -> Relation:
    defaults: dict[str, Any] = {
        "source": "the Council",
        "relation": "chaired_by",
        "target": "the Prime Minister",
        "source_id": "org:council",
    }
    return Relation(**(_said("relation", number, document_id) | defaults | fields))


def entity(**fields: Any) -> Entity:
    defaults: dict[str, Any] = {"entity_id": "org:council", "name": "Council", "type": "council", "country": "JPN"}
    return Entity(**(defaults | fields))


def mention(number: int = 1, *, document_id: str = DOCUMENT_ID, **fields: Any) -> Mention:
    defaults: dict[str, Any] = {
        "mention_id": f"{document_id}-mention-{number}",
        "entity_id": "org:council",
        "block_id": f"{document_id}-b1",
        "footnote_id": None,
        "printed": "Council",
        "start": 0,
        "end": 7,
    }
    return Mention(**(defaults | fields))


def finding_list(document_id: str = DOCUMENT_ID, **fields: Any) -> FindingList:
    return FindingList(document_id=document_id, **fields)


def dossier(document_id: str = DOCUMENT_ID, **fields: Any) -> Dossier:
    """One document with one live citation and one finding of each kind."""
    defaults: dict[str, Any] = {
        "document": document(document_id),
        "citations": citation_list(document_id),
        "findings": finding_list(
            document_id,
            rankings=(ranking(document_id=document_id),),
            assessments=(assessment(document_id=document_id),),
            recommendations=(recommendation(document_id=document_id),),
            policies=(policy(document_id=document_id),),
            quantities=(quantity(document_id=document_id),),
            events=(event(document_id=document_id),),
            relations=(relation(document_id=document_id),),
            entities=(entity(),),
            mentions=(mention(document_id=document_id),),
        ),
        "verdicts": (verdict(document_id=document_id),),
    }
    return Dossier(**(defaults | fields))


def hyperlink(
    url: str = "https://a.test/", *, label: str = "1", document_id: str = DOCUMENT_ID, **fields: Any
) -> Hyperlink:
    defaults: dict[str, Any] = {
        "footnote_id": f"{document_id}-fn{label}",
        "block_id": None,
        "start": 0,
        "end": len(url),
        "provenance": (place(bbox=(90.0, 700.0, 200.0, 712.0)),),
    }
    return Hyperlink(url=url, **(defaults | fields))
