import pytest

from cetingest.errors import SettingsError
from cetingest.history import History
from cetingest.links import check_urls, fetch_urls, judge_requests
from cetingest.model import Item, VerdictKind
from cetingest.settings import LinkSettings, Settings, override
from cetingest.web.urls import asked_url, history_key
from tests.loopback.plan import Plan, html, redirect, status
from tests.loopback.resolver import quick
from tests.loopback.server import Web

TITLE = "Sediment Transport in Narrow Estuaries"


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ("doi:10.5555/abc", "https://doi.org/10.5555/abc"),
        ("DOI: 10.5555/abc", "https://doi.org/10.5555/abc"),
        ("doi 10.5555/abc", "https://doi.org/10.5555/abc"),
        ("10.5555/abc", "https://doi.org/10.5555/abc"),
        ("10.1002/(SICI)1097-4571(199806)49:8<693::AID>3.0", None),
        ("doi:10.5555/a?b#c", "https://doi.org/10.5555/a%3Fb%23c"),
        ("https://doi.org/10.5555/abc", "https://doi.org/10.5555/abc"),
        ("hdl:1721.1/5", "https://hdl.handle.net/1721.1/5"),
        ("handle: 20.500.12345/67", "https://hdl.handle.net/20.500.12345/67"),
        ("arXiv:2301.00001v2", "https://arxiv.org/abs/2301.00001v2"),
        ("arxiv:hep-th/9901001", "https://arxiv.org/abs/hep-th/9901001"),
    ],
)
def test_an_identifier_is_asked_at_its_resolver(given, asked):
    expected = asked or "https://doi.org/10.1002/(SICI)1097-4571(199806)49:8%3C693::AID%3E3.0"
    assert asked_url(given, LinkSettings()) == expected
    assert asked_url(history_key(given), LinkSettings()) == expected


@pytest.mark.parametrize("given", ["10.5555", "doi:abc", "arXiv:12", "hdl:x/5", "10.5555/a b", "10/2023"])
def test_what_only_looks_like_an_identifier_is_none(given):
    assert history_key(given) == given


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ("doi:10.5555/abc", "https://mirror.example/doi/10.5555/abc"),
        ("http://dx.doi.org/10.5555/abc", "https://mirror.example/doi/10.5555/abc"),
        ("https://doi.org/10.5555/abc", "https://mirror.example/doi/10.5555/abc"),
        ("hdl:1721.1/5", "https://mirror.example/hdl/1721.1/5"),
        ("https://arxiv.org/abs/2301.00001", "https://mirror.example/arxiv/2301.00001"),
        ("https://arxiv.org/pdf/2301.00001", "https://arxiv.org/pdf/2301.00001"),
        ("https://doi.org/", "https://doi.org/"),
        ("https://notdoi.org/10.5555/abc", "https://notdoi.org/10.5555/abc"),
    ],
)
def test_the_settings_may_name_another_resolver(given, asked):
    settings = LinkSettings(
        doi_resolver="https://mirror.example/doi/",
        handle_resolver="https://mirror.example/hdl/",
        arxiv_resolver="https://mirror.example/arxiv/",
    )
    assert asked_url(given, settings) == asked


def test_a_resolver_that_is_no_url_is_refused():
    with pytest.raises(SettingsError, match="doi_resolver"):
        override(Settings(), "links", doi_resolver="mirror.example")


RESOLVED = {
    "https://mirror.example/doi/10.5555/abc": redirect("https://journal.example/abc", 302),
    "https://mirror.example/doi/10.5555/moved": redirect("https://journal.example/moved", 302),
    "https://mirror.example/doi/10.5555/none": status(404),
    "https://journal.example/abc": html(TITLE),
    "https://journal.example/moved": status(404),
}


def resolved(requests, place="sqlite://"):
    with Web(Plan(answers=RESOLVED, faults={})) as web:
        return check_urls(requests, quick(web, doi_resolver="https://mirror.example/doi/"), place=place)


def test_a_bare_doi_is_checked_as_given():
    [verdict] = resolved([("doi:10.5555/abc", Item(title=TITLE))])
    assert (verdict.url, verdict.verdict) == ("doi:10.5555/abc", VerdictKind.LIVE)
    assert verdict.fetch.final_url == "https://journal.example/abc"


def test_a_doi_that_its_resolver_does_not_know_is_dead_and_one_whose_page_is_gone_is_told_from_it():
    none, moved = resolved([("10.5555/none", None), ("doi:10.5555/moved", None)])
    assert none.verdict is VerdictKind.DEAD
    assert none.reason.startswith("The DOI 10.5555/none is not registered (404)")
    assert moved.verdict is VerdictKind.DEAD
    assert "not registered" not in moved.reason
    assert "the DOI 10.5555/moved is registered" in [signal.detail for signal in moved.signals]


def test_an_identifier_and_its_url_share_a_history():
    with Web(Plan(answers=RESOLVED, faults={})) as web, History.open("sqlite://") as history:
        settings = quick(web, doi_resolver="https://mirror.example/doi/")
        fetch_urls(["https://doi.org/10.5555/abc"], settings=settings, history=history)
        summary = fetch_urls(["doi:10.5555/abc"], settings=settings, history=history)
        [verdict] = judge_requests([("doi:10.5555/abc", None)], history)
    assert (summary.asked, summary.reused) == (0, 1)
    assert verdict.verdict is VerdictKind.LIVE
