"""Is it the web that is dead, or this machine's own network?"""

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

from cetingest.links import addresses
from cetingest.settings import LinkSettings

_ENOUGH_DOMAINS = 5
"""Unrelated domains that do not fail together by chance."""


class Tried(Protocol):
    """What one URL's fetch tells of the network: the domain asked (None: nobody was), and whether it may be down."""

    @property
    def domain(self) -> str | None:
        """The registrable domain asked."""

    @property
    def is_network_down(self) -> bool:
        """Whether the failure may be this machine's own network's."""


def is_machine_offline(tried: Sequence[Tried], settings: LinkSettings) -> bool:
    """Tell from a run's first pass whether this machine is offline.

    It is when no domain at all could be reached, and they were at least five or the canary hosts do not resolve
    either; or when at least half of at least five were out of reach. There the canaries do not overrule: the rule of a
    half is the stricter one, for a false "offline" costs a later run and a false strike costs a page its good name.
    """
    down, asked = count_domains(tried)
    if down == 0:
        return False
    if asked >= _ENOUGH_DOMAINS:
        return down * 2 >= asked
    # A proxy resolves names itself, so that only its own failure counts as "down" then: no canary is needed.
    return down == asked and (settings.proxy is not None or _no_canary_resolves(settings.canary_hosts))


def count_domains(tried: Iterable[Tried]) -> tuple[int, int]:
    """Return how many domains were out of reach with all their URLs, and how many were asked."""
    is_down: dict[str, bool] = {}
    for one in tried:
        if one.domain is not None:
            is_down[one.domain] = one.is_network_down and is_down.get(one.domain, True)
    return sum(is_down.values()), len(is_down)


def _no_canary_resolves(hosts: tuple[str, ...]) -> bool:
    if not hosts:
        return False
    with ThreadPoolExecutor(len(hosts)) as pool:  # a resolver that is down takes its time, so all at once
        return not any(pool.map(_resolves, hosts))


def _resolves(host: str) -> bool:
    try:
        return bool(addresses.look_up(host, 443))
    except OSError:
        return False
