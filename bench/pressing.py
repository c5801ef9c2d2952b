"""Fifty people press at once: how long a press takes beside one person's on an idle Alur, in the same run.

    python -m bench.pressing [--people 50] [--seconds 120] [--think 5] [--databases sqlite,postgresql]

A press is the approval of an analysis, a whole POST over HTTP until the last byte of its answer: draft, judgement,
line of the record, next visit with its deadline, notices. Each press is of another case; people think as long as
`--think` says on average. With 0 they press without a pause, which asks what the machine can do at most. Web and
worker run as `alur serve` starts them, databases wait for the disk. Limits: p95 of ten times the idle median on SQLite,
of five times on PostgreSQL.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from uuid import uuid4

from bench.applications import STEPS_QUERY
from bench.asking import Person, timing
from bench.killing import below, free_port, serving
from bench.pages import DURABLE
from bench.seed import FOLDER, PASSWORD, ROOT, SEED, begin_file, environment, mark, run
from tests.cluster import binaries, cluster

CASES = 12_000
OPEN_SHARE = 0.75
LIMITS = {"sqlite": 10.0, "postgresql": 5.0}
IDLE = 40
# The watch has been at work for long: a first look at thousands of visits late for weeks is not what is measured.
WATCHED = """INSERT INTO records_visitwatch (visit_id, due_at, told_until, next_at)
SELECT id, due_at, datetime('now'), NULL FROM records_visit WHERE closed_at IS NULL"""
PEOPLE_QUERY = "SELECT nip FROM records_user WHERE name LIKE 'Penekan-%' ORDER BY id"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.pressing", description=__doc__.partition("\n")[0])
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--think", type=float, default=5)
    parser.add_argument("--databases", default="sqlite,postgresql")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    args = parser.parse_args(arguments)
    file = _seeded(args.people, args.folder)
    kept = []
    for kind in args.databases.split(","):
        with tempfile.TemporaryDirectory(dir=args.folder) as name, _database(kind, file, Path(name)) as own:
            kept.append(measure(kind, own, file, Path(name), args.people, args.seconds, args.think))
    return int(not all(kept))


def measure(
    kind: str, own: dict[str, str], file: Path, folder: Path, people: int, seconds: float, think: float
) -> bool:
    """Print the figures of one database; whether the limit was kept."""
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as source:
        nips = [row[0] for row in source.execute(PEOPLE_QUERY)][:people]
        visits = iter(list(source.execute(STEPS_QUERY)))
    address = f"http://127.0.0.1:{own['ALUR_PORT']}"
    with serving(own, address, folder / "serve.log") as serve:
        crowd = [_logged_in(int(own["ALUR_PORT"]), nip) for nip in nips]
        alone = crowd[0]
        for _ in range(10):
            _press(alone, next(visits))
        time.sleep(3)
        load = os.getloadavg()[0]
        idle = []
        for _ in range(IDLE):
            time.sleep(0.1)
            idle.append(_press(alone, next(visits)))
        before, began = _processor(serve.pid), time.monotonic()
        busy = _together(crowd, visits, seconds, think)
        taken, own_work = time.monotonic() - began, _processor(serve.pid) - before
    quiet, loaded = timing(idle), timing(busy)
    ratio = loaded.p95 / quiet.p50
    verify = subprocess.run([sys.executable, "-m", "alur.cli", "verify"], env=own, cwd=ROOT, capture_output=True)
    print(
        f"{kind}: idle median {quiet.p50:.0f} ms (p95 {quiet.p95:.0f}); {people} people, {len(busy)} presses in "
        f"{taken:.0f} s ({len(busy) / taken:.1f}/s), median {loaded.p50:.0f}, p95 {loaded.p95:.0f}, "
        f"longest {1000 * max(busy):.0f} ms; "
        f"p95 is {ratio:.1f} x the idle median (limit {LIMITS[kind]:.0f}); processor of Alur {own_work / taken:.2f} of "
        f"{os.cpu_count()}; load before {load:.1f}, after {os.getloadavg()[0]:.1f}; verify {verify.returncode}",
        flush=True,
    )
    return ratio <= LIMITS[kind] and verify.returncode == 0


def _together(crowd: list[Person], visits: Iterator[tuple[str, int]], seconds: float, think: float) -> list[float]:
    """How long each press took while all press; raises what went wrong."""
    end, lock = time.monotonic() + seconds, threading.Lock()
    found: list[float] = []
    failures: list[BaseException] = []

    def work(person: Person, chance: random.Random) -> None:
        try:
            time.sleep(chance.uniform(0, think))
            while time.monotonic() < end:
                with lock:
                    visit = next(visits)
                taken = _press(person, visit)
                found.append(taken)
                time.sleep(chance.uniform(0, 2 * think))
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(person, random.Random(place))) for place, person in enumerate(crowd)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return found


def _press(person: Person, visit: tuple[str, int]) -> float:
    path = f"/permintaan/{visit[0]}/langkah/{visit[1]}/"
    fields = {"token": uuid4().hex, "aksi": "tetapkan", "keputusan": "disetujui", "catatan": ""}
    fields |= {"csrfmiddlewaretoken": person.csrf}
    try:
        answer = person.ask(path, fields)
    except (ConnectionError, http.client.HTTPException):  # the server closes what was idle; a browser asks again
        person.connection.close()
        answer = person.ask(path, fields)
    if answer.status not in (302, 303):
        raise RuntimeError(f"{path}: {answer.status} {answer.text[:2000]}")
    return answer.seconds


def _logged_in(port: int, nip: str) -> Person:
    person = Person(port)
    person.log_in("/masuk/", nip, PASSWORD)
    person.csrf = person.token_in(person.ask("/kata-sandi/").text)
    return person


def _processor(top: int) -> float:
    """Seconds of processor time of all processes below."""
    seconds = 0.0
    for number in below(top):
        fields = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
        seconds += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") + _processor(number)
    return seconds


@contextmanager
def _database(kind: str, file: Path, folder: Path) -> Iterator[dict[str, str]]:
    """The environment of a served Alur on a copy of the seeded data."""
    more = {"ALUR_PORT": str(free_port())}
    if (file.parent / "files").exists():
        shutil.copytree(file.parent / "files", folder / "files")
    with ExitStack() as stack:
        if kind == "sqlite":
            shutil.copy(file, folder / "alur.sqlite3")
            yield environment("", folder) | more
            return
        source = binaries()
        assert source is not None, "no PostgreSQL"
        own = environment(stack.enter_context(cluster(source, DURABLE)), folder) | more
        run("fill", own, str(file))
        yield own


def _seeded(people: int, folder: Path) -> Path:
    """The SQLite file, made once for this number of people."""
    place = folder / f"press-{people}-{mark()}"
    file = place / "alur.sqlite3"
    if not file.exists():
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        unfinished = place / "unfinished.sqlite3"
        own = environment(f"sqlite:///{unfinished}", place)
        command = [sys.executable, "-m", "bench.pressing", "=make", str(people)]
        subprocess.run(command, env=own, cwd=ROOT, check=True)
        unfinished.rename(file)
    return file


def make(people: int) -> None:
    """Tables, office, so many more people of the Kasubbag's role, and cases that wait for it."""
    begin_file()
    from django.contrib.auth.hashers import make_password
    from django.db import connection, transaction

    from alur.records.models import Job, User
    from bench import copying, office, patterns

    with transaction.atomic():
        made = office.make_office()
        for number in range(1, people + 1):
            made.appoint(f"penekan-{number}", role="kasubbag", kind="plh", stands_for="kasubbag")
        User.objects.update(password=make_password(PASSWORD))
        ended = patterns.pattern_of(office._played(made, office.ENDED[0], is_cancelled=False).pk)
        waiting = patterns.pattern_of(office.waiting_case(made, ("", "", "")).pk)
        copier = copying.Copier.begin(made.people["dedi"], random.Random(SEED))
        rows = copying.copies(
            copier, [ended], [waiting], cases=CASES, last_week=office.weeks_until_now(), open_share=OPEN_SHARE
        )
        for portion in rows:
            copying.write(portion, connection.connection)
        copying.save_counters(copier)
        Job.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(WATCHED)
        cursor.execute("ANALYZE")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute("PRAGMA journal_mode = DELETE")


if __name__ == "__main__":
    if sys.argv[1:2] == ["=make"]:
        make(int(sys.argv[2]))
        sys.exit()
    sys.exit(main())
