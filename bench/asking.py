"""Asks a server for pages as people do, over connections that stay open, and keeps how long each answer took."""

from __future__ import annotations

import http.client
import re
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

CSRF = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
Act = Callable[["Person", int], float]


@dataclass
class Answer:
    status: int
    text: str
    location: str
    seconds: float


@dataclass
class Person:
    """One person's browser: a connection and its cookies."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    csrf: str = ""

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def ask(self, path: str, fields: dict[str, str] | None = None) -> Answer:
        """GET the page, or POST the fields; the seconds until the last byte of the answer."""
        body = urlencode(fields) if fields is not None else None
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded"}
        began = time.perf_counter()
        self.connection.request("POST" if body is not None else "GET", path, body, headers)
        response = self.connection.getresponse()
        content = response.read()
        seconds = time.perf_counter() - began
        for header in response.headers.get_all("Set-Cookie", []):
            name, _, value = header.partition(";")[0].partition("=")
            self.cookies[name] = value
        return Answer(response.status, content.decode(), response.headers.get("Location", ""), seconds)

    def log_in(self, path: str, name: str, password: str) -> None:
        """Log in through the page. Raises RuntimeError when that does not lead on."""
        form = self.ask(path)
        fields = {"username": name, "password": password, "csrfmiddlewaretoken": self.token_in(form.text)}
        answer = self.ask(path, fields)
        if answer.status not in (302, 303):
            raise RuntimeError(f"{name} could not log in at {path}: {answer.status} {answer.text[:2000]}")

    @staticmethod
    def token_in(page: str) -> str:
        found = CSRF.search(page)
        if found is None:
            raise RuntimeError(f"No form on the page: {page[:300]}")
        return found[1]


@dataclass(frozen=True)
class Timing:
    """Milliseconds in the middle and at the slow end of many answers."""

    p50: float
    p95: float


def durations(people: Sequence[Person], act: Act, numbers: Sequence[int]) -> list[float]:
    """Seconds of each act: all people act at the same time, each with the next number that nobody has taken."""
    waiting = iter(numbers)
    lock = threading.Lock()
    found: list[float] = []
    failures: list[BaseException] = []

    def work(person: Person) -> None:
        try:
            while True:
                with lock:
                    number = next(waiting, None)
                if number is None:
                    return
                found.append(act(person, number))
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return found


def timing(seconds: Sequence[float]) -> Timing:
    ordered = sorted(seconds)
    return Timing(_share(ordered, 0.5), _share(ordered, 0.95))


def _share(ordered: Sequence[float], share: float) -> float:
    return 1000 * ordered[min(len(ordered) - 1, int(len(ordered) * share))]
