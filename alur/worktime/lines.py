"""The lines of a reckoning, made day by day from a calendar. Their shape is told in `reckoning`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from alur.worktime.gaps import Gap
from alur.worktime.index import Piece
from alur.worktime.instants import from_instant, midnight, to_instant
from alur.worktime.reckoning import Day, Line, PausedPart, Span

if TYPE_CHECKING:
    from alur.worktime.calendar import Calendar

ONE_DAY = dt.timedelta(days=1)


def lines_between(
    calendar: Calendar, start: int, end: int, gaps: Sequence[Gap], until: int | None = None
) -> tuple[Line, ...]:
    """One line for each day from the start to the end (instants in microseconds), also for days that counted nothing.

    Work after midnight in hours that began the day before stands on the line of that day.
    """
    lines: list[Line] = []
    running = 0
    for day in _days(calendar, start, end):
        line = _line(day, calendar.tzinfo, (start, end), gaps, until, running)
        running = line.running_microseconds
        lines.append(line)
    if len(lines) > 1 and not lines[0].microseconds:
        lines = lines[1:] if lines[0].date < from_instant(start, calendar.tzinfo).date() else lines
    if len(lines) > 1 and not lines[-1].microseconds and lines[-2].intervals:
        lines = lines[:-1] if lines[-2].intervals[-1].end == from_instant(end, calendar.tzinfo) else lines
    return tuple(lines)


def _days(calendar: Calendar, start: int, end: int) -> Iterator[Day]:
    date = from_instant(start, calendar.tzinfo).date() - ONE_DAY
    last = from_instant(end, calendar.tzinfo).date()
    while date <= last:
        yield calendar.day(date)
        date += ONE_DAY


def _line(day: Day, zone: ZoneInfo, bounds: Piece, gaps: Sequence[Gap], until: int | None, running: int) -> Line:
    pieces = [(to_instant(span.start, zone), to_instant(span.end, zone)) for span in day.intervals]
    worked = [piece for whole in pieces if (piece := _common(whole, bounds))]
    counted = worked
    for gap in gaps:
        counted = [rest for piece in counted for rest in _without(piece, gap)]
    total = _length(counted)
    begin, finish = midnight(day.date, zone), midnight(day.date + ONE_DAY, zone)
    worked_until = None
    if until is not None and begin <= until < finish:
        worked_until = _length(_clipped(counted, (bounds[0], until)))
    return Line(
        day=day,
        intervals=tuple(_span(piece, zone) for piece in counted),
        pauses=tuple(_paused_parts((begin, max([finish, *(end for _, end in pieces)])), bounds, worked, gaps, zone)),
        microseconds=total,
        running_microseconds=running + total,
        until_microseconds=worked_until,
    )


def _paused_parts(
    window: Piece, bounds: Piece, worked: Sequence[Piece], gaps: Sequence[Gap], zone: ZoneInfo
) -> Iterator[PausedPart]:
    for gap in gaps:
        inside = _common((gap.start, gap.end), bounds)
        part = inside and _common(inside, window)
        if part:
            yield PausedPart(
                pause=gap.pause,
                start=from_instant(part[0], zone),
                end=from_instant(part[1], zone),
                begins_here=part[0] == gap.start,
                ends_here=part[1] == gap.end,
                microseconds=_length(_clipped(worked, part)),
            )


def _common(one: Piece, other: Piece) -> Piece | None:
    start, end = max(one[0], other[0]), min(one[1], other[1])
    return (start, end) if start < end else None


def _without(piece: Piece, gap: Gap) -> Iterator[Piece]:
    for part in ((piece[0], min(piece[1], gap.start)), (max(piece[0], gap.end), piece[1])):
        if part[0] < part[1]:
            yield part


def _clipped(pieces: Sequence[Piece], bounds: Piece) -> list[Piece]:
    return [part for piece in pieces if (part := _common(piece, bounds))]


def _length(pieces: Sequence[Piece]) -> int:
    return sum(end - start for start, end in pieces)


def _span(piece: Piece, zone: ZoneInfo) -> Span:
    return Span(from_instant(piece[0], zone), from_instant(piece[1], zone))
