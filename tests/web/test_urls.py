from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cetingest.web.urls import (
    BadUrlError,
    RefusedUrlError,
    bucket_of,
    history_key,
    redirect_url,
    registrable_domain,
    request_url,
)

ASKED = {
    "https://example.org": "https://example.org/",
    "HTTPS://Example.ORG:443/A": "https://example.org/A",
    "http://example.org:8080/a?b=c d#e": "http://example.org:8080/a?b=c%20d",
    "https://example.org/100%/x": "https://example.org/100%25/x",
    "https://example.org/%7Ea/(b)[c]|d": "https://example.org/%7Ea/(b)[c]|d",
    "https://例え.jp/戦略?年=令和": "https://xn--r8jz45g.jp/%E6%88%A6%E7%95%A5?%E5%B9%B4=%E4%BB%A4%E5%92%8C",
    "https://user:secret@example.org/a": "https://example.org/a",
    "https://my_host.example.org./": "https://my_host.example.org/",
    "http://[2606:4700::1111]/": "http://[2606:4700::1111]/",
    " https://example.org/a ": "https://example.org/a",
}
BAD = [
    "",
    "see page 4",
    "//example.org/a",
    "https:///a",
    "https://exa mple.org/",
    "https://exa\tmple.org/",
    "https://exa\nmple.org/",
    "https://example.org\\@evil.example/",
    "https://%31%32%37.0.0.1/",
    "https://example..org/",
    f"https://{'a' * 64}.org/",
    "https://example.org:99999/",
    "https://example.org:0/",
    "https://[::1/",
    "https://[fe80::1%25lo]/",
    "https://-example.org/",
    "https://example.org/\udcff",
]
REFUSED = [
    "file:///etc/passwd",
    "ftp://example.org/a",
    "data:text/html,x",
    "javascript:alert(1)",
    "mailto:a@b.c",
    "gopher://x/",
]


@pytest.mark.parametrize(("url", "asked"), ASKED.items())
def test_a_url_is_spelled_as_servers_take_it(url, asked):
    assert asked == request_url(url)


@pytest.mark.parametrize("url", BAD)
def test_what_is_no_web_address_is_bad(url):
    with pytest.raises(BadUrlError):
        request_url(url)


@pytest.mark.parametrize("url", REFUSED)
def test_other_schemes_are_refused(url):
    with pytest.raises(RefusedUrlError):
        request_url(url)


@given(st.text(max_size=60).map("https://example.org/".__add__))
def test_spelling_a_url_twice_changes_nothing(url):
    try:
        asked = request_url(url)
    except BadUrlError:
        return
    assert asked == request_url(asked)
    assert asked.isascii()


@given(st.text(max_size=60))
def test_any_text_is_a_url_or_said_not_to_be(text):
    for spelled in (text, f"https://{text}", f"https://example.org/{text}"):
        try:
            request_url(spelled)
            redirect_url("https://example.org/", spelled)
        except (BadUrlError, RefusedUrlError):
            pass


def test_redirects_are_resolved_against_the_page():
    base = "https://example.org/a/b?c=d"
    assert [
        redirect_url(base, location) for location in ("e", "/e", "?e", "//other.example/e", "http://x.example#f")
    ] == [
        "https://example.org/a/e",
        "https://example.org/e",
        "https://example.org/a/b?e",
        "https://other.example/e",
        "http://x.example/",
    ]


def test_history_forgets_fragments_and_passwords():
    assert history_key("https://me:secret@example.org/a@b#c") == "https://example.org/a@b"


@pytest.mark.parametrize(
    ("host", "domain"),
    {
        "www.example.org": "example.org",
        "journal.meti.go.jp": "meti.go.jp",
        "a.b.acme.co.uk": "acme.co.uk",
        "acme.github.io": "github.io",
        "localhost": "localhost",
        "192.0.2.1": "192.0.2.1",
        "2001:db8::1": "2001:db8::1",
    }.items(),
)
def test_politeness_is_owed_to_the_registrable_domain(host, domain):
    assert domain == registrable_domain(host)


@pytest.mark.parametrize(
    ("url", "complaint"),
    [
        ("https://a.org:99999/", "its port is no number from 1 to 65535"),
        ("https://a.org:x/", "its port is no number from 1 to 65535"),
        ("https://a.org:0/", "its port is no number from 1 to 65535"),
        ("https://[::1/", "its host cannot be read"),
        ("https://[a.org]/", "its host cannot be read"),
    ],
)
def test_what_is_wrong_with_a_url_is_said_in_words(url, complaint):
    with pytest.raises(BadUrlError, match=f"^{complaint}$"):
        request_url(url)
    with pytest.raises(BadUrlError, match=f"^{complaint}$"):
        redirect_url("https://b.org/", url)


# Published runs rest on these: another bucket is another partition, whose history of runs begins anew.
BUCKETS = {
    "https://example.org/a": 6,
    "https://www.acme.co.jp/": 30,
    "https://例え.jp/": 4,
    "http://192.0.2.1/": 27,
    "not a URL": 40,
    "ftp://example.org/": 54,
    "https://exa\udcffmple.org/": 42,
}


@pytest.mark.parametrize("url", BUCKETS)
def test_buckets_never_change(url):
    assert bucket_of(url, 64) == BUCKETS[url]


@pytest.mark.parametrize(
    "same",
    [
        (
            "https://example.org/a",
            "http://www.example.org/b?c=d",
            "https://me:secret@EXAMPLE.org:8443/#a\\b",
            "example.org",
        ),
        ("https://例え.jp/", "https://xn--r8jz45g.jp/", "https://www.例え.JP/戦略"),
        ("http://me@[2001:db8::1", "http://[2001:db8::1#part"),  # no URL, but one key of history
    ],
)
def test_all_spellings_of_a_domain_share_a_bucket(same):
    assert len({bucket_of(url, 10_007) for url in same}) == 1


def test_domains_spread_evenly_over_buckets():
    counts = Counter(bucket_of(f"https://www.host{n}.example/", 16) for n in range(16_000))
    assert len(counts) == 16
    assert all(850 < count < 1150 for count in counts.values())  # 1,000 each, within five standard deviations


def test_no_bucket_is_a_mistake():
    with pytest.raises(ValueError, match="not into 0"):
        bucket_of("https://example.org/", 0)
