"""Lines of all pages -> blocks, footnotes, references and hyperlinks of one document."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cetingest.extract.answers import Assembled
from cetingest.extract.body.blocks import RawBlock, group_blocks
from cetingest.extract.body.edges import LineEnds
from cetingest.extract.body.headings import HeadingStyles, is_caption
from cetingest.extract.body.levels import rank_headings
from cetingest.extract.body.tables.find import CellParts, find_tables
from cetingest.extract.body.tags import Tags
from cetingest.extract.glyphs import round_box
from cetingest.extract.layout.lines import Line, PageLines
from cetingest.extract.layout.right_to_left import restore_places
from cetingest.extract.notes.candidates import read_notes
from cetingest.extract.notes.confidence import with_confidence
from cetingest.extract.notes.doubts import doubt_notes
from cetingest.extract.notes.endnotes import heads_notes
from cetingest.extract.notes.footnotes import Note
from cetingest.extract.notes.marks import Mark
from cetingest.extract.notes.references import Reference, pair_inside_notes
from cetingest.extract.notes.signals import signals_of
from cetingest.extract.notes.table_notes import find_table_notes
from cetingest.extract.regions.division import divide, find_body_size
from cetingest.extract.regions.labels import slug_of_label
from cetingest.extract.texts.cells import CellSource, join_cells
from cetingest.extract.texts.joining import Joined, Part, join_parts
from cetingest.extract.texts.line_ends import Vocabulary
from cetingest.model import (
    Block,
    BlockKind,
    Cell,
    Footnote,
    FootnoteKind,
    FootnoteReference,
    Hyperlink,
    MarginKind,
    MarginText,
    NoteSignal,
    Provenance,
)

_STYLED_AS_A_WHOLE = (BlockKind.TITLE, BlockKind.HEADING)
_Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _BlockText:
    raw: RawBlock
    block: Block
    joined: Joined


def assemble(
    document_id: str,
    pages: Sequence[PageLines],
    outline: Sequence[tuple[int, str]] = (),
    title: str | None = None,
) -> Assembled:
    """Read the lines of a document: regions, notes, references, blocks; outline and title are the file's."""
    tables = find_tables(pages)
    tabled = find_table_notes(
        pages,
        [table.lines for table in tables],
        [table.lines for table in tables if table.is_certain],
        is_caption=is_caption,
        body_size=find_body_size(pages),
    )
    left = tabled.leave(pages)
    regions = divide(left)
    chosen = tabled.add_to(read_notes(left, regions), pages)
    body, notes = chosen.body, chosen.notes
    references = (*chosen.references, *pair_inside_notes(notes, chosen.references))
    text = (*regions.body, *regions.notes, *tabled.lines)
    vocabulary, ends = Vocabulary.of_lines(text), LineEnds(text)
    cuts = _cuts_of(references)
    note_texts = tuple(_join_note(note, cuts, ends, vocabulary) for note in notes)
    ruled = {(line.page_number, line.column) for line in regions.notes if line in regions.ruled}
    signals = signals_of(notes, references, body_size=regions.body_size, ruled=ruled)
    footnotes = _make_footnotes(document_id, notes, note_texts, signals)
    tags = Tags.of_lines(body, ends.is_full)
    styles = HeadingStyles.of_lines(body, regions.body_size, outline, tags, title)
    raws = _without_heads(group_blocks(body, styles, ends, tables), _heads_of_endnotes(pages, body, notes))
    raws = rank_headings(raws, styles, outline)
    blocks = _make_blocks(document_id, _with_left_over(raws, cuts), cuts, ends, vocabulary)
    marks = _make_references(document_id, references, footnotes, blocks, _texts_of(notes, note_texts))
    problems = tuple(doubt_notes(document_id, body, notes, references, footnotes, body_size=regions.body_size))
    footnotes, marks = with_confidence(footnotes, marks, problems)
    assembled = Assembled(
        blocks=tuple(b.block for b in blocks),
        footnotes=footnotes,
        footnote_references=marks,
        hyperlinks=(
            *_block_links(blocks),
            *_footnote_links(footnotes, note_texts),
            *_loose_links(pages, tuple(regions.margins)),
        ),
        margins=tuple(_make_margins(regions.margins)),
        problems=problems,
    )
    widths = {page.page_number: page.width for page in pages if page.is_mirrored}
    return _restore_all(assembled, widths) if widths else assembled


def _restore_all(assembled: Assembled, widths: Mapping[int, float]) -> Assembled:
    """Return the document with the places on mirrored pages where they are printed."""
    return Assembled(
        blocks=tuple(replace(b, provenance=restore_places(b.provenance, widths)) for b in assembled.blocks),
        footnotes=tuple(replace(n, provenance=restore_places(n.provenance, widths)) for n in assembled.footnotes),
        footnote_references=tuple(
            replace(r, provenance=restore_places(r.provenance, widths)) for r in assembled.footnote_references
        ),
        hyperlinks=tuple(replace(h, provenance=restore_places(h.provenance, widths)) for h in assembled.hyperlinks),
        margins=tuple(replace(m, provenance=restore_places(m.provenance, widths)) for m in assembled.margins),
        problems=tuple(replace(p, provenance=restore_places(p.provenance, widths)) for p in assembled.problems),
    )


def _heads_of_endnotes(pages: Sequence[PageLines], body: Sequence[Line], notes: Sequence[Note]) -> set[Line]:
    """Return the body lines directly before a list of endnotes: "Notes" heads the list, not a section."""
    left = set(body)
    starts = {note.lines[0] for note in notes if note.kind is FootnoteKind.ENDNOTE}
    inside = {line for note in notes for line in note.lines}
    before: Line | None = None
    found: set[Line] = set()
    for line in (line for page in pages for line in page.lines):
        if line in starts and before is not None:
            found.add(before)
        if line in left:
            before = line
        elif line in inside:
            before = None
    return found


def _without_heads(raws: Sequence[RawBlock], heads: set[Line]) -> tuple[RawBlock, ...]:
    return tuple(
        replace(raw, kind=BlockKind.OTHER, level=None)
        if raw.kind is BlockKind.HEADING and raw.lines[-1] in heads and heads_notes(_text_of(raw))
        else raw
        for raw in raws
    )


def _with_left_over(raws: Sequence[RawBlock], cuts: Mapping[Line, _Spans]) -> tuple[RawBlock, ...]:
    """Give a mark that fell alone on the last line of its paragraph back to the paragraph."""
    found: list[RawBlock] = []
    for raw in raws:
        is_mark = all((0, len(line.text)) in cuts.get(line, ()) for line in raw.lines)
        if is_mark and found and found[-1].kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
            found[-1] = replace(found[-1], lines=(*found[-1].lines, *raw.lines))
        else:
            found.append(raw)
    return tuple(found)


def _text_of(raw: RawBlock) -> str:
    return " ".join(line.text for line in raw.lines)


def _join_note(note: Note, cuts: Mapping[Line, _Spans], ends: LineEnds, vocabulary: Vocabulary) -> Joined:
    return join_parts(_parts_of(note.lines, note.label.end, cuts, ends), vocabulary)


def _make_footnotes(
    document_id: str, notes: Sequence[Note], texts: Sequence[Joined], signals: Sequence[tuple[NoteSignal, ...]]
) -> tuple[Footnote, ...]:
    ids = _Ids(f"{document_id}-fn")
    return tuple(
        Footnote(
            footnote_id=ids.take(note.label.label),
            label=note.label.label,
            kind=note.kind,
            text=joined.text,
            provenance=joined.provenance,
            emphasis=joined.emphasis,
            signals=found,
        )
        for note, joined, found in zip(notes, texts, signals, strict=True)
    )


def _make_blocks(
    document_id: str,
    raws: Sequence[RawBlock],
    cuts: Mapping[Line, _Spans],
    ends: LineEnds,
    vocabulary: Vocabulary,
) -> tuple[_BlockText, ...]:
    made: list[_BlockText] = []
    path: list[tuple[int, str]] = []
    for raw in raws:
        joined, rows = _join_block(raw, cuts, ends, vocabulary)
        if not joined.text:
            continue
        if raw.kind is BlockKind.HEADING and raw.level is not None:
            path = [entry for entry in path if entry[0] < raw.level]
        block = Block(
            block_id=f"{document_id}-b{len(made) + 1:03d}",
            kind=raw.kind,
            text=joined.text,
            label=raw.label,
            level=raw.level,
            section_path=tuple(text for _, text in path),
            provenance=joined.provenance,
            emphasis=() if raw.kind in _STYLED_AS_A_WHOLE else joined.emphasis,
            rows=rows,
        )
        if raw.kind is BlockKind.HEADING and raw.level is not None:
            path.append((raw.level, joined.text))
        made.append(_BlockText(raw, block, joined))
    return tuple(made)


def _join_block(
    raw: RawBlock, cuts: Mapping[Line, _Spans], ends: LineEnds, vocabulary: Vocabulary
) -> tuple[Joined, tuple[tuple[Cell, ...], ...]]:
    """Return the text of a block, and the cells of a table's."""
    if raw.table is not None and raw.table.rows:
        sources = [[_cell_source(cell, cuts) for cell in row] for row in raw.table.rows]
        return join_cells(sources, raw.lines, vocabulary)
    return join_parts(_parts_of(raw.lines, raw.start, cuts, ends), vocabulary), ()


def _parts_of(lines: Sequence[Line], start: int, cuts: Mapping[Line, _Spans], ends: LineEnds) -> list[Part]:
    """Return lines as parts of one text that begins at a character of the first."""
    return [
        Part(
            line=line,
            start=0 if n else start,
            cuts=cuts.get(line, ()),
            is_full=n + 1 == len(lines) or ends.is_full(line, lines[n + 1]),
        )
        for n, line in enumerate(lines)
    ]


def _cell_source(cell: CellParts, cuts: Mapping[Line, _Spans]) -> CellSource:
    parts = [Part(line=s.line, start=s.start, end=s.end, cuts=cuts.get(s.line, ())) for s in cell.segments]
    return CellSource(parts=tuple(parts), boxes=tuple(s.bbox for s in cell.segments), is_head=cell.is_head)


def _cuts_of(references: Sequence[Reference]) -> dict[Line, _Spans]:
    cuts: dict[Line, set[tuple[int, int]]] = defaultdict(set)
    for reference in references:
        cuts[reference.mark.line].add((reference.mark.start, reference.mark.end))
    return {line: tuple(sorted(spans)) for line, spans in cuts.items()}


def _texts_of(notes: Sequence[Note], texts: Sequence[Joined]) -> dict[Line, tuple[int, Joined]]:
    """Map each line of a note to the note's place and its text."""
    return {line: (n, joined) for n, (note, joined) in enumerate(zip(notes, texts, strict=True)) for line in note.lines}


def _make_references(
    document_id: str,
    references: Sequence[Reference],
    footnotes: Sequence[Footnote],
    blocks: Sequence[_BlockText],
    notes: Mapping[Line, tuple[int, Joined]],
) -> tuple[FootnoteReference, ...]:
    block_of = {line: text for text in blocks for line in text.raw.lines}
    ids = _Ids(f"{document_id}-ref")
    made = []
    for reference in references:
        mark = reference.mark
        text, note = block_of.get(mark.line), notes.get(mark.line)
        joined = text.joined if text else note[1] if note else None
        made.append(
            FootnoteReference(
                footnote_reference_id=ids.take(mark.label),
                label=mark.label,
                footnote_id=None if reference.note is None else footnotes[reference.note].footnote_id,
                block_id=text.block.block_id if text else None,
                within_footnote_id=footnotes[note[0]].footnote_id if note else None,
                # the heads that a table repeats on its next page are not in its text
                offset=joined.cut_offsets.get((mark.line, mark.start), 0) if joined else 0,
                provenance=(_place_of(mark),),
                signals=reference.signals,
            )
        )
    return tuple(made)


def _place_of(mark: Mark) -> Provenance:
    return Provenance(page_number=mark.line.page_number, bbox=round_box(mark.bbox))


def _block_links(blocks: Sequence[_BlockText]) -> Iterator[Hyperlink]:
    for text in blocks:
        for link in text.joined.links:
            yield Hyperlink(
                url=link.url,
                footnote_id=None,
                block_id=text.block.block_id,
                start=link.start,
                end=link.end,
                provenance=link.provenance,
            )


def _footnote_links(footnotes: Sequence[Footnote], texts: Sequence[Joined]) -> Iterator[Hyperlink]:
    for footnote, joined in zip(footnotes, texts, strict=True):
        for link in joined.links:
            yield Hyperlink(
                url=link.url,
                footnote_id=footnote.footnote_id,
                block_id=None,
                start=link.start,
                end=link.end,
                provenance=link.provenance,
            )


def _loose_links(pages: Sequence[PageLines], margins: Sequence[Line]) -> Iterator[Hyperlink]:
    """Yield links over pictures, page headers and footers: they belong to no text."""
    found = [(page.page_number, link.bbox, link.url) for page in pages for link in page.loose_links]
    found += [(line.page_number, link.bbox, link.url) for line in margins for link in line.links]
    for page_number, bbox, url in sorted({entry for entry in found if entry[2]}):
        place = Provenance(page_number=page_number, bbox=round_box(bbox))
        yield Hyperlink(url=url or "", footnote_id=None, block_id=None, start=0, end=0, provenance=(place,))


def _make_margins(margins: Mapping[Line, MarginKind]) -> Iterator[MarginText]:
    for line, kind in margins.items():
        place = Provenance(page_number=line.page_number, bbox=round_box(line.bbox))
        yield MarginText(kind=kind, text=line.text, provenance=(place,))


class _Ids:
    """Makes readable ids: prefix and label, `-2` and so on when a label comes again."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._taken: Counter[str] = Counter()

    def take(self, label: str) -> str:
        slug = slug_of_label(label)
        self._taken[slug] += 1
        count = self._taken[slug]
        return f"{self._prefix}{slug}" + (f"-{count}" if count > 1 else "")
