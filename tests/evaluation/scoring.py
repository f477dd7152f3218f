"""Compare what was extracted with what a labelled document says: precision and recall of each kind of thing.

Texts are compared without what line ends, fonts and keyboards change: white space, hyphens, the form of quotes.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from rapidfuzz import fuzz

from cetingest.model import BlockKind, CitationList, Document

Gold = Mapping[str, Any]
Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Reference:
    """A mark and the text around it; `after` is None where the gold does not say."""

    label: str
    before: str
    after: str | None
    in_table: bool = False


# Two wrong characters in forty are a mistake of a note; a paragraph that lost one line of ten is another paragraph.
NOTE_RATIO, CONTEXT_RATIO, PARAGRAPH_RATIO, HEADING_RATIO = 95, 90, 97, 90
BEFORE, AFTER = 32, 16
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'"})
_LIST_LABEL = re.compile(r"^\(?\w{1,4}[.)]\s+")  # whether "(2)" is part of its paragraph or told by its kind is taste
_UNSEEN = re.compile(r"[\s\u00ad\u200b-\u200d‐‑–—−-]+")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many things were found rightly, how many there are, and how many were found."""

    hits: int = 0
    wanted: int = 0
    found: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        """Count both."""
        return Counts(self.hits + other.hits, self.wanted + other.wanted, self.found + other.found)

    @property
    def measures(self) -> dict[str, float]:
        """Return precision, where anything was found, and recall, where anything is wanted (0 to 1)."""
        precision = {"precision": self.hits / self.found} if self.found else {}
        return precision | ({"recall": self.hits / self.wanted} if self.wanted else {})


@dataclass(frozen=True, slots=True)
class Matches(Generic[Thing]):
    """The things wanted and found of one kind, and those of both that have no partner."""

    counts: Counts
    missing: tuple[Thing, ...]
    surplus: tuple[Thing, ...]


def match(gold: Gold, document: Document, cited: CitationList) -> dict[str, Matches[Any]]:
    """Pair what the gold wants with what was read: label, note, ref, url, body_url, title, paragraph, heading.

    `label` pairs notes by their labels alone, `note` by label and text. Things of which the gold says nothing
    (`body_urls` or `title` of some gold) are not counted.
    """
    blocks = document.blocks
    wanted = [(n["label"], n["text"]) for n in gold["notes"]]
    notes = [(footnote.label, footnote.text) for footnote in document.footnotes]
    in_notes = [c.url for c in cited.cited_urls if c.footnote_id is not None]
    in_body = [c.url for c in cited.cited_urls if c.footnote_id is None] if "body_urls" in gold else []
    return {
        "label": _pair(wanted, notes, lambda a, b: _bare(a[0]) == _bare(b[0])),
        "note": _pair(wanted, notes, is_same_note),
        "ref": _pair(_gold_references(gold), _references(document), is_same_reference),
        "url": _pair([url for n in gold["notes"] for url in n["urls"]], in_notes, str.__eq__),
        "title": _pair(
            [gold["title"]] if gold.get("title") else [],
            [document.title] if document.title and gold.get("title") else [],
            lambda a, b: _is_alike(a, b, HEADING_RATIO),
        ),
        "body_url": _pair(gold.get("body_urls", ()), in_body, str.__eq__),
        "paragraph": _pair(
            gold["paragraphs"],
            [b.text for b in blocks if b.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)],
            lambda a, b: _is_alike(_LIST_LABEL.sub("", a), _LIST_LABEL.sub("", b), PARAGRAPH_RATIO),
        ),
        "heading": _pair(
            gold["headings"],
            [b.text for b in blocks if b.kind is BlockKind.HEADING],
            lambda a, b: _is_alike(a, b, HEADING_RATIO),
        ),
    }


def mean(every: Iterable[Mapping[str, Counts]]) -> dict[str, float]:
    """Return the mean of each measure over the documents that have it: where no note is, none can be missed."""
    values: dict[str, list[float]] = {}
    for counts in every:
        for name, value in _measures(counts):
            values.setdefault(name, []).append(value)
    return {name: round(sum(of_documents) / len(of_documents), 4) for name, of_documents in values.items()}


def micro(every: Iterable[Mapping[str, Counts]]) -> dict[str, float]:
    """Return each measure over all things of all documents, so that a document with many notes weighs more."""
    total: dict[str, Counts] = {}
    for counts in every:
        total = {name: count + total.get(name, Counts()) for name, count in counts.items()}
    return {name: round(value, 4) for name, value in _measures(total)}


def _measures(counts: Mapping[str, Counts]) -> Iterator[tuple[str, float]]:
    for kind, count in counts.items():
        for name, value in count.measures.items():
            yield f"{kind}_{name}", value


def _gold_references(gold: Gold) -> list[Reference]:
    return [
        Reference(r["label"], r["before"] or "", r["after"], in_table=r.get("in_table", False)) for r in gold["refs"]
    ]


def _references(document: Document) -> list[Reference]:
    """Return each mark with the text around it; a mark that names several notes ("2-4", "2, 3") counts for each."""
    texts = {block.block_id: block.text for block in document.blocks}
    return [
        Reference(label, text[: r.offset], text[r.offset :])
        for r in document.footnote_references
        for text in [texts.get(r.block_id or "", "")]
        for label in _labels_of(r.label)
    ]


def _labels_of(mark: str) -> list[str]:
    """Return the labels that a mark names.

    >>> _labels_of("2–4"), _labels_of("[2, 3]"), _labels_of("*")
    (['2', '3', '4'], ['2', '3'], ['*'])
    """
    labels: list[str] = []
    for part in re.split(r"[,;]\s*", _bare(mark)):
        ends = re.fullmatch(r"(\d+)\s*[‐‑–—−-]\s*(\d+)", part)
        labels += map(str, range(int(ends[1]), int(ends[2]) + 1)) if ends else [part]
    return labels


def _pair(wanted: Sequence[Thing], found: Sequence[Thing], is_same: Callable[[Thing, Thing], bool]) -> Matches[Thing]:
    """Pair each wanted thing with the first one found that is the same and not yet taken."""
    left, missing = list(found), []
    for thing in wanted:
        at = next((n for n, other in enumerate(left) if is_same(thing, other)), None)
        if at is None:
            missing.append(thing)
        else:
            left.pop(at)
    counts = Counts(len(wanted) - len(missing), len(wanted), len(found))
    return Matches(counts, tuple(missing), tuple(left))


def is_same_note(wanted: tuple[str, str], found: tuple[str, str]) -> bool:
    """Tell whether two notes, each (label, text), are the same but for what line ends and keyboards change."""
    return _bare(wanted[0]) == _bare(found[0]) and _is_alike(wanted[1], found[1], NOTE_RATIO)


def is_same_reference(wanted: Reference, found: Reference) -> bool:
    """Tell whether two marks have one label and stand at one place of the text."""
    if _bare(wanted.label) != _bare(found.label):
        return False
    if wanted.in_table:  # how the cells of a table are joined is its reader's affair
        return fold(found.before).endswith(fold(wanted.before))
    before, found_before = (fold(r.before)[-BEFORE:] for r in (wanted, found))
    if wanted.after is None:
        return fuzz.ratio(before, found_before[-len(before) :]) >= CONTEXT_RATIO
    after, found_after = (fold(r.after or "")[:AFTER] for r in (wanted, found))
    return fuzz.ratio(f"{before}|{after}", f"{found_before}|{found_after}") >= CONTEXT_RATIO


def _bare(label: str) -> str:
    return unicodedata.normalize("NFKC", label).replace("∗", "*").strip(" []().注※")


def _is_alike(wanted: str, found: str, ratio: float) -> bool:
    return fuzz.ratio(fold(wanted), fold(found), score_cutoff=ratio) >= ratio


def fold(text: str) -> str:
    """Keep what a reader sees of a text, wherever its lines end."""
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text.translate(_QUOTES)))
