"""Word lists of the data files, inflected and compiled."""

import re
from collections.abc import Callable, Iterable


def compile_words(words: Iterable[str]) -> re.Pattern[str]:
    """Compile words that stand alone, the longest first, in any case."""
    return re.compile(rf"(?<![\w-])(?:{alternatives(words)})(?![\w-])", re.IGNORECASE)


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


_Tree = dict[str, "_Tree"]


def _pattern(node: _Tree) -> str:
    branches = []
    for character, below in sorted(node.items()):
        if character:
            branches.append((r"\s+" if character == " " else re.escape(character)) + _pattern(below))
    if not branches:
        return ""
    is_single = len(branches) == 1 and "" not in node
    return branches[0] if is_single else f"(?:{'|'.join(branches)}){'?' if '' in node else ''}"


def each(inflect: Callable[[str], set[str]], entries: Iterable[str]) -> set[str]:
    """Return the forms of all entries."""
    return {form for entry in entries for form in inflect(entry)}


def adjective(entry: str) -> set[str]:
    """Compare an adjective; longer ones take "more".

    >>> sorted(adjective("weak")), sorted(adjective("competitive"))
    (['weak', 'weaker', 'weakest'], ['competitive'])
    """
    if " " in entry or "-" in entry or len(entry) > _COMPARED:
        return {entry}
    stem = entry[:-1] if entry.endswith(("e", "y")) else entry
    middle = "i" if entry.endswith("y") else ""
    forms = {entry, f"{stem}{middle}er", f"{stem}{middle}est"}
    if re.search(r"[^aeiou][aeiou][bdgnt]$", entry):
        forms |= {f"{entry}{entry[-1]}er", f"{entry}{entry[-1]}est"}
    return forms


_COMPARED = 8  # letters: "cheaper" but not "competitiver"


def noun(entry: str) -> set[str]:
    """Return singular and plural; given forms are kept: deficiency/deficiencies."""
    if "/" in entry:
        return set(entry.split("/"))
    if entry.endswith(("s", "x", "ch", "sh")):
        return {entry, f"{entry}es"}
    if re.search(r"[^aeiou]y$", entry):
        return {entry, f"{entry[:-1]}ies"}
    return {entry, f"{entry}s"}


def verb(entry: str) -> set[str]:
    """Inflect the first word of a verb; given forms take the place of those in -ed: fall/fell/fallen short.

    >>> sorted(verb("lag behind"))
    ['lag behind', 'lagged behind', 'lagging behind', 'lags behind']
    """
    first, *rest = entry.split(" ")
    base, *given = first.split("/")
    stem = base[:-1] if base.endswith("e") else base
    if re.fullmatch(r"[^aeiou]*[aeiou][bdglmnpt]", base):  # lag, lagged; stop, stopped
        stem = base + base[-1]
    forms = {base, f"{stem}ing", *given}
    if re.search(r"[^aeiou]y$", base):
        forms |= {f"{base[:-1]}ies"} | (set() if given else {f"{base[:-1]}ied"})
    else:
        forms |= {f"{base}es" if base.endswith(("s", "x", "ch", "sh", "o")) else f"{base}s"}
        forms |= set() if given else {f"{stem}ed"}
    return {" ".join((form, *rest)) for form in forms}
