"""A link over a URL mends what print damaged; what is printed stays what is cited."""

import pytest

from cetingest.citations.hyperlinks import find_stray_links, locate_urls
from cetingest.model import UrlSource
from tests.factories import hyperlink


def located(text, *links):
    annotations = [hyperlink(url, start=text.index(words), end=text.index(words) + len(words)) for words, url in links]
    return [
        (url.url, url.printed, url.source, url.mended_by, url.differing_target)
        for url in locate_urls(text, annotations)
    ]


@pytest.mark.parametrize(
    ("text", "link", "expected"),
    [
        (
            "See https://a.org/x.",
            ("https://a.org/x", "https://a.org/x"),
            ("https://a.org/x", "https://a.org/x", UrlSource.BOTH, None, None),
        ),
        (
            "See https://a.org.",
            ("https://a.org", "https://a.org/"),
            ("https://a.org", "https://a.org", UrlSource.BOTH, None, None),
        ),
        (
            "See https://a.org/lo ng/x, 2020.",
            ("https://a.org/lo ng/x", "https://a.org/long/x"),
            ("https://a.org/long/x", "https://a.org/lo ng/x", UrlSource.BOTH, "joined-by-hyperlink", None),
        ),
        (
            "See https://a.org/my file.pdf.",
            ("https://a.org/my file.pdf", "https://a.org/my%20file.pdf"),
            ("https://a.org/my%20file.pdf", "https://a.org/my file.pdf", UrlSource.BOTH, "joined-by-hyperlink", None),
        ),
        (
            "See https://a.org/re\u2010port.",
            ("https://a.org/re\u2010port", "https://a.org/report"),
            ("https://a.org/report", "https://a.org/re\u2010port", UrlSource.BOTH, "automatic-hyphen-removed", None),
        ),
        (
            "See example.org/x.",
            ("example.org/x", "https://example.org/x"),
            ("https://example.org/x", "example.org/x", UrlSource.BOTH, "scheme-from-hyperlink", None),
        ),
        (
            "See the Bio Plan, 2020.",
            ("the Bio Plan,", "https://a.org/plan"),
            ("https://a.org/plan", "the Bio Plan", UrlSource.HYPERLINK, None, None),
        ),
        (
            "See https://a.org/new.",
            ("https://a.org/new", "https://a.org/old"),
            ("https://a.org/new", "https://a.org/new", UrlSource.BOTH, None, "https://a.org/old"),
        ),
    ],
)
def test_a_link_and_the_words_under_it_are_one_cited_url(text, link, expected):
    assert located(text, link) == [expected]


STUBS = [
    ("https://doi.org/10.1016/j", "https://doi.org/10.1016/j.jclepro.2020.1"),
    ("https://a.org/long-", "https://a.org/longpath.pdf"),
    ("www.a.org/x", "https://www.a.org/x/y"),
    ("a.org/x", "https://www.a.org/x/y"),
]


@pytest.mark.parametrize(("stub", "target"), STUBS)
def test_a_printed_beginning_of_its_own_links_target_is_that_link_once(stub, target):
    text = f"See {stub} and more."
    assert located(text, (stub, target)) == [(target, stub, UrlSource.BOTH, "completed-by-hyperlink", None)]


def test_the_rest_of_a_stub_is_no_second_url():
    target = "https://a.org/long/path_2.pdf"
    found = located("https://a.org/long 12 path_2.pdf", ("https://a.org/long", target), ("path_2.pdf", target))
    assert [url for url, *_ in found] == [target]


def test_a_link_to_a_file_beside_the_document_is_no_host():
    assert located("See the plan.", ("plan", "index.php/plan")) == []


@pytest.mark.parametrize("target", ["mailto:a@b.org", "file:///C:/x.docx", "#page=3", ""])
def test_links_that_lead_to_no_web_page_cite_nothing(target):
    assert located("See the plan.", ("plan", target)) == []


def test_annotations_on_each_line_of_one_url_are_one_link():
    text = "https://a.org/press releases."
    url = "https://a.org/pressreleases"
    assert located(text, ("https://a.org/press", url), ("releases", url)) == [
        (url, "https://a.org/press releases", UrlSource.BOTH, "joined-by-hyperlink", None)
    ]


def test_each_of_two_urls_keeps_its_own_link():
    text = "https://a.org/x; https://b.org/y."
    found = located(text, ("https://a.org/x", "https://a.org/x"), ("https://b.org/y", "https://b.org/y"))
    assert [url for url, *_ in found] == ["https://a.org/x", "https://b.org/y"]


@pytest.mark.parametrize("target", ["javascript:alert(5)", "file:///etc/passwd", "data:text/html,x", "mailto:a@b.org"])
def test_a_printed_url_whose_link_leads_to_no_web_page_differs_from_its_link(target):
    assert located("See https://a.org/.", ("https://a.org/", target)) == [
        ("https://a.org/", "https://a.org/", UrlSource.TEXT, None, target)
    ]


def test_the_first_link_on_a_web_page_settles_a_printed_url_and_another_one_there_is_told():
    text = "See https://a.org/x."
    found = located(text, ("https://a.org/x", "javascript:alert(5)"), ("https://a.org/x", "https://a.org/x"))
    assert found == [("https://a.org/x", "https://a.org/x", UrlSource.BOTH, None, "javascript:alert(5)")]


def test_a_link_without_its_scheme_is_a_web_page_all_the_same():
    assert located("See the plan.", ("plan", "www.a.org/x")) == [
        ("http://www.a.org/x", "plan", UrlSource.HYPERLINK, None, None)
    ]


SAFELINK = "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.org%2Fx&data=z"
COUNTED = [
    ("https://a.org/x", SAFELINK, UrlSource.BOTH, "tracking-unwrapped"),
    ("the plan", SAFELINK, UrlSource.HYPERLINK, "tracking-unwrapped"),
    ("a.org/x", SAFELINK, UrlSource.BOTH, "scheme-from-hyperlink+tracking-unwrapped"),
    ("https://a.org/x", "https://a.org/x?utm_source=pdf&utm_medium=link", UrlSource.BOTH, None),
]


@pytest.mark.parametrize(("words", "target", "source", "mended_by"), COUNTED)
def test_a_link_through_a_filter_or_counter_does_not_differ_from_what_is_printed(words, target, source, mended_by):
    assert located(f"See {words}.", (words, target)) == [("https://a.org/x", words, source, mended_by, None)]


STRAYS = [
    ("See the plan.", "plan", "javascript:alert(5)", ["javascript:alert(5)"]),
    ("See file:///etc/passwd.", "file:///etc/passwd", "file:///etc/passwd", []),  # the printed one has the problem
    ("See file:///etc/passwd.", "file:///etc/passwd", "file:///etc/hosts", []),  # it differs from its link
    ("See the plan.", "plan", "plan.pdf", ["plan.pdf"]),
    ("Write to a@b.org.", "a@b.org", "mailto:A@b.org?subject=x", []),
    ("Write to a@b.org.", "a@b.org", "mailto:c@d.org", ["mailto:c@d.org"]),
    ("Write to the author.", "the author", "mailto:c@d.org", []),
    ("See page 3.", "page 3", "#page=3", []),
    ("See page 3.", "page 3", "", []),
    ("See https://a.org/.", "https://a.org/", "javascript:alert(5)", []),
    ("See https://a.org/.", "https://a.org/", "https://b.org/", []),
]


@pytest.mark.parametrize(("text", "words", "target", "expected"), STRAYS)
def test_a_link_that_leads_to_no_web_page_and_is_told_nowhere_else_is_a_stray(text, words, target, expected):
    link = hyperlink(target, start=text.index(words), end=text.index(words) + len(words))
    assert [stray.url for stray in find_stray_links(text, [link], locate_urls(text, [link]))] == expected
