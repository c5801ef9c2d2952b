"""Working hours and holidays: how long, until when, and why. Pure Python; no Django, no clock."""

from alur.worktime.calendar import Calendar
from alur.worktime.national import indonesia
from alur.worktime.plain import reckoning_data
from alur.worktime.reading import read_calendar, read_interval
from alur.worktime.reckoning import Day, DayKind, Line, PausedPart, Reckoning, Span
from alur.worktime.values import DayOff, Interval, Pause, Timetable, WorktimeError

__all__ = [
    "Calendar",
    "Day",
    "DayKind",
    "DayOff",
    "Interval",
    "Line",
    "Pause",
    "PausedPart",
    "Reckoning",
    "Span",
    "Timetable",
    "WorktimeError",
    "indonesia",
    "read_calendar",
    "read_interval",
    "reckoning_data",
]
