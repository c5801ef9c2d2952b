"""Compares decrees about the calendar, and the versions that they made, with the office's lines about them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from alur.records.lines import Line
from alur.records.models import CalendarVersion, Decree
from alur.reports.verify.comparing import shown

FIELDS = ("kind", "number", "dated_on", "about", "state", "reason", "version", "lines")
LABELS = {
    "kind": "jenis",
    "number": "nomor",
    "dated_on": "tanggal",
    "about": "tentang",
    "state": "keadaan",
    "reason": "alasan",
    "version": "versi kalender",
    "lines": "isi",
}
PROPOSED = "decree-proposed"


def decree_problems(recorded: Mapping[int, Sequence[Line]]) -> Iterator[str]:
    """What the table of decrees says otherwise than its lines."""
    tables = {decree.pk: decree for decree in Decree.objects.prefetch_related("lines__unit")}
    for pk, decree in tables.items():
        if pk not in recorded:
            yield f"{decree.label}: ada pada tabel, tetapi tidak ada catatannya."
            continue
        last = recorded[pk][-1]
        kept = _facts(decree)
        for key in (key for key in FIELDS if not _agrees(last.data[key], kept[key])):
            values = f"({shown(kept[key])}) berbeda dari catatan #{last.number} ({shown(last.data[key])})"
            yield f"{decree.label}: {LABELS[key]} pada tabel {values}."
        yield from _people_problems(decree, recorded[pk])
    for pk in recorded.keys() - tables.keys():
        last = recorded[pk][-1]
        yield f"Keputusan {last.data['number']}: tercatat pada #{last.number}, tetapi tidak ada pada tabel."


def _people_problems(decree: Decree, lines: Sequence[Line]) -> Iterator[str]:
    """Who proposed and who decided, and when."""
    for line in lines:
        if line.kind == PROPOSED:
            if (decree.proposed_at, decree.proposed_by_id) != (line.at, line.by_id):
                yield f"{decree.label}: pengusul atau saat diusulkan pada tabel berbeda dari catatan #{line.number}."
            continue
        if (decree.decided_at, decree.decided_by_id) != (line.at, line.by_id):
            yield f"{decree.label}: pemutus atau saat diputus pada tabel berbeda dari catatan #{line.number}."
        if decree.decided_as not in ("", line.acting_as):
            yield f"{decree.label}: jabatan pemutus pada tabel berbeda dari catatan #{line.number}."
    if len(lines) == 1 and (decree.decided_at or decree.decided_by_id or decree.decided_as):
        yield f"{decree.label}: pada tabel sudah diputus, tetapi tidak ada catatannya."
    numbers = [line.number for line in decree.lines.all()]
    if len(numbers) == len(lines[-1].data["lines"]) and numbers != list(range(1, len(numbers) + 1)):
        yield f"{decree.label}: nomor barisnya pada tabel berubah."


def _agrees(recorded: Any, kept: Any) -> bool:
    """Whether what is kept says all that was recorded; lines may have got further fields since."""
    if not isinstance(recorded, list):
        return bool(recorded == kept)
    return len(recorded) == len(kept) and all(map(_holds, recorded, kept))


def _holds(facts: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return all(other.get(key) == value for key, value in facts.items())


def _facts(decree: Decree) -> dict[str, Any]:
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


def version_problems(recorded: Mapping[int, Line]) -> Iterator[str]:
    """Versions of the calendar without a line and lines without their version; when each was made, and its note."""
    stored = {row.pk: row for row in CalendarVersion.objects.select_related("made_by")}
    for version in sorted(stored.keys() - recorded.keys()):
        yield f"Kalender: versi {version} ada pada tabel, tetapi tidak ada catatannya."
    for version in sorted(recorded.keys() - stored.keys()):
        yield f"Kalender: versi {version} tercatat pada #{recorded[version].number}, tetapi tidak ada pada tabel."
    for version in sorted(recorded.keys() & stored.keys()):
        row, line = stored[version], recorded[version]
        decree = getattr(row, "made_by", None)
        note = f"{decree.label}: {line.data['about']}"[:400] if decree else line.data.get("note", row.note)
        if (row.made_at, row.note) != (line.at, note):
            yield f"Kalender: saat atau keterangan versi {version} pada tabel berbeda dari catatan #{line.number}."
