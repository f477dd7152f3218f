import time

import pytest

from cetingest.model import Reach
from cetingest.web.client import Answer
from cetingest.web.reach import Failure
from cetingest.web.robots import Robots, Rules, parse_robots

URL = "https://a.example/private/report.pdf?x=1"


def said(text="", status_code=200, **more) -> Answer:
    return Answer(status_code=status_code, body=text.encode() if isinstance(text, str) else text, **more)


def moved(location, status_code=301) -> Answer:
    return Answer(status_code=status_code, location=location)


CLOSED = said("User-agent: *\nDisallow: /")


@pytest.mark.parametrize(
    ("text", "target", "may"),
    [
        # groups (RFC 9309 2.2.1): the one that names us counts alone, names count without case and version
        ("", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: cetingest\nAllow: /", "/a", True),
        ("User-agent: CETINGEST/2.0\nDisallow: /", "/a", False),
        ("User-agent: cetingest-images\nDisallow: /", "/a", True),
        ("User-agent: other\nDisallow: /", "/a", True),
        ("User-agent: other\nUser-agent: cetingest\nDisallow: /", "/a", False),
        ("User-agent: cetingest\nDisallow: /a\n\nUser-agent: cetingest\nDisallow: /b", "/b", False),
        ("User-agent: cetingest\nDisallow: /a\n\nUser-agent: *\nDisallow: /b", "/b", True),
        ("Disallow: /", "/a", True),  # before any group
        # the longest pattern decides, of two equal ones that which allows (2.2.2)
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nAllow: /a\nDisallow: /a", "/a", True),
        ("User-agent: *\nDisallow: /a/b\nAllow: /a", "/a/b", False),
        ("User-agent: *\nDisallow: /a", "/ab", False),
        ("User-agent: *\nDisallow: /a", "/A", True),
        # wildcards and the end (2.2.3)
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?z", True),
        ("User-agent: *\nDisallow: /a*b*c", "/a-b-c-d", False),
        ("User-agent: *\nDisallow: /a*b*c", "/a-c-b", True),
        ("User-agent: *\nDisallow: /a$", "/a", False),
        ("User-agent: *\nDisallow: /a$", "/ab", True),
        ("User-agent: *\nDisallow: *", "/a", False),
        ("User-agent: *\nDisallow: /*a$", "/a", False),
        ("User-agent: *\nDisallow: /aa*aa$", "/aaa", True),
        # spelling: comments, spaces, line ends, percent-encoding, what is no rule
        ("user-agent : * # all\n  disallow :  /a  # not this", "/a", False),
        ("User-agent: *\rDisallow: /a\r\nCrawl-delay: 9\nSitemap: https://a.example/s", "/a", False),
        ("User-agent: *\nDisallow: /戦略", "/%E6%88%A6%E7%95%A5", False),
        ("User-agent: *\nDisallow: /a?b=", "/a?b=1", False),
        ("User-agent: *\nNoindex: /a\nDisallow /b\n: /c", "/a", True),
    ],
)
def test_rules_are_read_as_the_standard_reads_them(text, target, may):
    assert parse_robots(text).allow(target) is may


@pytest.mark.parametrize(
    ("answers", "reach", "is_certain"),
    [
        ([CLOSED], Reach.NOT_FETCHED, True),
        ([said("User-agent: *\nDisallow: /other")], None, None),
        ([said("\ufeffUser-agent: *\nDisallow: /")], Reach.NOT_FETCHED, True),
        ([said(b"\xff\xfeUser-agent: *\nDisallow: /")], None, None),
        ([said("<html>not found</html>")], None, None),
        # no file allows everything, whatever the 4xx; a server that fails allows nothing for now (2.3.1.3, 2.3.1.4)
        ([said(status_code=404)], None, None),
        ([said(status_code=403)], None, None),
        ([said("User-agent: *\nDisallow: /", status_code=410)], None, None),
        ([said(status_code=503)], Reach.NOT_FETCHED, False),
        ([Answer(failure=Failure(reach=Reach.TIMEOUT, detail="late"))], Reach.TIMEOUT, False),
        # redirects: within the domain they are followed, at most five; elsewhere there is no file
        ([moved("/r.txt"), CLOSED], Reach.NOT_FETCHED, True),
        ([moved("https://www.a.example/robots.txt"), CLOSED], Reach.NOT_FETCHED, True),
        ([moved("https://b.example/robots.txt"), CLOSED], None, None),
        ([moved("file:///etc/passwd"), CLOSED], None, None),
        ([moved("https://[::1"), CLOSED], None, None),
        ([*[moved("/r.txt")] * 5, CLOSED], Reach.NOT_FETCHED, True),
        ([*[moved("/r.txt")] * 6, CLOSED], None, None),
        ([Answer(status_code=302)], None, None),
    ],
)
def test_what_the_server_says_of_its_file_decides_about_the_page(answers, reach, is_certain):
    left = list(answers)
    refusal = Robots().refusal(URL, lambda _: left.pop(0))
    assert (refusal and refusal.failure.reach, refusal and refusal.is_certain) == (reach, is_certain)


def test_a_file_is_asked_for_once_a_server_and_again_only_late_and_after_a_failure():
    asked, answers = [], {"https://a.example": said(status_code=503), "https://b.example:8443": CLOSED}

    def ask(url):
        asked.append(url)
        return answers[url.removesuffix("/robots.txt")]

    robots = Robots()
    for url in (URL, "https://a.example/other", "https://b.example:8443/x", "https://b.example:8443/y"):
        assert robots.refusal(url, ask) is not None
    answers["https://a.example"] = said(status_code=404)
    assert robots.refusal(URL, ask) is not None
    assert robots.refusal(URL, ask, is_late=True) is None
    assert robots.refusal("https://b.example:8443/x", ask, is_late=True) is not None
    assert asked == [f"https://{host}/robots.txt" for host in ("a.example", "b.example:8443", "a.example")]


@pytest.mark.parametrize(
    ("pattern", "target"),
    [("/" + "*a" * 20_000, "/" + "a" * 19_999), ("*" * 50_000 + "b", "/" + "a" * 50_000), ("/" * 99_999, "/" * 99_998)],
)
def test_a_hostile_file_costs_little_time(pattern, target):
    began = time.process_time()
    assert Rules(((pattern, False),)).allow(target)
    parse_robots("User-agent: *\n" + f"Disallow: {pattern}\n" * 5)
    assert time.process_time() - began < 1.0
