"""Deadlines and judgements in the hours of a unit or a service: whose visits a decree moves, and what stays."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from alur.actions import clock, pause, resume
from alur.actions.clock import calendar_of_visit, office_calendar
from alur.actions.decrees import closed_count, lines_of, moves_of, revise
from alur.records.models import Position, Unit, Visit
from alur.reports.timing import late_visits
from alur.reports.verify import verify
from tests import make
from tests.actions.unit_lines import BUREAU, HOSPITAL, WHEN, due, hours, waiting, zone


def test_a_decree_of_a_unit_moves_the_visits_of_that_unit_alone(office: Any) -> None:
    Position.objects.filter(roles__key="prakom").update(unit=office.unit)
    theirs = waiting(office)
    Position.objects.filter(roles__key="prakom").update(unit=office.bureau)
    ours = waiting(office)

    make.decreed(office, make.line("libur khusus", "2026-06-09", "HUT", unit=HOSPITAL), when="2026-06-08 12:00")

    assert (due(theirs), due(ours)) == (make.at("2026-06-11 09:10"), make.at("2026-06-10 09:10"))


def test_a_decree_of_a_service_moves_the_visits_of_that_service_alone(office: Any) -> None:
    repair, building = waiting(office), waiting(office, kind="pengembangan")

    make.decreed(office, make.line("libur khusus", "2026-06-09", "Uji", service="perbaikan"), when="2026-06-08 12:00")

    assert (due(repair), due(building)) == (make.at("2026-06-11 09:10"), make.at("2026-06-10 09:10"))


def test_the_preview_of_a_units_decree_is_what_then_moves(office: Any) -> None:
    Position.objects.filter(roles__key="prakom").update(unit=office.unit)
    visit = waiting(office)
    values = make.decree_values(zone(), hours("sel 07:00-12:00"), dated_on="2026-06-08")
    draft = make.proposed(office, values, make.at("2026-06-08 12:00"))
    revision = revise(lines_of(draft), basis=draft.label)

    listed = [(move.visit_id, move.due) for move in moves_of(revision)]
    make.decreed(office, hours("sel 07:00-12:00"), zone(), when="2026-06-08 12:00", kind="unit")

    assert listed == [(visit.pk, due(visit))]
    assert closed_count(revision.reach) == 0


def test_the_visit_of_a_wit_unit_runs_on_its_hours_from_opening_to_judgement(office: Any) -> None:
    make.decreed(office, zone(), when=WHEN, kind="unit")
    Position.objects.filter(roles__key="prakom").update(unit=office.unit)
    visit = waiting(office)
    opened = visit.due_at
    press = {"by": office.standing("dedi"), "token": "A"}
    pause(visit, "Menunggu akses server atau basis data", at=make.at("2026-06-08 10:10"), **press)
    resume(visit, at=make.at("2026-06-08 15:00"), **(press | {"token": "B"}))
    moved = due(visit)

    closed = make.advance(office, visit, make.at("2026-06-10 09:00")).closed
    make.decreed(
        office, hours(), make.line("libur khusus", "2026-06-09", "HUT", unit=HOSPITAL), when="2026-06-10 10:00"
    )

    # 09.10 WIB is 11.10 WIT: 230 minutes are left on Monday, 450 on Tuesday, 220 until 11.10 WIT on Wednesday.
    assert (opened, moved) == (make.at("2026-06-10 09:10"), make.at("2026-06-10 13:10"))
    kept = Visit.objects.get(pk=visit.pk)
    assert (kept.used_seconds, kept.is_late) == (closed.used_seconds, False)
    assert kept.used_seconds == (900 - 180 - 10) * 60
    assert calendar_of_visit(kept).reckon(kept.opened_at, 900).due == opened
    assert list(verify()) == []


def test_a_visit_keeps_the_unit_that_it_was_opened_with(office: Any) -> None:
    visit = waiting(office)
    Position.objects.filter(roles__key="prakom").update(unit=office.unit)

    make.decreed(office, make.line("libur khusus", "2026-06-09", "HUT", unit=BUREAU), when="2026-06-08 12:00")

    assert (visit.unit_id, due(visit)) == (office.bureau.pk, make.at("2026-06-11 09:10"))


def test_where_units_share_a_role_the_assignees_counts_and_else_the_one_above_them(office: Any) -> None:
    parent = Unit.objects.create(name="Sekretariat Jenderal", code="setjen")
    Unit.objects.filter(pk__in=[office.bureau.pk, office.unit.pk]).update(parent=parent)
    office.appoint("rina", role="prakom", unit=office.unit)
    role = waiting(office).role
    on = make.MONDAY.date()

    found = [clock.unit_of_work(role, office.people[who].pk if who else None, on) for who in ("rina", "dedi", "")]

    assert found == [office.unit.pk, office.bureau.pk, parent.pk]


def test_visits_apart_are_those_of_the_units_with_own_hours(office: Any) -> None:
    ours = waiting(office)
    Position.objects.filter(roles__key="prakom").update(unit=office.unit)
    theirs = waiting(office)
    make.decreed(office, hours(), when=WHEN, kind="unit")
    make.decreed(office, hours("sen 07:00-12:00", unit="", service="pengembangan"), when=WHEN, kind="se")

    apart = clock.Calendars().apart()

    found = [pk for condition, _ in apart for pk in Visit.objects.open().filter(condition).values_list("pk", flat=True)]
    assert (found, ours.pk in found) == ([theirs.pk], False)


@pytest.mark.parametrize(("now", "late"), [("2026-06-10 09:30", True), ("2026-06-10 09:00", False)])
def test_late_is_judged_in_the_hours_of_the_unit(office: Any, now: str, late: bool) -> None:
    """At 09.30 WIB the hospital in WIT has closed for the day, but has worked past the deadline of 09.10."""
    Position.objects.filter(roles__key="prakom").update(unit=office.unit)
    make.decreed(office, zone(), hours("rab 07:30-11:20"), when=WHEN, kind="unit")
    visit = waiting(office)

    calendars = clock.Calendars()
    found = Visit.objects.filter(late_visits(office_calendar(), make.at(now), calendars))

    assert (visit.due_at, list(found) == [visit]) == (make.at("2026-06-10 09:10"), late)


def test_a_night_office_is_not_late_while_it_is_closed(office: Any) -> None:
    Position.objects.filter(roles__key="prakom").update(unit=office.unit)
    make.decreed(office, hours("sen-jum 22:00-23:00"), when=WHEN, kind="unit")
    visit = waiting(office)

    while_closed = late_visits(office_calendar(), visit.due_at + dt.timedelta(hours=12), clock.Calendars())

    assert list(Visit.objects.filter(while_closed)) == []


def test_the_unit_of_a_visit_changed_behind_the_records_back_is_named(office: Any) -> None:
    visit = waiting(office)
    Visit.objects.filter(pk=visit.pk).update(unit=office.unit)

    assert [problem.partition(": ")[2].partition(" pada")[0] for problem in verify()] == ["kunjungan 3: unit"]
