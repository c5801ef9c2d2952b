"""A pause with a set end: the clock runs again at that instant, whether or not anybody has written it down."""

from __future__ import annotations

from typing import Any

import pytest

from alur.actions import cancel, mark_seen, pause, resume, why_not
from alur.actions.pauses import BY_ITSELF
from alur.records import queue
from alur.records.models import Entry, Notice, NoticeKind, Pause, Visit
from alur.reports.verify import verify
from tests import make

WAITING = "Menunggu akses server atau basis data"


@pytest.fixture
def visit(office: Any) -> Visit:
    """Step 3, opened Monday 09.10, due Wednesday 09.10, paused from Monday 10.00 until Tuesday 10.00 (450 minutes)."""
    visit = make.open_visit(make.case(office, at_step="3"))
    assert visit is not None
    values = {"until": make.at("2026-06-09 10:00"), "token": make.token()}
    pause(visit, WAITING, by=office.standing("dedi"), at=make.at("2026-06-08 10:00"), **values)
    return fresh(visit)


def fresh(visit: Visit) -> Visit:
    return Visit.objects.select_related("case", "role", "assignee").get(pk=visit.pk)


def last_entry(visit: Visit) -> Entry:
    entry = Entry.objects.filter(subject_kind="permintaan", subject_id=visit.case_id).last()
    assert entry is not None
    return entry


def test_a_set_end_moves_the_deadline_at_once(visit: Visit) -> None:
    assert (visit.due_at, visit.paused_seconds) == (make.at("2026-06-11 09:10"), 450 * 60)


@pytest.mark.parametrize(
    ("when", "is_paused"), [("2026-06-08 10:00", True), ("2026-06-09 09:59", True), ("2026-06-09 10:00", False)]
)
def test_the_end_counts_before_the_worker_has_come(office: Any, visit: Visit, when: str, is_paused: bool) -> None:
    blocked = why_not("perform", visit, by=office.standing("dedi"), at=make.at(when))

    assert bool(blocked) == is_paused


def test_an_act_after_the_end_writes_the_end_down_first(office: Any, visit: Visit) -> None:
    outcome = make.advance(office, visit, make.at("2026-06-09 11:00"))

    ended = Entry.objects.get(subject_id=visit.case_id, subject_kind="permintaan", kind="resumed")
    assert (ended.acting_as, ended.by, ended.number) == (BY_ITSELF, None, outcome.entry.number - 1)
    assert visit.pauses.get().ends_at == make.at("2026-06-09 10:00")
    assert outcome.closed.used_seconds == (50 + 60) * 60


def test_the_worker_ends_the_pause_at_its_time(visit: Visit) -> None:
    queue.run_one("uji", make.at("2026-06-09 13:00"))

    visit = fresh(visit)
    assert (visit.paused_since, visit.paused_until, visit.due_at) == (None, None, make.at("2026-06-11 09:10"))
    assert visit.pauses.get().ends_at == make.at("2026-06-09 10:00")
    assert (last_entry(visit).kind, last_entry(visit).acting_as) == ("resumed", BY_ITSELF)


def test_the_worker_finds_nothing_to_do_before_the_time(visit: Visit) -> None:
    assert queue.run_one("uji", make.at("2026-06-09 09:59")) is None


def test_the_people_concerned_are_told_once_that_the_clock_runs_again(office: Any, visit: Visit) -> None:
    queue.run_one("uji", make.at("2026-06-09 10:00"))

    notice = Notice.objects.get(kind=NoticeKind.PAUSE_ENDED)
    assert (notice.user, notice.visit) == (office.people["dedi"], visit)
    assert notice.text == (
        f"Jeda langkah 3 pada {visit.case.number} berakhir Sel 9 Jun 2026, 10.00, waktunya berjalan lagi; "
        "tenggatnya Kam 11 Jun 2026, 09.10."
    )


def test_ended_by_hand_before_only_the_time_paused_counts(office: Any, visit: Visit) -> None:
    resume(visit, by=office.standing("dedi"), at=make.at("2026-06-08 11:00"), token=make.token())

    visit = fresh(visit)
    assert (visit.paused_seconds, visit.due_at) == (3600, make.at("2026-06-10 10:10"))


def test_what_was_ended_by_hand_the_worker_leaves_alone(office: Any, visit: Visit) -> None:
    resume(visit, by=office.standing("dedi"), at=make.at("2026-06-08 11:00"), token=make.token())
    written = last_entry(visit)

    queue.run_one("uji", make.at("2026-06-09 10:00"))

    told = Notice.objects.filter(kind=NoticeKind.PAUSE_ENDED)
    assert (last_entry(visit), told.count()) == (written, 0)


def test_what_has_ended_by_itself_is_not_resumed(office: Any, visit: Visit) -> None:
    assert why_not("resume", visit, by=office.standing("dedi"), at=make.at("2026-06-09 10:00")) == [
        "Waktu langkah ini tidak sedang dijeda."
    ]


def test_a_second_pause_may_follow_at_the_very_end(office: Any, visit: Visit) -> None:
    end = make.at("2026-06-09 10:00")

    pause(visit, WAITING, by=office.standing("dedi"), at=end, token=make.token())

    assert [(row.starts_at, row.ends_at) for row in visit.pauses.all()] == [
        (make.at("2026-06-08 10:00"), end),
        (end, None),
    ]


def test_pauses_do_not_overlap(office: Any, visit: Visit) -> None:
    resume(visit, by=office.standing("dedi"), at=make.at("2026-06-08 11:00"), token=make.token())
    again = {"by": office.standing("dedi"), "at": make.at("2026-06-08 10:30"), "token": make.token()}

    assert make.refusal(lambda: pause(visit, WAITING, **again)) == [
        "Jeda sebelumnya baru berakhir Sen 8 Jun 2026, 11.00; periksa jam komputer server."
    ]


def test_a_case_cancelled_after_the_end_counts_the_pause_up_to_it(office: Any, visit: Visit) -> None:
    ending = {"by": office.standing("kepala"), "at": make.at("2026-06-09 11:00"), "token": make.token()}

    cancel(visit.case, reason="Anggaran dialihkan.", **ending)

    assert Pause.objects.get().ends_at == make.at("2026-06-09 10:00")
    assert fresh(visit).used_seconds == (50 + 60) * 60


def test_a_decree_within_the_pause_leaves_the_time_left_as_it_was(office: Any, visit: Visit) -> None:
    make.decreed(office, make.line("cuti bersama", "2026-06-09", "Cuti Uji"), when="2026-06-08 14:00")

    visit = fresh(visit)
    assert (visit.paused_seconds, visit.due_at) == (300 * 60, make.at("2026-06-11 15:10"))


@pytest.mark.parametrize(
    ("until", "sentence"),
    [
        ("2026-06-08 10:00", "Akhir jeda harus sesudah saat ini; pilih waktu yang akan datang, atau kosongkan."),
        ("2028-06-08 10:00", "Akhir jeda paling jauh setahun dari sekarang; pilih waktu yang lebih dekat."),
    ],
)
def test_an_end_that_cannot_be_is_refused(office: Any, until: str, sentence: str) -> None:
    visit = make.open_visit(make.case(office, at_step="3"))
    press = {"by": office.standing("dedi"), "at": make.at("2026-06-08 10:00"), "token": make.token()}

    assert make.refusal(lambda: pause(visit, WAITING, until=make.at(until), **press)) == [sentence]


def test_pauses_that_end_by_themselves_verify(office: Any, visit: Visit) -> None:
    mark_seen(visit, by=office.standing("dedi"), at=make.at("2026-06-09 10:30"))
    make.advance(office, visit, make.at("2026-06-09 11:00"))

    assert list(verify()) == []
