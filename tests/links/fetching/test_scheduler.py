import math
import random
import threading
from collections import Counter
from contextlib import nullcontext

import pytest

from cetingest.links.fetching.scheduler import HostLimits, HostQueues, QueuedJob, StepResult, run_politely
from cetingest.web.gates import OPEN
from tests.links.fetching.virtual_time import VirtualClock


def queues_of(counts, *, per_host=1, interval_seconds=0.0):
    queues = HostQueues(HostLimits(per_host=per_host, interval_seconds=interval_seconds))
    for host, count in counts.items():
        for number in range(count):
            queues.put(QueuedJob(host=host, job=f"{host}{number}"), now=0.0)
    return queues


def taken(queues, now):
    jobs = []
    while (found := queues.take(now)) is not None:
        jobs.append(found[1])
    return jobs


def test_the_longest_queue_goes_first_and_no_host_has_more_than_its_share():
    queues = queues_of({"a": 1, "b": 3, "c": 2})
    assert taken(queues, 0.0) == ["b0", "c0", "a0"]
    queues.release("a", 0.0)
    queues.release("b", 0.0)
    assert taken(queues, 0.0) == ["b1"]


def test_a_host_that_rests_starts_nothing_until_its_rest_is_over():
    queues = queues_of({"a": 1, "b": 1}, per_host=2)
    queues.rest("a", until=10.0)
    assert (taken(queues, 9.0), queues.next_change(), taken(queues, 9.9), taken(queues, 10.0)) == (
        ["b0"],
        10.0,
        [],
        ["a0"],
    )


def test_the_longer_of_two_rests_counts():
    queues = queues_of({"a": 1}, per_host=2)
    queues.rest("a", until=10.0)
    queues.rest("a", until=5.0)
    assert (taken(queues, 6.0), taken(queues, 10.0)) == ([], ["a0"])


def test_a_rest_that_grows_while_it_lasts_is_kept():
    queues = queues_of({"a": 1})
    queues.rest("a", until=5.0)
    assert taken(queues, 1.0) == []
    queues.rest("a", until=10.0)
    assert (taken(queues, 5.0), queues.next_change(), taken(queues, 10.0)) == ([], 10.0, ["a0"])


def test_starts_at_a_host_keep_their_distance():
    queues = queues_of({"a": 3, "b": 1}, per_host=3, interval_seconds=1.0)
    assert taken(queues, 0.0) == ["a0", "b0"]
    assert (taken(queues, 0.9), queues.next_change()) == ([], 1.0)
    assert (taken(queues, 1.0), taken(queues, 1.5), taken(queues, 2.0)) == (["a1"], [], ["a2"])


def test_a_job_for_later_comes_behind_the_others_and_holds_nobody_up():
    queues = queues_of({"a": 2})
    queues.put(QueuedJob(host="a", job="later", after_seconds=5.0), now=0.0)
    assert (taken(queues, 0.0), queues.next_change()) == (["a0"], 5.0)
    queues.release("a", 6.0)
    assert taken(queues, 6.0) == ["a1"]
    queues.release("a", 7.0)
    assert taken(queues, 7.0) == ["later"]
    queues.release("a", 8.0)
    assert (queues.is_empty, queues.next_change()) == (True, math.inf)


def test_a_job_that_is_next_goes_before_the_others():
    queues = queues_of({"a": 2})
    queues.put(QueuedJob(host="a", job="next", is_next=True), now=0.0)
    assert taken(queues, 0.0) == ["next"]


def test_every_job_gives_one_result_and_hosts_are_never_crowded():
    clock, busy, highest, lock = VirtualClock(), Counter(), Counter(), threading.Lock()

    def work(job):
        host, number, hops = job
        with lock:
            busy[host] += 1
            highest[host] = max(highest[host], busy[host])
        clock.sleep(0.1 + number % 7)
        with lock:
            busy[host] -= 1
        if hops:
            rest = ("x", 1.0) if number % 5 == 0 else None
            return StepResult(jobs=(QueuedJob(host="x", job=("x", number, hops - 1), is_next=True),), rest=rest)
        return StepResult(results=(number,))

    jobs = [QueuedJob(host="ab"[number % 2], job=("ab"[number % 2], number, number % 3)) for number in range(120)]
    limits = HostLimits(per_host=2, interval_seconds=0.5)
    results = sorted(run_politely(jobs, work, threads=16, limits=limits, clock=clock))
    assert results == list(range(120))
    assert set(highest.values()) == {2}


def test_one_piece_of_work_may_lead_to_several_results_and_jobs():
    def work(job):
        more = tuple(QueuedJob(host="b", job=job - 1, after_seconds=0.001) for _ in range(2)) if job else ()
        return StepResult(results=(job, job), jobs=more)

    results = list(run_politely([QueuedJob(host="a", job=2)], work, threads=3, limits=HostLimits(per_host=1)))
    assert Counter(results) == {2: 2, 1: 4, 0: 8}


def test_a_bug_in_the_work_is_raised_and_ends_the_run():
    def work(job):
        raise ZeroDivisionError(job)

    jobs = [QueuedJob(host="a", job=1), QueuedJob(host="b", job=2)]
    with pytest.raises(ZeroDivisionError):
        list(run_politely(jobs, work, threads=4, limits=HostLimits(per_host=1)))


def test_no_jobs_give_no_results():
    assert list(run_politely([], lambda job: StepResult(), threads=4, limits=HostLimits(per_host=1))) == []


@pytest.mark.parametrize(("threads", "over_floor"), [(64, 1.02), (16, 1.3)])
def test_a_long_run_ends_when_its_slowest_host_does(threads, over_floor):
    clock, rng = VirtualClock(), random.Random(4)
    sizes = [round(120 / (number + 1) ** 0.8) for number in range(150)]
    costs = [[rng.lognormvariate(-1.4, 1.3) for _ in range(size)] for size in sizes]
    jobs = [QueuedJob(host=f"host{number}", job=seconds) for number, host in enumerate(costs) for seconds in host]

    def work(seconds):
        clock.sleep(seconds)
        return StepResult(results=(seconds,))

    count = sum(1 for _ in run_politely(jobs, work, threads=threads, limits=HostLimits(per_host=2), clock=clock))
    floor = max(max(sum(host) / 2, *host) for host in costs)
    all_busy = sum(map(sum, costs)) / threads
    assert count == len(jobs)
    assert max(floor, all_busy) <= clock.now() <= over_floor * max(floor, all_busy)


# --- gates ------------------------------------------------------------------------------------------------------------


class Gate:
    """Opens hosts when it is told to, and notes what it hears."""

    def __init__(self, *hosts, takes=math.inf):
        self.open = set(hosts)
        self.takes = takes
        self.wanted, self.left = [], []

    def enter(self, host):
        return host in self.open

    def want(self, host):
        if host not in self.wanted and len(self.wanted) >= self.takes:
            return False
        self.wanted += [host] if host not in self.wanted else []
        return True

    def leave(self, host, rest_seconds):
        self.open.remove(host)
        self.left.append((host, rest_seconds))


def behind(gate, counts, **limits):
    queues = HostQueues(HostLimits(**({"per_host": 1} | limits)), gate)
    for host, count in counts.items():
        for number in range(count):
            queues.put(QueuedJob(host=host, job=f"{host}{number}"), now=0.0)
    return queues


def test_a_host_starts_nothing_before_its_gate_opens():
    gate = Gate("b")
    queues = behind(gate, {"a": 2, "b": 1})
    assert (taken(queues, 0.0), queues.is_empty) == (["b0"], False)
    gate.open.add("a")
    queues.open("a", 1.0)
    assert taken(queues, 1.0) == ["a0"]


def test_hosts_are_wanted_when_nothing_else_can_start_and_the_longest_queues_first():
    gate = Gate("d", takes=2)
    queues = behind(gate, {"a": 1, "b": 3, "c": 2, "d": 1})
    assert (queues.take(0.0), gate.wanted) == (("d", "d0"), [])
    assert (queues.take(0.0), gate.wanted) == (None, ["b", "c"])
    gate.wanted.clear()
    assert (queues.take(0.0), gate.wanted) == (None, ["a"])  # b and c were heard


def test_a_host_that_rests_is_not_wanted_yet():
    gate = Gate()
    queues = behind(gate, {})
    queues.rest("a", until=5.0)
    queues.put(QueuedJob(host="a", job="a0"), now=0.0)
    assert (queues.take(4.0), queues.next_change(), gate.wanted) == (None, 5.0, [])
    assert (queues.take(5.0), gate.wanted) == (None, ["a"])


def test_a_host_that_nothing_waits_for_is_left_with_the_rest_it_needs():
    gate = Gate("a", "b")
    queues = behind(gate, {"a": 2, "b": 1}, interval_seconds=1.0)
    assert taken(queues, 0.0) == ["a0", "b0"]
    queues.release("a", 0.25)
    queues.release("b", 0.25)
    assert gate.left == [("b", 0.75)]
    assert taken(queues, 1.0) == ["a1"]
    queues.put(QueuedJob(host="a", job="more"), now=1.5)
    queues.release("a", 2.5)
    assert gate.left == [("b", 0.75)]
    assert taken(queues, 2.5) == ["more"]
    queues.release("a", 4.0)
    assert gate.left == [("b", 0.75), ("a", -0.5)]


def test_a_host_that_the_gate_lost_is_wanted_anew():
    gate = Gate("a")
    queues = behind(gate, {"a": 2})
    assert taken(queues, 0.0) == ["a0"]
    gate.open.clear()
    queues.release("a", 1.0)
    assert (taken(queues, 1.0), gate.wanted) == ([], ["a"])


class SlowGate(Gate):
    """Opens what is wanted a while later, in virtual time; some of it belongs to others at first."""

    def __init__(self, clock, seconds):
        super().__init__(takes=64)
        self._clock, self._seconds = clock, seconds
        self._changed = clock.make_condition()  # which shares its lock with the queue's own

    def want(self, host):
        self._changed.notify()
        return super().want(host)

    def watched_by(self, watcher):
        self._clock.start_threads(lambda: self._serve(watcher), ["gate"])
        return nullcontext()

    def _serve(self, watcher):
        while True:
            with self._changed:
                while not self.wanted:
                    self._changed.wait()
            self._clock.sleep(self._seconds)
            with self._changed:
                now_open, self.wanted = self.wanted, []
                self.open |= set(now_open)
            watcher.opened(now_open)


@pytest.mark.parametrize("seconds", [0.0, 0.2])
def test_a_gate_that_opens_soon_costs_next_to_nothing(seconds):
    plain, gated = VirtualClock(), VirtualClock()
    for clock, gate in ((plain, OPEN), (gated, SlowGate(gated, seconds))):
        rng = random.Random(4)
        sizes = [round(120 / (number + 1) ** 0.8) for number in range(150)]
        jobs = [
            QueuedJob(host=f"h{n}", job=rng.lognormvariate(-1.4, 1.3))
            for n, size in enumerate(sizes)
            for _ in range(size)
        ]

        def work(seconds, clock=clock):
            clock.sleep(seconds)
            return StepResult(results=(seconds,))

        run = run_politely(jobs, work, threads=64, limits=HostLimits(per_host=2), clock=clock, gate=gate)
        assert sum(1 for _ in run) == len(jobs)
    assert gated.now() <= 1.01 * plain.now() + 2 * seconds


def test_a_gate_that_fails_ends_the_run():
    class Broken(Gate):
        def watched_by(self, watcher):
            watcher.failed(ZeroDivisionError("away"))
            return nullcontext()

    jobs = [QueuedJob(host="a", job=1)]
    with pytest.raises(ZeroDivisionError, match="away"):
        list(run_politely(jobs, lambda job: StepResult(), threads=4, limits=HostLimits(per_host=1), gate=Broken()))
