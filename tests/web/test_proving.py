"""Before a sensitive act one proves again who one is; what was typed and uploaded meanwhile goes on by itself."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from alur.actions.factors import add_totp
from alur.actions.held_forms import hold_form, take_held_form
from alur.actions.security_log import COMMAND
from alur.records.models import HeldForm, Unit, User
from alur.web.forms.people_files import template
from tests import make
from tests.actions.test_factors import SECRET, code
from tests.web.browsing import client_of, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.once("sqlite")]
UNIT = {"code": "baru", "name": "Unit Baru & Lama", "parent": "", "starts_on": "", "ends_on": ""}
NEW_UNIT = "/pengguna/unit/baru/"


def unproven(office: make.Office, who: str = "admin") -> Client:
    client = client_of(office, who)
    session = client.session
    session["masuk.bukti"] = 1
    session.save()
    return client


def proven(client: Client, answer: Any, **typed: str) -> Any:
    """Follows to the page that asks, proves by password unless said otherwise, and follows back."""
    page = client.get(answer["Location"])
    fields = {"next": page.context["next"]} | (typed or {"password": make.PASSWORD})
    return client.get(client.post("/akun/buktikan/", fields)["Location"])


def test_a_form_goes_on_as_typed_once_its_sender_has_proven_who_it_is(office: make.Office) -> None:
    client = unproven(office)

    asked = client.post(NEW_UNIT, UNIT | {"token": make.token()})
    before = Unit.objects.filter(code="baru").exists()
    proven(client, asked)

    assert (asked["Location"].split("?")[0], before) == ("/akun/buktikan/", False)
    assert Unit.objects.get(code="baru").name == "Unit Baru & Lama"
    assert HeldForm.objects.count() == 0


def test_a_form_with_a_fault_comes_back_filled_after_the_proof(office: make.Office) -> None:
    client = unproven(office)

    page = proven(client, client.post(NEW_UNIT, UNIT | {"name": "", "token": make.token()}))

    assert (page.status_code, page.context["form"]["code"].value()) == (422, "baru")


def test_an_uploaded_file_goes_on_too(office: make.Office) -> None:
    client = unproven(office)
    file = SimpleUploadedFile("pegawai.csv", template().encode(), "text/csv")

    page = proven(client, client.post("/pengguna/impor/", {"aksi": "periksa", "berkas": file}))

    assert "1 baris benar" in text_of(page)


def test_only_acts_ask_for_a_proof(office: make.Office) -> None:
    client = unproven(office)

    assert [client.get(page).status_code for page in ("/pengguna/", NEW_UNIT, "/pengguna/impor/")] == [200, 200, 200]


ACTS = ("pengguna/baru/", "pengguna/{person}/", "pengguna/penetapan/{appointment}/", "pengguna/unit/{unit}/") + (
    "pengguna/jabatan/baru/",
    "pengguna/jabatan/{position}/",
    "pengguna/impor/",
    "pengguna/kekosongan/",
    "keamanan/tautan/",
    "akun/kode-pemulihan/",
    "akun/hapus-pengaman/",
    "profil/data/",
    "langganan-tenggat/",
)


@pytest.mark.parametrize("address", ACTS)
def test_every_act_on_people_and_accounts_asks_for_a_proof(office: make.Office, address: str) -> None:
    row = office.people["dedi"].appointments.get()
    words = {"person": row.user_id, "appointment": row.pk, "unit": office.unit.pk, "position": row.position_id}
    client = unproven(office)

    answer = client.post("/" + address.format(**words), {"aksi": "x"})

    assert answer["Location"].startswith("/akun/buktikan/?next=")


def test_the_held_form_is_another_persons_secret(office: make.Office) -> None:
    client = unproven(office)
    way = client.get(client.post(NEW_UNIT, UNIT)["Location"]).context["next"]
    office.appoint("dedi", duty="administrator")

    client_of(office, "dedi").get(way)
    held = HeldForm.objects.get()

    assert (Unit.objects.filter(code="baru").exists(), "Unit Baru" in held.content) == (False, False)


def test_it_goes_on_once_and_only_for_its_own_address(office: make.Office) -> None:
    user, at = office.people["admin"], timezone.now()
    secret = hold_form(user, NEW_UNIT, "name=x", (), at=at)

    elsewhere = take_held_form(user, "/pengguna/baru/", secret, at=at)
    found = [take_held_form(user, NEW_UNIT, secret, at=at) for _ in range(2)]

    assert (elsewhere, found[0] and found[0].fields, found[1]) == (None, "name=x", None)


def test_it_is_forgotten_after_a_quarter_of_an_hour(office: make.Office) -> None:
    user, at = office.people["admin"], timezone.now()
    secret = hold_form(user, NEW_UNIT, "name=x", (), at=at - dt.timedelta(minutes=16))

    lapsed = take_held_form(user, NEW_UNIT, secret, at=at)
    hold_form(user, NEW_UNIT, "name=y", (), at=at)

    assert (lapsed, HeldForm.objects.count()) == (None, 1)


def test_without_the_proof_nothing_goes_on(office: make.Office) -> None:
    client = unproven(office)
    way = client.get(client.post(NEW_UNIT, UNIT)["Location"]).context["next"]

    again = client.get(way)

    assert (again.status_code, client.get(again["Location"]).context["next"]) == (302, way)
    assert Unit.objects.filter(code="baru").exists() is False


def test_a_code_of_the_app_proves_as_well(office: make.Office) -> None:
    client, now = unproven(office), timezone.now()
    earlier = now - dt.timedelta(minutes=2)
    add_totp(office.people["admin"], SECRET, code(earlier), visitor=COMMAND, at=earlier)

    proven(client, client.post(NEW_UNIT, UNIT | {"token": make.token()}), code=code(now))

    assert Unit.objects.filter(code="baru").exists()


def test_a_wrong_password_keeps_the_form_waiting(office: make.Office) -> None:
    client = unproven(office)
    asked = client.post(NEW_UNIT, UNIT | {"token": make.token()})
    way = client.get(asked["Location"]).context["next"]

    wrong = client.post("/akun/buktikan/", {"next": way, "password": "bukan ini sandinya"})
    proven(client, asked)

    assert (wrong.status_code, wrong.context["next"]) == (422, way)
    assert Unit.objects.filter(code="baru").exists()


def test_an_account_without_a_password_is_not_asked_for_one(office: make.Office) -> None:
    client = unproven(office)
    user = User.objects.get(pk=office.people["admin"].pk)
    user.set_unusable_password()
    user.save()
    client.force_login(user)

    page = client.get("/akun/buktikan/")

    assert (list(page.context["form"].fields), "tautan kata sandi" in text_of(page)) == ([], True)
