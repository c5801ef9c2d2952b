"""An appointment that ends while a form is open: nothing typed or uploaded is lost, nothing of the case is shown."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from alur.records.models import Appointment, Case, Draft, DraftFile, Entry
from tests import make
from tests.web.browsing import client_of
from tests.web.test_case import press_at, text_of, upload

pytestmark = [pytest.mark.django_db, pytest.mark.once("sqlite")]
TYPED = {"catatan": "Sudah <b>hampir</b> selesai", "berkas_hasil-analisis": upload}


@pytest.fixture
def case(office: make.Office) -> Case:
    return make.case(office, "3", subject="Pokok yang tidak lagi terbaca")


def end(office: make.Office, who: str, days: int = 1) -> Appointment:
    row = office.people[who].appointments.get()
    row.ends_on = timezone.localdate() - dt.timedelta(days=days)
    row.save()
    return row


def sent(office: make.Office, case: Case, act: str = "tetapkan", who: str = "dedi", number: int = 3) -> Any:
    fields = {name: value() if callable(value) else value for name, value in TYPED.items()}
    return press_at(office, who, case, number, act, **fields)


@pytest.mark.parametrize("act", ["tetapkan", "simpan", "unggah:hasil-analisis"])
def test_text_and_file_of_the_last_press_are_kept(office: make.Office, case: Case, act: str) -> None:
    end(office, "dedi")

    sent(office, case, act)

    assert Draft.objects.get(user=office.people["dedi"]).fields["catatan"] == "Sudah <b>hampir</b> selesai"
    assert DraftFile.objects.get().name == "rancangan.pdf"


def test_the_page_says_which_appointment_ended_and_gives_the_text_to_copy(office: make.Office, case: Case) -> None:
    row, before = end(office, "dedi"), Entry.objects.count()

    answer = sent(office, case)
    page = text_of(answer)

    day = f"Penetapan Anda sebagai Pranata Komputer (surat {row.letter_number}) berakhir"
    assert (answer.status_code, Entry.objects.count()) == (403, before)
    assert [text in page for text in (day, "Sudah <b>hampir</b> selesai", "rancangan.pdf")] == [True, True, True]
    assert "readonly>Sudah &lt;b&gt;hampir&lt;/b&gt; selesai</textarea>" in answer.content.decode()


def test_nothing_of_the_case_is_shown(office: make.Office, case: Case) -> None:
    end(office, "dedi")

    page = text_of(sent(office, case))

    assert [word in page for word in (case.title, "Kasubbag", "RSUP", "Kabag")] == [False] * 4


def test_the_draft_that_saves_itself_is_told_too(office: make.Office, case: Case) -> None:
    end(office, "dedi")
    client = client_of(office, "dedi")

    address, fields = f"/permintaan/{case.number}/langkah/3/", {"aksi": "simpan", "catatan": "Lagi"}
    answer = client.post(address, fields, headers={"X-Requested-With": "fetch"})

    assert [sentence[:25] for sentence in answer.json()["problems"]] == ["Penetapan Anda sebagai Pr"]
    assert Draft.objects.get().fields["catatan"] == "Lagi"


def test_who_is_appointed_again_finds_the_draft_in_the_step(office: make.Office, case: Case) -> None:
    row = end(office, "dedi")
    sent(office, case)
    Appointment.objects.filter(pk=row.pk).update(ends_on=None)

    page = text_of(client_of(office, "dedi").get(f"/permintaan/{case.number}/"))

    assert ("hampir" in page, "rancangan.pdf" in page) == (True, True)


@pytest.mark.parametrize(("who", "days", "number"), [("dedi", 15, 3), ("kasubbag", 1, 3), ("dedi", 1, 9)])
def test_long_gone_of_another_role_or_without_such_a_step_it_is_not_there(
    office: make.Office, case: Case, who: str, days: int, number: int
) -> None:
    end(office, who, days)

    answer = sent(office, case, who=who, number=number)

    assert (answer.status_code, Draft.objects.filter(user=office.people[who], visit__number=number).count()) == (404, 0)


def test_a_letter_typed_by_a_desk_that_has_ended_can_be_copied(office: make.Office) -> None:
    end(office, "petugas")

    answer = client_of(office, "petugas").post("/surat/baru/", {"subject": "Hal yang panjang", "token": "x" * 32})

    assert answer.status_code == 403
    assert ("Hal yang panjang" in text_of(answer), "x" * 32 in text_of(answer)) == (True, False)


def test_no_secret_comes_back(office: make.Office) -> None:
    end(office, "petugas")

    answer = client_of(office, "petugas").post(
        "/surat/baru/", {"password": "rahasia-sekali", "nik": "3171234567890123"}
    )

    assert ("rahasia-sekali" in text_of(answer), "3171234567890123" in text_of(answer)) == (False, False)
