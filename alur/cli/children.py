"""Child processes of `alur serve`: each leads a group, starts again when it dies, stops with all its own."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import FrameType

LIVED = 10.0  # seconds after which a start counts as a success
ATTEMPTS = 5  # failed starts in a row after which the whole program gives up what has never run
KILLED_GAP = 0.5  # seconds before the next start of what ran, or was killed
LONGEST_GAP = 8  # seconds before the next start of a vital child
LONGEST_REST = 64  # the same of one that nobody waits for
GRACE = 25.0  # seconds that a child has to finish its work after SIGTERM
TICK = 0.2

_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


@dataclass
class Child:
    """One process that ought to be running, with what it leads (its process group).

    One that is not vital is tried for ever; it never ends the program. Nor does one that has run well before: what
    stops it now comes from outside (the kernel out of memory, a kill), and giving up would help nobody.
    """

    name: str
    command: Sequence[str]
    is_vital: bool = True
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    failures: int = 0
    has_lived: bool = False
    start_after: float = 0.0

    def start(self) -> None:
        parent = os.getpid()
        self.process = subprocess.Popen(
            self.command, stdin=subprocess.DEVNULL, process_group=0, preexec_fn=lambda: _die_with(parent)
        )
        self.started = time.monotonic()

    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def ask_to_stop(self) -> None:
        if self.process is not None and self.is_running():
            self.process.terminate()

    def sweep(self) -> None:
        """Kills whatever is left of the group: a leader that was killed leaves its own children behind."""
        if self.process is None:
            return
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            pass
        self.process.wait()


class Household:
    """Keeps the children running until a signal comes. `say` gets every sentence meant for the operator."""

    def __init__(self, children: Sequence[Child], say: Callable[[str], None]) -> None:
        self.children = children
        self.say = say
        self.stopping = False

    def run(self, once_up: Callable[[], bool]) -> int:
        """Keeps all running and calls `once_up` until it returns True. 0 after a signal, 1 after giving up."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)
        is_up, given_up = False, False
        try:
            while not (self.stopping or given_up):
                given_up = not all(self._tend(child) for child in self.children)
                is_up = is_up or once_up()
                time.sleep(TICK)
        finally:
            self._stop()
        return int(given_up)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        if self.stopping:
            for child in self.children:
                child.sweep()
        self.stopping = True

    def _tend(self, child: Child) -> bool:
        """Starts the child if it is not running and its turn has come; False when it has failed too often."""
        now = time.monotonic()
        if child.is_running():
            return True
        if child.process is not None:
            self._note_death(child, now)
        if child.is_vital and not child.has_lived and child.failures >= ATTEMPTS:
            self.say(f"{child.name} gagal dimulai {ATTEMPTS} kali berturut-turut; Alur dihentikan.")
            return False
        if now >= child.start_after:
            child.start()
        return True

    def _note_death(self, child: Child, now: float) -> None:
        assert child.process is not None
        code = child.process.returncode
        child.sweep()
        lived = now - child.started >= LIVED
        child.has_lived = child.has_lived or lived
        was_killed = code == -signal.SIGKILL  # from outside; says nothing of whether it can start
        child.failures = 0 if lived else child.failures + (0 if was_killed else 1)
        longest = LONGEST_GAP if child.is_vital else LONGEST_REST
        child.start_after = now + (min(2 ** (child.failures - 1), longest) if child.failures else KILLED_GAP)
        child.process = None
        self.say(f"{child.name} berhenti sendiri (kode {code}); dijalankan lagi.")

    def _stop(self) -> None:
        self.stopping = True
        for child in self.children:
            child.ask_to_stop()
        deadline = time.monotonic() + GRACE
        while any(child.is_running() for child in self.children) and time.monotonic() < deadline:
            time.sleep(TICK / 4)
        for child in self.children:
            child.sweep()


def _die_with(parent: int) -> None:
    """In the new process, before it becomes the command: ask the kernel for SIGTERM when the parent is gone."""
    if _LIBC is not None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)
