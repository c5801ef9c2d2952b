"""Surat masuk: registering, reading, and opening the case."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from alur.records.models import Case, Letter, Unit
from tests import make
from tests.web.browsing import client_of, crowd, statements, text_of

pytestmark = pytest.mark.django_db
PDF = make.PDF


def filled(office: make.Office, **changes: Any) -> dict[str, Any]:
    today = timezone.localdate()
    values = {
        "number": "KP.04.01/RSNB/881/2026",
        "dated_on": (today - dt.timedelta(days=1)).isoformat(),
        "received_on": today.isoformat(),
        "unit": office.unit.pk,
        "subject": "Perbaikan perhitungan masa kerja pada modul KGB",
        "summary": "Masa kerja CPNS belum dihitung.",
        "kind": "perbaikan",
        "application": office.application.pk,
        "urgency": "segera",
        "security": "B",
        "attachments": "2",
        "scan": SimpleUploadedFile("surat.pdf", PDF, "application/pdf"),
        "token": make.token(),
        "aksi": "catat",
    }
    return {name: value for name, value in (values | changes).items() if value is not None}


def register(office: make.Office, who: str = "petugas", **changes: Any) -> Any:
    return client_of(office, who).post("/surat/baru/", filled(office, **changes))


@pytest.mark.parametrize("tab", ["", "?tab=semua", "?tab=semua&q=MASSAL"])
def test_the_list_takes_the_same_statements_for_any_number_of_letters(office: make.Office, tab: str) -> None:
    client, counts = client_of(office, "petugas"), []

    for more in (1, 49, 450):
        crowd(office, more)
        counts.append(statements(client, f"/surat/{tab}"))

    assert counts == [5] * 3


def test_a_registered_letter_is_kept_as_it_was_typed(office: make.Office) -> None:
    response = register(office)

    letter = Letter.objects.get()
    assert (response.url, letter.number, letter.attachments, letter.urgency, letter.scan_name) == (
        f"/surat/{letter.pk}/",
        "KP.04.01/RSNB/881/2026",
        2,
        "segera",
        "surat.pdf",
    )


def test_pressing_twice_registers_once(office: make.Office) -> None:
    token = make.token()

    addresses = {register(office, token=token).url for _ in range(2)}

    assert (len(addresses), Letter.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"number": ""}, "Nomor surat belum diisi."),
        ({"subject": " "}, "Hal surat belum diisi."),
        ({"unit": ""}, "Unit asal surat belum dipilih."),
        ({"dated_on": "2026-02-29"}, "Tanggal surat bukan tanggal yang ada."),
        ({"dated_on": "2999-01-01"}, "Tanggal surat lebih akhir daripada tanggal diterima"),
        ({"received_on": "2999-01-01"}, "belum tiba"),
        ({"scan": None}, "Pindaian surat belum diunggah."),
        ({"scan": SimpleUploadedFile("kosong.pdf", b"")}, "kosong (0 bita)"),
        ({"scan": SimpleUploadedFile("surat.pdf", b"MZ\x90\x00")}, "bukan PDF"),
        ({"scan": SimpleUploadedFile("surat.txt", b"halo")}, "Pindaian harus PDF, PNG, atau JPG"),
        ({"attachments": "banyak"}, "Jumlah lampiran harus angka"),
        ({"subject": "x" * 301}, "Hal terlalu panjang: 301 huruf"),
        ({"application": "9" * 30}, "Aplikasi itu tidak ada dalam daftar"),
        ({"unit": "9" * 30}, "Unit itu tidak ada dalam daftar"),
    ],
)
def test_a_fault_is_named_and_nothing_typed_is_lost(
    office: make.Office, changes: dict[str, Any], sentence: str
) -> None:
    response = register(office, **changes)

    shown = text_of(response)
    assert (response.status_code, sentence in shown, "Masa kerja CPNS belum dihitung." in shown) == (422, True, True)
    assert not Letter.objects.exists()


def test_every_fault_is_named_at_once(office: make.Office) -> None:
    shown = text_of(register(office, number="", received_on="2999-01-01", scan=None))

    summary = re.search(r'class="error-summary".*?</section>', shown, re.DOTALL)
    assert summary is not None
    assert summary.group(0).count("<li>") == 3


def test_the_scan_of_a_refused_form_is_kept_for_the_next_try(office: make.Office) -> None:
    shown = text_of(register(office, number=""))
    kept = re.search(r'name="pindaian" value="([^"]+)"', shown)
    assert kept is not None

    register(office, scan=None, pindaian=kept.group(1))

    assert Letter.objects.get().scan_name == "surat.pdf"


def test_somebody_elses_kept_scan_is_no_scan(office: make.Office) -> None:
    office.appoint("wati", duty="surat")
    kept = re.search(r'name="pindaian" value="([^"]+)"', text_of(register(office, number="")))
    assert kept is not None

    shown = text_of(register(office, "wati", scan=None, pindaian=kept.group(1)))

    assert "Pindaian surat belum diunggah." in shown


def test_checking_shows_similar_requests_and_registers_nothing(office: make.Office) -> None:
    case = make.case(office, subject="Masa kerja pada modul KGB salah")

    shown = text_of(register(office, aksi="periksa"))

    assert ("Isian lengkap." in shown, case.number in shown, Letter.objects.count()) == (True, True, 1)


@pytest.mark.parametrize("who", ["kasubbag", "auditor", "pemohon"])
def test_others_are_told_why_they_may_not_register(office: make.Office, who: str) -> None:
    response = register(office, who)

    assert (response.status_code, "dicatat oleh petugas surat" in text_of(response)) == (403, True)


def test_the_desk_opens_a_case_from_a_letter(office: make.Office) -> None:
    letter = make.letter(office)

    response = client_of(office, "petugas").post(
        f"/surat/{letter.pk}/", {"edisi": office.edition.pk, "token": make.token()}
    )

    assert response.url == f"/permintaan/{Case.objects.get().number}/"


@pytest.mark.parametrize("edition", ["", "0", "abc"])
def test_a_case_is_not_opened_without_an_edition_in_force(office: make.Office, edition: str) -> None:
    letter = make.letter(office)

    response = client_of(office, "petugas").post(f"/surat/{letter.pk}/", {"edisi": edition, "token": make.token()})

    assert (response.status_code, "Pilih SOP" in text_of(response), Case.objects.count()) == (422, True, 0)


def test_an_auditor_reads_a_letter_without_the_button(office: make.Office) -> None:
    letter = make.letter(office)

    shown = text_of(client_of(office, "auditor").get(f"/surat/{letter.pk}/"))

    assert ("Permintaan dibuka oleh petugas surat" in shown, 'name="edisi"' in shown) == (True, False)


def test_a_letter_of_another_unit_does_not_exist_for_a_requester(office: make.Office) -> None:
    other = Unit.objects.create(name="RSJ Puspa Giri", code="rsjpg")
    letter = make.letter(office, unit_id=other.pk)
    client = client_of(office, "pemohon")

    codes = [client.get(f"/surat/{letter.pk}/{end}").status_code for end in ("", "pindaian/")]

    assert codes == [404, 404]
