"""The public suffixes: endings of host names such as ".org" and ".co.uk" under which anybody can register a name."""

import functools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tldextract import TLDExtract


@functools.cache
def public_suffixes() -> "TLDExtract":
    """Read the public suffixes from the list that tldextract carries, without its private section.

    Hosts of that section (blogs, pages of a forge) share the servers of one operator, to whom politeness is owed.
    """
    from tldextract import TLDExtract  # noqa: PLC0415 - a tenth of a second, and most commands name no domain

    return TLDExtract(suffix_list_urls=(), cache_dir=None)


@functools.lru_cache(maxsize=65_536)
def has_public_suffix(host: str) -> bool:
    """Tell whether a host is a name under a public suffix, as every host of the open web is.

    >>> has_public_suffix("example.co.uk"), has_public_suffix("co.uk"), has_public_suffix("report.pdf")
    (True, False, False)
    """
    return bool(public_suffixes()(host).top_domain_under_public_suffix)
