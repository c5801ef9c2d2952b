"""Durations and moments as pages and reports write them. Only words; what is late is judged in `timing`."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from alur.worktime import Calendar
from alur.worktime.wording import hour, long_date, number, short_date

WORKING_DAY = 450
DAY_SECONDS = 86_400


def amount(seconds: float, *, is_wall_clock: bool = False, working_day: int | None = None) -> str:
    """A length of time: "58 menit kerja", from one day on "2 hari kerja (900 menit kerja)"; wall time in other words.

    Whole minutes, rounded down, so that no page promises time that is not there. `working_day` is what the procedure
    calls a day, in minutes; 450 where it does not say.
    """
    minutes = int(seconds // 60)
    if is_wall_clock:
        return _wall(minutes)
    if minutes < 1:
        return "kurang dari 1 menit kerja" if seconds else "0 menit kerja"
    day_minutes = working_day or WORKING_DAY
    if minutes < day_minutes:
        return f"{minutes} menit kerja"
    days = int(minutes / day_minutes * 10) / 10
    return f"{number(days)} hari kerja ({number(minutes)} menit kerja)"


def _wall(minutes: int) -> str:
    if minutes < 60:
        return f"{minutes} menit (waktu kalender)"
    if minutes * 60 < DAY_SECONDS:
        return f"{minutes // 60} jam (waktu kalender)"
    return f"{number(int(minutes * 60 / DAY_SECONDS * 10) / 10)} hari kalender"


def day(date: dt.date, today: dt.date) -> str:
    """A date as rows write it: "hari ini", "Sel 24 Nov", with the year where it is not the current one."""
    return "hari ini" if date == today else row_date(date, today)


def row_date(date: dt.date, today: dt.date) -> str:
    """A date as tables write it: "Sel 24 Nov", with the year where it is not the current one."""
    text = short_date(date)
    return text.removesuffix(f" {date.year}") if date.year == today.year else text


def moment(instant: dt.datetime, now: dt.datetime) -> str:
    """An instant as rows write it: "hari ini, 08.50" or "Sen 23 Nov, 15.52", in the office's zone."""
    local = timezone.localtime(instant).replace(second=0, microsecond=0)
    return f"{day(local.date(), timezone.localdate(now))}, {hour(local)}"


def date_of(instant: dt.datetime) -> str:
    """The date of an instant in the office's zone: "24 November 2026"."""
    return long_date(timezone.localdate(instant))


def zone_words(calendar: Calendar) -> str:
    """The zone to write after the hours of a calendar, " WIT"; "" where it is the office's own."""
    if calendar.zone == timezone.get_default_timezone_name():
        return ""
    return f" {calendar.tzinfo.tzname(dt.datetime(2026, 1, 1, tzinfo=calendar.tzinfo))}"


def listed(words: list[str]) -> str:
    """Words as a list in a sentence: "a, b, dan c"."""
    if len(words) < 3:
        return " dan ".join(words)
    return f"{', '.join(words[:-1])}, dan {words[-1]}"
