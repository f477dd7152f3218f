"""robots.txt (RFC 9309), for those who set `links.respects_robots`: may this page be asked?

The matcher is our own. The standard library's knows no wildcards and takes the first rule instead of the longest;
others match by regular expressions, which a hostile file makes slow.
"""

import threading
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from cetingest.model import Reach
from cetingest.web.client import Answer
from cetingest.web.reach import REDIRECTS, Failure
from cetingest.web.urls import BadUrlError, RefusedUrlError, domain_of, redirect_url

MOST_BYTES = 512_000
"""Section 2.5 asks for 500 KiB at least."""
_MOST_REDIRECTS = 5
_PRODUCT = "cetingest"
_SAFE = "!#$%&'()*+,/:;=?@[]|~"

Ask = Callable[[str], Answer]


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules for us: (pattern, whether it allows)."""

    rules: tuple[tuple[str, bool], ...] = ()

    def allow(self, target: str) -> bool:
        """Tell whether path and query may be asked: the longest pattern decides, among equals one that allows.

        >>> Rules((("/private", False), ("/private/*.pdf$", True))).allow("/private/a.pdf")
        True
        """
        fitting = [(len(pattern), allows) for pattern, allows in self.rules if _fits(pattern, target)]
        return max(fitting, default=(0, True))[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a page is not asked. `is_certain`: the file says so, and asking again would change nothing."""

    failure: Failure
    is_certain: bool


class Robots:
    """The robots.txt of each server, read once; used by many threads."""

    def __init__(self) -> None:
        self._known: dict[str, Rules | Failure] = {}
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._lock = threading.Lock()

    def refusal(self, url: str, ask: Ask, *, is_late: bool = False) -> Refusal | None:
        """Return why a URL may not be asked, or None; the file is asked for first if it is not known.

        `is_late` asks again for a file that could not be read. If the server does not answer for its file, the page is
        not asked either: that request would fail the same way.
        """
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        with self._lock:
            lock = self._locks[origin]
        with lock:
            known = self._known.get(origin)
            if known is None or (is_late and isinstance(known, Failure)):
                known = self._known[origin] = _read(f"{origin}/robots.txt", ask)
        if isinstance(known, Failure):
            return Refusal(failure=known, is_certain=False)
        if known.allow(parts.path + (f"?{parts.query}" if parts.query else "")):
            return None
        detail = f"the robots.txt of {parts.hostname} asks programs to leave this page alone"
        return Refusal(failure=Failure(reach=Reach.NOT_FETCHED, detail=detail), is_certain=True)


def parse_robots(text: str) -> Rules:
    r"""Read the rules for us: those of the groups that name us, else those of the groups for everybody.

    >>> parse_robots("User-agent: *\nDisallow: /\n\nUser-agent: Cetingest\nAllow: /a").rules
    (('/a', True),)
    """
    groups: dict[str, list[tuple[str, bool]]] = {_PRODUCT: [], "*": []}
    is_named, agents, in_rules = False, set[str](), False
    for line in text.splitlines():
        field, _, value = line.partition("#")[0].partition(":")
        name, value = field.strip().lower(), value.strip()
        if name == "user-agent":
            agents = set() if in_rules else agents
            in_rules = False
            agents.add(value.partition("/")[0].strip().lower())
            is_named = is_named or _PRODUCT in agents
        elif name in ("allow", "disallow"):
            in_rules = True
            for agent in agents & groups.keys():
                groups[agent] += [(quote(value, safe=_SAFE), name == "allow")] if value else []
    return Rules(tuple(groups[_PRODUCT] if is_named else groups["*"]))


def _read(url: str, ask: Ask) -> Rules | Failure:
    """Ask for a file: none there allows everything, a server that fails allows nothing (sections 2.3.1.3 and 2.3.1.4).

    Redirects are followed within the domain, where the request has its place already; others count as no file.
    """
    domain = domain_of(url)
    for _ in range(_MOST_REDIRECTS + 1):
        answer = ask(url)
        status = answer.status_code or 0
        if answer.failure is not None:
            return answer.failure
        if 500 <= status < 600:
            return Failure(reach=Reach.NOT_FETCHED, detail=f"the robots.txt of its server could not be read ({status})")
        if status in REDIRECTS and answer.location:
            try:
                url = redirect_url(url, answer.location)
            except (BadUrlError, RefusedUrlError):
                return Rules()
            if domain_of(url) == domain:
                continue
        if 200 <= status < 300:
            return parse_robots(answer.body.decode("utf-8-sig", errors="replace"))
        break
    return Rules()


def _fits(pattern: str, target: str) -> bool:
    """Match a pattern with "*" and a final "$" from the left, in one go through the target."""
    is_whole = pattern.endswith("$")
    first, *pieces = pattern.removesuffix("$").split("*")
    if not target.startswith(first):
        return False
    if not pieces:
        return not is_whole or target == first
    at = len(first)
    for piece in pieces[:-1] if is_whole else pieces:
        found = target.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return not is_whole or (len(target) - at >= len(pieces[-1]) and target.endswith(pieces[-1]))
