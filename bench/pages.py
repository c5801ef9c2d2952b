"""Measures inbox, case page, search and step over HTTP, as ratios to the limit in the same run.

    python -m bench.pages [--cases 10000] [--clients 1,8] [--databases sqlite,postgresql] [--folder FOLDER]

Both applications run under granian with two workers on the same cases; they are asked in turns, so that what else the
machine does touches both. A step is a real POST, of another open visit each time, until the redirect has come.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from bench import applications
from bench.applications import Application, Work
from bench.asking import Timing, durations, timing
from bench.counting import statements
from bench.seed import FOLDER, ROOT, environment, seeded
from bench.serving import Server, served
from tests.cluster import binaries, cluster

PAGES = ("inbox", "case", "search", "step")
TURNS = 4
ASKED = 40
WARM = 15
# As an office runs it, where a signature must outlive a power cut; the suite's own clusters wait for no disk.
DURABLE = (
    "-k {folder} -p 5433 -c listen_addresses='' -c fsync=on -c synchronous_commit=on -c max_connections=100 "
    "-c shared_buffers=256MB -c jit=off -c random_page_cost=1.1"
)


@dataclass(frozen=True)
class Measured:
    """The figures of one page: milliseconds at the limit and at Alur, and the ratio of the processor time they took."""

    page: str
    clients: int
    limit: Timing
    alur: Timing
    work: float

    def row(self) -> str:
        middle, slow = self.alur.p50 / self.limit.p50, self.alur.p95 / self.limit.p95
        spread = self.alur.p95 / self.alur.p50
        return (
            f"{self.page:<8}{self.clients:>3}{self.limit.p50:>9.1f}{self.alur.p50:>9.1f}{middle:>8.2f}x"
            f"{self.limit.p95:>10.1f}{self.alur.p95:>9.1f}{slow:>8.2f}x{spread:>9.2f}{self.work:>9.2f}x"
        )


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.pages", description=__doc__.partition("\n")[0])
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--clients", default="1,8")
    parser.add_argument("--databases", default="sqlite,postgresql")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    args = parser.parse_args(arguments)
    clients = [int(number) for number in args.clients.split(",")]
    file = seeded(args.cases, args.folder)
    _collect_static(file.parent)
    for kind in args.databases.split(","):
        with databases(kind, args.folder) as urls:
            print(f"\n{kind}, {args.cases} cases, {file.stat().st_size / args.cases / 1024:.1f} KiB a case", flush=True)
            measure(urls, file, clients)
    return 0


def measure(urls: tuple[str, str], file: Path, clients: Sequence[int]) -> None:
    """Fill both databases, serve both applications, and print the table."""
    work = Work.read(file)
    both = (applications.limit(urls[0], work), applications.alur(urls[1], file.parent, work))
    for application in both:
        application.fill(file)
    counted = [statements(application, work) for application in both]
    with ExitStack() as stack:
        logs = [Path(stack.enter_context(tempfile.TemporaryDirectory())) / "log" for _ in both]
        servers = [
            stack.enter_context(served(application.wsgi, application.environment, log))
            for application, log in zip(both, logs, strict=True)
        ]
        print("page   clients    limit     alur   ratio limit p95 alur p95   ratio p95/p50 processor  (milliseconds)")
        visits = iter(range(len(work.visits)))
        for page in PAGES:
            for number in clients:
                print(_measured(page, number, both, servers, work, visits).row(), flush=True)
        memory = [server.memory() for server in servers]
    print(f"memory  {memory[1]:.0f} MiB, limit {memory[0]:.0f} MiB, {memory[1] / memory[0]:.2f}x")
    print("statements " + ", ".join(f"{page} {counted[1][page]} (limit {counted[0][page]})" for page in PAGES))


def _measured(
    page: str,
    clients: int,
    both: tuple[Application, Application],
    servers: Sequence[Server],
    work: Work,
    visits: Iterator[int],
) -> Measured:
    people = [
        [application.person(server.port, work.nip) for _ in range(clients)]
        for application, server in zip(both, servers, strict=True)
    ]
    found: tuple[list[float], list[float]] = ([], [])
    portions = _portions(page, clients, work, visits)
    work = [0.0, 0.0]
    for turn, numbers in enumerate(portions):
        for place, application in enumerate(both):
            before = servers[place].processor()
            seconds = durations(people[place], application.acts[page], numbers)
            if turn:
                found[place].extend(seconds)
                work[place] += servers[place].processor() - before
    return Measured(page, clients, timing(found[0]), timing(found[1]), work[1] / max(work[0], 0.01))


def _portions(page: str, clients: int, work: Work, visits: Iterator[int]) -> list[list[int]]:
    """The numbers of the acts, the first portion for warming up; a step takes visits that nobody has closed."""
    sizes = [WARM] + [ASKED * min(clients, 4)] * TURNS
    if page != "step":
        return [list(range(size)) for size in sizes]
    share = min(len(work.visits) // 2, 800) - 60  # the last fifty stay open for the case page
    portion = (share - WARM) // TURNS
    return [[next(visits) for _ in range(size)] for size in [WARM] + [portion] * TURNS]


@contextmanager
def databases(kind: str, folder: Path) -> Iterator[tuple[str, str]]:
    """Two empty databases of a kind, for the limit and for Alur, gone at the end."""
    with ExitStack() as stack:
        if kind == "sqlite":
            place = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=folder)))
            yield f"sqlite:///{place / 'limit.sqlite3'}", f"sqlite:///{place / 'alur.sqlite3'}"
            return
        source = binaries()
        if source is None:
            raise SystemExit("PostgreSQL's binaries are not here; name --databases sqlite.")
        url = stack.enter_context(cluster(source, DURABLE))
        with psycopg.connect(url, autocommit=True) as connection:
            for name in ("limit_pages", "alur_pages"):
                connection.execute(f"CREATE DATABASE {name}")  # type: ignore[call-overload]
        base = url.removesuffix("/postgres")
        yield f"{base}/limit_pages", f"{base}/alur_pages"


def _collect_static(folder: Path) -> None:
    command = [sys.executable, "-m", "django", "collectstatic", "--noinput", "-v", "0"]
    subprocess.run(command, env=environment(f"sqlite:///{folder / 'alur.sqlite3'}", folder), cwd=ROOT, check=True)


if __name__ == "__main__":
    sys.exit(main())
