"""Compare what was extracted with what a labelled document says: precision and recall of each kind of thing.

Texts are compared without what line ends, fonts and keyboards change: white space, hyphens, the form of quotes.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from rapidfuzz import fuzz

from cetingest.model import BlockKind, CitationList, Document

Gold = Mapping[str, Any]
Thing = TypeVar("Thing")

# Two wrong characters in forty are a mistake of a note; a paragraph that lost one line of ten is another paragraph.
NOTE_RATIO, CONTEXT_RATIO, PARAGRAPH_RATIO, HEADING_RATIO = 95, 90, 97, 90
BEFORE, AFTER = 32, 16
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'"})
_UNSEEN = re.compile(r"[\s\u00ad\u200b-\u200d‐‑–—−-]+")


def score(gold: Gold, document: Document, cited: CitationList) -> dict[str, float]:
    """Return precision and recall (0 to 1) of notes, references, URLs of notes, paragraphs and headings."""
    blocks = document.blocks
    texts = {block.block_id: block.text for block in blocks}
    notes = [(footnote.label, footnote.text) for footnote in document.footnotes]
    references = [
        (r.label, texts.get(r.block_id or "", "")[: r.offset], texts.get(r.block_id or "", "")[r.offset :])
        for r in document.footnote_references
    ]
    pairs = {
        "note": _matches([(n["label"], n["text"]) for n in gold["notes"]], notes, _is_same_note),
        "ref": _matches([(r["label"], r["before"], r["after"]) for r in gold["refs"]], references, _is_same_reference),
        "url": _matches(
            [url for n in gold["notes"] for url in n["urls"]],
            [c.url for c in cited.cited_urls if c.footnote_id is not None],
            str.__eq__,
        ),
        "paragraph": _matches(
            gold["paragraphs"],
            [b.text for b in blocks if b.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)],
            lambda a, b: _is_alike(a, b, PARAGRAPH_RATIO),
        ),
        "heading": _matches(
            gold["headings"],
            [b.text for b in blocks if b.kind is BlockKind.HEADING],
            lambda a, b: _is_alike(a, b, HEADING_RATIO),
        ),
    }
    measures = {}
    for name, (hits, wanted, found) in pairs.items():
        measures[f"{name}_precision"] = hits / found if found else float(not wanted)
        measures[f"{name}_recall"] = hits / wanted if wanted else 1.0
    return {name: round(value, 4) for name, value in measures.items()}


def mean(scores: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """Return the mean of each measure over documents."""
    every = list(scores)
    return {name: round(sum(s[name] for s in every) / len(every), 4) for name in every[0]}


def _matches(
    wanted: Sequence[Thing], found: Sequence[Thing], is_same: Callable[[Thing, Thing], bool]
) -> tuple[int, int, int]:
    """Pair each wanted thing with the first one found that is the same and not yet taken; count."""
    left = list(found)
    hits = 0
    for thing in wanted:
        at = next((n for n, other in enumerate(left) if is_same(thing, other)), None)
        if at is not None:
            left.pop(at)
            hits += 1
    return hits, len(wanted), len(found)


def _is_same_note(wanted: tuple[str, str], found: tuple[str, str]) -> bool:
    return _bare(wanted[0]) == _bare(found[0]) and _is_alike(wanted[1], found[1], NOTE_RATIO)


def _is_same_reference(wanted: tuple[str, str, str], found: tuple[str, str, str]) -> bool:
    if _bare(wanted[0]) != _bare(found[0]):
        return False
    (before, after), (found_before, found_after) = map(_context, (wanted[1:], found[1:]))
    return fuzz.ratio(f"{before}|{after}", f"{found_before}|{found_after}") >= CONTEXT_RATIO


def _context(around: Sequence[str]) -> tuple[str, str]:
    return fold(around[0])[-BEFORE:], fold(around[1])[:AFTER]


def _bare(label: str) -> str:
    return unicodedata.normalize("NFKC", label).replace("∗", "*").strip(" []().")


def _is_alike(wanted: str, found: str, ratio: float) -> bool:
    return fuzz.ratio(fold(wanted), fold(found), score_cutoff=ratio) >= ratio


def fold(text: str) -> str:
    """Keep what a reader sees of a text, wherever its lines end."""
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text.translate(_QUOTES)))
