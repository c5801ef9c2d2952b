"""The door: log-in, second factor, sessions, proving oneself again, and the security log."""

from __future__ import annotations

import datetime as dt
import re
import time
from typing import Any

import pytest
from django.test import Client

from alur.actions.factors import add_totp, make_codes
from alur.actions.security_log import Visitor
from alur.records.models import LoginSession, SecurityEvent
from tests import make
from tests.actions.test_factors import SECRET, code
from tests.web.browsing import client_of, text_of

pytestmark = pytest.mark.django_db
LONG_AGO = make.MONDAY  # codes of that day are used up, those of today are not


def log_in(office: make.Office, who: str = "kabag", client: Client | None = None, **more: Any) -> Client:
    client = client or Client()
    form = {"username": office.people[who].nip, "password": make.PASSWORD} | more
    client.post("/masuk/", form, headers={"User-Agent": "Mozilla/5.0 (Windows NT 10.0) Chrome/156.0 Safari/537.36"})
    return client


@pytest.fixture
def guarded(office: make.Office) -> make.Office:
    """The kabag has an authenticator app."""
    here = {"visitor": Visitor(), "at": LONG_AGO}
    add_totp(office.people["kabag"], SECRET, code(LONG_AGO), **here)
    return office


def now_code() -> str:
    return code(dt.datetime.now(dt.UTC))


def test_a_session_key_set_by_somebody_else_is_not_kept(office: make.Office) -> None:
    client = Client()
    client.get("/masuk/sso/")
    session = client.session
    session["tanda"] = "penyerang"
    session.save()
    fixed = session.session_key

    log_in(office, client=client)

    assert (client.session.session_key != fixed, "tanda" in client.session) == (True, False)
    assert client.get("/").status_code == 200


def test_too_many_wrong_tries_are_told_when_to_come_again(office: make.Office) -> None:
    form = {"username": "198701012010011001", "password": "keliru"}
    client = Client()

    for _ in range(5):
        client.post("/masuk/", form)
    answer = client.post("/masuk/", form)

    assert (answer.status_code, int(answer["Retry-After"])) == (429, 1)
    assert "Coba lagi dalam 1 detik." in text_of(answer)


def test_a_device_that_was_in_before_is_not_kept_out_by_strangers(office: make.Office) -> None:
    own = log_in(office)
    own.post("/keluar/")
    form = {"username": office.people["kabag"].nip, "password": "keliru"}
    for _ in range(7):
        Client(REMOTE_ADDR="203.0.113.9").post("/masuk/", form)

    own.defaults["REMOTE_ADDR"] = "192.0.2.44"
    log_in(office, client=own)

    assert own.get("/").status_code == 200


def test_known_and_unknown_nips_get_the_same_answer(office: make.Office) -> None:
    nips = (office.people["kabag"].nip, "198701012010011001")

    pages = [text_of(Client().post("/masuk/", {"username": nip, "password": "keliru"})) for nip in nips]

    told = [re.sub(r'value="[\w-]{20,}"', "", page).replace(nips[0], nips[1]) for page in pages]
    assert told[0] == told[1]


def test_the_password_alone_does_not_open_a_guarded_account(guarded: make.Office) -> None:
    client = log_in(guarded)

    assert client.get("/").url == "/masuk/?next=/"
    assert "Langkah kedua" in text_of(client.get("/masuk/kode/"))


def test_the_code_opens_it_and_leads_on(guarded: make.Office) -> None:
    client = log_in(guarded, next="/sop/")

    answer = client.post("/masuk/kode/", {"code": now_code()})

    assert (answer.url, client.get("/").status_code) == ("/sop/", 200)


def test_a_recovery_code_opens_it_too(guarded: make.Office) -> None:
    spare = make_codes(guarded.people["kabag"], visitor=Visitor(), at=LONG_AGO)[0]
    client = log_in(guarded)

    assert client.post("/masuk/kode/", {"code": spare}).url == "/"


def test_a_wrong_code_is_told_so(guarded: make.Office) -> None:
    answer = log_in(guarded).post("/masuk/kode/", {"code": "000000"})

    assert (answer.status_code, "Kode tidak cocok" in text_of(answer)) == (422, True)


def test_the_step_of_the_code_does_not_wait_for_ever(guarded: make.Office) -> None:
    client = log_in(guarded)
    session = client.session
    session["masuk.tunggu"] = [session["masuk.tunggu"][0], int(time.time()) - 601, "kata sandi", ""]
    session.save()

    assert client.post("/masuk/kode/", {"code": now_code()}).url == "/masuk/"


def test_setting_up_an_app_takes_a_code_and_gives_recovery_codes_once(office: make.Office) -> None:
    client = log_in(office)
    shown = text_of(client.get("/akun/aplikasi-kode/"))
    secret = shown.split('class="mono secret">')[1].split("<")[0]

    answer = client.post("/akun/aplikasi-kode/", {"code": code(dt.datetime.now(dt.UTC), secret)})

    assert text_of(answer).count("<li>") == 10
    assert "10 kode belum dipakai" in text_of(client.get("/akun/"))


def test_who_must_have_a_factor_gets_no_further_than_setting_one_up(office: make.Office, settings: Any) -> None:
    settings.MFA_REQUIRED = ["kabag"]

    client = log_in(office)

    assert client.get("/sop/").url == "/akun/"
    assert "Kantor mewajibkan pengaman kedua" in text_of(client.get("/akun/"))


def test_own_sessions_are_listed_and_ended_one_by_one(office: make.Office) -> None:
    here, there = log_in(office), log_in(office)
    other = LoginSession.objects.get(key=there.session.session_key)

    shown = text_of(here.get("/akun/"))
    here.post("/akun/", {"sesi": other.pk})

    assert (shown.count("Chrome di Windows</b>"), there.get("/").url) == (2, "/masuk/?next=/")
    assert here.get("/").status_code == 200


def test_all_others_are_ended_at_once(office: make.Office) -> None:
    here, *others = log_in(office), log_in(office), log_in(office)

    here.post("/akun/", {"sesi": "lain"})

    assert [client.get("/").status_code for client in (here, *others)] == [200, 302, 302]


def test_nobody_ends_another_persons_session(office: make.Office) -> None:
    theirs = log_in(office, "dedi")

    log_in(office).post("/akun/", {"sesi": LoginSession.objects.get(user=office.people["dedi"]).pk})

    assert theirs.get("/").status_code == 200


@pytest.mark.parametrize(("mark", "seconds"), [("masuk.terakhir", 2 * 3600 + 1), ("masuk.mulai", 12 * 3600 + 1)])
def test_a_session_lapses(office: make.Office, mark: str, seconds: int) -> None:
    client = log_in(office)
    session = client.session
    session[mark] = int(time.time()) - seconds
    session.save()

    assert client.get("/").url == "/masuk/?next=/"
    assert "sesi diakhiri" in text_of(client.get("/masuk/"))


@pytest.mark.parametrize("page", ["/akun/aplikasi-kode/", "/akun/kunci-sandi/"])
def test_sensitive_pages_ask_for_the_password_again(office: make.Office, page: str) -> None:
    client = log_in(office)
    session = client.session
    session["masuk.bukti"] -= 15 * 60 + 1
    session.save()

    asked = client.get(page).url
    answer = client.post("/akun/buktikan/", {"next": page, "password": make.PASSWORD})

    assert (asked, answer.url, client.get(page).status_code) == (
        f"/akun/buktikan/?next={page.replace('/', '%2F')}",
        page,
        200,
    )


def test_proving_oneself_takes_the_right_password(office: make.Office) -> None:
    answer = log_in(office).post("/akun/buktikan/", {"password": "keliru"})

    assert (answer.status_code, "Kata sandi tidak cocok" in text_of(answer)) == (422, True)


def test_a_change_of_password_gives_the_session_a_new_key(office: make.Office) -> None:
    client = log_in(office)
    was = client.session.session_key

    client.post("/kata-sandi/", {"old": make.PASSWORD, "new": "buku agenda biru", "again": "buku agenda biru"})

    kept = list(LoginSession.objects.values_list("key", flat=True))
    assert (client.session.session_key != was, kept) == (True, [client.session.session_key])


@pytest.mark.parametrize(
    "answer", ["", "{", "[]", "{}", '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {}}']
)
def test_an_answer_of_no_passkey_is_refused_in_words(office: make.Office, answer: str) -> None:
    client = Client()
    client.post("/masuk/kunci/")

    refusal = client.post("/masuk/kunci/buka/", {"jawaban": answer})

    assert (refusal.status_code, "Kunci sandi itu tidak dikenali" in text_of(refusal)) == (422, True)


def test_the_log_is_the_administrators(office: make.Office) -> None:
    log_in(office, "dedi")
    page = client_of(office, "admin").get("/keamanan/?peristiwa=masuk")

    assert ("Dedi" in text_of(page), client_of(office, "kabag").get("/keamanan/").status_code) == (True, 404)


def test_the_log_pages_without_counting(office: make.Office) -> None:
    line = {"kind": "ditolak", "at": make.MONDAY}
    SecurityEvent.objects.bulk_create(SecurityEvent(address=f"192.0.2.{n}", **line) for n in range(51))
    client = client_of(office, "admin")
    oldest = SecurityEvent.objects.order_by("pk")[1].pk

    assert f"sebelum={oldest}" in text_of(client.get("/keamanan/"))
    assert text_of(client.get(f"/keamanan/?sebelum={oldest}")).count("192.0.2.") == 1
