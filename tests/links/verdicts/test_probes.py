"""Which further URLs are asked to settle a doubt, and what their answers tell of a URL."""

import re

import pytest

from cetingest.links.verdicts.content import Surroundings
from cetingest.links.verdicts.probes import count_targets, probe_urls, sibling_url, surroundings_of
from cetingest.model import Alternate, Content, Item, Reach, Redirect, WebPage
from tests.factories import fetch, verdict

URL = "https://a.test/reports/s.html"
SIBLING = sibling_url(URL)
EN, JA, ZH, KO = (Alternate(language=x, url=f"https://a.test/{x}") for x in ("en-GB", "JA", "zh", "ko"))
ALL = (Alternate(language="de", url="https://a.test/de"), KO, ZH, JA, EN)


def doubtful(content=Content.WEAK, *, url=URL, reach=Reach.OK, **fields):
    page = WebPage(alternates=fields.pop("alternates", ALL), **fields)
    return verdict(url=url, reach=reach, content=content, fetch=fetch(url, page=page))


@pytest.mark.parametrize(
    ("judged", "probes"),
    [
        (doubtful(), (SIBLING,)),
        (doubtful(Content.NOT_JUDGED), (SIBLING,)),
        (doubtful(Content.NOT_COMPARABLE), (EN.url, SIBLING)),
        (doubtful(Content.NOT_COMPARABLE, url="https://a.test/"), (EN.url,)),
        (doubtful(Content.NOT_COMPARABLE, alternates=()), (SIBLING,)),
        (doubtful(Content.MATCH), ()),
        (doubtful(Content.MISMATCH), ()),
        (doubtful(reach=Reach.BLOCKED), ()),
        (doubtful(reach=Reach.MOVED_TEMPORARY), (SIBLING,)),
        (doubtful(page_count=3), ()),
        (verdict(url=URL, content=Content.WEAK, fetch=fetch(URL, page=None)), ()),
        (verdict(url=URL, content=Content.WEAK, fetch=None), ()),
    ],
    ids=[
        "a weak page has a neighbour to be asked",
        "so has one that was not judged",
        "a foreign page has a version too",
        "a home page has no neighbour",
        "a foreign page without versions has its neighbour",
        "the cited page leaves no doubt",
        "nor does another page",
        "behind a wall nothing is to be learnt",
        "a page behind a redirect is asked about by its own address",
        "a PDF is not asked about",
        "nor is what gave no page",
        "nor what was never asked",
    ],
)
def test_only_a_doubt_is_worth_a_further_question(judged, probes):
    assert probe_urls(judged, Item(title="A Work")) == probes


@pytest.mark.parametrize(
    ("item", "version"),
    [
        (Item(title="A Work"), EN),
        (Item(title="A Work", language="ja-JP"), JA),
        (Item(title="仕事", language="EN-us"), EN),
        (Item(title="仕事"), ZH),
        (Item(title="가나다"), KO),
        (Item(title="Работа"), None),
        (Item(language="fr"), None),
        (Item(), None),
        (None, None),
    ],
)
def test_the_version_in_the_language_of_the_citation_is_asked(item, version):
    found = probe_urls(doubtful(Content.NOT_COMPARABLE), item)
    assert found == ((version.url, SIBLING) if version else (SIBLING,))


@pytest.mark.parametrize(
    ("url", "sibling"),
    [
        ("https://a.test/r/s.html?x=1#p", "https://a.test/r/cetingest-TOKEN.html"),
        ("https://a.test/r/s", "https://a.test/r/cetingest-TOKEN"),
        ("https://a.test/r/s/", "https://a.test/r/cetingest-TOKEN/"),
        ("https://a.test/r/s.html/", "https://a.test/r/cetingest-TOKEN.html/"),
        ("https://a.test/r/.hidden", "https://a.test/r/cetingest-TOKEN"),
        ("https://a.test/r/s.", "https://a.test/r/cetingest-TOKEN"),
        ("https://a.test/r/a.b.shtml", "https://a.test/r/cetingest-TOKEN.shtml"),
        ("https://a.test/r/a.xhtml5", "https://a.test/r/cetingest-TOKEN"),
        ("https://a.test/r/a.b-c", "https://a.test/r/cetingest-TOKEN"),
        ("https://u:p@a.test:81/s", "https://a.test:81/cetingest-TOKEN"),
        ("https://a.test//", None),
        ("https://a.test", None),
    ],
)
def test_a_neighbour_is_spelt_like_the_page(url, sibling):
    found = sibling_url(url)
    assert (found and re.sub(r"(?<=cetingest-)[0-9a-f]{20}(?![0-9a-f])", "TOKEN", found)) == sibling


def test_the_neighbour_is_the_same_at_all_times():
    assert sibling_url("https://a.test/reports/2023/s.html#p") == (
        "https://a.test/reports/2023/cetingest-e9bd9335d8e977d2ed96.html"
    )


def test_of_each_probe_the_latest_answer_counts():
    old, new = fetch(SIBLING, status_code=404), fetch(SIBLING, status_code=410)
    version = fetch(EN.url)
    known = {SIBLING: (old, new), EN.url: (version,), JA.url: ()}
    probes = (SIBLING, EN.url, JA.url, "https://a.test/never-asked")
    assert surroundings_of(fetch(URL), probes, known, 4) == Surroundings(
        probes={SIBLING: new, EN.url: version}, sibling=new, cited_urls_at_target=4
    )


def test_without_an_answer_nothing_is_known_around_a_url():
    assert surroundings_of(fetch(URL), (SIBLING,), {}, 1) == Surroundings()


def test_an_address_that_cannot_be_taken_apart_has_nothing_around_it():
    assert surroundings_of(fetch("http://[a.test"), (), {}, 1) == Surroundings()


def test_a_version_is_no_neighbour():
    assert surroundings_of(fetch(URL), (EN.url,), {EN.url: (fetch(EN.url),)}, 1).sibling is None


HOPS = (Redirect(url="https://a.test/", status_code=302),)


def led(url, target, *, reach=Reach.MOVED_TEMPORARY, redirects=HOPS):
    return {url: (fetch(url), fetch(url), fetch(url, reach=reach, final_url=target, redirects=redirects))}


@pytest.mark.parametrize(
    ("known", "count"),
    [
        (led("https://a.test/1", "T") | led("https://a.test/2", "T"), {"T": 2}),
        (led("https://a.test/1", "T") | led("https://a.test/2", "S"), {"T": 1, "S": 1}),
        (led("https://a.test/1", "T") | led("http://www.a.test/1/", "T"), {"T": 1}),
        (led("https://a.test/one", "T") | led("https://a.test/ONE", "T"), {"T": 1}),
        (led("https://a.test/?a=1", "T") | led("https://a.test/?a=2", "T"), {"T": 2}),
        (led("https://a.test/1", "T") | led("https://b.test/1", "T"), {"T": 2}),
        (led("https://a.test/X", "T") | led("https://a.test/", "T"), {"T": 2}),
        (led("https://a.test/1#x", "T") | led("https://a.test/1#y", "T"), {"T": 1}),
        (led("https://a.test/1", "T", redirects=()), {}),
        (led("https://a.test/1", None), {}),
        (led("https://a.test/1", "T", reach=Reach.GONE), {}),
        ({"https://a.test/1": ()}, {}),
        ({"https://a.test/1": (fetch("x"),)}, {}),
    ],
    ids=[
        "two addresses lead to one page",
        "two addresses lead to two pages",
        "scheme, www and a final slash make no other address",
        "nor do capital letters",
        "another query is another address",
        "another host is another address",
        "a path is another address than none",
        "another fragment is the same address",
        "what was not redirected leads nowhere",
        "nor does what ended nowhere known",
        "nor does what failed",
        "nor what was never answered",
        "a page at its own address",
    ],
)
def test_the_addresses_that_lead_to_one_page_are_counted(known, count):
    requests = [(url, None) for url in ("https://a.test/unknown", *known)]
    assert count_targets(requests, known) == count
