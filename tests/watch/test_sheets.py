"""What an operator looks at first, from the published tables."""

from cetingest.model import Content, VerdictKind
from cetingest.watch import verdict_counts, worst_citations
from tests import factories as make
from tests.watch.corpora import dead, publish, storage_in


def test_citations_that_need_attention_come_most_serious_first_and_live_ones_not_at_all(tmp_path):
    storage = storage_in(tmp_path)
    kinds = (VerdictKind.LIVE, VerdictKind.SUSPECT, VerdictKind.LIVE_BUT_WRONG)
    verdicts = [make.verdict(kind, label=str(n), content=Content.WEAK) for n, kind in enumerate(kinds, 1)]
    cited = make.citation_list(
        citations=tuple(make.citation(str(n)) for n in range(1, 5)),
        cited_urls=tuple(make.cited_url(label=str(n)) for n in range(1, 5)),
    )
    publish(storage, make.dossier(citations=cited, verdicts=(*verdicts, dead(label="4"))))
    assert [row[0] for row in worst_citations(storage).rows] == ["dead", "live_but_wrong", "suspect"]
    assert verdict_counts(storage) == {
        VerdictKind.LIVE: 1,
        VerdictKind.LIVE_BUT_WRONG: 1,
        VerdictKind.SUSPECT: 1,
        VerdictKind.DEAD: 1,
        VerdictKind.CANNOT_TELL: 0,
    }
