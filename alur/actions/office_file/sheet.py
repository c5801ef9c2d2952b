"""People and their appointments from the rows of a table, held against the office as an office file is."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from alur.actions.office_file.entering import Loaded, enter
from alur.actions.office_file.matching import match
from alur.actions.office_file.office import Office
from alur.actions.office_file.reading import AppointmentLine, OfficeLines, appointment_line, person_line
from alur.actions.personnel.rights import may_manage, no_administrator
from alur.actions.refusal import Refused
from alur.records.models import AppointmentKind, Counter
from alur.records.nip import plain_nip
from alur.records.standing import Standing
from alur.sop.lines import Path
from alur.sop.reading.tables import Place, Table

PERSON = ("nip", "nama", "surel", "unit", "nik")
APPOINTMENT = ("jabatan", "unit_jabatan", "sifat", "atas_nama", "surat", "mulai", "sampai")
MOST_ROWS = 2000
ROUNDED = re.compile(r"\d{15}000")
DAY = re.compile(
    r"(?:(?P<year>\d{4})-|(?P<day_first>\d{1,2})[-/])(?P<month>\d{1,2})(?(year)-(?P<day>\d{1,2})|[-/](?P<year_last>\d{4}))"
)
KINDS = {"": "definitif", "plt.": "plt", "plh.": "plh"} | {kind.value: kind.value for kind in AppointmentKind}
WORDS = {"[[unit]]-nya": "unitnya dahulu", "[[orang]]-nya": "barisnya", "unit = “…”": "kolom Unit jabatan"}


@dataclass(frozen=True, slots=True)
class Row:
    """One row below the heading: its line in the file and its texts by column."""

    line: int
    cells: Mapping[str, str]


class Tried(Exception):
    """Undoes a trial; carries what it would have done."""

    def __init__(self, loaded: Loaded) -> None:
        self.loaded = loaded


def may_import(*, by: Standing) -> list[str]:
    """Why this person may not load people from a table."""
    return may_manage(by=by)


def load_people(rows: Sequence[Row], *, by: Standing, at: dt.datetime, is_trial: bool = False) -> Loaded:
    """Enter and amend all that the rows say, or nothing. A trial does the same and takes it back.

    A person may stand on several rows, one for each position. New accounts have no password; give one on the person's
    page. Raises Refused with a sentence "Baris N: …" for every fault.
    """
    if reasons := may_import(by=by):
        raise Refused(reasons)
    if len(rows) > MOST_ROWS:
        raise Refused([f"Berkas memuat {len(rows)} baris; paling banyak {MOST_ROWS} baris sekali muat."])
    try:
        with transaction.atomic():
            Counter.objects.hold("kantor")
            had_none = no_administrator(at)
            loaded = _load(rows, by=by, at=at)
            if (reasons := no_administrator(at)) and not had_none:
                raise Refused(reasons)
            if is_trial:
                raise Tried(loaded)
    except Tried as tried:
        return tried.loaded
    return loaded


def _load(rows: Sequence[Row], *, by: Standing, at: dt.datetime) -> Loaded:
    lines, place = _lines(rows)
    office = Office.of(lines)
    match(lines, office)
    if place.faults:
        faults = sorted(place.faults, key=lambda fault: fault.line)
        raise Refused([f"Baris {fault.line}: {_worded(fault.sentence)}" for fault in faults])
    return enter(lines, office, at=at, by=by, has_passwords=False)


def _worded(sentence: str) -> str:
    for word, other in WORDS.items():
        sentence = sentence.replace(word, other)
    return sentence


def _lines(rows: Sequence[Row]) -> tuple[OfficeLines, Place]:
    """The rows as the lines of an office file; a person that stands on several rows is one line."""
    where: dict[Path, int] = {}
    place = Place(where)
    lines = OfficeLines([], [], [], [], [])
    people: dict[str, tuple[dict[str, object], int]] = {}
    for row in rows:
        where["orang", row.line] = where["penetapan", row.line] = row.line
        person: dict[str, object] = {key: row.cells[key] for key in PERSON if row.cells.get(key)}
        table = Table(person, ("orang", row.line), place, "baris ini")
        nip = plain_nip(str(person.get("nip", "")))
        first = people.setdefault(nip, (person, row.line))
        if not nip or first[0] is person:
            if ROUNDED.fullmatch(nip):
                table.report("nip", "nip-bulat", f"NIP {nip} dibulatkan lembar kerja; ubah kolom NIP menjadi teks.")
            lines.people.append(person_line(table))
        elif first[0] | person != first[0]:
            table.report("nip", "ganda", f"NIP {nip} sudah ditulis pada baris {first[1]} dengan data lain; samakan.")
        if row.cells.get("jabatan"):
            lines.appointments.append(_appointment(row, nip, place))
    return lines, place


def _appointment(row: Row, nip: str, place: Place) -> AppointmentLine:
    cells: dict[str, str] = {key: row.cells[key] for key in APPOINTMENT if row.cells.get(key)}
    values: dict[str, object] = {"nip": nip, **cells}
    values.pop("unit_jabatan", None)
    if unit := cells.get("unit_jabatan"):
        values["unit"] = unit
    table = Table(values, ("penetapan", row.line), place, "baris ini")
    kind = cells.get("sifat", "").lower()
    values["sifat"] = KINDS.get(kind, kind)
    for key in ("mulai", "sampai"):
        if key in cells and (day := _day(cells[key])):
            values[key] = day
    return appointment_line(table)


def _day(text: str) -> dt.date | None:
    """2026-01-31, 31-01-2026 or 31/01/2026."""
    found = DAY.fullmatch(text)
    if not found:
        return None
    year, month, day = (found["year"] or found["year_last"], found["month"], found["day"] or found["day_first"])
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
