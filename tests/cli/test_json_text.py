"""The indented JSON of `cetingest extract` is what the standard library writes."""

import json

import pytest

from cetingest.cli.json_text import dumps_indented


@pytest.mark.parametrize(
    "value",
    [
        {},
        [],
        {"empty": {}, "none": [], "null": None, "yes": True, "no": False},
        {"numbers": [0, -3, 1.5, 1e22, 1e-7, float("inf"), float("nan"), 2**70]},
        {'quoted "key"\n': 'back\\slash, "quotes", \t, \u2028, é, 令和, 😀, \x00'},
        [[[1.0, 2.0], []], {"a": [{"b": ["c", None]}, {"d": {}}]}],
        "text",
        ({"tuple": (1, 2)}, ()),
    ],
)
def test_values_are_written_as_the_standard_library_writes_them(value: object) -> None:
    assert dumps_indented(value) == json.dumps(value, ensure_ascii=False, indent=2)
