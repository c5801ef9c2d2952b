"""Ten thousand log-in attempts against a served Alur: who gets in, what is answered, and whether time tells a NIP.

    python -m bench.log_in_attack [--tries 10000]

Strangers come from as many addresses as there are tries (behind a proxy of one's own, ALUR_PROXIES=1), half of them at
the people of the example office, half at ten NIPs that nobody has: few aims, so that most tries meet a held brake and
the trial takes minutes. Meanwhile one rightful person logs in on a known device, one from a known address; afterwards
one from a place that was never seen, who waits as told and is let in.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from statistics import median, quantiles

import httpx

from bench.seed import ROOT
from bench.serving import served

THREADS = 8
PAIRS = 20
NOBODY = 10
CHANCE = random.Random(6)


class Browser:
    """A browser behind the proxy, coming from one address."""

    def __init__(self, base: str, address: str) -> None:
        self.client = httpx.Client(base_url=base, timeout=120, headers={"X-Forwarded-For": address})
        self.open_door()

    def open_door(self) -> None:
        """The log-in page and its token, which changes with every log-in."""
        page = self.client.get("/masuk/").text
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert found is not None
        self.token = found[1]

    def try_with(self, nip: str, password: str, address: str = "") -> httpx.Response:
        form = {"csrfmiddlewaretoken": self.token, "username": nip, "password": password}
        headers = {"X-Forwarded-For": address} if address else {}
        return self.client.post("/masuk/", data=form, headers=headers)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.log_in_attack", description=__doc__.partition("\n")[0])
    parser.add_argument("--tries", type=int, default=10_000)
    args = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"ALUR_DATA": folder, "ALUR_PROXIES": "1", "DATABASE_URL": "", "ALUR_PORT": "8571"}
        alur = [sys.executable, "-m", "alur.cli"]
        subprocess.run([*alur, "serve", "--setup", "--kosong"], env=environment, cwd=ROOT, check=True)
        told = subprocess.check_output([*alur, "people", "load", "docs/contoh-kantor.toml"], env=environment, cwd=ROOT)
        people = [json.loads(line) for line in told.splitlines()]
        log = Path(folder) / "server.log"
        with served("alur.config.wsgi:application", environment, log) as server:
            base = f"http://127.0.0.1:{server.port}"
            return _trial(base, people, args.tries, log)


def _trial(base: str, people: list[dict[str, str]], tries: int, log: Path) -> int:
    rightful, aims = people[:3], people[3:]
    at_home, at_place = Browser(base, "10.1.1.1"), Browser(base, "10.1.1.2")
    for browser, person in ((at_home, rightful[0]), (at_place, rightful[1])):
        assert browser.try_with(person["nip"], person["password"]).status_code == 302
    _compare(base, aims)
    print(f"{tries} tries by {THREADS} at a time:", flush=True)
    begun = time.monotonic()
    with ThreadPoolExecutor(THREADS) as pool:
        shares = [list(islice(_strangers(people), tries // THREADS)) for _ in range(THREADS)]
        running = [pool.submit(_attack, base, number, share) for number, share in enumerate(shares)]
        time.sleep(2)
        answers = {"known device": _timed(at_home, rightful[0], "10.9.1.1")}
        answers["known address"] = _timed(Browser(base, "10.1.1.2"), rightful[1], "10.1.1.2")
        seen: Counter[int] = sum((future.result() for future in running), Counter())
    seconds = time.monotonic() - begun
    answers["known device, afterwards"] = _timed(at_home, rightful[0], "10.9.1.1")
    new_place = Browser(base, "10.1.1.3")
    answers["never seen, afterwards"] = _timed(new_place, rightful[2], "10.1.1.3")
    time.sleep(int(answers["never seen, afterwards"][1] or 0))
    answers["never seen, after that wait"] = _timed(new_place, rightful[2], "10.1.1.3")
    print(f"  {seconds:.0f} s; answers {dict(sorted(seen.items()))}")
    for who, (status, wait, took) in answers.items():
        print(f"  {who}: {status}{f', to wait {wait} s' if wait else ''} in {took * 1000:.0f} ms")
    text = log.read_text(errors="replace")
    leaked = [word for person in people for word in (person["nip"], person["password"], person["name"]) if word in text]
    print(f"  server log: {len(text.splitlines())} lines, {len(leaked)} of them with a NIP, a password or a name")
    statuses = [status for status, _, _ in answers.values()]
    is_right = [*statuses[:3], statuses[-1]] == [302] * 4
    return 0 if is_right and not leaked and not any(code >= 500 for code in seen) else 1


def _strangers(people: list[dict[str, str]]) -> Iterator[str]:
    """NIPs to try: one of the people, then one that nobody has."""
    while True:
        yield CHANCE.choice(people)["nip"]
        yield f"1990{CHANCE.randrange(NOBODY):014}"


def _attack(base: str, number: int, nips: list[str]) -> Counter[int]:
    browser, seen = Browser(base, f"10.2.{number}.1"), Counter[int]()
    for place, nip in enumerate(nips):
        address = f"10.{20 + number}.{place // 250}.{place % 250 + 1}"
        seen[browser.try_with(nip, f"kata-sandi-tebakan-{place}", address).status_code] += 1
    return seen


def _timed(browser: Browser, person: dict[str, str], address: str) -> tuple[int, str, float]:
    browser.client.cookies.delete("alur-sesi")
    browser.open_door()
    begun = time.monotonic()
    answer = browser.try_with(person["nip"], person["password"], address)
    return answer.status_code, answer.headers.get("Retry-After", ""), time.monotonic() - begun


def _compare(base: str, people: list[dict[str, str]]) -> None:
    """Answer and time for an unknown NIP and for a wrong password, one after the other, each from an address anew."""
    browser, times = Browser(base, "10.3.0.1"), ([], [])
    pages: tuple[set[str], set[str]] = (set(), set())
    for place in range(min(PAIRS, 4 * len(people))):
        pair = (f"1991{CHANCE.randrange(10**14):014}", people[place % len(people)]["nip"])
        for kind in CHANCE.sample((0, 1), 2):
            begun = time.monotonic()
            answer = browser.try_with(pair[kind], "kata-sandi-keliru-2026", f"10.3.{kind + 1}.{place + 1}")
            times[kind].append(time.monotonic() - begun)
            plain = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.text.replace(pair[kind], "NIP"))
            pages[kind].add(f"{answer.status_code} {plain}")
    unknown, wrong = (median(values) * 1000 for values in times)
    print(f"unknown NIP {unknown:.1f} ms, wrong password {wrong:.1f} ms, ratio {unknown / wrong:.3f} (medians)")
    spread = [[f"{value * 1000:.0f}" for value in quantiles(values, n=4)] for values in times]
    print(f"  quartiles {spread[0]} and {spread[1]} ms; pages the same: {pages[0] == pages[1]}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
