"""A web for the URLs of a real document: most are alive, the others fail in every way that needs no waiting."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from cetingest.model import Item
from cetingest.web.urls import BadUrlError, RefusedUrlError, request_url
from tests.loopback.plan import Answer, HostFault, Plan, html, pdf, redirect, status

# One URL in three is in trouble, in this order and then again from the start: every verdict appears within the first
# eighteen URLs. Those of a kind stand apart, so that neighbours in the report differ.
TROUBLES = (
    "gone",
    "moved",
    "soft_404",
    "blocked",
    "server_error",
    "wrong_page",
    "parked",
    "japanese_page",
    "home_redirect",
    "expired_certificate",
    "rate_limited",
    "moved_for_now",
)
_TROUBLE_EVERY = 3


@dataclass(slots=True)
class _Draft:
    answers: dict[str, Answer] = field(default_factory=dict)
    faults: dict[str, HostFault] = field(default_factory=dict)


def plan_for(cited: Sequence[tuple[str, Item | None]]) -> Plan:
    """Give each cited URL an answer, by its place in the document: the same document always gets the same web."""
    items: dict[str, Item | None] = {}
    for url, item in cited:
        try:
            items.setdefault(request_url(url), item)
        except (BadUrlError, RefusedUrlError):
            continue  # nobody will ask for it
    hosts = [urlsplit(url).hostname for url in items]
    draft, number = _Draft(), 0
    for place, (url, item) in enumerate(items.items()):
        if place % _TROUBLE_EVERY != 1:
            draft.answers[url] = _alive(url, item)
            continue
        trouble = TROUBLES[number % len(TROUBLES)]
        number += 1
        if trouble == "expired_certificate" and hosts.count(urlsplit(url).hostname) > 1:
            trouble = "server_error"  # a certificate is its host's, whose other URLs are not to suffer
        _play(draft, trouble, url, item)
    return Plan(answers=draft.answers, faults=draft.faults)


def _alive(url: str, item: Item | None) -> Answer:
    return pdf() if urlsplit(url).path.lower().endswith(".pdf") else html((item or {}).get("title") or "A page")


def _play(draft: _Draft, trouble: str, url: str, item: Item | None) -> None:
    root = "{0.scheme}://{0.netloc}/".format(urlsplit(url))
    moved = f"{root}archive{urlsplit(url).path}"
    match trouble:
        case "moved" | "moved_for_now":
            draft.answers[url] = redirect(moved, 301 if trouble == "moved" else 302)
            draft.answers[moved] = _alive(url, item)
        case "home_redirect":
            draft.answers[url] = redirect(root, 302)
            draft.answers.setdefault(root, html("Welcome"))
        case "expired_certificate":
            draft.answers[url] = _alive(url, item)
            draft.faults[urlsplit(url).hostname or ""] = HostFault.EXPIRED
        case _:
            draft.answers[url] = {
                "gone": status(404),
                "soft_404": html("Page not found"),
                "blocked": status(403),
                "server_error": status(503),
                "wrong_page": html("Annual Flower Festival Draws Record Crowds Downtown"),
                "parked": html("This domain is for sale"),
                "japanese_page": html("資料一覧と関連情報のご案内", language="ja"),
                "rate_limited": status(429),
            }[trouble]
