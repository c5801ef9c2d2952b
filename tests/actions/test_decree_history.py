"""What has happened to Indonesia's calendar, as decrees: deadlines before and after, reckoned by hand.

Dates are those of the published joint decrees; the decrees' numbers are made up. Step 5 has 9,000 minutes.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from alur.actions.calendar import adopt_calendar
from alur.actions.clock import calendar_version, office_calendar
from alur.records.models import Visit
from alur.worktime import Calendar, DayOff, indonesia
from tests import make

LEAVE = "cuti bersama"


def office_before(*, without: tuple[str, ...], with_leave: tuple[str, ...] = ()) -> Any:
    """The office on the national calendar as it stood before a decree: dates that came with it, dates that it took."""
    national, absent = indonesia(), {dt.date.fromisoformat(date) for date in without}
    days = [off for off in national.days_off if off.date not in absent]
    days += [DayOff(dt.date.fromisoformat(date), f"Cuti Bersama {date}", kind=LEAVE) for date in with_leave]
    adopt_calendar(Calendar(national.zone, national.timetables, days), at=make.at("2019-01-02 07:30"))
    return make.office()


def building(office: Any, date: str) -> Visit:
    """Step 5, opened at 07.30 of this day."""
    when = make.at(f"{date} 07:10")
    letter = {"dated_on": when.date(), "received_on": when.date()}
    visit = make.open_visit(make.case(office, at_step="5", when=when, **letter))
    assert visit is not None and visit.opened_at == make.at(f"{date} 07:30")
    return visit


def dues(visit: Visit) -> tuple[dt.datetime, dt.datetime]:
    """The deadline as the visit was opened, and as it is now."""
    return visit.due_at, Visit.objects.get(pk=visit.pk).due_at


def test_2020_three_days_of_the_moved_eid_leave_were_withdrawn_on_1_december(db: None) -> None:
    office = office_before(without=(), with_leave=("2020-12-28", "2020-12-29", "2020-12-30"))
    visit = building(office, "2020-11-30")

    withdrawn = [make.line("dicabut", f"2020-12-{day}") for day in (28, 29, 30)]
    make.decreed(office, *withdrawn, when="2020-12-01 10:00")

    assert dues(visit) == (make.at("2021-01-06 16:00"), make.at("2020-12-30 16:00"))


def test_2021_leave_was_withdrawn_in_february(db: None) -> None:
    gone = ("2021-03-12", "2021-05-17", "2021-05-18", "2021-05-19", "2021-12-27")
    office = office_before(without=(), with_leave=gone)
    visit = building(office, "2021-02-15")

    make.decreed(office, *(make.line("dicabut", date) for date in gone), when="2021-02-22 10:00")

    assert dues(visit) == (make.at("2021-03-16 16:00"), make.at("2021-03-15 16:00"))


def test_2021_holidays_were_moved_by_a_day_in_june(db: None) -> None:
    office = office_before(without=("2021-08-11", "2021-10-20"), with_leave=("2021-12-24",))
    named = {"2021-08-10": "Tahun Baru Islam", "2021-10-19": "Maulid Nabi Muhammad"}
    lines = [make.line("libur nasional", date, name) for date, name in named.items()]
    make.decreed(office, *lines, when="2020-09-10 10:00")
    before = calendar_version()

    moves = (make.line("dipindah", "2021-08-10", until="2021-08-11"), make.line("dicabut", "2021-12-24"))
    make.decreed(office, *moves, make.line("dipindah", "2021-10-19", until="2021-10-20"), when="2021-06-18 10:00")

    starts = ("2021-08-09 07:30", "2021-10-18 07:30", "2021-12-23 07:30")
    ends = [[office_calendar(version).due(make.at(start), 900) for start in starts] for version in (before, None)]
    assert ends == [
        [make.at("2021-08-11 16:00"), make.at("2021-10-20 16:00"), make.at("2021-12-27 16:00")],
        [make.at("2021-08-10 16:00"), make.at("2021-10-19 16:00"), make.at("2021-12-24 16:30")],
    ]


def test_2023_eid_leave_was_brought_forward(db: None) -> None:
    office = office_before(without=("2023-04-19", "2023-04-20"), with_leave=("2023-04-26",))
    visit = building(office, "2023-03-27")

    forward = [make.line(LEAVE, f"2023-04-{day}", "Cuti Bersama Hari Raya Idul Fitri") for day in (19, 20)]
    make.decreed(office, *forward, make.line("dicabut", "2023-04-26"), when="2023-03-29 10:00")

    assert dues(visit) == (make.at("2023-05-04 10:30"), make.at("2023-05-05 08:30"))


def test_2025_the_18th_of_august_was_added_eleven_days_before(db: None) -> None:
    office = office_before(without=("2025-08-18",))
    visit = building(office, "2025-08-04")

    added = make.line(LEAVE, "2025-08-18", "Cuti Bersama Hari Kemerdekaan Republik Indonesia")
    make.decreed(office, added, when="2025-08-07 10:00")

    assert dues(visit) == (make.at("2025-08-29 16:30"), make.at("2025-09-01 16:00"))
