"""Reading a calendar file (TOML) into a Calendar; every fault of the file is told in one go, with its line."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from alur.worktime.calendar import Calendar
from alur.worktime.instants import open_zone
from alur.worktime.values import DAY_SECONDS, DayOff, Interval, Timetable, WorktimeError

WEEKDAY_KEYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
KEYS = {
    "": ("zone", "timetable", "day_off"),
    "timetable": ("name", "from", "to", "basis", "estimate", *WEEKDAY_KEYS),
    "day_off": ("date", "name", "kind", "decree", "estimate"),
}
HOURS = re.compile(r"(\d{1,2})[:.](\d\d)(?:[:.](\d\d))?\s*[-–]\s*(\d{1,2})[:.](\d\d)(?:[:.](\d\d))?")
TABLE = re.compile(r"\s*\[\[\s*(\w+)\s*\]\]")
TOML_PLACE = re.compile(r"\(at line (\d+), column \d+\)")


def read_calendar(text: str, *, file: str) -> Calendar:
    """The calendar that the text of a file describes.

    WorktimeError with one line "FILE:LINE: sentence" for each fault.
    """
    try:
        content = tomllib.loads(text.lstrip("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        place = TOML_PLACE.search(str(error))
        line = place.group(1) if place else str(text.count("\n") + 1)
        reason = TOML_PLACE.sub("", str(error)).strip()
        raise WorktimeError(f"{file}:{line}: bukan TOML yang sah ({reason}).") from None
    return _Reader(text, file).calendar(content)


class _Reader:
    """One reading: collects the faults, so that all of them can be told at once."""

    def __init__(self, text: str, file: str) -> None:
        self.lines = text.splitlines()
        self.file = file
        self.faults: list[str] = []

    def calendar(self, content: Mapping[str, Any]) -> Calendar:
        self.check_keys(content, "", 0)
        zone = self.zone(content)
        timetables = [self.timetable(entry, at) for at, entry in enumerate(self.entries(content, "timetable"))]
        days_off = [self.day_off(entry, at) for at, entry in enumerate(self.entries(content, "day_off"))]
        if self.faults:
            raise WorktimeError("\n".join(self.faults))
        try:
            return Calendar(zone, [table for table in timetables if table], [off for off in days_off if off])
        except WorktimeError as error:
            raise WorktimeError(f"{self.file}:1: {error}") from None

    def zone(self, content: Mapping[str, Any]) -> str:
        name = self.text(content, "zone", "", 0)
        try:
            if isinstance(content.get("zone"), str):
                open_zone(name)
        except WorktimeError as error:
            self.fault("", 0, "zone", str(error))
        return name

    def timetable(self, entry: Mapping[str, Any], at: int) -> Timetable | None:
        self.check_keys(entry, "timetable", at)
        try:
            return Timetable(
                name=self.text(entry, "name", "timetable", at),
                hours={day: self.hours(entry, key, at) for day, key in enumerate(WEEKDAY_KEYS) if key in entry},
                from_=self.date(entry, "from", "timetable", at),
                to=self.date(entry, "to", "timetable", at),
                basis=self.text(entry, "basis", "timetable", at, default=""),
                is_estimate=self.flag(entry, "timetable", at),
            )
        except WorktimeError as error:
            self.fault("timetable", at, "", str(error))
            return None

    def day_off(self, entry: Mapping[str, Any], at: int) -> DayOff | None:
        self.check_keys(entry, "day_off", at)
        date = self.date(entry, "date", "day_off", at)
        if "date" not in entry:
            self.fault("day_off", at, "", "hari libur ini tidak punya tanggal; tulis date = 2026-03-20.")
        name = self.text(entry, "name", "day_off", at)
        kind = self.text(entry, "kind", "day_off", at, default="libur nasional")
        decree = self.text(entry, "decree", "day_off", at, default="")
        is_estimate = self.flag(entry, "day_off", at)
        return DayOff(date, name, kind, decree, is_estimate) if date else None

    def hours(self, entry: Mapping[str, Any], key: str, at: int) -> tuple[Interval, ...]:
        value = entry[key]
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.fault("timetable", at, key, f'{key} harus daftar jam kerja, misalnya ["07:30-12:00", "13:00-16:00"].')
            return ()
        intervals = []
        for item in value:
            try:
                intervals.append(read_interval(item))
            except WorktimeError as error:
                self.fault("timetable", at, key, str(error))
        return tuple(intervals)

    def text(self, entry: Mapping[str, Any], key: str, table: str, at: int, default: str | None = None) -> str:
        value = entry.get(key, default)
        if value is None:
            self.fault(table, at, "", f'{key} belum ditulis; tambahkan {key} = "…".')
        elif not isinstance(value, str):
            self.fault(table, at, key, f"{key} harus teks di antara tanda kutip.")
        return str(value)

    def date(self, entry: Mapping[str, Any], key: str, table: str, at: int) -> dt.date | None:
        value = entry.get(key)
        if value is None or (isinstance(value, dt.date) and not isinstance(value, dt.datetime)):
            return value
        self.fault(table, at, key, f"{key} harus tanggal tanpa tanda kutip, misalnya {key} = 2026-03-20.")
        return None

    def flag(self, entry: Mapping[str, Any], table: str, at: int) -> bool:
        value = entry.get("estimate", False)
        if not isinstance(value, bool):
            self.fault(table, at, "estimate", "estimate harus true atau false.")
        return bool(value)

    def entries(self, content: Mapping[str, Any], table: str) -> list[Mapping[str, Any]]:
        value = content.get(table, [])
        if isinstance(value, list) and all(isinstance(entry, dict) for entry in value):
            return value
        self.fault("", 0, table, f"{table} harus ditulis sebagai [[{table}]], satu untuk tiap isian.")
        return []

    def check_keys(self, entry: Mapping[str, Any], table: str, at: int) -> None:
        for key in entry:
            if key not in KEYS[table]:
                near = get_close_matches(key, KEYS[table], n=1)
                hint = f"; mungkin maksudnya “{near[0]}”" if near else f"; yang dikenal: {', '.join(KEYS[table])}"
                self.fault(table, at, key, f"“{key}” tidak dikenal{hint}.")

    def fault(self, table: str, at: int, key: str, sentence: str) -> None:
        self.faults.append(f"{self.file}:{self.line(table, at, key)}: {sentence}")

    def line(self, table: str, at: int, key: str) -> int:
        """The line of a key in the so-manieth entry of a table; without such a line, that of the entry."""
        found, inside, seen = 1, not table, -1
        for place, text in enumerate(self.lines, 1):
            if head := TABLE.match(text):
                seen += head.group(1) == table
                inside = head.group(1) == table and seen == at
                found = place if inside else found
            elif inside and key and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", text):
                return place
        return found


def read_interval(text: str) -> Interval:
    """The interval written as "07:30-12:00"; WorktimeError says what is wrong with it."""
    match = HOURS.fullmatch(text.strip())
    if not match:
        raise WorktimeError(f"Jam kerja “{text}” tidak terbaca; tulis seperti “07:30-12:00”.")
    hours = [int(part or 0) for part in match.groups()]
    start, end = _seconds(hours[:3], text), _seconds(hours[3:], text)
    if start == end:
        raise WorktimeError(
            f"Jam kerja “{text}” mulai dan berakhir pada jam yang sama; untuk sehari penuh tulis 00:00-24:00."
        )
    return Interval(start, end if end > start else end + DAY_SECONDS)


def _seconds(parts: list[int], text: str) -> int:
    hour, minute, second = parts
    if hour > 24 or minute > 59 or second > 59 or (hour == 24 and (minute or second)):
        raise WorktimeError(f"Jam kerja “{text}” memuat jam yang tidak ada; jam ditulis 00:00 sampai 24:00.")
    return hour * 3600 + minute * 60 + second
