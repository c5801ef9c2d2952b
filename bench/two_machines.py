"""Two machines with one PostgreSQL and one S3 server, nginx before them; one is killed whole while people work.

    python -m bench.two_machines [--seconds 40] [--desks 6]

Each machine is an `alur serve` (web, worker, watch) with a data folder of its own; no folder is shared. After a while
every process of the first machine is killed at once, later it is started again. Then the record is read, files are
fetched from both machines, and the ticks of the clock are counted. The S3 server is moto, which speaks the protocol and
keeps all in memory. Without nginx the browsers choose a machine by themselves. Ends with 1 when something is wrong.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg

from bench import crowd
from bench.killing import CALM, LEFT, RUN_OUT, answers, free_port, is_well, python, report, serving, until
from bench.outages import _moto
from bench.seed import environment
from tests.cluster import binaries, cluster

TICKS = "SELECT finished_at FROM records_job WHERE id = 'jam'"
FILES = """
import json
import django; django.setup()
from alur.records.models import VersionFile
print(json.dumps(list(VersionFile.objects.values_list("pk", "file__sha256"))))
"""
NGINX = """
daemon off; master_process off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log crit;
events {{ worker_connections 512; }}
http {{
  access_log off; client_max_body_size 100m;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  upstream alur {{ {servers} }}
  server {{
    listen 127.0.0.1:{port};
    location / {{
      proxy_pass http://alur; proxy_set_header Host 127.0.0.1; proxy_set_header X-Forwarded-For $remote_addr;
      proxy_connect_timeout 2s; proxy_http_version 1.1;
    }}
  }}
}}
"""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.two_machines", description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--seconds", type=float, default=40, help="work before the kill, without the machine, and after"
    )
    parser.add_argument("--desks", type=int, default=6)
    args = parser.parse_args(arguments)
    source = binaries()
    assert source is not None, "no PostgreSQL"
    print(f"load {os.getloadavg()[0]:.1f}", flush=True)
    with tempfile.TemporaryDirectory(prefix="alur-two-") as name, cluster(source) as url:
        return trial(Path(name), url, args.seconds, args.desks)


def trial(folder: Path, url: str, seconds: float, desks: int) -> int:
    """One whole trial; 1 when something is not as it must be."""
    mail_port, storage_port = free_port(), free_port()
    machines = machines_in(folder, url, mail_port, storage_port)
    addresses = [f"http://127.0.0.1:{machine['ALUR_PORT']}" for machine in machines]
    storage = _moto(storage_port)
    told, clock = crowd.Told(), Clock(url)
    try:
        with ExitStack() as stack:
            office = crowd.prepare(machines[0])
            stack.enter_context(crowd.sink_at(mail_port, folder / "mails"))
            for place, machine in enumerate(machines):
                log = folder / f"serve-{place + 1}.log"
                stack.enter_context(serving(machine, addresses[place], log))
            front = stack.enter_context(balancer(folder, addresses))
            clock.start()
            walkers = [crowd.Walker(front, office, told, number) for number in range(desks)]
            for walker in walkers:
                walker.start()
            time.sleep(seconds)
            before = len(told.done)
            killed = kill_machine(machines[0])
            print(f"{before} presses with two machines; the first killed whole: {killed} processes", flush=True)
            time.sleep(seconds)
            print(f"{len(told.done) - before} presses with one machine", flush=True)
            stack.enter_context(serving(machines[0], addresses[0], folder / "serve-1b.log"))
            time.sleep(seconds)
            for walker in walkers:
                walker.stop.set()
            for walker in walkers:
                walker.join(crowd.PATIENCE)
            calm = max(until(f"{address} is well", lambda a=address: is_well(a), CALM) for address in addresses)
            python(machines[1], RUN_OUT)
            until("nothing waits any more", lambda: python(machines[1], LEFT) == "0", CALM)
            wrong = wrong_files(machines[1], addresses, office)
        clock.stop()
        fault = report(machines[1], folder, told, Counter(machine=killed), calm, True)
    finally:
        storage.terminate()
        storage.wait()
    print(f"files wrong or missing from either machine: {wrong}")
    print(f"ticks: {len(clock.seen)}, nearest two {clock.nearest():.1f} s apart (never under a minute)")
    return int(bool(fault or wrong or clock.nearest() < 59))


def machines_in(folder: Path, url: str, mail_port: int, storage_port: int) -> list[dict[str, str]]:
    """The environments of two machines: database, storage and mail in common, data folder and port of their own."""
    shared = {
        "ALUR_STORAGE_URL": f"s3+http://kunci:rahasia@127.0.0.1:{storage_port}/berkas",
        "ALUR_EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
        "ALUR_EMAIL_FROM": "alur@contoh.go.id",
        "ALUR_PUBLIC_URL": "http://127.0.0.1",
    }
    machines = []
    for number in (1, 2):
        data = folder / f"mesin-{number}"
        data.mkdir()
        machines.append(environment(url, data) | shared | {"ALUR_PORT": str(free_port())})
    return machines


class Clock(threading.Thread):
    """Notes each time that the clock's job has ended, on whichever machine."""

    def __init__(self, url: str) -> None:
        super().__init__(daemon=True)
        self.url, self.seen, self.ended = url, list[dt.datetime](), threading.Event()

    def run(self) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            while not self.ended.wait(0.3):
                row = connection.execute(TICKS).fetchone()
                if row and row[0] and row[0] not in self.seen:
                    self.seen.append(row[0])

    def stop(self) -> None:
        self.ended.set()
        self.join()

    def nearest(self) -> float:
        gaps = [(later - first).total_seconds() for first, later in zip(self.seen, self.seen[1:], strict=False)]
        return min(gaps, default=60.0)


def kill_machine(machine: Mapping[str, str]) -> int:
    """SIGKILL to every process that has this machine's data folder in its environment; how many they were."""
    mark = f"ALUR_DATA={machine['ALUR_DATA']}".encode()
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (place / "environ").read_bytes().split(b"\0") and int(place.name) != os.getpid():
                found.append(int(place.name))
        except OSError:
            continue
    for number in found:
        os.kill(number, signal.SIGSTOP)
    for number in found:
        os.kill(number, signal.SIGKILL)
    return len(found)


def wrong_files(own: Mapping[str, str], addresses: Sequence[str], office: Mapping[str, dict[str, str]]) -> list[str]:
    """The files that one of the machines does not give out as they were kept."""
    kept = json.loads(python(own, FILES))
    wrong = []
    for address in addresses:
        walker = crowd.Walker([address], office, crowd.Told(), 0)
        walker._log_in("kabag")
        for number, digest in kept[:: max(1, len(kept) // 60)]:
            answer = walker.browsers["kabag"].get(f"{address}/berkas/{number}/")
            if answer.status_code != 200 or hashlib.sha256(answer.content).hexdigest() != digest:
                wrong.append(f"{address}/berkas/{number}/ {answer.status_code}")
    return wrong


@contextmanager
def balancer(folder: Path, addresses: Sequence[str]) -> Iterator[list[str]]:
    """nginx before the machines, and its address; the machines' own where there is no nginx."""
    program = shutil.which("nginx")
    if program is None:
        print("no nginx: browsers choose a machine by themselves")
        yield list(addresses)
        return
    port, place = free_port(), folder / "nginx"
    place.mkdir()
    servers = " ".join(
        f"server {address.removeprefix('http://')} max_fails=1 fail_timeout=5s;" for address in addresses
    )
    (place / "conf").write_text(NGINX.format(folder=place, servers=servers, port=port))
    process = subprocess.Popen([program, "-p", str(place), "-c", str(place / "conf")])
    try:
        until("nginx passes on", lambda: answers(f"http://127.0.0.1:{port}"))
        yield [f"http://127.0.0.1:{port}"]
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


if __name__ == "__main__":
    sys.exit(main())
