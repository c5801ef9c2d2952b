"""An independent oracle: walks through real minutes one by one and asks what a clock on the wall shows. Slow and plain.

It reads hours as (weekday, first minute, last minute) and shares no code with `alur.worktime`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from zoneinfo import ZoneInfo

MINUTE = dt.timedelta(minutes=1)
Hours = list[tuple[int, int, int]]


def counted(zone: str, hours_on: Callable[[dt.date], Hours], at: dt.datetime) -> bool:
    """Whether the minute that begins at this instant is a working minute."""
    wall = at.astimezone(ZoneInfo(zone))
    now = wall.hour * 60 + wall.minute
    today, yesterday = wall.date(), wall.date() - dt.timedelta(days=1)
    return any(first <= now < last for day, first, last in hours_on(today) if day == today.weekday()) or any(
        first <= now + 1440 < last for day, first, last in hours_on(yesterday) if day == yesterday.weekday()
    )


def walk(zone: str, hours_on: Callable[[dt.date], Hours], start: dt.datetime, end: dt.datetime) -> int:
    """Working minutes between two instants on whole minutes."""
    at, total = start.astimezone(dt.UTC), 0
    while at < end:
        total += counted(zone, hours_on, at)
        at += MINUTE
    return total


def walk_until(zone: str, hours_on: Callable[[dt.date], Hours], start: dt.datetime, minutes: int) -> dt.datetime:
    """The end of the last of so many working minutes from the start."""
    at = start.astimezone(dt.UTC)
    while minutes:
        minutes -= counted(zone, hours_on, at)
        at += MINUTE
    return at
