"""The working day to scale: hours, breaks, what has passed, now, and what falls due. Positions only; the page draws."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from alur.reports.wording import amount, zone_words
from alur.worktime import Calendar
from alur.worktime.reckoning import Day, Span
from alur.worktime.wording import WEEKDAYS, hour, long_date


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the rail, from `x` and `width` wide, both as percentages with a decimal point."""

    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Label:
    """An hour written under the rail; `anchor` keeps neighbouring hours apart."""

    x: str
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class DayStrip:
    """Today, ready to print. `is_working` is False on a day without hours; then only the words are filled."""

    title: str
    hours: str
    left: str
    is_working: bool
    breaks: tuple[Stretch, ...] = ()
    past: str = "0%"
    now: str = ""
    now_label: str = ""
    now_anchor: str = "middle"
    labels: tuple[Label, ...] = ()
    dues: tuple[str, ...] = ()
    dues_text: str = ""


def day_strip(calendar: Calendar, at: dt.datetime, dues: Iterable[dt.datetime] = ()) -> DayStrip:
    """The working day of this calendar at this instant, with those of the given due instants that fall on it."""
    local = at.astimezone(calendar.tzinfo)
    day = calendar.day(local.date())
    title = f"{WEEKDAYS[day.weekday]}, {long_date(day.date)}"
    if not day.intervals:
        return DayStrip(title, f"Bukan hari kerja: {day.reason}.", "0 menit kerja", is_working=False)
    scale = _Scale(day.intervals[0].start, day.intervals[-1].end)
    here = (due.astimezone(calendar.tzinfo) for due in dues)
    today = sorted(due for due in here if due.date() == day.date and scale.holds(due))
    is_on = scale.holds(local)
    share = scale.share(local)
    return DayStrip(
        title=title,
        hours=_hours(day) + zone_words(calendar),
        left=amount(calendar.seconds_between(at, max(at, scale.end))),
        is_working=True,
        breaks=tuple(scale.stretch(span) for span in day.breaks),
        past=_percent(share),
        now=_percent(share) if is_on else "",
        now_label=hour(local.replace(second=0, microsecond=0)),
        now_anchor="start" if share < 12 else "end" if share > 88 else "middle",
        labels=tuple(_labels(day, scale)),
        dues=tuple(_percent(scale.share(due)) for due in today),
        dues_text=_dues_text(today, zone_words(calendar)),
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    start: dt.datetime
    end: dt.datetime

    def share(self, instant: dt.datetime) -> float:
        """How far into the day, 0 to 100."""
        return max(0.0, min(100.0, 100 * (instant - self.start) / (self.end - self.start)))

    def holds(self, instant: dt.datetime) -> bool:
        return self.start <= instant <= self.end

    def stretch(self, span: Span) -> Stretch:
        return Stretch(_percent(self.share(span.start)), _percent(self.share(span.end) - self.share(span.start)))


def _percent(value: float) -> str:
    return f"{value:.2f}%"


def _hours(day: Day) -> str:
    text = f"Jam kerja {hour(day.intervals[0].start)}–{hour(day.intervals[-1].end)}"
    breaks = ", ".join(f"{hour(span.start)}–{hour(span.end)}" for span in day.breaks)
    return f"{text}, istirahat {breaks}" if breaks else text


def _labels(day: Day, scale: _Scale) -> Iterable[Label]:
    yield Label("0%", hour(scale.start), "start")
    for span in day.breaks:
        yield Label(_percent(scale.share(span.start)), hour(span.start), "end")
        yield Label(_percent(scale.share(span.end)), hour(span.end), "start")
    yield Label("100%", hour(scale.end), "end")


def _dues_text(dues: list[dt.datetime], zone: str) -> str:
    if not dues:
        return "tidak ada tenggat Anda hari ini"
    last = hour(dues[-1].replace(second=0, microsecond=0))
    return f"{len(dues)} tenggat, terakhir {last}{zone}" if len(dues) > 1 else f"1 tenggat, pukul {last}{zone}"
