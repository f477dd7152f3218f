import pytest

from cetingest.links.pages.stand_ins import is_parked, is_soft_404
from cetingest.links.verdicts.titles import compare_titles
from cetingest.model import Content, WebPage

MATCH, WEAK, MISMATCH, OTHER = Content.MATCH, Content.WEAK, Content.MISMATCH, Content.NOT_COMPARABLE

PAIRS = [
    ("Joint Roadmap for Battery Recycling", "Joint Roadmap for Battery Recycling", MATCH),
    ("Joint Roadmap for Battery Recycling", "Joint Roadmap for Battery Recycling | Ministry of Energy", MATCH),
    ("Joint Roadmap for Battery Recycling", "Ministry of Energy - Joint roadmap for battery recycling", MATCH),
    ("Joint Roadmap for Battery Recycling", "JOINT ROADMAP FOR BATTERY RECYCLING : Acme Global", MATCH),
    ("Europe’s “Green Deal”: A Review", "Europe's Green Deal: A Review", MATCH),
    ("Battery Monitor of the World: Steady Progress in Storage", "Battery Monitor of the World", MATCH),
    ("About Acme", "About Acme | Acme", MATCH),
    ("Économie circulaire en Europe", "Economie circulaire en Europe | Ministère", MATCH),
    ("量子技術イノベーション戦略", "量子技術イノベーション戦略 - 内閣府", MATCH),
    ("Energy White Paper 2023", "Energy White Paper 2023 | Agency", MATCH),
    ("Energy White Paper 2023", "Energy White Paper 2021 | Agency", MISMATCH),
    ("Energy White Paper 2023", "Energy White Paper | Agency", WEAK),
    ("Energy White Paper", "Energy White Paper 2021", WEAK),
    ("9th Meeting of the Working Group on Storage", "22nd Meeting of the Working Group on Storage", MISMATCH),
    ("Joint Roadmap for Battery Recycling", "Annual Flower Festival Draws Record Crowds", MISMATCH),
    ("Joint Roadmap for Battery Recycling", "Ministry of Energy", WEAK),
    ("Joint Roadmap for Battery Recycling", "Battery Recycling Roadmap Overview", WEAK),
    ("Acme Joins the Battery Program", "Acme Corporation", WEAK),
    ("Space Policy", "Annual Flower Festival Draws Record Crowds", WEAK),
    ("Space Policy", "National Space Policy Secretariat, Cabinet Office, Government", WEAK),
    ("Joint Roadmap for Battery Recycling", "電池リサイクルの共同工程表", OTHER),
    ("Joint Roadmap for Battery Recycling", "Совместная дорожная карта", OTHER),
    ("量子技術イノベーション戦略", "Annual Flower Festival Draws Record Crowds", OTHER),
    ("量子技術イノベーション戦略について", "地域の花まつりに過去最高の来場者数を記録", MISMATCH),
]


@pytest.mark.parametrize(("cited", "title", "content"), PAIRS)
def test_titles_are_compared(cited, title, content):
    assert content == compare_titles(cited, WebPage(titles=(title,))).content


@pytest.mark.parametrize(
    ("cited", "language", "page", "content"),
    [
        ("", None, WebPage(titles=("A",)), Content.NOT_JUDGED),
        ("A Work of Some Kind", None, WebPage(), Content.NOT_JUDGED),
        (
            "The Joint Roadmap for Recycling",
            None,
            WebPage(titles=("Blumenfest lockt viele Besucher",), language="de"),
            OTHER,
        ),
        (
            "The Joint Roadmap for Recycling",
            None,
            WebPage(titles=("Flower Feast Draws Crowds",), language="en-GB"),
            MISMATCH,
        ),
        (
            "Roadmap zur Verwertung alter Batterien",
            "de",
            WebPage(titles=("Flower Feast Draws Crowds",), language="en"),
            OTHER,
        ),
        ("Battery Recycling Roadmap", None, WebPage(titles=("Acme", "Battery Recycling Roadmap")), MATCH),
        (
            "Battery Recycling Roadmap",
            None,
            WebPage(titles=("Battery Recycling Roadmap Acme",), site_name="Acme"),
            MATCH,
        ),
        ("Battery Recycling Roadmap", None, WebPage(titles=("電池", "Flower Feast Draws Crowds")), OTHER),
        (
            "Battery Recycling Roadmap",
            None,
            WebPage(titles=("Flower Feast Draws Crowds",), text_start="News: Battery Recycling Roadmap, 3 May"),
            WEAK,
        ),
    ],
)
def test_what_else_the_page_says_counts(cited, language, page, content):
    assert content == compare_titles(cited, page, language).content


LONG = "The ministry set out its measures. " * 60


@pytest.mark.parametrize(
    ("page", "is_error"),
    [
        (WebPage(titles=("404",)), True),
        (WebPage(titles=("404 Not Found",)), True),
        (WebPage(titles=("Error 404 - Acme",)), True),
        (WebPage(titles=("Page Not Found | Acme",)), True),
        (WebPage(titles=("Acme",), text_start="The page you requested could not be found."), True),
        (WebPage(titles=("Acme",), text_start="We can’t find the page. Try the search."), True),
        (WebPage(titles=("Acme",), text_start=LONG + "The page you requested"), False),
        (WebPage(titles=("Form 404 explained",)), False),
        (WebPage(titles=("Missing Persons Not Found in Time",)), False),
        (WebPage(titles=("経済省",), text_start="お探しのページは見つかりませんでした。"), True),
        (WebPage(titles=("ページが見つかりません",)), True),
        (WebPage(titles=("経済省",), text_start="掲載を終了しました"), True),
        (WebPage(titles=("頁面不存在",)), True),
    ],
)
def test_error_pages_are_known_by_what_they_say(page, is_error):
    assert is_error == is_soft_404(page, "A Cited Work")


def test_a_work_about_missing_pages_is_no_error_page():
    cited = "Page Not Found: Link Rot in Legal Scholarship"
    assert not is_soft_404(WebPage(titles=(cited,)), cited)


@pytest.mark.parametrize(
    ("title", "final_url", "is_for_sale"),
    [
        ("acme.example - domain for sale", "https://acme.example/", True),
        ("The domain name acme.example is for sale", "https://acme.example/", True),
        ("このドメインは販売中です", "https://acme.example/", True),
        ("Acme", "https://www.sedo.com/search?domain=acme.example", True),
        ("Acme", "https://notsedo.com/", False),
        ("Houses for sale", "https://acme.example/", False),
    ],
)
def test_parked_domains_are_known(title, final_url, is_for_sale):
    assert is_for_sale == is_parked(WebPage(titles=(title,)), "A Cited Work", final_url)
