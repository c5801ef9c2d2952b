"""SOP OT.02.01/4/4739/2019 as the file holds it, against an oracle transcribed by hand from the official text."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from alur.sop import check, follow, publishable, read
from alur.sop.document import Form, Procedure, Source
from alur.sop.following import longest_seconds, makers_to_check, readable_seconds, shortest_seconds

FILE = Path(__file__).parents[2] / "procedures" / "ot-02-01-4-4739-2019.toml"
KABAG, KASUBBAG, PRAKOM = "Kabag Mutasi & PKP", "Kasubbag PKDIK", "Pranata Komputer"
ANALYSIS = "Hasil analisis dan rancangan pengembangan/perbaikan aplikasi kepegawaian"
MATERIAL = "Bahan analisis serta rancangan pengembangan/perbaikan aplikasi kepegawaian"
ROWS = [
    ("1", KABAG, "mulai", 20, ["Surat permintaan pengembangan/perbaikan aplikasi kepegawaian"], ["Catatan Instruksi"]),
    ("2", KASUBBAG, "proses", 10, ["Catatan Instruksi"], ["Catatan Penugasan", MATERIAL]),
    ("3", PRAKOM, "proses", 900, ["Catatan Penugasan", MATERIAL], [ANALYSIS]),
    ("4", KASUBBAG, "keputusan", 120, [ANALYSIS], [f"{ANALYSIS} yang disetujui/dikoreksi"]),
    (
        "5", PRAKOM, "proses", 9000,
        [f"{ANALYSIS} yang disetujui/dikoreksi"], ["Sistem/Aplikasi Hasil Pengerjaan"],
    ),
    (
        "6", KASUBBAG, "keputusan", 120,
        ["Sistem/Aplikasi Hasil Pengerjaan"], ["Sistem/Aplikasi Hasil Pengerjaan yang disetujui/dikoreksi"],
    ),
    ("7", "", "proses", None, [], []),
    (
        "8", KABAG, "keputusan", 900,
        ["Sistem/Aplikasi Hasil Pengerjaan yang disetujui/dikoreksi"], ["Catatan Instruksi"],
    ),
    ("9", KASUBBAG, "proses", 10, ["Catatan Instruksi"], ["Catatan Penugasan"]),
    ("10", PRAKOM, "selesai", 90, ["Catatan Penugasan"], ["Sistem/Aplikasi Online"]),
]  # fmt: skip
WAYS = [
    ("terima", "lanjut", "2"),
    ("tugaskan-analisis", "lanjut", "3"),
    ("analisis", "lanjut", "4"),
    ("periksa-analisis", "disetujui", "5"),
    ("periksa-analisis", "dikoreksi", "3"),
    ("kerjakan", "lanjut", "6"),
    ("periksa-hasil", "disetujui", "8"),
    ("periksa-hasil", "dikoreksi", "5"),
    ("instruksi-uji", "disetujui", "9"),
    ("instruksi-uji", "dikoreksi", "6"),
    ("tugaskan-uji", "lanjut", "10"),
]


@pytest.fixture(scope="module")
def procedure() -> Procedure:
    found = read(FILE.read_text()).procedure
    assert found is not None
    return found


def test_it_may_be_published() -> None:
    assert publishable(FILE.read_text(), file=FILE.name) == []


def test_its_notes_are_the_known_ones() -> None:
    codes = [fault.code for fault in check(FILE.read_text())]

    assert codes == [
        "nama-kembar",
        "nama-kembar",
        "periksa-tanpa-belah:terima",
        "disimpulkan:periksa-hasil",
        "disimpulkan:instruksi-uji",
        "ejaan-pelaksana",
    ]


def test_the_identity_is_as_printed(procedure: Procedure) -> None:
    assert procedure.number == "OT.02.01/4/4739/2019"
    assert procedure.name == "Permintaan Pengembangan Atau Perbaikan Aplikasi Kepegawaian Berbasis Web"
    assert procedure.created_on == dt.date(2019, 9, 25)
    assert procedure.effective_on == dt.date(2019, 10, 1)
    assert procedure.revised_on is None
    assert [signatory.name for signatory in procedure.signatories] == ["Suhartati, S.Kp, M.Kes"]
    assert len(procedure.identity.legal_basis) == 6
    assert procedure.identity.qualifications[2] == "Memahami perancangan sistem database"
    assert procedure.identity.legal_basis[3].endswith("Pengembangan E- Goverment")


def test_every_row_is_as_printed(procedure: Procedure) -> None:
    names = {role.key: role.name for role in procedure.roles} | {"": ""}

    rows = [
        (
            step.number,
            names[step.responsible],
            str(step.symbol),
            step.time.seconds_max // 60 if step.time and step.time.seconds_max else None,
            [item.text for item in step.inputs],
            [item.text for item in step.outputs],
        )
        for step in procedure.steps
    ]

    assert rows == ROWS


@pytest.mark.parametrize(("step", "way", "number"), WAYS)
def test_every_way_leads_where_the_sheet_says(procedure: Procedure, step: str, way: str, number: str) -> None:
    destination = follow(procedure, step, way)

    assert destination.step is not None
    assert destination.step.number == number


def test_there_are_no_other_ways(procedure: Procedure) -> None:
    ways = [(step.key, way.key) for step in procedure.steps if not step.is_automatic for way in step.exits]

    assert ways == [(step, way) for step, way, _ in WAYS] + [("uji-unggah", "selesai")]


def test_the_corrections_are_those_of_steps_4_6_and_8(procedure: Procedure) -> None:
    corrections = [(step.number, way.label) for step in procedure.steps for way in step.exits if way.is_correction]

    assert corrections == [("4", "Dikoreksi"), ("6", "Dikoreksi"), ("8", "Dikoreksi")]


def test_step_7_is_passed_and_recorded_as_passed(procedure: Procedure) -> None:
    destination = follow(procedure, "periksa-hasil", "disetujui")

    assert [step.key for step in destination.passed] == ["tidak-terbaca"]


def test_step_7_says_that_it_is_unreadable(procedure: Procedure) -> None:
    step = procedure.step("tidak-terbaca")

    assert step.activity == "(tidak terbaca pada naskah sumber)"
    assert step.sources["kegiatan"] is Source.UNREADABLE
    assert step.time is None


def test_the_last_step_ends_the_case(procedure: Procedure) -> None:
    destination = follow(procedure, "uji-unggah", "selesai")

    assert (destination.step, destination.end) == (None, "selesai")


def test_readable_minutes_are_11170_on_every_reckoning(procedure: Procedure) -> None:
    seconds = (readable_seconds(procedure), shortest_seconds(procedure), longest_seconds(procedure))

    assert seconds == (11_170 * 60, 11_170 * 60, 11_170 * 60)


@pytest.mark.parametrize(
    ("step", "papers"),
    [
        ("periksa-analisis", {"hasil-analisis"}),
        ("periksa-hasil", {"hasil-pengerjaan"}),
        ("instruksi-uji", {"pemeriksaan-hasil", "hasil-pengerjaan"}),
        ("kerjakan", set()),
        ("terima", set()),
    ],
)
def test_makers_of_what_is_checked_may_not_check(procedure: Procedure, step: str, papers: set[str]) -> None:
    assert makers_to_check(procedure, procedure.step(step)) == papers


def test_steps_2_and_9_name_the_pranata_komputer(procedure: Procedure) -> None:
    assert [step.number for step in procedure.steps if step.appoints == "prakom"] == ["2", "9"]


def test_the_forms_of_the_papers_are_the_decoded_ones(procedure: Procedure) -> None:
    forms = {paper.key: paper.form for paper in procedure.papers}

    assert forms == {
        "surat-permintaan": Form.LETTER,
        "catatan-instruksi": Form.NOTE,
        "catatan-penugasan": Form.NOTE,
        "bahan-analisis": Form.FILES,
        "hasil-analisis": Form.FILES,
        "pemeriksaan-analisis": Form.VERDICT,
        "hasil-pengerjaan": Form.SYSTEM,
        "pemeriksaan-hasil": Form.VERDICT,
        "catatan-instruksi-uji": Form.NOTE,
        "catatan-penugasan-uji": Form.NOTE,
        "aplikasi-online": Form.RELEASE,
    }
