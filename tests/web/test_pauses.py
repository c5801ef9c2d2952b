"""Pausing a step with a set end and evidence, the list of pauses, and the office's reasons, as people use them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from alur.actions.pause_reasons import PauseTerms, add_reason
from alur.records.models import Case, Pause, PauseReason
from tests import make
from tests.web.browsing import client_of, statements, text_of

pytestmark = pytest.mark.django_db
WAITING = "Menunggu akses server atau basis data"


@pytest.fixture
def case(office: make.Office) -> Case:
    return make.case(office, "3")


def press(client: Client, case: Case, **fields: Any) -> Any:
    data = {"aksi": "jeda", "token": make.token(), "jeda-alasan": WAITING} | fields
    return client.post(f"/permintaan/{case.number}/langkah/3/", data)


def scan() -> SimpleUploadedFile:
    return SimpleUploadedFile("bukti.pdf", make.pdf_with("Bukti"), "application/pdf")


def test_a_set_end_is_read_in_the_office_zone(office: make.Office, case: Case) -> None:
    day = (timezone.localtime() + dt.timedelta(days=30)).strftime("%Y-%m-%d")

    press(client_of(office, "dedi"), case, **{"jeda-sampai": f"{day}T09:30"})

    assert Pause.objects.get().until == make.at(f"{day} 09:30")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"jeda-sampai": "besok"}, "Akhir jeda ditulis sebagai tanggal dan jam"),
        ({"jeda-sampai": "2020-01-01T00:00"}, "Akhir jeda harus sesudah saat ini"),
        ({"jeda-surat": "99/2026"}, "Surat dengan agenda “99/2026” tidak ditemukan"),
        ({"jeda-surat": "' OR 1=1"}, "tidak ditemukan"),
        ({"jeda-alasan": "Malas"}, "Pilih alasan jeda dari daftar"),
    ],
)
def test_what_cannot_be_is_answered_in_words(
    office: make.Office, case: Case, fields: dict[str, str], sentence: str
) -> None:
    response = press(client_of(office, "dedi"), case, **fields)

    assert (response.status_code, sentence in text_of(response), Pause.objects.count()) == (422, True, 0)


def test_a_refusal_loses_neither_text_nor_file(office: make.Office, case: Case) -> None:
    client = client_of(office, "dedi")
    typed = {"jeda-catatan": "Tiket 12 pada Pusdatin.", "jeda-sampai": "2020-01-01T00:00", "jeda-berkas": scan()}

    refused = press(client, case, **typed)
    reference = refused.context["acts"][0].values["jeda-acuan"]
    press(client, case, **{"jeda-catatan": "Tiket 12 pada Pusdatin.", "jeda-acuan": reference})

    shown = text_of(refused)
    assert ("Tiket 12 pada Pusdatin." in shown, "bukti.pdf" in shown) == (True, True)
    assert Pause.objects.get().file_name == "bukti.pdf"


def test_a_letter_is_named_by_its_agenda_number(office: make.Office, case: Case) -> None:
    letter = make.letter(office)

    press(client_of(office, "dedi"), case, **{"jeda-surat": f"{letter.agenda_number}/2026"})

    assert Pause.objects.get().letter == letter


def test_a_classified_letter_is_not_named_by_guessing(office: make.Office, case: Case) -> None:
    letter = make.letter(office, security="R")

    response = press(client_of(office, "dedi"), case, **{"jeda-surat": f"{letter.agenda_number}/2026"})

    assert (response.status_code, Pause.objects.count()) == (422, 0)


@pytest.mark.parametrize(("who", "status"), [("kepala", 200), ("dedi", 200), ("admin", 404)])
def test_the_file_is_given_to_who_may_read_the_case(office: make.Office, case: Case, who: str, status: int) -> None:
    press(client_of(office, "dedi"), case, **{"jeda-berkas": scan()})

    response = client_of(office, who).get(f"/jeda/{Pause.objects.get().pk}/berkas/")

    assert response.status_code == status


def test_the_list_takes_the_same_statements_for_any_number_of_pauses(office: make.Office) -> None:
    client, counts = client_of(office, "kepala"), []

    for more in (1, 3):
        for _ in range(more):
            press(client_of(office, "dedi"), make.case(office, "3"))
        counts.append(statements(client, "/jeda/"))

    assert counts[0] == counts[1] == 7


@pytest.mark.parametrize("query", ["?keadaan=x", "?alasan=%00", "?setelah=99999999999999999", "?keadaan=semua"])
def test_any_address_of_the_list_is_answered(office: make.Office, case: Case, query: str) -> None:
    assert client_of(office, "kepala").get(f"/jeda/{query}").status_code == 200


def test_the_administrator_adds_and_retires_a_reason(office: make.Office) -> None:
    client = client_of(office, "admin")
    added = {"aksi": "tambah", "token": make.token(), "name": WAITING, "longest_days": "5", "requires_evidence": "on"}

    client.post("/kalender/alasan-jeda/", added)
    row = PauseReason.objects.get()
    client.post("/kalender/alasan-jeda/", {"aksi": "hentikan", "token": make.token(), "alasan": row.pk})

    assert (row.name, row.longest_days, row.requires_evidence, row.is_active) == (WAITING, 5, True, True)
    assert PauseReason.objects.get().is_active is False


def test_others_read_the_list_and_are_told_who_keeps_it(office: make.Office) -> None:
    client = client_of(office, "kepala")

    shown = text_of(client.get("/kalender/alasan-jeda/"))
    refused = client.post("/kalender/alasan-jeda/", {"aksi": "tambah", "token": make.token(), "name": WAITING})

    assert "Daftar alasan jeda dikelola administrator" in shown
    assert (refused.status_code, PauseReason.objects.count()) == (422, 0)


def test_the_terms_stand_beside_the_reason_in_the_step(office: make.Office, case: Case) -> None:
    terms = PauseTerms(WAITING, True, 5)
    add_reason(terms, by=office.standing("admin"), at=make.MONDAY, token=make.token())

    shown = text_of(client_of(office, "dedi").get(f"/permintaan/{case.number}/"))

    assert f"{WAITING} (perlu bukti, paling lama 5 hari kerja)</option>" in shown


def test_the_reckoning_says_that_the_deadline_holds_the_set_pause(office: make.Office, case: Case) -> None:
    client = client_of(office, "dedi")
    until = timezone.now() + dt.timedelta(days=30)
    press(client, case, **{"jeda-sampai": timezone.localtime(until).strftime("%Y-%m-%dT%H:%M")})

    shown = text_of(client.get(f"/permintaan/{case.number}/langkah/3/tenggat/"))

    assert "Tenggat di bawah sudah memuat jeda itu seluruhnya." in shown


def test_the_list_of_pauses_is_a_place_under_requests(office: make.Office) -> None:
    page = text_of(client_of(office, "kepala").get("/jeda/"))

    assert '<a href="/permintaan/" aria-current="page"' in page
