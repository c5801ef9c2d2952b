"""The page where a person changes the own password."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import make
from tests.web.browsing import client_of, text_of

pytestmark = pytest.mark.django_db
NEW = "buku agenda warna biru"
VALUES = {"old": make.PASSWORD, "new": NEW, "again": NEW}


def test_a_stranger_is_sent_to_the_log_in(office: make.Office) -> None:
    assert Client().get("/kata-sandi/").url == "/masuk/?next=/kata-sandi/"


def test_the_persons_menu_leads_to_it(office: make.Office) -> None:
    assert 'href="/kata-sandi/"' in text_of(client_of(office, "kabag").get("/"))


def test_the_session_stays_and_the_new_password_opens(office: make.Office) -> None:
    client = client_of(office, "kabag")

    answer = client.post("/kata-sandi/", VALUES)

    shown = client.get("/")
    assert (answer.url, shown.status_code) == ("/", 200)
    assert "Kata sandi diganti." in text_of(shown)
    assert Client().login(username=office.people["kabag"].nip, password=NEW)


def test_other_sessions_of_the_person_end(office: make.Office) -> None:
    here, there = client_of(office, "kabag"), client_of(office, "kabag")

    here.post("/kata-sandi/", VALUES)

    assert there.get("/").url == "/masuk/?next=/"


def test_somebody_without_a_role_may_change_it_too(office: make.Office) -> None:
    client = client_of(office, "tamu")

    assert client.post("/kata-sandi/", VALUES).status_code == 302


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"old": ""}, "Kata sandi lama belum diisi."),
        ({"old": "salah"}, "Kata sandi lama tidak cocok; ketik ulang."),
        ({"new": "", "again": ""}, "Kata sandi baru belum diisi."),
        ({"again": "lain sekali"}, "Kedua kata sandi baru berbeda; ketik ulang."),
        ({"new": "pendek", "again": "pendek"}, "Kata sandi terlalu pendek."),
        ({"new": make.PASSWORD, "again": make.PASSWORD}, "Kata sandi baru sama dengan yang lama"),
    ],
)
def test_a_refusal_says_why_and_changes_nothing(office: make.Office, changes: dict[str, str], sentence: str) -> None:
    answer = client_of(office, "kabag").post("/kata-sandi/", VALUES | changes)

    office.people["kabag"].refresh_from_db()
    assert (answer.status_code, sentence in text_of(answer)) == (422, True)
    assert office.people["kabag"].check_password(make.PASSWORD)


def test_nothing_typed_comes_back_in_the_page(office: make.Office) -> None:
    shown = text_of(client_of(office, "kabag").post("/kata-sandi/", VALUES | {"again": "lain sekali"}))

    assert [secret for secret in (make.PASSWORD, NEW, "lain sekali") if secret in shown] == []
