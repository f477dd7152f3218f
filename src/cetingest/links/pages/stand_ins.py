"""Does a page stand in for the one that was asked for: an error page, a wall, a domain for sale, a site under repair?

A phrase in a title suffices. In the text it counts only on a page that is short as a whole, since long pages speak of
many things.
"""

from cetingest.links.pages.phrases import PageKind, says
from cetingest.links.pages.url_words import is_consent_address, is_login_address, is_parking_address
from cetingest.model import WebPage

_SHORT_TEXT = 1_500
"""Characters of visible text below which a page is short as a whole. Error pages with a full menu stay below about
1,200; `WebPage.text_start` ends at 2,000."""


def is_soft_404(page: WebPage, cited_title: str) -> bool:
    """Tell whether a page that was answered as found says that it was not. The cited work's own words do not count."""
    return _says(page, PageKind.NOT_FOUND, cited_title)


def is_soft_404_by_text(page: WebPage) -> bool:
    """Tell whether only the text of a soft 404 says so, not its titles; the text may speak of something else."""
    return not _titles_say(page, PageKind.NOT_FOUND)


def is_taken_over(page: WebPage, cited_title: str) -> bool:
    """Tell whether the titles of a page advertise what lapsed domains are bought for, such as gambling."""
    return _titles_say(page, PageKind.TAKEN_OVER) and not says(PageKind.TAKEN_OVER, cited_title)


def is_parked(page: WebPage, cited_title: str, final_url: str) -> bool:
    """Tell whether a page only offers its domain for sale."""
    return is_parking_address(final_url) or _says(page, PageKind.PARKED, cited_title)


def is_passing_failure(page: WebPage, cited_title: str) -> bool:
    """Tell whether a page only says that the site is under repair or overloaded."""
    return _says(page, PageKind.PASSING, cited_title)


def is_challenge(page: WebPage) -> bool:
    """Tell whether a page is that of a bot wall."""
    return "challenge" in page.marks or _says(page, PageKind.CHALLENGE, "")


def wall_of(page: WebPage, cited_title: str, final_url: str, *, is_redirected: bool) -> str | None:
    """Return what stands between a program and the page, as a clause for a person, or None."""
    if "challenge" in page.marks or _says(page, PageKind.CHALLENGE, cited_title):
        return "the server first wants proof that no program is asking"
    is_login = _says(page, PageKind.LOGIN, cited_title) or (is_redirected and is_login_address(final_url))
    if is_login and ("password_field" in page.marks or is_redirected or _titles_say(page, PageKind.LOGIN)):
        return "a login is wanted first"
    if (is_redirected and is_consent_address(final_url)) or _titles_say(page, PageKind.CONSENT):
        return "consent to cookies or terms is wanted first"
    if _titles_say(page, PageKind.PAYWALL):
        return "the text is for subscribers"
    return None


def is_for_subscribers(page: WebPage) -> bool:
    """Tell whether a page says that only subscribers read on."""
    return says(PageKind.PAYWALL, page.text_start)


def _titles_say(page: WebPage, kind: PageKind) -> bool:
    return any(says(kind, title) for title in page.titles)


def _says(page: WebPage, kind: PageKind, cited_title: str) -> bool:
    if says(kind, cited_title):
        return False
    texts = list(page.titles)
    if len(page.text_start) < _SHORT_TEXT:
        texts.append(page.text_start)
    return any(says(kind, text) for text in texts)
