"""What is wrong with the URLs and links of a text, for the table of problems."""

from collections.abc import Sequence

from cetingest.citations.hyperlinks import LocatedUrl
from cetingest.citations.mending import HARMLESS_RULES
from cetingest.citations.urls import may_go_on
from cetingest.language.urls import fault_of_url
from cetingest.model import CitedUrl, Hyperlink, Problem, ProblemCode, UrlSource

_LONGEST_SHOWN = 200


def problems_of_url(url: LocatedUrl, cited: CitedUrl, text: str) -> list[Problem]:
    """Return what is wrong with a URL of a text: as printed, cut, or led elsewhere by its link."""
    problems = []
    rules = set(url.mended_by.split("+")) if url.mended_by else set()
    if fault := fault_of_url(url.url):
        problems.append(_problem(ProblemCode.MALFORMED_URL, f"{url.printed!r} {fault}", cited))
    elif rules - HARMLESS_RULES:
        message = f"printed as {url.printed!r}, read as {url.url!r} ({url.mended_by})"
        problems.append(_problem(ProblemCode.MALFORMED_URL, message, cited))
    if url.source == UrlSource.TEXT and may_go_on(text, url.span):
        message = f"{url.printed!r} seems to be cut: what follows it may be its rest"
        problems.append(_problem(ProblemCode.MALFORMED_URL, message, cited))
    if url.differing_target:
        message = f"{url.printed!r} is printed, but its link leads to {_shown(url.differing_target)}"
        problems.append(_problem(ProblemCode.URL_DIFFERS_FROM_LINK, message, cited))
    return problems


def problem_of_stray(link: Hyperlink, text: str) -> Problem:
    """Tell of a link over `text` that leads to no web page."""
    return Problem(
        code=ProblemCode.MALFORMED_URL,
        message=f"{_shown(text[link.start : link.end])} is linked to {_shown(link.url)}, which is no web address",
        subject_id=link.footnote_id or link.block_id or "",
        provenance=link.provenance,
    )


def _shown(target: str) -> str:
    """Quote a link's target for a message; scripts and data can be megabytes long."""
    return repr(target if len(target) <= _LONGEST_SHOWN else target[:_LONGEST_SHOWN] + "…")


def problems_of_identifiers(links: Sequence[Hyperlink], document_id: str) -> list[Problem]:
    """List the links that were set aside as a publisher's report numbers, in one problem."""
    if not links:
        return []
    urls = ", ".join(sorted({link.url.strip() for link in links}))
    return [
        Problem(
            code=ProblemCode.IDENTIFIER_LINKS,
            message=f"{len(links)} link(s) on the publisher's own report numbers were not asked: {urls}",
            subject_id=document_id,
            provenance=tuple(place for link in links for place in link.provenance),
        )
    ]


def _problem(code: ProblemCode, message: str, cited: CitedUrl) -> Problem:
    return Problem(code=code, message=message, subject_id=cited.cited_url_id, provenance=cited.provenance)
