"""URLs of a text are found whole, without what print put around or into them."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cetingest.citations.mending import MendedUrl, mend_url
from cetingest.citations.urls import find_urls, may_go_on

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
    ("at www2.example.org/a.pdf.", "www2.example.org/a.pdf"),
    # a host under a public suffix, with a path
    ("Center, example.org/findfunders/IRS_notice.pdf, visited", "example.org/findfunders/IRS_notice.pdf"),
    ("City, nola.gov/hazard-mitigation/.", "nola.gov/hazard-mitigation/"),
    ("Available at data.gov.uk and at example.com/greater/docs/g20.", "example.com/greater/docs/g20"),
    ("Smith (GitHub.com/user/repo)", "GitHub.com/user/repo"),
    ("at example.co.uk/a", "example.co.uk/a"),
    ("出典はexample.org/a。", "example.org/a"),
    ("and/or, he/she, 24/7, 3.5/4.5, v1.2/v1.3", None),
    ("at 9 a.m./p.m., e.g./i.e. U.S./Japan, Inc./Ltd., M.D./Ph.D.", None),
    ("report.pdf/annex, data.csv/table, node.js/express, setup.py/x, README.md/y, notes.txt/z", None),
    ("john.doe@example.org/x", None),
    ("ASP.NET/Core, Acme.com/Apex, a.com/b.com", None),
    ("data.gov.uk", None),
    ("No.12/2020, Art.5/para.3, COM(2020)1/final, 2020.12/13", None),
    # East Asian text
    ("出典：https://www.ipa.go.jp/publish/x.html。続き", "https://www.ipa.go.jp/publish/x.html"),
    ("（https://www.ipa.go.jp/publish/x.html）", "https://www.ipa.go.jp/publish/x.html"),
    ("「https://www.ipa.go.jp/x」を参照", "https://www.ipa.go.jp/x"),
    ("https://www.ipa.go.jp/xを参照", "https://www.ipa.go.jp/x"),
    ("https://ja.wikipedia.org/wiki/量子コンピュータ", "https://ja.wikipedia.org/wiki/量子コンピュータ"),
    ("ｈｔｔｐｓ：／／ｗｗｗ．ｍｅｔｉ．ｇｏ．ｊｐ／", "https://www.meti.go.jp/"),
    ("https://例え.jp/あ", "https://例え.jp/あ"),
    ("(https://a.go.kr/view/index)에서는 볼", "https://a.go.kr/view/index"),
    ("[https://a.kr/x]에서 확인", "https://a.kr/x"),
    ("'https://a.kr/x'에서", "https://a.kr/x"),
    ("https://a.kr/x.pdf.그러나", "https://a.kr/x.pdf"),
    ("https://www.a.go.kr에서 확인", "https://www.a.go.kr"),
    ("www.a.go.jpを参照", "www.a.go.jp"),
    ("https://www.a.go.jp/を参照", "https://www.a.go.jp/"),
    ("https://www.a.go.kr/에서 확인", "https://www.a.go.kr/"),
    ("https://ko.wikipedia.org/wiki/의자", "https://ko.wikipedia.org/wiki/의자"),
    ("https://ko.wikipedia.org/wiki/서울_(도시)", "https://ko.wikipedia.org/wiki/서울_(도시)"),
    ("https://ko.wikipedia.org/wiki/ICE_(FPGA)에서", "https://ko.wikipedia.org/wiki/ICE_(FPGA)"),
    ("(https://ja.wikipedia.org/wiki/東京)を参照", "https://ja.wikipedia.org/wiki/東京"),
    ("https://ja.wikipedia.org/wiki/Category:日本", "https://ja.wikipedia.org/wiki/Category:日本"),
    ("https://a.jp/?q=日本&x=1", "https://a.jp/?q=日本&x=1"),
    ("https://a.kr/x(검색일: 2024. 3. 1.)", "https://a.kr/x"),
    ("https://a.kr/menu.do?id=3&no=5(2024.3.1. 확인)", "https://a.kr/menu.do?id=3&no=5"),
    ("https://a.kr/x.do(2024.3.1.)", "https://a.kr/x.do"),
    ("https://a.org/x.html(accessed 3 May 2024)", "https://a.org/x.html"),
    ("https://doi.org/10.1016/0304-4076(94)01650-X", "https://doi.org/10.1016/0304-4076(94)01650-X"),
    ("https://a.jp/x＞次", "https://a.jp/x"),
    ("https://a.jp/x｜次", "https://a.jp/x"),
    ("https://a.jp/x→次", "https://a.jp/x"),
    ("＜https://a.jp/x＜", "https://a.jp/x"),
    ("https://a.jp/x■next", "https://a.jp/x"),
    ("https://a.jp/～user/", "https://a.jp/～user/"),
    # automatic hyphens
    ("https://a.org/re\u00adport.pdf", "https://a.org/report.pdf"),
    ("https://a.org/re\u00ad\nport.pdf", "https://a.org/report.pdf"),
    ("https://a.org/long\u2011path", "https://a.org/long-path"),
    ("Third\u2010party https://a.org/long\u2010path", "https://a.org/long-path"),  # the font's only hyphen
    ("https://a\u2010b.org/re\u2010port-2.pdf and so-called", "https://a-b.org/re-port-2.pdf"),
    ("<https://a.org/re\u2010 port/x.pdf>", "https://a.org/report/x.pdf"),  # typesetting left it at a line's end
    # line breaks: the hyphen stays
    ("https://a.org/a- and more", "https://a.org/a-"),
    ("https://doi.org/10.1016/j.\njclepro.2020.123456.", "https://doi.org/10.1016/j.jclepro.2020.123456"),
    ("doi:10.1016/j. jclepro.2020.123456, p. 3", "https://doi.org/10.1016/j.jclepro.2020.123456"),
    ("https://doi.org/10.1371/journal. pone.0123456.", "https://doi.org/10.1371/journal.pone.0123456"),
    ("https://doi.org/10.1016/j.a.2020.1. Smith 2020", "https://doi.org/10.1016/j.a.2020.1"),
    ("https://doi.org/10.1016/j.a.2020.1. a.2 is", "https://doi.org/10.1016/j.a.2020.1"),
    ("https://doi.org/10.1016/j.a.2020.1\n2 Smith", "https://doi.org/10.1016/j.a.2020.1"),
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
    ("doi 10.1000/abc22.", "https://doi.org/10.1000/abc22"),
    ("see doi.org/10.1000/abc22.", "https://doi.org/10.1000/abc22"),
    ("Nature 5 (2020): 10.1038/nature12345, 8.", "https://doi.org/10.1038/nature12345"),
    ("from 10.2019/2020 on", None),
    ("hdl:2142/99999.", "https://hdl.handle.net/2142/99999"),
    ("at hdl.handle.net/2142/99999.", "https://hdl.handle.net/2142/99999"),
    ("arXiv:2301.00001v2.", "https://arxiv.org/abs/2301.00001v2"),
    ("arXiv: hep-th/9901001 (1999)", "https://arxiv.org/abs/hep-th/9901001"),
    ("www.bücher.de/ä", "www.bücher.de/ä"),
    ("‘https://example.org/it’s’", "https://example.org/it"),
    ("https://a.org/crds/FR/\nCRDS-FY2020-FR-05.pdf", "https://a.org/crds/FR/CRDS-FY2020-FR-05.pdf"),
    ("https://web.archive.org/web/2020id_/http://www.b.org/?x=http://c.org/y",
     "https://web.archive.org/web/2020id_/http://www.b.org/?x=http://c.org/y"),
    ("https://archive.today/2020/https://www.google.com/url?q=https://a.org/",
     "https://archive.today/2020/https://www.google.com/url?q=https://a.org/"),
    ("chrome-extension://efaidnbmnnnib/https://a.org/x.pdf", "https://a.org/x.pdf"),
    # no web addresses, told all the same
    ("file:///C:/Users/a/x.docx.", "file:///C:/Users/a/x.docx"),
    ("see zotero://select/items/A1", "zotero://select/items/A1"),
    ("and/or: either", None),
    ("Available athttps://a.org/x.", "https://a.org/x"),
    # spaced
    ("h t t p s : / / w w w . a . o r g / d _ p / r . p d f .", "https://www.a.org/d_p/r.pdf"),
    ("h t t p : / / a . o r g / r , a c c e s s e d", "http://a.org/r"),
    ("h t t p s : //www.a.org/r.pdf, accessed", "https://www.a.org/r.pdf"),
    ("https: //www.a.org/ facts/ 2022/ index.html, accessed", "https://www.a.org/facts/2022/index.html"),
    ("https: //www. example.org/a, p. 3", "https://www.example.org/a"),
    ("https : / / www.a.org/x", "https://www.a.org/x"),
    ("www. example.org/a", "www.example.org/a"),
    ("https://archive. example.org/a", "https://archive.example.org/a"),
    ("https:/ /archives.example.org/box/12.html, p. 4", "https://archives.example.org/box/12.html"),
    ("www.northern.example.org /archive/ 1967 /bremner.html.", "www.northern.example.org/archive/1967/bremner.html"),
    ("http://www.a.org /files/report.pdf", "http://www.a.org/files/report.pdf"),
    ("https://www.a.org/files/report .pdf, p. 3", "https://www.a.org/files/report.pdf"),
    ("https://www.a.org/files/report. pdf, p. 3", "https://www.a.org/files/report.pdf"),
    ("https://www.a.org/files? id=3", "https://www.a.org/files?id=3"),
    ("https://www.a.org/files ?id=3", "https://www.a.org/files?id=3"),
    ("https://www.a.org/a _b.html", "https://www.a.org/a_b.html"),
    ("https: //doi.org/10.1234/ abc.123, p. 3", "https://doi.org/10.1234/abc.123"),
    ("https://www.a.org /and others", "https://www.a.org"),
    ("https://www.a.org / https://www.b.org/x", "https://www.a.org"),
    ("https://www.a.org/x 2019/20 budget", "https://www.a.org/x"),
    ("https://www.a.org/x. The PDF", "https://www.a.org/x"),
    ("https://www.example.org. and/or", "https://www.example.org"),
    ("https://www.example.org/ facts and figures", "https://www.example.org/"),
    # damaged
    (r"https://a.org/x\_y\%20z.html\#part, p. 4", "https://a.org/x_y%20z.html#part"),
    (r"https://a.org/x\n", "https://a.org/x"),
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


@pytest.mark.parametrize("text", [text for text, url in FOUND if url])
def test_the_printed_form_is_exactly_what_stands_in_the_span(text):
    assert all(text[slice(*found.span)] == found.printed for found in find_urls(text))


def test_two_urls_set_without_a_space_are_two():
    assert [found.url for found in find_urls("https://a.org/xhttps://b.org/y")] == [
        "https://a.org/x",
        "https://b.org/y",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "https://a.org/xhttps://b.org/y",
        "https://a.org/xHTTPS://b.org/y",
        "https://a.org/xwww.b.org/y",
        "https://a.org/x,www.b.org/y",
        "https://doi.org/10.1000/x1https://doi.org/10.1000/y1",
    ],
)
def test_urls_set_without_a_space_are_as_many_as_there_are(text):
    assert len(find_urls(text)) == 2


@pytest.mark.parametrize(
    ("text", "printed", "expected"),
    [
        ("https://a.org/operations-and- disinformation", "https://a.org/operations-and-", True),
        ("https://a.org/Release-of- checker-1-17-0", "https://a.org/Release-of-", True),
        ("https: //www. example.org/ a", "https: //www. example.org/", True),
        ("https://doi.org/10.1016/j. next", "https://doi.org/10.1016/j", True),
        ("https://a.org/x- (2020)", "https://a.org/x-", False),
        ("https://a.org /archive of", "https://a.org", True),
        ("https://a.org / files/x of", "https://a.org", True),
        ("https://a.org /or others", "https://a.org", False),
        ("https://a.org / others", "https://a.org", False),
        ("https://a.org/x/ and", "https://a.org/x/", False),
        ("https://doi.org/10.1016/j.x.2020.1. next", "https://doi.org/10.1016/j.x.2020.1", False),
    ],
)
def test_a_url_that_may_go_on_is_known_to(text, printed, expected):
    assert [(one.printed, may_go_on(text, one.span)) for one in find_urls(text)] == [(printed, expected)]


# fmt: off
WRAPPED = [
    "https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.org%2Fx%3Fy%3D1&data=05%7C02&reserved=0",
    "https://www.google.co.jp/url?sa=t&rct=j&url=https%3A%2F%2Fa.org%2Fx%3Fy%3D1&usg=AOvVaw",
    "https://www.google.com/url?q=https://a.org/x?y%3D1&sa=D",
    "https://urldefense.proofpoint.com/v1/url?u=https://a.org/x%3Fy%3D1&k=z",
    "https://urldefense.proofpoint.com/v2/url?u=https-3A__a.org_x-3Fy-3D1&d=DwMFAg&c=z",
    "https://urldefense.com/v3/__https://a.org/x?y=1__;!!abc!def$",
    "https://urldefense.com/v3/__https:/a.org/x*y=1__;Pw!!abc!def$",
    "https://l.facebook.com/l.php?u=https%3A%2F%2Fa.org%2Fx%3Fy%3D1&h=AT0",
    "https://t.umblr.com/redirect?z=https%3A%2F%2Fa.org%2Fx%3Fy%3D1&t=z",
    "https://www.linkedin.com/redir/redirect?url=https%3A%2F%2Fa%2Eorg%2Fx%3Fy%3D1&urlhash=z",
    "https://slack-redir.net/link?url=https%3A%2F%2Fa.org%2Fx%3Fy%3D1",
    "https://www.youtube.com/redirect?q=https%3A%2F%2Fa.org%2Fx%3Fy%3D1",
    "https://duckduckgo.com/l/?uddg=https%3A%2F%2Fa.org%2Fx%3Fy%3D1&rut=z",
    "https://r.search.yahoo.com/_ylt=A/RV=2/RE=1/RO=10/RU=https%3a%2f%2fa.org%2fx%3fy%3d1/RK=2/RS=z",
    "https://www.bing.com/ck/a?!&&p=z&u=a1aHR0cHM6Ly9hLm9yZy94P3k9MQ&ntb=1",
    "https://x.r.us-east-1.awstrack.me/L0/https:%2F%2Fa.org%2Fx%3Fy=1/1/0100-z/abc=1",
    "https://linkprotect.cudasvc.com/url?a=https%3a%2f%2fa.org%2fx%3fy%3d1&c=E",
    "https://login.libproxy.a.edu/login?url=https%3A%2F%2Fa.org%2Fx%3Fy%3D1",
    # twice wrapped
    "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.google.com%2Furl%3Fq%3Dhttps%253A%252F%252F"
    "a.org%252Fx%253Fy%253D1&data=z",
]
NOT_WRAPPED = [
    "https://www.google.com/search?q=https://a.org/x",
    "https://www.google.com/url?q=a+word",
    "https://protect-us.mimecast.com/s/abc?domain=a.org",
    "https://urldefense.com/v3/__javascript:alert(5)__;!!a$",
    "https://slack-redir.net/link?url=https%3A%2F%2F%0d%0aa.org",
    "https://a.org/?url=https%3A%2F%2Fb.org",
    "https://notgoogle.com/url?q=https://a.org/",
]
# fmt: on


@pytest.mark.parametrize("wrapper", WRAPPED)
def test_a_wrapper_whose_target_can_be_read_is_unwrapped_and_recorded(wrapper):
    assert mend_url(wrapper) == MendedUrl("https://a.org/x?y=1", "tracking-unwrapped")


@pytest.mark.parametrize("url", NOT_WRAPPED)
def test_other_redirections_stay_as_they_are(url):
    assert mend_url(url) == MendedUrl(url, None)


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
        "https://www.google.com/url?q=",
        "https%3A%2F%2F",
        "https://urldefense.com/v3/__",
        "\u2010",
        "\u2011",
        "b.org",
        "h t t p : / / ",
        "__;!!",
        "hdl:",
        "doi.org/",
        "a.org/",
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


GROWING = [
    "http://", "https://", "hxxp://http://", "https://a.org/", "https://a.org/x ",
    "http://a-\nb1", "www.a.bc", "www. a",
    "10.1234/", "10.1234/aaa", "10.1234/aaaaaa ", "doi:10.1016/j.\n", "a" * 40, "あ", "https://あ", "https://a.org/(漢",
    "arXiv:2301.0{n} ", "hdl:1.", "a.", "a-", "example.org/", "x{n}.org/a ", "h t t p : / / a ",
    "t ", "chrome-extension://a/",
    "https://www.google.com/url?q=", "&amp;", "%", "(", ")", ".", "<http://a b",
    "https://a.org/ b/ ", "(漢)", ")漢", "\u2010", "https://a\u2010b ", "～", "http:",
]  # fmt: skip


def _seconds(text):
    """The least CPU time of three readings."""
    times = []
    for _ in range(3):
        start = time.thread_time()
        find_urls(text)
        times.append(time.thread_time() - start)
    return min(times)


def _repeated(pieces, length):
    text, number = "", 0
    unit = "".join(pieces)
    count = max(1, length // max(1, len(unit)))
    for number in range(count):
        text += unit.replace("{n}", str(number).zfill(5))
    return text


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(GROWING), min_size=1, max_size=4))
def test_twice_the_text_takes_about_twice_the_time(pieces):
    ratios = (_seconds(_repeated(pieces, 16_000)) / _seconds(_repeated(pieces, 8_000)) for _ in range(8))
    assert any(ratio <= 2.5 for ratio in ratios)


@pytest.mark.parametrize("piece", GROWING)
def test_no_piece_of_a_url_makes_long_texts_slow(piece):
    ratios = (_seconds(_repeated([piece], 32_000)) / _seconds(_repeated([piece], 16_000)) for _ in range(8))
    assert any(ratio <= 2.5 for ratio in ratios)


def test_an_arxiv_number_that_has_its_url_beside_it_is_no_second_url():
    text = "“Tides,” arXiv preprint arXiv:2301.00001v2 (2023), https://arxiv.org/abs/2301.00001; arXiv:2302.00002."
    assert [one.url for one in find_urls(text)] == [
        "https://arxiv.org/abs/2301.00001",
        "https://arxiv.org/abs/2302.00002",
    ]
