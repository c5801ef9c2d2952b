"""Severity of correction points: what must be mended holds the way forward, a remark goes along with it."""

from __future__ import annotations

from typing import Any

import pytest

from alur.actions import perform
from alur.actions.handover import NewPoint, PointVerdict
from alur.actions.situation import situation_of
from alur.papers.gathering import data_of
from alur.records.models import CorrectionPoint, DocumentVersion, Visit
from alur.reports.verify import verify
from tests import make

REMARK = NewPoint("Pertimbangkan nama tombol.", "hal. 2", is_strict=False)
STRICT = NewPoint("Lengkapi bab 2.", "hal. 3")


def _reasons(office: Any, visit: Visit, decision: str, **handover: object) -> list[str]:
    filled = make.full_handover(office, situation_of(visit), decision, **handover)
    who = office.standing(make.who_acts(office, visit))
    return make.refusal(
        lambda: perform(visit, decision, by=who, at=make.at("2026-06-08 16:00"), handover=filled, token="T")
    )


@pytest.fixture
def check(office: Any) -> Visit:
    """The open visit of step 4, a check."""
    return make.open_visit(make.case(office, at_step="4"))


def test_a_point_must_be_mended_unless_it_says_otherwise(office: Any, check: Visit) -> None:
    make.advance(office, check, make.at("2026-06-08 10:00"), "dikoreksi", points=["Lengkapi bab 2.", REMARK])

    assert list(CorrectionPoint.objects.values_list("number", "severity")) == [(1, "wajib"), (2, "catatan")]


def test_a_remark_does_not_hold_the_approval(office: Any, check: Visit) -> None:
    make.advance(office, check, make.at("2026-06-08 10:00"), "disetujui", points=[REMARK])

    assert list(CorrectionPoint.objects.values_list("text", "state")) == [(REMARK.text, "terbuka")]


def test_a_point_to_be_mended_holds_the_approval_also_beside_a_remark(office: Any, check: Visit) -> None:
    assert _reasons(office, check, "disetujui", points=[REMARK, STRICT]) == [
        "Ada butir koreksi baru; hapus butirnya, atau pilih keputusan lain daripada Disetujui."
    ]


def test_remarks_alone_do_not_send_work_back(office: Any, check: Visit) -> None:
    assert _reasons(office, check, "dikoreksi", points=[REMARK]) == [
        "Dikoreksi memerlukan sekurang-kurangnya satu butir koreksi yang harus diperbaiki, bukan catatan saja."
    ]


def test_a_straight_step_takes_no_remarks(office: Any) -> None:
    visit = make.open_visit(make.case(office, at_step="3"))

    assert _reasons(office, visit, situation_of(visit).step.exits[0].key, points=[REMARK]) == [
        "Ada butir koreksi baru; hapus butirnya, atau pilih keputusan lain daripada Lanjut."
    ]


def test_a_remark_need_not_be_answered(office: Any, check: Visit) -> None:
    after = make.advance(office, check, make.at("2026-06-08 10:00"), "dikoreksi", points=[STRICT, REMARK]).opened

    make.advance(office, after, make.at("2026-06-08 11:00"), answers={1: "Sudah."})

    assert list(CorrectionPoint.objects.values_list("number", "state")) == [(1, "dijawab"), (2, "terbuka")]


def test_a_remark_not_yet_met_does_not_hold_the_approval(office: Any, check: Visit) -> None:
    back = make.advance(office, check, make.at("2026-06-08 10:00"), "dikoreksi", points=[STRICT, REMARK]).opened
    again = make.advance(office, back, make.at("2026-06-08 11:00")).opened
    verdicts = {1: PointVerdict(True), 2: PointVerdict(False, "Masih membingungkan.")}

    make.advance(office, again, make.at("2026-06-08 11:30"), "disetujui", verdicts=verdicts)

    assert list(CorrectionPoint.objects.values_list("number", "state")) == [(1, "diterima"), (2, "terbuka")]


def test_the_verdict_paper_says_which_point_is_a_remark(office: Any, check: Visit) -> None:
    make.advance(office, check, make.at("2026-06-08 10:00"), "dikoreksi", points=[STRICT, REMARK])

    data = data_of(DocumentVersion.objects.get(document__paper="pemeriksaan-analisis"))

    assert [row["place"] for row in data["points"]] == ["hal. 3", "Catatan; hal. 2"]


def test_a_severity_changed_behind_the_records_back_is_named(office: Any, check: Visit) -> None:
    make.advance(office, check, make.at("2026-06-08 10:00"), "dikoreksi", points=[STRICT])
    CorrectionPoint.objects.update(severity="catatan")

    number = check.case.number

    assert list(verify()) == [f"{number}: butir koreksi 1: bobot pada tabel (catatan) berbeda dari catatan #5 (wajib)."]
