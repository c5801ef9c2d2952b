"""People, units and positions through their pages."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from alur.records.models import Appointment, Draft, Position, Unit, User
from tests import make
from tests.web.browsing import client_of, statements, text_of

pytestmark = pytest.mark.django_db
PAGES = ["", "baru/", "unit/", "unit/baru/", "jabatan/", "jabatan/baru/", "kekosongan/"]


@pytest.mark.parametrize("page", PAGES)
def test_pages_open_for_the_administrator_and_for_nobody_else(office: Any, page: str) -> None:
    assert client_of(office, "admin").get(f"/pengguna/{page}").status_code == 200
    assert client_of(office, "dedi").get(f"/pengguna/{page}").status_code == 403


def test_a_new_person_comes_to_a_page_without_a_password_yet(office: Any) -> None:
    fields = {"nip": "199505052020121001", "name": "Nur Aini", "token": make.token()}

    page = client_of(office, "admin").post("/pengguna/baru/", fields)

    user = User.objects.get(nip="199505052020121001")
    assert (page.url, user.has_usable_password()) == (f"/pengguna/{user.pk}/", False)


def test_what_was_typed_stays_when_it_is_refused(office: Any) -> None:
    page = client_of(office, "admin").post("/pengguna/baru/", {"nip": "12", "name": "<b>Nur</b>"})

    assert page.status_code == 422
    assert "NIP 12 harus terdiri atas" in text_of(page)
    assert b'value="&lt;b&gt;Nur&lt;/b&gt;"' in page.content


def test_the_list_finds_by_name_and_goes_on_by_page(office: Any) -> None:
    User.objects.bulk_create(User(nip=f"1970{number:014}", name=f"Orang {number:03}") for number in range(60))
    client = client_of(office, "admin")

    first = text_of(client.get("/pengguna/?q=Orang"))
    second = text_of(client.get(f"/pengguna/?q=Orang&setelah={User.objects.get(name='Orang 049').pk}"))

    assert ("Orang 049" in first, "Orang 050" in first) == (True, False)
    assert ("Orang 049<" in second, "Orang 059" in second) == (False, True)


def test_the_list_asks_as_much_for_many_people_as_for_few(office: Any) -> None:
    client = client_of(office, "admin")
    few = statements(client, "/pengguna/")
    User.objects.bulk_create(User(nip=f"1970{number:014}", name=f"Orang {number:03}") for number in range(60))

    assert statements(client, "/pengguna/") == few


def appoint(office: make.Office, who: str, **changes: str) -> Any:
    seat = office.people["kasubbag"].appointments.get().position
    today = timezone.localdate().isoformat()
    fields = {"kind": "plh", "position": seat.pk, "stands_for": office.people["kasubbag"].pk} | {
        "letter_number": "KP.03/7",
        "starts_on": today,
        "ends_on": today,
    }
    typed = {f"tetapkan-{name}": value for name, value in (fields | changes).items()}
    address = f"/pengguna/{office.people[who].pk}/"
    return client_of(office, "admin").post(address, typed | {"aksi": "tetapkan", "token": make.token()})


def test_an_appointed_stand_in_sees_the_work_and_signs_as_such(office: Any) -> None:
    make.case(office, "2")

    appoint(office, "tamu")

    page = text_of(client_of(office, "tamu").get("/"))
    assert "Plh. Kasubbag PKDIK" in page
    assert "P-2026-" in page


def test_a_refused_appointment_says_why_beside_its_form(office: Any) -> None:
    page = appoint(office, "tamu", stands_for="")

    assert page.status_code == 422
    assert "Plh. memerlukan pejabat yang digantikan" in text_of(page)


def test_an_ended_appointment_is_gone_from_the_person(office: Any) -> None:
    appoint(office, "tamu")
    row = Appointment.objects.get(user=office.people["tamu"])
    client = client_of(office, "admin")
    fields = {"aksi": "akhiri", "akhiri-ends_on": row.starts_on.isoformat(), "akhiri-reason": "Pejabat kembali"}

    answer = client.post(f"/pengguna/penetapan/{row.pk}/", fields)

    assert answer.status_code == 302
    assert client.get(f"/pengguna/penetapan/{row.pk}/").status_code == 200


@pytest.mark.parametrize("act", ["cuti", "kualifikasi", "keadaan", "samarkan", "ubah", "jawab", "batal-cuti", "lain"])
def test_an_empty_form_is_answered_and_never_breaks(office: Any, act: str) -> None:
    answer = client_of(office, "admin").post(f"/pengguna/{office.people['dedi'].pk}/", {"aksi": act})

    assert answer.status_code in (404, 422)


def test_a_unit_is_renamed_with_a_reason(office: Any) -> None:
    client = client_of(office, "admin")
    address = f"/pengguna/unit/{office.unit.pk}/"

    refused = client.post(address, {"name": "RS Nusa", "reason": ""})
    done = client.post(address, {"name": "RS Nusa", "reason": "Ganti nama"})

    assert (refused.status_code, done.status_code) == (422, 302)
    assert Unit.objects.get(pk=office.unit.pk).name == "RS Nusa"


def test_a_position_is_made_on_its_page(office: Any) -> None:
    role = office.people["dedi"].appointments.get().position.roles.get()
    fields = {"name": "Pranata Ahli", "unit": office.bureau.pk, "roles": [role.pk], "duty": ""}

    client_of(office, "admin").post("/pengguna/jabatan/baru/", fields)

    assert Position.objects.get(name="Pranata Ahli").roles.get() == role


def test_an_appointment_that_ends_while_the_form_is_open_keeps_what_was_typed(office: Any) -> None:
    case = make.case(office, "3")
    office.appoint("dedi", duty="kepala", position="Plt. Kepala")
    client = client_of(office, "dedi")
    client.get(f"/permintaan/{case.number}/")
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Appointment.objects.filter(position__name="Pranata Komputer").update(ends_on=yesterday)

    fields = {"token": make.token(), "catatan": "Sudah hampir selesai", "aksi": "tetapkan"}
    page = client.post(f"/permintaan/{case.number}/langkah/3/", fields)

    assert page.status_code == 422
    assert "Anda tidak memegang peran itu hari ini" in text_of(page)
    assert Draft.objects.get(user=office.people["dedi"]).fields["catatan"] == "Sudah hampir selesai"
