"""The open visit against its standard: what is left, in which tone, and the short reason for the due time."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from alur.records.models import Visit
from alur.reports.case_page.page import Clock, ShortLine, ShortReckoning
from alur.reports.case_page.words import counted
from alur.reports.timing import Clockwork, Tone, time_block
from alur.reports.wording import amount, moment, row_date, zone_words
from alur.sop.document import Procedure
from alur.worktime import Calendar, Line, Pause
from alur.worktime.wording import hour

FOLD_FROM = 7
SHOWN_EDGE = 3


def clock_of(visit: Visit, procedure: Procedure, calendar: Calendar, at: dt.datetime) -> Clock:
    """The time block of an open visit, in the sense of `timing.time_block`."""
    if visit.standard_seconds is None or visit.due_at is None:
        return Clock(Tone.NONE, "tanpa mutu baku", None, 0, "tanpa mutu baku", is_wall=False)
    day, is_wall = procedure.minutes_per_day, visit.is_wall_clock
    clockwork = Clockwork(visit.due_at, visit.standard_seconds, visit.paused_since, is_wall, day, visit.paused_until)
    block = time_block(clockwork, calendar, at)
    headline = f"{block.words} {block.exact}".strip()
    if visit.paused_since and visit.is_paused(at):
        headline = f"dijeda sejak {moment(visit.paused_since, at)}"
        headline += f" sampai {moment(visit.paused_until, at)}" if visit.paused_until else ""
    standard = amount(visit.standard_seconds, is_wall_clock=is_wall, working_day=day)
    return Clock(block.tone, headline, visit.due_at, block.used or 0, standard, is_wall)


def pauses_of(visit: Visit, until: dt.datetime) -> list[Pause]:
    """The pauses of a visit for the calendar, one without a set end ending at `until`. One statement, none without."""
    if not (visit.paused_seconds or visit.paused_since):
        return []
    rows = visit.pauses.all()
    ended = [(row, row.known_end or max(until, row.starts_at)) for row in rows]
    return [Pause(row.starts_at, end, row.reason) for row, end in ended if end > row.starts_at]


def short_reckoning(visit: Visit, calendar: Calendar, at: dt.datetime) -> ShortReckoning:
    """The days that make up the standard, long runs folded; without lines where there is no standard."""
    if visit.standard_seconds is None or visit.due_at is None:
        return ShortReckoning()
    if visit.is_wall_clock:
        begin, end = (moment(instant, at) for instant in (visit.opened_at, visit.due_at))
        return ShortReckoning((ShortLine("Mulai", begin, ""), ShortLine("Tenggat", end, "")), visit.due_at)
    reckoning = calendar.reckon(visit.opened_at, visit.standard_seconds / 60, pauses=pauses_of(visit, at), until=at)
    zone = zone_words(calendar)
    working = [line for line in reckoning.lines if line.microseconds]
    is_moving = visit.paused_since is not None and visit.paused_until is None
    due = reckoning.due if is_moving else visit.due_at
    if len(working) < FOLD_FROM:
        rows = tuple(_row(line, at, zone) for line in working)
        return ShortReckoning(rows, due, is_moving=is_moving, is_estimate=reckoning.is_estimate)
    first, middle, last = working[:SHOWN_EDGE], working[SHOWN_EDGE:-SHOWN_EDGE], working[-SHOWN_EDGE:]
    folded = ShortLine(f"{len(middle)} hari kerja lain", "", f"{counted(middle[0], middle[-1])} menit")
    rows = (*(_row(line, at, zone) for line in first), folded, *(_row(line, at, zone) for line in last))
    return ShortReckoning(rows, due, is_moving=is_moving, is_estimate=reckoning.is_estimate)


def _row(line: Line, at: dt.datetime, zone: str) -> ShortLine:
    hours = ", ".join(f"{hour(span.start)}–{hour(span.end)}" for span in line.intervals)
    return ShortLine(row_date(line.date, timezone.localdate(at)), hours + zone, f"{counted(line, line)} menit")
