"""The worker's loop: runs jobs one after the other, and beside them says that it is alive and watches its parent."""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from types import FrameType

from django.db import DatabaseError, InterfaceError, close_old_connections, connection
from django.utils import timezone

from alur.actions.ticking import ensure_tick
from alur.records import queue

IDLE_SECONDS = 0.5
TROUBLE_SECONDS = 3.0
WATCH_SECONDS = 1.0
BEAT_EVERY = 10  # watches
TICK_EVERY = 15  # watches; whether a minute has passed, the job's row says
SWEEP_EVERY = 3600  # watches

logger = logging.getLogger(__name__)


def work_until_stopped() -> None:
    """Works until SIGTERM, SIGINT, SIGHUP or the death of the parent. The task at hand is finished first."""
    worker = Worker(f"{socket.gethostname()}:{os.getpid()}")
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, worker.on_signal)
    worker.work()


class Worker:
    """One worker process under its name. A plain flag stops it: a lock taken in a signal handler could block it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.parent = os.getppid()
        self.is_stopping = False

    def on_signal(self, number: int, frame: FrameType | None) -> None:
        self.is_stopping = True

    def work(self) -> None:
        """Run jobs until told to stop; a database that is away or busy is waited for."""
        pulse = threading.Thread(target=self._pulse, name="pulse", daemon=True)
        pulse.start()
        while not self.is_stopping:
            if not self._tried(lambda: queue.run_one(self.name, timezone.now())):
                time.sleep(IDLE_SECONDS)
        pulse.join()
        self._tried(lambda: queue.leave(self.name, at=timezone.now()))

    def _pulse(self) -> None:
        watches = 0
        while not self.is_stopping:
            if watches % BEAT_EVERY == 0:
                self._tried(lambda: queue.beat(self.name, at=timezone.now()))
            if watches % TICK_EVERY == 0:
                self._tried(lambda: ensure_tick(at=timezone.now()))
            if watches % SWEEP_EVERY == 0:
                self._tried(lambda: queue.sweep(at=timezone.now()))
            connection.close()
            time.sleep(WATCH_SECONDS)
            watches += 1
            if os.getppid() != self.parent:
                self.is_stopping = True

    def _tried(self, act: Callable[[], object]) -> object:
        """What the act returns; None after trouble with the database, which goes to the log."""
        try:
            close_old_connections()
            return act()
        except (DatabaseError, InterfaceError) as trouble:
            logger.warning("Basis data belum dapat dipakai oleh pekerja latar: %s", trouble)
            connection.close()
            time.sleep(TROUBLE_SECONDS)
            return None
