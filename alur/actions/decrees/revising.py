"""What a decree does to the calendar: which rows end with it, which begin, and the calendar that comes of it.

Nothing is written here: the preview and the decision ask the same question.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from alur.actions.clock import WEEKDAYS, calendar_of, calendar_version
from alur.actions.decrees.values import LineValues, intervals_of
from alur.records.models import DayOff, DecreeAct, Timetable, in_version
from alur.worktime import Calendar, WorktimeError
from alur.worktime.wording import long_date

# Perpres 21/2023: 32.5 hours a week from 08.00, rest of 30 minutes, on Friday 60.
RAMADAN_HOURS = {
    **{day: ["08:00-12:00", "12:30-15:00"] for day in WEEKDAYS[:4]},
    "fri": ["08:00-11:30", "12:30-15:30"],
}
SAME_RAMADAN = dt.timedelta(days=20)
ONE_DAY = dt.timedelta(days=1)


@dataclass(slots=True)
class Revision:
    """The calendar's rows in the course of a decree; `faults` say which lines do not fit the calendar, and why."""

    days: list[DayOff]
    tables: list[Timetable]
    basis: str = ""
    ended: list[DayOff | Timetable] = field(default_factory=list)
    added: list[DayOff | Timetable] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def calendar(self) -> Calendar:
        """The calendar with the decree. Raises WorktimeError when nothing can be reckoned with it."""
        return calendar_of(self.tables, self.days)

    @property
    def span(self) -> tuple[dt.date, dt.date] | None:
        """The first and the last date whose hours may differ; None when nothing changes."""
        dates = [date for row in (*self.ended, *self.added) for date in _dates(row)]
        return (min(dates), max(dates)) if dates else None

    def off_on(self, date: dt.date, name: str = "") -> list[DayOff]:
        """The days off on a date, all or those of a name."""
        return [row for row in self.days if row.date == date and (not name or row.name.lower() == name.lower())]

    def end(self, row: DayOff | Timetable) -> None:
        """Take a row out of force; one that this very decree brought is simply gone."""
        (self.days if isinstance(row, DayOff) else self.tables).remove(row)  # type: ignore[arg-type]
        if row in self.added:
            self.added.remove(row)
        else:
            self.ended.append(row)

    def add(self, row: DayOff | Timetable) -> None:
        """Bring a row into force."""
        (self.days if isinstance(row, DayOff) else self.tables).append(row)  # type: ignore[arg-type]
        self.added.append(row)


def revise(lines: Sequence[LineValues], *, basis: str, version: int | None = None) -> Revision:
    """The calendar in force (or a version of it) with these lines applied in their order; nothing is written."""
    version = calendar_version() if version is None else version
    days = list(DayOff.objects.filter(in_version(version)))
    revision = Revision(days, list(Timetable.objects.filter(in_version(version))), basis)
    for line in lines:
        revision.faults += [f"Baris {line.number}: {fault}" for fault in ACTS[DecreeAct(line.act)](revision, line)]
    if not revision.faults:
        try:
            revision.calendar()
        except WorktimeError as error:
            revision.faults.append(str(error))
    return revision


def _take_off(revision: Revision, line: LineValues) -> Iterator[str]:
    """A day off; it takes the place of an estimate, and gives a row without a decree its decree."""
    known = revision.off_on(line.date)
    for row in known:
        if row.decree and not row.is_estimate and row.name.lower() == line.name.strip().lower():
            yield f"{long_date(line.date)} sudah libur: {row.name} ({row.decree})."
            return
    for row in known:
        if row.is_estimate or (not row.decree and (row.kind == line.act or row.name == line.name.strip())):
            revision.end(row)
    revision.add(DayOff(date=line.date, name=line.name.strip(), kind=line.act, decree=revision.basis))


def _withdraw(revision: Revision, line: LineValues) -> Iterator[str]:
    """A day off, or else a special timetable, that no longer holds."""
    found: list[DayOff | Timetable] = [*revision.off_on(line.date, line.name.strip())]
    found = found or [*_special_on(revision, line.date, line.name.strip())]
    if not found:
        named = f" bernama “{line.name.strip()}”" if line.name.strip() else ""
        yield f"tidak ada libur atau jam khusus{named} pada {long_date(line.date)}; periksa tanggalnya."
    for row in found:
        revision.end(row)


def _move(revision: Revision, line: LineValues) -> Iterator[str]:
    """A day off goes to another date and keeps its kind and name."""
    found = revision.off_on(line.date, line.name.strip())
    if not found or line.until is None:
        yield f"tidak ada libur pada {long_date(line.date)} yang dapat dipindah; periksa tanggalnya."
        return
    for row in found:
        if any(other.name == row.name and not other.is_estimate for other in revision.off_on(line.until)):
            yield f"{long_date(line.until)} sudah libur: {row.name}."
            return
        revision.end(row)
        revision.add(DayOff(date=line.until, name=row.name, kind=row.kind, decree=revision.basis))


def _fix_ramadan(revision: Revision, line: LineValues) -> Iterator[str]:
    """Ramadan hours from its first to its last day, in the place of what stood for the same Ramadan."""
    assert line.until is not None  # line_faults has said so
    first, last = line.date - SAME_RAMADAN, line.until + SAME_RAMADAN
    same = [row for row in revision.tables if row.name.startswith("Ramadan") and _touches(row, first, last)]
    if any(row.starts_on == line.date and row.ends_on == line.until and not row.is_estimate for row in same):
        yield "masa Ramadan itu sudah tercatat dengan tanggal yang sama."
        return
    name = line.name.strip() or (same[-1].name if same else f"Ramadan {line.date.year}")
    for row in same:
        revision.end(row)
    _add_table(revision, name, line.date, line.until, RAMADAN_HOURS)


def _set_hours(revision: Revision, line: LineValues) -> Iterator[str]:
    """Other hours for a day or a period, on the weekdays that had hours; on a single day whatever it was."""
    last = line.until or line.date
    calendar = revision.calendar()
    dates = [line.date + ONE_DAY * place for place in range((last - line.date).days + 1)]
    worked = {date.weekday() for date in dates if len(dates) == 1 or calendar.day(date).microseconds}
    if len(dates) == 1 and (off := revision.off_on(line.date)):
        yield f"{long_date(line.date)} libur ({off[0].name}); cabut liburnya dahulu bila hari itu menjadi hari kerja."
        return
    if not worked:
        yield "masa itu tidak memuat hari kerja; periksa tanggalnya."
        return
    hours = {WEEKDAYS[day]: intervals_of(line.hours) for day in sorted(worked)}
    _add_table(revision, line.name.strip() or "Jam kerja khusus", line.date, last, hours)


def _add_table(revision: Revision, name: str, first: dt.date, last: dt.date, hours: dict[str, list[str]]) -> None:
    """A later decision goes before an earlier one, so it gets the next place."""
    position = max((row.position for row in revision.tables), default=0) + 1
    row = Timetable(name=name, starts_on=first, ends_on=last, hours=hours, basis=revision.basis, position=position)
    revision.add(row)


def _special_on(revision: Revision, date: dt.date, name: str) -> Iterable[Timetable]:
    for row in revision.tables:
        if row.starts_on and row.ends_on and row.starts_on <= date <= row.ends_on and name.lower() in row.name.lower():
            yield row


def _touches(row: Timetable, first: dt.date, last: dt.date) -> bool:
    return bool(row.starts_on and row.ends_on and row.starts_on <= last and first <= row.ends_on)


def _dates(row: DayOff | Timetable) -> tuple[dt.date, ...]:
    if isinstance(row, DayOff):
        return (row.date,)
    return (row.starts_on or dt.date.min, row.ends_on or dt.date.max)


ACTS: dict[DecreeAct, Callable[[Revision, LineValues], Iterator[str]]] = {
    DecreeAct.HOLIDAY: _take_off,
    DecreeAct.JOINT_LEAVE: _take_off,
    DecreeAct.UNIT_LEAVE: _take_off,
    DecreeAct.WITHDRAWN: _withdraw,
    DecreeAct.MOVED: _move,
    DecreeAct.RAMADAN: _fix_ramadan,
    DecreeAct.HOURS: _set_hours,
}
