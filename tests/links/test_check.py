import pytest

from cetingest.links import check_urls
from cetingest.model import VerdictKind
from tests.loopback.resolver import quick
from tests.loopback.scores import CALLED, scores_of, show
from tests.loopback.server import Web
from tests.loopback.sites import CASES, plan_of

PROMPT = tuple(case for case in CASES if not case.is_slow)
SLOW = tuple(case for case in CASES if case.is_slow)


@pytest.mark.parametrize(
    ("cases", "timeouts"),
    [(PROMPT, {}), (SLOW, {"read_timeout_seconds": 0.4, "total_timeout_seconds": 0.8})],
    ids=["prompt", "slow"],
)
def test_the_whole_table_is_judged_as_it_says(cases, timeouts):
    with Web(plan_of(cases)) as web:
        verdicts = check_urls([(case.url, case.item) for case in cases], quick(web, **timeouts))
    found = {
        case.name: (v.verdict, v.reach, v.content, v.suggestion and v.suggestion.url)
        for case, v in zip(cases, verdicts, strict=True)
    }
    assert found == {case.name: (case.verdict, case.reach, case.content, case.suggestion) for case in cases}


def test_precision_and_recall_over_the_table_have_floors(capsys):
    """What the table says of each case is true of it, so said and true differ only where the test above fails too."""
    with Web(plan_of(PROMPT)) as web:
        verdicts = check_urls([(case.url, case.item) for case in PROMPT], quick(web))
    truths = [case.verdict if case.verdict in CALLED else None for case in PROMPT]
    scores = scores_of([(v.verdict, truth) for v, truth in zip(verdicts, truths, strict=True)])
    with capsys.disabled():
        print(f"\n{show(f'{len(PROMPT)} cases of the hostile web', scores)}")
    assert scores[VerdictKind.DEAD].precision == 1.0
    assert all(score.precision >= 0.97 and score.recall >= 0.97 for score in scores.values())


def test_the_table_is_as_large_as_it_is_said_to_be():
    assert len(CASES) >= 155


def test_the_names_of_the_cases_are_their_own():
    assert len({case.name for case in CASES}) == len(CASES)
