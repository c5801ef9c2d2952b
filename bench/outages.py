"""Takes away, under a served Alur, what it stands on, and gives it back: database, storage, disk, and the right time.

    python -m bench.outages database|storage|disk|clock

Each trial starts web, worker and data of its own, prints what was seen and how many seconds it took, and ends with 1
when something was not as it must be. `disk` needs the right to mount, `clock` a C compiler.
"""

from __future__ import annotations

import argparse
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote, urlsplit
from uuid import uuid4

import httpx
import pikepdf

from bench.seed import PASSWORD
from bench.serving import ROOT, served
from tests import cluster

PATIENCE = 60.0
SECRET = "only-for-this-trial-" * 3
MAKE = "from tests import make; made = make.office(); [print(who, user.nip) for who, user in made.people.items()]"
JOB = "from tests.records import errands; errands.tell_time.enqueue()"
COUNT = "print(Job.objects.filter(task__endswith='tell_time', state='selesai').count())"
REASONS = "print(PauseReason.objects.filter(name__startswith='Uji coba gangguan').count())"
AGE = (
    "from django.utils import timezone; seen = SignOfLife.objects.get(part='jam').seen_at;"
    "print(int((timezone.now() - seen).total_seconds()))"
)
SHIFT = r"""
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>
int clock_gettime(clockid_t id, struct timespec *at) {
    int code = syscall(SYS_clock_gettime, id, at);
    FILE *file = code == 0 && id == CLOCK_REALTIME ? fopen(getenv("ALUR_SHIFT"), "r") : NULL;
    long shift = 0;
    if (file) { if (fscanf(file, "%ld", &shift) == 1) at->tv_sec += shift; fclose(file); }
    return code;
}
"""
failures: list[str] = []


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.outages", description="Take away what Alur stands on.")
    parser.add_argument("trial", choices=("database", "storage", "disk", "clock"))
    args = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="alur-outage-") as folder:
        {"database": database, "storage": storage, "disk": disk, "clock": clock}[args.trial](Path(folder))
    print("\n".join(f"NOT SO: {what}" for what in failures) or "All as it must be.")
    return int(bool(failures))


class Trial:
    """A served Alur with a worker, and people at it."""

    def __init__(self, environment: Mapping[str, str], folder: Path) -> None:
        self.environment, self.folder = environment, folder
        self.port = 0
        self.nips: dict[str, str] = {}

    @contextmanager
    def running(self) -> Iterator[Trial]:
        self.alur("manage", "migrate", "-v", "0")
        self.alur("manage", "collectstatic", "-v", "0", "--no-input")
        self.nips = dict(line.split() for line in self.ask(MAKE).splitlines())
        with served("alur.config.wsgi:application", self.environment, self.folder / "web.log") as server:
            self.port = server.port
            worker = subprocess.Popen([sys.executable, "-m", "alur.cli", "worker"], env=self.environment, cwd=ROOT)
            try:
                self.until("whole health is 200", lambda: self.status("/sehat") == 200)
                yield self
            finally:
                worker.send_signal(signal.SIGTERM)
                worker.wait(30)

    def alur(self, *words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "alur.cli", *words]
        return subprocess.run(command, env=self.environment, cwd=ROOT, capture_output=True, text=True)

    def ask(self, code: str) -> str:
        program = f"import django; django.setup(); from alur.records.models import *; {code}"
        done = subprocess.run(
            [sys.executable, "-c", program], env=self.environment, cwd=ROOT, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    def status(self, address: str) -> int:
        return httpx.get(f"http://127.0.0.1:{self.port}{address}", timeout=30).status_code

    def person(self, who: str) -> httpx.Client:
        client = httpx.Client(base_url=f"http://127.0.0.1:{self.port}", timeout=60)
        form = {"username": self.nips[who], "password": PASSWORD} | _csrf(client.get("/masuk/").text)
        check(f"{who} logs in", client.post("/masuk/", data=form).status_code == 302)
        return client

    def until(self, what: str, is_so: Callable[[], bool]) -> float:
        """Seconds until it is so."""
        begun = time.monotonic()
        while not is_so():
            if time.monotonic() - begun > PATIENCE:
                check(what, False)
                break
            time.sleep(0.2)
        seconds = time.monotonic() - begun
        print(f"{what}: after {seconds:.1f} s", flush=True)
        return seconds


def database(folder: Path) -> None:
    """PostgreSQL is killed and started again; a form is sent in between, and again from the page that keeps it."""
    source = cluster.binaries()
    assert source is not None, "no PostgreSQL"
    with cluster.cluster(source) as url:
        trial = Trial(_environment(folder, DATABASE_URL=url), folder)
        with trial.running():
            admin = trial.person("admin")
            form = _reason_form(admin)
            place = Path(unquote(urlsplit(url).netloc.partition("@")[2].rpartition(":")[0]))
            os.kill(int((place / "data/postmaster.pid").read_text().split()[0]), signal.SIGQUIT)
            trial.until("/sehat/siap is 503", lambda: trial.status("/sehat/siap") == 503)
            check("the process still says that it lives", trial.status("/sehat/hidup") == 200)
            page = admin.post("/kalender/alasan-jeda/", data=form)
            check("a press gets 503 and a sentence", page.status_code == 503 and "tidak menjawab" in page.text)
            check("what was typed stands in the page", form["name"] in page.text)
            look = trial.alur("watch")
            check("the watch says so and ends with 1", look.returncode == 1 and "Basis data" in look.stderr)
            time.sleep(5)
            _start_again(place, source)
            trial.until("/sehat/siap is 200 without a restart", lambda: trial.status("/sehat/siap") == 200)
            codes = [admin.post("/kalender/alasan-jeda/", data=form).status_code for _ in range(3)]
            check(f"the page's button sends it again {codes}", set(codes) == {302})
            check("it is recorded once", trial.ask(REASONS) == "1")
            codes = [admin.get("/kalender/").status_code for _ in range(40)]
            check("no page meets a dead connection afterwards", set(codes) == {200})
            trial.ask(JOB)
            trial.until("the worker went on by itself", lambda: trial.ask(COUNT) == "1")
            trial.until("/sehat is 200", lambda: trial.status("/sehat") == 200)
            check("the record is whole", trial.alur("verify").returncode == 0)


def storage(folder: Path) -> None:
    """A server that speaks S3 is stopped and started again."""
    port = _free_port()
    url = f"s3+http://kunci:rahasia@127.0.0.1:{port}/berkas"
    server = _moto(port)
    trial = Trial(_environment(folder, ALUR_STORAGE_URL=url), folder)
    try:
        with trial.running():
            desk = trial.person("petugas")
            server.terminate()
            server.wait()
            trial.until("/sehat/siap is 503", lambda: trial.status("/sehat/siap") == 503)
            check("pages go on", desk.get("/surat/").status_code == 200)
            page = _upload(desk)
            check(
                "an upload is refused with a sentence", "Penyimpanan berkas sedang tidak dapat dihubungi" in page.text
            )
            check("what was typed stands in the page", "Perihal yang diketik" in page.text)
            look = trial.alur("watch")
            check("the watch notes an incident", look.returncode == 1 and "Penyimpanan berkas" in look.stderr)
            server = _moto(port)
            trial.until("/sehat/siap is 200 without a restart", lambda: trial.status("/sehat/siap") == 200)
            check("the upload is taken", "Penyimpanan berkas sedang" not in _upload(desk).text)
            check("the watch closes the incident", trial.alur("watch").returncode == 0)
    finally:
        server.terminate()
        server.wait()


def disk(folder: Path) -> None:
    """The disk of data fills up while people press and upload, and is cleared again."""
    if not os.environ.get("ALUR_OUTAGE_OWN_MOUNTS"):
        command = ["unshare", "-m", sys.executable, "-m", "bench.outages", "disk"]
        done = subprocess.run(command, env=os.environ | {"ALUR_OUTAGE_OWN_MOUNTS": "1"}, cwd=ROOT)
        check("the trial in mounts of its own", done.returncode == 0)
        return
    place = folder / "kecil"
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=60m", "tmpfs", str(place)], check=True)
    trial = Trial(_environment(place), folder)
    try:
        with trial.running():
            admin, desk = trial.person("admin"), trial.person("petugas")
            form = _reason_form(admin)
            ballast = place / "penuh"
            _fill(ballast)
            trial.until("/sehat/siap is 503", lambda: trial.status("/sehat/siap") == 503)
            page = admin.post("/kalender/alasan-jeda/", data=form)
            check("a press gets 503 and a sentence", page.status_code == 503 and "penuh" in page.text)
            check("what was typed stands in the page", form["name"] in page.text)
            upload = _upload(desk)
            check(f"an upload gets a sentence ({upload.status_code})", "penuh" in upload.text)
            check("pages are read all the same", admin.get("/kalender/").status_code == 200)
            check("no half press is left", trial.ask(REASONS) == "0")
            ballast.unlink()
            trial.until("/sehat/siap is 200 without a restart", lambda: trial.status("/sehat/siap") == 200)
            check("the press is taken", admin.post("/kalender/alasan-jeda/", data=form).status_code == 302)
            check("it is recorded once", trial.ask(REASONS) == "1")
            trial.ask(JOB)
            trial.until("the worker went on by itself", lambda: trial.ask(COUNT) == "1")
            check("the record is whole", trial.alur("verify").returncode == 0)
    finally:
        subprocess.run(["umount", "-l", str(place)], check=False)


def clock(folder: Path) -> None:
    """The clock of the whole machine, as Alur sees it, is set back an hour."""
    stamp = folder / "jam"
    stamp.write_text("0")
    fake = {"LD_PRELOAD": str(_shim(folder)), "ALUR_SHIFT": str(stamp)}
    trial = Trial(_environment(folder, **fake), folder)
    with trial.running():
        admin = trial.person("admin")
        form = _reason_form(admin)
        trial.ask(JOB)
        trial.until("a job ran before", lambda: trial.ask(COUNT) == "1")
        stamp.write_text("-3600")
        begun = time.monotonic()
        trial.ask(JOB)
        trial.until("a job runs after", lambda: trial.ask(COUNT) == "2")
        trial.until("the clock has ticked at the new time", lambda: 0 <= int(trial.ask(AGE)) < 120)
        trial.until("/sehat is 200", lambda: trial.status("/sehat") == 200)
        check("a press is taken", admin.post("/kalender/alasan-jeda/", data=form).status_code == 302)
        print(f"seconds from the set-back until all was well: {time.monotonic() - begun:.0f}")
        time.sleep(75)
        check("it goes on ticking in the hour that comes twice", 0 <= int(trial.ask(AGE)) < 120)
        check("the record is whole", trial.alur("verify").returncode == 0)


def check(what: str, is_so: bool) -> None:
    print(f"{'yes' if is_so else 'NO '}  {what}", flush=True)
    if not is_so:
        failures.append(what)


def _environment(folder: Path, **more: str) -> dict[str, str]:
    own = {"ALUR_DATA": str(folder), "ALUR_SECRET_KEY": SECRET, "DJANGO_SETTINGS_MODULE": "alur.config.settings"}
    known = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return known | own | more


def _csrf(page: str) -> dict[str, str]:
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    return {"csrfmiddlewaretoken": found[1] if found else ""}


def _reason_form(client: httpx.Client) -> dict[str, str]:
    page = client.get("/kalender/alasan-jeda/").text
    return _csrf(page) | {"name": "Uji coba gangguan", "aksi": "tambah", "token": uuid4().hex}


def _upload(client: httpx.Client) -> httpx.Response:
    form = _csrf(client.get("/surat/baru/").text) | {"subject": "Perihal yang diketik", "token": uuid4().hex}
    scan = {"scan": ("surat.pdf", _scan(), "application/pdf")}
    return client.post("/surat/baru/", data=form, files=scan)


def _scan() -> bytes:
    """A PDF of 3 MB, each time another."""
    with pikepdf.new() as pdf, BytesIO() as file:
        pdf.add_blank_page()
        pdf.pages[0]["/Gangguan"] = pikepdf.Stream(pdf, os.urandom(3_000_000))
        pdf.save(file)
        return file.getvalue()


def _start_again(place: Path, source: Path) -> None:
    binary = (
        cluster._reachable(source, place) if not (place / "package").exists() else next(place.glob("package/*/*/bin"))
    )
    options = cluster.OPTIONS.format(folder=place)
    cluster._run(place, binary / "pg_ctl", "-D", place / "data", "-w", "-l", place / "log", "-o", options, "start")


def _moto(port: int) -> subprocess.Popen[bytes]:
    """The server, empty, with the bucket that it forgets each time."""
    command = [str(Path(sys.executable).with_name("moto_server")), "-H", "127.0.0.1", "-p", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            if httpx.put(f"http://127.0.0.1:{port}/berkas").status_code == 200:
                return process
        except httpx.HTTPError:
            time.sleep(0.2)
    raise RuntimeError("moto did not start")


def _fill(ballast: Path) -> None:
    """Take the last byte of the disk."""
    handle = os.open(ballast, os.O_WRONLY | os.O_CREAT)
    for size in (1024 * 1024, 4096, 1):
        try:
            while os.write(handle, b"x" * size):
                pass
        except OSError:
            continue
    os.close(handle)


def _shim(folder: Path) -> Path:
    """A library that moves the time of day by the seconds in the file that ALUR_SHIFT names, and nothing else."""
    source, library = folder / "shift.c", folder / "shift.so"
    source.write_text(SHIFT)
    subprocess.run(["cc", "-shared", "-fPIC", "-o", str(library), str(source)], check=True)
    return library


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
