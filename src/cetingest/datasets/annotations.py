"""Citations and findings as W3C Web Annotations, for tools that can mark the place in the PDF."""

import json
import math
from collections.abc import Iterable, Iterator
from typing import Any

from cetingest.datasets.cells import storable
from cetingest.datasets.pieces import JsonArray
from cetingest.datasets.subjects import Index
from cetingest.model import Citation, Dossier, Finding, Provenance
from cetingest.support.evidence import support_of

_CONTEXT_CHARACTERS = 32
"""Before and after a quote: enough to tell two equal ones apart, as Hypothesis does."""
_PDF_FRAGMENT = "http://tools.ietf.org/rfc/rfc3778"
_MEDIA_FRAGMENT = "http://www.w3.org/TR/media-frags/"


class Annotations(JsonArray):
    """An annotation collection as JSON-LD; `total` stands behind the items: it is known when they are written."""

    def __init__(self) -> None:
        head = {
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "id": "urn:cetingest:annotations",
            "type": "AnnotationCollection",
            "label": "Citations and findings",
        }
        page = {"id": "urn:cetingest:annotations:1", "type": "AnnotationPage", "startIndex": 0}
        self.head = f'{json.dumps(head)[:-1]}, "first": {json.dumps(page)[:-1]}, "items": '
        self._total = 0

    def pieces(self, dossier: Dossier) -> Iterable[str]:
        """Return the annotations of a document."""
        for entry in _entries(dossier):
            self._total += 1
            yield json.dumps(storable(entry), ensure_ascii=False)

    def foot(self) -> str:
        """Return how many there are."""
        return f'}}, "total": {self._total}}}\n'


def _entries(dossier: Dossier) -> Iterator[dict[str, Any]]:
    index = Index.of(dossier)
    for citation in dossier.citations.citations:
        yield _citation_entry(dossier, citation, index)
    texts = {block.block_id: block.text for block in dossier.document.blocks}
    for finding in dossier.findings.statements:
        yield _finding_entry(dossier, finding, texts.get(finding.quote.block_id, ""), index)


def _citation_entry(dossier: Dossier, citation: Citation, index: Index) -> dict[str, Any]:
    """Annotate the words of a citation with the verdict about its cited URL."""
    about = index.verdict_of(citation)
    body = f"{about.verdict.value}: {about.reason}" if about else "no cited URL"
    note = index.footnotes.get(citation.footnote_id)
    start, end = citation.span
    return _entry(
        citation.citation_id,
        "assessing",
        body,
        _target(
            dossier,
            _quote_selector(citation.printed, note.text if note else "", start, end),
            index.provenance_of(citation.citation_id),
        ),
    )


def _finding_entry(dossier: Dossier, finding: Finding, text: str, index: Index) -> dict[str, Any]:
    """Annotate the words of a finding with the kind of statement they are, and how their citations stand."""
    quote = finding.quote
    return _entry(
        finding.finding_id,
        "classifying",
        f"{type(finding).__name__.lower()}, {support_of(index.evidence[finding.finding_id]).value}",
        _target(dossier, _quote_selector(quote.text, text, quote.start, quote.end), quote.provenance),
    )


def _entry(subject_id: str, motivation: str, body: str, target: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": f"urn:cetingest:{subject_id}",
        "type": "Annotation",
        "motivation": motivation,
        "body": {"type": "TextualBody", "value": body, "format": "text/plain", "purpose": motivation},
        "target": target,
    }


def _target(dossier: Dossier, quote: dict[str, str], provenance: tuple[Provenance, ...]) -> dict[str, Any]:
    """Point at the words and at each box; the file is named by its bytes, since it may lie anywhere."""
    document = dossier.document
    source = {
        "id": f"urn:sha256:{document.sha256}",
        "type": "Text",
        "format": "application/pdf",
        "label": document.source_filename,
    }
    return {"source": source, "selector": [quote, *(_place_selector(box) for box in provenance)]}


def _quote_selector(exact: str, text: str, start: int, end: int) -> dict[str, str]:
    return {
        "type": "TextQuoteSelector",
        "exact": exact,
        "prefix": text[max(0, start - _CONTEXT_CHARACTERS) : start],
        "suffix": text[end : end + _CONTEXT_CHARACTERS],
    }


def _place_selector(place: Provenance) -> dict[str, Any]:
    """Select a box of a page: the PDF's page, refined by a media fragment in whole points, rounded outwards."""
    x0, top, x1, bottom = place.bbox
    left, upper = math.floor(x0), math.floor(top)
    box = f"xywh={left},{upper},{math.ceil(x1) - left},{math.ceil(bottom) - upper}"
    return {
        "type": "FragmentSelector",
        "conformsTo": _PDF_FRAGMENT,
        "value": f"page={place.page_number}",
        "refinedBy": {"type": "FragmentSelector", "conformsTo": _MEDIA_FRAGMENT, "value": box},
    }
