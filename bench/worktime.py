"""Working time against businesstimedelta, the only library found that answers such questions right, in one run.

    python bench/worktime.py

Both reckon the step of 9,000 minutes on the same hours and holidays (outside Ramadan, whose hours the library cannot
change by date) and the working minutes of nearly nine years (the library fails after its last holiday); they must agree
before their times are compared.
"""

from __future__ import annotations

import datetime as dt
import sys
import timeit
from collections.abc import Callable
from pathlib import Path

import businesstimedelta
import pytz

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from alur.worktime import Calendar, indonesia

MINUTES = 9000
START = dt.datetime.fromisoformat("2026-06-02T10:15+07:00")
FIRST = dt.datetime.fromisoformat("2019-01-01T00:00+07:00")
LAST = dt.datetime.fromisoformat("2027-12-01T00:00+07:00")
TARGET_MICROSECONDS = 3
TARGET_RATIO = 500


def main() -> int:
    """Print times and ratios; 1 if the two disagree or a target of the design is missed."""
    national = indonesia()
    usual = Calendar(national.zone, national.timetables[:1], national.days_off)
    rules = library_rules(usual)
    duration = businesstimedelta.BusinessTimeDelta(rules, hours=MINUTES / 60)
    if START + duration != national.due(START, MINUTES):
        print("due: the two disagree", file=sys.stderr)
        return 1
    if rules.difference(FIRST, LAST).timedelta.total_seconds() != usual.seconds_between(FIRST, LAST):
        print("between: the two disagree", file=sys.stderr)
        return 1
    due = compare("due", lambda: national.due(START, MINUTES), lambda: START + duration)
    between = compare(
        "between",
        lambda: usual.between(FIRST, LAST),
        lambda: rules.difference(FIRST, LAST),
    )
    return 0 if due and between else 1


def library_rules(calendar: Calendar) -> businesstimedelta.Rules:
    """The usual national hours and the days off in the library's terms; it needs a rule for each half of a day."""
    zone = pytz.timezone(calendar.zone)
    monday_to_thursday, friday = [0, 1, 2, 3], [4]
    days_off = {off.date: off.name for off in calendar.days_off}
    return businesstimedelta.Rules(
        [
            businesstimedelta.WorkDayRule(dt.time(7, 30), dt.time(16), monday_to_thursday, tz=zone),
            businesstimedelta.LunchTimeRule(dt.time(12), dt.time(13), monday_to_thursday, tz=zone),
            businesstimedelta.WorkDayRule(dt.time(7, 30), dt.time(16, 30), friday, tz=zone),
            businesstimedelta.LunchTimeRule(dt.time(11, 30), dt.time(13), friday, tz=zone),
            businesstimedelta.HolidayRule(days_off, tz=zone),
        ]
    )


def compare(name: str, ours: Callable[[], object], theirs: Callable[[], object]) -> bool:
    """Print one line; whether both targets are reached."""
    our_time, their_time = best(ours, 20_000), best(theirs, 1)
    ratio = their_time / our_time
    print(f"{name:<8} alur {our_time:6.2f} µs   businesstimedelta {their_time:12.0f} µs   {ratio:10,.0f} x as fast")
    return our_time <= TARGET_MICROSECONDS and ratio >= TARGET_RATIO


def best(act: Callable[[], object], times: int) -> float:
    """Microseconds a call, the best of five rounds, warm."""
    return min(timeit.repeat(act, number=times, repeat=5)) / times * 1e6


if __name__ == "__main__":
    sys.exit(main())
