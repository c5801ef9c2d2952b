"""Correction points: raised, answered, judged, carried over; and the long road 8 → 6 → 5 → 6 → 8."""

from __future__ import annotations

from typing import Any

import pytest

from alur.actions import perform, recall
from alur.actions.handover import Handover, NewPoint, PointVerdict
from alur.actions.situation import situation_of
from alur.records.models import Case, CorrectionPoint, Visit
from tests import make

TIMES = [f"2026-06-08 1{hour}:{minute:02}" for hour in range(6) for minute in (0, 10, 20, 30, 40, 50)]


def _reasons(office: Any, visit: Visit, decision: str, **handover: object) -> list[str]:
    filled = make.full_handover(office, situation_of(visit), decision, **handover)
    who = office.standing(make.who_acts(office, visit))
    return make.refusal(
        lambda: perform(visit, decision, by=who, at=make.at("2026-06-08 16:00"), handover=filled, token="T")
    )


def _go(office: Any, case: Case, minute: int, decision: str = "", **handover: object) -> Visit:
    """Close the open visit, and give the next."""
    make.advance(office, make.open_visit(case), make.at(TIMES[minute]), decision, **handover)
    return make.open_visit(case)


def _points(case: Case) -> list[tuple[int, str, str]]:
    return list(case.points.values_list("number", "step", "state"))


@pytest.fixture
def corrected(office: Any) -> Case:
    """A case that step 4 sent back to step 3 with two points."""
    case = make.case(office, at_step="4")
    _go(office, case, 0, "dikoreksi", points=["Lengkapi bab 2.", "Perbaiki gambar."])
    return case


def test_dikoreksi_needs_a_correction_point(office: Any) -> None:
    visit = make.open_visit(make.case(office, at_step="4"))

    assert _reasons(office, visit, "dikoreksi", points=()) == [
        "Dikoreksi memerlukan sekurang-kurangnya satu butir koreksi."
    ]


def test_a_verdict_on_a_point_that_is_not_there_is_no_correction_point(office: Any) -> None:
    visit = make.open_visit(make.case(office, at_step="4"))

    reasons = _reasons(office, visit, "dikoreksi", points=(), verdicts={99: PointVerdict(False, "salah")})

    assert reasons == ["Dikoreksi memerlukan sekurang-kurangnya satu butir koreksi."]


def test_a_correction_point_may_not_be_empty(office: Any) -> None:
    visit = make.open_visit(make.case(office, at_step="4"))

    assert _reasons(office, visit, "dikoreksi", points=[NewPoint("  ")]) == [
        "Ada butir koreksi yang kosong; isi atau hapus butir itu."
    ]


def test_a_new_point_and_an_approval_contradict_each_other(office: Any) -> None:
    visit = make.open_visit(make.case(office, at_step="4"))

    assert _reasons(office, visit, "disetujui", points=[NewPoint("Ada yang kurang.")]) == [
        "Ada butir koreksi baru; hapus butirnya, atau pilih keputusan lain daripada Disetujui."
    ]


def test_every_point_must_be_answered(office: Any, corrected: Case) -> None:
    visit = make.open_visit(corrected)

    assert _reasons(office, visit, "lanjut", answers={2: " "}) == ["Butir 1 belum dijawab.", "Butir 2 belum dijawab."]


def test_answers_are_kept_with_who_gave_them(office: Any, corrected: Case) -> None:
    visit = make.open_visit(corrected)

    _go(office, corrected, 1, answers={1: "Bab 2 ditambah.", 2: "Gambar diganti."})

    assert list(corrected.points.values_list("answer", "state", "answered_by", "answered_in")) == [
        ("Bab 2 ditambah.", "dijawab", office.people["dedi"].pk, visit.pk),
        ("Gambar diganti.", "dijawab", office.people["dedi"].pk, visit.pk),
    ]


def test_every_answer_must_be_judged(office: Any, corrected: Case) -> None:
    visit = _go(office, corrected, 1)

    assert _reasons(office, visit, "disetujui", verdicts={1: PointVerdict(True)}) == [
        "Butir 2 belum dinilai: pilih diterima atau belum tepat."
    ]


def test_belum_tepat_needs_a_reason_and_blocks_approval(office: Any, corrected: Case) -> None:
    visit = _go(office, corrected, 1)

    assert _reasons(office, visit, "disetujui", verdicts={1: PointVerdict(True), 2: PointVerdict(False, " ")}) == [
        "Tulis mengapa jawaban butir 2 belum tepat.",
        "Belum dapat disetujui: butir 2 Anda tandai belum tepat.",
    ]


def test_belum_tepat_is_reason_enough_to_correct_again(office: Any, corrected: Case) -> None:
    _go(office, corrected, 1)

    verdicts = {1: PointVerdict(True), 2: PointVerdict(False, "Gambar masih buram.")}
    _go(office, corrected, 2, "dikoreksi", points=(), verdicts=verdicts)

    assert list(corrected.points.values_list("number", "state", "reason")) == [
        (1, "diterima", ""),
        (2, "terbuka", "Gambar masih buram."),
    ]


def test_the_checker_cannot_answer_the_point_that_he_has_just_refused(office: Any, corrected: Case) -> None:
    _go(office, corrected, 1)

    verdicts = {1: PointVerdict(True), 2: PointVerdict(False, "Gambar masih buram.")}
    _go(office, corrected, 2, "dikoreksi", points=(), verdicts=verdicts, answers={2: "Biarkan saja."})

    assert _points(corrected) == [(1, "periksa-analisis", "diterima"), (2, "periksa-analisis", "terbuka")]


def test_numbering_goes_on_over_rounds_and_steps(office: Any, corrected: Case) -> None:
    _go(office, corrected, 1)
    _go(office, corrected, 2, "disetujui")
    _go(office, corrected, 3)

    _go(office, corrected, 4, "dikoreksi", points=["Tombol simpan mati."])

    assert _points(corrected) == [
        (1, "periksa-analisis", "diterima"),
        (2, "periksa-analisis", "diterima"),
        (3, "periksa-hasil", "terbuka"),
    ]


def test_the_verdict_marks_the_version_that_it_examined(office: Any, corrected: Case) -> None:
    _go(office, corrected, 1)

    _go(office, corrected, 2, "disetujui")

    versions = corrected.documents.get(paper="hasil-analisis").versions
    assert list(versions.values_list("number", "state")) == [(1, "dikoreksi"), (2, "disetujui")]


def test_a_point_of_step_8_travels_down_and_is_judged_where_it_was_raised(office: Any) -> None:
    case = make.case(office, at_step="8")

    at_6 = _go(office, case, 0, "dikoreksi", points=["Laporan belum memuat rekap."])
    at_5 = _go(office, case, 1, "dikoreksi", points=())
    again_6 = _go(office, case, 2, answers={1: "Rekap ditambahkan."})
    again_8 = _go(office, case, 3, "disetujui")
    judged_here = [point.number for point in situation_of(again_8).points_to_judge]
    at_9 = _go(office, case, 4, "disetujui")

    steps = [visit.step for visit in (at_6, at_5, again_6, again_8, at_9)]
    assert steps == ["periksa-hasil", "kerjakan", "periksa-hasil", "instruksi-uji", "tugaskan-uji"]
    assert [visit.round for visit in (at_6, at_5, again_6, again_8, at_9)] == [2, 2, 3, 2, 1]
    assert judged_here == [1]
    assert _points(case) == [(1, "instruksi-uji", "diterima")]


def test_step_6_may_answer_a_point_of_step_8_itself(office: Any) -> None:
    case = make.case(office, at_step="8")
    at_6 = _go(office, case, 0, "dikoreksi", points=["Laporan belum memuat rekap."])

    unanswered = _reasons(office, at_6, "disetujui", answers={})
    again_8 = _go(office, case, 1, "disetujui", answers={1: "Rekap ada pada menu kedua."})

    assert unanswered == ["Butir 1 belum dijawab."]
    assert (again_8.step, _points(case)) == ("instruksi-uji", [(1, "instruksi-uji", "dijawab")])


def test_one_correction_each_at_4_6_and_8_still_ends_online(office: Any) -> None:
    case = make.case(office, at_step="4")
    road = ["dikoreksi", "", "disetujui", "", "dikoreksi", "", "disetujui", "dikoreksi", "disetujui", "disetujui"]

    for minute, decision in enumerate([*road, "", ""]):
        _go(office, case, minute, decision)

    case.refresh_from_db()
    assert case.result == "selesai"
    assert [state for _, _, state in _points(case)] == ["diterima"] * 3


def test_points_of_a_recalled_correction_are_gone_and_approval_is_free(office: Any, corrected: Case) -> None:
    recall(make.open_visit(corrected), by=office.standing("kasubbag"), at=make.at(TIMES[1]), token="R")

    visit = _go(office, corrected, 2, "disetujui")

    assert (visit.step, CorrectionPoint.objects.count()) == ("kerjakan", 0)
    examined = corrected.documents.get(paper="hasil-analisis").current
    assert examined.state == "disetujui"


def test_recalled_answers_are_open_again(office: Any, corrected: Case) -> None:
    _go(office, corrected, 1, answers={1: "Salah tulis.", 2: "Salah tulis."})

    recall(make.open_visit(corrected), by=office.standing("dedi"), at=make.at(TIMES[2]), token="R")
    _go(office, corrected, 3, answers={1: "Bab 2 ditambah.", 2: "Gambar diganti."})

    assert list(corrected.points.values_list("answer", flat=True)) == ["Bab 2 ditambah.", "Gambar diganti."]


def test_recalled_verdicts_can_be_given_again(office: Any, corrected: Case) -> None:
    _go(office, corrected, 1)
    _go(office, corrected, 2, "disetujui")

    recall(make.open_visit(corrected), by=office.standing("kasubbag"), at=make.at(TIMES[3]), token="R")

    assert [point.number for point in situation_of(make.open_visit(corrected)).points_to_judge] == [1, 2]


@pytest.mark.parametrize(
    ("handover", "sentence"),
    [
        ({"points": [NewPoint("x" * 100_001)]}, "Butir koreksi: teks melebihi 100.000 huruf; unggah sebagai berkas."),
        (
            {"points": [NewPoint("ada", "h" * 201)]},
            "Tempat koreksi paling panjang 200 huruf; tulis uraiannya pada butirnya.",
        ),
        (
            {"points": [NewPoint("nol\x00")]},
            "Butir koreksi: teks memuat tanda kendali yang tidak dapat disimpan; ketik ulang bagian itu.",
        ),
        ({"note": "x" * 100_001}, "Catatan: teks melebihi 100.000 huruf; unggah sebagai berkas."),
    ],
)
def test_texts_that_cannot_be_kept_are_refused_in_words(office: Any, handover: dict, sentence: str) -> None:
    visit = make.open_visit(make.case(office, at_step="4"))

    assert _reasons(office, visit, "dikoreksi", **handover) == [sentence]


def test_all_that_is_missing_is_said_at_once(office: Any, corrected: Case) -> None:
    visit = make.open_visit(corrected)
    press = {"by": office.standing("dedi"), "at": make.at(TIMES[3]), "handover": Handover(), "token": "T"}

    assert make.refusal(lambda: perform(visit, "lanjut", **press)) == [
        "Butir 1 belum dijawab.",
        "Butir 2 belum dijawab.",
        "Hasil analisis dan rancangan pengembangan/perbaikan aplikasi kepegawaian: berkas belum diunggah.",
    ]
