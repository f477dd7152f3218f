"""Time the asking of links against its floor and against other link checkers: `python -m benchmarks.links`.

All ask the same loopback farm, one after the other, two requests at once to a host. Nothing here fails for being slow:
the machine is not ours.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import trustme

from benchmarks.links_clients import Client, make_ours, make_peers
from benchmarks.links_farm import (
    RETRY_AFTER_SECONDS,
    Place,
    as_json,
    describe,
    floor_seconds,
    make_plan,
    polite_seconds,
)
from cetingest.settings import LinkSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """What asking the farm took; CPU is of the process and its children, memory of the largest of them."""

    wall: float
    cpu: float
    megabytes: float
    judgements: dict[str, str]
    requests: int
    highest_at_once: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Farm:
    """A farm that is being served."""

    plan: list[Place]
    ports: dict[str, int]
    folder: Path

    def urls(self, scheme: str) -> list[str]:
        """Return the URLs in the plan's order."""
        return [place.url(self.ports[scheme], scheme) for place in self.plan]

    def counts(self) -> dict[str, int]:
        """Return what was asked since the last call."""
        with urllib.request.urlopen(f"http://{self.plan[0].host}:{self.ports['http']}/__report") as answer:
            counts: dict[str, int] = json.load(answer)
        return counts


@contextmanager
def serve(plan: list[Place]) -> Iterator[Farm]:
    """Serve a plan by a process of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "plan.json").write_text(as_json(plan))
        authority = trustme.CA()
        authority.cert_pem.write_to_path(str(folder / "ca.pem"))
        hosts = sorted({place.host for place in plan} | {place.target for place in plan})
        for host in hosts:  # one for all of them would be of a size that no site's has, and be kept 500 times
            authority.issue_cert(host).private_key_and_cert_chain_pem.write_to_path(str(folder / f"{host}.pem"))
        ports = dict(zip(("http", "https"), _free_ports(2), strict=True))
        command = [sys.executable, "-m", "benchmarks.links_farm", f"{folder}/plan.json", *map(str, ports.values())]
        server = subprocess.Popen([*command, str(folder)], stdout=subprocess.PIPE)
        try:
            if server.stdout is None or server.stdout.readline() != b"ready\n":
                raise SystemExit("The farm does not start: it needs all of 127.0.0.0/8, as Linux has it.")
            yield Farm(plan=plan, ports=ports, folder=folder)
        finally:
            server.terminate()
            server.wait()


def _free_ports(count: int) -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def measure(client: Client, farm: Farm, scheme: str) -> Measurement:
    """Let a client ask the farm."""
    output, urls = farm.folder / "output", farm.folder / "urls.txt"
    urls.write_text("\n".join(farm.urls(scheme)) + "\n")
    farm.counts()
    began = time.monotonic()
    with output.open("w") as out, urls.open() as given:
        stdin = given if client.reads_stdin else subprocess.DEVNULL
        child = subprocess.Popen(client.command, stdin=stdin, stdout=out, stderr=subprocess.DEVNULL)
        _, _, usage = os.wait4(child.pid, 0)
    wall = time.monotonic() - began
    counts = farm.counts()
    return Measurement(
        wall=wall,
        cpu=usage.ru_utime + usage.ru_stime,
        megabytes=usage.ru_maxrss / 1024,
        judgements=client.read(output),
        requests=counts["requests"],
        highest_at_once=counts["highest_at_once"],
    )


def report(client: Client, farm: Farm, scheme: str, taken: Measurement, floors: dict[str, float]) -> None:
    """Print a client's line, and what it says wrongly."""
    judged = [taken.judgements.get(url) for url in farm.urls(scheme)]
    wrong = Counter(
        f"{place.kind} called {judgement or 'fine'}"
        for place, judgement in zip(farm.plan, judged, strict=True)
        if not client.is_right(place.kind, judgement)
    )
    over = ", ".join(f"{taken.wall / seconds:.3f} x {name}" for name, seconds in floors.items())
    print(
        f"{client.name:12} {scheme:5} wall {taken.wall:6.1f} s ({over}); CPU {taken.cpu * 1000 / len(farm.plan):.2f} ms"
        f" a URL; {taken.megabytes:.0f} MB; {taken.requests} requests, at most {taken.highest_at_once} at once to a"
        f" host; wrong {wrong.total()} {dict(wrong) or ''}; load {os.getloadavg()[0]:.1f}",
        flush=True,
    )


def report_simulation() -> None:
    """Simulate a long run in a process of its own, and print what it took."""
    command = [sys.executable, "-m", "benchmarks.links_simulation"]
    taken = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    print(
        f"simulated: {taken['urls']} URLs end after {taken['wall']:.0f} s, {taken['wall'] / taken['floor']:.4f} x their"
        f" polite floor of {taken['floor']:.0f} s; {taken['cpu']:.0f} CPU s; {taken['megabytes']:.0f} MB",
        flush=True,
    )


def main() -> None:
    """Run the comparison."""
    plan = make_plan()
    interval = LinkSettings().host_interval_seconds
    plain = floor_seconds(plan)
    polite = polite_seconds(plan, interval_seconds=interval, rest_seconds=RETRY_AFTER_SECONDS)
    print(describe(plan))
    print(f"plain floor {plain:.1f} s: the slowest host, two at once, each URL asked once")
    print(
        f"polite floor {polite:.1f} s: the slowest host asked alone, two at once, {interval} s between starts,"
        " Retry-After heeded, what is gone or silent asked a second time at the end"
    )
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before the start", flush=True)
    report_simulation()
    with serve(plan) as farm:
        ours, peers = make_ours(farm.folder), list(make_peers(farm.folder / "urls.txt"))
        for client, scheme in ((ours, "http"), (ours, "https"), *((peer, "http") for peer in peers)):
            floors = {"the polite floor": polite} if client is ours else {}
            report(client, farm, scheme, measure(client, farm, scheme), floors | {"the plain floor": plain})


if __name__ == "__main__":
    main()
