"""Times and names as the case page writes them: working minutes, days of them, and steps."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from alur.records.models import Visit
from alur.sop.document import Clock, Procedure, StandardTime, Step
from alur.worktime.wording import hour, number, short_date

DAY = 450


def minutes(seconds: float) -> str:
    """Whole minutes with Indonesian separators: "9.000"."""
    return number(int(seconds // 60))


def amount(seconds: float, procedure: Procedure, *, is_wall: bool = False) -> str:
    """A stretch of time: "30 menit kerja", from one day on "2 hari kerja (900 menit kerja)"; wall time says so."""
    whole = int(seconds // 60)
    if is_wall:
        days = whole / (24 * 60)
        return f"{number(round(days, 1))} hari kalender" if days >= 1 else f"{number(whole)} menit"
    day = procedure.minutes_per_day or DAY
    if whole < day:
        return f"{number(whole)} menit kerja"
    return f"{number(round(whole / day, 1))} hari kerja ({number(whole)} menit kerja)"


def standard_of(time: StandardTime | None, procedure: Procedure) -> str:
    """The standard of a step in words; "tanpa mutu baku" where nothing readable is printed."""
    if time is None or time.seconds_max is None:
        return "tanpa mutu baku"
    return f"mutu baku {amount(time.seconds_max, procedure, is_wall=time.clock is not Clock.WORKING)}"


def short_standard(time: StandardTime | None) -> str:
    """The standard where room is scarce: "900 menit kerja", "14 hari (kalender)" as printed, "tanpa mutu baku"."""
    if time is None or time.seconds_max is None:
        return "tanpa mutu baku"
    if time.clock != Clock.WORKING:
        return f"{time.text} (waktu kalender)"
    return f"{minutes(time.seconds_max)} menit kerja"


def day_of(date: dt.date, at: dt.datetime) -> str:
    """A date as rows write it: "Sel 24 Nov", with the year where it is not the current one."""
    text = short_date(date)
    year = timezone.localdate(at).year
    return text.removesuffix(f" {year}") if date.year == year else text


def step_label(step: Step) -> str:
    """A step in a sentence: "langkah 4, Memeriksa hasil analisis"."""
    name = step.short or step.activity
    return f"langkah {step.number}, {name}" if step.number else name


def used_of(visit: Visit) -> str:
    """What a closed visit used of its standard: "825 dari 900 menit kerja", "" without a clock."""
    if visit.used_seconds is None or visit.standard_seconds is None:
        return ""
    unit = "menit" if visit.is_wall_clock else "menit kerja"
    return f"{minutes(visit.used_seconds)} dari {minutes(visit.standard_seconds)} {unit}"


def moment(instant: dt.datetime, at: dt.datetime) -> str:
    """An instant as "Sel 24 Nov, 08.50", with the year where it is not the current one."""
    local = timezone.localtime(instant).replace(second=0, microsecond=0)
    return f"{day_of(local.date(), at)}, {hour(local)}"
