"""Copies patterns into as many cases as are wanted: rows, lines with true digests, running numbers, search lines."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import random
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from alur.cli.demonstration.texts import REQUESTS
from alur.records.codes import ALPHABET, LENGTH
from alur.records.models import GENESIS, Application, Counter, Entry, SubjectKind, Unit, User
from alur.records.search import searchable
from bench.patterns import COPIED, Line, Pattern, columns_of

OPEN_SHARE = 0.1
OPEN_WEEKS, ALL_WEEKS = 8, 150
BATCH = 1000
PLACES = ("Makassar", "Sagara", "Wanasari", "Ranu", "Kupang", "Ambon", "Jayapura", "Padang", "Pontianak", "Mataram")
DIGEST_TEXT = '{"acting_as":%s,"at":"%s","by":"%s","data":%s,"kind":"%s","number":%d,"previous":"%s","subject":"%s:%d"}'

Rows = dict[str, list[tuple[Any, ...]]]


@dataclass
class Places:
    """What copies are spread over: people of the programmers' role, units, applications, and the NIP of everybody."""

    programmers: Sequence[int]
    pattern_programmer: int
    units: Sequence[tuple[int, str]]
    applications: Mapping[str, tuple[int, str]]
    nips: Mapping[int, str]

    @classmethod
    def read(cls, pattern_programmer: User) -> Places:
        people = User.objects.filter(appointments__position__roles__key="prakom").order_by("pk")
        return cls(
            list(people.values_list("pk", flat=True)),
            pattern_programmer.pk,
            list(Unit.objects.filter(positions__duty="pemohon").order_by("pk").values_list("pk", "name")),
            {code: (pk, name) for pk, code, name in Application.objects.values_list("pk", "code", "name")},
            dict(User.objects.values_list("pk", "nip")),
        )


@dataclass
class Copier:
    """Makes copies one after the other; keeps the next primary key of each table and the running numbers."""

    places: Places
    chance: random.Random
    next_ids: dict[str, int]
    counters: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    @classmethod
    def begin(cls, pattern_programmer: User, chance: random.Random) -> Copier:
        """A copier that goes on after the rows and the running numbers that there are."""
        next_ids = {model._meta.db_table: _last(model) + 1 for model in COPIED}
        copier = cls(Places.read(pattern_programmer), chance, next_ids)
        copier.counters.update(Counter.objects.values_list("name", "value"))
        return copier

    def copy(self, pattern: Pattern, weeks: int, into: Rows) -> None:
        """Add one case, moved by so many weeks, to the rows to be written."""
        values = self._values(pattern, weeks)
        for table, rows in pattern.rows.items():
            into[table] += [_filled(row.shared, row.own, values) for row in rows]
        heads: dict[str, str] = {}
        for line in pattern.lines:
            into[Entry._meta.db_table].append(self._line(line, values, heads))
        into["case_search"].append((values["case"], searchable(values["search"])))

    def _values(self, pattern: Pattern, weeks: int) -> dict[str, Any]:
        values: dict[str, Any] = {"none": None}
        for table, keys in pattern.ids.items():
            first = self.next_ids[table]
            self.next_ids[table] = first + len(keys)
            values |= {f"id:{table}:{key}": first + place for place, key in enumerate(keys)}
        programmer = self.chance.choice(self.places.programmers)
        for token in pattern.tokens:
            kind, _, text = token.partition(":")
            if kind in ("at", "iso", "on"):
                values[token] = moved(text, weeks)
            elif kind == "user":
                values[token] = programmer if int(text) == self.places.pattern_programmer else int(text)
        values |= self._letter(pattern, values, weeks) | self._numbers(pattern, weeks)
        for token in pattern.tokens:
            if token.startswith("json:"):
                values[token] = _joined(tuple(token[5:].split("\x00")), values)
        return values

    def _letter(self, pattern: Pattern, values: Mapping[str, Any], weeks: int) -> dict[str, Any]:
        """What the letter asks, by whom, and the numbers in the agenda and among the cases."""
        code, _, subject, summary = self.chance.choice(REQUESTS)
        unit, unit_name = self.chance.choice(self.places.units)
        application, application_name = self.places.applications[code]
        year, case_year = moved(pattern.registered_at, weeks)[:4], moved(pattern.opened_at, weeks)[:4]
        agenda = self._next(f"agenda/{year}")
        found = {
            "title": f"{subject} {self.chance.choice(PLACES)}",
            "summary": summary,
            "unit": unit,
            "application": application,
            "agenda_year": int(year),
            "agenda_number": agenda,
            "agenda": f"{agenda}/{year}",
            "letter_number": f"KP.04.01/{unit}/{agenda}/{year}",
            "case_number": f"P-{case_year}-{self._next(f'permintaan/{case_year}'):04}",
            "case": values[f"id:records_case:{pattern.ids['records_case'][0]}"],
            "letter": values[f"id:records_letter:{pattern.ids['records_letter'][0]}"],
        }
        words = ("case_number", "title", "letter_number", "summary")
        found["search"] = " ".join([*(found[key] for key in words), unit_name, code, application_name])
        return found

    def _numbers(self, pattern: Pattern, weeks: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for place, (classification, made_at) in enumerate(pattern.papers):
            year = moved(made_at, weeks)[:4]
            series = f"{classification}/4/{year}"
            running = self._next(series)
            found[f"series:{place}"], found[f"running:{place}"] = series, running
            found[f"official:{place}"] = f"{classification}/4/{running}/{year}"
            found[f"code:{place}"] = "".join(self.chance.choices(ALPHABET, k=LENGTH))
        return found

    def _next(self, name: str) -> int:
        self.counters[name] += 1
        return self.counters[name]

    def _line(self, line: Line, values: dict[str, Any], heads: dict[str, str]) -> tuple[Any, ...]:
        subject = values["case" if line.subject == SubjectKind.CASE else "letter"]
        previous = heads.get(line.subject, GENESIS)
        data = _joined(line.data, values)
        nip = self.places.nips[values[line.by]] if line.by else ""
        by = f"{values[line.by]} {nip}" if line.by else ""
        acting_as = json.dumps(line.acting_as, ensure_ascii=False)
        text = DIGEST_TEXT % (
            acting_as,
            values[line.at],
            by,
            data,
            line.kind,
            line.number,
            previous,
            line.subject,
            subject,
        )
        digest = heads[line.subject] = hashlib.sha256(text.encode()).hexdigest()
        values |= {"subject": subject, "previous": previous, "data": data, "hash": digest, "by_nip": nip}
        return _filled(line.row.shared, line.row.own, values)


def _last(model: Any) -> int:
    return model.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _filled(shared: tuple[Any, ...], own: tuple[tuple[int, str], ...], values: Mapping[str, Any]) -> tuple[Any, ...]:
    row = list(shared)
    for place, token in own:
        row[place] = values[token]
    return tuple(row)


def _joined(pieces: tuple[str, ...], values: Mapping[str, Any]) -> str:
    own = list(pieces)
    own[1::2] = [str(values[token]) for token in pieces[1::2]]
    return "".join(own)


@lru_cache(maxsize=100_000)
def moved(text: str, weeks: int) -> str:
    """A date or an instant some weeks later, written just as it was."""
    later = dt.datetime.fromisoformat(text) + dt.timedelta(weeks=weeks)
    if len(text) == 10:
        return later.date().isoformat()
    return later.isoformat(sep=text[10], timespec="microseconds" if "." in text else "seconds")


def copies(
    copier: Copier,
    ended: Sequence[Pattern],
    waiting: Sequence[Pattern],
    *,
    cases: int,
    last_week: int,
    open_share: float = OPEN_SHARE,
) -> Iterator[Rows]:
    """All copies, oldest first, in portions; the last ones (a tenth) are still open, of the last eight weeks."""
    rows: Rows = defaultdict(list)
    first_open = cases - round(cases * open_share)
    for number in range(cases):
        if number < first_open:
            age = ALL_WEEKS - (ALL_WEEKS - OPEN_WEEKS) * number // first_open
            pattern = copier.chance.choice(ended)
        else:
            age = OPEN_WEEKS - 1 - OPEN_WEEKS * (number - first_open) // (cases - first_open)
            pattern = waiting[number % len(waiting)]
        copier.copy(pattern, last_week - age, rows)
        if number % BATCH == BATCH - 1:
            yield rows
            rows = defaultdict(list)
    yield rows


def write(rows: Rows, database: sqlite3.Connection) -> None:
    """Write a portion into its tables."""
    columns = {model._meta.db_table: columns_of(model) for model in COPIED} | {"case_search": ["rowid", "teks"]}
    for table, values in rows.items():
        names = ",".join(f'"{name}"' for name in columns[table])
        marks = ",".join("?" * len(columns[table]))
        database.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)


def save_counters(copier: Copier) -> None:
    for name, value in copier.counters.items():
        Counter.objects.update_or_create(name=name, defaults={"value": value})
