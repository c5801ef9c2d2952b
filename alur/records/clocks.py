"""The two clocks of a visit: how long it waited unopened, and what it has used of its standard. Fetches nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from alur.records.models import Visit
from alur.worktime import Calendar


@dataclass(frozen=True, slots=True)
class Times:
    """What of a visit decides its clocks; a row of any query can fill it."""

    opened_at: dt.datetime
    seen_at: dt.datetime | None = None
    closed_at: dt.datetime | None = None
    unopened_since: dt.datetime | None = None
    waited_seconds: int | None = None
    used_seconds: int | None = None
    paused_since: dt.datetime | None = None
    paused_until: dt.datetime | None = None
    paused_seconds: int = 0
    is_wall_clock: bool = False

    def is_paused(self, at: dt.datetime) -> bool:
        """Whether the clock stands still at this instant; a set end that has come ends the pause."""
        return self.paused_since is not None and (self.paused_until is None or at < self.paused_until)


def elapsed_seconds(calendar: Calendar, visit: Visit | Times, start: dt.datetime, end: dt.datetime) -> int:
    """Seconds between two instants on the clock that this visit runs on."""
    if visit.is_wall_clock:
        return max(0, int((end - start).total_seconds()))
    return int(calendar.seconds_between(start, end))


def used_seconds(calendar: Calendar, visit: Visit | Times, at: dt.datetime) -> int:
    """What the visit has used of its standard until now: the time since it opened, pauses not counted."""
    if visit.paused_since is None or not visit.is_paused(at):
        return max(0, elapsed_seconds(calendar, visit, visit.opened_at, at) - visit.paused_seconds)
    until = visit.paused_until
    ahead = elapsed_seconds(calendar, visit, visit.paused_since, until) if until else 0
    before = elapsed_seconds(calendar, visit, visit.opened_at, visit.paused_since)
    return max(0, before - (visit.paused_seconds - ahead))


def waited_seconds(calendar: Calendar, visit: Visit | Times, at: dt.datetime) -> int:
    """How long the visit lay unopened by the person responsible, in seconds of its own clock; pauses do not count.

    Handed to somebody else, it waits again. Handed over during a pause, it waits from when the clock runs again.
    """
    before, start = visit.waited_seconds or 0, visit.unopened_since or visit.opened_at
    if visit.closed_at is not None or (visit.seen_at is None and visit.is_paused(at)):
        return before
    if visit.seen_at is None and visit.paused_until is not None:
        start = max(start, visit.paused_until)
    return before + max(0, elapsed_seconds(calendar, visit, start, visit.seen_at or at))
