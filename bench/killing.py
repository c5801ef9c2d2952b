"""Kills web and worker processes of a served Alur at random moments while people work, and reads the record afterwards.

    python -m bench.killing [--kills 200] [--desks 6] [--every 1.5] [--postgresql]

Desks log in and press over HTTP; whoever gets no answer presses the same form again. Nobody helps the processes up:
what `alur serve` does by itself is what is tried. Mails go to a real mail server. Leases are run out by hand at the
end, so that nobody waits ten minutes for them. Ends with 1 when something is not as it must be.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx

from bench import crowd
from bench.seed import ROOT, environment
from tests.cluster import binaries, cluster

KINDS = ("web",) * 9 + ("worker",) * 9 + ("leader",) * 2
CALM = 120.0  # seconds after the last kill in which all must be well by itself
MUST_BE_EMPTY = (
    "answered but not recorded",
    "visits without a notice",
    "notices that no delivery carries",
    "deliveries still waiting",
    "mails noted as sent that never came",
    "mails not sent for work that waits",
    "jobs dead",
    "jobs waiting",
)
RUN_OUT = """
import django; django.setup()
from django.utils import timezone
from alur.records.models import Job, Posting
now = timezone.now()
Job.objects.filter(state="berjalan").update(lease_until=now)
Job.objects.filter(state="siap").update(run_after=now)
Posting.objects.filter(state="dikirim").update(lease_until=now)
Posting.objects.filter(state="siap").update(run_after=now)
from alur.actions.delivering.queueing import send_notices
send_notices.enqueue()
"""
LEFT = """
import django; django.setup()
from alur.records.models import Job, Posting
print(Job.objects.filter(state__in=("siap", "berjalan")).exclude(pk__in=("jam", "keliling")).count()
    + Posting.objects.filter(state__in=("siap", "dikirim")).count())
"""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.killing", description=__doc__.partition("\n")[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--desks", type=int, default=6)
    parser.add_argument("--every", type=float, default=1.5, help="seconds between two kills, on average")
    parser.add_argument("--minutes", type=float, default=60, help="stop killing then, however many it were")
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--postgresql", action="store_true")
    args = parser.parse_args(arguments)
    seed = args.seed if args.seed is not None else random.SystemRandom().randrange(10**6)
    print(f"seed {seed}, load {os.getloadavg()[0]:.1f}", flush=True)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="alur-kill-")))
        url = ""
        if args.postgresql:
            source = binaries()
            assert source is not None, "no PostgreSQL"
            url = stack.enter_context(cluster(source))
        return trial(folder, url, args.kills, args.desks, args.every, args.minutes, random.Random(seed))


def trial(folder: Path, url: str, kills: int, desks: int, every: float, minutes: float, chance: random.Random) -> int:
    """One whole trial; 1 when something is not as it must be."""
    mail_port, port = free_port(), free_port()
    own = environment(url, folder) | {
        "ALUR_PORT": str(port),
        "ALUR_EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
        "ALUR_EMAIL_FROM": "alur@contoh.go.id",
        "ALUR_PUBLIC_URL": f"http://127.0.0.1:{port}",
    }
    office, told, address = crowd.prepare(own), crowd.Told(), f"http://127.0.0.1:{port}"
    with crowd.sink_at(mail_port, folder / "mails"), serving(own, address, folder / "serve.log") as serve:
        walkers = [crowd.Walker([address], office, told, number) for number in range(desks)]
        for walker in walkers:
            walker.start()
        until("people are at work", lambda: len(told.done) >= desks, 40)
        killed = kill_at_random(serve, address, kills, every, minutes, chance)
        for walker in walkers:
            walker.stop.set()
        for walker in walkers:
            walker.join(crowd.PATIENCE)
        calm = until("all is well by itself", lambda: is_well(address), CALM)
        python(own, RUN_OUT)
        until("nothing waits any more", lambda: python(own, LEFT) == "0", CALM)
        alive = serve.poll() is None
    return report(own, folder, told, killed, calm, alive)


def report(
    own: Mapping[str, str], folder: Path, told: crowd.Told, killed: Counter[str], calm: float, alive: bool
) -> int:
    found = crowd.judged(own, told, folder / "mails", folder)
    verify = subprocess.run(
        [sys.executable, "-m", "alur.cli", "verify"], env=dict(own), cwd=ROOT, capture_output=True, text=True
    )
    print(f"killed {dict(killed)}; answers missing {dict(told.without_answer)}; longest press {told.longest:.1f} s")
    for name, value in found.items():
        print(f"{name}: {value}")
    print(f"refused: {len(told.refused)} {told.refused[:5]}")
    print(f"alur verify: {verify.returncode} {(verify.stdout + verify.stderr).strip()[-300:]}")
    faults = [name for name in MUST_BE_EMPTY if found[name] and name != "jobs waiting"]
    faults += ["alur verify"] * (verify.returncode != 0) + ["alur serve has ended"] * (not alive)
    faults += ["refused presses"] * bool(told.refused) + ["not well by itself"] * (calm >= CALM)
    faults += ["nobody could work"] * (not told.done)
    print("\n".join(f"NOT SO: {fault}" for fault in faults) or "All as it must be.")
    if not alive or calm >= CALM:
        print((folder / "serve.log").read_text(errors="replace")[-3000:])
    return int(bool(faults))


def kill_at_random(
    serve: subprocess.Popen[bytes], address: str, kills: int, every: float, minutes: float, chance: random.Random
) -> Counter[str]:
    """Send SIGKILL to so many processes; how many of each kind. Stops when `alur serve` itself has ended.

    Each kill waits until pages answer again, so that it meets people at work and not a server that is starting.
    """
    killed: Counter[str] = Counter()
    end = time.monotonic() + 60 * minutes
    while sum(killed.values()) < kills and serve.poll() is None and time.monotonic() < end:
        while not answers(address) and serve.poll() is None and time.monotonic() < end:
            time.sleep(0.2)
        time.sleep(chance.uniform(0, 2 * every))
        found = processes(serve.pid)
        kind = chance.choice(KINDS)
        if found[kind]:
            os.kill(chance.choice(found[kind]), signal.SIGKILL)
            killed[kind] += 1
            if sum(killed.values()) % 20 == 0:
                print(f"  {sum(killed.values())} killed, load {os.getloadavg()[0]:.1f}", flush=True)
    return killed


def processes(top: int) -> dict[str, list[int]]:
    """The processes below `alur serve` that may be killed, by what they are."""
    found: dict[str, list[int]] = {"web": [], "worker": [], "leader": []}
    for leader in below(top):
        words = command_of(leader)
        if "granian" in words:
            found["leader"].append(leader)
            found["web"] += [number for number in below(leader) if "tracker" not in command_of(number)]
        elif words.endswith("alur.cli worker"):
            found["worker"].append(leader)
    return found


def below(number: int) -> list[int]:
    try:
        tasks = os.listdir(f"/proc/{number}/task")
        return [int(n) for task in tasks for n in Path(f"/proc/{number}/task/{task}/children").read_text().split()]
    except OSError:
        return []


def command_of(number: int) -> str:
    try:
        return Path(f"/proc/{number}/cmdline").read_text().replace("\0", " ").strip()
    except OSError:
        return "tracker"


@contextmanager
def serving(own: Mapping[str, str], address: str, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """`alur serve` as the operator starts it."""
    command = [sys.executable, "-m", "alur.cli", "serve", "--kosong"]
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=dict(own), stdout=output, stderr=output)
    try:
        until("Alur is well", lambda: is_well(address))
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def is_well(address: str) -> bool:
    return answers(address, "/sehat")


def answers(address: str, path: str = "/sehat/hidup") -> bool:
    try:
        return httpx.get(f"{address}{path}", timeout=10).status_code == 200
    except httpx.HTTPError:
        return False


def until(what: str, is_so: Callable[[], bool], patience: float = 120.0) -> float:
    """Seconds until it is so, at most the patience."""
    begun = time.monotonic()
    while not is_so() and time.monotonic() - begun < patience:
        time.sleep(0.3)
    seconds = time.monotonic() - begun
    print(f"{what}: after {seconds:.1f} s", flush=True)
    return seconds


def python(own: Mapping[str, str], code: str) -> str:
    command = [sys.executable, "-c", code]
    return subprocess.run(
        command, env=dict(own), cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    ).stdout.strip()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
