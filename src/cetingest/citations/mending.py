"""Undo what print, filters and typists do to a URL."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from cetingest.citations.wrappers import unwrap
from cetingest.language.identifiers import read_identifier

_MOST_ROUNDS = 20
NON_BREAKING_HYPHEN = "\u2011"
ESCAPED_BY_LATEX = "#%_&~$"
UNWRAPPED = "tracking-unwrapped"
# Rules that only undo what the text layer or the style of printing did; the others mean that the document misprints it.
HARMLESS_RULES = frozenset(
    {
        "fullwidth",
        "doi-resolver",
        "handle-resolver",
        "arxiv-resolver",
        UNWRAPPED,
        "space-removed",
        "entity-decoded",
        "defanged",
        "automatic-hyphen-removed",
        "hyphen-narrowed",
        "joined-by-hyperlink",
        "completed-by-hyperlink",
        "scheme-from-hyperlink",
    }
)


@dataclass(frozen=True, slots=True)
class MendedUrl:
    """A URL and the names of the rules that made it of the printed form, joined by "+" (None: printed well)."""

    url: str
    mended_by: str | None


def mend_url(printed: str) -> MendedUrl:
    """Undo what print, filters and typists do to a URL; mending twice changes nothing.

    What would not settle in a few rounds was printed by nobody, and stays as it is.

    >>> mend_url("http://https:/example.org/a b&amp;c=1")
    MendedUrl(url='https://example.org/ab&c=1', mended_by='space-removed+scheme-doubled+scheme-repaired+entity-decoded')
    """
    url, rules = printed, []
    for _ in range(_MOST_ROUNDS):  # one rule may uncover work for another
        before = url
        for name, rule in _RULES:
            changed = rule(url)
            if changed != url:
                url = changed
                if name not in rules:
                    rules.append(name)
        if url == before:
            return MendedUrl(url, "+".join(rules) or None)
    return MendedUrl(printed, None)


def _narrow(url: str) -> str:
    """Replace full-width forms, but only when the scheme itself is printed so: a path may hold them on purpose."""
    if not re.match(r"[ｈＨ][ｔＴ]", url):
        return url
    return "".join(unicodedata.normalize("NFKC", c) if "！" <= c <= "～" else c for c in url)


def _repair_scheme(url: str) -> str:
    return re.sub(r"^(https?)(?::/(?!/)|//)", r"\1://", url, flags=re.IGNORECASE)


def _resolve(kind: str) -> Callable[[str], str]:
    """Make the rule that replaces an identifier of a kind by its URL."""

    def rule(url: str) -> str:
        found = read_identifier(url)
        return found.url if found is not None and found.kind == kind else url

    return rule


def _refang(url: str) -> str:
    return re.sub(r"^hxxp", "http", url, flags=re.IGNORECASE).replace("[.]", ".")


_DOUBLED_SCHEMES = re.compile(r"^(?:h(?:tt|xx)ps?:/{1,2})+(?=h(?:tt|xx)ps?:/)", re.IGNORECASE)
# Set by typesetters where a line may break, and what has no width at all
_AUTOMATIC_HYPHENS = re.compile("[\u00ad\u2010\u200b\u2060\ufeff]")

_RULES = (
    ("automatic-hyphen-removed", lambda url: _AUTOMATIC_HYPHENS.sub("", url)),
    ("hyphen-narrowed", lambda url: url.replace(NON_BREAKING_HYPHEN, "-")),
    ("space-removed", lambda url: re.sub(r"\s+", "", url)),
    ("fullwidth", _narrow),
    ("defanged", _refang),
    ("scheme-doubled", lambda url: _DOUBLED_SCHEMES.sub("", url)),
    ("scheme-repaired", _repair_scheme),
    ("doi-resolver", _resolve("doi")),
    ("handle-resolver", _resolve("handle")),
    ("arxiv-resolver", _resolve("arxiv")),
    # A browser's PDF viewer puts itself before the address of what it shows
    (
        "extension-removed",
        lambda url: re.sub(r"^(?:[a-z-]{1,20}-extension://[\w-]+/)+(?=https?://)", "", url, flags=re.IGNORECASE),
    ),
    ("entity-decoded", lambda url: re.sub(r"&(?:amp|#38|#x26);", "&", url, flags=re.IGNORECASE)),
    ("backslash-removed", lambda url: re.sub(rf"\\(?=[{ESCAPED_BY_LATEX}])", "", url)),
    (UNWRAPPED, unwrap),
)
