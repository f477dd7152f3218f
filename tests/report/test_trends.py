"""The picture of how cited URLs stood over time."""

import datetime as dt
from itertools import pairwise
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from cetingest.links import TrendPoint, UrlState
from cetingest.report import document_view, index_html, index_view, trend_sparkline, trend_svg, trend_words
from cetingest.report.trends import BOTTOM, LEFT, RIGHT, TOP
from cetingest.settings import ReportSettings
from tests import factories as make

SVG = "{http://www.w3.org/2000/svg}"


def point(day: int, **counts: int) -> TrendPoint:
    return TrendPoint(
        day=dt.date(2026, 3, 1) + dt.timedelta(days=day),
        counts={state: counts.get(state.value, 0) for state in UrlState},
    )


def bars(points):
    """Return (state, left, top, right, bottom) of every column."""
    root = ElementTree.fromstring(trend_svg(points))
    found = [element.attrib for element in root.iter(f"{SVG}rect")]
    columns = [b for b in found if b["class"] in list(UrlState) and float(b["height"]) != 11]
    boxes = [(b["class"], *(float(b[k]) for k in ("x", "y", "width", "height"))) for b in columns]
    return [(state, x, y, x + width, y + height) for state, x, y, width, height in boxes]


def test_columns_are_as_high_as_what_they_count_and_dead_stands_on_the_ground():
    dead, failing = bars([point(0, dead=20, failing=10, answers=70)])
    assert (dead[0], failing[0]) == ("dead", "failing")
    assert dead[4] == BOTTOM
    assert failing[4] == dead[2]
    assert (dead[4] - dead[2]) / (failing[4] - failing[2]) == pytest.approx(2, abs=0.01)


def test_what_answers_and_what_was_not_asked_draw_no_column():
    assert bars([point(0, answers=5, not_asked=3)]) == []


def test_one_dead_url_among_thousands_is_seen():
    [(_, _, top, _, bottom), _] = bars([point(0, dead=1, refused=9_000, answers=1_000)])
    assert bottom - top >= 1


@pytest.mark.parametrize("number", [1, 2, 3, 30])
def test_columns_stay_within_the_picture_and_apart(number):
    found = [b for b in bars([point(day, dead=day + 1, answers=60 - day) for day in range(number)]) if b[0] == "dead"]
    assert len(found) == number
    assert all(left >= LEFT and right <= RIGHT and top >= TOP for _, left, top, right, _ in found)
    assert all(one[3] < following[1] for one, following in pairwise(found))


@pytest.mark.parametrize("number", [0, 1, 2, 30])
def test_the_sparkline_is_small_enough_to_be_shown_where_it_stands(number):
    points = [point(day, dead=day * 37 % 999, failing=day * 91 % 777, refused=day * 53 % 888) for day in range(number)]
    uri = trend_sparkline(points)
    assert len(uri) <= 850
    assert " " not in uri
    root = ElementTree.fromstring(unquote(uri.removeprefix("data:image/svg+xml,")))
    assert [path.attrib["fill"] for path in root] == ["#99a", "#da0", "#c33"]


def test_a_sparkline_rises_where_more_do_not_answer_and_ends_on_the_ground():
    svg = unquote(trend_sparkline([point(0, dead=1, answers=9), point(1, dead=2, answers=8), point(2, dead=2)]))
    assert "fill='#c33' d='M0,60V30h9V0h18V60z'" in svg


def test_the_words_say_what_the_picture_shows():
    points = [point(0, dead=1, answers=9), point(7, dead=2, failing=1, answers=7)]
    assert trend_words(points) == (
        "Of 10 cited URLs on 8 Mar 2026: 2 dead, 1 failing but not yet dead, 0 refused to a program, 0 not asked yet, "
        "7 answer. On 1 Mar 2026 1 were dead."
    )
    assert "3 of 10 cited URLs do not answer (8 Mar 2026)" in trend_svg(points)


def test_without_points_the_picture_says_that_nothing_was_asked():
    assert "Nothing was asked yet" in trend_svg([])


@pytest.mark.parametrize(("days", "is_shown"), [(0, False), (1, False), (2, True)])
def test_the_index_shows_the_picture_once_there_are_two_days_to_compare(days, is_shown):
    index = index_view([document_view(make.dossier())], [point(day, answers=1) for day in range(days)])
    assert ('class="trend"' in index_html(index, ReportSettings())) is is_shown
