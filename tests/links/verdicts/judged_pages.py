"""Cases of pages that answered, and what `judge_content` is to say of each: how it compares, why, by what signals."""

from dataclasses import dataclass, field

from cetingest.links.verdicts.content import NO_SURROUNDINGS, Surroundings, judge_content
from cetingest.model import Content, Item, Redirect, WebPage
from tests.factories import fetch

URL = "https://a.test/reports/lithium.html"
CITED = "Outlook on Lithium Supply and Demand"
OTHER = "Annual Flower Festival Draws Record Crowds"
FOREIGN = "リチウム需給見通し"
WORK = Item(title=CITED)
HOPS = (Redirect(url=URL, status_code=302),)

SAME = f"title for: its title is “{CITED}”"
ANOTHER = f"title against: its title is “{OTHER}”"
LITTLE = "title neither: its title “Acme” is too little to tell"
ABROAD = f"title neither: its title “{FOREIGN}” is in another language"


def page(*titles, text="", **fields):
    return WebPage(titles=titles, text_start=text, **fields)


def answer(url, found, *, to=None, **fields):
    """A fetch that found a page, at the end of a redirect to another address if there is one."""
    hops = {"redirects": (Redirect(url=url, status_code=302),), "final_url": to} if to else {}
    return fetch(url, **({"page": found} | hops | fields))


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A page that answered for a cited work, and what is concluded from it.

    Each signal is written as "kind towards: detail". `why` is the first signal's detail where it is not said. `state`
    is "blocked" or "unread" where the page could not be seen. `to` is the end of a redirect.
    """

    name: str
    found: WebPage | None
    content: Content
    signals: tuple[str, ...]
    why: str | None = None
    state: str = ""
    item: Item | None = field(default_factory=lambda: WORK)
    url: str = URL
    to: str | None = None
    fields: dict[str, object] = field(default_factory=dict)
    around: Surroundings = NO_SURROUNDINGS


def row(name, found, content, *signals, **fields):
    return Case(name=name, found=found, content=content, signals=signals, **fields)


def judged(case):
    found = judge_content(case.url, case.item, answer(case.url, case.found, to=case.to, **case.fields), case.around)
    state = " ".join(name for name in ("blocked", "unread") if getattr(found, f"is_{name}"))
    signals = tuple(f"{signal.kind} {signal.speaks}: {signal.detail}" for signal in found.signals)
    return found.content, found.why, signals, state


def expected(case):
    why = case.signals[0].partition(": ")[2] if case.why is None else case.why
    return case.content, why, case.signals, case.state
