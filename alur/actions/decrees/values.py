"""What is written in a decree, and whether it reads as one. What it does to the calendar is in `revising`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils import timezone

from alur.actions.decrees.weekly import intervals_of, read_week, week_faults
from alur.actions.scopes import WEEKDAYS
from alur.actions.texts import text_faults
from alur.records.models import ZONE_NAMES, Decree, DecreeAct, DecreeKind, DecreeLine, DecreeState
from alur.worktime import WorktimeError, read_interval
from alur.worktime.wording import WEEKDAYS as NAMES
from alur.worktime.wording import long_date

EARLIEST, LATEST = dt.date(2000, 1, 1), dt.date(2199, 12, 31)
LINE_LIMIT = 200
RAMADAN_DAYS = 30
PERIOD_DAYS = 366
PERIODS = (DecreeAct.RAMADAN, DecreeAct.HOURS, DecreeAct.TIMETABLE)
DAY_OFF_ACTS = (DecreeAct.HOLIDAY, DecreeAct.JOINT_LEAVE, DecreeAct.UNIT_LEAVE)


@dataclass(frozen=True, slots=True)
class LineValues:
    """One change, as written. `number` is its place in the form or the file; `unit` is the code of a unit."""

    act: str
    date: dt.date
    name: str = ""
    until: dt.date | None = None
    hours: str = ""
    number: int = 0
    unit: str = ""
    service: str = ""
    zone: str = ""


@dataclass(frozen=True, slots=True)
class DecreeValues:
    """What is written in a decree."""

    kind: str
    number: str
    dated_on: dt.date
    about: str
    lines: Sequence[LineValues]


def faults_in(values: DecreeValues, *, at: dt.datetime) -> list[str]:
    """What is wrong with the decree as a paper, without looking at the calendar."""
    today = timezone.localdate(at)
    reasons = []
    if values.kind not in DecreeKind.values:
        reasons.append("Jenis keputusan: pilih dari daftar.")
    for label, text, limit in (("Nomor", values.number, 120), ("Tentang", values.about, 300)):
        if not text.strip():
            reasons.append(f"{label} keputusan belum diisi.")
        reasons += [f"{label} keputusan: {fault}" for fault in text_faults(text, limit=limit)]
    if values.dated_on > today:
        reasons.append(f"Tanggal keputusan {long_date(values.dated_on)} belum tiba; hari ini {long_date(today)}.")
    if values.dated_on < EARLIEST:
        reasons.append(f"Tahun keputusan {values.dated_on.year} tidak mungkin; periksa tanggalnya.")
    if not values.lines:
        reasons.append("Belum ada tanggal yang diubah; isi sedikitnya satu baris.")
    if len(values.lines) > LINE_LIMIT:
        reasons.append(f"Satu keputusan memuat paling banyak {LINE_LIMIT} baris; bagi menjadi beberapa.")
    for line in values.lines:
        reasons += [f"Baris {line.number}: {fault}" for fault in line_faults(line)]
    return reasons + _known_before(values)


def line_faults(line: LineValues) -> Iterator[str]:
    """What is wrong with one line, without looking at the calendar."""
    if line.act not in DecreeAct.values:
        yield f"“{line.act}” bukan perubahan yang dikenal; tulis salah satu dari {', '.join(DecreeAct.values)}."
        return
    for date in filter(None, (line.date, line.until)):
        if not EARLIEST <= date <= LATEST:
            yield f"tahun {date.year} tidak mungkin; periksa tanggalnya."
    yield from text_faults(line.name, limit=200)
    yield from text_faults(line.hours, limit=800)
    if line.act in DAY_OFF_ACTS and not line.name.strip():
        yield "nama hari liburnya belum diisi."
    yield from _until_faults(line)
    if line.act == DecreeAct.HOURS or (line.act == DecreeAct.WORKDAY and line.hours.strip()):
        yield from _hours_faults(line.hours)
    elif line.act == DecreeAct.TIMETABLE:
        yield from _week_faults(line.hours)
    elif line.act == DecreeAct.ZONE:
        yield from _zone_faults(line)


def _until_faults(line: LineValues) -> Iterator[str]:
    if line.act == DecreeAct.MOVED:
        if line.until is None:
            yield "tanggal barunya belum diisi."
        elif line.until == line.date:
            yield "tanggal barunya sama dengan tanggal lamanya."
        return
    if line.until is not None and line.until < line.date:
        yield f"berakhir {long_date(line.until)}, sebelum mulai {long_date(line.date)}."
        return
    days = (line.until - line.date).days + 1 if line.until else 1
    if line.act == DecreeAct.RAMADAN and line.until is None:
        yield "hari terakhir masa Ramadan belum diisi."
    elif line.act == DecreeAct.RAMADAN and days > RAMADAN_DAYS:
        yield f"masa Ramadan {days} hari terlalu panjang; paling banyak {RAMADAN_DAYS} hari."
    elif line.act == DecreeAct.HOURS and days > PERIOD_DAYS:
        yield f"jam kerja khusus {days} hari terlalu panjang; paling banyak {PERIOD_DAYS} hari."
    elif line.act not in (*PERIODS, DecreeAct.ZONE) and line.until is not None:
        yield "hari libur ditulis satu tanggal satu baris; kosongkan tanggal keduanya."


def _hours_faults(hours: str) -> Iterator[str]:
    if not intervals_of(hours):
        yield "jamnya belum diisi; tulis seperti 08:00-12:00, 13:00-15:00."
    for text in intervals_of(hours):
        try:
            read_interval(text)
        except WorktimeError as error:
            yield str(error)


def _week_faults(hours: str) -> Iterator[str]:
    week, faults = read_week(hours)
    yield from faults
    if not week and not faults:
        yield "jam kerjanya belum diisi; tulis seperti sen-kam 07:30-12:00, 13:00-16:00; jum 07:30-11:30, 13:00-16:30."
    for day, reasons in week_faults(week).items():
        yield from (f"{NAMES[WEEKDAYS.index(day)]}: {reason}" for reason in reasons)


def _zone_faults(line: LineValues) -> Iterator[str]:
    if not line.unit:
        yield "unit yang zona waktunya ditetapkan belum diisi."
    if line.zone not in ZONE_NAMES:
        yield f"zona waktunya belum dipilih; tulis salah satu dari {', '.join(ZONE_NAMES)}."
    if line.service:
        yield "zona waktu berlaku untuk unit; kosongkan layanannya."


def _known_before(values: DecreeValues) -> list[str]:
    same = Decree.objects.filter(kind=values.kind, number=values.number.strip(), dated_on=values.dated_on)
    known = same.exclude(state=DecreeState.REJECTED).first()
    return [f"{known.label} sudah dicatat ({known.get_state_display().lower()})."] if known else []


def lines_of(decree: Decree) -> list[LineValues]:
    """The lines of a decree as they were written, in order."""
    return [_values(line) for line in decree.lines.select_related("unit")]


def _values(line: DecreeLine) -> LineValues:
    return LineValues(
        line.act,
        line.date,
        line.name,
        line.until,
        line.hours,
        line.number,
        unit=line.unit.code if line.unit else "",
        service=line.service,
        zone=line.zone,
    )
