"""What is said of a page by itself: error pages, walls, identifiers, titles, PDFs, places within it."""

import pytest

from cetingest.links.verdicts.content import describe_type, is_same_page
from cetingest.model import Content, Item
from tests.factories import fetch
from tests.links.verdicts.judged_pages import (
    ABROAD,
    ANOTHER,
    CITED,
    FOREIGN,
    HOPS,
    LITTLE,
    OTHER,
    SAME,
    URL,
    expected,
    judged,
    page,
    row,
)

MATCH, WEAK, MISMATCH, NOT_COMPARABLE, NOT_JUDGED, SOFT_404, PARKED = (
    Content.MATCH,
    Content.WEAK,
    Content.MISMATCH,
    Content.NOT_COMPARABLE,
    Content.NOT_JUDGED,
    Content.SOFT_404,
    Content.PARKED,
)
DOI = Item(title=CITED, DOI="10.1000/ABC")

# fmt: off
WITHOUT_PAGE = (
    row("a server may answer without content (204)", None, NOT_JUDGED,
        "kind neither: the server answered without any content", state="unread", fields={"status_code":204}),
    row("a server may ask to reset the form (205)", None, NOT_JUDGED,
        "kind neither: the server answered without any content", state="unread", fields={"status_code":205}),
    row("what is no page is not compared", None, NOT_JUDGED,
        "kind neither: content not compared, since it is of kind image/png", fields={"content_type":"image/png"}),
    row("no page is known of another status than 204 and 205", None, NOT_JUDGED,
        "kind neither: content not compared, since it is of no named kind", fields={"status_code":206}),
)
ERRORS = (
    row("a title says that the page is not there", page("Page not found"), SOFT_404,
        "error_page against: titled “Page not found”"),
    row("the text of a page without a title says so", page(text="The page you requested could not be found."),
        SOFT_404, "error_page against: without a title"),
    row("under the cited title the text may speak of an annex", page(CITED, text="The annex: document not found."),
        WEAK, SAME, f"error_page against: titled “{CITED}”",
        why=f"its title is “{CITED}”, but its text says that something is not there"),
    row("under the cited title a template of error pages is still one",
        page(CITED, text="The annex: document not found.", marks=("error_template",)), SOFT_404,
        f"error_page against: titled “{CITED}”"),
    row("a title beside the cited one says so", page(CITED, "Page not found"), SOFT_404,
        f"error_page against: titled “{CITED}”"),
    row("the markup is that of an error page", page("Acme", marks=("error_template",)), SOFT_404,
        "error_page against: titled “Acme”"),
    row("the markup is that of an error page though it bears the cited title",
        page(CITED, marks=("error_template",)), SOFT_404, f"error_page against: titled “{CITED}”"),
    row("the address leads to one that is named after an error", page("Acme"), SOFT_404,
        "error_page against: titled “Acme”", to="https://a.test/errors/404.html"),
    row("an address that is named after an error and asked for itself is no error", page("Acme"), WEAK, LITTLE,
        url="https://a.test/errors/404.html"),
    row("a redirect that ends nowhere known is judged by what was asked", page("Acme"), SOFT_404,
        "error_page against: titled “Acme”", url="https://a.test/errors/404.html",
        fields={"final_url": None, "redirects": HOPS}),
    row("a PDF is no error page", page("Page not found", text="Full text of another work", page_count=3), MISMATCH,
        "title against: its title is “Page not found”"),
    row("a domain is for sale", page("acme.test is for sale"), PARKED,
        "error_page against: the address only offers the domain for sale"),
    row("a domain is for sale by its address alone, PDF or not", page(CITED, page_count=2), PARKED,
        "error_page against: the address only offers the domain for sale", to="https://www.sedo.com/x"),
    row("the seller of domains is known by what was asked", page(CITED), PARKED,
        "error_page against: the address only offers the domain for sale", url="https://www.sedo.com/x",
        fields={"final_url": None}),
    row("a domain that is for sale under the cited title", page(CITED, "This domain is for sale"), PARKED,
        "error_page against: the address only offers the domain for sale"),
    row("a domain that was taken over", page("Best Online Casino Bonuses 2024"), MISMATCH,
        "error_page against: the domain advertises something else, titled “Best Online Casino Bonuses 2024”"),
    row("a domain that was taken over under the cited title", page(CITED, "Best Online Casino Bonuses 2024"),
        MISMATCH, f"error_page against: the domain advertises something else, titled “{CITED}”"),
    row("a domain that was taken over and says so beside no title", page("Online Casino", CITED), MATCH, SAME),
    row("a work that speaks of missing pages is no error page", page("Page Not Found: Link Rot in Law"), MATCH,
        "title for: its title is “Page Not Found: Link Rot in Law”",
        item=Item(title="Page Not Found: Link Rot in Law")),
    row("a work on casinos is not taken over", page("Best Online Casino Bonuses 2024"), MATCH,
        "title for: its title is “Best Online Casino Bonuses 2024”",
        item=Item(title="Best Online Casino Bonuses 2024")),
    row("a work on domains for sale is not parked", page("This domain is for sale"), MATCH,
        "title for: its title is “This domain is for sale”", item=Item(title="This domain is for sale")),
    row("the address is named after an error, but the page bears the cited title", page(CITED), WEAK, SAME,
        f"error_page against: titled “{CITED}”",
        why=f"its title is “{CITED}”, but its address is named after an error",
        to="https://a.test/errors/404.html"),
)
WALLS = (
    row("a login is wanted", page("Sign in to continue", marks=("password_field",)), NOT_JUDGED,
        "wall neither: a login is wanted first", state="blocked"),
    row("the address leads to a login", page("Acme"), NOT_JUDGED, "wall neither: a login is wanted first",
        state="blocked", to="https://a.test/login"),
    row("a login that was asked for itself is no wall", page("Acme"), WEAK, LITTLE, url="https://a.test/login"),
    row("a redirect that ends nowhere known is walled by what was asked", page("Acme"), NOT_JUDGED,
        "wall neither: a login is wanted first", state="blocked", url="https://a.test/login",
        fields={"final_url": None, "redirects": HOPS}),
    row("a bot wall", page("Just a moment..."), NOT_JUDGED,
        "wall neither: the server first wants proof that no program is asking", state="blocked"),
    row("a wall that wants a login shows the cited title only",
        page(CITED, "Sign in to continue", marks=("password_field",)), NOT_JUDGED, SAME,
        "wall neither: a login is wanted first", why="a login is wanted first", state="blocked"),
    row("a page of the cited title with a login elsewhere", page(CITED, "Sign in to continue"), MATCH, SAME),
    row("a page of the cited title with a field for a password", page(CITED, marks=("password_field",)), MATCH,
        SAME),
    row("a bot wall with a field for a password under the cited title",
        page(CITED, marks=("password_field", "challenge")), MATCH, SAME),
    row("only subscribers read all of the cited page",
        page(CITED, text="Subscribe to continue reading this article."), MATCH, SAME,
        "wall neither: only subscribers read all of it"),
    row("a work that is about logging in", page("Sign in to continue", marks=("password_field",)), MATCH,
        "title for: its title is “Sign in to continue”", item=Item(title="Sign in to continue")),
)
IDENTIFIERS = (
    row("the page names the cited DOI", page(OTHER, identifiers=("10.1000/abc",)), MATCH, ANOTHER,
        "identifier for: the page names the cited DOI 10.1000/abc", why="the page names the cited DOI 10.1000/abc",
        item=DOI),
    row("the page names another DOI", page(OTHER, identifiers=("10.1000/xyz",)), MISMATCH, ANOTHER,
        "identifier against: the page names another DOI, 10.1000/xyz", item=DOI),
    row("the page names the cited title and another DOI", page(CITED, identifiers=("10.1000/xyz",)), MATCH, SAME,
        "identifier against: the page names another DOI, 10.1000/xyz", item=DOI),
    row("the page names the DOI at whose resolver it was asked", page(OTHER, identifiers=("10.1000/abc",)), MATCH,
        ANOTHER, "identifier for: the page names the cited DOI 10.1000/abc",
        why="the page names the cited DOI 10.1000/abc", url="https://doi.org/10.1000/abc"),
    row("behind a wall an identifier does not count", page("Just a moment...", identifiers=("10.1000/abc",)),
        NOT_JUDGED, "wall neither: the server first wants proof that no program is asking", state="blocked",
        item=DOI),
)
TITLES = (
    row("no work is known", page(OTHER), NOT_JUDGED, "title neither: no title is cited that could be compared",
        item=None),
    row("the work has no title", page(OTHER), NOT_JUDGED, "title neither: no title is cited that could be compared",
        item=Item(publisher="x")),
    row("the page has no title", page(), NOT_JUDGED, "title neither: the page names no title", state="unread"),
    row("the title is the cited one", page(CITED), MATCH, SAME),
    row("the title is another one", page(OTHER), MISMATCH, ANOTHER),
    row("the title is too little to tell", page("Acme"), WEAK, LITTLE),
    row("the title is in another script", page(FOREIGN), NOT_COMPARABLE, ABROAD),
    row("the title is in another language than the citation says", page(OTHER, language="en"), NOT_COMPARABLE,
        f"title neither: its title “{OTHER}” is in another language",
        item=Item(title="Roadmap Verwertung alter Batterien", language="de")),
)
PDFS = (
    row("the first page of a PDF bears the cited title",
        page("Microsoft Word - x.doc", text=f"Agency {CITED} May", page_count=9), MATCH,
        "title for: its first page bears the cited title"),
    row("a PDF of the cited title", page(CITED, text="x", page_count=9), MATCH, SAME),
    row("a PDF of the cited title whose first page bears it too", page(CITED, text=CITED, page_count=9), MATCH, SAME),
    row("a PDF without text", page(OTHER, page_count=9), NOT_JUDGED,
        "title neither: the PDF holds no text that could be compared", state="unread"),
    row("a PDF of another work", page(OTHER, text="Flowers and crowds", page_count=9), MISMATCH, ANOTHER),
    row("a PDF of another work with half of the cited words",
        page(OTHER, text="lithium supply in brief", page_count=9), WEAK,
        f"title neither: its title is “{OTHER}”, though its first page has words of the cited title"),
    row("a PDF of another work with fewer than half of the cited words",
        page(OTHER, text="lithium in brief", page_count=9), MISMATCH, ANOTHER),
    row("a PDF of another year, though its first page has the words",
        page("Lithium Supply Outlook 2021", text="lithium supply outlook", page_count=9), MISMATCH,
        "title against: its title is “Lithium Supply Outlook 2021”, which differs in its numbers",
        "numbers against: 2023 is cited, the page's title says 2021",
        item=Item(title="Lithium Supply Outlook 2023")),
    row("a PDF of another year, without text", page("Lithium Supply Outlook 2021", page_count=9), MISMATCH,
        "title against: its title is “Lithium Supply Outlook 2021”, which differs in its numbers",
        "numbers against: 2023 is cited, the page's title says 2021",
        item=Item(title="Lithium Supply Outlook 2023")),
    row("a PDF of another year in a numbered series, though its first page has the words",
        page("9th Lithium Supply Outlook 2021", text="lithium supply outlook", page_count=9), MISMATCH,
        "title against: its title is “9th Lithium Supply Outlook 2021”, which is of another year",
        "numbers against: 2023 is cited, the page's title says 2021",
        item=Item(title="9th Lithium Supply Outlook 2023")),
    row("a PDF whose title tells too little", page("Acme", text="lithium supply in brief", page_count=9), WEAK,
        LITTLE),
    row("a PDF without a cited title", page(OTHER, text="x", page_count=9), NOT_JUDGED,
        "title neither: no title is cited that could be compared", item=Item()),
    row("a web page that has the words of the cited title", page(OTHER, text="lithium supply in brief"), MISMATCH,
        ANOTHER),
)
FRAGMENTS = (
    row("page 0 of a PDF of three", page(CITED, text="x", page_count=3), MATCH, SAME,
        "fragment against: page 0 is cited and the PDF has 3 pages", url=f"{URL}#page=0"),
    row("page 1 of a PDF of three", page(CITED, text="x", page_count=3), MATCH, SAME,
        "fragment for: page 1 is cited and the PDF has 3 pages", url=f"{URL}#page=1"),
    row("page 3 of a PDF of three", page(CITED, text="x", page_count=3), MATCH, SAME,
        "fragment for: page 3 is cited and the PDF has 3 pages", url=f"{URL}#page=3"),
    row("page 4 of a PDF of three", page(CITED, text="x", page_count=3), MATCH, SAME,
        "fragment against: page 4 is cited and the PDF has 3 pages", url=f"{URL}#page=4"),
    row("a place is in the page", page(CITED, found_fragments=("sec2",)), MATCH, SAME,
        "fragment for: the place #sec2 is in the page", url=f"{URL}#sec2"),
    row("a place is not in the page", page(CITED, missing_fragments=("sec2",)), MATCH, SAME,
        "fragment against: the place #sec2 is not in the page", url=f"{URL}#sec2"),
    row("a place that a cut page may have", page(CITED), MATCH, SAME, url=f"{URL}#sec2"),
    row("a page of a web page", page(CITED), MATCH, SAME, url=f"{URL}#page=2"),
    row("a place in a PDF that is no page", page(CITED, text="x", page_count=3), MATCH, SAME, url=f"{URL}#sec2"),
)
# fmt: on


@pytest.mark.parametrize(
    "case",
    WITHOUT_PAGE + ERRORS + WALLS + IDENTIFIERS + TITLES + PDFS + FRAGMENTS,
    ids=lambda case: case.name,
)
def test_a_page_is_judged_by_what_it_says(case):
    assert judged(case) == expected(case)


@pytest.mark.parametrize(
    ("content_type", "kind"),
    [
        (None, "of no named kind"),
        ("", "of no named kind"),
        ("; charset=utf-8", "of no named kind"),
        ("application/pdf", "a PDF that could not be read"),
        ("application/pdf; qs=0.1; v=2", "a PDF that could not be read"),
        (" Text/HTML ; charset=utf-8", "no web page although served as one"),
        ("image/PNG", "of kind image/png"),
    ],
)
def test_a_content_type_is_told_in_words(content_type, kind):
    assert describe_type(content_type) == kind


TEXT = "x" * 499
THERE, HERE = "https://a.test/there", "https://a.test/here"


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        (fetch(HERE, page=page("A")), fetch(THERE, page=page("A")), True),
        (fetch(HERE, page=page("A")), fetch(THERE, page=page("B")), False),
        (fetch(HERE, page=page("A")), fetch(THERE, final_url=HERE, page=page("B")), True),
        (fetch(HERE, page=page()), fetch(THERE, page=page()), False),
        (fetch(HERE, page=page("A", text="x")), fetch(THERE, page=page("A", text="y")), False),
        (fetch(HERE, page=page("A", text=TEXT + "ab")), fetch(THERE, page=page("A", text=TEXT + "ac")), True),
        (fetch(HERE, page=page("A", text=TEXT + "a")), fetch(THERE, page=page("A", text=TEXT + "b")), False),
        (fetch(HERE, page=None), fetch(HERE, page=page("A")), False),
        (fetch(HERE, page=page("A")), fetch(HERE, page=None), False),
    ],
    ids=[
        "the titles are the same",
        "the titles differ",
        "both lead to one address",
        "no titles are no evidence",
        "the texts differ",
        "the texts differ behind 500 characters",
        "the texts differ at the last of 500 characters",
        "the first has no page",
        "the second has no page",
    ],
)
def test_two_answers_are_one_page(one, other, is_same):
    assert is_same_page(one, other) is is_same
