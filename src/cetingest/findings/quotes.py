"""The exact words a finding rests on, and the footnotes that stand with them."""

from bisect import bisect_right
from operator import itemgetter

from cetingest.findings.context import Context
from cetingest.model import Block, Quote, Span


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


def footnotes_of(context: Context, quote: Quote) -> tuple[str, ...]:
    """Return the footnotes whose references stand in the quoted words or right after them, in order.

    A reference at the first character belongs to what stands before it.
    """
    marks = context.marks.get(quote.block_id, ())
    first, last = (bisect_right(marks, place, key=itemgetter(0)) for place in (quote.start, quote.end))
    return tuple(dict.fromkeys(footnote_id for _, footnote_id in marks[first:last]))
