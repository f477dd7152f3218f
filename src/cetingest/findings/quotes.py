"""The exact words a finding rests on, and the footnotes that stand with them."""

from cetingest.model import Block, Document, Quote, Span


def quote_of(block: Block, span: Span) -> Quote:
    """Quote characters `span` of a block; `text` is exactly the block's text there."""
    start, end = span
    return Quote(
        block_id=block.block_id,
        start=start,
        end=end,
        text=block.text[start:end],
        section_path=block.section_path,
        provenance=block.provenance,
    )


def footnotes_of(document: Document, quote: Quote) -> tuple[str, ...]:
    """Return the footnotes whose references stand in the quoted words or right after them, in order.

    A reference at the first character belongs to what stands before it.
    """
    footnotes = [
        reference.footnote_id
        for reference in sorted(document.footnote_references, key=lambda reference: reference.offset)
        if reference.block_id == quote.block_id
        and reference.footnote_id
        and quote.start < reference.offset <= quote.end
    ]
    return tuple(dict.fromkeys(footnotes))
