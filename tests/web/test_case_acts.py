"""The acts beside the step: pausing, recalling, assigning, withdrawing, cancelling; and who is offered them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from alur.records.models import Case, Draft
from tests import make
from tests.web.test_case import page, page_after, press, press_at, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(office: make.Office) -> Case:
    """A case that stands at step 3 since now, so that pausing it makes sense."""
    return make.case(office, "3", when=timezone.now() - dt.timedelta(minutes=30))


def reason(office: make.Office) -> str:
    return office.edition.document.step("analisis").pause_reasons[0]


def test_jeda_stops_the_clock_and_keeps_what_is_typed(office: make.Office, case: Case) -> None:
    press(office, "dedi", case, "jeda", catatan="Belum selesai.", **{"jeda-alasan": reason(office)})

    visit = make.open_visit(case)
    assert visit is not None and visit.paused_since is not None
    assert Draft.objects.get().fields["catatan"] == "Belum selesai."


def test_jeda_without_a_reason_says_which_there_are(office: make.Office, case: Case) -> None:
    response = press(office, "dedi", case, "jeda", **{"jeda-catatan": "Menunggu data."})

    assert response.status_code == 422
    assert "Pilih alasan jeda dari daftar:" in text_of(response)
    assert ">Menunggu data.</textarea>" in text_of(response)


def test_a_paused_step_offers_to_go_on_and_keeps_drafts(office: make.Office, case: Case) -> None:
    press(office, "dedi", case, "jeda", **{"jeda-alasan": reason(office)})

    shown = page(office, "dedi", case)

    assert 'value="lanjutkan"' in shown
    assert 'value="tetapkan"' not in shown
    assert 'value="simpan">Simpan draf' in shown


def test_lanjutkan_lets_the_clock_run(office: make.Office, case: Case) -> None:
    press(office, "dedi", case, "jeda", **{"jeda-alasan": reason(office)})

    press(office, "dedi", case, "lanjutkan")

    visit = make.open_visit(case)
    assert visit is not None and visit.paused_since is None


def test_tarik_opens_the_senders_step_again_with_the_draft(office: make.Office) -> None:
    case = make.case(office)
    press(office, "kabag", case, "tetapkan", **{"kertas-catatan-instruksi-text": "Terlalu cepat."})

    response = press(office, "kabag", case, "tarik")

    assert "Terlalu cepat.</textarea>" in page_after(office, "kabag", response)


def test_tarik_is_refused_in_words_once_it_was_opened(office: make.Office) -> None:
    case = make.case(office)
    press(office, "kabag", case, "tetapkan", **{"kertas-catatan-instruksi-text": "x"})
    page(office, "kasubbag", case)

    shown = page(office, "kabag", case)

    assert "Sudah dibuka oleh Kasubbag PKDIK pada" in shown
    assert 'value="tarik"' not in shown


def test_tugaskan_gives_the_step_to_another_holder(office: make.Office, case: Case) -> None:
    sari = office.people["sari"]

    press(office, "kasubbag", case, "tugaskan", **{"tugaskan-orang": sari.pk, "tugaskan-alasan": "Dedi cuti."})

    visit = make.open_visit(case)
    assert visit is not None and visit.assignee == sari


def test_tugaskan_without_a_reason_keeps_the_choice(office: make.Office, case: Case) -> None:
    sari = office.people["sari"]

    response = press(office, "kasubbag", case, "tugaskan", **{"tugaskan-orang": sari.pk})

    assert response.status_code == 422
    assert f'<option value="{sari.pk}" selected>Sari</option>' in text_of(response)


def test_tarik_permintaan_ends_the_case_by_letter(office: make.Office, case: Case) -> None:
    today = timezone.localdate().isoformat()

    press(office, "petugas", case, "tarik-permintaan", **{"tarik-nomor": "KP/9", "tarik-tanggal": today})

    case.refresh_from_db()
    assert case.result == "ditarik"


@pytest.mark.parametrize("date", ["", "2026-02-29", "29/02/2026"])
def test_tarik_permintaan_with_a_bad_date_is_refused_in_words(office: make.Office, case: Case, date: str) -> None:
    response = press(office, "petugas", case, "tarik-permintaan", **{"tarik-nomor": "KP/9", "tarik-tanggal": date})

    assert "Tanggal surat penarikan belum diisi." in text_of(response)
    assert 'value="KP/9"' in text_of(response)


def test_batalkan_needs_a_reason(office: make.Office, case: Case) -> None:
    response = press(office, "kepala", case, "batalkan", **{"batal-alasan": "x"})

    assert "Tulis alasan pembatalan, sekurang-kurangnya 10 huruf." in text_of(response)


def test_batalkan_ends_the_case(office: make.Office, case: Case) -> None:
    press(office, "kepala", case, "batalkan", **{"batal-alasan": "Sudah ditangani aplikasi lain."})

    case.refresh_from_db()
    assert case.result == "dibatalkan"


def test_a_second_tab_after_the_end_gets_a_sentence(office: make.Office, case: Case) -> None:
    press(office, "kepala", case, "batalkan", **{"batal-alasan": "Sudah ditangani aplikasi lain."})

    response = press_at(office, "kepala", case, 3, "batalkan", **{"batal-alasan": "Sekali lagi dibatalkan."})

    assert "sudah berakhir (dibatalkan)" in text_of(response)


OFFERED: list[tuple[str, list[str]]] = [
    ("dedi", ["jeda"]),
    ("kasubbag", ["tarik", "tugaskan"]),
    ("kabag", ["tugaskan", "batalkan"]),
    ("kepala", ["tugaskan", "batalkan"]),
    ("petugas", ["tarik-permintaan"]),
    ("pemohon", ["tarik-permintaan"]),
    ("sari", []),
    ("auditor", []),
]


@pytest.mark.parametrize(("who", "offered"), OFFERED)
def test_each_person_is_offered_the_acts_of_their_roles(
    office: make.Office, case: Case, who: str, offered: list[str]
) -> None:
    shown = page(office, who, case)

    beside = ["jeda", "lanjutkan", "tarik", "tugaskan", "tarik-permintaan", "batalkan"]
    assert [act for act in beside if f'name="aksi" value="{act}"' in shown] == offered


@pytest.mark.parametrize(
    ("who", "act", "values"),
    [
        ("auditor", "batalkan", {"batal-alasan": "Alasan yang panjang."}),
        ("sari", "jeda", {"jeda-alasan": "Gangguan listrik, jaringan, atau pusat data"}),
        ("pemohon", "tetapkan", {}),
        ("kasubbag", "lanjutkan", {}),
    ],
)
def test_an_act_that_is_not_offered_is_refused(
    office: make.Office, case: Case, who: str, act: str, values: dict[str, Any]
) -> None:
    response = press(office, who, case, act, **values)

    assert response.status_code == 422
    assert "Tidak dicatat</h" in text_of(response)


def test_a_probe_is_asked_for_with_the_typed_address(office: make.Office) -> None:
    case = make.case(office, "10")
    url = "https://simka.contoh.go.id/"

    response = press(office, "dedi", case, "periksa-alamat:aplikasi-online", **{"kertas-aplikasi-online-url": url})

    assert f'value="{url}"' in page_after(office, "dedi", response)


def test_what_the_probe_saw_stands_beside_the_address(office: make.Office) -> None:
    case = make.case(office, "10")
    visit = make.open_visit(case)
    assert visit is not None
    make.probed(visit)

    press(office, "dedi", case, "simpan", **{"kertas-aplikasi-online-url": make.URL})

    assert '<span class="tag good">daring</span>' in page(office, "dedi", case)


def test_the_anonymous_are_sent_to_the_log_in(office: make.Office, case: Case) -> None:
    assert Client().get(f"/permintaan/{case.number}/").status_code == 302
