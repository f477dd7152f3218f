"""What is said of a page by what stands around it, and by all signals together where its title cannot tell."""

import pytest

from cetingest.links.verdicts.content import Surroundings
from cetingest.model import Alternate, Content, Item, Name
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
    answer,
    expected,
    judged,
    page,
    row,
)

MATCH, WEAK, MISMATCH, NOT_COMPARABLE, NOT_JUDGED, SOFT_404, HOME_REDIRECT = (
    Content.MATCH,
    Content.WEAK,
    Content.MISMATCH,
    Content.NOT_COMPARABLE,
    Content.NOT_JUDGED,
    Content.SOFT_404,
    Content.HOME_REDIRECT,
)
SIBLING = "https://a.test/reports/none.html"
EN, JA = Alternate(language="en", url="https://a.test/en"), Alternate(language="ja", url="https://a.test/ja")
ALT = page(FOREIGN, alternates=(JA, EN))
VERSION = f"its version in “en” at https://a.test/en is the cited work: its title is “{CITED}”"
MINERALS = "https://minerals.test/reports/lithium.html"
BODY = (Name(literal="Minerals Agency"),)
ISSUED = {"date-parts": ((2023, 6, 5),)}
DATED = Item(title=CITED, author=BODY, issued=ISSUED)
MEETING = Item(title="Minutes of the 9th Meeting on Ports", author=BODY)
HOST = "publisher for: the host minerals.test is named after Minerals Agency"
DAY = "date for: cited and found date agree: 2023-06-05"
AGREED = "the host minerals.test is named after Minerals Agency; cited and found date agree: 2023-06-05"
DOC = "https://a.test/x/lithium.PDF"


def at(found, **fields):
    return Surroundings(sibling=answer(SIBLING, found, **fields))


# fmt: off
PLACES = (
    row("the neighbour that does not exist shows the same page", page(OTHER, text="x"), SOFT_404, ANOTHER,
        "sibling against: the server shows this page for addresses that do not exist",
        why="the server shows this page for addresses that do not exist", around=at(page(OTHER, text="x"))),
    row("the neighbour that does not exist leads to the same address", page(OTHER), SOFT_404, ANOTHER,
        "sibling against: the server shows this page for addresses that do not exist",
        why="the server shows this page for addresses that do not exist", around=at(page("Acme"), to=URL)),
    row("the neighbour shows another page", page(OTHER), MISMATCH, ANOTHER, around=at(page("Acme"))),
    row("the neighbour is not found", page("Acme"), WEAK, LITTLE,
        "sibling neither: the server does say so when an address of this directory does not exist",
        around=at(None, status_code=404)),
    row("the neighbour is gone", page("Acme"), WEAK, LITTLE,
        "sibling neither: the server does say so when an address of this directory does not exist",
        around=at(None, status_code=410)),
    row("the neighbour is refused", page("Acme"), WEAK, LITTLE, around=at(None, status_code=403)),
    row("its version in another language is the cited work", ALT, MATCH, ABROAD, f"alternate for: {VERSION}",
        why=VERSION, around=Surroundings(probes={EN.url: answer(EN.url, page(CITED))})),
    row("a version that answered no page is passed over", ALT, MATCH, ABROAD, f"alternate for: {VERSION}",
        why=VERSION,
        around=Surroundings(probes={JA.url: answer(JA.url, None), EN.url: answer(EN.url, page(CITED))})),
    row("a version that is another work decides nothing", ALT, NOT_COMPARABLE, ABROAD,
        around=Surroundings(probes={EN.url: answer(EN.url, page(OTHER))})),
    row("a version that was not asked decides nothing", ALT, NOT_COMPARABLE, ABROAD),
    row("the address leads to a home page", page("Acme"), HOME_REDIRECT, LITTLE,
        "redirect against: the address leads to the home page https://a.test/",
        why="the address leads to the home page https://a.test/", to="https://a.test/"),
    row("a query leads to a home page", page("Acme"), HOME_REDIRECT, LITTLE,
        "redirect against: the address leads to the home page https://a.test/",
        why="the address leads to the home page https://a.test/", url="https://a.test/?id=12",
        to="https://a.test/"),
    row("a home page leads to a home page", page("Acme"), WEAK, LITTLE, url="https://a.test/",
        to="https://a.test/en/"),
    row("a home page with a query is none", page("Acme"), WEAK, LITTLE, to="https://a.test/?id=12"),
    row("a home page that answered at once", page("Acme"), WEAK, LITTLE, url="https://a.test/"),
    row("nobody knows where a redirect ended", page("Acme"), WEAK, LITTLE,
        fields={"final_url": None, "redirects": HOPS}),
    row("a page below the root is no home page", page("Acme"), WEAK, LITTLE, to="https://a.test/reports/"),
    row("three cited addresses lead to one page", page("Acme"), SOFT_404, LITTLE,
        "redirect against: 3 different cited addresses all lead to https://a.test/x/y",
        why="3 different cited addresses all lead to https://a.test/x/y", to="https://a.test/x/y",
        around=Surroundings(cited_urls_at_target=3)),
    row("two cited addresses lead to one page", page("Acme"), WEAK, LITTLE, to="https://a.test/x/y",
        around=Surroundings(cited_urls_at_target=2)),
    row("three cited addresses that answer themselves", page("Acme"), WEAK, LITTLE,
        around=Surroundings(cited_urls_at_target=3)),
    row("the site is under repair", page("The site is under maintenance"), WEAK,
        "title against: its title is “The site is under maintenance”",
        "error_page neither: the site says that it is not available for now",
        why="the site says that it is not available for now"),
    row("a work about repairs", page("The site is under maintenance", "Acme"), WEAK,
        "title neither: its title “The site is under maintenance” is too little to tell",
        item=Item(title="The site is under maintenance in winter")),
    row("a page that scripts write has another title", page(OTHER, marks=("script_only",)), NOT_JUDGED, ANOTHER,
        "kind neither: the page is written by scripts, which were not run",
        why="the page is written by scripts, which were not run", state="unread"),
    row("a page that scripts write has a title that tells little", page("Acme", marks=("script_only",)), NOT_JUDGED,
        LITTLE, "kind neither: the page is written by scripts, which were not run",
        why="the page is written by scripts, which were not run", state="unread"),
    row("a page that scripts write has no title", page(marks=("script_only",)), NOT_JUDGED,
        "title neither: the page names no title",
        "kind neither: the page is written by scripts, which were not run",
        why="the page is written by scripts, which were not run", state="unread"),
    row("a page that scripts write has a foreign title", page(FOREIGN, marks=("script_only",)), NOT_JUDGED, ABROAD,
        "kind neither: the page is written by scripts, which were not run",
        why="the page is written by scripts, which were not run", state="unread"),
    row("a page that scripts write has the cited title", page(CITED, marks=("script_only",)), MATCH, SAME),
    row("an empty page", page(OTHER, marks=("empty",)), NOT_JUDGED, ANOTHER, "kind neither: the page is empty",
        why="the page is empty", state="unread"),
    row("an empty page with scripts", page(OTHER, marks=("script_only","empty")), NOT_JUDGED, ANOTHER,
        "kind neither: the page is empty", why="the page is empty", state="unread"),
)
WEIGHTS = (
    row("publisher and day confirm a foreign title", page(FOREIGN, issued_date="2023-06-05"), MATCH, ABROAD, HOST,
        DAY, why=f"its title “{FOREIGN}” is in another language, but {AGREED}", item=DATED, url=MINERALS),
    row("publisher and month do not", page(FOREIGN, issued_date="2023-06"), NOT_COMPARABLE, ABROAD, HOST,
        "date for: cited and found date agree: 2023-06", item=DATED, url=MINERALS),
    row("a day alone does not", page(FOREIGN, issued_date="2023-06-05"), NOT_COMPARABLE, ABROAD, DAY, item=DATED),
    row("publisher and meeting confirm a foreign title", page("第9回 会議"), MATCH,
        "title neither: its title “第9回 会議” is in another language", HOST, "meeting for: both name meeting 9",
        why="its title “第9回 会議” is in another language, but the host minerals.test is named after Minerals Agency; "
            "both name meeting 9",
        item=MEETING, url=MINERALS),
    row("another meeting refutes a foreign title", page("第8回 会議"), MISMATCH,
        "title neither: its title “第8回 会議” is in another language", HOST,
        "meeting against: meeting 9 is cited, the page is of meeting 8",
        why="its title “第8回 会議” is in another language, and meeting 9 is cited, the page is of meeting 8",
        item=MEETING, url=MINERALS),
    row("another meeting refutes a foreign title that publisher and day speak for",
        page("第8回 会議", issued_date="2023-06-05"), MISMATCH,
        "title neither: its title “第8回 会議” is in another language", HOST, DAY,
        "meeting against: meeting 9 is cited, the page is of meeting 8",
        why="its title “第8回 会議” is in another language, and meeting 9 is cited, the page is of meeting 8",
        item=MEETING|{"issued": ISSUED}, url=MINERALS),
    row("another year in its title refutes a foreign title", page("需給見通し 2021"), MISMATCH,
        "title neither: its title “需給見通し 2021” is in another language",
        "numbers against: 2023 is cited, the page's title says 2021",
        why="its title “需給見通し 2021” is in another language, and 2023 is cited, the page's title says 2021",
        item=Item(title="Outlook 2023 on Lithium Supply")),
    row("another date of the page refutes no foreign title", page(FOREIGN, issued_date="2021-06-05"),
        NOT_COMPARABLE, ABROAD, HOST, "date against: the page is dated 2021-06-05, not 2023-06-05", item=DATED,
        url=MINERALS),
    row("two signals for a foreign title and one against", page("第9回 会議", issued_date="2021-06-05"), NOT_COMPARABLE,
        "title neither: its title “第9回 会議” is in another language", HOST,
        "date against: the page is dated 2021-06-05, not 2023-06-05", "meeting for: both name meeting 9",
        item=MEETING|{"issued": ISSUED}, url=MINERALS),
    row("publisher and day weaken another title", page(OTHER, issued_date="2023-06-05"), WEAK, ANOTHER, HOST, DAY,
        why=f"its title is “{OTHER}”, but {AGREED}", item=DATED, url=MINERALS),
    row("the publisher is looked for where a redirect ended", page(OTHER), MISMATCH, ANOTHER, HOST,
        item=DATED, to=MINERALS),
    row("publisher and month leave another title", page(OTHER, issued_date="2023-06"), MISMATCH, ANOTHER, HOST,
        "date for: cited and found date agree: 2023-06", item=DATED, url=MINERALS),
    row("publisher and day leave a title of another year",
        page("Lithium Supply Outlook 2021", issued_date="2023-06-05"), MISMATCH,
        "title against: its title is “Lithium Supply Outlook 2021”, which differs in its numbers", HOST, DAY,
        "numbers against: 2023 is cited, the page's title says 2021",
        item=DATED|{"title":"Lithium Supply Outlook 2023"}, url=MINERALS),
    row("publisher and day weaken another title whose words are about differences",
        page("What differs from one flower festival to the next", issued_date="2023-06-05"), WEAK,
        "title against: its title is “What differs from one flower festival to the next”", HOST, DAY,
        why=f"its title is “What differs from one flower festival to the next”, but {AGREED}", item=DATED,
        url=MINERALS),
    row("publisher and day leave a title of another year in a numbered series",
        page("第9回リチウム需給見通し 2021", issued_date="2023-06-05"), MISMATCH,
        f"title against: its title is “第9回{FOREIGN} 2021”, which is of another year", HOST, DAY,
        "meeting for: both name meeting 9", item=DATED|{"title":"第9回リチウム需給見通し 2023"}, url=MINERALS),
    row("publisher and meeting leave another title where the date is another",
        page("Annual Flower Festival Draws Record Crowds: 9th Meeting", issued_date="2021-06-05"), MISMATCH,
        f"title against: its title is “{OTHER}: 9th Meeting”", HOST,
        "date against: the page is dated 2021-06-05, not 2023-06-05", "meeting for: both name meeting 9",
        "names for: both titles name 9th", item=MEETING|{"issued": ISSUED}, url=MINERALS),
    row("publisher and day leave a title that tells little as it is", page("Acme", issued_date="2023-06-05"), WEAK,
        LITTLE, HOST, DAY, item=DATED, url=MINERALS),
    row("a document is cited and a page that tells little answered", page("Acme"), WEAK, LITTLE,
        "kind against: a document is cited but a web page was answered, titled “Acme”",
        why="a document is cited but a web page was answered, titled “Acme”", url=DOC),
    row("a document is cited and a page without a title answered", page(), WEAK,
        "title neither: the page names no title",
        "kind against: a document is cited but a web page was answered, without a title",
        why="a document is cited but a web page was answered, without a title", url=DOC),
    row("a document is cited and a foreign page answered", page(FOREIGN), WEAK, ABROAD,
        f"kind against: a document is cited but a web page was answered, titled “{FOREIGN}”",
        why=f"a document is cited but a web page was answered, titled “{FOREIGN}”", url=DOC),
    row("a document is cited and another page answered", page(OTHER), MISMATCH, ANOTHER, url=DOC),
    row("a document is cited and the page of the work answered", page(CITED), MATCH, SAME, url=DOC),
    row("a document is cited and a document answered", page("Acme", text="x", page_count=2), WEAK, LITTLE, url=DOC),
    row("a document in the query is no document", page("Acme"), WEAK, LITTLE, url="https://a.test/x?f=a.pdf"),
)
# fmt: on


@pytest.mark.parametrize("case", PLACES + WEIGHTS, ids=lambda case: case.name)
def test_a_page_is_judged_by_all_signals_together(case):
    assert judged(case) == expected(case)
