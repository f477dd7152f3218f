"""What a note prints and what `cetingest check` is given are asked at one address and remembered under one key."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cetingest.citations import find_urls
from cetingest.settings import LinkSettings
from cetingest.web.urls import BadUrlError, RefusedUrlError, asked_url, history_key

OLD = "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-"
OLD_ASKED = "https://doi.org/10.1002/(SICI)1097-0258(19980815/30)17:15/16%3C1661::AID-SIM968%3E3.0.CO;2-"


def asked(url):
    try:
        return asked_url(url, LinkSettings())
    except (BadUrlError, RefusedUrlError):
        return None


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (f"doi:{OLD}#", f"{OLD_ASKED}%23"),
        (f"DOI: {OLD}#", f"{OLD_ASKED}%23"),
        (f"https://doi.org/{OLD}#", f"{OLD_ASKED}%23"),
        ("doi.org/10.1002/a;2-#", "https://doi.org/10.1002/a;2-%23"),
        (f"https://doi.org/{OLD}%23", f"{OLD_ASKED}%23"),
        ("doi:10.5555/a?b#c", "https://doi.org/10.5555/a%3Fb%23c"),
        ("https://doi.org/10.5555/abc#page=3", "https://doi.org/10.5555/abc"),
        ("doi.org/10.5555/abc", "https://doi.org/10.5555/abc"),
        ("dx.doi.org/10.5555/abc", "https://doi.org/10.5555/abc"),
        ("hdl.handle.net/1721.1/5", "https://hdl.handle.net/1721.1/5"),
        ("hdl:1721.1/5#6", "https://hdl.handle.net/1721.1/5%236"),
        ("www.example.org/a#b", "http://www.example.org/a"),
        ("https://example.org/a#b", "https://example.org/a"),
    ],
)
def test_an_address_printed_in_a_note_is_asked_as_in_check(printed, expected):
    [found] = find_urls(f"See {printed}, passim")
    assert found.printed == printed
    assert (asked(found.url), asked(printed)) == (expected, expected)
    assert asked(history_key(found.url)) == asked(history_key(printed)) == expected


IDENTIFIERS = st.builds(
    "{}{}{}".format,
    st.sampled_from(
        ["doi:10.1002/", "DOI: 10.5555/", "doi.org/10.1000/", "hdl:1721.1/", "arXiv:2301.00001", "10.1038/a1"]
    ),
    st.text("aZ09-._;()<>:/?#%&=é ", max_size=20),
    st.sampled_from(["", "#", "?"]),
)
URLS = st.builds(
    "{}{}".format,
    st.sampled_from(["https://a.org/", "http://A.ORG", "www.a.org/", "https://doi.org/10.1000/", "https://例え.jp/"]),
    st.text(max_size=20),
)


@settings(deadline=None)
@given(st.one_of(IDENTIFIERS, URLS))
def test_any_address_printed_well_is_asked_and_remembered_as_in_check(text):
    for found in find_urls(text):
        if found.mended_by in (None, "doi-resolver", "handle-resolver", "arxiv-resolver"):
            assert asked(found.url) == asked(found.printed)
            assert asked(history_key(found.url)) == asked(history_key(found.printed)) == asked(found.url)


@settings(deadline=None)
@given(st.one_of(IDENTIFIERS, URLS, st.text()))
def test_spelling_an_address_twice_changes_nothing(text):
    text = "".join(text.split())
    key = history_key(text)
    assert history_key(key) == key
    if (url := asked(text)) is not None:
        assert asked(url) == url
