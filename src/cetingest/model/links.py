"""What servers answered, and what we conclude."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from cetingest.model.citations import Item


class Reach(StrEnum):
    """How far a fetch got."""

    OK = "ok"
    MOVED_PERMANENT = "moved_permanent"
    MOVED_TEMPORARY = "moved_temporary"
    GONE = "gone"
    BLOCKED = "blocked"
    RATE_LIMITED = "rate_limited"
    CLIENT_ERROR = "client_error"
    SERVER_ERROR = "server_error"
    TIMEOUT = "timeout"
    DNS_NOT_FOUND = "dns_not_found"
    DNS_FAILED = "dns_failed"
    TLS_EXPIRED = "tls_expired"
    TLS_HOSTNAME = "tls_hostname"
    TLS_UNTRUSTED = "tls_untrusted"
    TLS_FAILED = "tls_failed"
    CONNECTION_FAILED = "connection_failed"
    TOO_MANY_REDIRECTS = "too_many_redirects"
    BAD_URL = "bad_url"
    UNSAFE = "unsafe"
    NOT_FETCHED = "not_fetched"


class Content(StrEnum):
    """How the page found compares with the work cited."""

    MATCH = "match"
    WEAK = "weak"
    MISMATCH = "mismatch"
    SOFT_404 = "soft_404"
    PARKED = "parked"
    HOME_REDIRECT = "home_redirect"
    NOT_COMPARABLE = "not_comparable"
    NOT_JUDGED = "not_judged"


class VerdictKind(StrEnum):
    """What we conclude."""

    LIVE = "live"
    LIVE_BUT_WRONG = "live_but_wrong"
    SUSPECT = "suspect"
    DEAD = "dead"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """One hop: the URL that was asked and the status it answered."""

    url: str
    status_code: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternate:
    """Another version of a page that it names itself: its language (hreflang) and its URL."""

    language: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WebPage:
    """What the answer said about itself: a web page, or a PDF, which alone has a `page_count`.

    `titles` are in order of trust, best first. `issued_date` is the page's own (YYYY-MM-DD, or less of it).
    `identifiers` are DOIs in lower case. `marks` are traits of its markup: "error_template", "password_field",
    "challenge", "script_only", "empty". Of the fragments that were asked for, some are `found_fragments`, others are
    `missing_fragments`; in neither are those that a page cut at the size limit may still hold.
    """

    titles: tuple[str, ...] = ()
    site_name: str | None = None
    language: str | None = None
    text_start: str = ""
    issued_date: str | None = None
    canonical: str | None = None
    alternates: tuple[Alternate, ...] = ()
    identifiers: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    found_fragments: tuple[str, ...] = ()
    missing_fragments: tuple[str, ...] = ()
    page_count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """What a server answered, once, at a time. `attempts` counts the requests made for the URL in this run."""

    url: str
    fetched_at: dt.datetime
    reach: Reach
    status_code: int | None = None
    final_url: str | None = None
    redirects: tuple[Redirect, ...] = ()
    content_type: str | None = None
    page: WebPage | None = None
    attempts: int = 1
    detail: str | None = None
    is_offline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadableRow:
    """A row of the history that cannot be read: which one, of which URL (empty where not even that is known), and why.

    `table` is `fetches` or `archive_answers`, `row_id` its `fetch_id` or `answer_id`.
    """

    url: str
    table: str
    row_id: int
    reason: str


class ArchiveOutcome(StrEnum):
    """What came of asking an archive. `not_asked` says nothing of whether it has a copy.

    The last two are answers to having handed it a page that was live.
    """

    FOUND = "found"
    NO_COPY = "no_copy"
    NOT_ASKED = "not_asked"
    SAVED = "saved"
    NOT_SAVED = "not_saved"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveAnswer:
    """What one service of an archive said of a URL, once: its copy nearest `wanted_date`, or the newest for None."""

    url: str
    asked_at: dt.datetime
    service: str
    wanted_date: dt.date | None
    outcome: ArchiveOutcome
    copy_url: str | None = None
    copied_at: dt.datetime | None = None
    detail: str | None = None


class SuggestionKind(StrEnum):
    """Where a suggestion comes from."""

    MOVED = "moved"
    VARIANT = "variant"
    MENDED = "mended"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """What to put instead, and why."""

    url: str
    why: str
    kind: SuggestionKind = SuggestionKind.MOVED


class SignalKind(StrEnum):
    """What kind of thing speaks for or against a page being the cited work."""

    TITLE = "title"
    NUMBERS = "numbers"
    TEXT = "text"
    IDENTIFIER = "identifier"
    PUBLISHER = "publisher"
    DATE = "date"
    MEETING = "meeting"
    NAMES = "names"
    ALTERNATE = "alternate"
    LANGUAGE = "language"
    KIND = "kind"
    ERROR_PAGE = "error_page"
    WALL = "wall"
    REDIRECT = "redirect"
    SIBLING = "sibling"
    FRAGMENT = "fragment"
    READING = "reading"
    HISTORY = "history"


class Speaks(StrEnum):
    """Which way a signal points."""

    FOR = "for"
    AGAINST = "against"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One thing that a verdict weighed, in a clause for a person."""

    kind: SignalKind
    speaks: Speaks
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What we conclude about one URL (of one citation, when `cited_url_id` says which), with one sentence of reason.

    `first_seen_at` is its first fetch, `last_ok_at` the last one that got a page; `strikes` are the failures since a
    server last stood there that count towards a death. `archive` says whether archives have a copy, where one is
    wanted.
    """

    url: str
    verdict: VerdictKind
    reach: Reach
    content: Content
    reason: str
    cited_url_id: str | None = None
    citation_id: str | None = None
    fetch: Fetch | None = None
    suggestion: Suggestion | None = None
    first_seen_at: dt.datetime | None = None
    last_ok_at: dt.datetime | None = None
    strikes: int = 0
    archive: ArchiveOutcome | None = None
    signals: tuple[Signal, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRequest:
    """A URL that documents cite, a work that it is cited for, and other URLs that they may mean by it, best first."""

    url: str
    item: Item | None = None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkBucket:
    """The distinct requests of the corpus whose registrable domains fall into one bucket, sorted."""

    bucket: int
    requests: tuple[LinkRequest, ...] = ()
