"""Replays the office's lines about the calendar, and compares its tables: days off, hours, decrees, versions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from alur.records.models import CalendarVersion, DayOff, Decree, Entry, Timetable, UnitZone
from alur.reports.verify.comparing import shown

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
DECREE_FIELDS = ("kind", "number", "dated_on", "about", "state", "reason", "version", "lines")
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
    decrees: dict[int, tuple[int, Facts]] = {}
    versions: dict[int, int] = {}
    is_whole = True
    for entry in chain.filter(kind__in=KINDS).iterator(chunk_size=100):
        data = entry.data
        if entry.kind.startswith("decree"):
            decrees[data["decree"]] = entry.number, data
        if (version := data.get("version")) is None:
            continue
        versions[version] = entry.number
        # Lines from before the rows were written down cannot be replayed.
        is_whole = is_whole and ("rows" in data or "added" in data)
        yield from _applied(rows, entry) if is_whole else ()
    yield from _decree_problems(decrees)
    yield from _version_problems(versions)
    if versions and is_whole:
        yield from _row_problems(rows)


def _applied(rows: list[Row], entry: Entry) -> Iterator[str]:
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


def _decree_problems(recorded: Mapping[int, tuple[int, Facts]]) -> Iterator[str]:
    tables = {decree.pk: decree for decree in Decree.objects.prefetch_related("lines__unit")}
    for pk, decree in tables.items():
        if pk not in recorded:
            yield f"{decree.label}: ada pada tabel, tetapi tidak ada catatannya."
            continue
        number, facts = recorded[pk]
        kept = _decree_facts(decree)
        for key in (key for key in DECREE_FIELDS if not _agrees(facts[key], kept[key])):
            values = f"({shown(kept[key])}) berbeda dari catatan #{number} ({shown(facts[key])})"
            yield f"{decree.label}: {LABELS[key]} pada tabel {values}."
    for pk in recorded.keys() - tables.keys():
        number, facts = recorded[pk]
        yield f"Keputusan {facts['number']}: tercatat pada #{number}, tetapi tidak ada pada tabel."


def _agrees(recorded: Any, kept: Any) -> bool:
    """Whether what is kept says all that was recorded; lines may have got further fields since."""
    if not isinstance(recorded, list):
        return bool(recorded == kept)
    return len(recorded) == len(kept) and all(map(_holds, recorded, kept))


def _decree_facts(decree: Decree) -> dict[str, Any]:
    lines = [
        {
            "act": line.act,
            "date": line.date.isoformat(),
            "until": line.until.isoformat() if line.until else None,
            "name": line.name,
            "hours": line.hours,
            "unit": line.unit.code if line.unit else "",
            "service": line.service,
            "zone": line.zone,
        }
        for line in decree.lines.all()
    ]
    own = {key: getattr(decree, key) for key in ("kind", "number", "about", "state", "reason")}
    return own | {"dated_on": decree.dated_on.isoformat(), "version": decree.version_id, "lines": lines}


def _version_problems(recorded: Mapping[int, int]) -> Iterator[str]:
    stored = set(CalendarVersion.objects.values_list("pk", flat=True))
    for version in sorted(stored - recorded.keys()):
        yield f"Kalender: versi {version} ada pada tabel, tetapi tidak ada catatannya."
    for version in sorted(recorded.keys() - stored):
        yield f"Kalender: versi {version} tercatat pada #{recorded[version]}, tetapi tidak ada pada tabel."


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
