"""The page of one case in the hands of the people who meet it: what it shows, keeps, refuses and does."""

from __future__ import annotations

import html
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from alur.records.models import Case, Draft, PointState
from tests import make

pytestmark = pytest.mark.django_db


def client_of(office: make.Office, who: str) -> Client:
    client = Client()
    client.force_login(office.people[who])
    return client


def page(office: make.Office, who: str, case: Case) -> str:
    return text_of(client_of(office, who).get(f"/permintaan/{case.number}/"))


def press(office: make.Office, who: str, case: Case, act: str, **fields: Any) -> Any:
    visit = make.open_visit(case)
    assert visit is not None
    return press_at(office, who, case, visit.number, act, **fields)


def press_at(office: make.Office, who: str, case: Case, number: int, act: str, **fields: Any) -> Any:
    values = {"aksi": act, "token": make.token()} | {name.replace("_", "-"): value for name, value in fields.items()}
    return client_of(office, who).post(f"/permintaan/{case.number}/langkah/{number}/", values)


def text_of(response: Any) -> str:
    return html.unescape(response.content.decode())


def upload(name: str = "rancangan.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, make.PDF, "application/pdf")


def test_a_case_of_another_office_does_not_exist(office: make.Office) -> None:
    case = make.case(office)

    response = client_of(office, "tamu").get(f"/permintaan/{case.number}/")

    assert response.status_code == 404


def test_pressing_on_a_case_that_is_not_visible_is_not_found(office: make.Office) -> None:
    case = make.case(office)

    response = press(office, "tamu", case, "tetapkan")

    assert response.status_code == 404


@pytest.mark.parametrize("step", ["1", "2", "3", "4", "5", "6", "8", "9", "10"])
def test_the_person_whose_turn_it_is_gets_the_form(office: make.Office, step: str) -> None:
    case = make.case(office, step)
    visit = make.open_visit(case)
    assert visit is not None

    shown = page(office, make.who_acts(office, visit), case)

    assert 'value="tetapkan"' in shown


@pytest.mark.parametrize("who", ["auditor", "pemohon", "sari"])
def test_others_read_without_the_forms_buttons(office: make.Office, who: str) -> None:
    case = make.case(office, "3")

    shown = page(office, who, case)

    assert 'value="tetapkan"' not in shown
    assert "Menunggu <b>Dedi (Pranata Komputer)</b>" in shown


def test_the_auditor_sees_no_button_at_all(office: make.Office) -> None:
    case = make.case(office, "4")

    shown = page(office, "auditor", case)

    assert 'name="aksi"' not in shown


def test_the_first_opening_by_the_responsible_person_is_noted(office: make.Office) -> None:
    case = make.case(office, "4")

    page(office, "kasubbag", case)

    visit = make.open_visit(case)
    assert visit is not None and visit.seen_at is not None


def test_reading_by_somebody_else_is_not_an_opening(office: make.Office) -> None:
    case = make.case(office, "4")

    page(office, "auditor", case)

    visit = make.open_visit(case)
    assert visit is not None and visit.seen_at is None


def test_serahkan_closes_a_straight_step_and_names_who_is_next(office: make.Office) -> None:
    case = make.case(office)

    response = press(
        office, "kabag", case, "tetapkan", **{"kertas-catatan-instruksi-text": "Tindak lanjuti.", "catatan": "Segera."}
    )

    assert response.status_code == 303
    visit = make.open_visit(case)
    assert visit is not None and visit.step == "tugaskan-analisis"
    assert "Berikutnya langkah 2, Menugaskan analisis: Kasubbag PKDIK." in page_after(office, "kabag", response)


def page_after(office: make.Office, who: str, response: Any) -> str:
    return text_of(response.client.get(response.url.partition("#")[0]))


def test_a_refusal_keeps_everything_typed(office: make.Office) -> None:
    case = make.case(office)
    typed = "Kata <b>tebal</b> & “kutip”\nbaris kedua"

    response = press(office, "kabag", case, "tetapkan", catatan=typed)

    assert response.status_code == 422
    assert f'name="catatan" rows="2">{typed}</textarea>' in text_of(response)
    assert "Catatan Instruksi: isi catatan belum ditulis." in text_of(response)
    assert Draft.objects.get().fields["catatan"] == typed


def test_the_error_summary_takes_focus_and_leads_to_the_field(office: make.Office) -> None:
    case = make.case(office)

    shown = text_of(press(office, "kabag", case, "tetapkan"))

    assert 'role="alert" tabindex="-1" autofocus data-error-summary' in shown
    assert '<a href="#kertas-catatan-instruksi">Catatan Instruksi: isi catatan belum ditulis.</a>' in shown
    assert 'id="kertas-catatan-instruksi"' in shown


def test_typed_markup_is_shown_as_text(office: make.Office) -> None:
    case = make.case(office, subject="<script>alert(1)</script>")

    response = client_of(office, "kabag").get(f"/permintaan/{case.number}/")

    assert b"<script>alert(1)" not in response.content


def test_a_text_of_a_hundred_thousand_letters_is_kept_whole(office: make.Office) -> None:
    case = make.case(office)
    text = "=1+1 " + "a" * 99_990

    response = press(office, "kabag", case, "tetapkan", **{"kertas-catatan-instruksi-text": text})

    assert response.status_code == 303
    document = case.documents.get(paper="catatan-instruksi")
    assert document.current is not None and document.current.content == {"text": text}


def test_characters_that_no_database_keeps_are_left_out(office: make.Office) -> None:
    case = make.case(office)

    press(office, "kabag", case, "simpan", catatan="a\x00b\u0007c")

    assert Draft.objects.get().fields["catatan"] == "abc"


def test_simpan_draf_keeps_the_text_for_next_time(office: make.Office) -> None:
    case = make.case(office, "4")

    press(office, "kasubbag", case, "simpan", **{"butir-baru-0-teks": "Lengkapi bagian 2."})

    assert ">Lengkapi bagian 2.</textarea>" in page(office, "kasubbag", case)


def test_autosave_answers_with_the_time(office: make.Office) -> None:
    case = make.case(office)
    visit = make.open_visit(case)
    assert visit is not None

    response = client_of(office, "kabag").post(
        f"/permintaan/{case.number}/langkah/{visit.number}/",
        {"aksi": "simpan", "catatan": "x"},
        headers={"X-Requested-With": "fetch"},
    )

    assert sorted(response.json()) == ["problems", "saved"]


def test_tambah_butir_shows_more_rows_and_keeps_the_text(office: make.Office) -> None:
    case = make.case(office, "4")

    response = press(
        office, "kasubbag", case, "tambah-butir", **{"butir-baru-0-teks": "Pertama", "butir-baru-jumlah": "3"}
    )

    shown = page_after(office, "kasubbag", response)
    assert shown.count('-teks" name="butir-baru-') == 6
    assert ">Pertama</textarea>" in shown


def test_tambah_uji_shows_more_test_rows(office: make.Office) -> None:
    case = make.case(office, "10")

    response = press(
        office, "dedi", case, "tambah-uji:aplikasi-online", **{"kertas-aplikasi-online-uji-0-name": "Masuk"}
    )

    shown = page_after(office, "dedi", response)
    assert "Uji 6" in shown
    assert 'value="Masuk"' in shown


def test_dikoreksi_raises_the_points_that_were_written(office: make.Office) -> None:
    case = make.case(office, "4")

    response = press(
        office,
        "kasubbag",
        case,
        "tetapkan",
        keputusan="dikoreksi",
        **{"butir-baru-0-teks": "Lengkapi bagian 2.", "butir-baru-0-tempat": "hal. 4", "butir-baru-jumlah": "3"},
    )

    assert response.status_code == 303
    assert list(case.points.values_list("text", "place")) == [("Lengkapi bagian 2.", "hal. 4")]


def test_the_maker_meets_the_points_to_answer(office: make.Office) -> None:
    case = corrected(office)

    shown = page(office, "dedi", case)

    assert 'name="jawab-1"' in shown
    assert "Lengkapi bagian 3." in shown


def corrected(office: make.Office) -> Case:
    case = make.case(office, "4")
    visit = make.open_visit(case)
    assert visit is not None
    make.advance(office, visit, make.at("2026-06-08 13:30"), "dikoreksi")
    return case


def test_an_answer_is_kept_and_judged_in_the_next_round(office: make.Office) -> None:
    case = corrected(office)

    press(office, "dedi", case, "tetapkan", **{"jawab-1": "Sudah.", "berkas-hasil-analisis": upload()})
    response = press(office, "kasubbag", case, "tetapkan", keputusan="disetujui", **{"nilai-1": "diterima"})

    assert response.status_code == 303
    assert case.points.get().state == PointState.ACCEPTED


def test_a_choice_that_is_not_possible_stays_visible_with_its_reason(office: make.Office) -> None:
    case = corrected(office)
    press(office, "dedi", case, "tetapkan", **{"jawab-1": "Nanti.", "berkas-hasil-analisis": upload()})

    press(office, "kasubbag", case, "simpan", **{"nilai-1": "belum", "alasan-1": "Harus sekarang."})

    shown = page(office, "kasubbag", case)
    assert 'class="pilih off"' in shown
    assert "Belum dapat disetujui: butir 1 Anda tandai belum tepat." in shown


def test_the_choices_say_where_they_lead(office: make.Office) -> None:
    case = make.case(office, "4")

    shown = page(office, "kasubbag", case)

    assert "Lanjut ke langkah 5, Mengerjakan aplikasi (Dedi, 9.000 menit kerja)" in shown
    assert "Kembali ke langkah 3, Analisis dan rancangan (Dedi, 900 menit kerja), putaran ke-2" in shown


def test_an_unreadable_step_on_the_way_is_named(office: make.Office) -> None:
    case = make.case(office, "6")

    assert "(langkah 7 lewat otomatis)" in page(office, "kasubbag", case)


def test_a_step_that_names_somebody_offers_the_holders_of_that_role(office: make.Office) -> None:
    case = make.case(office, "2")

    shown = page(office, "kasubbag", case)

    assert [name in shown for name in (">Dedi</option>", ">Sari</option>", ">Kabag</option>")] == [True, True, False]


def test_a_second_press_says_that_it_was_recorded(office: make.Office) -> None:
    case = make.case(office)
    fields = {"token": "sama", "kertas-catatan-instruksi-text": "x"}
    press_at(office, "kabag", case, 1, "tetapkan", **fields)

    response = press_at(office, "kabag", case, 1, "tetapkan", **fields)

    assert "Sudah dicatat. Langkah 1: diserahkan." in page_after(office, "kabag", response)
    assert case.visits.count() == 2


def test_a_stale_page_says_who_was_first_and_keeps_the_draft(office: make.Office) -> None:
    office.appoint("plh", role="kabag", kind="plh", stands_for="kabag")
    case = make.case(office)
    press_at(office, "plh", case, 1, "tetapkan", **{"kertas-catatan-instruksi-text": "Dari Plh."})

    response = press_at(office, "kabag", case, 1, "tetapkan", **{"kertas-catatan-instruksi-text": "Tulisan Kabag."})

    shown = text_of(response)
    assert response.status_code == 422
    assert "Langkah 1 putaran ke-1 sudah ditutup oleh Plh pada" in shown
    assert "Yang Anda tulis tersimpan sebagai draf" in shown
    assert '<dt>Catatan Instruksi: Isi</dt><dd class="teks">Tulisan Kabag.</dd>' in shown


def test_ones_own_finished_draft_is_not_shown_as_left_over(office: make.Office) -> None:
    case = make.case(office)
    press(office, "kabag", case, "tetapkan", **{"kertas-catatan-instruksi-text": "Selesai."})

    assert "tersimpan sebagai draf" not in page(office, "kabag", case)


def test_somebody_without_a_part_in_the_step_keeps_no_draft(office: make.Office) -> None:
    case = make.case(office, "3")

    response = press(office, "auditor", case, "simpan", catatan="x")

    assert response.status_code == 422
    assert Draft.objects.count() == 0


def test_an_unknown_act_is_not_found(office: make.Office) -> None:
    case = make.case(office)

    assert press(office, "kabag", case, "hapus").status_code == 404


def test_the_note_of_the_person_before_is_shown(office: make.Office) -> None:
    case = make.case(office, "2")

    shown = page(office, "kasubbag", case)

    assert "Pesan dari Kabag, Kabag Mutasi & PKP" in shown
    assert "Mohon ditindaklanjuti." in shown


def test_the_input_paper_can_be_read_and_opened(office: make.Office) -> None:
    case = make.case(office, "4")

    shown = page(office, "kasubbag", case)

    assert "<bdi>hasil-analisis.pdf</bdi>" in shown


def test_a_case_that_has_ended_says_so(office: make.Office) -> None:
    case = make.case(office, "tidak ada")

    assert "Permintaan berakhir: selesai" in page(office, "kabag", case)


def test_get_of_the_step_address_is_not_an_act(office: make.Office) -> None:
    case = make.case(office)

    assert client_of(office, "kabag").get(f"/permintaan/{case.number}/langkah/1/").status_code == 405
