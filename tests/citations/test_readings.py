import time

import pytest

from cetingest.citations.readings import other_readings


@pytest.mark.parametrize(
    ("text", "printed", "url", "expected"),
    [
        ("See https://a.org/x.", "https://a.org/x", "https://a.org/x", ()),
        ("See https://a.org/x 2023.", "https://a.org/x", "https://a.org/x", ()),
        ("See https://a.org/x and others/all.", "https://a.org/x", "https://a.org/x", ()),
        ("See https://a.org/x/ y_1.html, 2", "https://a.org/x/", "https://a.org/x/", ("https://a.org/x/y_1.html",)),
        (
            "https://a.org/x-\ny/z",
            "https://a.org/x-\ny/z",
            "https://a.org/x-y/z",
            ("https://a.org/xy/z", "https://a.org/x-"),
        ),
        (
            "https://a.org/re\u2010port",
            "https://a.org/re\u2010port",
            "https://a.org/re-port",
            ("https://a.org/report",),
        ),
        ("https://a.org/x 半導体/戦略", "https://a.org/x", "https://a.org/x", ()),
    ],
)
def test_another_reading_is_what_the_type_leaves_open(text, printed, url, expected):
    start = text.index(printed)
    assert other_readings(text, (start, start + len(printed)), url) == expected


def test_where_the_link_leads_comes_first_if_it_can_be_asked():
    assert other_readings("https://a.org/x", (0, 15), "https://a.org/x", "https://a.org/y") == ("https://a.org/y",)
    assert other_readings("https://a.org/x", (0, 15), "https://a.org/x", "mailto:me") == ()


@pytest.mark.parametrize("rest", [" " * 100_000, " " + "a" * 100_000, " " + "a-" * 50_000, " a/" * 50_000])
def test_hostile_text_costs_little(rest):
    began = time.process_time()
    other_readings(f"https://a.org/x{rest}", (0, 15), "https://a.org/x")
    assert time.process_time() - began < 0.5
