"""The whole road of the first procedure, from letter to application online."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests import make


def test_a_letter_goes_all_ten_steps_and_ends_online(office: Any) -> None:
    case = make.case(office, at_step="end")

    case.refresh_from_db()
    steps = [(visit.step, visit.decision) for visit in case.visits.order_by("number")]
    assert case.result == "selesai"
    assert steps == [
        ("terima", "lanjut"),
        ("tugaskan-analisis", "lanjut"),
        ("analisis", "lanjut"),
        ("periksa-analisis", "disetujui"),
        ("kerjakan", "lanjut"),
        ("periksa-hasil", "disetujui"),
        ("tidak-terbaca", "lewat-otomatis"),
        ("instruksi-uji", "disetujui"),
        ("tugaskan-uji", "lanjut"),
        ("uji-unggah", "selesai"),
    ]


def test_a_correction_opens_a_second_round_with_its_own_deadline(office: Any) -> None:
    case = make.case(office, at_step="4")
    visit = make.open_visit(case)

    outcome = make.advance(office, visit, make.at("2026-06-08 10:00"), "dikoreksi")

    assert outcome.opened.step == "analisis"
    assert outcome.opened.round == 2
    assert outcome.opened.due_at == make.at("2026-06-10 10:00")
    assert outcome.opened.assignee == office.people["dedi"]
    assert dt.timedelta(0) == outcome.opened.opened_at - outcome.closed.closed_at


def test_work_handed_in_after_hours_is_on_time_when_no_working_minute_was_lost(office: Any) -> None:
    case = make.case(office, at_step="4", when=make.at("2026-06-08 13:45"))
    visit = make.open_visit(case)

    outcome = make.advance(office, visit, make.at("2026-06-08 18:30"))

    assert outcome.closed.due_at == make.at("2026-06-08 16:00")
    assert outcome.closed.used_seconds == 7200
    assert outcome.closed.is_late is False
