"""The two other procedures run to each of their ends: nothing is wired to the first one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from alur.actions import perform
from alur.actions.handover import PaperContent
from alur.actions.situation import situation_of
from alur.records.models import Case, Visit
from alur.reports.verify import verify
from tests import make

RESEARCH = make.ROOT / "procedures" / "contoh-surat-keterangan-penelitian.toml"
GOODS = make.ROOT / "procedures" / "contoh-penyaluran-barang-persediaan.toml"


def _office(procedure: Path, *roles: str) -> Any:
    return make.office(procedure, [(f"si {role}", role) for role in roles])


@pytest.fixture
def research(db: None) -> Any:
    return _office(RESEARCH, "loket", "analis", "kasubbid", "kepala")


@pytest.fixture
def goods(db: None) -> Any:
    return _office(GOODS, "pengurus", "kasubbag-umum", "gudang")


def _walk(office: Any, decisions: list[str]) -> Case:
    """A new case led through its steps by these decisions ("" where there is one way), ten minutes a step."""
    case = make.case(office, at_step="1")
    for minutes, decision in enumerate(decisions, 1):
        _go(office, make.open_visit(case), decision, make.at(f"2026-06-08 {9 + minutes // 6:02}:{minutes % 6}0"))
    case.refresh_from_db()
    return case


def _go(office: Any, visit: Visit, decision: str, when: Any) -> Any:
    return make.advance(office, visit, when, decision, by=f"si {visit.role.key}")


def _steps(case: Case) -> list[str]:
    return list(case.visits.order_by("number").values_list("step", flat=True))


def test_a_certificate_is_made_out(research: Any) -> None:
    case = _walk(research, ["", "layak", "", "disetujui", "lanjut", ""])

    assert case.result == "diterbitkan"
    assert list(verify()) == []


def test_a_rejection_ends_the_case_with_its_own_result(research: Any) -> None:
    case = _walk(research, ["", "tidak-layak"])

    assert (case.result, make.open_visit(case)) == ("ditolak", None)
    assert case.documents.filter(paper="surat-penolakan").exists()
    assert list(verify()) == []


def test_an_incomplete_application_goes_round_by_the_outside_applicant(research: Any) -> None:
    case = _walk(research, ["", "belum-lengkap", "", "layak", "", "disetujui", "lanjut", ""])

    assert case.result == "diterbitkan"
    assert _steps(case)[:4] == ["terima-permohonan", "teliti", "lengkapi", "teliti"]


def test_a_correction_out_of_a_straight_step_goes_to_the_maker(research: Any) -> None:
    case = _walk(research, ["", "layak", "", "disetujui", "kembalikan", "", "disetujui", "lanjut", ""])

    assert case.result == "diterbitkan"
    assert _steps(case).count("susun-konsep") == 2
    assert list(verify()) == []


def test_what_an_outside_party_does_is_recorded_by_the_role_that_the_file_names(research: Any) -> None:
    case = _walk(research, ["", "belum-lengkap"])
    visit = make.open_visit(case)
    handover = make.full_handover(research, situation_of(visit), "lanjut")
    when = make.at("2026-06-08 10:00")

    answers = {
        who: make.refusal(
            lambda who=who: perform(
                visit, "lanjut", by=research.standing(who), at=when, handover=handover, token=make.token()
            )
        )
        for who in ("si analis", "si loket")
    }

    assert answers == {
        "si analis": ["Langkah 3 dicatat oleh Petugas Loket; Anda tidak memegang peran itu hari ini."],
        "si loket": [],
    }


def test_an_outside_step_runs_on_the_wall_clock(research: Any) -> None:
    case = _walk(research, ["", "belum-lengkap"])

    visit = make.open_visit(case)

    assert visit.is_wall_clock is True
    assert visit.due_at == visit.opened_at + make.dt.timedelta(seconds=visit.standard_seconds)


def test_each_of_three_branches_asks_for_its_own_paper_only(research: Any) -> None:
    visit = make.open_visit(_walk(research, [""]))
    by, when = research.standing("si analis"), make.at("2026-06-08 10:00")

    answers = {
        way: make.refusal(lambda way=way: perform(visit, way, by=by, at=when, token="T"))
        for way in ("layak", "belum-lengkap", "tidak-layak")
    }

    assert answers == {
        "layak": [
            "Isi tepat satu: “Lembar penelitian berkas”; sekarang 0 yang terisi.",
        ],
        "belum-lengkap": ["Isi tepat satu: “Daftar kekurangan berkas”; sekarang 0 yang terisi."],
        "tidak-layak": ["Isi tepat satu: “Surat penolakan”; sekarang 0 yang terisi."],
    }


def test_goods_are_handed_over(goods: Any) -> None:
    case = _walk(goods, ["", "tersedia", "", "sesuai", ""])

    assert case.result == "selesai"
    assert case.documents.get(paper="barang-siap").current.content == {"is_ready": True}
    assert list(verify()) == []


def test_goods_that_are_not_there_end_the_case_otherwise(goods: Any) -> None:
    case = _walk(goods, ["", "tidak-tersedia", ""])

    assert case.result == "tidak tersedia"
    assert list(verify()) == []


def test_a_correction_without_a_verdict_paper_still_carries_points(goods: Any) -> None:
    case = _walk(goods, ["", "tersedia", "", "tidak-sesuai", "", "sesuai", ""])

    assert case.result == "selesai"
    assert list(case.points.values_list("step", "state")) == [("cocokkan", "diterima")]


def test_a_step_without_time_has_no_deadline_and_is_never_late(goods: Any) -> None:
    case = _walk(goods, ["", "tersedia"])
    visit = make.open_visit(case)

    closed = _go(goods, visit, "", make.at("2026-07-08 10:00")).closed

    assert (visit.standard_seconds, visit.due_at, closed.is_late) == (None, None, False)
    assert closed.used_seconds > 0


def test_a_range_is_judged_at_its_upper_end(goods: Any) -> None:
    visit = make.open_visit(_walk(goods, ["", "tersedia", ""]))

    assert visit.standard_seconds == 20 * 60


@pytest.mark.parametrize(
    ("fields", "faults"),
    [
        (
            {},
            ["tulis satu kalimat tentang keadaannya.", "tanggal kejadian belum diisi dengan benar."],
        ),
        ({"text": "Dicatat.", "date": "29-02-2026"}, ["tanggal kejadian belum diisi dengan benar."]),
        ({"text": "Dicatat.", "date": "2026-02-29"}, ["tanggal kejadian belum diisi dengan benar."]),
        ({"text": "Dicatat.", "date": "2026-06-09"}, ["tanggal kejadian 9 Juni 2026 belum tiba."]),
        (
            {"text": "Dicatat.", "date": "0001-01-01"},
            ["tanggal kejadian lebih awal daripada surat permintaannya; periksa tanggalnya."],
        ),
        ({"text": "Dicatat.", "date": "2026-06-08"}, []),
    ],
)
def test_a_state_needs_a_sentence_and_a_day_that_can_be(goods: Any, fields: dict, faults: list[str]) -> None:
    visit = make.open_visit(_walk(goods, ["", "tersedia"]))
    papers = {"barang-siap": PaperContent({"is_ready": True}), "kartu-mutakhir": PaperContent(fields)}
    handover = make.full_handover(goods, situation_of(visit), "lanjut", papers=papers)
    press = {"by": goods.standing("si gudang"), "at": make.at("2026-06-08 15:00"), "handover": handover, "token": "T"}

    assert make.refusal(lambda: perform(visit, "lanjut", **press)) == [
        f"Kartu persediaan telah dimutakhirkan: {fault}" for fault in faults
    ]


def test_goods_must_be_ticked_off(goods: Any) -> None:
    visit = make.open_visit(_walk(goods, ["", "tersedia"]))
    state = PaperContent({"text": "Dicatat.", "date": "2026-06-08"})
    papers = {"barang-siap": PaperContent({"is_ready": False, "note": "besok"}), "kartu-mutakhir": state}
    handover = make.full_handover(goods, situation_of(visit), "lanjut", papers=papers)
    press = {"by": goods.standing("si gudang"), "at": make.at("2026-06-08 15:00"), "handover": handover, "token": "T"}

    assert make.refusal(lambda: perform(visit, "lanjut", **press)) == [
        "Barang sesuai permintaan: centang bila barangnya sudah ada."
    ]


def test_who_readied_the_goods_may_not_match_them(goods: Any) -> None:
    goods.appoint("si gudang", role="pengurus", kind="plh", stands_for="si pengurus")
    visit = make.open_visit(_walk(goods, ["", "tersedia", ""]))
    press = {"by": goods.standing("si gudang"), "at": make.at("2026-06-08 15:00"), "token": "T"}

    assert make.refusal(lambda: perform(visit, "sesuai", **press)) == [
        "Anda yang membuat “Barang sesuai permintaan” versi 1; "
        "pembuat tidak boleh memeriksa hasilnya sendiri. Pemegang peran lain yang harus memeriksanya."
    ]
