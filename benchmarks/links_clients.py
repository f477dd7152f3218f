"""The link checkers that `make bench-links` compares: how each is started, and what its output says of each URL."""

import csv
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.links_farm import PER_HOST, SILENT_SECONDS, Kind

Judgements = dict[str, str]
"""What a client says of URLs. The peers name only what they hold for broken; all else is well."""

_FINE, _BROKEN = "fine", "broken"
_CHECKERS = Path(".bench/checkers/bin")
_LINKCHECKER_THREADS = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """A link checker; `right` says which judgements fit the ways in which a URL answers."""

    name: str
    command: tuple[str, ...]
    reads_stdin: bool
    read: Callable[[Path], Judgements]
    right: dict[Kind, frozenset[str]]

    def is_right(self, kind: Kind, judgement: str | None) -> bool:
        """Tell whether a judgement fits; None is a URL that the client did not name."""
        return (judgement or _FINE) in self.right[kind]


def make_ours(folder: Path) -> Client:
    """Make cetingest with its defaults but for what the others do not do: suggestions and neighbours."""
    settings = folder / "cetingest.toml"
    settings.write_text(
        f"[links]\nper_host = {PER_HOST}\nconnect_timeout_seconds = 5\nread_timeout_seconds = {SILENT_SECONDS}\n"
        f'asks_neighbours = false\nis_suggesting = false\nallow_net = ["127.0.0.0/8"]\nca_bundle = "{folder}/ca.pem"\n'
    )
    command = (sys.executable, "-m", "cetingest", "--config", str(settings))
    live = frozenset({"live"})
    return Client(
        name="cetingest",
        command=(*command, "check", "--from", "-", "--format", "json"),
        reads_stdin=True,
        read=_read_ours,
        right={
            Kind.PAGE: live,
            Kind.REDIRECT: live,
            Kind.BUSY: live,
            Kind.GONE: frozenset({"dead"}),
            # What never answers is no proof of death on the first day
            Kind.SILENT: frozenset({"suspect", "cannot_tell"}),
        },
    )


def make_peers(urls: Path) -> Iterator[Client]:
    """Make those peers that are installed under .bench/checkers; `urls` is the file that holds a URL a line."""
    right = {kind: frozenset({_BROKEN if kind in (Kind.GONE, Kind.SILENT) else _FINE}) for kind in Kind}
    lychee, linkchecker = _CHECKERS / "lychee", _CHECKERS / "linkchecker"
    timeout = f"{SILENT_SECONDS:.0f}"
    if lychee.exists():
        # One retry, as ours: with none it calls each 429 broken
        limits = ("--host-concurrency", str(PER_HOST), "--timeout", timeout, "--max-retries", "1")
        yield Client(
            name="lychee",
            command=(str(lychee), "--format", "json", "--no-progress", *limits, str(urls)),
            reads_stdin=False,
            read=_read_lychee,
            right=right,
        )
    if linkchecker.exists():
        # It has no limit of requests at once to a host, only ten starts a second
        limits = ("-r", "0", "-t", str(_LINKCHECKER_THREADS), "--timeout", timeout)
        yield Client(
            name="LinkChecker",
            command=(str(linkchecker), *limits, "--no-robots", "--no-status", "--stdin", "-o", "csv"),
            reads_stdin=True,
            read=_read_linkchecker,
            right=right,
        )


def _read_ours(output: Path) -> Judgements:
    lines = [json.loads(line) for line in output.read_text().splitlines()]
    return {line["url"]: line["verdict"] for line in lines}


def _read_lychee(output: Path) -> Judgements:
    found = json.loads(output.read_text())
    failures = [*found["error_map"].values(), *found["timeout_map"].values()]
    return {one["url"]: _BROKEN for some in failures for one in some}


def _read_linkchecker(output: Path) -> Judgements:
    lines = [line for line in output.read_text().splitlines() if not line.startswith("#")]
    rows = csv.DictReader(lines, delimiter=";")
    return {row["urlname"]: _FINE if row["valid"] == "True" else _BROKEN for row in rows}
