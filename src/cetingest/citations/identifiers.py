"""Tell links that a publisher's system set on its own report numbers from the URLs that an author cites."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from cetingest.model import Hyperlink

# One number that leads to its own page may be a citation; from three on the same pattern is a system's.
_MIN_ALIKE = 3
# Figures and capital letters, as reports are numbered: "GAO-04-38T", "R44252". Years and days are none.
_IDENTIFIER = re.compile(r"(?=\S*\d)(?=\S*[A-Z])(?!\S*[a-z])[\w./-]+")
# A file or host ("NSF13035.JSP", "C40.ORG/X") is an address or a part of one, no number of a report.
_ADDRESS = re.compile(r"[\w/-]{0,200}\.[a-z]{2,24}(?:/\S*)?", re.IGNORECASE)
# The host stands before the identifier, and a sign of the address parts the two.
_PREFIX = re.compile(r"https?://[^/?#\s]+/(?:\S*[/?=&#:])?", re.IGNORECASE)
_AROUND = " \t\r\n.,;:()[]“”\"'"
# Resolvers of identifiers that stand for the work everywhere: a linked DOI is a cited URL.
_PERSISTENT = re.compile(r"https?://(?:[\w-]+\.)*(?:doi\.org|handle\.net|arxiv\.org|n2t\.net|purl\.org)\b", re.I)


def find_identifier_links(hyperlinks: Iterable[Hyperlink], texts: Mapping[str, str]) -> tuple[Hyperlink, ...]:
    """Return the links over identifiers whose target is one address with the identifier put at its end.

    `texts` are the texts of footnotes and blocks by their ids. "GAO-04-38" linked to ".../getrpt?GAO-04-38", with other
    numbers linked alike, says where the publisher keeps its reports, not what the author looked at.
    """
    prefixes = {link: prefix for link in hyperlinks if (prefix := _prefix_of(link, texts)) is not None}
    targets = {(prefix, link.url.strip().rstrip(_AROUND)) for link, prefix in prefixes.items()}
    alike = Counter(prefix for prefix, _ in targets)
    return tuple(link for link, prefix in prefixes.items() if alike[prefix] >= _MIN_ALIKE)


def _prefix_of(link: Hyperlink, texts: Mapping[str, str]) -> str | None:
    """Return what stands before the identifier in the link's target, None when the link is of another kind."""
    owner = link.footnote_id or link.block_id
    printed = texts.get(owner or "", "")[link.start : link.end].strip(_AROUND)
    target = link.url.strip().rstrip(_AROUND)
    if not _IDENTIFIER.fullmatch(printed) or _ADDRESS.fullmatch(printed):
        return None
    if not target.endswith(printed) or _PERSISTENT.match(target):
        return None
    prefix = target.removesuffix(printed)
    return prefix if _PREFIX.fullmatch(prefix) else None
