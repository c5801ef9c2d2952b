"""Hours by weekday as an official writes them, "sen-kam 07:30-12:00, 13:00-16:00; sab libur", read and written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from alur.actions.scopes import WEEKDAYS
from alur.worktime import Interval, WorktimeError, read_interval
from alur.worktime.values import DAY_SECONDS
from alur.worktime.wording import WEEKDAYS as NAMES

FREE = "libur"
SHORT = tuple(name[:3].lower() for name in NAMES)
LONGEST_NIGHT = 16 * 3600
PART = re.compile(r"\s*([a-zA-Z]+)(?:\s*[-–]\s*([a-zA-Z]+))?\s*:?\s+(.*\S)\s*")
Week = dict[str, str]


def intervals_of(hours: str) -> list[str]:
    """The intervals written as "08:00-12:00, 13:00-15:00" or with full stops, one text each."""
    parts = hours.replace(";", ",").replace("–", "-").split(",")
    return [part.strip().replace(".", ":").replace(" ", "") for part in parts if part.strip()]


def read_week(text: str) -> tuple[Week, list[str]]:
    """The hours of each weekday ("mon" to "sun") that the text names, as texts; and what of it cannot be read."""
    week: Week = {}
    faults = []
    for part in filter(str.strip, text.split(";")):
        match = PART.fullmatch(part)
        days = _days(match.group(1), match.group(2) or match.group(1)) if match else []
        if not match or not days:
            faults.append(f"“{part.strip()}” tidak terbaca; tulis seperti sen-kam 07:30-12:00, 13:00-16:00; sab libur.")
            continue
        for day in days:
            if WEEKDAYS[day] in week:
                faults.append(f"{NAMES[day]} ditulis dua kali; satukan jamnya.")
            week[WEEKDAYS[day]] = match.group(3)
    return week, faults


def write_week(week: Mapping[str, str]) -> str:
    """The text of these hours, neighbouring weekdays with the same hours joined; days without a text are left out."""
    parts: list[tuple[int, int, str]] = []
    for day, key in enumerate(WEEKDAYS):
        text = " ".join(week.get(key, "").split())
        if not text:
            continue
        if parts and parts[-1][1] == day - 1 and parts[-1][2] == text:
            parts[-1] = (parts[-1][0], day, text)
        else:
            parts.append((day, day, text))
    return "; ".join(
        f"{SHORT[first] if first == last else f'{SHORT[first]}-{SHORT[last]}'} {text}" for first, last, text in parts
    )


def week_hours(week: Mapping[str, str]) -> dict[str, list[str]]:
    """The hours as a timetable keeps them; a day off has none, a day that is not written is not named."""
    return {day: [] if _is_free(text) else intervals_of(text) for day, text in week.items() if text.strip()}


def week_faults(week: Mapping[str, str]) -> dict[str, list[str]]:
    """What is wrong with the hours, by weekday: unreadable, ending before they begin, overlapping."""
    faults: dict[str, list[str]] = {}
    spans: list[tuple[int, int, int, str]] = []
    for day, key in enumerate(WEEKDAYS):
        text = week.get(key, "")
        for item in [] if _is_free(text) else intervals_of(text):
            try:
                interval = read_interval(item)
            except WorktimeError as error:
                faults.setdefault(key, []).append(str(error))
                continue
            if reason := _reversed(interval, item):
                faults.setdefault(key, []).append(reason)
                continue
            begin = day * DAY_SECONDS
            spans.append((begin + interval.start_seconds, begin + interval.end_seconds, day, item))
    for day, reason in _overlaps(spans):
        faults.setdefault(WEEKDAYS[day], []).append(reason)
    return faults


def _reversed(interval: Interval, text: str) -> str:
    """A shift through the night is rarely longer than 16 hours; what would be is taken for a slip of the pen."""
    length = interval.end_seconds - interval.start_seconds
    if interval.end_seconds <= DAY_SECONDS or length <= LONGEST_NIGHT:
        return ""
    return (
        f"Jam kerja “{text}” berakhir sebelum mulai; tukar kedua jamnya. Giliran malam yang lebih panjang dari 16 jam "
        "ditulis sebagai dua bagian."
    )


def _overlaps(spans: list[tuple[int, int, int, str]]) -> Iterator[tuple[int, str]]:
    ordered = sorted(spans)
    if ordered:
        start, end, day, item = ordered[0]
        ordered.append((start + 7 * DAY_SECONDS, end + 7 * DAY_SECONDS, day, item))
    for earlier, later in zip(ordered, ordered[1:], strict=False):
        if later[0] < earlier[1]:
            whose = "" if earlier[2] == later[2] else f"{NAMES[earlier[2]]} "
            yield later[2], f"Jam kerja “{later[3]}” bertumpang tindih dengan {whose}“{earlier[3]}”."


def _is_free(text: str) -> bool:
    return text.strip().lower() == FREE


def _days(first: str, last: str) -> list[int]:
    begin, end = _day(first), _day(last)
    return [] if begin is None or end is None or end < begin else list(range(begin, end + 1))


def _day(name: str) -> int | None:
    word = name.lower()
    return next((place for place, full in enumerate(NAMES) if len(word) > 2 and full.lower().startswith(word)), None)
