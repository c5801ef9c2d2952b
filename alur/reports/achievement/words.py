"""Numbers of reports in words: minutes, days, shares, and how one period stands to the one before."""

from __future__ import annotations

from alur.worktime.wording import number

WORKING_DAY = 450


def minutes(seconds: float | None) -> str:
    """Whole minutes with separators, "–" for nothing: "9.000"."""
    return "–" if seconds is None else number(round(seconds / 60))


def percent(value: float | None) -> str:
    """A share: "88,2%", "–" for nothing."""
    return "–" if value is None else f"{number(value)}%"


def working_days(seconds: float | None, day: int | None = None) -> str:
    """Working time in days: "22,3 hari kerja"; under a day in minutes."""
    if seconds is None:
        return "–"
    whole = seconds / 60
    if whole < (day or WORKING_DAY):
        return f"{number(round(whole))} menit kerja"
    return f"{number(round(whole / (day or WORKING_DAY), 1))} hari kerja"


def points_words(change: float | None, before: str) -> str:
    """How a share has moved: "naik 3,1 poin dari Semester I 2026"; "" where it cannot be compared."""
    if change is None:
        return ""
    if change == 0:
        return f"sama dengan {before}"
    return f"{'naik' if change > 0 else 'turun'} {number(abs(change))} poin dari {before}"
