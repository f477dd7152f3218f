"""100,000 URLs on 15,000 hosts in virtual time, by the real queue and its real threads.

Prints what it took as JSON; a process of its own, so that its memory is its own.
"""

import argparse
import json
import resource
import time

from benchmarks.links_farm import PER_HOST, Kind, Place, make_plan, polite_seconds, visits
from cetingest.links.fetching.scheduler import HostLimits, QueuedJob, StepResult, run_politely
from cetingest.settings import LinkSettings
from tests.links.fetching.virtual_time import VirtualClock

Visits = tuple[tuple[str, float], ...]


def simulate(plan: list[Place], threads: int, clock: VirtualClock, interval_seconds: float) -> int:
    """Ask a plan in virtual time as the jobs of cetingest do; return how many URLs came to an end.

    A redirect goes to the head of its target's queue, what is asked twice to the end of its own, after a while. Without
    the rests after a 429, which are capped elsewhere than in the queue.
    """
    settings = LinkSettings(per_host=PER_HOST)
    waits = {Kind.GONE: settings.second_pass_seconds, Kind.SILENT: settings.second_pass_seconds}

    def work(job: tuple[Kind, Visits]) -> StepResult[tuple[Kind, Visits], Kind]:
        kind, ((_, seconds), *rest) = job
        clock.sleep(seconds)
        if not rest:
            return StepResult(results=(kind,))
        after = waits.get(kind, 0.0)
        return StepResult(
            jobs=(QueuedJob(host=rest[0][0], job=(kind, tuple(rest)), is_next=not after, after_seconds=after),)
        )

    jobs = [QueuedJob(host=p.host, job=(p.kind, tuple(visits(p, asks_again=True)))) for p in plan]
    limits = HostLimits(per_host=PER_HOST, interval_seconds=interval_seconds)
    return sum(1 for _ in run_politely(jobs, work, threads=threads, limits=limits, clock=clock))


def main() -> None:
    """Simulate, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--urls", type=int, default=100_000)
    parser.add_argument("--hosts", type=int, default=15_000)
    parser.add_argument("--threads", type=int, default=256)
    parser.add_argument("--interval", type=float, default=LinkSettings().host_interval_seconds)
    arguments = parser.parse_args()
    plan, clock = make_plan(arguments.urls, arguments.hosts), VirtualClock()
    work = sum(seconds for place in plan for _, seconds in visits(place, asks_again=True))
    began = time.process_time()
    ended = simulate(plan, arguments.threads, clock, arguments.interval)
    floor = polite_seconds(plan, interval_seconds=arguments.interval, rest_seconds=0.0)
    figures = {
        "urls": ended,
        "wall": clock.now(),
        "floor": max(floor, work / arguments.threads),
        "cpu": time.process_time() - began,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
