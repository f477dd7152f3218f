"""Traits of a page that stand in its markup, not in its words: an error template, a bot wall, a page of scripts."""

import functools
import re
from collections.abc import Mapping
from typing import Any

from cetingest.language.data_files import read_words

_PASSWORD_FIELD = re.compile(r"""<input[^<>]{0,400}?type\s*=\s*["']?password""", re.IGNORECASE)
_SCRIPT_CHARACTERS = 200
"""A page that shows fewer characters, and has scripts and an element for them to fill, is written by scripts."""
_NO_CHARACTERS = 40
"""The same without such an element: a word or two that stand there until the scripts have run."""
_WRITTEN_TO = re.compile(
    r"""<(?:div|main|section)\s[^<>]{0,200}?id\s*=\s*["']?(?:root|app|__next|__nuxt|react-root|main-app)["'\s>]"""
)
_WALL_CHARACTERS = 1_500
"""Pages of bot walls show a sentence or two."""


@functools.cache
def _challenges() -> tuple[str, ...]:
    """Return the marks of bot walls, in lower case."""
    return tuple(mark for wall in template_marks()["bot_walls"] for mark in wall["marks"])


@functools.cache
def _error_template() -> re.Pattern[str]:
    """Return what the tag of the body has on error pages: a word within its class or id."""
    words = "|".join(template_marks()["error_templates"])
    return re.compile(
        rf"""(?:class|id)\s*=\s*["'][^"']{{0,2000}}?(?<![a-z0-9])(?:{words})(?![a-z0-9])""",
    )


@functools.cache
def template_marks() -> Mapping[str, Any]:
    """Read the lists of marks."""
    return read_words("cetingest.links.pages", "data/templates.yaml")


def traits_of(titles: tuple[str, ...], shown: str, text: str, body: str) -> tuple[str, ...]:
    """Return the traits of a page, given its titles, the text it shows, its markup and the tag of its body."""
    lowered = text.lower() if len(shown) < _WALL_CHARACTERS else ""
    traits = {
        "error_template": _error_template().search(body) is not None,
        "password_field": "password" in text and _PASSWORD_FIELD.search(text) is not None,
        "challenge": any(mark in lowered for mark in _challenges()),
        "script_only": _is_script_only(shown, lowered),
        "empty": not shown and not titles,
    }
    return tuple(trait for trait, is_there in traits.items() if is_there)


def _is_script_only(shown: str, lowered: str) -> bool:
    if len(shown) >= _SCRIPT_CHARACTERS or lowered.count("<script") <= lowered.count("ld+json"):
        return False
    asks = "javascript" in shown.lower()
    return len(shown) < _NO_CHARACTERS or asks or _WRITTEN_TO.search(lowered) is not None
