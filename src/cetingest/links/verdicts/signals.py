"""What besides its title speaks for a page: publisher, date, meeting number, names and identifiers.

They decide where the title is in another language. None is proof alone: a publisher has many pages, a day has many
news. `support_of` adds them up.
"""

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from cetingest.language.data_files import read_rows, read_words
from cetingest.language.identifiers import doi_at_resolver
from cetingest.language.text import fold
from cetingest.links.pages.dates import dates_in_path, dates_in_text
from cetingest.links.verdicts.title_words import content_words, numbers_of, scripts_of, years_of
from cetingest.model import Item, Signal, SignalKind, Speaks, WebPage
from cetingest.web.urls import registrable_domain

# Of 32 works, looked at by their URLs alone, 31 stood on a host of the publisher; dates in the path agreed in 5 of 5,
# meeting numbers in 5 of 5. A publisher names the site and not the page, so it counts once and never alone. A day or a
# meeting nearly names the page.
_WEIGHTS = {
    SignalKind.PUBLISHER: 1,
    SignalKind.MEETING: 2,
    SignalKind.NAMES: 1,
}
SUPPORT_TO_CONFIRM = 3
"""Such as publisher and day, publisher and meeting, day and name: two signals, and not both about the site."""

_ABBREVIATION = re.compile(r"\(([A-Z][A-Za-z&.-]{1,11})\)|\b([A-Z]{2,8})\b")
# A word with capital letters or digits inside: writers of other scripts leave such names as they are.
_NAME = re.compile(r"\b(?=\w*[A-Z0-9])(?:[A-Z]{2,}\w*|\w*[A-Za-z]\d+\w*|\d+[A-Za-z]\w*|[A-Z][a-z]+[A-Z]\w*)\b")


@functools.cache
def signal_words() -> Mapping[str, Any]:
    """Read data/signals.yaml."""
    return read_words("cetingest.links.verdicts", "data/signals.yaml")


def support_of(signals: tuple[Signal, ...]) -> int:
    """Add up what speaks for a page; a publisher alone never confirms, since it has many pages."""
    total = 0
    for signal in signals:
        if signal.speaks is Speaks.FOR:
            total += _WEIGHTS.get(signal.kind, 0) if signal.kind is not SignalKind.DATE else _weight_of_date(signal)
    return total


def _weight_of_date(signal: Signal) -> int:
    return {10: 2, 7: 1}.get(len(signal.detail.rpartition(" ")[2]), 0)


def page_signals(item: Item, url: str, page: WebPage) -> tuple[Signal, ...]:
    """Return what speaks for or against the page at `url` being the cited work, besides the words of its title."""
    found = (
        _publisher(item, url, page),
        _date(item, url, page),
        _meeting(item, url, page),
        _names(item, page),
    )
    return tuple(signal for signal in found if signal is not None)


def identifier_signal(item: Item, cited_url: str, page: WebPage) -> Signal | None:
    """Compare the cited DOI with the page's own."""
    cited = ((item.get("DOI") or "").strip() or doi_at_resolver(cited_url) or "").casefold()
    if not cited or not page.identifiers:
        return None
    if cited in page.identifiers:
        return Signal(kind=SignalKind.IDENTIFIER, speaks=Speaks.FOR, detail=f"the page names the cited DOI {cited}")
    return Signal(
        kind=SignalKind.IDENTIFIER, speaks=Speaks.AGAINST, detail=f"the page names another DOI, {page.identifiers[0]}"
    )


def _publisher(item: Item, url: str, page: WebPage) -> Signal | None:
    bodies = tuple(_bodies(item))
    said = " ".join((page.site_name or "", *page.titles, page.text_start[:600]))
    host = urlsplit(url).hostname or ""
    for body in bodies:
        if how := _host_names(body, host) or _page_names(body, said):
            return Signal(kind=SignalKind.PUBLISHER, speaks=Speaks.FOR, detail=f"{how} {body}")
    return None


def _bodies(item: Item) -> Iterator[str]:
    """Iterate over the names of bodies that made, printed or held the cited work."""
    for name in item.get("author", ()):
        if literal := name.get("literal"):
            yield literal[:200]
    for key in ("publisher", "container-title"):
        if value := item.get(key):
            yield str(value)[:200]


def _host_names(body: str, host: str) -> str | None:
    """Tell whether a host is named after a body: by a name, an abbreviation, or the initials of its words."""
    labels = {part for label in host.split(".") for part in (label, *label.split("-"))}
    labels -= set(signal_words()["common_host_labels"])
    domain = registrable_domain(host).split(".")[0] if host else ""
    words = [word for word in fold(body).split() if len(word) > 1 and word in content_words(body)]
    initials = "".join(word[0] for word in words)
    names = {abbreviation.lower() for abbreviation in _abbreviations(body)} | {"".join(words)}
    names |= {initials} if len(initials) >= 3 else set()
    names |= {word for word in words if len(word) >= 5} if len(words) <= 2 else set()
    if names & (labels | {domain}):
        return f"the host {host} is named after"
    if len(domain) >= 6 and "".join(words).startswith(domain):
        return f"the host {host} is named after"
    return None


def _abbreviations(text: str) -> set[str]:
    return {(a or b).replace(".", "").replace("&", "") for a, b in _ABBREVIATION.findall(text)}


def _page_names(body: str, said: str) -> str | None:
    """Tell whether a page names a body, in the citation's language or its own."""
    wanted, found = fold(body), fold(said)
    if len(content_words(body)) >= 2 and f" {wanted} " in f" {found} ":
        return "the page names"
    for english, local in _institutions():
        if english in wanted and any(name in found for name in local):
            return "the page names in its own language"
    return None


@functools.cache
def _institutions() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return public bodies by their English names, with the names that they bear at home, all folded."""
    rows = read_rows("cetingest.links.verdicts", "data/institutions.csv")
    return tuple((fold(row["english"]), tuple(fold(name) for name in row["local"].split("|"))) for row in rows)


def _date(item: Item, url: str, page: WebPage) -> Signal | None:
    cited = _cited_date(item)
    if cited is None:
        return None
    stated = (page.issued_date,) if page.issued_date else ()
    found = (*stated, *dates_in_path(urlsplit(url).path), *dates_in_text(page.text_start))
    best = max((_agreement(cited, date) for date in found), default=0)
    if best:
        agreed = cited[:best]
        return Signal(kind=SignalKind.DATE, speaks=Speaks.FOR, detail=f"cited and found date agree: {agreed}")
    if stated and page.page_count is None and stated[0][:4] != cited[:4]:  # a PDF's date is that of its making
        return Signal(kind=SignalKind.DATE, speaks=Speaks.AGAINST, detail=f"the page is dated {stated[0]}, not {cited}")
    return None


def _agreement(cited: str, found: str) -> int:
    """Return how many characters of an ISO date agree: 10 for the day, 7 for the month, 4 for the year, 0."""
    return next((n for n in (10, 7, 4) if len(cited) >= n and len(found) >= n and cited[:n] == found[:n]), 0)


def _cited_date(item: Item) -> str | None:
    issued = item.get("issued")
    parts = tuple(issued.get("date-parts", ((),))[0]) if issued and issued.get("date-parts") else ()
    if not parts:
        return None
    return "-".join([f"{parts[0]:04d}", *(f"{part:02d}" for part in parts[1:3])])


def _meeting(item: Item, url: str, page: WebPage) -> Signal | None:
    cited = {n for text in (item.get("title", ""), item.get("event-title", "")) for n in meetings_in(str(text))}
    if len(cited) != 1:
        return None
    (number,) = cited
    titles = {n for title in page.titles for n in meetings_in(title)}
    others = set(_numbers_of_meetings(_path_meeting(), urlsplit(url).path[:2_000]))
    if number in titles | others | set(meetings_in(page.text_start[:600])):
        return Signal(kind=SignalKind.MEETING, speaks=Speaks.FOR, detail=f"both name meeting {number}")
    if titles:
        return Signal(
            kind=SignalKind.MEETING,
            speaks=Speaks.AGAINST,
            detail=f"meeting {number} is cited, the page is of meeting {min(titles, key=int)}",
        )
    return None


def meetings_in(text: str) -> tuple[str, ...]:
    """Return the numbers of meetings that a text names.

    >>> meetings_in("The 9th Meeting of the Working Group"), meetings_in("第9回 量子戦略会議")
    (('9',), ('9',))
    """
    folded = text[:2_000].casefold()
    found = (number for rule in _meetings() for number in _numbers_of_meetings(rule, folded))
    return tuple(dict.fromkeys(str(int(number)) for number in found))


def _numbers_of_meetings(rule: re.Pattern[str], text: str) -> Iterator[str]:
    for found in rule.finditer(text):
        yield next(filter(None, found.groups()))


@functools.cache
def _meetings() -> tuple[re.Pattern[str], ...]:
    """Return the expression of each language that finds numbers of meetings."""
    return tuple(_joined(group["patterns"]) for group in signal_words()["meetings"])


@functools.cache
def _path_meeting() -> re.Pattern[str]:
    return _joined(signal_words()["meetings_in_paths"])


def _joined(rules: Sequence[Mapping[str, str]]) -> re.Pattern[str]:
    return re.compile("|".join(rule["pattern"] for rule in rules), re.IGNORECASE)


def _names(item: Item, page: WebPage) -> Signal | None:
    """Look for names in the cited title that other scripts leave as they are."""
    title = item.get("title", "")
    wanted = {fold(name) for name in _NAME.findall(title)} | {n for n in numbers_of(title) if len(n) == 4}
    if not wanted or "LATIN" not in scripts_of(title):
        return None
    strong = {fold(name) for name in _NAME.findall(title)}
    found = set(fold(" ".join(page.titles)).split()) | {n for t in page.titles for n in numbers_of(t)}
    found |= {fold(name) for t in page.titles for name in re.findall(r"[A-Za-z0-9]+", t)}
    years, page_years = years_of(wanted), years_of({n for t in page.titles for n in numbers_of(t)})
    if years and page_years and not years & page_years:
        return Signal(
            kind=SignalKind.NUMBERS,
            speaks=Speaks.AGAINST,
            detail=f"{', '.join(sorted(years))} is cited, the page's title says {', '.join(sorted(page_years))}",
        )
    common = wanted & found
    if common & strong:
        return Signal(kind=SignalKind.NAMES, speaks=Speaks.FOR, detail=f"both titles name {', '.join(sorted(common))}")
    return None
