"""From what was typed to what is handed in: each form of paper, field by field, and back into the form."""

from __future__ import annotations

from typing import Any

import pytest

from alur.actions.handover import NewPoint, PointVerdict
from alur.sop.document import Exit, Form, Output, Paper, Procedure, Role, Step, Symbol
from alur.web.forms.step import decision_of, errors_of, handover_of, is_touched, more_rows, typed, url_of
from alur.web.forms.step.fields import POINT_ROWS, rows

BOTH = (
    Exit("disetujui", "Disetujui", end="selesai"),
    Exit("dikoreksi", "Dikoreksi", to="periksa", is_correction=True),
)


def step_with(
    form: Form, *, exits: tuple[Exit, ...] = (Exit("selesai", "Selesai", end="selesai"),), **output: Any
) -> Step:
    return Step("periksa", "1", Symbol.START, "Memeriksa", ("kabag",), exits, outputs=(Output("kertas", "", **output),))


def procedure_of(step: Step, form: Form) -> Procedure:
    papers = (Paper("kertas", "Kertas", form),)
    return Procedure("1", "Uji", (), "surat", (Role("kabag", "Kabag"),), papers, (step,))


def handed_in(form: Form, fields: dict[str, str]) -> dict[str, Any]:
    step = step_with(form)
    return dict(handover_of(step, procedure_of(step, form), fields, []).papers["kertas"].fields)


def test_a_catatan_has_a_text() -> None:
    assert handed_in(Form.NOTE, {"kertas-kertas-text": " Tindak lanjuti.\nSegera. "}) == {
        "text": "Tindak lanjuti.\nSegera."
    }


def test_a_berkas_has_a_note_beside_its_files() -> None:
    assert handed_in(Form.FILES, {"kertas-kertas-note": "Bab 1 sampai 3"}) == {"note": "Bab 1 sampai 3"}


def test_a_sistem_has_repository_commit_and_how_to_try() -> None:
    fields = {
        "kertas-kertas-repository": "https://git.contoh.go.id/simka",
        "kertas-kertas-commit": "v2.3.1",
        "kertas-kertas-how_to_try": "Buka /kgb",
    }

    assert handed_in(Form.SYSTEM, fields) == {
        "repository": "https://git.contoh.go.id/simka",
        "commit": "v2.3.1",
        "how_to_try": "Buka /kgb",
    }


def test_a_daring_has_its_release_and_the_test_rows_that_were_filled() -> None:
    fields = {
        "kertas-kertas-version": "2.3.1",
        "kertas-kertas-url": "https://simka.contoh.go.id/",
        "kertas-kertas-server": "srv-01",
        "kertas-kertas-backup": "pg_dump",
        "kertas-kertas-rollback": "Pasang 2.3.0",
        "kertas-kertas-uji-0-name": "Masuk",
        "kertas-kertas-uji-0-expected": "Beranda",
        "kertas-kertas-uji-0-result": "lulus",
        "kertas-kertas-uji-1-name": "",
    }

    assert handed_in(Form.RELEASE, fields) == {
        "version": "2.3.1",
        "url": "https://simka.contoh.go.id/",
        "server": "srv-01",
        "backup": "pg_dump",
        "rollback": "Pasang 2.3.0",
        "tests": [{"name": "Masuk", "expected": "Beranda", "result": "lulus", "note": ""}],
    }


def test_a_keadaan_has_a_sentence_and_a_date() -> None:
    fields = {"kertas-kertas-text": "Terkirim.", "kertas-kertas-date": "2026-06-08"}

    assert handed_in(Form.STATE, fields) == {"text": "Terkirim.", "date": "2026-06-08"}


@pytest.mark.parametrize(("ticked", "is_ready"), [("1", True), ("", False)])
def test_a_barang_is_ticked_off(ticked: str, is_ready: bool) -> None:
    assert handed_in(Form.GOODS, {"kertas-kertas-is_ready": ticked}) == {"is_ready": is_ready, "note": ""}


def test_a_periksa_asks_for_nothing_of_its_own() -> None:
    assert handed_in(Form.VERDICT, {"kertas-kertas-note": "x"}) == {}


def test_a_paper_of_another_decision_is_left_out() -> None:
    step = step_with(Form.NOTE, exits=BOTH, only_if="disetujui")

    handover = handover_of(step, procedure_of(step, Form.NOTE), {"keputusan": "dikoreksi"}, [])

    assert handover.papers == {}


def test_a_straight_step_needs_no_choice() -> None:
    assert decision_of(step_with(Form.NOTE), {}) == "selesai"


def test_a_decision_that_was_not_chosen_is_empty() -> None:
    assert decision_of(step_with(Form.NOTE, exits=BOTH), {}) == ""


def test_empty_rows_are_no_correction_points() -> None:
    step = step_with(Form.VERDICT, exits=BOTH)
    fields = {"butir-baru-0-teks": "  ", "butir-baru-1-teks": "Lengkapi.", "butir-baru-1-tempat": "hal. 2"}

    handover = handover_of(step, procedure_of(step, Form.VERDICT), fields, [])

    assert handover.points == (NewPoint("Lengkapi.", "hal. 2"),)


def test_a_ticked_point_is_a_remark() -> None:
    step = step_with(Form.VERDICT, exits=BOTH)
    fields = {"butir-baru-0-teks": "Ringkas.", "butir-baru-0-bobot": "catatan", "butir-baru-1-bobot": "catatan"}

    handover = handover_of(step, procedure_of(step, Form.VERDICT), fields, [])

    assert handover.points == (NewPoint("Ringkas.", is_strict=False),)


def test_a_place_without_a_text_is_kept_so_that_it_can_be_refused() -> None:
    step = step_with(Form.VERDICT, exits=BOTH)

    handover = handover_of(step, procedure_of(step, Form.VERDICT), {"butir-baru-0-tempat": "hal. 2"}, [])

    assert handover.points == (NewPoint("", "hal. 2"),)


def test_answers_and_verdicts_go_by_the_points_number() -> None:
    step = step_with(Form.VERDICT, exits=BOTH)
    fields = {"jawab-4": "Sudah.", "nilai-2": "diterima", "nilai-3": "belum", "alasan-3": "Belum ada.", "nilai-9": "x"}

    handover = handover_of(step, procedure_of(step, Form.VERDICT), fields, [])

    assert handover.answers == {4: "Sudah."}
    assert handover.verdicts == {2: PointVerdict(True), 3: PointVerdict(False, "Belum ada.")}


@pytest.mark.parametrize(("chosen", "appointee"), [("7", 7), ("", None), ("tujuh", None), ("9" * 40, None)])
def test_the_person_named_is_a_number_or_nobody(chosen: str, appointee: int | None) -> None:
    step = step_with(Form.NOTE)

    handover = handover_of(step, procedure_of(step, Form.NOTE), {"petugas": chosen}, [])

    assert handover.appointee_id == appointee


def test_only_fields_of_the_form_are_kept() -> None:
    post = {
        "csrfmiddlewaretoken": "x",
        "token": "y",
        "aksi": "simpan",
        "catatan": "z",
        "jeda-alasan": "a",
        "jawab-1": "b",
    }

    assert typed(post) == {"catatan": "z", "jawab-1": "b"}


def test_line_ends_become_plain_and_control_characters_go() -> None:
    assert typed({"catatan": "a\r\nb\x00\x1bc\td"}) == {"catatan": "a\nbc\td"}


def test_rows_grow_by_three_up_to_sixty() -> None:
    assert rows(more_rows({}, POINT_ROWS), POINT_ROWS) == 6
    assert rows(more_rows({POINT_ROWS: "60"}, POINT_ROWS), POINT_ROWS) == 60
    assert rows({POINT_ROWS: "99999999999"}, POINT_ROWS) == 60
    assert rows({POINT_ROWS: "-4"}, POINT_ROWS) == 3


def test_the_number_of_rows_alone_is_nothing_typed() -> None:
    assert not is_touched({POINT_ROWS: "6", "catatan": " "})
    assert is_touched({"nilai-1": "diterima"})


def test_the_address_to_probe_is_read_without_blanks() -> None:
    assert url_of("kertas", {"kertas-kertas-url": " https://a.go.id/ "}) == "https://a.go.id/"


@pytest.mark.parametrize(
    ("sentence", "anchor"),
    [
        ("Butir 3 belum dijawab.", "butir-3"),
        ("Tulis mengapa jawaban butir 12 belum tepat.", "butir-12"),
        ("Kertas: isi catatan belum ditulis.", "kertas-kertas"),
        ("Pilih keputusan: Disetujui atau Dikoreksi.", "keputusan"),
        ("Dikoreksi memerlukan sekurang-kurangnya satu butir koreksi.", "butir-baru"),
        ("Pilih Pranata Komputer yang ditugaskan.", "petugas"),
        ("Catatan melebihi 100.000 huruf; unggah sebagai berkas.", "catatan"),
    ],
)
def test_each_refusal_leads_to_the_field_that_mends_it(sentence: str, anchor: str) -> None:
    step = step_with(Form.NOTE)

    assert [error.anchor for error in errors_of([sentence], step, procedure_of(step, Form.NOTE))] == [anchor]
