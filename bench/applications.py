"""The two applications that are compared, each with its way to the same four things: inbox, case, search, step."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.asking import Act, Person
from bench.seed import PASSWORD, ROOT, environment, run

PERSON_QUERY = """SELECT u.nip FROM records_user u JOIN records_appointment a ON a.user_id = u.id
JOIN records_position_roles p ON p.position_id = a.position_id
JOIN records_role r ON r.id = p.role_id WHERE r.key = 'kasubbag'"""
# What waits for one person and can be approved at once: steps 4 and 6 in their first round.
STEPS_QUERY = """SELECT c.number, v.number FROM records_visit v JOIN records_case c ON c.id = v.case_id
WHERE v.closed_at IS NULL AND v.round = 1 AND v.step IN ('periksa-analisis', 'periksa-hasil') ORDER BY v.id"""
WORD = "dasbor"
DONE = (302, 303)


@dataclass(frozen=True)
class Work:
    """What is asked for: who asks, and the open visits that wait for this person, as case and visit number."""

    nip: str
    visits: tuple[tuple[str, int], ...]

    @classmethod
    def read(cls, file: Path) -> Work:
        source = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
        person = source.execute(PERSON_QUERY).fetchone()
        return cls(person[0], tuple(source.execute(STEPS_QUERY)))


@dataclass(frozen=True)
class Application:
    """How one application is filled, started and asked."""

    name: str
    wsgi: str
    environment: Mapping[str, str]
    login: str
    fill: Callable[[Path], None]
    acts: Mapping[str, Act]

    def person(self, port: int, nip: str) -> Person:
        found = Person(port)
        found.log_in(self.login, nip, PASSWORD)
        return found


def alur(database: str, folder: Path, work: Work) -> Application:
    surroundings = environment(database, folder)

    def step(person: Person, number: int) -> float:
        case, visit = work.visits[number]
        fields = {"token": str(uuid.uuid4()), "aksi": "tetapkan", "keputusan": "disetujui", "catatan": ""}
        return _pressed(person, f"/permintaan/{case}/", f"/permintaan/{case}/langkah/{visit}/", fields)

    acts = {
        "inbox": _page("/"),
        "case": lambda person, number: _shown(person, f"/permintaan/{work.visits[-1 - number % 50][0]}/"),
        "search": _page(f"/permintaan/?status=semua&q={WORD}"),
        "step": step,
    }

    def fill(file: Path) -> None:
        run("fill", surroundings, str(file))

    return Application("alur", "alur.config.wsgi:application", surroundings, "/masuk/", fill, acts)


def limit(database: str, work: Work) -> Application:
    surroundings = os.environ | {"LIMIT_DATABASE": database}

    def fill(file: Path) -> None:
        command = [sys.executable, "-m", "bench.limit_filling", str(file)]
        subprocess.run(command, env=surroundings, cwd=ROOT, check=True)

    def step(person: Person, number: int) -> float:
        case = work.visits[number][0]
        return _pressed(person, f"/case/{case}/", f"/case/{case}/step/", {"note": "Disetujui."})

    acts = {
        "inbox": _page("/"),
        "case": lambda person, number: _shown(person, f"/case/{work.visits[-1 - number % 50][0]}/"),
        "search": _page(f"/search/?q={WORD}"),
        "step": step,
    }
    return Application("limit", "bench.limit:application", surroundings, "/login/", fill, acts)


def _page(path: str) -> Act:
    return lambda person, number: _shown(person, path)


def _shown(person: Person, path: str) -> float:
    answer = person.ask(path)
    if answer.status != 200:
        raise RuntimeError(f"{path}: {answer.status} {answer.location}")
    return answer.seconds


def _pressed(person: Person, page: str, path: str, fields: dict[str, str]) -> float:
    """The POST alone; the page with its form is read before, by the first press of a person."""
    if not person.csrf:
        person.csrf = person.token_in(person.ask(page).text)
    answer = person.ask(path, fields | {"csrfmiddlewaretoken": person.csrf})
    if answer.status not in DONE:
        raise RuntimeError(f"{path}: {answer.status} {answer.text[:2000]}")
    return answer.seconds
