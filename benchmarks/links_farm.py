"""A loopback web of many hosts for `make bench-links`: what lives where, how slow it is, how it answers.

Every host is an address of its own in 127.77.0.0/16 (Linux), so that any client reaches it without a resolver. Host
sizes follow Zipf's law with exponent 0.8; latencies are lognormal (median 0.25 s, 99th percentile 5 s, at most 8 s). Of
the URLs 10 % are gone, 10 % redirect (three in ten of them to another host), 3 % never answer, 2 % answer 429 with
Retry-After: 2 at first; 10 % refuse HEAD. Six more hosts, of 10 URLs each, never answer at all.
"""

import argparse
import asyncio
import heapq
import itertools
import json
import math
import random
import ssl
import time
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

SEED = 20261122
PER_HOST = 2
SILENT_SECONDS = 10.0
"""What every client waits for an answer."""
RETRY_AFTER_SECONDS = 2
_SILENT_HOSTS, _URLS_OF_A_SILENT_HOST = 6, 10
_MU, _SIGMA = math.log(0.25), math.log(20) / 2.326
_SLOWEST_SECONDS = 8.0
_FOR_EVER = 3_600.0
_PARAGRAPH = "<p>" + "The ministry set out measures for semiconductors and quantum computing. " * 8 + "</p>\n"
_PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Report {} - Ministry</title>'
    '<meta name="viewport" content="width=device-width"><meta property="og:title" content="Report {}">'
    '<link rel="stylesheet" href="/style.css"></head><body><h1>Report {}</h1>' + _PARAGRAPH * 50 + "</body></html>"
)


class Kind(StrEnum):
    """How a URL answers."""

    PAGE = "page"
    GONE = "gone"
    REDIRECT = "redirect"
    BUSY = "busy"
    SILENT = "silent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One URL of the farm; `target` is the host that a redirect leads to, with `target_seconds` of latency there."""

    number: int
    host: str
    kind: Kind
    seconds: float
    refuses_head: bool
    target: str
    target_seconds: float
    redirect_status: int

    def url(self, port: int, scheme: str) -> str:
        """Return the URL as clients are given it."""
        return f"{scheme}://{self.host}:{port}/u/{self.number}"


def make_plan(urls: int = 2_000, hosts: int = 300) -> list[Place]:
    """Make the plan: the same for the same numbers, whatever the machine."""
    rng = random.Random(SEED)  # noqa: S311  # a plan, no secret
    names = [f"127.77.{1 + n // 250}.{1 + n % 250}" for n in range(hosts)]
    answering = range(hosts - _SILENT_HOSTS)
    weights = list(itertools.accumulate(1 / (n + 1) ** 0.8 for n in answering))
    owners = list(answering)
    owners += rng.choices(answering, cum_weights=weights, k=urls - len(owners) - _SILENT_HOSTS * _URLS_OF_A_SILENT_HOST)
    owners += list(range(len(answering), hosts)) * _URLS_OF_A_SILENT_HOST
    rng.shuffle(owners)
    others = rng.choices(answering, cum_weights=weights, k=urls)
    return [
        _place(rng, number, owner not in answering, names[owner], names[other])
        for number, (owner, other) in enumerate(zip(owners, others, strict=True))
    ]


def _place(rng: random.Random, number: int, is_silent: bool, host: str, other: str) -> Place:
    seconds, target_seconds = (min(rng.lognormvariate(_MU, _SIGMA), _SLOWEST_SECONDS) for _ in range(2))
    share, refuses_head, moves_away = rng.random(), rng.random() < 0.1, rng.random() < 0.3
    drawn = next(
        kind
        for limit, kind in (
            (0.10, Kind.GONE),
            (0.20, Kind.REDIRECT),
            (0.23, Kind.SILENT),
            (0.25, Kind.BUSY),
            (1.00, Kind.PAGE),
        )
        if share < limit
    )
    return Place(
        number=number,
        host=host,
        kind=Kind.SILENT if is_silent else drawn,
        seconds=round(seconds, 4),
        refuses_head=refuses_head,
        target=other if moves_away else host,
        target_seconds=round(target_seconds, 4),
        redirect_status=rng.choice((301, 302, 308)),
    )


def floor_seconds(plan: list[Place]) -> float:
    """Return what nobody can beat who asks two at once: half of what the slowest host takes to answer each URL once.

    The hosts that never answer are left out: nobody polite would ask one ten times.
    """
    work: dict[str, list[float]] = defaultdict(list)
    for place in plan:
        for host, seconds in visits(place, asks_again=False):
            work[host].append(seconds)
    return max(max(sum(work[host]) / PER_HOST, *work[host]) for host in _answering(plan))


def polite_seconds(plan: list[Place], *, interval_seconds: float, rest_seconds: float) -> float:
    """Return what the slowest host takes if it is asked alone, in the plan's order, by cetingest's manners.

    Two at once, starts so far apart, a rest after each 429, and what is gone or silent asked once more at the end.
    Another order of the same requests may take a moment less.
    """
    first: dict[str, list[tuple[float, float]]] = defaultdict(list)
    late: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for place in plan:
        is_late = place.kind in (Kind.GONE, Kind.SILENT)
        for number, (host, seconds) in enumerate(visits(place, asks_again=True)):
            rest = rest_seconds if place.kind is Kind.BUSY and not number else 0.0
            (late if is_late and number else first)[host].append((seconds, rest))
    return max(_seconds_alone(first[host] + late[host], interval_seconds) for host in _answering(plan))


def _seconds_alone(requests: list[tuple[float, float]], interval_seconds: float) -> float:
    free, rests, next_start = [0.0] * PER_HOST, [(math.inf, 0.0)], 0.0
    for seconds, rest in requests:
        start = max(heapq.heappop(free), next_start)
        while rests[0][0] <= start:
            start = max(start, heapq.heappop(rests)[1])
        next_start = start + interval_seconds
        heapq.heappush(free, start + seconds)
        if rest:
            heapq.heappush(rests, (start + seconds, start + seconds + rest))
    return max(free)


def _answering(plan: list[Place]) -> frozenset[str]:
    return frozenset(place.host for place in plan if place.kind is not Kind.SILENT)


def visits(place: Place, *, asks_again: bool) -> list[tuple[str, float]]:
    """Return the hosts that a URL leads to, in order, with the time that each visit takes."""
    seconds = SILENT_SECONDS if place.kind is Kind.SILENT else place.seconds
    first = [(place.host, seconds)]
    if place.kind is Kind.REDIRECT:
        return [*first, (place.target, place.target_seconds)]
    is_repeated = place.kind is Kind.BUSY or (asks_again and place.kind in (Kind.GONE, Kind.SILENT))
    return first * (1 + is_repeated)


def describe(plan: list[Place]) -> str:
    """Say in one line what the plan holds."""
    kinds = Counter(str(place.kind) for place in plan)
    largest = Counter(place.host for place in plan).most_common(1)[0][1]
    hosts = len({place.host for place in plan})
    return f"{len(plan)} URLs, {hosts} hosts, the largest with {largest}; " + ", ".join(
        f"{count} {kind}" for kind, count in kinds.most_common()
    )


# --- the server -------------------------------------------------------------------------------------------------------


class Farm:
    """The answers, and what a polite client keeps to: how many requests each host had to answer at the same time."""

    def __init__(self, plan: list[Place], ports: dict[str, int]) -> None:
        self._places = {place.number: place for place in plan}
        self._ports = ports
        self._first_asked: dict[int, float] = {}
        self._at_once: Counter[str] = Counter()
        self.requests = 0
        self.highest_at_once: Counter[str] = Counter()

    def enter(self, host: str) -> None:
        """Count a request that begins."""
        self.requests += 1
        self._at_once[host] += 1
        self.highest_at_once[host] = max(self.highest_at_once[host], self._at_once[host])

    def leave(self, host: str) -> None:
        """Count a request that ended."""
        self._at_once[host] -= 1

    async def answer(self, method: str, path: str, scheme: str) -> tuple[int, str, bytes]:
        """Return status, further headers and body, after the time that the plan says."""
        page, _, number = path.strip("/").partition("/")
        place = self._places.get(int(number) if number.isdigit() else -1)
        if place is None:
            return 404, "", b"none"
        if page == "moved":
            await asyncio.sleep(place.target_seconds)
            return 200, "", _page(place.number)
        await asyncio.sleep(_FOR_EVER if place.kind is Kind.SILENT else place.seconds)
        if method == "HEAD" and place.refuses_head:
            return 405, "Allow: GET\r\n", b"no"
        return self._answer_late(place, scheme)

    def _answer_late(self, place: Place, scheme: str) -> tuple[int, str, bytes]:
        if place.kind is Kind.GONE:
            return 404, "", b"<html><title>404 Not Found</title><h1>Not Found</h1></html>"
        if place.kind is Kind.REDIRECT:
            location = f"{scheme}://{place.target}:{self._ports[scheme]}/moved/{place.number}"
            return place.redirect_status, f"Location: {location}\r\n", b""
        if place.kind is Kind.BUSY and self._is_early(place.number):
            return 429, f"Retry-After: {RETRY_AFTER_SECONDS}\r\n", b"slow down"
        return 200, "", _page(place.number)

    def _is_early(self, number: int) -> bool:
        now = time.monotonic()
        return now - self._first_asked.setdefault(number, now) < RETRY_AFTER_SECONDS - 0.1

    def report(self) -> bytes:
        """Return the counts as JSON and begin anew."""
        counts = {"requests": self.requests, "highest_at_once": max(self.highest_at_once.values(), default=0)}
        self.requests = 0
        self.highest_at_once.clear()
        self._first_asked.clear()
        return json.dumps(counts).encode()


def _page(number: int) -> bytes:
    return _PAGE.replace("{}", str(number)).encode()


class _Connection(asyncio.Protocol):
    def __init__(self, farm: Farm, scheme: str) -> None:
        self._farm, self._scheme = farm, scheme
        self._buffer = b""
        self._task: asyncio.Task[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101  # what a TCP server gets
        self._transport = transport
        self._host = transport.get_extra_info("sockname")[0]

    def connection_lost(self, _: Exception | None) -> None:
        if self._task is not None:
            self._task.cancel()

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if self._task is None and b"\r\n\r\n" in self._buffer:
            self._task = asyncio.get_running_loop().create_task(self._serve())

    async def _serve(self) -> None:
        while b"\r\n\r\n" in self._buffer:
            head, _, self._buffer = self._buffer.partition(b"\r\n\r\n")
            method, path, _ = head.split(b"\r\n", 1)[0].decode("latin-1").split(" ", 2)
            is_last = b"onnection: close" in head
            if path == "/__report":
                self._send(method, (200, "", self._farm.report()), is_last=is_last)
                continue
            self._farm.enter(self._host)
            try:
                answer = await self._farm.answer(method, path, self._scheme)
            finally:
                self._farm.leave(self._host)
            self._send(method, answer, is_last=is_last)
        self._task = None

    def _send(self, method: str, answer: tuple[int, str, bytes], *, is_last: bool) -> None:
        status, more, body = answer
        close = "Connection: close\r\n" if is_last else ""
        head = f"HTTP/1.1 {status} X\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n"
        self._transport.write(f"{head}{more}{close}\r\n".encode() + (b"" if method == "HEAD" else body))
        if is_last:
            self._transport.close()


async def _serve(plan: list[Place], ports: dict[str, int], certificates: Path) -> None:
    loop = asyncio.get_running_loop()
    farm = Farm(plan, ports)
    for host in sorted({place.host for place in plan} | {place.target for place in plan}):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificates / f"{host}.pem")
        for scheme, port in ports.items():
            secured = context if scheme == "https" else None
            await loop.create_server(lambda s=scheme: _Connection(farm, s), host, port, ssl=secured, backlog=512)
    print("ready", flush=True)  # a client that starts before it meets refused connections
    await asyncio.Event().wait()


def main() -> None:
    """Serve a plan that `benchmarks.links` wrote."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("plan", type=Path)
    parser.add_argument("http", type=int)
    parser.add_argument("https", type=int)
    parser.add_argument("certificates", type=Path, help="folder of <host>.pem")
    arguments = parser.parse_args()
    plan = [Place(**(place | {"kind": Kind(place["kind"])})) for place in json.loads(arguments.plan.read_text())]
    asyncio.run(_serve(plan, {"http": arguments.http, "https": arguments.https}, arguments.certificates))


def as_json(plan: list[Place]) -> str:
    """Write a plan as `main` reads it."""
    return json.dumps([asdict(place) for place in plan])


if __name__ == "__main__":
    main()
