"""Kekosongan and the own profile through their pages."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest
from django.utils import timezone

from alur.actions.personnel import moving
from alur.actions.personnel.leaves import LeaveValues, enter_leave
from alur.records.models import DataRequest, User, Visit, WorkMove
from tests import make
from tests.web.browsing import client_of, statements, text_of

pytestmark = pytest.mark.django_db
GAPS = "/pengguna/kekosongan/"


def inactive(office: make.Office, who: str, count: int = 1) -> list[Visit]:
    visits = [make.open_visit(make.case(office, "3")) for _ in range(count)]
    User.objects.filter(pk=office.people[who].pk).update(is_active=False)
    return [visit for visit in visits if visit]


def test_the_head_moves_the_work_of_who_has_left(office: Any) -> None:
    [visit] = inactive(office, "dedi")
    fields = {"langkah": visit.pk, "kepada": office.people["sari"].pk, "alasan": "Dedi pindah", "token": make.token()}
    client = client_of(office, "kepala")
    before = text_of(client.get(GAPS))

    client.post(GAPS, fields)

    assert "akunnya tidak aktif" in before
    assert Visit.objects.get(pk=visit.pk).assignee == office.people["sari"]
    assert "akunnya tidak aktif" not in text_of(client.get(GAPS))


def test_the_administrator_sees_the_gap_but_not_what_the_case_is_about(office: Any) -> None:
    [visit] = inactive(office, "dedi")

    page = text_of(client_of(office, "admin").get(GAPS))

    assert (visit.case.number in page, visit.case.title in page) == (True, False)


def test_the_administrator_moves_nothing(office: Any) -> None:
    [visit] = inactive(office, "dedi")

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


def test_all_steps_of_a_person_go_over_in_one_press(office: Any) -> None:
    visits = inactive(office, "dedi", 3)
    fields = {"semua": office.people["dedi"].pk, "kepada": office.people["sari"].pk, "alasan": "Dedi pindah"}

    client_of(office, "kepala").post(GAPS, fields | {"token": make.token()})

    now = Visit.objects.filter(pk__in=[visit.pk for visit in visits])
    assert set(now.values_list("assignee__name", flat=True)) == {"Sari"}


def test_a_long_move_shows_how_far_it_is(office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moving, "AT_ONCE", 1)
    visits = inactive(office, "dedi", 2)
    client = client_of(office, "kepala")
    fields = {"langkah": [visit.pk for visit in visits], "kepada": office.people["sari"].pk, "alasan": "Pindah"}

    address = client.post(GAPS, fields | {"token": make.token()})["Location"]
    begun = text_of(client.get(address))
    job = WorkMove.objects.get()
    while moving.move_next(job.pk, at=timezone.now()):
        pass

    assert ("0 dari 2 langkah" in begun, "0 dari 2 langkah" in text_of(client_of(office, "admin").get(address))) == (
        True,
        False,
    )
    assert "2 dari 2 langkah sudah dipindahkan" in text_of(client.get(address))


def asked(office: make.Office, text: str = "Nama saya salah eja") -> DataRequest:
    client_of(office, "tamu").post("/profil/", {"text": text, "token": make.token()})
    return DataRequest.objects.order_by("-pk")[0]


REQUESTS = "/pengguna/perbaikan-data/"


@pytest.mark.parametrize(("who", "is_told"), [("kepala", True), ("admin", False)])
def test_which_cases_stayed_is_told_to_the_head_alone(office: Any, who: str, is_told: bool) -> None:
    people = {"to": office.people["sari"], "asked_by": office.people["kepala"]}
    move = WorkMove.objects.create(
        **people, asked_at=make.MONDAY, reason="Cuti.", visits=[1], refused=["P-2026-0001: Sudah ditutup."]
    )

    page = text_of(client_of(office, who).get(f"/pengguna/kekosongan/pindah/{move.pk}/"))

    assert ("P-2026-0001" in page, "1 tidak dipindahkan" in page) == (is_told, True)


def test_the_administrator_decides_and_the_person_sees_it(office: Any) -> None:
    row, client = asked(office), client_of(office, "admin")
    before = text_of(client.get(REQUESTS))
    waiting = text_of(client_of(office, "tamu").get("/profil/"))

    fields = {"decision": "dipenuhi", "answer": "Sudah diperbaiki", "token": make.token()}
    client.post(f"{REQUESTS}{row.pk}/", fields)

    assert ("Nama saya salah eja" in before, "menunggu jawaban" in waiting) == (True, True)
    assert "Nama saya salah eja" not in text_of(client.get(REQUESTS))
    assert "Nama saya salah eja" in text_of(client.get(f"{REQUESTS}?tab=dijawab"))
    assert [
        "Dipenuhi" in page and "Sudah diperbaiki" in page
        for page in [text_of(client_of(office, "tamu").get("/profil/"))]
    ] == [True]


@pytest.mark.parametrize("fields", [{}, {"decision": "dipenuhi"}, {"answer": "Ya"}, {"decision": "x", "answer": "Ya"}])
def test_half_a_decision_decides_nothing(office: Any, fields: dict[str, str]) -> None:
    row = asked(office)

    answer = client_of(office, "admin").post(f"{REQUESTS}{row.pk}/", fields | {"token": make.token()})

    assert (answer.status_code, DataRequest.objects.get().answered_at) == (422, None)


def test_requests_are_listed_by_key_the_oldest_first_with_a_fixed_number_of_queries(office: Any) -> None:
    client, tamu = client_of(office, "admin"), office.people["tamu"]
    few = statements(client, REQUESTS)
    now = timezone.now()
    rows = DataRequest.objects.bulk_create(DataRequest(user=tamu, text=f"No. {n:03}.", asked_at=now) for n in range(60))

    first, second = (text_of(client.get(f"{REQUESTS}?setelah={key}")) for key in ("", rows[49].pk))

    assert ("No. 049." in first, "No. 050." in first) == (True, False)
    assert ("No. 049." in second, "No. 059." in second) == (False, True)
    assert statements(client, REQUESTS) == few
