"""Pages of prints: tanda terima at once, the others asked for and fetched."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage
from django.test import Client

from alur.records import queue
from alur.records.models import PrintJob, TemplateFault
from tests import make

LATER = make.at("2100-01-01 00:00")


@pytest.fixture
def browser(office: Any) -> Any:
    def of(who: str) -> Client:
        client = Client()
        client.force_login(office.people[who])
        return client

    return of


def test_a_letter_has_its_tanda_terima(office: Any, browser: Any):
    letter = make.letter(office)

    answer = browser("petugas").get(f"/surat/{letter.pk}/tanda-terima/")

    assert (answer.status_code, answer["Content-Type"], answer["X-Content-Type-Options"]) == (
        200,
        "application/pdf",
        "nosniff",
    )
    assert answer.content == browser("petugas").get(f"/surat/{letter.pk}/tanda-terima/").content


def test_a_secret_letter_has_none_for_those_who_may_not_read_it(office: Any, browser: Any):
    letter = make.letter(office, security="R")

    assert browser("pemohon").get(f"/surat/{letter.pk}/tanda-terima/").status_code == 404


def test_a_history_is_asked_for_shown_on_its_way_and_fetched(office: Any, browser: Any):
    case = make.case(office, at_step="2")
    client = browser("kabag")

    answer = client.post(f"/permintaan/{case.number}/riwayat/")

    job = PrintJob.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/cetakan/{job.pk}/")
    assert "Perbarui" in client.get(f"/cetakan/{job.pk}/").content.decode()
    assert client.get(f"/cetakan/{job.pk}/berkas/").status_code == 410
    while queue.run_one("w1", LATER):
        pass
    page = client.get(f"/cetakan/{job.pk}/").content.decode()
    assert "Unduh PDF" in page
    fetched = client.get(f"/cetakan/{job.pk}/berkas/")
    assert (fetched.status_code, b"".join(fetched.streaming_content)[:5]) == (200, b"%PDF-")
    assert 'filename="Riwayat permintaan' in fetched["Content-Disposition"]


def test_a_print_in_a_storage_that_does_not_answer_is_said_in_words(
    office: Any, browser: Any, monkeypatch: pytest.MonkeyPatch
):
    case, client = make.case(office, at_step="2"), browser("kabag")
    client.post(f"/permintaan/{case.number}/riwayat/")
    while queue.run_one("w1", LATER):
        pass

    def refuse(*arguments: object) -> None:
        raise OSError("away")

    monkeypatch.setattr(FileSystemStorage, "_open", refuse)

    answer = client.get(f"/cetakan/{PrintJob.objects.get().pk}/berkas/")

    assert (answer.status_code, "Penyimpanan berkas sedang tidak menjawab" in answer.content.decode()) == (503, True)


def test_what_others_asked_for_does_not_exist(office: Any, browser: Any):
    case = make.case(office, at_step="2")
    browser("kabag").post(f"/permintaan/{case.number}/riwayat/")
    job = PrintJob.objects.get()

    assert browser("auditor").get(f"/cetakan/{job.pk}/").status_code == 404
    assert browser("auditor").get(f"/cetakan/{job.pk}/berkas/").status_code == 404


def test_a_case_that_may_not_be_read_gives_no_history(office: Any, browser: Any):
    case = make.case(office, security="R")

    assert browser("pemohon").post(f"/permintaan/{case.number}/riwayat/").status_code == 404


def test_the_fragment_for_polling_is_the_part_of_the_page(office: Any, browser: Any):
    case = make.case(office)
    client = browser("kabag")
    client.post(f"/permintaan/{case.number}/riwayat/")

    part = client.get(f"/cetakan/{PrintJob.objects.get().pk}/", headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in part
    assert 'hx-trigger="every 2s"' in part


def test_who_may_not_print_the_agenda_is_told_who_may(office: Any, browser: Any):
    make.letter(office)

    answer = browser("dedi").post("/surat/agenda/", {"tahun": "2026"}, follow=True)

    assert "Buku agenda dicetak oleh petugas surat" in answer.content.decode()


def test_the_desk_asks_for_the_agenda_on_the_list_of_letters(office: Any, browser: Any):
    make.letter(office)
    client = browser("petugas")

    assert "Buku agenda tahun" in client.get("/surat/").content.decode()
    assert client.post("/surat/agenda/", {"tahun": "2026"})["Location"].startswith("/cetakan/")
    assert "Buku agenda surat masuk 2026" in client.get("/cetakan/").content.decode()


def test_an_ended_case_offers_its_surat_jawaban(office: Any, browser: Any):
    case = make.case(office, at_step="end")
    while queue.run_one("w1", LATER):
        pass

    page = browser("kabag").get(f"/permintaan/{case.number}/").content.decode()

    assert ">Surat jawaban</a>" in page
    assert ">Riwayat permintaan</button>" in page


def test_only_the_administrator_is_told_of_a_broken_template(office: Any, browser: Any):
    TemplateFault.objects.create(template="unggah", message="Templat unggah.typ rusak.", found_at=make.MONDAY)

    assert "Templat unggah.typ rusak." in browser("admin").get("/kalender/").content.decode()
    assert "Templat unggah.typ rusak." not in browser("kabag").get("/kalender/").content.decode()
