"""What every finder looks at: the document, the family that its title fits, its sentences."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import itemgetter

from cetingest.findings.family import Family, SectionRole
from cetingest.findings.lead_ins import lead_in
from cetingest.findings.taxonomy import TitleMatch, match_titles, role_of_section, sector_of_section
from cetingest.language.places import subject_code
from cetingest.language.sentences import split_sentences
from cetingest.model import Block, BlockKind, Document, Span


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: characters `span` of a block's text; role and sector are those of its section."""

    block: Block
    span: Span
    text: str
    role: SectionRole | None
    sector: str | None


@dataclass(frozen=True, slots=True)
class Context:
    """A document as the finders see it; `titles` are the families that its title fits, usually one or none.

    `sentences` are those of its text blocks, in order, without headings; `marks` are the places of each block at which
    references stand, in order, with their footnotes.
    """

    document: Document
    titles: tuple[TitleMatch, ...]
    sentences: tuple[Sentence, ...]
    marks: Mapping[str, tuple[tuple[int, str], ...]]

    @property
    def title(self) -> TitleMatch | None:
        """Return what the title says, if it fits one family."""
        return self.titles[0] if len(self.titles) == 1 else None

    @property
    def family(self) -> Family | None:
        """Return the family of reports that the document belongs to, if one is known."""
        return self.title.family if self.title else None

    @property
    def subject(self) -> str | None:
        """Return what the document is about by its title: an ISO 3166-1 alpha-3 code, else as printed."""
        return subject_code(self.title.subject) if self.title else None


def context_of(document: Document, families: Iterable[Family]) -> Context:
    """Prepare a document for the finders."""
    titles = match_titles(families, _titles(document))
    family = titles[0].family if len(titles) == 1 else None
    sections: dict[tuple[str, ...], tuple[SectionRole | None, str | None]] = {}
    sentences: list[Sentence] = []
    for block in document.blocks:
        if block.kind in (BlockKind.TITLE, BlockKind.HEADING):
            continue
        path = block.section_path
        if path not in sections:
            sections[path] = role_of_section(family, path), sector_of_section(family, path)
        sentences += [Sentence(block, span, block.text[slice(*span)], *sections[path]) for span in _spans(block)]
    return Context(document, titles, tuple(sentences), _marks(document))


def _marks(document: Document) -> Mapping[str, tuple[tuple[int, str], ...]]:
    marks: dict[str, list[tuple[int, str]]] = {}
    for reference in document.footnote_references:
        if reference.block_id and reference.footnote_id:
            marks.setdefault(reference.block_id, []).append((reference.offset, reference.footnote_id))
    return {block_id: tuple(sorted(found, key=itemgetter(0))) for block_id, found in marks.items()}


def _spans(block: Block) -> tuple[Span, ...]:
    """Return the sentences of a block; a heading that it carries in itself is one of them."""
    _, start = lead_in(block)
    rest = tuple((start + a, start + b) for a, b in split_sentences(block.text[start:]))
    return (*split_sentences(block.text[:start]), *rest)


def _titles(document: Document) -> list[str]:
    """Return what the document may be called: by its metadata, its title blocks, and these read as one."""
    blocks = [block.text for block in document.blocks if block.kind == BlockKind.TITLE]
    return [*([document.title] if document.title else []), *blocks, " ".join(blocks)]
