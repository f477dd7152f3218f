"""Which findings still stand on their citations."""

import pytest

from cetingest.model import Support, VerdictKind
from cetingest.support.evidence import Works, supports, trace_evidence
from tests import factories

LIVE, DEAD, WRONG = VerdictKind.LIVE, VerdictKind.DEAD, VerdictKind.LIVE_BUT_WRONG
SUSPECT, CANNOT_TELL = VerdictKind.SUSPECT, VerdictKind.CANNOT_TELL


def _dossier(verdicts):
    """One ranking on one footnote that cites a work for each verdict; None is a work without a URL."""
    works, urls, judged = [], [], []
    for number, kind in enumerate(verdicts):
        own = {"citation_id": f"c{number}", "cited_url_id": f"u{number}" if kind else None}
        works.append(factories.citation(position=number, footnote_id="doc-fn1", **own))
        if kind:
            url = f"https://a.test/{number}"
            urls.append(factories.cited_url(url, cited_url_id=own["cited_url_id"], footnote_id="doc-fn1"))
            judged.append(factories.verdict(kind, url=url, **own))
    return factories.dossier(
        citations=factories.citation_list(citations=tuple(works), cited_urls=tuple(urls)),
        findings=_ranked("doc-fn1"),
        verdicts=tuple(judged),
    )


def _ranked(*footnote_ids):
    return factories.finding_list(rankings=(factories.ranking(footnote_ids=footnote_ids),))


@pytest.mark.parametrize(
    ("verdicts", "support"),
    [
        ([], Support.UNCITED),
        ([LIVE], Support.SUPPORTED),
        ([LIVE, LIVE], Support.SUPPORTED),
        ([DEAD], Support.BROKEN),
        ([DEAD, WRONG], Support.BROKEN),
        ([LIVE, DEAD], Support.PARTLY),
        ([LIVE, CANNOT_TELL], Support.PARTLY),
        ([DEAD, SUSPECT], Support.PARTLY),
        ([SUSPECT], Support.UNVERIFIED),
        ([CANNOT_TELL, SUSPECT], Support.UNVERIFIED),
        ([None], Support.UNVERIFIED),
        ([None, LIVE], Support.PARTLY),
    ],
)
def test_the_support_of_a_finding_is_what_its_citations_come_to(verdicts, support):
    assert list(supports(_dossier(verdicts)).values()) == [support]


def test_a_finding_without_footnotes_is_uncited():
    alone = factories.ranking(footnote_ids=())
    assert supports(factories.dossier(findings=factories.finding_list(rankings=(alone,)))) == {
        alone.finding_id: Support.UNCITED
    }


def test_a_work_that_points_back_stands_on_the_url_of_the_earlier_one():
    first = factories.citation("1", citation_id="first", footnote_id="doc-fn1", cited_url_id="u1")
    ibid = factories.citation("2", citation_id="ibid", footnote_id="doc-fn2", cited_url_id=None, antecedent_id="first")
    dossier = factories.dossier(
        citations=factories.citation_list(
            citations=(first, ibid),
            cited_urls=(factories.cited_url("https://a.test/", cited_url_id="u1", footnote_id="doc-fn1"),),
        ),
        findings=_ranked("doc-fn2"),
        verdicts=(factories.verdict(DEAD, cited_url_id="u1", citation_id="first"),),
    )
    (paths,) = trace_evidence(dossier).values()
    assert [(path.citation_id, path.cited_url_id, path.verdict.verdict) for path in paths] == [("ibid", "u1", DEAD)]


def test_citations_that_point_back_in_a_circle_end_without_a_verdict():
    works = (
        factories.citation("1", citation_id="a", footnote_id="doc-fn1", cited_url_id=None, antecedent_id="b"),
        factories.citation("1", citation_id="b", footnote_id="doc-fn1", cited_url_id=None, antecedent_id="a"),
    )
    dossier = factories.dossier(
        citations=factories.citation_list(citations=works, cited_urls=()),
        findings=_ranked("doc-fn1"),
        verdicts=(),
    )
    assert list(supports(dossier).values()) == [Support.UNVERIFIED]


def _two_verdicts_on_one_url():
    works = tuple(factories.citation("1", citation_id=c, footnote_id="doc-fn1", cited_url_id="u1") for c in "ab")
    alone = factories.cited_url("https://b.test/", cited_url_id="u2", footnote_id="doc-fn1")
    return factories.dossier(
        citations=factories.citation_list(
            citations=works,
            cited_urls=(factories.cited_url("https://a.test/", cited_url_id="u1", footnote_id="doc-fn1"), alone),
        ),
        findings=_ranked("doc-fn1"),
        verdicts=(
            factories.verdict(LIVE, cited_url_id="u1", citation_id="a"),
            factories.verdict(WRONG, cited_url_id="u1", citation_id="b"),
            factories.verdict(DEAD, cited_url_id="u2", citation_id=None),
        ),
    )


def test_of_several_verdicts_on_a_url_each_work_has_its_own_and_a_url_without_a_work_stands_alone():
    dossier = _two_verdicts_on_one_url()
    ((finding_id, paths),) = trace_evidence(dossier).items()
    assert [(path.citation_id, path.cited_url_id, path.verdict.verdict) for path in paths] == [
        ("a", "u1", LIVE),
        ("b", "u1", WRONG),
        (None, "u2", DEAD),
    ]
    assert {path.finding_id for path in paths} == {finding_id}
    works = Works.of(dossier)
    assert [works.verdict_of(work).verdict for work in dossier.citations.citations] == [LIVE, WRONG]


def _work(citation_id, cited_url_id=None, *, back_to=None, note="doc-fn1"):
    return factories.citation(
        citation_id=citation_id, footnote_id=note, cited_url_id=cited_url_id, antecedent_id=back_to
    )


def _works(*citations, judged=()):
    """The works of a document, with a dead verdict on each of some cited URLs."""
    verdicts = tuple(factories.verdict(DEAD, cited_url_id=url, citation_id=None) for url in judged)
    urls = tuple(
        factories.cited_url(f"https://a.test/{work.cited_url_id}", cited_url_id=work.cited_url_id)
        for work in citations
        if work.cited_url_id
    )
    cited = factories.citation_list(citations=citations, cited_urls=urls)
    return Works.of(factories.dossier(citations=cited, verdicts=verdicts))


@pytest.mark.parametrize(
    ("works", "judged", "kind"),
    [
        ((_work("a", "u1"),), ("u1",), DEAD),
        ((_work("a", "u1"),), (), None),
        ((_work("a"),), (), None),
        ((_work("a", back_to="b"), _work("b", "u1")), ("u1",), DEAD),
        ((_work("a", back_to="b"), _work("b", back_to="c"), _work("c", "u1")), ("u1",), DEAD),
        ((_work("a", back_to="b"), _work("b", "u1")), (), None),
        ((_work("a", "u1", back_to="b"), _work("b", "u2")), ("u2",), None),
        ((_work("a", back_to="lost"),), (), None),
    ],
    ids=[
        "a URL of its own",
        "a URL that nobody has judged",
        "no URL",
        "a work that points back",
        "a work that points back to one that points back",
        "a work that points back to a URL that nobody has judged",
        "a URL of its own comes before that of the earlier work",
        "a work that points back to nothing",
    ],
)
def test_the_verdict_of_a_work_is_on_its_own_url_or_on_that_of_the_work_it_points_back_to(works, judged, kind):
    verdict = _works(*works, judged=judged).verdict_of(works[0])
    assert (verdict and verdict.verdict) == kind


def test_each_way_names_the_footnote_that_it_goes_through_and_a_note_without_works_ends_there():
    cited = factories.citation_list(
        citations=(_work("a", "u1"), _work("b", "u2", note="doc-fn2")),
        cited_urls=(
            factories.cited_url("https://a.test/1", cited_url_id="u1", footnote_id="doc-fn1"),
            factories.cited_url("https://a.test/2", cited_url_id="u2", footnote_id="doc-fn2"),
        ),
    )
    dossier = factories.dossier(citations=cited, findings=_ranked("doc-fn2", "doc-fn1", "doc-fn3"), verdicts=())
    (ways,) = trace_evidence(dossier).values()
    assert [(way.footnote_id, way.citation_id, way.cited_url_id, way.verdict) for way in ways] == [
        ("doc-fn2", "b", "u2", None),
        ("doc-fn1", "a", "u1", None),
        ("doc-fn3", None, None, None),
    ]
