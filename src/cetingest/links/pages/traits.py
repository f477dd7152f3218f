"""What a page is made like: marks of templates and walls that stand in its markup, not in its words."""

import re

_ERROR_TEMPLATE = re.compile(
    r"""(?:class|id)\s*=\s*["'][^"']{0,2000}?(?<![a-z0-9])"""
    r"""(?:error-?404|error_404|page-?404|path-404|http-?404|status-404|page-?not-?found|not-?found-?page|is-404)(?![a-z0-9])"""
)
_PASSWORD_FIELD = re.compile(r"""<input[^<>]{0,400}?type\s*=\s*["']?password""", re.IGNORECASE)
_SCRIPT_CHARACTERS = 200
"""A page that shows less, has scripts and a place for them to write to is written by them."""
_NO_CHARACTERS = 40
"""Shown by a page without such a place: a word or two that stand there until its scripts have run."""
_WRITTEN_TO = re.compile(
    r"""<(?:div|main|section)\s[^<>]{0,200}?id\s*=\s*["']?(?:root|app|__next|__nuxt|react-root|main-app)["'\s>]"""
)
_WALL_CHARACTERS = 1_500
"""Pages of bot walls show a sentence or two."""

# What the pages of bot walls carry, from the walls' own documentation and pages: Cloudflare, Imperva, DataDome, AWS,
# HUMAN (PerimeterX), Akamai, Sucuri, DDoS-Guard, Radware. Cloudflare puts "cdn-cgi/challenge-platform" into sound pages
# too, so that is no mark.
_CHALLENGES = (
    "_cf_chl_opt",
    "cf-browser-verification",
    "cf-challenge",
    "challenges.cloudflare.com/turnstile",
    "_incapsula_resource",
    "incapsula incident id",
    "captcha-delivery.com",
    "awswafcookiedomainlist",
    ".awswaf.com/",
    "px-captcha",
    "errors.edgesuite.net",
    "sucuri website firewall",
    "ddos-guard",
    "validate.perfdrive.com",
    "distil_r_captcha",
    "g-recaptcha",
    "h-captcha",
)


def traits_of(titles: tuple[str, ...], shown: str, text: str, body: str) -> tuple[str, ...]:
    """Return the marks of a page, given its titles, the text it shows, its markup and the tag of its body."""
    lowered = text.lower() if len(shown) < _WALL_CHARACTERS else ""
    marks = {
        "error_template": _ERROR_TEMPLATE.search(body) is not None,
        "password_field": "password" in text and _PASSWORD_FIELD.search(text) is not None,
        "challenge": any(mark in lowered for mark in _CHALLENGES),
        "script_only": _is_script_only(shown, lowered),
        "empty": not shown and not titles,
    }
    return tuple(mark for mark, is_there in marks.items() if is_there)


def _is_script_only(shown: str, lowered: str) -> bool:
    if len(shown) >= _SCRIPT_CHARACTERS or lowered.count("<script") <= lowered.count("ld+json"):
        return False
    asks = "javascript" in shown.lower()
    return len(shown) < _NO_CHARACTERS or asks or _WRITTEN_TO.search(lowered) is not None
