import encodings.aliases
import time

import pytest

from cetingest.links.pages.html import decode, read_page
from cetingest.model import WebPage
from cetingest.web.media_types import is_html


def read(text, content_type="text/html"):
    return read_page(text.encode(), content_type)


def test_titles_come_in_order_of_trust():
    page = read(
        """<!DOCTYPE html><html class="a>b" lang="en-GB"><head><title> Window
        title </title><meta property="og:title" content="Shared &amp; title > others">
        <!-- <meta name="citation_title" content="Commented out"> -->
        <script>document.write('<title>no</title>')</script>
        <script type="application/ld+json">{"@graph": [{"headline": "Headline", "publisher": {"name": "P"}}]}</script>
        <meta content="Cited title" name="Citation_Title"><meta property="og:site_name" content='Acme'></head>
        <body><!-- <h1>no</h1> --><h1 class="x">First <em>heading</em></h1>
        <script>var x = "no";</script><p>Text &lt;one&gt;.</p>"""
    )
    assert page == WebPage(
        titles=("Cited title", "Headline", "Shared & title > others", "First heading", "Window title"),
        site_name="Acme",
        language="en-GB",
        text_start="First heading Text <one>.",
        marks=("script_only",),
    )


def test_a_page_that_says_nothing_has_nothing():
    assert read("<p>Hello") == WebPage(text_start="Hello")
    assert read("") == WebPage(marks=("empty",))


@pytest.mark.parametrize(
    "data",
    ["{", "[1, 2]", '"x"', "null", '{"headline": 3}', '{"@graph": {}}', '{"publisher": ["x"]}', "[" * 100_000],
)
def test_broken_linked_data_is_passed_over(data):
    assert read(f'<title>T</title><script type="application/ld+json">{data}</script>').titles == ("T",)


@pytest.mark.parametrize(
    ("encoding", "header", "meta"),
    [
        ("utf-8", "", ""),
        ("utf-8", "; charset=UTF-8", ""),
        ("utf-8-sig", "; charset=shift_jis", ""),
        ("utf-16", "", ""),
        ("cp932", "; charset=Shift_JIS", ""),
        ("cp932", "", "<meta charset='x-sjis'>"),
        ("euc_jp", "", '<meta http-equiv="Content-Type" content="text/html; charset=EUC-JP">'),
        ("iso2022_jp", "; charset=iso-2022-jp", ""),
    ],
)
def test_japanese_is_read_in_every_encoding(encoding, header, meta):
    text = f"<html><head>{meta}<title>半導体・戦略</title></head>"
    assert read_page(text.encode(encoding), f"text/html{header}").titles == ("半導体・戦略",)


@pytest.mark.parametrize(
    ("body", "content_type", "text"),
    [
        ("Zoë – “x”".encode("cp1252"), "text/html", "Zoë – “x”"),
        ("Zoë – “x”".encode("cp1252"), "text/html; charset=iso-8859-1", "Zoë – “x”"),
        ("中文".encode("gb18030"), "text/html; charset=gb2312", "中文"),
        ("한국".encode("cp949"), "text/html; charset=euc-kr", "한국"),
        ("Zoë".encode(), "text/html; charset=nonsense", "Zoë"),
        ("Zoë".encode(), "text/html; charset=rot13", "Zoë"),
        ("Zoë".encode(), "text/html; charset=hex", "Zoë"),
        ("戦略".encode()[:-1], None, "戦"),
    ],
)
def test_charsets_mean_what_browsers_mean(body, content_type, text):
    assert text == decode(body, content_type)


@pytest.mark.parametrize(
    ("body", "content_type", "is_page"),
    [
        (b"<p>", "text/html; charset=utf-8", True),
        (b"<p>", "application/xhtml+xml", True),
        (b"%PDF-1.7", "text/html", False),
        (b"%PDF-1.7", "application/pdf", False),
        (b" <!DOCTYPE html>", None, True),
        (b"plain", None, False),
        (b"<html>", "text/plain", False),
    ],
)
def test_a_web_page_is_told_from_other_answers(body, content_type, is_page):
    assert is_page == is_html(content_type, body)


@pytest.mark.parametrize(
    "text",
    [
        "<" * 300_000,
        "<script>" * 40_000,
        "<h1" * 100_000,
        "<meta " * 50_000,
        "<!--" * 60_000,
        "<a " * 80_000,
        "&#" * 100_000,
    ],
)
def test_a_hostile_page_costs_little_time(text):
    began = time.process_time()
    read_page(f"<html><head>{text}".encode()[:262_144], "text/html")
    read_page(f"<html><head></head><body>{text}".encode()[:262_144], "text/html")
    assert time.process_time() - began < 2.0


CONTROLS = "a\x00\x1b[31mb\x9b\u202ec\u2066d\u200f\ufeff\u00ade\U000e0041\x85f"


@pytest.mark.parametrize(
    "page",
    [
        "<title>{}</title>",
        "<h1>{}</h1>",
        '<meta property="og:title" content="{}">',
        '<script type="application/ld+json">'
        '{{"headline": "a\\u0000\\u001b[31mb\\u0000\\u202ec\\u2066de\\ud800 f"}}</script>',
    ],
)
def test_titles_hold_no_control_characters(page):
    assert read(page.format(CONTROLS)).titles == ("a [31mb cde f",)


def test_site_name_language_and_text_hold_no_control_characters_either():
    page = read(
        f'<html lang="en{CONTROLS}"><meta property="og:site_name" content="{CONTROLS}">'
        '<script type="application/ld+json">{"publisher": {"name": "\\ud800"}}</script>'
        f"<body><p>{CONTROLS}&#x202e;"
    )
    assert page == WebPage(site_name="a [31mb cde f", language="ena [31mb cde f", text_start="a [31mb cde f")


def test_letters_that_need_invisible_joiners_keep_them():
    assert read("<title>می\u200cخواهم क्\u200dष</title>").titles == ("می\u200cخواهم क्\u200dष",)


@pytest.mark.parametrize("codec", sorted({*encodings.aliases.aliases.values(), "idna", "punycode", "undefined"}))
def test_no_declared_charset_breaks_the_reading(codec):
    body = b"<title>T\\ud800\\x</title>\xff\xfe" + b"a" * 70
    assert isinstance(decode(body, f"text/html; charset={codec}"), str)


@pytest.mark.parametrize("codec", ["unicode_escape", "raw_unicode_escape", "idna", "punycode", "undefined", "utf_7"])
def test_a_codec_that_is_no_charset_of_the_web_is_passed_over(codec):
    assert decode(b"<title>+AGE- \\u0041</title>", f"text/html; charset={codec}") == "<title>+AGE- \\u0041</title>"
