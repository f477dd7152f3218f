"""Further URLs that settle doubts about a page: an address beside it that does not exist, its version in English.

Each is asked like any cited URL and remembered under its own address. So a directory is probed once for all runs and
documents.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit, urlunsplit

from cetingest.links.verdicts.content import Surroundings
from cetingest.links.verdicts.title_words import scripts_of
from cetingest.model import Content, Fetch, Item, Verdict, WebPage
from cetingest.web.reach import ARRIVED
from cetingest.web.urls import history_key

_DOUBTFUL = frozenset({Content.WEAK, Content.NOT_COMPARABLE, Content.NOT_JUDGED})
_NAME_CHARACTERS = 20
_LANGUAGE_OF_SCRIPT = {"LATIN": ("en",), "CJK": ("ja", "zh"), "HANGUL": ("ko",)}


def probe_urls(verdict: Verdict, item: Item | None) -> tuple[str, ...]:
    """Return the URLs that could settle a doubtful verdict, none where there is no doubt.

    A sibling shows how the server answers for pages that do not exist. A version in the citation's language has a title
    that can be compared.
    """
    fetch = verdict.fetch
    if fetch is None or verdict.reach not in ARRIVED or verdict.content not in _DOUBTFUL:
        return ()
    if fetch.page is None or fetch.page.page_count is not None:
        return ()
    version = _version(item, fetch.page) if verdict.content is Content.NOT_COMPARABLE else None
    sibling = sibling_url(fetch.url)
    return tuple(probe for probe in (version, sibling) if probe is not None)


def sibling_url(url: str) -> str | None:
    """Return an address that does not exist in the directory of a URL. It is always the same; None for a home page.

    >>> sibling_url("https://a.test/reports/2023/s.html#p")
    'https://a.test/reports/2023/cetingest-e9bd9335d8e977d2ed96.html'
    >>> sibling_url("https://a.test/")
    """
    parts = urlsplit(history_key(url))
    folder, _, name = parts.path.rstrip("/").rpartition("/")
    if not name:
        return None  # every address of a site would be its sibling, and home pages answer for many
    stem, dot, ending = name.rpartition(".")
    ending = f".{ending}" if stem and dot and ending.isalnum() and len(ending) <= 5 else ""
    place = f"{parts.scheme}://{parts.netloc}{folder}/"
    token = hashlib.sha256(place.encode()).hexdigest()[:_NAME_CHARACTERS]
    slash = "/" if parts.path.endswith("/") else ""
    return urlunsplit((parts.scheme, parts.netloc, f"{folder}/cetingest-{token}{ending}{slash}", "", ""))


def _version(item: Item | None, page: WebPage) -> str | None:
    """Return the version of a page in the language that the work is cited in."""
    cited = item or {}
    languages = (cited.get("language") or "")[:2].casefold()
    scripts = scripts_of(cited.get("title", ""))
    wanted = (languages,) if languages else tuple(x for s in sorted(scripts) for x in _LANGUAGE_OF_SCRIPT.get(s, ()))
    for alternate in page.alternates:
        if alternate.language[:2].casefold() in wanted:
            return alternate.url
    return None


def surroundings_of(
    fetch: Fetch, probes: tuple[str, ...], known: Mapping[str, tuple[Fetch, ...]], at_target: int
) -> Surroundings:
    """Gather what other fetches tell of a URL. `known` maps probes to their fetches, oldest first."""
    found = {probe: known[probe][-1] for probe in probes if known.get(probe)}
    sibling = sibling_url(fetch.url) if found else None  # what nobody could ask has no siblings
    return Surroundings(probes=found, sibling=found.get(sibling or ""), cited_urls_at_target=at_target)


def count_targets(requests: Sequence[tuple[str, Item | None]], known: Mapping[str, tuple[Fetch, ...]]) -> Counter[str]:
    """Count the different cited addresses that were redirected to each final URL."""
    landed: set[tuple[str, str]] = set()
    for url, _ in requests:
        fetches = known.get(url)
        if fetches and fetches[-1].reach in ARRIVED and fetches[-1].redirects and fetches[-1].final_url:
            landed.add((fetches[-1].final_url, _address(url)))
    return Counter(target for target, _ in landed)


def _address(url: str) -> str:
    """Spell a URL without what servers treat alike: scheme, www and a final slash."""
    parts = urlsplit(history_key(url))
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}{parts.path.rstrip('/').casefold()}?{parts.query}"
