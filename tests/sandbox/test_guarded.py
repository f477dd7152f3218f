import os
import time
from pathlib import Path

import pytest

from cetingest.errors import ReaderError
from cetingest.sandbox.channel import Channel
from cetingest.sandbox.guarded import GuardedChild, run_guarded
from cetingest.sandbox.limits import Limits

LIMITS = Limits(memory_bytes=1_000_000_000, cpu_seconds=20, wall_seconds=300.0)
HERE = "tests.sandbox.misbehaviour"


def messages(function, limits=LIMITS, **request):
    return list(run_guarded(f"{HERE}:{function}", request, limits))


def is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_child_answers_and_sees_nothing_of_the_parents_secrets(monkeypatch):
    monkeypatch.setenv("CETINGEST_TEST_SECRET", "s3cret")
    assert messages("answer", say="é") == [{"said": "é"}, {"secret": None}]


def test_a_child_runs_no_python_file_of_the_folder_that_we_work_in(monkeypatch, tmp_path):
    (tmp_path / "selectors.py").write_text("raise SystemExit(7)")
    monkeypatch.chdir(tmp_path)
    assert messages("answer", say="é")[0] == {"said": "é"}


@pytest.mark.parametrize(
    ("function", "limits", "said"),
    [
        ("eat_memory", LIMITS, "needed more than 1000 MB of memory"),
        ("spin", Limits(memory_bytes=10**9, cpu_seconds=1, wall_seconds=300.0), "used more than 1 s of CPU time"),
        ("sleep", Limits(memory_bytes=10**9, cpu_seconds=9, wall_seconds=0.6), "took longer than 0.6 s"),
        ("abort", LIMITS, "was ended by signal 6 (SIGABRT)"),
        ("leave", LIMITS, "ended early with exit code 3"),
        ("gabble", LIMITS, "answered with what is no message"),
        (
            "flood",
            Limits(memory_bytes=10**9, cpu_seconds=9, wall_seconds=300.0, message_bytes=1_000_000),
            "answered with more than 1 MB at once",
        ),
        (
            "ramble",
            Limits(memory_bytes=10**9, cpu_seconds=9, wall_seconds=300.0, answer_bytes=1_000_000),
            "or 1 MB in all and was stopped",
        ),
    ],
)
def test_a_child_that_goes_wrong_is_explained(function, limits, said):
    with pytest.raises(ReaderError) as caught:
        messages(function, limits)
    assert said in str(caught.value)


def test_what_came_before_the_end_is_kept():
    answers = run_guarded(f"{HERE}:abort", {}, LIMITS)
    assert next(answers) == {"begun": 1}
    with pytest.raises(ReaderError):
        next(answers)


def test_a_bug_of_ours_is_an_exception_with_its_traceback():
    with pytest.raises(RuntimeError, match="a bug of ours"):
        messages("stumble")


def test_a_child_cannot_write_files(tmp_path):
    assert messages("write_a_file", path=str(tmp_path / "x")) == [{"written": False}]


def test_a_child_stays_for_the_next_request_and_a_new_one_comes_after_a_failure():
    child = GuardedChild(f"{HERE}:tell_who_answers", LIMITS)
    try:
        first, second = (list(child.ask({"fails": False})) for _ in range(2))
        with pytest.raises(RuntimeError, match="a bug of ours"):
            list(child.ask({"fails": True}))
        third = list(child.ask({"fails": False}))
    finally:
        child.end()
    assert first == second != third


def test_a_child_is_asked_with_json_or_with_bytes_as_they_are():
    child = GuardedChild(f"{HERE}:say_the_length", LIMITS)
    body = bytes(range(256)) * 10_000  # more than a pipe holds
    try:
        assert [list(child.ask(request)) for request in (body, {"a": 1})] == [[{"length": 2_560_000}], [{"length": 1}]]
    finally:
        child.end()


def test_a_message_that_nobody_reads_is_given_up():
    (nobody, to_child), (from_child, _) = os.pipe(), os.pipe()
    with pytest.raises(TimeoutError):
        Channel(to_child, from_child).send(b"x" * 1_000_000, time.monotonic() + 0.05)
    os.close(nobody)


def test_a_child_writes_no_file_and_holds_few_open():
    (message,) = messages("tell_limits")
    assert message == {"file_bytes": 0, "core_bytes": 0, "open_files": 64, "memory_bytes": 1_000_000_000}


def test_nothing_that_the_child_started_is_left_behind():
    (message,) = messages("leave_a_child_behind")
    deadline = time.monotonic() + 60
    while is_alive(message["pid"]) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not is_alive(message["pid"])


def test_a_child_whose_answers_nobody_wants_any_more_is_ended():
    others = set(_children())  # servers and helpers of tests that this process ran before
    answers = run_guarded(f"{HERE}:spin", {}, LIMITS)
    next(answers)
    children = set(_children()) - others
    answers.close()
    assert children and not children & set(_children())


def _children():
    return Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
