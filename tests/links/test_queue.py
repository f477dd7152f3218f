import threading
import time
from collections import Counter

import pytest

from cetingest.links.queue import Finished, HostQueues, Onward, run_politely


def test_the_longest_queue_goes_first_and_no_host_has_more_than_its_share():
    queues = HostQueues(per_host=1)
    for host, count in {"a": 1, "b": 3, "c": 2}.items():
        for number in range(count):
            queues.put(host, f"{host}{number}")
    assert [queues.take(0.0), queues.take(0.0), queues.take(0.0), queues.take(0.0)] == [
        ("b", "b0"),
        ("c", "c0"),
        ("a", "a0"),
        None,
    ]
    queues.release("a")
    queues.release("b")
    assert queues.take(0.0) == ("b", "b1")


def test_a_paused_host_starts_nothing_until_its_pause_is_over():
    queues = HostQueues(per_host=2)
    queues.pause("a", until=10.0)
    queues.put("a", "a0")
    queues.put("b", "b0")
    assert [queues.take(9.0), queues.take(9.9), queues.next_resume(), queues.take(10.0)] == [
        ("b", "b0"),
        None,
        10.0,
        ("a", "a0"),
    ]


def test_the_longer_of_two_pauses_counts():
    queues = HostQueues(per_host=2)
    queues.put("a", "a0")
    queues.pause("a", until=10.0)
    queues.pause("a", until=5.0)
    assert [queues.take(6.0), queues.take(10.0)] == [None, ("a", "a0")]


def test_every_job_gives_one_result_and_hosts_are_never_crowded():
    busy, highest, lock = Counter(), Counter(), threading.Lock()

    def work(job):
        host, number, hops = job
        with lock:
            busy[host] += 1
            highest[host] = max(highest[host], busy[host])
        time.sleep(0.002)
        with lock:
            busy[host] -= 1
        if hops:
            return Onward("x", ("x", number, hops - 1), after_seconds=0.001 if number % 5 == 0 else 0.0)
        return Finished(number)

    jobs = [(host, (host, number, number % 3)) for number in range(120) for host in ("ab"[number % 2],)]
    results = sorted(run_politely(jobs, work, threads=16, per_host=2))
    assert results == list(range(120))
    assert max(highest.values()) <= 2


def test_a_bug_in_the_work_is_raised_and_ends_the_run():
    def work(job):
        raise ZeroDivisionError(job)

    with pytest.raises(ZeroDivisionError):
        list(run_politely([("a", 1), ("b", 2)], work, threads=4, per_host=1))


def test_no_jobs_give_no_results():
    assert list(run_politely([], Finished, threads=4, per_host=1)) == []
