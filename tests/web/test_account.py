"""Log-in, log-out, display, and the pages of errors."""

from __future__ import annotations

import re

import pytest
from django.http import HttpResponse
from django.test import Client

from tests import make
from tests.web.browsing import client_of, text_of

pytestmark = pytest.mark.django_db
PAGES = ["/", "/permintaan/", "/surat/", "/surat/baru/", "/sop/"]


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_is_sent_to_the_log_in(office: make.Office, page: str) -> None:
    response = Client().get(page)

    assert response.url == f"/masuk/?next={page}"


@pytest.mark.parametrize("blank", [" ", "\u00a0", "\t"])
def test_a_nip_may_be_typed_with_blanks(office: make.Office, blank: str) -> None:
    nip = office.people["kabag"].nip

    response = Client().post("/masuk/", {"username": f" {nip[:8]}{blank}{nip[8:]} ", "password": make.PASSWORD})

    assert (response.status_code, response.get("Location")) == (302, "/")


def test_a_nip_that_is_not_quite_right_lets_nobody_in(office: make.Office) -> None:
    nip = office.people["kabag"].nip
    tries = (nip[:17], f"{nip}0", f"{nip[:17]}O", nip.translate({ord("1"): "\u0661"}), f"{nip}%", f"{nip}' OR 1=1 --")

    answers = [Client().post("/masuk/", {"username": typed, "password": make.PASSWORD}) for typed in tries]

    assert {(answer.status_code, "tidak cocok" in text_of(answer)) for answer in answers} == {(422, True)}


@pytest.mark.parametrize(
    ("nip", "password", "sentence"),
    [("", "x", "NIP belum diisi."), ("123", "", "Kata sandi belum diisi."), ("123", "x", "tidak cocok")],
)
def test_a_failed_log_in_says_why_and_keeps_the_nip(
    office: make.Office, nip: str, password: str, sentence: str
) -> None:
    shown = text_of(Client().post("/masuk/", {"username": nip, "password": password}))

    assert (sentence in shown, f'value="{nip}"' in shown or not nip) == (True, True)


@pytest.mark.parametrize("next_page", ["https://jahat.example/", "//jahat.example/"])
def test_the_log_in_leads_to_no_other_house(office: make.Office, next_page: str) -> None:
    nip = office.people["kabag"].nip

    response = Client().post("/masuk/", {"username": nip, "password": make.PASSWORD, "next": next_page})

    assert response.url == "/"


@pytest.mark.parametrize(("chosen", "kept"), [("dark", "dark"), ("light", "light"), ("", ""), ("<x>", "")])
def test_the_display_is_kept_with_the_person(office: make.Office, chosen: str, kept: str) -> None:
    client = client_of(office, "kabag")

    client.post("/tampilan/", {"tampilan": chosen, "kembali": "/sop/"})

    theme = re.search(r'<html lang="id"(?: data-theme="(\w+)")?>', text_of(client.get("/")))
    assert theme is not None
    assert (theme.group(1) or "") == kept


def test_choosing_a_display_comes_back_to_our_pages_only(office: make.Office) -> None:
    client = client_of(office, "kabag")

    backs = [
        client.post("/tampilan/", {"tampilan": "dark", "kembali": to}).url for to in ("/sop/", "https://jahat.example/")
    ]

    assert backs == ["/sop/", "/"]


def test_logging_out_takes_a_press(office: make.Office) -> None:
    client = client_of(office, "kabag")

    assert (client.get("/keluar/").status_code, client.post("/keluar/").url) == (405, "/masuk/")


def test_a_page_that_was_open_too_long_says_so(office: make.Office) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(office.people["petugas"])

    response = client.post("/surat/baru/", {"number": "1"})

    assert (response.status_code, "Halaman kedaluwarsa" in text_of(response)) == (403, True)


def test_a_token_of_another_browser_or_house_or_log_in_is_not_taken(office: make.Office) -> None:
    thief, victim = Client(enforce_csrf_checks=True), Client(enforce_csrf_checks=True)
    thief.force_login(office.people["dedi"])
    before = token_on(victim.get("/masuk/"))
    nip = office.people["kabag"].nip
    victim.post("/masuk/", {"username": nip, "password": make.PASSWORD, "csrfmiddlewaretoken": before})
    own, stolen = token_on(victim.get("/")), token_on(thief.get("/"))
    wish = {"tampilan": "dark", "kembali": "/"}

    tries = [(stolen, ""), (before, ""), (own, "https://jahat.example"), (own, "")]
    codes = [
        victim.post(
            "/tampilan/", wish | {"csrfmiddlewaretoken": token}, headers={"Origin": origin} if origin else {}
        ).status_code
        for token, origin in tries
    ]

    assert codes == [403, 403, 403, 302]


def token_on(page: HttpResponse) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.content.decode())
    assert found is not None
    return found[1]


def test_what_is_not_there_is_said_in_words(office: make.Office) -> None:
    response = client_of(office, "kabag").get("/tidak-ada/")

    assert (response.status_code, "Halaman tidak ditemukan" in text_of(response)) == (404, True)


def test_a_breakdown_is_said_in_words(office: make.Office, monkeypatch: pytest.MonkeyPatch) -> None:
    client = client_of(office, "kabag")
    client.raise_request_exception = False
    monkeypatch.setattr("alur.web.views.inbox.office_calendar", lambda: 1 / 0)

    response = client.get("/")

    assert (response.status_code, "Terjadi gangguan pada Alur" in text_of(response)) == (500, True)


@pytest.mark.parametrize("page", [*PAGES, "/sop/1/", "/masuk/", "/tidak-ada/"])
def test_pages_carry_no_inline_style_or_script(office: make.Office, page: str) -> None:
    make.case(office, "4")
    client = Client() if page == "/masuk/" else client_of(office, "petugas")

    shown = client.get(page.replace("/1/", f"/{office.edition.procedure_id}/")).content.decode()

    found = re.findall(r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\ssrc=)", shown)
    assert found == []
