"""Who is told by the clock itself: nearly due, overdue, every few days; once, caught up with, never while paused."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alur.actions import pause, resume
from alur.actions.reminding import watch_visits
from alur.actions.rounds import make_rounds
from alur.actions.telling import tell_of_ending_appointments
from alur.records import queue
from alur.records.models import Job, Notice, NoticeKind, Visit
from tests import make
from tests.web.browsing import crowd

pytestmark = pytest.mark.once("postgresql")  # the one that compares instants to the microsecond
BY_CLOCK = (NoticeKind.NEAR, NoticeKind.LATE, NoticeKind.REMINDER)
WAITING = "Menunggu akses server atau basis data"


def told() -> list[tuple[str, str]]:
    rows = Notice.objects.filter(kind__in=BY_CLOCK).select_related("user").order_by("pk")
    return [(row.user.name, row.text.partition(" pada ")[2].partition(" ")[2]) for row in rows]


def watched(*moments: str) -> list[int]:
    """How many had been told after each of these moments."""
    counts = []
    for moment in moments:
        watch_visits(at=make.at(moment))
        counts.append(Notice.objects.filter(kind__in=BY_CLOCK).count())
    return counts


@pytest.fixture
def visit(office: make.Office) -> Visit:
    """Step 3 of Dedi since 8 June 09.10: 900 working minutes, due on 10 June at 09.10, near from 9 June 14.40."""
    found = make.open_visit(make.case(office, at_step="3"))
    assert found is not None
    return found


def test_nearly_due_and_overdue_are_told_once_each(visit: Visit) -> None:
    counts = watched(
        "2026-06-08 09:11",
        "2026-06-09 14:39",
        "2026-06-09 14:40",
        "2026-06-09 14:41",
        "2026-06-10 09:10",
        "2026-06-11 08:00",
    )

    assert counts == [0, 0, 1, 1, 2, 2]
    assert told() == [
        ("Dedi", "hampir lewat: tenggatnya Rab 10 Jun 2026, 09.10."),
        ("Dedi", "lewat tenggat sejak Rab 10 Jun 2026, 09.10."),
    ]


def test_what_was_missed_is_caught_up_with(visit: Visit) -> None:
    assert watched("2026-06-12 10:00", "2026-06-12 10:01") == [2, 2]


def test_nobody_is_told_while_the_clock_stands_still(office: make.Office, visit: Visit) -> None:
    by = office.standing("dedi")
    pause(visit, WAITING, by=by, at=make.at("2026-06-09 14:00"), token=make.token())
    paused = watched("2026-06-09 15:00")
    resume(visit, by=by, at=make.at("2026-06-09 15:00"), token=make.token())

    assert (paused, watched("2026-06-09 15:39", "2026-06-09 15:40")) == ([0], [0, 1])


def test_a_pause_after_the_notice_does_not_repeat_it(office: make.Office, visit: Visit) -> None:
    by, before = office.standing("dedi"), watched("2026-06-09 14:40")
    pause(visit, WAITING, by=by, at=make.at("2026-06-09 14:50"), token=make.token())
    resume(visit, by=by, at=make.at("2026-06-09 15:50"), token=make.token())

    assert (before, watched("2026-06-09 15:55", "2026-06-10 10:09", "2026-06-10 10:10")) == ([1], [1, 1, 2])


def test_of_a_deadline_that_a_decree_moves_lateness_is_told_at_the_new_one(office: make.Office, visit: Visit) -> None:
    before = watched("2026-06-09 14:40")
    make.decreed(office, make.line("cuti bersama", "2026-06-10", "Cuti"), when="2026-06-09 14:45")

    assert (before, watched("2026-06-10 09:10", "2026-06-11 09:10")) == ([1], [1, 2])


def test_what_is_nobodys_yet_is_told_to_all_who_hold_the_role(office: make.Office) -> None:
    office.appoint("wakil", role="kabag", kind="plh", stands_for="kabag", position="Wakil")
    make.case(office, "1")

    watch_visits(at=make.at("2026-06-08 09:16"))

    assert sorted(name for name, _ in told()) == ["Kabag", "Wakil"]


REMINDERS = """
[[pengingat]]
langkah = "analisis"
saat = "setiap 1 hari"
kepada = ["pelaksana", "atasan"]

[[pengingat]]
langkah = "analisis"
saat = "sisa 60 menit"
kepada = "pemohon"
"""


@pytest.fixture
def own_rules(db: None, tmp_path: Path) -> make.Office:
    """The first procedure with reminders of its own at step 3."""
    file = tmp_path / "sop.toml"
    file.write_text(make.FIRST.read_text() + REMINDERS)
    return make.office(file)


def test_the_procedures_own_rules_go_before_the_usual_ones(own_rules: make.Office) -> None:
    make.case(own_rules, at_step="3")

    counts = watched("2026-06-09 09:09", "2026-06-09 09:10", "2026-06-09 14:10", "2026-06-09 16:00", "2026-06-10 08:10")

    assert counts == [0, 2, 2, 2, 3]
    assert sorted(told()) == [
        ("Dedi", "sudah 1 hari kerja di tangan Pranata Komputer; tenggatnya Rab 10 Jun 2026, 09.10."),
        ("Kasubbag", "sudah 1 hari kerja di tangan Pranata Komputer; tenggatnya Rab 10 Jun 2026, 09.10."),
        ("Pemohon", "hampir lewat: tenggatnya Rab 10 Jun 2026, 09.10."),
    ]


def test_of_several_days_missed_only_the_last_is_told(own_rules: make.Office) -> None:
    make.case(own_rules, at_step="3")

    watch_visits(at=make.at("2026-06-12 10:00"))

    assert [text.partition(" di")[0] for name, text in told() if name == "Kasubbag"] == ["sudah 4 hari kerja"]


def test_the_unit_is_not_told_of_a_secret_case(own_rules: make.Office) -> None:
    make.case(own_rules, at_step="3", security="R")

    watch_visits(at=make.at("2026-06-10 08:20"))

    assert "Pemohon" not in [name for name, _ in told()]


def test_the_watch_takes_as_many_statements_for_twenty_as_for_two(office: make.Office) -> None:
    for _ in range(2):
        make.case(office, "1")
    few = _statements("2026-06-08 09:17")
    for _ in range(6):
        make.case(office, "1", when=make.at("2026-06-08 10:00"))

    assert _statements("2026-06-08 10:17") == few


def _statements(moment: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        watch_visits(at=make.at(moment))
    return len([query for query in seen if "SAVEPOINT" not in query["sql"]])


def test_the_rounds_remind_and_looks_once_a_day_for_what_ends(office: make.Office) -> None:
    make.case(office, "1")
    office.appoint("wakil", role="kabag", kind="plh", stands_for="kabag", ends_on=dt.date(2026, 6, 12), position="W")
    Job.objects.all().delete()

    for minute in (17, 18):
        make_rounds.enqueue()
        Job.objects.update(run_after=make.MONDAY)
        while queue.run_one("uji", make.at(f"2026-06-08 09:{minute}")):
            pass

    kinds = Notice.objects.filter(kind__in=(NoticeKind.NEAR, NoticeKind.APPOINTMENT_ENDS)).order_by(
        "kind", "user__name"
    )
    assert list(kinds.values_list("kind", "user__name")) == [
        ("hampir", "Kabag"),
        ("hampir", "Wakil"),
        ("penetapan", "Admin"),
        ("penetapan", "Kepala"),
        ("penetapan", "Wakil"),
    ]


def test_an_ending_appointment_is_told_once_and_anew_when_it_is_prolonged(office: make.Office) -> None:
    row = office.appoint("wakil", role="kabag", kind="plh", stands_for="kabag", ends_on=dt.date(2026, 6, 12))
    for _ in range(2):
        tell_of_ending_appointments(at=make.MONDAY)
    once = Notice.objects.count()
    row.ends_on = dt.date(2026, 6, 13)
    row.save()
    tell_of_ending_appointments(at=make.MONDAY)

    assert (once, Notice.objects.count()) == (3, 6)


def test_a_long_backlog_is_told_in_small_transactions_with_room_for_others(office: make.Office) -> None:
    crowd(office, 120)

    with CaptureQueriesContext(connection) as seen:
        looked = watch_visits(at=make.MONDAY + dt.timedelta(days=30))

    kept = [
        query["sql"] for query in seen.captured_queries if query["sql"].startswith('INSERT INTO "records_visitwatch"')
    ]
    assert (looked, len(kept)) == (120, 3)
