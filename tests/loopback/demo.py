"""`make demo`: the whole flow against a web on loopback that plays every cited host, so that each verdict is seen."""

import shutil
import sys
from pathlib import Path

from cetingest import ingest
from cetingest.cli.progress import Bars
from cetingest.cli.run import print_summary
from cetingest.model import CitationList, Item
from cetingest.settings import Settings, override
from cetingest.storage import Storage, read_model
from tests.loopback import Web, plan_for

FOLDER = Path("demo")
NOTICE = "This is a demonstration: a web server on this machine played every cited host, so no verdict here is true."


def cited_works(storage: Storage) -> list[tuple[str, Item | None]]:
    """Return each cited URL of the stored documents with the item it belongs to."""
    lists = [read_model(storage.citations(document_id), CitationList) for document_id in sorted(storage.read_ids())]
    pairs: dict[str, Item | None] = {}
    for cited in lists:
        items = {citation.cited_url_id: citation.item for citation in cited.citations}
        for url in cited.cited_urls:
            pairs.setdefault(url.url, items.get(url.cited_url_id))
    return sorted(pairs.items())


def main() -> int:
    """Ingest raw/ twice into demo/: once offline to learn the cited URLs, once with the played web."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    settings = override(Settings(), "storage", processed=str(FOLDER))
    settings = override(settings, "report", notice=NOTICE)
    storage = Storage.of(settings.storage)
    ingest.run(override(settings, "links", is_offline=True))
    with Web(plan_for(cited_works(storage))) as web, Bars() as bars:
        links = override(
            settings,
            "links",
            connect_to=web.connect_to,
            allow_net=web.allow_net,
            ca_bundle=str(web.ca_bundle),
            total_timeout_seconds=3.0,
            read_timeout_seconds=2.0,
            second_pass_seconds=0.5,
            is_suggesting=False,  # it would ask real archives of pages that this machine plays
        )
        summary = ingest.run(links, bars)
    print_summary(summary, storage)
    print(NOTICE)
    return 0


if __name__ == "__main__":
    sys.exit(main())
