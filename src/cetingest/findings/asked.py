"""Which sentences a document's recommendations are made of: they say what should be, not what is."""

from collections.abc import Iterable, Mapping

from cetingest.findings.context import Sentence
from cetingest.model import Recommendation


def by_block(recommendations: Iterable[Recommendation]) -> Mapping[str, list[Recommendation]]:
    """Group recommendations by the block that they are quoted from."""
    grouped: dict[str, list[Recommendation]] = {}
    for recommendation in recommendations:
        grouped.setdefault(recommendation.quote.block_id, []).append(recommendation)
    return grouped


def is_asked(asked: Mapping[str, list[Recommendation]], sentence: Sentence) -> bool:
    """Tell whether a sentence is one of those that a recommendation is made of, not a reason between them."""
    return any(_holds(recommendation, sentence) for recommendation in asked.get(sentence.block.block_id, ()))


def _holds(recommendation: Recommendation, sentence: Sentence) -> bool:
    start = max(sentence.span[0], recommendation.quote.start)
    end = min(sentence.span[1], recommendation.quote.end)
    return start < end and sentence.block.text[start:end].strip() in recommendation.text
