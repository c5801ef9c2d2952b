"""How an open visit stands against its standard time: late, nearly due, paused, without a clock. Fetches nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from django.db.models import Q

from alur.records.models import Visit
from alur.reports.wording import amount, moment
from alur.worktime import Calendar

NEARLY_SECONDS = 30 * 60
NEARLY_SHARE = 0.25
LOOK_BACK = 400


class Tone(StrEnum):
    """How a time block is shown; the word is also its CSS class."""

    LATE = "late"
    NEARLY = "warn"
    NORMAL = "calm"
    PAUSED = "hold"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Clockwork:
    """What of a visit decides how it stands; a row of any query can fill it."""

    due_at: dt.datetime | None
    standard_seconds: int | None
    paused_since: dt.datetime | None = None
    is_wall_clock: bool = False
    working_day: int | None = None
    paused_until: dt.datetime | None = None

    def is_paused(self, at: dt.datetime) -> bool:
        """Whether the clock stands still at this instant; a set end that has come ends the pause."""
        return self.paused_since is not None and (self.paused_until is None or at < self.paused_until)


@dataclass(frozen=True, slots=True)
class TimeBlock:
    """A time block, ready to print: words, due moment, used share of the standard (0 to 100, None without a clock).

    `exact` is set where the words count in days: the same in minutes, in brackets.
    """

    tone: Tone
    words: str
    exact: str = ""
    due: str = ""
    used: int | None = None
    due_at: dt.datetime | None = None

    @property
    def is_late(self) -> bool:
        return self.tone is Tone.LATE


def time_block(clockwork: Clockwork, calendar: Calendar, at: dt.datetime) -> TimeBlock:
    """How the visit stands at this instant.

    Late means that working time has passed since the due instant: work due at closing time is not late that evening.
    A deadline says "perkiraan" where a day from now on to it is not yet decided.
    Nearly due: 30 working minutes or a quarter of the standard are left (whichever is more).
    """
    due, standard, is_paused = clockwork.due_at, clockwork.standard_seconds, clockwork.is_paused(at)
    if due is None or standard is None:
        words = "dijeda" if is_paused else "tanpa mutu baku waktu"
        return TimeBlock(Tone.PAUSED if is_paused else Tone.NONE, words)
    # A set end is in the deadline already, so what is left is counted from there.
    stands_at = (clockwork.paused_until or clockwork.paused_since or at) if is_paused else at
    left = _seconds_left(clockwork, calendar, stands_at, due)
    words = amount(abs(left), is_wall_clock=clockwork.is_wall_clock, working_day=clockwork.working_day)
    words = f"lewat {words}" if left < 0 else f"sisa {words}"
    used = 100 if left <= 0 else max(0, min(100, round(100 * (1 - left / standard)))) if standard else 100
    if is_paused:
        return TimeBlock(Tone.PAUSED, "dijeda", due=words, used=used, due_at=due)
    tone = Tone.LATE if left < 0 else Tone.NEARLY if left <= _nearly(standard) else Tone.NORMAL
    words, bracket, minutes = words.partition(" (")
    mark = "" if clockwork.is_wall_clock or not calendar.is_estimate_between(at, due) else " (perkiraan)"
    return TimeBlock(tone, words, bracket.strip() + minutes, f"tenggat {moment(due, at)}{mark}", used, due)


def _seconds_left(clockwork: Clockwork, calendar: Calendar, at: dt.datetime, due: dt.datetime) -> float:
    if clockwork.is_wall_clock:
        return (due - at).total_seconds()
    return calendar.seconds_between(at, due)


def _nearly(standard: int) -> float:
    return max(NEARLY_SECONDS if standard > NEARLY_SECONDS else 0, standard * NEARLY_SHARE)


class CalendarsByUnit(Protocol):
    """Where the calendars of units and services come from."""

    def of_visit(self, visit: Visit) -> Calendar:
        """The calendar that a visit runs on."""

    def of_row(self, unit: int | None, edition_id: int, kind: str) -> Calendar:
        """The same for a visit known by the columns of a row."""

    def apart(self) -> list[tuple[Q, Calendar]]:
        """The visits that do not run on the whole office's calendar, as conditions, each with their calendar."""


def late_visits(calendar: Calendar, at: dt.datetime, by_unit: CalendarsByUnit | None = None) -> Q:
    """Condition for open visits that are late at this instant, in the same sense as `time_block`.

    `calendar` is the whole office's; visits of units and services with hours of their own go by `by_unit`.
    """
    late = Q(due_at__lt=last_worked(calendar, at))
    for condition, theirs in by_unit.apart() if by_unit else ():
        late = (condition & Q(due_at__lt=last_worked(theirs, at))) | (~condition & late)
    wall = Q(is_wall_clock=True, due_at__lt=at)
    runs = Q(paused_since=None) | Q(paused_until__lte=at)
    return Q(closed_at=None) & runs & ((Q(is_wall_clock=False) & late) | wall)


def last_worked(calendar: Calendar, at: dt.datetime) -> dt.datetime:
    """The instant itself in working hours, else the end of the working time before it."""
    if calendar.is_working(at):
        return at
    date = at.astimezone(calendar.tzinfo).date()
    for back in range(LOOK_BACK):
        ends = [span.end for span in calendar.day(date - dt.timedelta(days=back)).intervals if span.end <= at]
        if ends:
            return max(ends)
    return at
