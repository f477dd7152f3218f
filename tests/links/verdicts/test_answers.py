"""What a verdict says of a URL that gave a page: kind, reach, reason and suggestion."""

import pytest

from cetingest.links import judge
from cetingest.links.verdicts.content import Surroundings
from cetingest.model import Content, Item, Reach, Redirect, Suggestion, VerdictKind, WebPage
from tests.factories import fetch

URL, NEW = "https://a.test/reports/lithium.html", "https://b.test/reports/lithium.html"
CITED = "Outlook on Lithium Supply and Demand"
OTHER = "Annual Flower Festival Draws Record Crowds"
WORK = Item(title=CITED)
LIVE, WRONG, SUSPECT, UNKNOWN = (
    VerdictKind.LIVE,
    VerdictKind.LIVE_BUT_WRONG,
    VerdictKind.SUSPECT,
    VerdictKind.CANNOT_TELL,
)


def answer(*titles, to=None, text="", reach=Reach.MOVED_PERMANENT, marks=()):
    hops = {"reach": reach, "final_url": to, "redirects": (Redirect(url=URL, status_code=301),)} if to else {}
    return fetch(URL, page=WebPage(titles=titles, text_start=text, marks=marks), **hops)


# fmt: off
ANSWERS = [
    (answer(CITED), WORK, LIVE, Reach.OK, Content.MATCH, f"The cited page is there: its title is “{CITED}”."),
    (answer(OTHER), None, LIVE, Reach.OK, Content.NOT_JUDGED,
     "The address answers: no title is cited that could be compared."),
    (answer("Acme"), WORK, SUSPECT, Reach.OK, Content.WEAK,
     "A page is there, but it may not be the cited one: its title “Acme” is too little to tell."),
    (answer("リチウム"), WORK, UNKNOWN, Reach.OK, Content.NOT_COMPARABLE,
     "A page is there; look at it: its title “リチウム” is in another language."),
    (answer(OTHER), WORK, WRONG, Reach.OK, Content.MISMATCH, f"Another page is there: its title is “{OTHER}”."),
    (answer("Page not found"), WORK, WRONG, Reach.OK, Content.SOFT_404,
     "The cited page is not there: the server answers with an error page, titled “Page not found”."),
    (answer(text="Page not found"), WORK, WRONG, Reach.OK, Content.SOFT_404,
     "The cited page is not there: the server answers with an error page, without a title."),
    (answer("This domain is for sale"), WORK, WRONG, Reach.OK, Content.PARKED,
     "The site is gone: the address only offers the domain for sale."),
    (answer("Acme", to="https://b.test/", reach=Reach.MOVED_TEMPORARY), WORK, WRONG, Reach.MOVED_TEMPORARY,
     Content.HOME_REDIRECT,
     "The cited page is not there: the address leads to the home page https://b.test/."),
    (answer("Sign in to continue", marks=("password_field",)), WORK, UNKNOWN, Reach.BLOCKED, Content.NOT_JUDGED,
     "The page could not be seen; it may well be there: a login is wanted first."),
    (answer(OTHER, marks=("empty",)), WORK, UNKNOWN, Reach.OK, Content.NOT_JUDGED,
     "The address answers; look at it: the page is empty."),
    (answer(CITED, to=NEW, reach=Reach.MOVED_TEMPORARY), WORK, LIVE, Reach.MOVED_TEMPORARY, Content.MATCH,
     f"The cited page is there: its title is “{CITED}”."),
]
# fmt: on


@pytest.mark.parametrize(
    ("found", "item", "kind", "reach", "content", "reason"), ANSWERS, ids=[case[-1][:70] for case in ANSWERS]
)
def test_a_page_is_told_with_what_it_comes_to(found, item, kind, reach, content, reason):
    verdict = judge(URL, item, (fetch(URL, reach=Reach.TIMEOUT), found))
    assert (verdict.verdict, verdict.reach, verdict.content, verdict.reason) == (kind, reach, content, reason)
    assert (verdict.url, verdict.fetch, verdict.suggestion) == (URL, found, None)
    assert verdict.signals[-1].detail in reason


MOVED = f" It moved to {NEW}."


@pytest.mark.parametrize(
    ("found", "end", "is_suggested"),
    [
        (answer(CITED, to=NEW), f"“{CITED}”.{MOVED}", True),
        (answer("リチウム", to=NEW), f"in another language.{MOVED}", True),
        (answer(OTHER, marks=("empty",), to=NEW), f"the page is empty.{MOVED}", True),
        (answer("Acme", to=NEW), f"too little to tell.{MOVED}", False),
        (answer(OTHER, to=NEW), f"“{OTHER}”.", False),
        (answer("Sign in to continue", to=NEW), "a login is wanted first.", False),
        (fetch(URL, reach=Reach.MOVED_PERMANENT, final_url=None, page=WebPage(titles=(CITED,))), "", False),
    ],
    ids=[
        "the cited page moved",
        "a page that cannot be compared moved",
        "a page that was not seen moved",
        "a page that is hardly the cited one is not suggested",
        "another page is not where the cited one moved",
        "nor is a login",
        "nobody knows where it moved",
    ],
)
def test_a_page_that_moved_for_good_is_suggested(found, end, is_suggested):
    verdict = judge(URL, WORK, (found,))
    assert verdict.reason.endswith(end)
    wanted = Suggestion(url=NEW, why="The server redirects there permanently.") if is_suggested else None
    assert verdict.suggestion == wanted


def test_what_other_urls_tell_is_heard():
    same = fetch("https://a.test/reports/none.html", page=WebPage(titles=(OTHER,)))
    verdict = judge(URL, WORK, (answer(OTHER),), around=Surroundings(sibling=same))
    assert verdict.content is Content.SOFT_404


def test_a_url_is_not_taken_for_offline_unless_that_is_said():
    assert judge(URL, WORK, ()).reason == "Not asked yet."


def test_a_redirect_to_a_doi_that_is_not_registered_is_called_so():
    doi = "https://doi.org/10.1000/abc"
    hops = {"redirects": (Redirect(url=URL, status_code=302),), "final_url": doi}
    reason = judge(URL, WORK, (fetch(URL, reach=Reach.GONE, status_code=404, **hops),)).reason
    assert reason.startswith("The DOI 10.1000/abc is not registered (404);")
