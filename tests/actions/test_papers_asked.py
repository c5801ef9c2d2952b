"""What each form of paper asks for before its step may close, and what is kept of it."""

from __future__ import annotations

from typing import Any

import pytest

from alur.actions import perform
from alur.actions.handover import PaperContent
from alur.actions.situation import Situation, situation_of
from alur.records.models import Release
from tests import make

LATER = make.at("2026-06-08 14:00")
RESULT, ONLINE = "Sistem/Aplikasi Hasil Pengerjaan", "Sistem/Aplikasi Online"


@pytest.fixture
def building(office: Any) -> Situation:
    """Step 5, whose output is of form sistem."""
    return situation_of(make.open_visit(make.case(office, at_step="5")))


@pytest.fixture
def releasing(office: Any) -> Situation:
    """Step 10, whose output is of form daring."""
    return situation_of(make.open_visit(make.case(office, at_step="10")))


def _reasons(office: Any, situation: Situation, **papers: PaperContent) -> list[str]:
    way = situation.step.exits[0].key
    handover = make.full_handover(office, situation, way)
    handover.papers.update({key.replace("_", "-"): content for key, content in papers.items()})  # type: ignore[attr-defined]
    who = office.standing(make.who_acts(office, situation.visit))
    return make.refusal(lambda: perform(situation.visit, way, by=who, at=LATER, handover=handover, token="T"))


def _changed(situation: Situation, key: str, **fields: object) -> PaperContent:
    return PaperContent({**make.content_for(situation, key).fields, **fields})


@pytest.mark.parametrize("fields", [{}, {"text": ""}, {"text": " \n "}])
def test_a_note_must_be_written(office: Any, fields: dict) -> None:
    situation = situation_of(make.open_visit(make.case(office)))

    assert _reasons(office, situation, catatan_instruksi=PaperContent(fields)) == [
        "Catatan Instruksi: isi catatan belum ditulis."
    ]


def test_a_note_of_100000_letters_is_kept_and_one_more_is_refused(office: Any) -> None:
    situation = situation_of(make.open_visit(make.case(office)))

    longer = _reasons(office, situation, catatan_instruksi=PaperContent({"text": "x" * 100_001}))
    longest = _reasons(office, situation, catatan_instruksi=PaperContent({"text": "x" * 100_000}))

    assert (longer, longest) == (["Catatan Instruksi: teks melebihi 100.000 huruf; unggah sebagai berkas."], [])


def test_html_and_formulas_in_a_note_are_kept_as_they_were_written(office: Any) -> None:
    situation = situation_of(make.open_visit(make.case(office)))
    text = '=cmd|"/c calc"!A1 <b onclick="x">&amp;</b> #panic()'

    _reasons(office, situation, catatan_instruksi=PaperContent({"text": text}))

    assert situation.case.documents.get(paper="catatan-instruksi").current.content == {"text": text}


def test_a_note_gets_the_next_official_number(office: Any) -> None:
    numbers = []
    for _ in range(2):
        case = make.case(office, at_step="2")
        numbers.append(case.documents.get(paper="catatan-instruksi").current.official_number)

    assert numbers == ["OT.02.01/4/1/2026", "OT.02.01/4/2/2026"]


def test_files_must_be_uploaded(office: Any) -> None:
    situation = situation_of(make.open_visit(make.case(office, at_step="3")))

    assert _reasons(office, situation, hasil_analisis=PaperContent({"note": "menyusul"})) == [
        "Hasil analisis dan rancangan pengembangan/perbaikan aplikasi kepegawaian: berkas belum diunggah."
    ]


@pytest.mark.parametrize(
    ("fields", "faults"),
    [
        (
            {"repository": "", "commit": ""},
            ["isi repositori beserta commit atau tag, atau unggah paketnya."],
        ),
        (
            {"commit": ""},
            ["isi repositori beserta commit atau tag, atau unggah paketnya.", "commit atau tag belum diisi."],
        ),
        (
            {"commit": "terbaru"},
            ["“terbaru” bukan commit (sekurang-kurangnya 7 angka heksadesimal) atau tag versi (misalnya v2.3.1)."],
        ),
        ({"how_to_try": ""}, ["cara mencoba belum ditulis."]),
        ({"commit": "4f2a9c1"}, []),
        ({"commit": "v2.3.1-rc.1"}, []),
    ],
)
def test_a_system_needs_its_source_and_how_to_try_it(
    office: Any, building: Situation, fields: dict, faults: list[str]
) -> None:
    content = _changed(building, "hasil-pengerjaan", **fields)

    assert _reasons(office, building, hasil_pengerjaan=content) == [f"{RESULT}: {fault}" for fault in faults]


def test_a_package_stands_for_the_repository(office: Any, building: Situation) -> None:
    content = PaperContent({"how_to_try": "Pasang lalu buka /kgb."}, [make.file_ref("paket.zip")])

    assert _reasons(office, building, hasil_pengerjaan=content) == []


@pytest.mark.parametrize(
    ("fields", "faults"),
    [
        ({"version": ""}, ["versi belum diisi."]),
        ({"server": ""}, ["server belum diisi."]),
        ({"rollback": ""}, ["cara memulihkan belum diisi."]),
        ({"url": ""}, ["alamat aplikasi belum diisi."]),
        ({"version": "1" * 101}, ["versi paling panjang 100 huruf."]),
        ({"tests": []}, ["hasil uji coba belum ada; tulis sekurang-kurangnya satu uji."]),
        ({"tests": [{"name": "Masuk", "result": ""}]}, ["hasil uji “Masuk” belum dipilih."]),
        (
            {"tests": [{"name": "Masuk", "result": "gagal"}]},
            ["uji “Masuk” gagal; aplikasi belum dapat dinyatakan daring."],
        ),
        (
            {"url": "https://lain.contoh.go.id/"},
            ["alamat https://lain.contoh.go.id/ belum diperiksa Alur; tekan “Periksa alamat”."],
        ),
        (
            {"tests": [{"name": "Masuk", "result": "lulus", "note": "x" * 100_001}]},
            ["teks melebihi 100.000 huruf; unggah sebagai berkas."],
        ),
    ],
)
def test_a_release_needs_tests_a_place_and_a_way_back(
    office: Any, releasing: Situation, fields: dict, faults: list[str]
) -> None:
    content = _changed(releasing, "aplikasi-online", **fields)

    assert _reasons(office, releasing, aplikasi_online=content) == [f"{ONLINE}: {fault}" for fault in faults]


@pytest.mark.parametrize(
    ("is_online", "seen", "fault"),
    [
        (None, {}, "alamat https://baru.go.id/ sedang diperiksa; tunggu hasilnya."),
        (False, {"error": "Waktu habis."}, "alamat https://baru.go.id/ belum daring: Waktu habis."),
    ],
)
def test_an_address_must_have_answered(
    office: Any, releasing: Situation, is_online: bool | None, seen: dict, fault: str
) -> None:
    probe = make.probed(releasing.visit, "https://baru.go.id/", is_online=is_online)
    probe.seen = seen
    probe.save()

    content = _changed(releasing, "aplikasi-online", url="https://baru.go.id/")

    assert _reasons(office, releasing, aplikasi_online=content) == [f"{ONLINE}: {fault}"]


def test_the_latest_probe_counts(office: Any, releasing: Situation) -> None:
    content = _changed(releasing, "aplikasi-online")
    handover = make.full_handover(office, releasing, "selesai", papers={"aplikasi-online": content})
    make.probed(releasing.visit, is_online=False)
    press = {"by": office.standing("dedi"), "at": LATER, "handover": handover, "token": "T"}

    assert make.refusal(lambda: perform(releasing.visit, "selesai", **press)) == [
        f"{ONLINE}: alamat {make.URL} belum daring: jawaban server bukan halaman"
    ]


def test_what_the_probe_saw_is_kept_with_the_paper_also_when_blanks_were_typed(
    office: Any, releasing: Situation
) -> None:
    _reasons(office, releasing, aplikasi_online=_changed(releasing, "aplikasi-online", url=f" {make.URL} "))

    release = Release.objects.get()
    assert (release.url, release.name, release.application) == (make.URL, "2.3.1", office.application)
    assert release.version.content["probe"]["title"] == "SIMKA"


def test_an_output_bound_to_another_exit_is_not_asked_for(office: Any) -> None:
    case = make.case(office, at_step="8")
    visit = make.open_visit(case)

    make.advance(office, visit, LATER, "dikoreksi", papers={})

    assert not case.documents.filter(paper="catatan-instruksi-uji").exists()


def test_an_output_bound_to_this_exit_is_asked_for(office: Any) -> None:
    visit = make.open_visit(make.case(office, at_step="8"))
    handover = make.full_handover(office, situation_of(visit), "disetujui", papers={})
    press = {"by": office.standing("kabag"), "at": LATER, "handover": handover, "token": "T"}

    assert make.refusal(lambda: perform(visit, "disetujui", **press)) == [
        "Catatan Instruksi: isi catatan belum ditulis."
    ]


def test_a_paper_that_the_step_does_not_make_is_not_kept(office: Any) -> None:
    case = make.case(office)
    stray = {"hasil-analisis": PaperContent({"note": "sisipan"}, [make.file_ref()])}
    situation = situation_of(make.open_visit(case))

    _reasons(office, situation, **stray)

    assert not case.documents.filter(paper="hasil-analisis").exists()
