"""Small calendars that the tests share, and instants written short."""

from __future__ import annotations

import datetime as dt

from alur.worktime import Calendar, DayOff, Interval, Timetable

HOUR = 3600


def at(text: str) -> dt.datetime:
    """The instant that an ISO 8601 text names."""
    return dt.datetime.fromisoformat(text)


def hours(first: float, last: float) -> Interval:
    return Interval(round(first * HOUR), round(last * HOUR))


def every_day(*intervals: Interval, zone: str = "Asia/Jakarta", days_off: tuple[DayOff, ...] = ()) -> Calendar:
    """The same hours on all seven days, for ever."""
    return Calendar(zone, [Timetable("tiap hari", dict.fromkeys(range(7), intervals))], days_off)


def office() -> Calendar:
    """08.00-12.00 and 13.00-17.00 from Monday to Friday, in Jakarta, for ever."""
    week = dict.fromkeys(range(5), (hours(8, 12), hours(13, 17)))
    return Calendar("Asia/Jakarta", [Timetable("kantor", week)])
