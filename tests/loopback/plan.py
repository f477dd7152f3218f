"""The nouns of the loopback web: what each URL answers, and how each host fails."""

from dataclasses import dataclass
from enum import StrEnum
from html import escape


class Manner(StrEnum):
    """How an answer is given."""

    WHOLE = "whole"
    CHUNKED = "chunked"
    SILENT = "silent"  # the request is read and never answered
    DRIP_BODY = "drip_body"  # one byte every 50 ms, for ever
    DRIP_HEAD = "drip_head"
    CONTINUE = "continue"  # "100 Continue" for ever
    RESET = "reset"  # the connection is broken off before an answer
    CUT = "cut"  # in the middle of the body
    CUT_RESET = "cut_reset"  # the same, and the connection is reset instead of closed
    GARBAGE = "garbage"  # no HTTP
    ENDLESS = "endless"  # a body without end, at full speed
    STALE = "stale"  # whole, and the connection closed although it was to stay
    LONG_LENGTH = "long_length"  # Content-Length promises more than comes
    SHORT_LENGTH = "short_length"  # Content-Length promises less than comes
    GZIP_BOMB = "gzip_bomb"  # a few kilobytes that unfold to a gigabyte
    MANY_HEADERS = "many_headers"
    LONG_HEADER = "long_header"


class HostFault(StrEnum):
    """What is wrong with a host as a whole."""

    EXPIRED = "expired"
    WRONG_HOST = "wrong_host"
    UNTRUSTED = "untrusted"
    INCOMPLETE = "incomplete"  # the certificate between the authority's and the server's is not sent
    OLD_TLS = "old_tls"  # nothing newer than TLS 1.1
    NO_TLS = "no_tls"  # plain text where TLS is spoken
    REFUSED = "refused"  # nobody listens
    NO_NAME = "no_name"  # the name does not exist
    NAME_FAILS = "name_fails"  # the resolver fails


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer; `then` answers all later requests for the same URL."""

    status_code: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    delay_seconds: float = 0.0
    manner: Manner = Manner.WHOLE
    then: "Answer | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What the web is: an answer for each URL (404 for others of a known host), and the faults of hosts."""

    answers: dict[str, Answer]
    faults: dict[str, HostFault]


def html(title: str, text: str = "", *, language: str = "en", head: str = "", charset: str = "utf-8") -> Answer:
    """Make a page of ordinary length."""
    filler = "<p>" + "The ministry set out the measures that follow from the plan of last year. " * 40 + "</p>"
    body = (
        f'<!doctype html><html lang="{language}"><head><title>{escape(title)}</title>{head}</head>'
        f"<body><nav>Home News Contact</nav><p>{escape(text)}</p>{'' if text else filler}</body></html>"
    )
    return Answer(headers=(("Content-Type", f"text/html; charset={charset}"),), body=body.encode(charset))


def pdf() -> Answer:
    """Make a document that is no web page."""
    return Answer(headers=(("Content-Type", "application/pdf"),), body=b"%PDF-1.7\n" + b"0" * 50_000)


def redirect(location: str, status_code: int = 301) -> Answer:
    """Make a redirect."""
    return Answer(status_code=status_code, headers=(("Location", location),))


def status(status_code: int, *headers: tuple[str, str]) -> Answer:
    """Make an answer that is its status."""
    return Answer(status_code=status_code, headers=headers, body=f"<h1>{status_code}</h1>".encode())
