"""A reckoning as plain data, ready for JSON: for programs that want to check a deadline. The fields are documented in
`docs/reckoning-format.md`."""

from __future__ import annotations

import datetime as dt
from typing import Any

from alur.worktime.reckoning import Line, PausedPart, Reckoning, Span
from alur.worktime.values import DayOff


def reckoning_data(reckoning: Reckoning) -> dict[str, Any]:
    """The figures and lines of a reckoning: instants as ISO 8601 with offset, durations in seconds.

    The `seconds` of the lines add up to `standard_seconds`, and the last `running_seconds` is that sum.
    """
    return {
        "start": _text(reckoning.start),
        "standard_seconds": reckoning.seconds,
        "due": _text(reckoning.due),
        "due_without_pauses": _text(reckoning.due_without_pauses),
        "until": _text(reckoning.until),
        "used_seconds": reckoning.used_seconds,
        "remaining_seconds": reckoning.remaining_seconds,
        "paused_seconds": reckoning.paused_seconds,
        "is_estimate": reckoning.is_estimate,
        "years_without_decree": list(reckoning.undecreed_years),
        "lines": [line_data(line) for line in reckoning.lines],
    }


def line_data(line: Line) -> dict[str, Any]:
    """One day: what was counted and what was not, and why."""
    timetable = line.day.timetable
    return {
        "date": line.date.isoformat(),
        "weekday": line.date.isoweekday(),
        "kind": line.kind.value,
        "timetable": timetable.name if timetable else None,
        "basis": timetable.basis or None if timetable else None,
        "counted": [_span(span) for span in line.intervals],
        "breaks": [_span(span) for span in line.breaks],
        "days_off": [_day_off(off) for off in line.day.days_off],
        "pauses": [_paused(part) for part in line.pauses],
        "seconds": line.seconds,
        "running_seconds": line.running_seconds,
        "is_estimate": line.is_estimate,
    }


def _span(span: Span) -> dict[str, str | None]:
    return {"start": _text(span.start), "end": _text(span.end)}


def _day_off(off: DayOff) -> dict[str, Any]:
    return {"name": off.name, "kind": off.kind, "decree": off.decree or None, "is_estimate": off.is_estimate}


def _paused(part: PausedPart) -> dict[str, Any]:
    return {"start": _text(part.start), "end": _text(part.end), "reason": part.reason, "seconds": part.seconds}


def _text(at: dt.datetime | None) -> str | None:
    return at.isoformat() if at else None
