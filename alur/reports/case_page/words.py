"""Times and names as the case page writes them: working minutes, days of them, and steps."""

from __future__ import annotations

from alur.records.models import Visit
from alur.sop.document import Clock, StandardTime, Step
from alur.worktime import Line
from alur.worktime.wording import number


def minutes(seconds: float) -> str:
    """Whole minutes with Indonesian separators: "9.000"."""
    return number(int(seconds // 60))


def counted(first: Line, last: Line) -> str:
    """What the days from first to last add to the whole minutes so far: shown day by day, these make up the total."""
    return number(int(last.running_seconds // 60) - int((first.running_seconds - first.seconds) // 60))


def short_standard(time: StandardTime | None) -> str:
    """The standard where room is scarce: "900 menit kerja", "14 hari (kalender)" as printed, "tanpa mutu baku"."""
    if time is None or time.seconds_max is None:
        return "tanpa mutu baku"
    if time.clock != Clock.WORKING:
        return f"{time.text} (waktu kalender)"
    return f"{minutes(time.seconds_max)} menit kerja"


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
