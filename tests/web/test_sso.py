"""Single sign-on against a real OpenID provider on loopback."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import oidc_provider_mock
import pytest
from django.test import Client
from django.utils import timezone

from alur.actions.factors import add_totp, new_totp_secret
from alur.actions.security_log import Visitor
from alur.records.models import SecurityEvent, Unit, User
from alur.web.views.sso import is_strong
from tests import make
from tests.actions.test_factors import code
from tests.web.browsing import client_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    with oidc_provider_mock.run_server_in_thread() as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def sso(settings: Any, provider: str) -> str:
    settings.SSO = {"url": provider, "client": "alur", "secret": "rahasia", "claim": "nip", "name": "SSO Kemkes"} | {
        "strong": ["mfa"]
    }
    return provider


def come_back(
    provider: str, claims: dict[str, Any], client: Client | None = None, next_page: str = "", **asked: str
) -> Any:
    """Goes to the provider, says there who one is, and comes back with its code."""
    client = client or Client()
    subject = f"orang-{claims.get('nip', 'tanpa')}"
    httpx.put(f"{provider}/users/{subject}", json=claims)
    away = client.get("/masuk/sso/", {"next": next_page, **asked}).url
    assert parse_qs(urlsplit(away).query)["code_challenge_method"] == ["S256"]
    said = httpx.post(away, data={"sub": subject})
    return client.get(said.headers["Location"].removeprefix("http://testserver"))


def test_an_existing_person_is_let_in_by_the_nip(office: make.Office, sso: str) -> None:
    client = Client()

    answer = come_back(sso, {"nip": office.people["kabag"].nip}, client, "/sop/")

    assert (answer.url, client.get("/").status_code) == ("/sop/", 200)
    assert SecurityEvent.objects.get(kind="masuk").detail == "SSO Kemkes"


def test_a_nip_without_account_is_told_so_and_nobody_is_made(office: make.Office, sso: str) -> None:
    people = User.objects.count()

    answer = come_back(sso, {"nip": "198701012010011001"})

    assert (answer.status_code, "belum mempunyai akun aktif" in text_of(answer)) == (403, True)
    assert User.objects.count() == people


def test_a_person_who_is_no_longer_active_is_kept_out(office: make.Office, sso: str) -> None:
    User.objects.filter(pk=office.people["dedi"].pk).update(is_active=False)

    assert come_back(sso, {"nip": office.people["dedi"].nip}).status_code == 403


def test_a_provider_that_names_no_nip_is_told_so(office: make.Office, sso: str) -> None:
    assert "tidak menyebut NIP Anda" in text_of(come_back(sso, {"email": "a@contoh.go.id"}))


def test_an_answer_that_nobody_asked_for_lets_nobody_in(office: make.Office, sso: str) -> None:
    answer = Client().get("/masuk/sso/kantor/kembali/?code=curian&state=karangan")

    assert (answer.status_code, "tidak menjawab atau membatalkan" in text_of(answer)) == (403, True)


def test_a_provider_that_is_away_is_told_so(office: make.Office, sso: str, settings: Any) -> None:
    settings.SSO = settings.SSO | {"url": "http://127.0.0.1:9"}

    assert "tidak menjawab" in text_of(Client().get("/masuk/sso/"))


def test_the_button_is_there_only_when_the_office_set_it(office: make.Office, sso: str, settings: Any) -> None:
    with_it = text_of(Client().get("/masuk/"))
    settings.SSO = settings.SSO | {"url": ""}

    assert ("Masuk dengan SSO Kemkes" in with_it, "/masuk/sso/" in text_of(Client().get("/masuk/"))) == (True, False)
    assert Client().get("/masuk/sso/").status_code == 404


def proving(office: make.Office, provider: str, who: str, said_before: float) -> tuple[Client, Any]:
    """Somebody logged in without a fresh proof sends a form, and proves by the provider, which asked so long ago."""
    client = client_of(office, "admin")
    session = client.session
    session["masuk.bukti"] = 1
    session.save()
    fields = {"code": "baru", "name": "Unit Baru", "token": make.token()}
    way = client.get(client.post("/pengguna/unit/baru/", fields)["Location"]).context["next"]
    claims = {"nip": office.people[who].nip, "auth_time": int(time.time() - said_before)}
    return client, come_back(provider, claims, client, way, bukti="1", auth_params="prompt=none")


def test_who_proves_by_the_provider_goes_on_with_the_form(office: make.Office, sso: str) -> None:
    client, answer = proving(office, sso, "admin", 0)

    client.get(answer.url)

    assert Unit.objects.get(code="baru").name == "Unit Baru"
    assert SecurityEvent.objects.get(kind="dibuktikan").detail == "SSO Kemkes"


@pytest.mark.parametrize(("who", "said_before", "word"), [("kabag", 0, "orang lain"), ("admin", 900, "tidak menanyai")])
def test_another_person_or_an_old_log_in_there_proves_nothing(
    office: make.Office, sso: str, who: str, said_before: float, word: str
) -> None:
    client, answer = proving(office, sso, who, said_before)

    assert (answer.status_code, word in text_of(answer), Unit.objects.filter(code="baru").exists()) == (
        422,
        True,
        False,
    )
    assert client.session["masuk.bukti"] == 1


def test_the_provider_is_asked_to_ask_again_only_for_a_proof(office: make.Office, sso: str) -> None:
    client = client_of(office, "admin")

    asked = [
        parse_qs(urlsplit(client.get("/masuk/sso/", words).url).query).get("prompt")
        for words in ({"bukti": "1"}, {"auth_params": "prompt=none"})
    ]

    assert asked == [["login"], None]


@pytest.mark.parametrize(
    ("said", "goal"),
    [({}, "/akun/"), ({"amr": ["pwd"]}, "/akun/"), ({"amr": ["pwd", "mfa"]}, "/sop/"), ({"acr": "mfa"}, "/sop/")],
    ids=["nothing", "password", "amr", "acr"],
)
def test_who_must_have_a_factor_may_have_shown_it_to_the_provider(
    office: make.Office, sso: str, settings: Any, said: dict[str, Any], goal: str
) -> None:
    settings.MFA_REQUIRED = ["kabag"]
    client = Client()

    come_back(sso, {"nip": office.people["kabag"].nip} | said, client, "/sop/")

    assert client.get("/sop/").headers.get("Location", "/sop/") == goal


def test_a_factor_of_the_person_is_asked_for_after_the_provider(office: make.Office, sso: str) -> None:
    user, client, secret = office.people["kabag"], Client(), new_totp_secret()
    earlier = timezone.now() - dt.timedelta(minutes=10)
    add_totp(user, secret, code(earlier, secret), visitor=Visitor(), at=earlier)

    answer = come_back(sso, {"nip": user.nip}, client, "/sop/")
    inside = client.post("/masuk/kode/", {"code": code(timezone.now(), secret)})

    assert (answer.url, inside.url) == ("/masuk/kode/", "/sop/")
    assert SecurityEvent.objects.get(kind="masuk").detail == "SSO Kemkes dan kode"


def test_what_the_provider_tells_outside_the_signed_token_does_not_count() -> None:
    assert not is_strong({"sub": "orang", "amr": [["mfa"], {"mfa": 1}], "acr": 2})
