"""What a calendar is made of (intervals, timetables, days off, pauses), each checked when it is made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from alur.worktime.wording import WEEKDAYS, clock

DAY_SECONDS = 86_400


class WorktimeError(ValueError):
    """Working time that cannot be told; the text is a sentence in Indonesian, meant for the screen."""


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """Hours of one working day, in seconds from its local midnight; may run over midnight into the next day."""

    start_seconds: int
    end_seconds: int

    def __post_init__(self) -> None:
        hours = f"{clock(self.start_seconds)}-{clock(self.end_seconds)}"
        if not 0 <= self.start_seconds < DAY_SECONDS:
            raise WorktimeError(f"Jam kerja {hours} harus mulai antara 00.00 dan 23.59.")
        if self.end_seconds <= self.start_seconds:
            raise WorktimeError(f"Jam kerja {hours} berakhir sebelum mulai; tukar kedua jamnya.")
        if self.end_seconds > self.start_seconds + DAY_SECONDS:
            raise WorktimeError(f"Jam kerja {hours} lebih panjang daripada 24 jam; bagi menjadi beberapa hari.")


@dataclass(frozen=True, slots=True)
class Timetable:
    """Hours per weekday (0 is Monday) in force from `from_` to `to`, both inclusive, None for open-ended.

    A weekday that is missing has no hours; a partial timetable leaves it to the timetable before it, and says with an
    empty tuple that a day has none. An interval belongs to the day on which it begins, also past midnight. `owner` says
    whose hours these are where not everybody's.
    """

    name: str
    hours: Mapping[int, tuple[Interval, ...]] = field(hash=False)
    from_: dt.date | None = None
    to: dt.date | None = None
    basis: str = ""
    is_estimate: bool = False
    is_partial: bool = False
    owner: str = ""

    def __post_init__(self) -> None:
        if self.from_ and self.to and self.to < self.from_:
            raise WorktimeError(f"Jadwal “{self.name}” berakhir ({self.to}) sebelum mulai ({self.from_}).")
        unknown = [day for day in self.hours if day not in range(7)]
        if unknown:
            raise WorktimeError(
                f"Jadwal “{self.name}” memuat hari {unknown[0]}; hari ditulis 0 (Senin) sampai 6 (Minggu)."
            )
        kept = [day for day in sorted(self.hours) if self.hours[day] or self.is_partial]
        ordered = {day: tuple(sorted(self.hours[day])) for day in kept}
        object.__setattr__(self, "hours", ordered)
        self._refuse_overlaps()

    def covers(self, date: dt.date) -> bool:
        """Whether the timetable is in force on this date, and says something about its weekday."""
        is_within = (self.from_ is None or self.from_ <= date) and (self.to is None or date <= self.to)
        return is_within and (not self.is_partial or date.weekday() in self.hours)

    def _refuse_overlaps(self) -> None:
        week = [(day, interval) for day, intervals in self.hours.items() for interval in intervals]
        spans = [(day * DAY_SECONDS + i.start_seconds, day * DAY_SECONDS + i.end_seconds, day, i) for day, i in week]
        if spans:
            start, end, day, interval = spans[0]
            spans.append((start + 7 * DAY_SECONDS, end + 7 * DAY_SECONDS, day, interval))
        for earlier, later in zip(spans, spans[1:], strict=False):
            if later[0] < earlier[1]:
                raise WorktimeError(
                    f"Jadwal “{self.name}”: jam kerja {WEEKDAYS[earlier[2]]} {_hours(earlier[3])} bertumpang tindih "
                    f"dengan {WEEKDAYS[later[2]]} {_hours(later[3])}."
                )


@dataclass(frozen=True, slots=True)
class DayOff:
    """A date without working hours: those that would begin on it do not count. `decree` names the decision."""

    date: dt.date
    name: str
    kind: str = "libur nasional"
    decree: str = ""
    is_estimate: bool = False


@dataclass(frozen=True, slots=True)
class Pause:
    """Time that does not count, with its reason; `end` is None while the pause still lasts."""

    start: dt.datetime
    end: dt.datetime | None
    reason: str


def _hours(interval: Interval) -> str:
    end = interval.end_seconds
    return f"{clock(interval.start_seconds)}-{clock(end - DAY_SECONDS if end > DAY_SECONDS else end)}"
