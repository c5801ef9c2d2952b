"""Replays the office's lines about the calendar, and compares its tables: days off, hours, decrees, versions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from alur.records.lines import Line, lines_of
from alur.records.models import DayOff, Entry, Timetable, UnitZone
from alur.reports.verify.comparing import shown
from alur.reports.verify.decrees import decree_problems, version_problems

KINDS = ("calendar", "calendar-zone", "decree-proposed", "decree-decided", "decree-rejected")
LABELS = {
    "date": "tanggal",
    "name": "nama",
    "kind": "jenis",
    "decree": "keputusan",
    "is_estimate": "perkiraan",
    "starts_on": "mulai",
    "ends_on": "sampai",
    "hours": "jam",
    "basis": "dasar",
    "position": "urutan",
    "unit_id": "unit",
    "service": "layanan",
    "zone": "zona waktu",
    "is_partial": "hari yang diwarisi",
    "is_workday": "hari kerja walaupun libur",
    "from": "versi mulai",
    "until": "versi berakhir",
    "number": "nomor",
    "dated_on": "tanggal",
    "about": "tentang",
    "state": "keadaan",
    "reason": "alasan",
    "version": "versi kalender",
    "lines": "isi",
}
Facts = Mapping[str, Any]


@dataclass
class Row:
    """A row of the calendar as the lines tell it, and the line that told it last."""

    facts: dict[str, Any]
    entry: int

    @property
    def key(self) -> tuple[str, str]:
        return key_of(self.facts)


def calendar_problems(chain: QuerySet[Entry]) -> Iterator[str]:
    """What the tables of the calendar say otherwise than the office's lines. `chain` is the office's, oldest first."""
    rows: list[Row] = []
    decrees: dict[int, list[Line]] = defaultdict(list)
    versions: dict[int, Line] = {}
    is_whole = True
    for entry in lines_of(chain.filter(kind__in=KINDS), chunk=100):
        data = entry.data
        if entry.kind.startswith("decree"):
            decrees[data["decree"]].append(entry)
        if (version := data.get("version")) is None:
            continue
        versions[version] = entry
        # Lines from before the rows were written down cannot be replayed.
        is_whole = is_whole and ("rows" in data or "added" in data)
        yield from _applied(rows, entry) if is_whole else ()
    yield from decree_problems(decrees)
    yield from version_problems(versions)
    yield from _first_zone_problems()
    if versions and is_whole:
        yield from _row_problems(rows)


def _applied(rows: list[Row], entry: Line) -> Iterator[str]:
    data = entry.data
    for facts in data.get("ended", []):
        row = next((row for row in rows if row.facts["until"] is None and _holds(facts, row.facts)), None)
        if row is None:
            yield f"Kalender: catatan #{entry.number} mengakhiri {named(facts)}, yang tidak sedang berlaku."
            continue
        row.facts["until"], row.entry = data["version"], entry.number
    start = 0 if entry.kind == "calendar" else data["version"]
    added = data["rows"] if entry.kind == "calendar" else data["added"]
    rows += [Row({**facts, "from": start, "until": None}, entry.number) for facts in added]


def _row_problems(rows: list[Row]) -> Iterator[str]:
    """Rows that agree cancel out; what is left of one day or timetable is told together."""
    left: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    # Zones with which units were entered before the first version have no line of their own.
    zones = UnitZone.objects.filter(from_version__gt=0)
    for stored in (*DayOff.objects.iterator(), *Timetable.objects.iterator(), *zones.iterator()):
        facts = stored.facts() | {"from": stored.from_version, "until": stored.until_version}
        left[key_of(facts)].append(facts)
    missing = []
    for row in rows:
        same = next((facts for facts in left[row.key] if _holds(row.facts, facts)), None)
        if same is None:
            missing.append(row)
        else:
            left[row.key].remove(same)
    for row in missing:
        if others := left[row.key]:
            yield f"Kalender: {named(row.facts)}: {_difference(row, others.pop(0))}."
        else:
            yield f"Kalender: {named(row.facts)} tercatat pada #{row.entry}, tetapi tidak ada pada tabel."
    for facts in (facts for others in left.values() for facts in others):
        yield f"Kalender: {named(facts)} ada pada tabel, tetapi tidak ada catatannya."


def _first_zone_problems() -> Iterator[str]:
    """Zones with which units were entered before the first version stand in the unit's own line."""
    for row in UnitZone.objects.filter(from_version=0).select_related("unit"):
        if row.zone != row.unit.zone or row.decree:
            yield f"Kalender: zona waktu awal {row.unit.name} pada tabel ({row.zone}) berbeda dari unitnya."


def _difference(row: Row, facts: Facts) -> str:
    wrong = next(key for key, value in row.facts.items() if facts.get(key) != value)
    values = f"({shown(facts.get(wrong))}) berbeda dari catatan #{row.entry} ({shown(row.facts[wrong])})"
    return f"{LABELS.get(wrong, wrong)} pada tabel {values}"


def _holds(facts: Facts, other: Facts) -> bool:
    """Whether the other row says all that the first says; fields that came into being later do not count."""
    return all(other.get(key) == value for key, value in facts.items())


def key_of(facts: Facts) -> tuple[str, str]:
    """What a row is about: the date of a day off, the name of a timetable, the unit of a zone."""
    said = {"dayoff": "date", "unitzone": "unit_id"}.get(facts["table"], "name")
    return facts["table"], str(facts[said])


def named(facts: Facts) -> str:
    """A row as sentences name it."""
    if facts["table"] == "dayoff":
        return f"libur {facts['date']} “{facts['name']}”"
    if facts["table"] == "unitzone":
        return f"zona waktu unit #{facts['unit_id']} “{facts['zone']}”"
    return f"jam kerja “{facts['name']}”"
