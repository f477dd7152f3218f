"""Is the page that answered the cited work? Judged by everything that the page says."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from cetingest.language.text import fold
from cetingest.links.pages.fragments import fragment_of, page_number_of
from cetingest.links.pages.stand_ins import (
    is_for_subscribers,
    is_parked,
    is_passing_failure,
    is_soft_404,
    is_soft_404_by_text,
    is_taken_over,
    wall_of,
)
from cetingest.links.pages.url_words import is_error_address
from cetingest.links.verdicts.signals import SUPPORT_TO_CONFIRM, identifier_signal, page_signals, support_of
from cetingest.links.verdicts.title_words import content_words
from cetingest.links.verdicts.titles import Likeness, compare_titles, names_title
from cetingest.model import Content, Fetch, Item, Signal, SignalKind, Speaks, WebPage

_HOME_PATH = re.compile(
    r"/?([a-z]{2}(-[a-z]{2,4})?/?)?((index|home|default|top|main|welcome)(\.[a-z]{2,5})?/?)?", re.IGNORECASE
)
_DOCUMENT_ENDINGS = (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx")
_WITHOUT_CONTENT = (204, 205)
_MANY_URLS = 3
"""A page to which so many different cited addresses lead only stands in for pages that are gone."""
_COVERED_SHARE = 0.5
"""The share of the cited title's content words on the first page of a PDF, below which it is another work's."""

_SPEAKS = {
    Content.MATCH: Speaks.FOR,
    Content.MISMATCH: Speaks.AGAINST,
    Content.SOFT_404: Speaks.AGAINST,
    Content.PARKED: Speaks.AGAINST,
    Content.HOME_REDIRECT: Speaks.AGAINST,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What other fetches tell of a URL: probes by their URLs, and how many cited URLs end at the same page."""

    probes: Mapping[str, Fetch] = field(default_factory=dict)
    sibling: Fetch | None = None
    cited_urls_at_target: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """How a page compares with the cited work, and why. `is_blocked` and `is_unread`: the page could not be seen."""

    content: Content
    why: str
    signals: tuple[Signal, ...] = ()
    is_blocked: bool = False
    is_unread: bool = False


NO_SURROUNDINGS = Surroundings()


def judge_content(url: str, item: Item | None, fetch: Fetch, around: Surroundings = NO_SURROUNDINGS) -> Judgement:
    """Compare the page of a fetch that arrived with the cited item. Whether it is an error page decides first."""
    page = fetch.page
    if page is None and fetch.status_code in _WITHOUT_CONTENT:
        return _unread("the server answered without any content")
    if page is None:
        kind = describe_type(fetch.content_type)
        return _judged(
            Likeness(Content.NOT_JUDGED, f"content not compared, since it is {kind}"), SignalKind.KIND, Speaks.NEITHER
        )
    judged = _judge_page(url, item or Item(), fetch, page, around)
    return _with(judged, *_fragment_signals(url, page))


def _judge_page(url: str, item: Item, fetch: Fetch, page: WebPage, around: Surroundings) -> Judgement:
    cited = item.get("title", "")
    error, likeness = _error_page(page, cited, fetch), _compare(cited, page, item.get("language"))
    title = _signal(SignalKind.TITLE, likeness)
    if error is not None:
        return _judge_error(error, likeness, title, page, cited)
    identifier = identifier_signal(item, url, page)
    signals = (*((identifier,) if identifier else ()), *page_signals(item, fetch.final_url or url, page))
    wall = wall_of(page, cited, fetch.final_url or url, is_redirected=bool(fetch.redirects))
    if likeness.content is Content.MATCH:
        return _judge_match(likeness, (title, *signals), page, wall)
    if wall is not None:
        blocked = Signal(kind=SignalKind.WALL, speaks=Speaks.NEITHER, detail=wall)
        return Judgement(content=Content.NOT_JUDGED, why=wall, signals=(blocked,), is_blocked=True)
    if identifier is not None and identifier.speaks is Speaks.FOR:
        return Judgement(content=Content.MATCH, why=identifier.detail, signals=(title, *signals))
    judged = _judge_by_place(url, cited, fetch, page, likeness, around)
    return _with(judged or _weigh(url, likeness, signals, page, item, around), title, *signals, is_first=True)


def _judge_error(error: Likeness, likeness: Likeness, title: Signal, page: WebPage, cited: str) -> Judgement:
    """Judge a page that says that something is not there. Under the cited title that may be an annex."""
    judged = _judged(error, SignalKind.ERROR_PAGE)
    is_sure = likeness.content is not Content.MATCH or error.content is not Content.SOFT_404
    if is_sure or "error_template" in page.marks or not is_soft_404_by_text(page):
        return judged
    doubt = "its text says that something is not there"
    if not is_soft_404(page, cited):
        doubt = "its address is named after an error"
    return replace(_with(judged, title, is_first=True), content=Content.WEAK, why=f"{likeness.why}, but {doubt}")


def _judge_match(likeness: Likeness, signals: tuple[Signal, ...], page: WebPage, wall: str | None) -> Judgement:
    if wall is not None and "login" in wall and "password_field" in page.marks:
        blocked = Signal(kind=SignalKind.WALL, speaks=Speaks.NEITHER, detail=wall)
        return Judgement(content=Content.NOT_JUDGED, why=wall, signals=(*signals, blocked), is_blocked=True)
    if is_for_subscribers(page):
        detail = "only subscribers read all of it"
        signals = (*signals, Signal(kind=SignalKind.WALL, speaks=Speaks.NEITHER, detail=detail))
    return Judgement(content=Content.MATCH, why=likeness.why, signals=signals)


def _compare(cited: str, page: WebPage, language: str | None) -> Likeness:
    """Compare by titles. The title of a PDF is often wrong, so its first page counts too."""
    likeness = compare_titles(cited, page, language)
    if page.page_count is None or likeness.content is Content.MATCH or not fold(cited):
        return likeness
    if names_title(cited, page.text_start):
        return Likeness(Content.MATCH, "its first page bears the cited title")
    if likeness.is_other_edition:
        return likeness
    words, shown = content_words(cited), set(content_words(page.text_start))
    if not page.text_start:
        return Likeness(Content.NOT_JUDGED, "the PDF holds no text that could be compared")
    if likeness.content is Content.MISMATCH and sum(w in shown for w in words) >= _COVERED_SHARE * len(words):
        return Likeness(Content.WEAK, f"{likeness.why}, though its first page has words of the cited title")
    return likeness


def _judge_by_place(
    url: str, cited: str, fetch: Fetch, page: WebPage, likeness: Likeness, around: Surroundings
) -> Judgement | None:
    """Judge by the page's neighbours, its versions in other languages, and its address."""
    sibling = around.sibling
    if sibling is not None and is_same_page(fetch, sibling):
        why = "the server shows this page for addresses that do not exist"
        return _judged(Likeness(Content.SOFT_404, why), SignalKind.SIBLING)
    for alternate in page.alternates:
        probe = around.probes.get(alternate.url)
        if probe is None or probe.page is None:
            continue
        if (version := compare_titles(cited, probe.page)).content is Content.MATCH:
            why = f"its version in “{alternate.language}” at {alternate.url} is the cited work: {version.why}"
            return _judged(Likeness(Content.MATCH, why), SignalKind.ALTERNATE)
    if _is_home_redirect(url, fetch):
        why = f"the address leads to the home page {fetch.final_url}"
        return _judged(Likeness(Content.HOME_REDIRECT, why), SignalKind.REDIRECT)
    if around.cited_urls_at_target >= _MANY_URLS and fetch.redirects:
        why = f"{around.cited_urls_at_target} different cited addresses all lead to {fetch.final_url}"
        return _judged(Likeness(Content.SOFT_404, why), SignalKind.REDIRECT)
    if is_passing_failure(page, cited):
        why = "the site says that it is not available for now"
        return _judged(Likeness(Content.WEAK, why), SignalKind.ERROR_PAGE, Speaks.NEITHER)
    return _judge_unread(page, likeness)


def _judge_unread(page: WebPage, likeness: Likeness) -> Judgement | None:
    """Say that a page was not seen: before its scripts have run, its title tells too little."""
    is_unwritten = "script_only" in page.marks or "empty" in page.marks
    if is_unwritten and likeness.content in (
        Content.MISMATCH,
        Content.WEAK,
        Content.NOT_JUDGED,
        Content.NOT_COMPARABLE,
    ):
        return _unread(
            f"the page {'is empty' if 'empty' in page.marks else 'is written by scripts, which were not run'}"
        )
    return None


def _unread(why: str) -> Judgement:
    unread = Signal(kind=SignalKind.KIND, speaks=Speaks.NEITHER, detail=why)
    return Judgement(content=Content.NOT_JUDGED, why=why, signals=(unread,), is_unread=True)


def _weigh(
    url: str, likeness: Likeness, signals: tuple[Signal, ...], page: WebPage, item: Item, around: Surroundings
) -> Judgement:
    """Let other signals decide where titles cannot, and weaken a mismatch that they contradict."""
    support = support_of(signals)
    against = [signal for signal in signals if signal.speaks is Speaks.AGAINST]
    content, why = likeness.content, likeness.why
    if content is Content.NOT_COMPARABLE:
        if support >= SUPPORT_TO_CONFIRM and not against:
            agreed = "; ".join(signal.detail for signal in signals if signal.speaks is Speaks.FOR)
            return Judgement(content=Content.MATCH, why=f"{why}, but {agreed}")
        refuting = [s for s in against if s.kind in (SignalKind.MEETING, SignalKind.NUMBERS)]
        if refuting:
            return Judgement(content=Content.MISMATCH, why=f"{why}, and {refuting[0].detail}")
    if content is Content.MISMATCH and support >= SUPPORT_TO_CONFIRM and not against and not likeness.is_other_edition:
        agreed = "; ".join(signal.detail for signal in signals if signal.speaks is Speaks.FOR)
        return Judgement(content=Content.WEAK, why=f"{why}, but {agreed}")
    if (
        _is_document(url)
        and page.page_count is None
        and content in (Content.WEAK, Content.NOT_COMPARABLE, Content.NOT_JUDGED)
    ):
        why = f"a document is cited but a web page was answered, {_title_of(page)}"
        kind = Signal(kind=SignalKind.KIND, speaks=Speaks.AGAINST, detail=why)
        return Judgement(content=Content.WEAK, why=why, signals=(kind,))
    if content is Content.NOT_JUDGED and fold(item.get("title", "")):
        return Judgement(content=content, why=why, is_unread=True)
    return Judgement(content=content, why=why, signals=_sibling_signals(around))


def _sibling_signals(around: Surroundings) -> tuple[Signal, ...]:
    if around.sibling is None or around.sibling.status_code not in (404, 410):
        return ()
    detail = "the server does say so when an address of this directory does not exist"
    return (Signal(kind=SignalKind.SIBLING, speaks=Speaks.NEITHER, detail=detail),)


def _error_page(page: WebPage, cited: str, fetch: Fetch) -> Likeness | None:
    final_url = fetch.final_url or fetch.url
    if is_parked(page, cited, final_url):
        return Likeness(Content.PARKED, "the address only offers the domain for sale")
    if page.page_count is not None:
        return None
    is_led_to_error = bool(fetch.redirects) and is_error_address(final_url)
    if is_soft_404(page, cited) or "error_template" in page.marks or is_led_to_error:
        return Likeness(Content.SOFT_404, _title_of(page))
    if is_taken_over(page, cited):
        return Likeness(Content.MISMATCH, f"the domain advertises something else, {_title_of(page)}")
    return None


def _fragment_signals(url: str, page: WebPage) -> tuple[Signal, ...]:
    fragment = fragment_of(url)
    if fragment is None:
        return ()
    number = page_number_of(fragment)
    if page.page_count is not None and number is not None:
        is_there = 1 <= number <= page.page_count
        detail = f"page {number} is cited and the PDF has {page.page_count} pages"
    elif fragment in page.found_fragments:
        is_there, detail = True, f"the place #{fragment} is in the page"
    elif fragment in page.missing_fragments:
        is_there, detail = False, f"the place #{fragment} is not in the page"
    else:
        return ()
    return (Signal(kind=SignalKind.FRAGMENT, speaks=Speaks.FOR if is_there else Speaks.AGAINST, detail=detail),)


def is_same_page(one: Fetch, other: Fetch) -> bool:
    """Tell whether two URLs were answered with one page: led to one address, or shown the same titles and text."""
    if other.page is None or one.page is None:
        return False
    if one.final_url == other.final_url:
        return True
    first, second = one.page, other.page
    return bool(first.titles) and first.titles == second.titles and first.text_start[:500] == second.text_start[:500]


def _is_home_redirect(url: str, fetch: Fetch) -> bool:
    """Tell whether a page below the root was asked and a home page answered."""
    if not fetch.redirects or fetch.final_url is None:
        return False
    asked, final = urlsplit(url), urlsplit(fetch.final_url)
    is_home = _HOME_PATH.fullmatch(final.path) is not None and not final.query
    return is_home and (_HOME_PATH.fullmatch(asked.path) is None or bool(asked.query))


def _is_document(url: str) -> bool:
    return urlsplit(url).path.lower().endswith(_DOCUMENT_ENDINGS)


def describe_type(content_type: str | None) -> str:
    """Say what kind of thing a content type names."""
    kind = (content_type or "").partition(";")[0].strip().lower()
    names = {
        "application/pdf": "a PDF that could not be read",
        "text/html": "no web page although served as one",
        "": "of no named kind",
    }
    return names.get(kind, f"of kind {kind}")


def _title_of(page: WebPage) -> str:
    return f"titled “{page.titles[0]}”" if page.titles else "without a title"


def _signal(kind: SignalKind, likeness: Likeness, speaks: Speaks | None = None) -> Signal:
    towards = speaks or _SPEAKS.get(likeness.content, Speaks.NEITHER)
    return Signal(kind=kind, speaks=towards, detail=likeness.why)


def _judged(likeness: Likeness, kind: SignalKind, speaks: Speaks | None = None) -> Judgement:
    return Judgement(content=likeness.content, why=likeness.why, signals=(_signal(kind, likeness, speaks),))


def _with(judged: Judgement, *signals: Signal, is_first: bool = False) -> Judgement:
    return replace(judged, signals=(*signals, *judged.signals) if is_first else (*judged.signals, *signals))
