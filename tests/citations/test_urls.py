"""URLs of a text are found whole, without what print put around or into them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cetingest.citations.urls import fault_of_url, find_urls, mend_url, same_address

# fmt: off
FOUND = [
    # sentence punctuation and brackets
    ("See https://www.meti.go.jp/a/b.pdf.", "https://www.meti.go.jp/a/b.pdf"),
    ("<https://www.kantei.go.jp/jp/x.pdf>.", "https://www.kantei.go.jp/jp/x.pdf"),
    ("(see https://en.wikipedia.org/wiki/ICE_(FPGA))", "https://en.wikipedia.org/wiki/ICE_(FPGA)"),
    ("(https://example.org/a).", "https://example.org/a"),
    ("“https://example.org/a”", "https://example.org/a"),
    ("https://example.org/a, accessed May 8, 2025", "https://example.org/a"),
    ("https://example.org/a; https://example.org/b", "https://example.org/a"),
    ("https://example.org/~media/x%20y.pdf", "https://example.org/~media/x%20y.pdf"),
    ("https://example.org/a…", "https://example.org/a"),
    ("https://example.org/a—text", "https://example.org/a"),
    ("https://example.org/Curie–Weiss_law", "https://example.org/Curie–Weiss_law"),
    ("https://example.org/a؟ https://example.org/b", "https://example.org/a"),
    ("https://example.org/a। next", "https://example.org/a"),
    # without a scheme, with another
    ("at www.riken.jp/about/", "www.riken.jp/about/"),
    ("write to foo@www.example.com", None),
    ("ftp://ftp.example.org/a", "ftp://ftp.example.org/a"),
    ("e.g. foo.py, v1.2.3 and U.S.Department", None),
    # East Asian text
    ("出典：https://www.ipa.go.jp/publish/x.html。続き", "https://www.ipa.go.jp/publish/x.html"),
    ("（https://www.ipa.go.jp/publish/x.html）", "https://www.ipa.go.jp/publish/x.html"),
    ("「https://www.ipa.go.jp/x」を参照", "https://www.ipa.go.jp/x"),
    ("https://www.ipa.go.jp/xを参照", "https://www.ipa.go.jp/x"),
    ("https://ja.wikipedia.org/wiki/量子コンピュータ", "https://ja.wikipedia.org/wiki/量子コンピュータ"),
    ("ｈｔｔｐｓ：／／ｗｗｗ．ｍｅｔｉ．ｇｏ．ｊｐ／", "https://www.meti.go.jp/"),
    ("https://例え.jp/あ", "https://例え.jp/あ"),
    # line breaks: the hyphen stays
    ("https://a.org/press-\nreleases/1005-01.html", "https://a.org/press-releases/1005-01.html"),
    ("https://a.org/space_\nindustry/pdf/004.pdf", "https://a.org/space_industry/pdf/004.pdf"),
    ("https://example.org/a\n12 Next footnote", "https://example.org/a"),
    ("https://example.org/report.pdf\nMinistry", "https://example.org/report.pdf"),
    ("<https://a.org/long-\npath/x y.html>", "https://a.org/long-path/xy.html"),
    ("<https://a.org/x for details>", "https://a.org/x"),
    # nested, glued, identifiers
    ("https://web.archive.org/web/2020/https://b.org/a.", "https://web.archive.org/web/2020/https://b.org/a"),
    ("https://a.org/xhttps://b.org/y", "https://a.org/x"),
    ("https://doi.org/10.1002/(SICI)1097(1998)49:8<693::AID-ASI4>3.0.CO;2-O",
     "https://doi.org/10.1002/(SICI)1097(1998)49:8<693::AID-ASI4>3.0.CO;2-O"),
    ("doi:10.1000/abc(2022)9.", "https://doi.org/10.1000/abc(2022)9"),
    # damaged
    ("https://example.org/path?q=1&amp;r=2", "https://example.org/path?q=1&r=2"),
    ("http://https://example.org/a", "https://example.org/a"),
    ("https:// www.meti.go.jp/ a", "https://www.meti.go.jp/"),
    ("https:/www.meti.go.jp/a", "https://www.meti.go.jp/a"),
    ("hxxps://example[.]org/a", "https://example.org/a"),
]
# fmt: on


@pytest.mark.parametrize(("text", "url"), FOUND)
def test_the_first_url_of_a_text_is_found_whole_and_clean(text, url):
    found = find_urls(text)
    assert (found[0].url if found else None) == url


@pytest.mark.parametrize("text", [text for text, _ in FOUND])
def test_the_printed_form_is_exactly_what_stands_in_the_span(text):
    assert all(text[slice(*found.span)] == found.printed for found in find_urls(text))


def test_two_urls_set_without_a_space_are_two():
    assert [found.url for found in find_urls("https://a.org/xhttps://b.org/y")] == [
        "https://a.org/x",
        "https://b.org/y",
    ]


PIECES = st.sampled_from(
    [
        "http",
        "https",
        ":",
        "/",
        "//",
        "www.",
        "doi:",
        "10.1000/",
        "&amp;",
        "hxxp",
        "[.]",
        " ",
        "\n",
        "a",
        ".",
        "ｈｔｔｐ：／／",
        "%20",
    ]
)


@given(st.one_of(st.text(), st.lists(PIECES).map("".join)))
def test_mending_twice_changes_nothing(text):
    once = mend_url(text)
    assert (mend_url(once.url).url, mend_url(once.url).mended_by) == (once.url, None)


@given(st.one_of(st.text(), st.lists(PIECES).map("".join)))
def test_finding_never_fails_and_spans_never_overlap(text):
    spans = [found.span for found in find_urls(text)]
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("https://example.org/a", None),
        ("www.example.org", None),
        ("https://[2001:db8::1]/", None),
        ("https://192.0.2.1:8080/a", None),
        ("https://例え.jp/", None),
        ("https://localhost/", "names 'localhost', which is no host name"),
        ("https://exa mple.org/", "holds a space"),
        ("https:///a", "names no host"),
        ("https://-a.org/", "names '-a.org', which is no host name"),
        ("https://a.org/%zz", "has a percent sign without two hexadecimal digits"),
        ("https://a.org:99999/", "is no URL (Port out of range 0-65535)"),
    ],
)
def test_a_url_that_cannot_be_asked_for_says_why(url, fault):
    assert fault_of_url(url) == fault


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("https://a.org", "https://a.org/", True),
        ("http://A.org/x", "https://a.org/x", True),
        ("www.a.org", "http://www.a.org/", True),
        ("https://a.org/%e3", "https://a.org/%E3", True),
        ("https://a.org/x", "https://a.org/X", False),
        ("https://a.org/x", "https://a.org/x.", False),
        ("https://a.org/?p=1", "https://a.org/?p=2", False),
    ],
)
def test_only_differences_that_no_server_sees_are_trivial(one, other, is_same):
    assert same_address(one, other) == is_same
