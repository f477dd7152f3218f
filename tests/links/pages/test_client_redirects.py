import time

import pytest

from cetingest.links.pages.client_redirects import client_redirect

FILLER = "<p>" + "The ministry set out the measures of last year. " * 10 + "</p>"


def refresh(content, *, around="{}", attribute='http-equiv="refresh"'):
    return around.format(f'<meta {attribute} content="{content}">')


@pytest.mark.parametrize(
    ("markup", "target"),
    [
        # meta refresh: a short wait leads on
        (refresh("0; url=/new"), "/new"),
        (refresh("0;URL='/new'"), "/new"),
        (refresh("5, /new"), "/new"),
        (refresh(" 10 ; url = https://b.example/x?a=1&amp;b=2"), "https://b.example/x?a=1&b=2"),
        (refresh("0.5; url=/new"), "/new"),
        (refresh("; url=/new"), "/new"),
        ("<META CONTENT='3; URL=/new' HTTP-EQUIV=Refresh>", "/new"),
        (refresh("0; url=/new", around="<html><head></head><body>{}"), "/new"),
        (refresh("0; url=/new", around="<html><head><title>x</title>{}</head><body>" + FILLER), "/new"),
        # a long one, one to itself or one that is not meant does not
        (refresh("11; url=/new"), None),
        (refresh("300"), None),
        (refresh("0"), None),
        (refresh("0; url="), None),
        (refresh("soon; url=/new"), None),
        (refresh("0; url=/new", around="<noscript>{}</noscript>"), None),
        (refresh("0; url=/new", around="<!-- {} -->"), None),
        (refresh("0; url=/new", around="<textarea>{}</textarea>"), None),
        (refresh("0; url=/new", around="<template>{}</template>"), None),
        (refresh("0; url=/new", attribute='name="refresh"'), None),
        ('<meta http-equiv="refresh">', None),
        # scripts of a page that shows nothing
        ("<script>location = '/new'</script>", "/new"),
        ("<script>window.location.href='/new';</script>", "/new"),
        ('<script>document.location="/new"</script>', "/new"),
        ("<script>top.location.replace( '/new' )</script>", "/new"),
        ("<script type='text/javascript'>if(1){self.location.assign('/new')}</script>", "/new"),
        ("<script>location.href = 'https:\\/\\/b.example\\/new'</script>", "https://b.example/new"),
        ("<body>Please wait.<script>location='/new'</script>", "/new"),
        ("<script>location='/new';location='/new'</script>", "/new"),
        # scripts that may have other reasons to name an address
        (f"<body>{FILLER}<script>location='/new'</script>", None),
        ("<script>if (phone) location='/m'; else location='/d'</script>", None),
        ("<script>if (location == '/old') go()</script>", None),
        ("<script>var allocation='/new'</script>", None),
        ("<script>my.relocation.href='/new'</script>", None),
        ("<script>location.href = base + '/new'</script>", None),
        ("<script>location.reload()</script>", None),
        ("<script src='/location.js'></script>", None),
        ("<p>location = '/new'</p>", None),
        ("", None),
    ],
)
def test_a_page_leads_on_where_its_readers_would_see_another_one(markup, target):
    assert client_redirect(markup.encode(), "text/html") == target


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (refresh("0; url=/戦略").encode("cp932"), "text/html; charset=Shift_JIS"),
        (refresh("0; url=/戦略").encode("utf-8"), "text/html; charset=iso-8859-1"),
        (refresh("0; url=/戦略").encode("utf-8-sig"), None),
    ],
)
def test_an_address_is_decoded_as_the_page_is(body, content_type):
    assert client_redirect(body, content_type) == "/戦略"


@pytest.mark.parametrize(
    "text",
    [
        "<meta http-equiv=refresh content=" * 20_000,
        '<meta http-equiv="refresh" content="0; url=' + "a" * 200_000,
        "<meta " + "x" * 200_000,
        "<script>" * 40_000 + "location",
        "<script>" + "location " * 40_000,
        "location='" * 40_000,
        "<noscript>" * 40_000 + "refresh",
    ],
)
def test_a_hostile_page_costs_little_time(text):
    began = time.process_time()
    client_redirect(text.encode(), "text/html")
    assert time.process_time() - began < 1.0


def test_an_address_is_never_longer_than_servers_take():
    assert len(client_redirect(refresh("0; url=/" + "a" * 2_050).encode(), "text/html") or "") == 2_000
