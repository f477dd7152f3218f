"""English words of the data files, inflected."""

import re
from collections.abc import Callable, Iterable


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
