"""The processes that `alur serve` looks after: none is left behind, whoever dies first."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from alur.cli.children import Child, Household

# A child as granian is one: a leader with a process of its own below it. Both write their number down.
LEADER = """
import os, subprocess, sys, time
below = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
open(sys.argv[1], "a").write(f"{os.getpid()} {below.pid}\\n")
try:
    time.sleep(600)
finally:
    below.kill()
"""

HOUSEHOLD = """
import sys
from alur.cli.children import Child, Household
child = Child("Anak", [sys.executable, "-c", sys.argv[2], sys.argv[1]])
sys.exit(Household([child], print).run(lambda: True))
"""


@pytest.fixture
def household(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], Path]]:
    """A running household in a process of its own, and the file where its child writes process numbers."""
    notes = tmp_path / "pids"
    process = subprocess.Popen([sys.executable, "-c", HOUSEHOLD, str(notes), LEADER])
    await_true(lambda: len(starts(notes)) == 1)
    yield process, notes
    process.kill()
    process.wait()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_every_process(household: tuple[subprocess.Popen[bytes], Path], number: signal.Signals) -> None:
    process, notes = household

    process.send_signal(number)

    assert process.wait(timeout=20) == 0
    await_true(lambda: not any_alive(notes))


def test_children_go_when_the_household_is_killed(household: tuple[subprocess.Popen[bytes], Path]) -> None:
    process, notes = household

    process.kill()

    await_true(lambda: not alive(starts(notes)[0][0]))


def test_a_killed_child_starts_again_without_leftovers(household: tuple[subprocess.Popen[bytes], Path]) -> None:
    process, notes = household
    leader, below = starts(notes)[0]

    os.kill(leader, signal.SIGKILL)

    await_true(lambda: len(starts(notes)) == 2)
    assert not alive(below)


def test_a_child_that_never_starts_ends_the_household(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("alur.cli.children.ATTEMPTS", 2)
    said: list[str] = []

    code = Household([Child("Peladen web", [sys.executable, "-c", "raise SystemExit(3)"])], said.append).run(
        lambda: True
    )

    assert code == 1
    assert said == [
        "Peladen web berhenti sendiri (kode 3); dijalankan lagi.",
        "Peladen web berhenti sendiri (kode 3); dijalankan lagi.",
        "Peladen web gagal dimulai 2 kali berturut-turut; Alur dihentikan.",
    ]


def test_what_has_run_well_once_is_never_given_up() -> None:
    child = Child("Pekerja latar", [sys.executable, "-c", "import time; time.sleep(600)"], failures=9, has_lived=True)
    household = Household([child], print)

    def stop_once_it_runs() -> bool:
        household.stopping = child.is_running()
        return household.stopping

    assert household.run(stop_once_it_runs) == 0
    assert child.failures == 9


def test_being_killed_is_no_failed_start() -> None:
    child = Child("Pekerja latar", [sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"], failures=4)
    household = Household([child], print)

    def stop_once_it_was_killed() -> bool:
        household.stopping = child.started > 0 and child.process is None
        return household.stopping

    household.run(stop_once_it_was_killed)

    assert child.failures == 4


def test_the_gap_between_starts_of_what_pages_need_stays_short() -> None:
    child = Child("Peladen web", [sys.executable, "-c", "raise SystemExit(3)"], failures=30, has_lived=True)
    household = Household([child], print)

    def stop_once_it_failed() -> bool:
        household.stopping = child.failures > 30
        return household.stopping

    household.run(stop_once_it_failed)

    assert child.start_after - time.monotonic() <= 8


def starts(notes: Path) -> list[tuple[int, int]]:
    """Process numbers of each start: the leader and the one below it."""
    lines = notes.read_text().splitlines() if notes.exists() else []
    return [(int(line.split()[0]), int(line.split()[1])) for line in lines]


def any_alive(notes: Path) -> bool:
    return any(alive(number) for start in starts(notes) for number in start)


def alive(number: int) -> bool:
    """False also for a process that has ended but was not yet waited for."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def await_true(condition: Callable[[], bool], seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "It did not happen in time."
        time.sleep(0.05)
