"""`alur worker` as a process of its own, on a database of its own: it runs, ends, and takes over from the dead."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 20.0
WORK = [sys.executable, "-m", "alur.cli", "worker"]


class Office:
    """A data folder with its database, and the workers started on it."""

    def __init__(self, folder: Path) -> None:
        self.environment = {**os.environ, "ALUR_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "alur.config.settings"}
        self.environment.pop("DATABASE_URL", None)
        self.database = folder / "alur.sqlite3"
        self.workers: list[subprocess.Popen[bytes]] = []

    def ask(self, code: str) -> str:
        """What the code prints when it runs in this office."""
        program = (
            "import django; django.setup(); import datetime as dt; from django.utils import timezone;"
            "from alur.records.models import *; from tests.records import errands;" + code
        )
        done = subprocess.run(
            [sys.executable, "-c", program], env=self.environment, cwd=ROOT, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    def worker(self, command: list[str] | None = None) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(command or WORK, env=self.environment, cwd=ROOT)
        self.workers.append(process)
        return process

    def wait_for(self, query: str, *answer: tuple[object, ...]) -> None:
        """Looks by SQL: a whole process for each look would keep the machine from what is waited for."""
        _until(lambda: self._rows(query) == list(answer))

    def _rows(self, query: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self.database)) as database:
            return database.execute(query).fetchall()


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of an office with nothing in it, made once."""
    place = Office(tmp_path_factory.mktemp("office"))
    place.ask("from django.core.management import call_command; call_command('migrate', verbosity=0)")
    with closing(sqlite3.connect(place.database)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return place.database


@pytest.fixture
def office(tmp_path: Path, migrated: Path) -> Iterator[Office]:
    place = Office(tmp_path)
    shutil.copy(migrated, place.database)
    yield place
    for process in place.workers:
        process.kill()
        process.wait()


def _until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.1)


def test_a_worker_runs_what_was_enqueued_and_is_listed(office: Office):
    office.ask("errands.count.enqueue('a')")

    office.worker()

    alive = "(SELECT count(*) FROM records_heartbeat)"
    office.wait_for(f"SELECT state, {alive} FROM records_job WHERE task LIKE '%errands%'", ("selesai", 1))


def test_sigterm_lets_the_task_at_hand_finish(office: Office):
    office.ask("errands.count_slowly.enqueue('a', 2.0)")
    process = office.worker()
    office.wait_for("SELECT count(*) FROM records_counter WHERE name = 'a'", (1,))

    process.send_signal(signal.SIGTERM)

    assert process.wait(PATIENCE) == 0
    assert (
        office.ask(
            "print(*Job.objects.filter(task__contains='errands').values_list('state'), Heartbeat.objects.count())"
        )
        == "('selesai',) 0"
    )


def test_a_job_of_a_killed_worker_is_run_again_by_another(office: Office):
    office.ask("errands.kill_the_first_worker.enqueue('a')")
    first = office.worker()
    assert first.wait(PATIENCE) == -signal.SIGKILL
    office.ask("Job.objects.update(lease_until=timezone.now())")

    office.worker()

    office.wait_for("SELECT state, attempts FROM records_job WHERE task LIKE '%errands%'", ("selesai", 2))


def test_a_worker_ends_when_its_parent_is_gone(office: Office):
    parent = office.worker(
        [
            sys.executable,
            "-c",
            f"import subprocess, sys, time; child = subprocess.Popen({WORK!r});time.sleep(60)",
        ]
    )
    office.wait_for("SELECT count(*) FROM records_heartbeat", (1,))

    parent.kill()
    parent.wait()

    office.wait_for("SELECT count(*) FROM records_heartbeat", (0,))
