"""What each kind of line in a decree does to the rows of the calendar, or the sentence why it does not fit them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping

from alur.actions.decrees.revision import Revision
from alur.actions.decrees.values import LineValues
from alur.actions.decrees.weekly import intervals_of, read_week, week_hours
from alur.actions.scopes import WEEKDAYS, interval_text
from alur.records.models import AS_ABOVE, DayOff, DecreeAct, Timetable, UnitZone
from alur.worktime import Calendar, Interval
from alur.worktime.wording import long_date

# Perpres 21/2023: 32.5 hours a week from 08.00, rest of 30 minutes, on Friday 60.
RAMADAN_HOURS = {
    **{day: ["08:00-12:00", "12:30-15:00"] for day in WEEKDAYS[:4]},
    "fri": ["08:00-11:30", "12:30-15:30"],
}
SAME_RAMADAN = dt.timedelta(days=20)
ONE_DAY = dt.timedelta(days=1)
WEEK = 7


def _take_off(revision: Revision, line: LineValues) -> Iterator[str]:
    """A day off; it takes the place of an estimate, and gives a row without a decree its decree."""
    known = revision.off_on(line, line.date)
    for row in known:
        if row.decree and not row.is_estimate and row.name.lower() == line.name.strip().lower():
            yield f"{long_date(line.date)} sudah libur: {row.name} ({row.decree})."
            return
    for row in known:
        if row.is_estimate or (not row.decree and (row.kind == line.act or row.name == line.name.strip())):
            revision.end(row)
    _add_day(revision, line, line.date, line.name.strip(), line.act)


def _withdraw(revision: Revision, line: LineValues) -> Iterator[str]:
    """A day off, or else a timetable of its own, that no longer holds; a standing one holds until the day before."""
    name = line.name.strip()
    days, tables = revision.off_on(line, line.date, name), _special_on(revision, line)
    if not days and not tables:
        named = f" bernama “{name}”" if name else ""
        whose = " untuk unit atau layanan itu" if line.unit or line.service else ""
        yield f"tidak ada libur atau jam khusus{named} pada {long_date(line.date)}{whose}; periksa tanggalnya."
    for day in days:
        revision.end(day)
    for table in [] if days else tables:
        revision.end(table)
        if table.is_partial and not table.is_workday and table.starts_on and table.starts_on < line.date:
            kept = {field: getattr(table, field) for field in KEPT}
            revision.add(Timetable(**kept, ends_on=line.date - ONE_DAY))


KEPT = ("name", "starts_on", "hours", "is_partial", "basis", "position", "unit", "service", "is_estimate")


def _move(revision: Revision, line: LineValues) -> Iterator[str]:
    """A day off goes to another date and keeps its kind and name."""
    found = revision.off_on(line, line.date, line.name.strip())
    if not found or line.until is None:
        yield f"tidak ada libur pada {long_date(line.date)} yang dapat dipindah; periksa tanggalnya."
        return
    for row in found:
        if any(other.name == row.name and not other.is_estimate for other in revision.off_on(line, line.until)):
            yield f"{long_date(line.until)} sudah libur: {row.name}."
            return
        revision.end(row)
        _add_day(revision, line, line.until, row.name, row.kind)


def _fix_ramadan(revision: Revision, line: LineValues) -> Iterator[str]:
    """Ramadan hours from its first to its last day, in the place of what stood for the same Ramadan."""
    assert line.until is not None  # line_faults has said so
    first, last = line.date - SAME_RAMADAN, line.until + SAME_RAMADAN
    named = [row for row in revision.tables if row.name.startswith("Ramadan") and revision.owns(row, line)]
    same = [row for row in named if _touches(row, first, last)]
    if any(row.starts_on == line.date and row.ends_on == line.until and not row.is_estimate for row in same):
        yield "masa Ramadan itu sudah tercatat dengan tanggal yang sama."
        return
    name = line.name.strip() or (same[-1].name if same else f"Ramadan {line.date.year}")
    for row in same:
        revision.end(row)
    _add_table(revision, line, name, RAMADAN_HOURS, ends_on=line.until)


def _set_hours(revision: Revision, line: LineValues) -> Iterator[str]:
    """Other hours for a day or a period, on the weekdays that had hours; on a single day whatever it was."""
    last = line.until or line.date
    calendar = revision.calendar_of(line)
    dates = [line.date + ONE_DAY * place for place in range((last - line.date).days + 1)]
    worked = {date.weekday() for date in dates if len(dates) == 1 or calendar.day(date).microseconds}
    if len(dates) == 1 and (off := calendar.day(line.date).days_off):
        way_out = "cabut liburnya dahulu bila hari itu menjadi hari kerja"
        if line.unit or line.service:
            way_out = "pakai perubahan “Libur menjadi hari kerja” bila hari itu menjadi hari kerja"
        yield f"{long_date(line.date)} libur ({off[0].name}); {way_out}."
        return
    if not worked:
        yield "masa itu tidak memuat hari kerja; periksa tanggalnya."
        return
    hours = {WEEKDAYS[day]: intervals_of(line.hours) for day in sorted(worked)}
    _add_table(revision, line, line.name.strip() or "Jam kerja khusus", hours, ends_on=last)


def _set_timetable(revision: Revision, line: LineValues) -> Iterator[str]:
    """Hours by weekday from a day on, for good or until a day; weekdays that are not named stay as they were."""
    hours = week_hours(read_week(line.hours)[0])
    row = _add_table(revision, line, line.name.strip() or _table_name(revision, line), hours, ends_on=line.until)
    row.is_partial = True
    if line.until is not None and (line.until - line.date).days + 1 < WEEK:
        return
    calendar = revision.calendar_of(line)
    week = [line.date + ONE_DAY * place for place in range(WEEK)]
    if not any(_spans(calendar, date) for date in week):
        yield "jam kerja itu tidak memuat satu menit kerja pun; isi jamnya sedikitnya satu hari."


def _work(revision: Revision, line: LineValues) -> Iterator[str]:
    """A day off that is worked: for its unit and service alone, at the hours written or at those of the weekday."""
    calendar = revision.calendar_of(line)
    if not calendar.day(line.date).days_off:
        yield f"{long_date(line.date)} bukan hari libur; untuk jam lain pakai “Jam kerja khusus”."
        return
    written = intervals_of(line.hours) or [interval_text(span) for span in _spans(calendar, line.date)]
    if not written:
        yield f"{long_date(line.date)} tidak mempunyai jam kerja; tulis jamnya, misalnya 08:00-12:00."
        return
    hours = {WEEKDAYS[line.date.weekday()]: written}
    row = _add_table(revision, line, line.name.strip() or "Hari kerja", hours, ends_on=line.date)
    row.is_workday = row.is_partial = True


def _set_zone(revision: Revision, line: LineValues) -> Iterator[str]:
    """The zone of a unit and of those below it that have none of their own."""
    unit = revision.unit_of(line)
    assert unit is not None  # line_faults has said so
    zone = "" if line.zone == AS_ABOVE else line.zone
    known = next((row for row in revision.zones if row.unit_id == unit.pk), None)
    if (known.zone if known else "") == zone:
        yield f"zona waktu {unit.name} sudah demikian."
        return
    if known:
        revision.end(known)
    revision.add(UnitZone(unit=unit, zone=zone, decree=revision.basis))


def _add_day(revision: Revision, line: LineValues, date: dt.date, name: str, kind: str) -> None:
    unit, service = revision.unit_of(line), line.service
    revision.add(DayOff(date=date, name=name, kind=kind, decree=revision.basis, unit=unit, service=service))


def _add_table(
    revision: Revision, line: LineValues, name: str, hours: Mapping[str, list[str]], *, ends_on: dt.date | None
) -> Timetable:
    """A later decision goes before an earlier one, so it gets the next place. What a unit does not set it inherits."""
    row = Timetable(
        name=name,
        starts_on=line.date,
        ends_on=ends_on,
        hours=dict(hours),
        basis=revision.basis,
        position=max((row.position for row in revision.tables), default=0) + 1,
        unit=revision.unit_of(line),
        service=line.service,
        is_partial=bool(line.unit or line.service),
    )
    revision.add(row)
    return row


def _table_name(revision: Revision, line: LineValues) -> str:
    unit = revision.unit_of(line)
    return " ".join(filter(None, ("Jam kerja", unit.name if unit else "", line.service))).strip()


def _special_on(revision: Revision, line: LineValues) -> list[Timetable]:
    """Timetables of the line's own unit and service on its date; of all only those for a time, or decreed."""
    name = line.name.strip().lower()
    return [
        row
        for row in revision.tables
        if revision.owns(row, line)
        and (row.is_partial or (row.starts_on and row.ends_on))
        and (row.starts_on is None or row.starts_on <= line.date)
        and (row.ends_on is None or line.date <= row.ends_on)
        and name in row.name.lower()
    ]


def _spans(calendar: Calendar, date: dt.date) -> tuple[Interval, ...]:
    table = calendar.timetable_on(date)
    return table.hours.get(date.weekday(), ()) if table else ()


def _touches(row: Timetable, first: dt.date, last: dt.date) -> bool:
    return bool(row.starts_on and row.ends_on and row.starts_on <= last and first <= row.ends_on)


ACTS: dict[DecreeAct, Callable[[Revision, LineValues], Iterator[str]]] = {
    DecreeAct.HOLIDAY: _take_off,
    DecreeAct.JOINT_LEAVE: _take_off,
    DecreeAct.UNIT_LEAVE: _take_off,
    DecreeAct.WITHDRAWN: _withdraw,
    DecreeAct.MOVED: _move,
    DecreeAct.RAMADAN: _fix_ramadan,
    DecreeAct.HOURS: _set_hours,
    DecreeAct.TIMETABLE: _set_timetable,
    DecreeAct.WORKDAY: _work,
    DecreeAct.ZONE: _set_zone,
}
