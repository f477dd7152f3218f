from cetingest.links import check_urls
from tests.links.conftest import quick
from tests.web.server import Web
from tests.web.sites import CASES, plan_of


def test_the_whole_table_is_judged_as_it_says():
    with Web(plan_of(CASES)) as web:
        verdicts = check_urls([(case.url, case.item) for case in CASES], quick(web))
    found = {
        case.name: (v.verdict, v.reach, v.content, v.suggestion and v.suggestion.url)
        for case, v in zip(CASES, verdicts, strict=True)
    }
    assert found == {case.name: (case.verdict, case.reach, case.content, case.suggestion) for case in CASES}
