"""Is it the web that is dead, or this machine's own network?"""

from concurrent.futures import ThreadPoolExecutor

from cetingest.links.fetching.redirects import Outcome
from cetingest.model import Reach
from cetingest.settings import LinkSettings
from cetingest.web import addresses

_ENOUGH_DOMAINS = 5
"""So many unrelated domains do not fail together by chance."""
OFFLINE = "this machine is offline"
OFFLINE_BY_SETTING = "cetingest was told not to ask"


class Network:
    """What the first answers of a run tell of this machine's network."""

    def __init__(self) -> None:
        self._is_down: dict[str, bool] = {}
        self._fault_of_proxy: str | None = None

    def note(self, outcome: Outcome) -> None:
        """Add what one URL's first fetch tells. A domain is down when all its URLs are out of reach."""
        if outcome.domain is None:
            return
        self._is_down[outcome.domain] = outcome.is_network_down and self._is_down.get(outcome.domain, True)
        if outcome.is_network_down and outcome.fetch.reach is Reach.NOT_FETCHED:
            self._fault_of_proxy = outcome.fetch.detail

    def count_domains(self) -> tuple[int, int]:
        """Return how many domains were out of reach with all their URLs, and how many were asked."""
        return sum(self._is_down.values()), len(self._is_down)

    def fault(self, settings: LinkSettings) -> str | None:
        """Say what is wrong with the way from this machine to the web: it is offline, or the proxy fails; else None.

        It is offline when no domain at all could be reached, and they were at least five or the canary hosts do not
        resolve either; or when at least half of at least five were out of reach. The canaries do
        not overrule the rule of a half. A wrong "offline" costs only a later run; a wrong strike may call a page dead.
        """
        down, asked = self.count_domains()
        if down == 0:
            return None
        if asked >= _ENOUGH_DOMAINS:
            is_fault = down * 2 >= asked
        else:
            # A proxy resolves names itself, so that only its own failure counts as "down": no canary is needed.
            is_fault = down == asked and (settings.proxy is not None or _no_canary_resolves(settings.canary_hosts))
        return (self._fault_of_proxy or OFFLINE) if is_fault else None


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
