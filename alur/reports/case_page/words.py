"""Times and names as the case page writes them: working minutes, days of them, and steps."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from alur.records.models import Visit
from alur.sop.document import Procedure, StandardTime, Step
from alur.worktime.wording import hour, number, short_date

DAY = 450


def minutes(seconds: float) -> str:
    """Whole minutes with Indonesian separators: "9.000"."""
    return number(int(seconds // 60))


def amount(seconds: float, procedure: Procedure, *, is_wall: bool = False) -> str:
    """A stretch of time: "30 menit kerja", from one day on "2 hari kerja (900 menit kerja)"; wall time without "kerja"."""
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
    return f"mutu baku {amount(time.seconds_max, procedure, is_wall=time.clock == 'kalender')}"


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


def moment(at: dt.datetime) -> str:
    """An instant as "Sel 24 Nov 2026, 08.50"."""
    local = timezone.localtime(at).replace(second=0, microsecond=0)
    return f"{short_date(local.date())}, {hour(local)}"
