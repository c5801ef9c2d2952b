"""Long pauses on the reckoning of a deadline: few rows that say all, and the same deadline wherever it is told."""

from __future__ import annotations

from typing import Any

import pytest

from alur.actions import pause, resume
from alur.actions.clock import calendar_of_visit, office_calendar
from alur.records.models import Visit
from alur.reports.calendar import moved_by
from alur.reports.case_page import ReckoningPage, describe, reckon_visit
from tests import make

WAITING = "Menunggu akses server atau basis data"


@pytest.fixture
def visit(office: Any) -> Visit:
    """Step 3, opened Monday 09.10, 900 minutes, due Wednesday 09.10; paused since Monday 10.00 without a set end."""
    found = make.open_visit(make.case(office, at_step="3"))
    assert found is not None
    pause(found, WAITING, by=office.standing("dedi"), at=make.at("2026-06-08 10:00"), token=make.token())
    return found


def reckoned(office: Any, visit: Visit, at: str) -> ReckoningPage:
    place = (visit.case.number, visit.number, office.standing("auditor"), make.at(at))
    return reckon_visit(*place, calendar_of=calendar_of_visit)


def test_days_paused_from_morning_to_night_are_one_row_around_a_day_off(office: Any, visit: Visit) -> None:
    resume(visit, by=office.standing("dedi"), at=make.at("2026-06-19 10:00"), token=make.token())

    rows = reckoned(office, visit, "2026-06-22 08:00").rows

    assert [(row.label, row.look, row.remarks[0].text, row.total) for row in rows[1:4]] == [
        ("Sel–Sen 9–15 Jun", "pz", "sepanjang 5 hari kerja", "50"),
        ("Sel 16 Jun", "pz", "", "50"),
        ("Rab–Kam 17–18 Jun", "pz", "sepanjang 2 hari kerja", "50"),
    ]
    assert (rows[1].remarks[0].tag, rows[1].remarks[0].second) == ("Jeda", WAITING)


def test_a_pause_of_weeks_folds_but_today_stays_a_row(office: Any, visit: Visit) -> None:
    rows = [row for row in reckoned(office, visit, "2026-06-30 08:00").rows if row.look == "pz"]

    assert [row.label for row in rows] == ["Sen 8 Jun", "Sel–Sen 9–15 Jun", "Sel 16 Jun", "17–29 Jun", "Sel 30 Jun"]


def test_the_day_on_which_a_pause_begins_stands_for_itself(office: Any) -> None:
    found = make.open_visit(make.case(office, at_step="3"))
    assert found is not None
    pause(found, WAITING, by=office.standing("dedi"), at=make.at("2026-06-08 09:10"), token=make.token())

    rows = reckoned(office, found, "2026-06-12 08:00").rows

    assert [row.label for row in rows[:3]] == ["Sen 8 Jun", "Sel–Kam 9–11 Jun", "Jum 12 Jun"]


def test_a_pause_that_lasts_is_not_said_to_have_ended(office: Any, visit: Visit) -> None:
    rows = reckoned(office, visit, "2026-06-09 08:00").rows

    assert [row.remarks[0].strong for row in rows[1:2]] == ["masih berlangsung"]


def test_the_case_tells_the_deadline_that_its_rows_end_with(office: Any, visit: Visit) -> None:
    at = make.at("2026-06-09 08:00")

    why = describe(visit.case.number, office.standing("auditor"), at, calendar=office_calendar()).why

    assert (why.due, why.is_moving) == (reckoned(office, visit, "2026-06-09 08:00").due, True)
    assert why.lines[-1].label == "Rab 10 Jun"
    assert why.due == make.at("2026-06-10 15:40")


def test_a_set_end_is_in_the_deadline_already(office: Any, visit: Visit) -> None:
    resume(visit, by=office.standing("dedi"), at=make.at("2026-06-08 11:00"), token=make.token())
    values = {"until": make.at("2026-06-09 10:00"), "token": make.token()}
    pause(visit, WAITING, by=office.standing("dedi"), at=make.at("2026-06-08 11:00"), **values)

    at = make.at("2026-06-08 12:00")
    why = describe(visit.case.number, office.standing("auditor"), at, calendar=office_calendar()).why

    assert (why.due, why.is_moving) == (Visit.objects.get(pk=visit.pk).due_at, False)


def test_the_command_that_repeats_a_reckoning_is_named_where_it_does(office: Any, visit: Visit) -> None:
    paused = reckoned(office, visit, "2026-06-09 08:00")
    plain = reckon_visit(
        visit.case.number, 2, office.standing("auditor"), make.at("2026-06-09 08:00"), calendar_of=calendar_of_visit
    )

    assert (paused.command, plain.command) == ("", "alur worktime due 2026-06-08T09:05:00+07:00 10 --why")


def test_a_decree_lists_what_it_moved_by_the_old_deadline(office: Any, visit: Visit) -> None:
    later = make.open_visit(make.case(office, at_step="3", when=make.at("2026-06-08 11:00")))
    sooner = make.open_visit(make.case(office, at_step="3"))
    assert later is not None and sooner is not None

    decree = make.decreed(office, make.line("cuti bersama", "2026-06-09", "Cuti Uji"), when="2026-06-08 14:00")

    moved, total = moved_by(decree, office.standing("kepala"), limit=2)
    assert [row.case_number for row in moved] == [visit.case.number, sooner.case.number]
    assert total == 3
