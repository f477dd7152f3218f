"""The heading that an item or a paragraph carries in itself: "Skills: Train engineers."."""

import re

from cetingest.model import Block, EmphasisStyle, Span

_LIST_MARK = re.compile(r"\s*(?:[•●○▪◦‣·*–-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+")
_LEAD_IN = re.compile(r"(?P<heading>[A-Z][^.:!?]{2,80}):\s+(?=[A-Z“\"])")
# "Recommendation 3.", "Recommendation 2.1: ...", whatever the section it stands in.
RECOMMENDATION = re.compile(
    r"(?P<heading>(?:Key |Priority |Policy )?Recommendation\s+(?:[A-Z]?\d{1,3}(?:\.\d{1,2})?[a-z]?|[A-Z]|[IVX]+))\b"
)
_LABELLED = re.compile(rf"{RECOMMENDATION.pattern}\s*[.:–—]\s+(?=[A-Z“\"])")
_BOLD = (EmphasisStyle.BOLD, EmphasisStyle.BOLD_ITALIC)


def lead_in(block: Block) -> tuple[str | None, int]:
    """Return the heading that a block carries in itself, and where its text begins.

    A bold start that a colon ends is a heading before the text, and so is one that is a sentence of its own; without
    either the bold words belong to the sentence and head it too. Words before a colon count without bold when a capital
    follows.
    """
    mark = _LIST_MARK.match(block.text)
    start = mark.end() if mark else 0
    if bold := _leading_bold(block, start):
        heading = block.text[slice(*bold)].strip()
        colon = re.compile(r"\s*:\s*").match(block.text, bold[1])
        if heading.endswith(":") or colon:
            rest = _skip_space(block.text, colon.end() if colon else bold[1])
            return heading.rstrip(": "), rest if rest < len(block.text) else start
        # All bold is a style, not a heading; one bold word is stress.
        rest = _skip_space(block.text, bold[1])
        if rest >= len(block.text.rstrip(" .")) or not (" " in heading or heading.endswith(".")):
            return None, start
        return heading.rstrip("."), rest if heading.endswith(".") else start
    if match := _LABELLED.match(block.text, start) or _LEAD_IN.match(block.text, start):
        return match["heading"].strip(), match.end()
    return None, start


def _skip_space(text: str, position: int) -> int:
    match = re.compile(r"\s*").match(text, position)
    return match.end() if match else position


def _leading_bold(block: Block, start: int) -> Span | None:
    """Return the bold run that opens a text; runs parted by white space only are one."""
    end = start
    for run in sorted(block.emphasis, key=lambda run: run.start):
        if run.style in _BOLD and run.start <= end + 1 and not block.text[end : run.start].strip():
            end = max(end, run.end)
    return (start, end) if end > start else None
