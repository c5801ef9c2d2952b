"""The open visit against its standard: what is left, in which tone, and the short reason for the due time."""

from __future__ import annotations

import datetime as dt

from alur.records.models import Visit
from alur.reports.case_page.page import Clock, ShortLine
from alur.reports.case_page.words import amount, day_of, minutes, moment
from alur.sop.document import Procedure
from alur.worktime import Calendar, Line, Pause
from alur.worktime.wording import hour

NEARLY = 30 * 60
FOLD_FROM = 7
SHOWN_EDGE = 3


def clock_of(visit: Visit, procedure: Procedure, calendar: Calendar, at: dt.datetime) -> Clock:
    """The time block of an open visit. Nearly due: a quarter of the standard or 30 working minutes are left."""
    if visit.standard_seconds is None or visit.due_at is None:
        return Clock("none", "tanpa mutu baku", None, 0, "tanpa mutu baku", is_wall=False)
    is_wall = visit.is_wall_clock
    standard = amount(visit.standard_seconds, procedure, is_wall=is_wall)
    until = visit.paused_since or at
    left = (visit.due_at - until).total_seconds() if is_wall else calendar.seconds_between(until, visit.due_at)
    percent = min(100, max(0, round(100 * (visit.standard_seconds - left) / max(visit.standard_seconds, 1))))
    if visit.paused_since:
        headline = f"dijeda sejak {moment(visit.paused_since, at)}"
        return Clock("hold", headline, visit.due_at, percent, standard, is_wall)
    if left < 0 or at > visit.due_at:
        return Clock("late", f"lewat {_at_least(-left, procedure, is_wall)}", visit.due_at, 100, standard, is_wall)
    tone = "warn" if left <= max(visit.standard_seconds / 4, NEARLY) else ""
    return Clock(tone, f"sisa {_at_least(left, procedure, is_wall)}", visit.due_at, percent, standard, is_wall)


def _at_least(seconds: float, procedure: Procedure, is_wall: bool) -> str:
    if seconds < 60:
        return "kurang dari 1 menit" if is_wall else "kurang dari 1 menit kerja"
    return amount(seconds, procedure, is_wall=is_wall)


def pauses_of(visit: Visit, until: dt.datetime) -> list[Pause]:
    """The pauses of a visit for the calendar, an open one ending at `until`. One statement, none without a pause."""
    if not (visit.paused_seconds or visit.paused_since):
        return []
    rows = visit.pauses.all()
    ended = [(row, row.ends_at or max(until, row.starts_at)) for row in rows]
    return [Pause(row.starts_at, end, row.reason) for row, end in ended if end > row.starts_at]


def short_reckoning(visit: Visit, calendar: Calendar, at: dt.datetime) -> tuple[tuple[ShortLine, ...], bool]:
    """The days that make up the standard, long runs folded; and whether one of them rests on an estimate."""
    if visit.standard_seconds is None or visit.due_at is None:
        return (), False
    if visit.is_wall_clock:
        return (
            ShortLine("Mulai", moment(visit.opened_at, at), ""),
            ShortLine("Tenggat", moment(visit.due_at, at), ""),
        ), False
    reckoning = calendar.reckon(visit.opened_at, visit.standard_seconds / 60, pauses=pauses_of(visit, at), until=at)
    counted = [line for line in reckoning.lines if line.microseconds]
    if len(counted) < FOLD_FROM:
        return tuple(_row(line, at) for line in counted), reckoning.is_estimate
    first, middle, last = counted[:SHOWN_EDGE], counted[SHOWN_EDGE:-SHOWN_EDGE], counted[-SHOWN_EDGE:]
    folded = ShortLine(f"{len(middle)} hari kerja lain", "", f"{minutes(sum(line.seconds for line in middle))} menit")
    rows = (*(_row(line, at) for line in first), folded, *(_row(line, at) for line in last))
    return rows, reckoning.is_estimate


def _row(line: Line, at: dt.datetime) -> ShortLine:
    hours = ", ".join(f"{hour(span.start)}–{hour(span.end)}" for span in line.intervals)
    return ShortLine(day_of(line.date, at), hours, f"{minutes(line.seconds)} menit")
