"""Fetch URLs in a process of its own: `python -m ...run_fetch PLACE URLS SETTINGS LEASE_SECONDS` (JSON)."""

import json
import sys

from cetingest.links import fetch_urls
from cetingest.links.history import History
from cetingest.settings import LinkSettings


def main() -> None:
    place, urls, settings, lease_seconds = sys.argv[1], *map(json.loads, sys.argv[2:])
    settings = LinkSettings(**{key: tuple(v) if isinstance(v, list) else v for key, v in settings.items()})
    with History.open(place, lease_seconds=lease_seconds) as history:
        print("open", flush=True)
        sys.stdin.readline()  # all begin together
        summary = fetch_urls(urls, settings=settings, history=history)
    print(json.dumps({"asked": summary.asked, "is_offline": summary.is_offline}))


if __name__ == "__main__":
    main()
