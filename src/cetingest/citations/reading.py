"""The whole way from footnotes and body to citations and cited URLs."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cetingest.citations.antecedents import FullCitations, resolve_antecedents
from cetingest.citations.fields import Reading
from cetingest.citations.host_hyphens import HOST_HYPHEN, mend_hosts
from cetingest.citations.hyperlinks import LocatedUrl, find_stray_links, locate_urls
from cetingest.citations.identifiers import find_identifier_links
from cetingest.citations.items import WorkText, author_names, is_plausible, read_address, read_work
from cetingest.citations.readings import other_readings
from cetingest.citations.split import Piece, PieceRole, split_note
from cetingest.citations.url_problems import problem_of_stray, problems_of_identifiers, problems_of_url
from cetingest.citations.urls import FoundUrl
from cetingest.model import (
    Block,
    Citation,
    CitationForm,
    CitationList,
    CitedUrl,
    Document,
    EmphasisStyle,
    Footnote,
    FootnoteKind,
    Hyperlink,
    NoteKind,
    NoteReading,
    Problem,
    ProblemCode,
    Span,
    UrlSource,
)

# Notes are untrusted and read without a time limit. The longest of 1,487 notes in fifteen law reviews and reports has
# 2,225 characters; what is far longer is no note, and the rules say nothing true of it.
_LONGEST_NOTE = 10_000
_LEAD = 150  # characters in which a work's first name begins; the longest signal has about 100


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedText:
    """The reading of one footnote text that stands alone."""

    text: str
    kind: NoteKind
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Note:
    """A footnote with its URLs and what it was read as."""

    footnote: Footnote
    urls: tuple[LocatedUrl, ...]
    kind: NoteKind
    citations: tuple[Citation, ...]


def cite(document: Document) -> CitationList:
    """Read every footnote of a document, and find every URL it cites, in its body text too.

    What cannot be read or resolved is in `problems`, never left out.
    """
    texts = {note.footnote_id: note.text for note in document.footnotes}
    texts |= {block.block_id: block.text for block in document.blocks}
    identifiers = find_identifier_links(document.hyperlinks, texts)
    set_aside = set(identifiers)
    links = _links_by_owner([link for link in document.hyperlinks if link not in set_aside])
    urls = mend_hosts({owner: locate_urls(text, links.get(owner, ())) for owner, text in texts.items()})
    notes = _read_notes(document.footnotes, urls)
    cited_urls, problems = [], []
    for note in notes:
        for number, url in enumerate(note.urls, 1):
            cited_urls.append(_cited_url(url, number, note.footnote, document))
            problems.extend(problems_of_url(url, cited_urls[-1], note.footnote.text))
        strays = find_stray_links(note.footnote.text, links.get(note.footnote.footnote_id, ()), note.urls)
        problems.extend(problem_of_stray(link, note.footnote.text) for link in strays)
        problems.extend(_problems_of_citations(note))
    for block in document.blocks:
        for number, url in enumerate(urls[block.block_id], 1):
            cited_urls.append(_cited_url(url, number, block, document))
            problems.extend(problems_of_url(url, cited_urls[-1], block.text))
        strays = find_stray_links(block.text, links.get(block.block_id, ()), urls[block.block_id])
        problems.extend(problem_of_stray(link, block.text) for link in strays)
    problems.extend(problems_of_identifiers(identifiers, document.document_id))
    return CitationList(
        document_id=document.document_id,
        readings=tuple(NoteReading(footnote_id=note.footnote.footnote_id, kind=note.kind) for note in notes),
        citations=tuple(citation for note in notes for citation in note.citations),
        cited_urls=tuple(cited_urls),
        problems=tuple(problems),
    )


def cite_texts(texts: Sequence[str]) -> tuple[CitedText, ...]:
    """Read footnote texts that follow one another; the label of each is its number, from 1.

    >>> first, second = cite_texts(['Jane Doe, "Chips," May 2024.', "Ibid., 12."])
    >>> second.kind.value, second.citations[0].antecedent_id
    ('cross_reference', 'note-1-c1')
    """
    footnotes = [
        Footnote(footnote_id=f"note-{number}", label=str(number), kind=FootnoteKind.FOOTNOTE, text=text)
        for number, text in enumerate(texts, 1)
    ]
    urls = mend_hosts({footnote.footnote_id: locate_urls(footnote.text, ()) for footnote in footnotes})
    return tuple(
        CitedText(text=note.footnote.text, kind=note.kind, citations=note.citations)
        for note in _read_notes(footnotes, urls)
    )


def cite_text(text: str) -> CitedText:
    """Read one footnote text.

    >>> cite_text("Ministry of Finance").kind.value
    'abbreviation'
    """
    return cite_texts([text])[0]


# --- notes ------------------------------------------------------------------------------------------------------------


def _read_notes(footnotes: Sequence[Footnote], urls: Mapping[str, tuple[LocatedUrl, ...]]) -> tuple[_Note, ...]:
    """Read footnotes in order with their `urls` by ids, then say what each repeated or shortened citation means."""
    readable = [footnote.text for footnote in footnotes if not _is_overlong(footnote)]
    known_names = _by_first_word(name for text in readable for name in author_names(text))
    notes: list[_Note] = []
    citations: list[Citation] = []
    earlier = FullCitations()
    for footnote in footnotes:
        notes.append(_read_note(footnote, urls[footnote.footnote_id], known_names, earlier))
        for citation in notes[-1].citations:
            citations.append(citation)
            earlier.add(citation)
    labels = {footnote.footnote_id: footnote.label for footnote in footnotes}
    resolved = iter(resolve_antecedents(citations, labels))
    return tuple(dataclasses.replace(note, citations=tuple(next(resolved) for _ in note.citations)) for note in notes)


def _by_first_word(names: Iterable[str]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name in names:
        found.setdefault(name.split()[0], set()).add(name)
    return {word: frozenset(group) for word, group in found.items()}


def _read_note(
    footnote: Footnote,
    urls: tuple[LocatedUrl, ...],
    known_names: Mapping[str, frozenset[str]],
    earlier: FullCitations,
) -> _Note:
    if _is_overlong(footnote):
        return _Note(footnote=footnote, urls=urls, kind=NoteKind.MIXED, citations=(_unread(footnote, urls),))
    printed = tuple(FoundUrl(url.url, url.printed, url.span, url.mended_by) for url in urls if _is_printed(url))
    split = split_note(footnote.text, printed, _italics(footnote, (0, len(footnote.text))))
    kind, pieces = split.kind, split.pieces
    if not any(piece.role != PieceRole.COMMENT for piece in pieces) and earlier.find_short_form(footnote.text):
        # "Doe, Chips and Power, 12." looks like a name or remark until one knows that Doe wrote Chips and Power.
        kind, pieces = NoteKind.CITATION, (Piece((0, len(footnote.text)), PieceRole.WORK),)
    works = [piece for piece in pieces if piece.role != PieceRole.COMMENT]
    citations = tuple(
        _citation(footnote, piece, position, urls, known_names) for position, piece in enumerate(works, 1)
    )
    return _Note(footnote=footnote, urls=urls, kind=kind, citations=citations)


def _is_overlong(footnote: Footnote) -> bool:
    return len(footnote.text) > _LONGEST_NOTE


def _unread(footnote: Footnote, urls: tuple[LocatedUrl, ...]) -> Citation:
    """Keep an overlong note whole, as printed."""
    return Citation(
        citation_id=f"{footnote.footnote_id}-c1",
        footnote_id=footnote.footnote_id,
        position=1,
        form=CitationForm.UNPARSED,
        item={},
        printed=footnote.text,
        span=(0, len(footnote.text)),
        cited_url_id=f"{footnote.footnote_id}-u1" if urls else None,
    )


def _citation(
    footnote: Footnote,
    piece: Piece,
    position: int,
    urls: tuple[LocatedUrl, ...],
    known_names: Mapping[str, frozenset[str]],
) -> Citation:
    start, end = piece.span
    text = footnote.text[start:end]
    own = [number for number, url in enumerate(urls, 1) if start <= url.span[0] < end]
    work = WorkText(
        text=text,
        urls=tuple(_shifted(urls[number - 1], start) for number in own if _is_printed(urls[number - 1])),
        linked_urls=tuple(_shifted(urls[number - 1], start) for number in own if not _is_printed(urls[number - 1])),
        italics=_italics(footnote, piece.span),
        known_names=frozenset[str]().union(*(known_names.get(word, ()) for word in set(text[:_LEAD].split()))),
    )
    form, read = _read_piece(piece, work)
    return Citation(
        citation_id=f"{footnote.footnote_id}-c{position}",
        footnote_id=footnote.footnote_id,
        position=position,
        form=form,
        item=read.item,
        fields=read.fields(start),
        printed=text,
        span=piece.span,
        cited_url_id=f"{footnote.footnote_id}-u{own[0]}" if own else None,
    )


def _read_piece(piece: Piece, work: WorkText) -> tuple[CitationForm, Reading]:
    if piece.role == PieceRole.BACK_REFERENCE:
        return CitationForm.BACK_REFERENCE, Reading()
    if piece.is_prose:
        return CitationForm.FULL, read_address(work)
    read = read_work(work)
    if is_plausible(read.item):
        return CitationForm.FULL, read
    return CitationForm.UNPARSED, read_address(work)


def _is_printed(url: LocatedUrl) -> bool:
    """Tell whether the URL's span holds an address rather than linked words, which belong to title or author."""
    return url.source != "hyperlink"


def _shifted(url: LocatedUrl, offset: int) -> FoundUrl:
    """Return a URL with its span counted from a piece's start."""
    start, end = url.span
    return FoundUrl(url.url, url.printed, (start - offset, end - offset), url.mended_by)


def _italics(footnote: Footnote, span: Span) -> tuple[Span, ...]:
    runs = (run for run in footnote.emphasis if run.style != EmphasisStyle.BOLD)
    return tuple(
        (max(run.start, span[0]) - span[0], min(run.end, span[1]) - span[0])
        for run in runs
        if run.start < span[1] and span[0] < run.end
    )


# --- URLs -------------------------------------------------------------------------------------------------------------


def _links_by_owner(hyperlinks: Iterable[Hyperlink]) -> dict[str, list[Hyperlink]]:
    """Group links by the footnote or block whose text they lie over; those over neither cite nothing."""
    links: dict[str, list[Hyperlink]] = {}
    for link in hyperlinks:
        if owner_id := link.footnote_id or link.block_id:
            links.setdefault(owner_id, []).append(link)
    return links


def _cited_url(url: LocatedUrl, number: int, owner: Footnote | Block, document: Document) -> CitedUrl:
    place = url.provenance or owner.provenance
    is_footnote = isinstance(owner, Footnote)
    owner_id = owner.footnote_id if isinstance(owner, Footnote) else owner.block_id
    return CitedUrl(
        cited_url_id=f"{owner_id}-u{number}",
        footnote_id=owner_id if is_footnote else None,
        block_id=None if is_footnote else owner_id,
        url=url.url,
        printed=url.printed,
        source=url.source,
        span=url.span,
        mended_by=url.mended_by,
        provenance=place,
        candidates=other_readings(owner.text, url.span, url.url, url.differing_target or _as_printed(url)),
        text_doubt=document.doubt_at(place) if url.source is UrlSource.TEXT else None,
    )


def _as_printed(url: LocatedUrl) -> str | None:
    """Return the URL with the hyphen that was taken out of its host, which may have been right."""
    return url.printed if url.mended_by and url.mended_by.endswith(HOST_HYPHEN) else None


def _problems_of_citations(note: _Note) -> list[Problem]:
    problems = []
    for citation in note.citations:
        code, message = None, ""
        if citation.form == CitationForm.UNPARSED:
            code = ProblemCode.UNPARSED_CITATION
            message = f"footnote {note.footnote.label}: no author or title recognised in {citation.printed!r}"
            if _is_overlong(note.footnote):
                message = f"footnote {note.footnote.label} has {len(citation.printed):,} characters: too long to read"
        elif citation.form == CitationForm.BACK_REFERENCE and citation.antecedent_id is None:
            code = ProblemCode.UNRESOLVED_ANTECEDENT
            message = f"footnote {note.footnote.label}: not certain which work {citation.printed!r} means"
        if code:
            problems.append(
                Problem(
                    code=code,
                    message=message,
                    subject_id=citation.citation_id,
                    provenance=note.footnote.provenance,
                )
            )
    return problems
