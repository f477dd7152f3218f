"""Which citations cite the same work.

`work_id` is made of the citation's own fields, so that it depends neither on the order nor on the presence of other
documents: an identifier if one is printed, else first maker, title and year, folded. Within one document, citations
that differ a little (a typing slip, a missing DOI) take the id of the first one, by two tests that must both hold.
"""

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from rapidfuzz import fuzz

from cetingest.language.identifiers import isbn_key
from cetingest.language.text import fold
from cetingest.language.urls import same_address
from cetingest.model import Citation, Item, Name

# A typing slip leaves a title's ratio at 95 or more (97 for one letter of forty). So does "Trade with East Asia" beside
# "Trade with West Asia", so the words that differ must be alike themselves ("industiral" 90; East and West 50, import
# and export 67, regional and national 75).
_ALIKE = 95
_SLIP = 80
_FEWEST_WORDS = 5  # in a shorter title one letter may make another work: "Chips and Power", "Chips and Powder"
_MOST_CANDIDATES = 50  # compared with one citation; more share a word only in texts made to be slow
_NUMBERS: tuple[Literal["number", "volume", "edition"], ...] = ("number", "volume", "edition")
_LEADING_ARTICLE = re.compile(r"^(?:the|a|an|der|die|das|le|la|les|el|los|las) ")


def work_id_of(item: Item) -> str | None:
    """Return the id of a work, the same wherever it is cited with the same fields; None when too little is known.

    >>> work_id_of({"DOI": "10.1000/ABC", "title": "A"}) == work_id_of({"DOI": "10.1000/abc"})
    True
    >>> one, other = {"title": "White Paper 2021"}, {"title": "White Paper 2023"}
    >>> work_id_of(one) == work_id_of(other)
    False
    """
    key = _identifier(item) or _description(item)
    return f"work-{hashlib.sha256(key.encode()).hexdigest()[:16]}" if key else None


class WorkIndex:
    """The works of one document, in the order of their first citations."""

    def __init__(self) -> None:
        self._by_key: dict[str, list[Citation]] = defaultdict(list)

    def find(self, item: Item) -> Citation | None:
        """Return the first citation of the same work, if there is one."""
        seen: set[str] = set()
        for key in _blocks(item):
            for citation in self._by_key.get(key, ())[:_MOST_CANDIDATES]:
                if citation.citation_id not in seen and is_same_work(item, citation.item):
                    return citation
                seen.add(citation.citation_id)
        return None

    def add(self, citation: Citation) -> None:
        """Remember the first citation of a work."""
        for key in _blocks(citation.item):
            self._by_key[key].append(citation)


def is_same_work(one: Item, other: Item) -> bool:
    """Tell whether two items describe one work: by identifier, or by title and then makers, figures and year.

    >>> is_same_work({"title": "Wage Survey", "URL": "https://a.org/x"}, {"title": "Wage survey", "URL": "http://a.org/x"})
    True
    """
    identifiers = _identifier(one), _identifier(other)
    if all(identifiers):
        return identifiers[0] == identifiers[1]
    title, other_title = _title(one), _title(other)
    if not (title and other_title):
        return not (title or other_title) and _is_same_address(one, other)
    return _are_alike(title, other_title) and _agree(one, other)


def _are_alike(title: str, other: str) -> bool:
    """Tell whether two folded titles are one but for spaces and typing slips in letters; figures must be the same."""
    if title.replace(" ", "") == other.replace(" ", ""):
        return True
    words, others = title.split(), other.split()
    if (
        not _FEWEST_WORDS <= len(words) == len(others)
        or fuzz.ratio(title, other) < _ALIKE
        or _figures(title) != _figures(other)
    ):
        return False
    return all(a == b or fuzz.ratio(a, b) >= _SLIP for a, b in zip(words, others, strict=True))


def _agree(one: Item, other: Item) -> bool:
    """Tell whether what is known of two works with like titles agrees: first maker, date, number, address."""
    first, second = _first_maker(one), _first_maker(other)
    if first and second and first != second and fuzz.token_sort_ratio(first, second) < _ALIKE:
        return False
    if any(one[field] != other[field] for field in _NUMBERS if field in one and field in other):
        return False
    dates = [item["issued"]["date-parts"][0] for item in (one, other) if "issued" in item]
    if len(dates) == 2:
        shorter = min(map(len, dates))
        return dates[0][:shorter] == dates[1][:shorter]
    is_elsewhere = "URL" in one and "URL" in other and not _is_same_address(one, other)
    return not is_elsewhere and (bool(first and second) or _is_same_address(one, other))


def _is_same_address(one: Item, other: Item) -> bool:
    return "URL" in one and "URL" in other and same_address(one["URL"], other["URL"])


# --- keys -------------------------------------------------------------------------------------------------------------


def _identifier(item: Item) -> str | None:
    """Return the printed identifier that stands for the whole work: a chapter shares its book's ISBN."""
    if doi := item.get("DOI"):
        return f"doi:{doi.lower().rstrip('.')}"
    if item.get("number", "").startswith("arXiv:"):
        return re.sub(r"v\d+$", "", item["number"].lower())
    if "ISBN" in item and item.get("type") != "chapter":
        return f"isbn:{isbn_key(item['ISBN'])}"
    return None


def _description(item: Item) -> str | None:
    """Return first maker, title, date's year and numbers as one text; the address only when there is no title."""
    if title := _title(item):
        year = item["issued"]["date-parts"][0][0] if "issued" in item else None
        numbers = [item.get(field) for field in _NUMBERS]
        if item.get("type") == "legal_case":
            numbers += [item.get("container-title"), item.get("page")]
        return json.dumps([_first_maker(item), title, year, numbers], ensure_ascii=False)
    if url := item.get("URL"):
        return "url:" + re.sub(r"^https?://(?:www\.)?|/$", "", url.lower())
    return None


def _title(item: Item) -> str:
    return _folded_title(item.get("title", ""))


@lru_cache(maxsize=2_000)  # each title is compared with many
def _folded_title(title: str) -> str:
    folded = fold(title.replace("&", " and "))
    return _LEADING_ARTICLE.sub("", folded) or folded


def _first_maker(item: Item) -> str:
    """Return the family name of the first maker, or a body's name."""
    name: Name = next(iter(item.get("author", item.get("editor", ()))), Name())
    return _LEADING_ARTICLE.sub("", fold(name.get("family") or name.get("literal") or ""))


def _figures(title: str) -> list[str]:
    return sorted(re.findall(r"\d+|\b[ivx]+\b", title))  # part II is another work than part III


def _blocks(item: Item) -> Iterator[str]:
    """Yield keys of which two citations of one work share at least one."""
    if identifier := _identifier(item):
        yield identifier
    title = _title(item)
    if "URL" in item and not title:
        yield "url:" + item["URL"].lower().rstrip("/").partition("://")[2]
    words = title.split()
    if words:  # a typing slip leaves the first or the last word whole
        yield f"first:{words[0]}:{len(words)}:{_figures(title)}"
        yield f"last:{words[-1]}:{len(words)}:{_figures(title)}"
