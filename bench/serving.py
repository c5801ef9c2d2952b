"""Starts Alur and the limit the same way, under granian with two workers, and says how much memory they take."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.seed import ROOT

WORKERS = 2
START_SECONDS = 60


@dataclass(frozen=True)
class Server:
    """A running application."""

    port: int
    pid: int

    def memory(self) -> float:
        """MiB of the server and its workers that they do not share with others (Pss), with two workers warm."""
        return sum(map(_pss, [self.pid, *_children(self.pid)])) / 1024

    def processor(self) -> float:
        """Seconds of processor time that the server and its workers have taken so far."""
        return sum(map(_seconds, [self.pid, *_children(self.pid)]))


@contextmanager
def served(application: str, environment: Mapping[str, str], log: Path) -> Iterator[Server]:
    """Serve a WSGI application on a free port until the block ends."""
    port = _free_port()
    command = [str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "--host", "127.0.0.1"]
    command += ["--port", str(port), "--no-ws", "--log-level", "error", "--workers", str(WORKERS)]
    command += ["--blocking-threads", "8", application]
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
    try:
        _wait_for(port, process, log)
        yield Server(port, process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def _seconds(pid: int) -> float:
    """Processor seconds of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"The server did not start: {log.read_text(errors='replace')[-2000:]}")


def _children(pid: int) -> list[int]:
    found = []
    for task in os.listdir(f"/proc/{pid}/task"):
        children = Path(f"/proc/{pid}/task/{task}/children").read_text().split()
        found += [int(child) for child in children]
    return found


def _pss(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
