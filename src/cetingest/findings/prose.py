"""The sentences in which quantities, events and bodies are looked for."""

from collections.abc import Iterator

from cetingest.findings.context import Context, Sentence
from cetingest.model import BlockKind


def prose(context: Context) -> Iterator[Sentence]:
    """Iterate over the sentences of paragraphs and lists.

    Tables and captions have no clauses that could say what a number or a date is about.
    """
    kinds = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
    return (sentence for sentence in context.sentences if sentence.block.kind in kinds)
