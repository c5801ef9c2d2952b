"""A new password by a one-time link: by mail, or by an administrator's hand."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from alur.actions.password_links import make_link, use_link
from alur.actions.refusal import Refused
from alur.actions.security_log import Visitor
from alur.records import queue
from alur.records.models import LoginSession, PasswordLink
from tests import make
from tests.letterbox import Letterbox, letterbox
from tests.web.browsing import client_of, text_of
from tests.web.test_doors import log_in

pytestmark = pytest.mark.django_db
NEW = {"new": "buku agenda warna biru", "again": "buku agenda warna biru"}
NOW = make.MONDAY


@pytest.fixture
def letters(settings: Any) -> Iterator[Letterbox]:
    settings.PUBLIC_URL = "https://alur.contoh.go.id"
    with letterbox(settings) as opened:
        yield opened


def ask(nip: str) -> str:
    shown = text_of(Client().post("/lupa-kata-sandi/", {"nip": nip}))
    while queue.run_one("penguji", dt.datetime.now(dt.UTC)):
        pass
    return shown.split("<main")[1]


def test_the_mail_brings_a_link_that_opens_once(office: make.Office, letters: Letterbox) -> None:
    person = office.people["kabag"]
    person.email = "kabag@contoh.go.id"
    person.save()
    old = log_in(office)

    ask(person.nip)

    text = letters.letters[0].get_payload(decode=True).decode()
    path = re.search(r"https://alur\.contoh\.go\.id(/kata-sandi/baru/\S+)", text).group(1)
    answers = [Client().post(path, NEW).status_code for _ in range(2)]
    assert (letters.letters[0]["To"], answers) == ("kabag@contoh.go.id", [302, 404])
    assert LoginSession.objects.count() == 0
    assert (old.get("/").status_code, Client().login(username=person.nip, password=NEW["new"])) == (302, True)


def test_an_unknown_nip_gets_the_same_answer_and_no_mail(office: make.Office, letters: Letterbox) -> None:
    answers = [ask(nip) for nip in (office.people["kabag"].nip, "198701012010011001")]

    assert (answers[0] == answers[1], letters.letters) == (True, [])


def test_of_many_askings_for_one_person_three_send_mail(office: make.Office, letters: Letterbox) -> None:
    person = office.people["kabag"]
    person.email = "kabag@contoh.go.id"
    person.save()

    for _ in range(5):
        ask(person.nip)

    assert len(letters.letters) == 3


def test_an_office_without_mail_says_whom_to_see(office: make.Office) -> None:
    assert "Temui administrator Alur" in text_of(Client().get("/lupa-kata-sandi/"))


def test_an_administrator_makes_a_link_for_somebody(office: make.Office) -> None:
    shown = text_of(client_of(office, "admin").post("/keamanan/tautan/", {"nip": office.people["dedi"].nip}))
    path = re.search(r"/kata-sandi/baru/[\w-]+/", shown).group(0)

    assert Client().post(path, NEW).url == "/masuk/"
    assert Client().login(username=office.people["dedi"].nip, password=NEW["new"])


def test_only_an_administrator_may(office: make.Office) -> None:
    assert client_of(office, "kabag").get("/keamanan/tautan/").status_code == 404
    with pytest.raises(Refused, match="Hanya administrator"):
        make_link(office.people["dedi"], by=office.standing("kabag"), visitor=Visitor(), at=NOW)


def test_a_newer_link_ends_the_older_one_and_none_outlives_its_day(office: make.Office) -> None:
    dedi, by = office.people["dedi"], office.standing("admin")
    old, new = (make_link(dedi, by=by, visitor=Visitor(), at=NOW) for _ in range(2))

    for secret, at in ((old, NOW), (new, NOW + dt.timedelta(hours=24))):
        with pytest.raises(Refused, match="tidak berlaku lagi"):
            use_link(secret, NEW["new"], visitor=Visitor(), at=at)


def test_an_easy_password_is_refused_and_the_link_stays(office: make.Office) -> None:
    by = office.standing("admin")
    secret = make_link(office.people["dedi"], by=by, visitor=Visitor(), at=dt.datetime.now(dt.UTC))

    answer = Client().post(f"/kata-sandi/baru/{secret}/", {"new": "pendek", "again": "pendek"})

    assert (answer.status_code, PasswordLink.objects.get().ended_at, secret in PasswordLink.objects.get().digest) == (
        422,
        None,
        False,
    )
