"""From what a server answered to what is kept of it: a page or a PDF, a wall, a redirect that the page itself makes."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from cetingest.links.pages.client_redirects import client_redirect
from cetingest.links.pages.fragments import wanted_fragments
from cetingest.links.pages.html import read_page
from cetingest.links.pages.stand_ins import is_challenge
from cetingest.model import WebPage
from cetingest.sandbox.pdfs import PdfReader
from cetingest.web.client import Answer
from cetingest.web.media_types import is_html, is_pdf
from cetingest.web.urls import history_key

_REFUSING = frozenset({400, 405, 406, 409, 418, 429, 500, 502, 503, 520, 521, 522, 525})
"""Statuses under which bot walls hide that need a look; 401, 403 and the like are refusals whatever the page says."""


@dataclass(frozen=True, slots=True)
class AnswerReader:
    """Reads the answers of one run; `fragments` are the places cited within each URL. Used by many threads at once."""

    pdfs: PdfReader
    fragments: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def page_of(self, url: str, asked_url: str, answer: Answer) -> WebPage | None:
        """Return what the answer for a URL says about itself, at the end of redirects; None when it is no document."""
        if not 200 <= (answer.status_code or 0) < 300:
            return None
        if is_pdf(answer.body):
            return self.pdfs.read(answer.body)
        if not is_html(answer.content_type, answer.body):
            return None
        fragments = self.fragments.get(url, ())
        return read_page(answer.body, answer.content_type, url=asked_url, fragments=fragments, is_whole=answer.is_whole)


def fragments_by_url(urls: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Map what URLs are remembered by to the places within them that are cited."""
    found: dict[str, list[str]] = {}
    for url in urls:
        if "#" in url:
            found.setdefault(history_key(url), []).append(url)
    return {key: places for key, some in found.items() if (places := wanted_fragments(some))}


def redirect_of(answer: Answer) -> str | None:
    """Return where a page that was answered as found sends its readers by itself."""
    is_page = 200 <= (answer.status_code or 0) < 300 and is_html(answer.content_type, answer.body)
    return client_redirect(answer.body, answer.content_type) if is_page else None


def is_wall(answer: Answer) -> bool:
    """Tell whether an answer under some failure is that of a bot wall: by its header, or by its page."""
    if answer.is_challenge:
        return True
    if answer.status_code not in _REFUSING or not is_html(answer.content_type, answer.body):
        return False
    return is_challenge(read_page(answer.body, answer.content_type))
