"""The reckoning of a deadline as data: one line a day, with what was counted, what was not, and why."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from alur.worktime.instants import MINUTE, in_seconds
from alur.worktime.values import DayOff, Pause, Timetable


class DayKind(StrEnum):
    """Why a day has working time, or has none."""

    WORK = "hari kerja"
    OFF = "libur"
    WEEKEND = "akhir pekan"
    FREE = "tanpa jam kerja"
    OUTSIDE = "di luar jadwal"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time, in the calendar's zone."""

    start: dt.datetime
    end: dt.datetime


@dataclass(frozen=True, slots=True)
class Day:
    """One date of the calendar: its working hours and breaks, or why there are none.

    Hours that run over midnight are those of the day on which they begin.
    """

    date: dt.date
    kind: DayKind
    timetable: Timetable | None
    days_off: tuple[DayOff, ...]
    intervals: tuple[Span, ...]
    breaks: tuple[Span, ...]
    microseconds: int

    @property
    def weekday(self) -> int:
        return self.date.weekday()

    @property
    def day_off(self) -> DayOff | None:
        return self.days_off[0] if self.days_off else None

    @property
    def reason(self) -> str:
        """Why the day has no working hours; "" if it has."""
        if self.kind is DayKind.WORK:
            return ""
        return self.days_off[0].name if self.days_off else self.kind.value

    @property
    def seconds(self) -> int | float:
        return in_seconds(self.microseconds)

    @property
    def is_estimate(self) -> bool:
        """Whether the hours rest on a date that is not yet decided."""
        return any(off.is_estimate for off in self.days_off) or bool(self.timetable and self.timetable.is_estimate)


@dataclass(frozen=True, slots=True)
class PausedPart:
    """The part of a pause that falls on one day, and the working time that it kept from being counted."""

    pause: Pause
    start: dt.datetime
    end: dt.datetime
    begins_here: bool
    ends_here: bool
    microseconds: int

    @property
    def reason(self) -> str:
        return self.pause.reason

    @property
    def seconds(self) -> int | float:
        return in_seconds(self.microseconds)


@dataclass(frozen=True, slots=True)
class Line:
    """One day of a reckoning: the intervals that were counted, pauses that touch it, time of the day and sum so far.

    `until_microseconds` is set only on the day of the reckoning's `until`: the time counted on this day up to then.
    """

    day: Day
    intervals: tuple[Span, ...]
    pauses: tuple[PausedPart, ...]
    microseconds: int
    running_microseconds: int
    until_microseconds: int | None = None

    @property
    def date(self) -> dt.date:
        return self.day.date

    @property
    def weekday(self) -> int:
        return self.day.weekday

    @property
    def kind(self) -> DayKind:
        return self.day.kind

    @property
    def timetable(self) -> str:
        """The name of the timetable in force; "" outside all of them."""
        return self.day.timetable.name if self.day.timetable else ""

    @property
    def breaks(self) -> tuple[Span, ...]:
        return self.day.breaks

    @property
    def day_off(self) -> DayOff | None:
        return self.day.day_off

    @property
    def is_estimate(self) -> bool:
        return self.day.is_estimate

    @property
    def seconds(self) -> int | float:
        return in_seconds(self.microseconds)

    @property
    def running_seconds(self) -> int | float:
        return in_seconds(self.running_microseconds)

    @property
    def until_seconds(self) -> int | float | None:
        return None if self.until_microseconds is None else in_seconds(self.until_microseconds)


@dataclass(frozen=True, slots=True)
class Reckoning:
    """How a deadline came about. The sum of the lines is the standard; `due` is where it is reached.

    `used` is the working time outside pauses from the start up to `until` (up to `due` without it); `remaining` is what
    is left of the standard then, below zero when late. `undecreed_years` are years without a single day off, while
    other years have some: there the holidays have not been entered yet.
    """

    start: dt.datetime
    due: dt.datetime
    due_without_pauses: dt.datetime
    until: dt.datetime | None
    lines: tuple[Line, ...]
    microseconds: int
    used_microseconds: int
    undecreed_years: tuple[int, ...]

    @property
    def minutes(self) -> float:
        return self.microseconds / MINUTE

    @property
    def seconds(self) -> int | float:
        return in_seconds(self.microseconds)

    @property
    def used_seconds(self) -> int | float:
        return in_seconds(self.used_microseconds)

    @property
    def remaining_seconds(self) -> int | float:
        return in_seconds(self.microseconds - self.used_microseconds)

    @property
    def paused_seconds(self) -> int | float:
        """Working time that the pauses kept from being counted."""
        return in_seconds(sum(part.microseconds for line in self.lines for part in line.pauses))

    @property
    def is_estimate(self) -> bool:
        """Whether a day on the way is not yet decided, or lies in a year without decreed holidays."""
        return bool(self.undecreed_years) or any(line.is_estimate for line in self.lines)
