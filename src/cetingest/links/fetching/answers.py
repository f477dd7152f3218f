"""What is kept of a server's answer: a page or a PDF, a bot wall, a redirect that the page itself makes."""

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
"""Bot walls may hide under these statuses, so the page is read. 401, 403 and the like are refusals anyway."""


@dataclass(frozen=True, slots=True)
class AnswerReader:
    """Reads the answers of one run; `fragments` are the places cited within each URL. Used by many threads at once."""

    pdfs: PdfReader
    fragments: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def page_of(self, url: str, asked_url: str, answer: Answer) -> WebPage | None:
        """Return what an answer says about itself; None when it is neither a web page nor a PDF."""
        if not 200 <= (answer.status_code or 0) < 300:
            return None
        if is_pdf(answer.body):
            return self.pdfs.read(answer.body)
        if not is_html(answer.content_type, answer.body):
            return None
        fragments = self.fragments.get(url, ())
        return read_page(answer.body, answer.content_type, url=asked_url, fragments=fragments, is_whole=answer.is_whole)


def fragments_by_url(urls: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Map the history key of each URL to the places within its page that are cited."""
    found: dict[str, list[str]] = {}
    for url in urls:
        if "#" in url:
            found.setdefault(history_key(url), []).append(url)
    return {key: places for key, some in found.items() if (places := wanted_fragments(some))}


def redirect_of(answer: Answer) -> str | None:
    """Return where a page sends its readers by itself, if the server answered that it is there."""
    is_page = 200 <= (answer.status_code or 0) < 300 and is_html(answer.content_type, answer.body)
    return client_redirect(answer.body, answer.content_type) if is_page else None


def is_wall(answer: Answer) -> bool:
    """Tell whether an answer comes from a bot wall: by its header, or by its page where the status is a failure."""
    if answer.is_challenge:
        return True
    if answer.status_code not in _REFUSING or not is_html(answer.content_type, answer.body):
        return False
    return is_challenge(read_page(answer.body, answer.content_type))
