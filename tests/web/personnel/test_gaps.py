"""Kekosongan and the own profile through their pages."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest
from django.utils import timezone

from alur.actions.personnel.leaves import LeaveValues, enter_leave
from alur.records.models import DataRequest, User, Visit
from tests import make
from tests.web.browsing import client_of, text_of

pytestmark = pytest.mark.django_db
GAPS = "/pengguna/kekosongan/"


def inactive(office: make.Office, who: str) -> Visit:
    visit = make.open_visit(make.case(office, "3"))
    User.objects.filter(pk=office.people[who].pk).update(is_active=False)
    assert visit is not None
    return visit


def test_the_head_moves_the_work_of_who_has_left(office: Any) -> None:
    visit = inactive(office, "dedi")
    fields = {"langkah": visit.pk, "kepada": office.people["sari"].pk, "alasan": "Dedi pindah", "token": make.token()}
    client = client_of(office, "kepala")
    before = text_of(client.get(GAPS))

    client.post(GAPS, fields)

    assert "akunnya tidak aktif" in before
    assert Visit.objects.get(pk=visit.pk).assignee == office.people["sari"]
    assert "akunnya tidak aktif" not in text_of(client.get(GAPS))


def test_the_administrator_sees_the_gap_but_not_what_the_case_is_about(office: Any) -> None:
    visit = inactive(office, "dedi")

    page = text_of(client_of(office, "admin").get(GAPS))

    assert (visit.case.number in page, visit.case.title in page) == (True, False)


def test_the_administrator_moves_nothing(office: Any) -> None:
    visit = inactive(office, "dedi")

    answer = client_of(office, "admin").post(GAPS, {"langkah": visit.pk, "kepada": office.people["sari"].pk})

    assert answer.status_code == 422
    assert Visit.objects.get(pk=visit.pk).assignee == office.people["dedi"]


@pytest.mark.parametrize("fields", [{}, {"langkah": "x"}, {"langkah": "1"}, {"langkah": "1", "kepada": "0"}])
def test_an_incomplete_move_is_answered(office: Any, fields: dict[str, str]) -> None:
    assert client_of(office, "kepala").post(GAPS, fields).status_code in (404, 422)


def test_an_ending_appointment_and_an_empty_role_are_named(office: Any) -> None:
    today = timezone.localdate()
    office.people["kasubbag"].appointments.update(ends_on=today)
    office.people["kabag"].appointments.all().delete()

    page = text_of(client_of(office, "kepala").get(GAPS))

    assert "berakhir hari ini" in page
    assert "Hari ini tidak ada yang memegang peran Kabag Mutasi & PKP" in page


def test_leave_is_said_where_work_is_given_out(office: Any) -> None:
    case, today = make.case(office, "2", timezone.now()), timezone.localdate()
    values = LeaveValues(office.people["dedi"], "Cuti tahunan", today, today, office.people["sari"])
    enter_leave(values, by=office.standing("kepala"), at=timezone.now(), token=make.token())

    page = text_of(client_of(office, "kasubbag").get(f"/permintaan/{case.number}/"))

    assert "Dedi (cuti s.d. " in page


def test_a_person_takes_the_own_data_along(office: Any) -> None:
    make.case(office, "2")

    answer = client_of(office, "kabag").post("/profil/data/")

    data = json.loads(zipfile.ZipFile(io.BytesIO(answer.content)).read("data.json"))
    assert data["akun"]["nip"] == office.people["kabag"].nip
    assert [line["jenis"] for line in data["catatan"]] == ["performed"]


def test_somebody_without_a_position_still_has_a_profile(office: Any) -> None:
    client = client_of(office, "tamu")

    client.post("/profil/", {"text": "Nama saya salah eja", "token": make.token()})

    assert DataRequest.objects.get().user == office.people["tamu"]
    assert "Nama saya salah eja" in text_of(client.get("/profil/"))


def test_the_administrator_answers_on_the_page_of_the_person(office: Any) -> None:
    client_of(office, "tamu").post("/profil/", {"text": "Nama saya salah eja", "token": make.token()})
    row = DataRequest.objects.get()
    fields = {"aksi": "jawab", "baris": row.pk, "jawab-reason": "Sudah diperbaiki", "token": make.token()}

    client_of(office, "admin").post(f"/pengguna/{office.people['tamu'].pk}/", fields)

    assert "Sudah diperbaiki" in text_of(client_of(office, "tamu").get("/profil/"))
