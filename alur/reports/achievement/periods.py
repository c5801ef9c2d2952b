"""Periods of a report: month, triwulan, semester, year, or any span of days; each knows the one before it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from alur.records.measures import midnight, month_after
from alur.worktime.wording import MONTHS, long_date

ROMAN = ("I", "II", "III", "IV")
MONTH_COUNTS = {"bulan": 1, "triwulan": 3, "semester": 6, "tahun": 12}
OWN = "sendiri"
LETTERS = {"triwulan": "T", "semester": "S"}
LONGEST_DAYS = 3660
EARLIEST, LATEST = 1990, 2200
_KEY = re.compile(r"(\d{4})(?:-(?:(\d{2})|([TS])([1-4])))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Period:
    """From the day `first` until before `until`."""

    kind: str
    first: dt.date
    until: dt.date

    @property
    def last(self) -> dt.date:
        return self.until - dt.timedelta(days=1)

    @property
    def start(self) -> dt.datetime:
        """Its first instant, in the office's zone."""
        return midnight(self.first)

    @property
    def end(self) -> dt.datetime:
        """The first instant after it."""
        return midnight(self.until)

    @property
    def place(self) -> int:
        """Which of its kind in the year it is, from 1."""
        return (self.first.month - 1) // MONTH_COUNTS.get(self.kind, 12) + 1

    @property
    def label(self) -> str:
        """As "Juni 2026", "Triwulan II 2026", "Semester I 2026", "Tahun 2026" or "3 Mei 2026 – 9 Juni 2026"."""
        if self.kind == "bulan":
            return f"{MONTHS[self.first.month - 1]} {self.first.year}"
        if self.kind in LETTERS:
            return f"{self.kind.capitalize()} {ROMAN[self.place - 1]} {self.first.year}"
        if self.kind == "tahun":
            return f"Tahun {self.first.year}"
        return f"{long_date(self.first)} – {long_date(self.last)}"

    @property
    def key(self) -> str:
        """The period as an address writes it; "" for days of one's own choice."""
        if self.kind == "bulan":
            return f"{self.first:%Y-%m}"
        if self.kind in LETTERS:
            return f"{self.first.year}-{LETTERS[self.kind]}{self.place}"
        return str(self.first.year) if self.kind == "tahun" else ""

    @property
    def query(self) -> dict[str, str]:
        """What an address says to name this period."""
        if self.key:
            return {"periode": self.key}
        return {"dari": self.first.isoformat(), "sampai": self.last.isoformat()}

    @property
    def before(self) -> Period:
        """The period of the same kind (of the same length) before this one."""
        if self.kind in MONTH_COUNTS:
            return Period(self.kind, month_after(self.first, -MONTH_COUNTS[self.kind]), self.first)
        return Period(OWN, self.first - (self.until - self.first), self.first)


def period_around(day: dt.date, kind: str) -> Period:
    """The period of this kind in which the day lies."""
    length = MONTH_COUNTS[kind]
    first = dt.date(day.year, (day.month - 1) // length * length + 1, 1)
    return Period(kind, first, month_after(first, length))


def named_period(key: str) -> Period | None:
    """The period with this key, None for anything else."""
    found = _KEY.fullmatch(key)
    if found is None or not EARLIEST <= int(found[1]) < LATEST:
        return None
    year, month, letter, place = int(found[1]), found[2], found[3], int(found[4] or 0)
    if month is not None:
        return period_around(dt.date(year, int(month), 1), "bulan") if 1 <= int(month) <= 12 else None
    if letter is None:
        return period_around(dt.date(year, 1, 1), "tahun")
    kind = next(name for name, sign in LETTERS.items() if sign == letter)
    length = MONTH_COUNTS[kind]
    return period_around(dt.date(year, (place - 1) * length + 1, 1), kind) if place * length <= 12 else None


def own_period(first: str, last: str) -> tuple[Period | None, str]:
    """The period between two days that somebody wrote, or why there is none, as a sentence."""
    try:
        start, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    except ValueError:
        return None, "Tulis kedua tanggal periode, misalnya 2026-01-01 sampai 2026-03-31."
    if end < start:
        return None, "Tanggal akhir lebih awal daripada tanggal mulai; tukar keduanya."
    if start.year < EARLIEST or end.year >= LATEST or (end - start).days > LONGEST_DAYS:
        return None, "Periode paling lama sepuluh tahun; pilih yang lebih pendek."
    return Period(OWN, start, end + dt.timedelta(days=1)), ""


def choices(today: dt.date, years: int = 2) -> Iterator[tuple[str, list[Period]]]:
    """The periods to choose from, newest first, by kind."""
    names = {"bulan": "Bulan", "triwulan": "Triwulan", "semester": "Semester", "tahun": "Tahun"}
    for kind in ("semester", "triwulan", "bulan", "tahun"):
        found = [period_around(today, kind)]
        while found[-1].first.year > today.year - years:
            found.append(found[-1].before)
        yield names[kind], [item for item in found if item.first.year > today.year - years] or found[:1]
