"""URLs printed in a text joined with the link annotations that lie over it."""

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass

from cetingest.citations.hosts import is_relative
from cetingest.citations.mending import UNWRAPPED, mend_url
from cetingest.citations.urls import FoundUrl, find_urls
from cetingest.citations.wrappers import without_counters
from cetingest.language.urls import absolute_url, same_address
from cetingest.model import Hyperlink, Provenance, Span, UrlSource

_WEB = re.compile(r"(?:https?|ftp)://", re.IGNORECASE)
_WWW = re.compile(r"www\d{0,2}\.", re.IGNORECASE)
_PIECE = re.compile(r"(?=\S*[\d./_=%&?#-])\S+")  # of an address, and no word
_AROUND = " \t\n<>()[]«»“”\"'.,;:"


@dataclass(frozen=True, slots=True, kw_only=True)
class LocatedUrl:
    """A URL of a text, its place there, and the link's target where that really differs from what is printed."""

    url: str
    printed: str
    span: Span
    source: UrlSource
    mended_by: str | None = None
    provenance: tuple[Provenance, ...] = ()
    differing_target: str | None = None


@dataclass(frozen=True, slots=True)
class _Anchor:
    """One link of the text: annotations of the same target with only white space between them (one a line)."""

    target: str
    span: Span
    provenance: tuple[Provenance, ...]
    unwrapped_by: str | None = None


def locate_urls(text: str, hyperlinks: Sequence[Hyperlink]) -> tuple[LocatedUrl, ...]:
    """Find the URLs of a text, printed or linked, in order.

    What is printed is kept as the URL; a link mends it where print damaged it (spaces, a missing scheme), and adds the
    URLs that hide under words. A link that leads to no web page gives no URL: over a printed one it is told in
    `differing_target`, elsewhere `find_stray_links` tells of it.
    """
    found = list(find_urls(text))
    located: list[LocatedUrl] = []
    for anchor in _anchors(text, hyperlinks):
        under = [url for url in found if url.span[0] < anchor.span[1] and anchor.span[0] < url.span[1]]
        if not under and _is_rest_of_last(text, anchor, located):
            continue
        joined = _join(text, under[0], anchor) if under else _linked_words(text, anchor)
        if under and joined.differing_target and any(_overlap(joined.span, other.span) for other in located):
            continue  # a second annotation over the same words: the first, which fits, has settled it
        found = [url for url in found if not _overlap(url.span, joined.span)]
        located.append(joined)
    located.extend(
        LocatedUrl(url=url.url, printed=url.printed, span=url.span, source=UrlSource.TEXT, mended_by=url.mended_by)
        for url in found
    )
    elsewhere = [link for link in hyperlinks if not _WEB.match(_target(link)) and _target(link)]
    return tuple(_with_stray_target(url, elsewhere) for url in sorted(located, key=lambda url: url.span))


def find_stray_links(
    text: str, hyperlinks: Sequence[Hyperlink], located: Sequence[LocatedUrl]
) -> tuple[Hyperlink, ...]:
    """Return the links that lead to no web page and differ from what is printed, less those told with a located URL.

    Links to places in the document are no strays, nor are those to a mail address, unless another one is printed.
    """
    told = [(url.span, url.differing_target or url.url) for url in located]
    return tuple(
        link
        for link in hyperlinks
        if not _WEB.match(_target(link))
        and not _is_harmless(_target(link), text[link.start : link.end])
        and not any(_overlap(span, (link.start, link.end)) and target == _target(link) for span, target in told)
    )


def _target(link: Hyperlink) -> str:
    url = mend_url(link.url.strip()).url
    return url if is_relative(url) else absolute_url(url)


def _unwrapped_by(link: Hyperlink) -> str | None:
    """Return the rule that found the target inside the link's own address, which belongs to a filter or a counter."""
    rules = mend_url(link.url.strip()).mended_by
    return UNWRAPPED if rules and UNWRAPPED in rules.split("+") else None


def _join_rules(*rules: str | None) -> str | None:
    names = dict.fromkeys(name for rule in rules if rule for name in rule.split("+"))
    return "+".join(names) or None


def _is_harmless(target: str, printed: str) -> bool:
    """Tell whether a link that leads to no web page may do so: to a place in the document or a mailbox."""
    scheme, _, rest = target.partition(":")
    if scheme.lower() == "mailto" and "@" in printed:
        return rest.partition("?")[0].casefold() in printed.casefold()
    return not target or target.startswith("#") or scheme.lower() in ("mailto", "tel")


def _with_stray_target(url: LocatedUrl, elsewhere: Sequence[Hyperlink]) -> LocatedUrl:
    over = (link for link in elsewhere if _overlap(url.span, (link.start, link.end)))
    if url.differing_target or url.source == UrlSource.HYPERLINK or not (stray := next(over, None)):
        return url
    if same_address(url.url, _target(stray)):
        return url  # printed as it is linked, so that the fault of the URL tells of both
    return dataclasses.replace(url, differing_target=_target(stray))


def _anchors(text: str, hyperlinks: Sequence[Hyperlink]) -> list[_Anchor]:
    anchors: list[_Anchor] = []
    for link in sorted(hyperlinks, key=lambda link: (link.start, link.end)):
        target = _target(link)
        if not _WEB.match(target):
            continue
        last = anchors[-1] if anchors else None
        if last and last.target == target and not text[last.span[1] : link.start].strip():
            span = (last.span[0], max(last.span[1], link.end))
            anchors[-1] = _Anchor(target, span, last.provenance + link.provenance, last.unwrapped_by)
        else:
            anchors.append(_Anchor(target, (link.start, link.end), link.provenance, _unwrapped_by(link)))
    return anchors


def _join(text: str, found: FoundUrl, anchor: _Anchor) -> LocatedUrl:
    """Join a printed URL with the link over it."""
    if not _lead_alike(found.url, anchor.target):
        if end := _end_with_spaces(text, found.span[0], anchor.target):
            return _by_target(text, (found.span[0], end), anchor, "joined-by-hyperlink")
        if "\u2010" in found.printed and _lead_alike(mend_url(found.printed).url, anchor.target):
            return _by_target(text, found.span, anchor, "automatic-hyphen-removed")
        if _is_stub(found.url, anchor.target):
            return _by_target(text, found.span, anchor, "completed-by-hyperlink")
        target: str | None = anchor.target
    elif absolute_url(found.url) != found.url and not _WWW.match(found.url):
        return _by_target(text, found.span, anchor, "scheme-from-hyperlink")
    else:
        target = None
    return LocatedUrl(
        url=found.url,
        printed=found.printed,
        span=found.span,
        source=UrlSource.BOTH,
        mended_by=_join_rules(found.mended_by, anchor.unwrapped_by),
        provenance=anchor.provenance,
        differing_target=target,
    )


def _by_target(text: str, span: Span, anchor: _Anchor, rule: str) -> LocatedUrl:
    """Take the target of a link for the URL that print damaged."""
    return LocatedUrl(
        url=anchor.target,
        printed=text[slice(*span)],
        span=span,
        source=UrlSource.BOTH,
        mended_by=_join_rules(rule, anchor.unwrapped_by),
        provenance=anchor.provenance,
    )


def _is_stub(printed: str, target: str) -> bool:
    """Tell whether a printed URL is the beginning of a link's target; a line's end may have given it a hyphen."""
    stub = _bare(printed).removesuffix("-")
    return bool(stub) and _bare(target).startswith(stub)


def _bare(url: str) -> str:
    """Spell a URL for comparing beginnings: without scheme and "www.", in lower case."""
    return re.sub(r"^www\d{0,2}\.", "", absolute_url(url).partition("://")[2].casefold())


def _is_rest_of_last(text: str, anchor: _Anchor, located: Sequence[LocatedUrl]) -> bool:
    """Tell whether a link lies over the rest of an address whose printed beginning it has completed already."""
    printed = text[slice(*anchor.span)].strip(_AROUND)
    is_piece = bool(_PIECE.fullmatch(printed)) and printed in anchor.target
    return is_piece and bool(located) and located[-1].url == anchor.target and located[-1].source == UrlSource.BOTH


def _lead_alike(printed: str, target: str) -> bool:
    """Tell whether a printed URL and a link's target are one address, whoever counts the readers."""
    return same_address(printed, target) or same_address(without_counters(printed), without_counters(target))


def _linked_words(text: str, anchor: _Anchor) -> LocatedUrl:
    """Read a link over words, or over an address printed without its scheme."""
    start, end = anchor.span
    printed = text[start:end].strip(_AROUND)
    start += text[start:end].find(printed)
    is_address = bool(printed) and same_address("https://" + re.sub(r"\s+", "", printed), anchor.target)
    return LocatedUrl(
        url=anchor.target,
        printed=printed,
        span=(start, start + len(printed)),
        source=UrlSource.BOTH if is_address else UrlSource.HYPERLINK,
        mended_by=_join_rules("scheme-from-hyperlink" if is_address else None, anchor.unwrapped_by),
        provenance=anchor.provenance,
    )


def _end_with_spaces(text: str, start: int, target: str) -> int | None:
    """Return where `target` ends in the text from `start` when only white space was set into it, else None.

    A space of the text may also stand for a %20 of the target.
    """
    position, at, has_space = start, 0, False
    while at < len(target):
        if position >= len(text):
            return None
        if text[position].isspace():
            has_space = True
            if target.startswith("%20", at):
                at += 3
            position += 1
        elif text[position] == target[at]:
            position, at = position + 1, at + 1
        else:
            return None
    return position if has_space else None


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
