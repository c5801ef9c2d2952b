"""The office's calendar as `alur.worktime` understands it, and the deadlines and judgements drawn from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache

from alur.records.clocks import elapsed_seconds
from alur.records.models import CalendarVersion, DayOff, Timetable, Visit, in_version
from alur.sop.document import Clock, StandardTime
from alur.worktime import Calendar, read_interval
from alur.worktime import DayOff as WorkDayOff
from alur.worktime import Timetable as WorkTimetable

ZONE = "Asia/Jakarta"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def calendar_version() -> int:
    """The number of the calendar in force, 0 before the first one."""
    return CalendarVersion.objects.values_list("pk", flat=True).order_by("-pk").first() or 0


def calendar_for(visits: Iterable[Visit]) -> tuple[Calendar, int]:
    """The calendar in force and its version, to judge these visits by; the caller holds their locks.

    While the deadlines of a decree are still being re-planned, the visits are put on its calendar here: what the worker
    has not reached yet is not judged half on the old one.
    """
    newest = CalendarVersion.objects.order_by("-pk").values_list("pk", "made_by", "made_by__replanned_at").first()
    version, decree, replanned_at = newest or (0, None, None)
    calendar = office_calendar(version)
    if decree is not None and replanned_at is None:
        for visit in visits:
            _put_on(calendar, visit)
    return calendar, version


def office_calendar(version: int | None = None) -> Calendar:
    """The office's working calendar as it was in this version, the one in force if None is given.

    Raises WorktimeError if it is empty.
    """
    return _compiled(calendar_version() if version is None else version)


@lru_cache(maxsize=16)
def _compiled(version: int) -> Calendar:
    return calendar_of(Timetable.objects.filter(in_version(version)), DayOff.objects.filter(in_version(version)))


def calendar_of(timetables: Iterable[Timetable], days_off: Iterable[DayOff]) -> Calendar:
    """The calendar that these rows make, the later timetable going before. Raises WorktimeError if they make none."""
    return Calendar(ZONE, [_timetable(row) for row in timetables], [_day_off(row) for row in days_off])


def _timetable(row: Timetable) -> WorkTimetable:
    hours = {WEEKDAYS.index(day): tuple(map(read_interval, spans)) for day, spans in row.hours.items()}
    return WorkTimetable(
        row.name, hours, from_=row.starts_on, to=row.ends_on, basis=row.basis, is_estimate=row.is_estimate
    )


def _day_off(row: DayOff) -> WorkDayOff:
    return WorkDayOff(row.date, row.name, kind=row.kind, decree=row.decree, is_estimate=row.is_estimate)


def due_at(calendar: Calendar, start: dt.datetime, time: StandardTime | None) -> dt.datetime | None:
    """When a step that starts now is due; None without a clock. Late is judged at the upper end of the standard."""
    if time is None or time.seconds_max is None or time.clock is Clock.NONE:
        return None
    if time.clock is Clock.WORKING:
        return calendar.due_after(start, time.seconds_max)
    return start + dt.timedelta(seconds=time.seconds_max)


def due_of(calendar: Calendar, visit: Visit) -> dt.datetime | None:
    """When an open visit is due, from its start, standard and ended pauses; None without a clock."""
    if visit.standard_seconds is None:
        return None
    if visit.is_wall_clock:
        return visit.opened_at + dt.timedelta(seconds=visit.standard_seconds + visit.paused_seconds)
    return calendar.due_after(visit.opened_at, visit.standard_seconds + visit.paused_seconds)


def _put_on(calendar: Calendar, visit: Visit) -> None:
    """Paused time and deadline of an open visit on this calendar; who closes the visit saves them."""
    known = [(row.starts_at, row.known_end) for row in visit.pauses.all()]
    visit.paused_seconds = sum(elapsed_seconds(calendar, visit, start, end) for start, end in known if end is not None)
    visit.due_at = due_of(calendar, visit)
