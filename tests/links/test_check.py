import pytest

from cetingest.links import check_urls
from tests.links.conftest import quick
from tests.web.server import Web
from tests.web.sites import CASES, plan_of

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


def test_the_names_of_the_cases_are_their_own():
    assert len({case.name for case in CASES}) == len(CASES)
