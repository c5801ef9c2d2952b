"""What browsers are told with every answer, and what settings hold that no page shows."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, RequestFactory
from django.views.defaults import server_error

from tests import make
from tests.web.browsing import client_of

ROOT = Path(__file__).parents[2]
SECRET = re.compile(r"""(?i)\b(password|secret|token|api_?key)\s*=\s*["'][^"'{}]{12,}["']""")


def header(response: Any, name: str) -> str:
    return str(response.headers.get(name, ""))


def test_the_policy_allows_nothing_inline_and_nobody_elses_scripts(office: Any) -> None:
    policy = header(client_of(office, "kabag").get("/"), "Content-Security-Policy")

    assert ("unsafe" in policy, "http:" in policy, "https:" in policy, "default-src 'none'" in policy) == (
        False,
        False,
        False,
        True,
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("X-Frame-Options", "DENY"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Cache-Control", "private, no-store"),
    ],
)
def test_every_page_tells_the_browser(office: Any, name: str, value: str) -> None:
    assert header(client_of(office, "kabag").get("/permintaan/"), name) == value


def test_no_device_is_lent_to_a_page(office: Any) -> None:
    policy = header(client_of(office, "kabag").get("/"), "Permissions-Policy")

    assert {"camera=()", "microphone=()", "geolocation=()"} <= set(policy.split(", "))


def test_a_refusal_and_a_missing_page_are_not_kept_either(office: Any) -> None:
    client = client_of(office, "kabag")

    assert {header(client.get(address), "Cache-Control") for address in ("/tidak-ada/", "/surat/baru/")} == {
        "private, no-store"
    }


@pytest.mark.parametrize(
    ("address", "status"), [("/surat/?q=%00", 200), ("/permintaan/?q=a%00b", 200), ("/permintaan/%00/", 404)]
)
def test_a_nul_in_an_address_is_no_fault_on_any_database(office: Any, address: str, status: int) -> None:
    assert client_of(office, "kabag").get(address).status_code == status


@pytest.mark.once("sqlite")
@pytest.mark.parametrize("address", ["/masuk/", "/", "/periksa/", "/tidak-ada/"])
@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PROPFIND"])
def test_a_method_that_no_page_has_is_refused_unseen(office: Any, address: str, method: str) -> None:
    answer = client_of(office, "kabag").generic(method, address, headers={"X-Tanda": "terlihat"})

    assert (answer.status_code, answer["Allow"], answer.content) == (405, "GET, HEAD, POST, OPTIONS", b"")


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(office: Any) -> None:
    client = Client()
    client.get("/masuk/")
    client.post("/masuk/", {"username": office.people["kabag"].nip, "password": make.PASSWORD})

    flags = {(bool(item["httponly"]), item["samesite"]) for item in client.cookies.values()}

    assert flags == {(True, "Lax")}
    assert {settings.CSRF_COOKIE_NAME, settings.SESSION_COOKIE_NAME} <= set(client.cookies)


@pytest.mark.parametrize("field", ["next", "kembali", "lanjut"])
@pytest.mark.parametrize("goal", ["https://jahat.example/", "//jahat.example/", "/\\jahat.example/"])
def test_no_address_leads_out_of_alur(office: Any, field: str, goal: str) -> None:
    client, nip = Client(), office.people["kabag"].nip

    entered = client.post(f"/masuk/?{field}={goal}", {"username": nip, "password": make.PASSWORD, field: goal})
    themed = client.post("/tampilan/", {"tampilan": "dark", field: goal})

    assert (entered["Location"], themed["Location"]) == ("/", "/")


def test_the_page_of_a_fault_says_nothing_of_what_was_asked() -> None:
    page = server_error(RequestFactory().get("/permintaan/RAHASIA-77/?q=RAHASIA-77")).content.decode()

    assert ("RAHASIA-77" in page, "Traceback" in page, settings.DEBUG) == (False, False, False)


def test_a_form_with_too_many_fields_is_refused_and_not_kept(office: Any) -> None:
    fields = {f"kolom-{number}": "x" for number in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)}

    assert client_of(office, "petugas").post("/surat/baru/", fields).status_code == 400


def test_a_form_that_is_too_large_is_refused(office: Any) -> None:
    body = "summary=" + "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)

    response = client_of(office, "petugas").post("/surat/baru/", body, content_type="application/x-www-form-urlencoded")

    assert response.status_code == 400


def test_no_source_carries_a_secret() -> None:
    sources = [*(ROOT / "alur").rglob("*.py"), *(ROOT / "requirements").glob("*")]

    found = [f"{path.name}: {line}" for path in sources for line in lines(path) if SECRET.search(line)]

    assert found == []


def test_no_template_switches_escaping_off() -> None:
    loose = re.compile(r"\|\s*safe\b|autoescape\s+off|\sstyle=|\son\w+=\"|<script(?![^>]*\bsrc=)")
    pages = (ROOT / "alur/web/templates").rglob("*.html")

    assert [f"{path.name}: {line}" for path in pages for line in lines(path) if loose.search(line)] == []


def lines(path: Path) -> list[str]:
    return path.read_text(errors="replace").splitlines() if path.is_file() else []
