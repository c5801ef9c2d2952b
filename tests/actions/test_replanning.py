"""A late decree: the preview is what happens, open deadlines move, closed results stay, the record holds it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from alur.actions import cancel, pause, resume
from alur.actions.clock import Calendars, calendar_version
from alur.actions.decrees import closed_count, lines_of, moves_of, replanning, revise
from alur.records import queue
from alur.records.models import Case, Decree, Entry, Visit
from alur.reports.verify import verify
from tests import make

WAITING = "Menunggu akses server atau basis data"
NOON = "2026-06-08 12:00"
LEAVE = make.line("cuti bersama", "2026-06-09", "Cuti Bersama Uji")


def waiting(office: Any) -> Visit:
    """Step 3, opened Monday 09.10, due Wednesday 09.10."""
    visit = make.open_visit(make.case(office, at_step="3"))
    assert visit is not None
    return visit


def due(visit: Visit) -> dt.datetime:
    return Visit.objects.get(pk=visit.pk).due_at


def test_an_open_deadline_moves_by_the_day_off(office: Any) -> None:
    visit = waiting(office)

    make.decreed(office, LEAVE, when=NOON)

    assert due(visit) == make.at("2026-06-11 09:10")


def test_a_deadline_before_the_date_does_not_move(office: Any) -> None:
    visit = waiting(office)

    make.decreed(office, make.line("cuti bersama", "2026-06-11", "Cuti Bersama Uji"), when=NOON)

    assert due(visit) == make.at("2026-06-10 09:10")


def test_an_undoing_decree_brings_the_deadline_back(office: Any) -> None:
    visit = waiting(office)
    make.decreed(office, LEAVE, when=NOON)

    make.decreed(office, make.line("dicabut", "2026-06-09"), when="2026-06-08 13:00")

    assert due(visit) == make.at("2026-06-10 09:10")


def test_a_decree_of_a_past_date_moves_open_deadlines_only(office: Any) -> None:
    visit = waiting(office)
    done = list(Visit.objects.exclude(closed_at=None).values_list("pk", "due_at", "used_seconds", "calendar_version"))

    make.decreed(office, make.line("libur khusus", "2026-06-08", "Kantor ditutup"), when="2026-06-09 10:00")

    kept = list(Visit.objects.exclude(closed_at=None).values_list("pk", "due_at", "used_seconds", "calendar_version"))
    assert kept == done
    assert due(visit) == make.at("2026-06-10 16:00")


def test_the_preview_lists_exactly_what_then_moves(office: Any) -> None:
    visits = [waiting(office), waiting(office)]
    make.case(office, at_step="2")
    draft = make.proposed(office, make.decree_values(LEAVE, dated_on="2026-06-08"), make.at(NOON))
    revision = revise(lines_of(draft), basis=draft.label)

    listed = [(move.visit_id, move.old_due, move.due) for move in moves_of(revision)]

    old, new = make.at("2026-06-10 09:10"), make.at("2026-06-11 09:10")
    assert listed == [(visit.pk, old, new) for visit in visits]


def test_the_preview_counts_the_closed_results_that_stay(office: Any) -> None:
    waiting(office)
    revision = revise([make.line("libur khusus", "2026-06-08", "Kantor ditutup")], basis="")

    assert closed_count(revision.reach) == 2


def test_an_ended_pause_is_counted_anew(office: Any) -> None:
    visit = waiting(office)
    press = {"by": office.standing("dedi"), "token": "A"}
    pause(visit, WAITING, at=make.at("2026-06-08 15:00"), **press)
    resume(visit, at=make.at("2026-06-10 08:30"), **(press | {"token": "B"}))

    make.decreed(office, LEAVE, when="2026-06-10 09:00")

    found = Visit.objects.get(pk=visit.pk)
    assert (found.paused_seconds, found.due_at) == (120 * 60, make.at("2026-06-11 11:10"))


def test_a_pause_that_lasts_does_not_hinder(office: Any) -> None:
    visit = waiting(office)
    pause(visit, WAITING, by=office.standing("dedi"), at=make.at("2026-06-08 10:10"), token="A")
    make.decreed(office, LEAVE, when=NOON)

    resume(visit, by=office.standing("dedi"), at=make.at("2026-06-10 08:30"), token="B")

    assert due(visit) == make.at("2026-06-11 16:00")


def test_a_visit_closed_after_the_decree_is_judged_on_the_new_version(office: Any) -> None:
    visit = waiting(office)
    decree = make.decreed(office, LEAVE, when=NOON)

    closed = make.advance(office, visit, make.at("2026-06-10 09:10")).closed

    assert (closed.used_seconds, closed.calendar_version) == (450 * 60, decree.version_id)


def test_case_and_office_records_hold_the_move(office: Any) -> None:
    visit = waiting(office)
    decree = make.decreed(office, LEAVE, when=NOON)

    old, new = "2026-06-10T02:10:00.000000+00:00", "2026-06-11T02:10:00.000000+00:00"
    line = Entry.objects.get(subject_kind="permintaan", kind="calendar")
    assert line.data == {
        "visit": visit.number,
        "old_due_at": old,
        "due_at": new,
        "paused_seconds": 0,
        "decree": decree.label,
        "version": decree.version_id,
    }
    assert Entry.objects.get(kind="replanned").data["moved"] == [[visit.case.number, visit.number, old, new]]


def test_the_record_verifies_after_a_decree(office: Any) -> None:
    visit = waiting(office)
    pause(visit, WAITING, by=office.standing("dedi"), at=make.at("2026-06-08 10:10"), token="A")
    resume(visit, by=office.standing("dedi"), at=make.at("2026-06-10 08:30"), token="B")
    make.decreed(office, LEAVE, when="2026-06-10 09:00")

    assert list(verify()) == []


def test_a_deadline_moved_behind_the_records_back_is_named(office: Any) -> None:
    visit = waiting(office)
    make.decreed(office, LEAVE, when=NOON)
    Visit.objects.filter(pk=visit.pk).update(due_at=make.at("2026-06-10 09:10"))

    assert list(verify(Case.objects.filter(pk=visit.case_id))) == [
        f"{visit.case.number}: kunjungan 3: tenggat pada tabel (2026-06-10 09.10.00) "
        "berbeda dari catatan #4 (2026-06-11 09.10.00)."
    ]


@pytest.fixture
def many(office: Any, monkeypatch: pytest.MonkeyPatch) -> list[Visit]:
    """Five waiting visits, where two are already too many for one transaction."""
    monkeypatch.setattr(replanning, "PORTION", 2)
    monkeypatch.setattr("alur.actions.decrees.deciding.AT_ONCE", 2)
    return [waiting(office) for _ in range(5)]


def test_many_deadlines_are_left_to_the_worker(office: Any, many: list[Visit]) -> None:
    decree = make.decreed(office, LEAVE, when=NOON)
    assert (decree.replanned_at, due(many[0])) == (None, make.at("2026-06-10 09:10"))

    while queue.run_one("uji", timezone.now()):
        pass

    assert {due(visit) for visit in many} == {make.at("2026-06-11 09:10")}
    assert Decree.objects.get().replanned_at is not None


def test_replanning_goes_on_where_it_stopped(office: Any, many: list[Visit]) -> None:
    decree = make.decreed(office, LEAVE, when=NOON)
    reach, calendars = replanning.reach_of(decree), Calendars()
    replanning._replan_portion(decree, calendars, reach, at=make.at(NOON))

    replanning.replan(Decree.objects.get(), calendars, reach, at=make.at(NOON))

    lines = Entry.objects.filter(subject_kind="permintaan", kind="calendar")
    assert (lines.count(), lines.values("subject_id").distinct().count()) == (5, 5)
    assert list(verify()) == []


def test_a_visit_closed_before_the_worker_comes_is_judged_on_the_new_calendar(office: Any, many: list[Visit]) -> None:
    press = {"by": office.standing("dedi"), "token": "A"}
    pause(many[4], WAITING, at=make.at("2026-06-08 11:00"), **press)
    resume(many[4], at=make.at("2026-06-09 08:30"), **(press | {"token": "B"}))
    decree = make.decreed(office, LEAVE, when="2026-06-10 08:00")
    assert due(many[4]) == make.at("2026-06-10 15:10")

    closed = make.advance(office, many[4], make.at("2026-06-10 09:10")).closed

    assert (closed.due_at, closed.paused_seconds, closed.used_seconds, closed.calendar_version) == (
        make.at("2026-06-11 14:10"),
        240 * 60,
        210 * 60,
        decree.version_id,
    )
    assert list(verify()) == []


def test_a_case_cancelled_before_the_worker_comes_is_judged_on_the_new_calendar(office: Any, many: list[Visit]) -> None:
    decree = make.decreed(office, LEAVE, when="2026-06-10 08:00")

    cancel(
        many[4].case,
        by=office.standing("kepala"),
        at=make.at("2026-06-10 09:10"),
        reason="Dibatalkan pemohon.",
        token="C",
    )

    closed = Visit.objects.get(pk=many[4].pk)
    assert (closed.due_at, closed.used_seconds, closed.calendar_version) == (
        make.at("2026-06-11 09:10"),
        450 * 60,
        decree.version_id,
    )
    assert list(verify()) == []


def test_the_worker_leaves_alone_what_was_closed_before_it_came(office: Any, many: list[Visit]) -> None:
    make.decreed(office, LEAVE, when=NOON)
    make.advance(office, many[0], make.at("2026-06-08 13:00"))

    while queue.run_one("uji", timezone.now()):
        pass

    moved = Entry.objects.filter(kind="replanned").values_list("data__moved", flat=True)
    assert sum(map(len, moved)) == 4
    assert list(verify()) == []


def test_the_next_decree_waits_for_the_one_before(office: Any, many: list[Visit]) -> None:
    decree = make.decreed(office, LEAVE, when=NOON)

    reasons = make.refusal(lambda: make.decreed(office, make.line("dicabut", "2026-12-24"), when=NOON))

    assert reasons == [f"Tenggat masih disesuaikan menurut {decree.label}; tunggu sampai selesai."]


def test_a_refused_decision_leaves_calendar_and_deadlines(office: Any) -> None:
    visit, before = waiting(office), calendar_version()
    make.refusal(lambda: make.decreed(office, LEAVE, make.line("dicabut", "2026-06-11"), when=NOON))

    assert (calendar_version(), due(visit)) == (before, make.at("2026-06-10 09:10"))
