"""The report in a real browser: the system's Chromium, driven by Playwright, without any network."""

import os
import shutil
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from cetingest.report import document_html, document_view, index_html, index_view
from cetingest.settings import ReportSettings
from tests import factories as make
from tests.report import sample
from tests.report.test_trends import point

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
HINT = "no Chromium is installed: apt-get install chromium"

# Relative luminance and contrast as WCAG 2.2 defines them; every visible text against the nearest opaque background.
CONTRASTS = """
() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgb = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return canvas.getImageData(0, 0, 1, 1).data;
  };
  const channel = (v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const luminance = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const background = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const found = rgb(getComputedStyle(e).backgroundColor);
      if (found[3] === 255) return found;
    }
    return [255, 255, 255, 255];
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const low = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || element.closest("svg, script, style") || !element.checkVisibility()) continue;
    const [a, b] = [luminance(rgb(getComputedStyle(element).color)), luminance(background(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) low.push(`${ratio.toFixed(2)} ${node.data.trim().slice(0, 40)}`);
  }
  return low;
}
"""


@pytest.fixture(scope="module")
def browser():
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        if "CI" in os.environ:
            pytest.fail(HINT)
        pytest.skip(HINT)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """A folder with index.html and sample.html."""
    folder = tmp_path_factory.mktemp("report")
    dossiers = (sample.dossier(), sample.offline_dossier(), sample.failed_dossier(), make.dossier())
    views = [document_view(dossier) for dossier in dossiers]
    settings = ReportSettings(notice="This is a demonstration.")
    for dossier, view in zip(dossiers, views, strict=True):
        (folder / view.line.page_name).write_text(
            document_html(view, sample.pictures(dossier), settings), encoding="utf-8"
        )
    trend = [point(0, dead=1, answers=9), point(7, dead=2, failing=1, answers=7)]
    (folder / "index.html").write_text(index_html(index_view(views, trend), settings), encoding="utf-8")
    return folder


@pytest.fixture
def open_page(browser: Browser, report):
    """Open a page of the report; at the end nothing may have been complained of or asked from the network."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def opened(name: str = "sample.html", *, width: int = 1280, **options) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda r: None if r.url.startswith(("file:", "data:")) else complaints.append(r.url))
        page.goto(f"{report.as_uri()}/{name}")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def shown(page: Page) -> list[str]:
    """Return the footnote numbers of the cards that are to be seen."""
    return page.locator("article.card:visible").evaluate_all("cards => cards.map(card => card.dataset.label)")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("powerhouse", ["7"]),
        ("rapidus.inc", ["12"]),
        ("World ECONOMIC forum", ["21"]),
        ("12", ["12"]),
        ("2023", ["3", "1", "25"]),
        ("量子", ["25"]),
        ("kantei June", ["3"]),
        ("no such thing", []),
    ],
)
def test_search_finds_footnote_title_url_and_number(open_page, query, expected):
    page = open_page()
    page.get_by_role("searchbox", name="Search").fill(query)
    assert shown(page) == expected
    expect(page.locator("#shown")).to_have_text(f"Showing {len(expected)} of 8")
    assert page.locator("#nothing").is_visible() is (not expected)


def test_keyboard_reaches_search_with_slash_and_clears_with_escape(open_page):
    page = open_page()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox", name="Search")).to_be_focused()
    page.keyboard.type("rapidus")
    assert shown(page) == ["12"]
    page.keyboard.press("Escape")
    assert shown(page) == ["3", "20", "7", "1", "21"]
    expect(page.locator("details#live")).not_to_have_attribute("open", "")


def test_keyboard_filters_by_verdict(open_page):
    page = open_page()
    page.get_by_role("radio", name="All 8").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="Dead 2")).to_be_checked()
    assert shown(page) == ["3", "20"]
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    assert shown(page) == ["12", "16", "25"]
    expect(page.get_by_role("status").filter(has_text="Showing 3 of 8")).to_be_visible()


def test_skip_link_comes_first_and_leads_to_the_cited_urls(open_page):
    page = open_page()
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Skip to the cited URLs")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_click_on_a_picture_enlarges_it_and_escape_closes_it(open_page):
    page = open_page()
    button = page.get_by_role("button", name="Enlarge: Footnote 3 as printed on page 3")
    button.click()
    dialog = page.get_by_role("dialog", name="Footnote 3 as printed on page 3")
    expect(dialog).to_be_visible()
    assert dialog.locator("img").evaluate("image => image.naturalWidth") == 1224
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(button).to_be_focused()


def test_suggestion_can_be_copied(open_page):
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    card = page.locator("#sample-fn3-c1")
    card.get_by_role("button", name="Copy").click()
    expect(page.locator("#said")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == sample.ROWS[1].suggestion.url


def test_link_to_a_fine_citation_opens_the_section_that_holds_it(open_page):
    page = open_page("sample.html#sample-fn16-c1")
    expect(page.locator("#sample-fn16-c1")).to_be_in_viewport()


def test_link_to_a_card_that_a_filter_hides_shows_it_again(open_page):
    page = open_page()
    page.get_by_role("searchbox", name="Search").fill("rapidus")
    page.locator("section:has(#findings)").get_by_role("link", name="footnote 20").click()
    expect(page.locator("#sample-fn20-c1")).to_be_in_viewport()


def test_index_leads_to_the_card_of_a_citation(open_page):
    page = open_page("index.html")
    page.get_by_role("link", name="Toward an Era Where Everyone Can Enjoy Space Travel").click()
    expect(page.locator("#sample-fn20-c1")).to_be_in_viewport()


@pytest.mark.parametrize("name", ["index.html", "sample.html", "offline.html", "locked.html"])
def test_page_never_scrolls_sideways_on_a_small_phone(open_page, name):
    page = open_page(name, width=360)
    page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.parametrize("name", ["index.html", "sample.html", "offline.html", "locked.html"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_enough_contrast(open_page, name, scheme):
    page = open_page(name, color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true })")
    assert page.evaluate(CONTRASTS) == []


def test_without_script_the_page_is_complete_and_offers_nothing_that_does_not_work(open_page):
    page = open_page(java_script_enabled=False)
    expect(page.locator("section.group article.card")).to_have_count(5)
    expect(page.locator(".tools")).to_be_hidden()
    expect(page.get_by_role("button", name="Copy")).to_have_count(0)
    page.locator("details#live > summary").click()
    expect(page.locator("#sample-fn16-c1")).to_be_visible()


def test_print_opens_every_section_and_leaves_the_tools_out(open_page):
    page = open_page()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("#sample-fn16-c1")).to_be_visible()
    expect(page.locator(".tools")).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator("details#live")).not_to_have_attribute("open", "")


def test_nothing_moves_for_readers_who_ask_for_that(open_page):
    page = open_page(reduced_motion="reduce")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


@pytest.mark.parametrize("name", ["index.html", "sample.html", "offline.html", "locked.html"])
def test_headings_never_skip_a_level_and_every_id_is_unique(open_page, name):
    page = open_page(name)
    levels = page.locator("h1, h2, h3, h4").evaluate_all("all => all.map(heading => Number(heading.tagName[1]))")
    assert levels[0] == 1
    assert [b for a, b in pairwise(levels) if b > a + 1] == []
    ids = page.locator("[id]").evaluate_all("all => all.map(element => element.id)")
    assert sorted(ids) == sorted(set(ids))


def test_the_picture_over_time_is_drawn_on_the_index(open_page):
    picture = open_page("index.html").get_by_role("img", name="Of 10 cited URLs on 8 Mar 2026: 2 dead")
    picture.scroll_into_view_if_needed()
    assert picture.evaluate("image => image.complete && image.naturalWidth") == 520
