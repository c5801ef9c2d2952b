"""Pausing and resuming: the deadline moves by exactly the working time that was paused."""

from __future__ import annotations

from typing import Any

import pytest

from alur.actions import cancel, pause, perform, resume, why_not
from alur.actions.situation import situation_of
from alur.records.models import Visit
from tests import make

WAITING = "Menunggu akses server atau basis data"


@pytest.fixture
def visit(office: Any) -> Visit:
    """Step 3, opened Monday 09.10, due Wednesday 09.10."""
    return make.open_visit(make.case(office, at_step="3"))


def _pause(office: Any, visit: Visit, when: str, who: str = "dedi") -> None:
    pause(visit, WAITING, by=office.standing(who), at=make.at(when), token=make.token())


def _resume(office: Any, visit: Visit, when: str, who: str = "dedi") -> Visit:
    resume(visit, by=office.standing(who), at=make.at(when), token=make.token())
    return Visit.objects.get(pk=visit.pk)


@pytest.mark.parametrize(
    ("from_", "to", "minutes", "due"),
    [
        ("2026-06-08 10:00", "2026-06-08 11:00", 60, "2026-06-10 10:10"),
        ("2026-06-08 11:30", "2026-06-08 13:30", 60, "2026-06-10 10:10"),
        ("2026-06-08 15:00", "2026-06-09 08:30", 120, "2026-06-10 11:10"),
        ("2026-06-08 20:00", "2026-06-08 23:00", 0, "2026-06-10 09:10"),
        ("2026-06-12 15:30", "2026-06-15 08:30", 120, "2026-06-10 11:10"),
    ],
    ids=["an hour", "over noon", "over night", "in the evening", "over a weekend"],
)
def test_the_deadline_moves_by_the_working_minutes_paused(
    office: Any, visit: Visit, from_: str, to: str, minutes: int, due: str
) -> None:
    _pause(office, visit, from_)

    resumed = _resume(office, visit, to)

    assert resumed.paused_seconds == minutes * 60
    assert resumed.due_at == make.at(due)


def test_two_pauses_add_up(office: Any, visit: Visit) -> None:
    for start, end in (("2026-06-08 10:00", "2026-06-08 10:20"), ("2026-06-08 11:00", "2026-06-08 11:10")):
        _pause(office, visit, start)
        resumed = _resume(office, visit, end)

    assert (resumed.paused_seconds, resumed.due_at) == (30 * 60, make.at("2026-06-10 09:40"))


def test_paused_time_is_not_used_time(office: Any, visit: Visit) -> None:
    _pause(office, visit, "2026-06-08 10:00")
    _resume(office, visit, "2026-06-08 11:00")

    outcome = make.advance(office, Visit.objects.get(pk=visit.pk), make.at("2026-06-08 11:30"))

    assert outcome.closed.used_seconds == (50 + 30) * 60


def test_a_paused_step_is_not_closed(office: Any, visit: Visit) -> None:
    _pause(office, visit, "2026-06-08 10:00")
    handover = make.full_handover(office, situation_of(visit), "lanjut")
    press = {"by": office.standing("dedi"), "at": make.at("2026-06-08 10:30"), "handover": handover, "token": "T"}

    assert make.refusal(lambda: perform(visit, "lanjut", **press)) == [
        "Waktu langkah ini dijeda sejak Sen 8 Jun 2026, 10.00; lanjutkan waktunya lebih dahulu."
    ]


def test_a_reason_that_the_procedure_does_not_list_is_refused(office: Any, visit: Visit) -> None:
    press = {"by": office.standing("dedi"), "at": make.at("2026-06-08 10:00"), "token": "T"}

    assert make.refusal(lambda: pause(visit, "Sedang malas", **press)) == [
        "Pilih alasan jeda dari daftar: Menunggu data atau penjelasan dari unit pemohon; "
        "Menunggu akses server atau basis data; Menunggu keputusan pejabat yang berwenang; "
        "Gangguan listrik, jaringan, atau pusat data."
    ]


def test_a_paused_step_is_not_paused_again(office: Any, visit: Visit) -> None:
    _pause(office, visit, "2026-06-08 10:00")

    paused = Visit.objects.get(pk=visit.pk)
    assert why_not("pause", paused, by=office.standing("dedi"), at=make.at("2026-06-08 11:00")) == [
        "Waktu langkah ini sudah dijeda sejak Sen 8 Jun 2026, 10.00."
    ]


def test_what_is_not_paused_is_not_resumed(office: Any, visit: Visit) -> None:
    assert why_not("resume", visit, by=office.standing("dedi"), at=make.at("2026-06-08 11:00")) == [
        "Waktu langkah ini tidak sedang dijeda."
    ]


def test_a_colleague_may_not_resume_but_the_kabag_may(office: Any, visit: Visit) -> None:
    _pause(office, visit, "2026-06-08 10:00")
    paused, when = Visit.objects.get(pk=visit.pk), make.at("2026-06-08 11:00")

    answers = {who: why_not("resume", paused, by=office.standing(who), at=when) for who in ("sari", "kabag", "dedi")}

    assert answers == {
        "sari": ["Waktu dilanjutkan oleh pelaksana langkah ini atau pejabat di atasnya."],
        "kabag": [],
        "dedi": [],
    }


def test_a_closed_step_is_not_paused(office: Any, visit: Visit) -> None:
    make.advance(office, visit, make.at("2026-06-08 10:00"))

    closed = Visit.objects.get(pk=visit.pk)
    assert why_not("pause", closed, by=office.standing("dedi"), at=make.at("2026-06-08 11:00")) == [
        "Langkah 3 putaran ke-1 sudah ditutup oleh Dedi pada Sen 8 Jun 2026, 10.00: Lanjut. "
        "Yang Anda tulis tersimpan sebagai draf."
    ]


def test_a_case_that_ends_while_paused_ends_the_pause_with_it(office: Any, visit: Visit) -> None:
    _pause(office, visit, "2026-06-08 10:00")

    ending = {"by": office.standing("kepala"), "at": make.at("2026-06-08 11:00"), "token": "T"}
    cancel(visit.case, reason="Anggaran dialihkan.", **ending)

    visit.refresh_from_db()
    assert (visit.paused_since, visit.paused_seconds, visit.used_seconds) == (None, 3600, 50 * 60)
    assert visit.pauses.get().ends_at == make.at("2026-06-08 11:00")
