"""Lists of words as patterns."""

import re
from collections.abc import Iterable

_Tree = dict[str, "_Tree"]


def compile_words(words: Iterable[str]) -> re.Pattern[str]:
    """Compile words that stand alone, the longest first, in any case."""
    return re.compile(rf"(?<![\w-])(?:{alternatives(words)})(?![\w-])", re.IGNORECASE)


def compile_names(names: Iterable[str]) -> re.Pattern[str]:
    """Compile names as they are spelled, the longest first: "South Korea" before "Korea"."""
    return re.compile(rf"(?<![\w-])(?:{alternatives(names)})(?![\w])")


def alternatives(words: Iterable[str]) -> str:
    r"""Join words to a pattern that prefers the longest; words with the same beginning share it.

    So a place of the text is compared with one letter after the other and not with every word: 6,000 names cost what
    ten do. A space matches any white space.

    >>> alternatives(["at", "as", "a"]), alternatives(["New York"])
    ('a(?:s|t)?', 'New\\s+York')
    """
    tree: _Tree = {}
    for word in words:
        node = tree
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    return _pattern(tree)


def _pattern(node: _Tree) -> str:
    branches = []
    for character, below in sorted(node.items()):
        if character:
            branches.append((r"\s+" if character == " " else re.escape(character)) + _pattern(below))
    if not branches:
        return ""
    is_single = len(branches) == 1 and "" not in node
    return branches[0] if is_single else f"(?:{'|'.join(branches)}){'?' if '' in node else ''}"
