"""A fault has a number; a database that is away has a sentence, keeps what was typed, and is found again by itself."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client, RequestFactory
from django.urls import reverse

from alur.records import tracing
from alur.web.views import health
from alur.web.views.faults import server_error
from tests.web.browsing import text_of

Switch = Callable[[bool], None]


@pytest.fixture
def database() -> Iterator[Switch]:
    """Takes the database away for real: the next connection leads to where there is none."""
    kept = dict(connection.settings_dict)

    def switch(is_there: bool) -> None:
        connection.close()
        if is_there:
            connection.settings_dict.update(kept)
        else:
            connection.settings_dict.update({"NAME": "/tidak/ada/alur.sqlite3", "HOST": "/tidak/ada"})
        health.forget()

    yield switch
    switch(True)


@pytest.mark.django_db(transaction=True)
def test_without_a_database_pages_say_so_keep_what_was_typed_and_come_back_by_themselves(database: Switch) -> None:
    client = Client(raise_request_exception=False)
    database(False)

    page, form = (
        client.get("/periksa/ABCD-EFGH-JKLM/"),
        client.post("/periksa/?dari=qr", {"kode": "x", "catatan": "a\n<b>"}),
    )
    typed = client.post("/periksa/?dari=qr", {"nomor": "KK-1\n<b>"})
    health_codes = [client.get(address).status_code for address in ("/sehat", "/sehat/siap", "/sehat/hidup")]
    figures = client.get("/metrik", HTTP_HOST="127.0.0.1").content.decode()
    database(True)
    back = [client.get(address).status_code for address in ("/periksa/", "/sehat/siap")]

    assert ([page.status_code, form.status_code, typed.status_code], page["Retry-After"]) == ([503] * 3, "30")
    assert "Basis data Alur sedang tidak menjawab" in text_of(page)
    assert "a\n<b>" not in text_of(form)
    assert 'action="/periksa/?dari=qr"' in text_of(typed)
    assert '<textarea name="nomor" hidden>\nKK-1\n&lt;b&gt;</textarea>' in typed.content.decode()
    assert (health_codes, "alur_up 0.0" in figures, back) == ([503, 503, 200], True, [200, 200])


@pytest.mark.once("sqlite")
@pytest.mark.parametrize("field", ["password", "kata-sandi", "frasa-sandi", "again", "code"])
def test_nothing_secret_is_sent_back_to_the_browser(field: str) -> None:
    page = fault_page(RequestFactory().post("/masuk/", {"username": "a", field: "SANGAT-RAHASIA"}))

    assert ("SANGAT-RAHASIA" in page, "Kembali ke halaman sebelumnya" in page) == (False, True)


@pytest.mark.once("sqlite")
def test_a_full_disk_is_told_apart() -> None:
    assert "Ruang penyimpanan Alur penuh" in fault_page(RequestFactory().get("/"), "database or disk is full")


@pytest.mark.once("sqlite")
def test_any_other_fault_gives_its_number_and_nothing_else() -> None:
    with tracing.working_on("nomor-kejadian-1"):
        page = fault_page(RequestFactory().get("/permintaan/RAHASIA-77/"), "no such table: RAHASIA")

    assert ("nomor-kejadian-1" in page, "RAHASIA" in page) == (True, False)


def fault_page(request: Any, text: str = "connection refused") -> str:
    try:
        raise OperationalError(text)
    except OperationalError:
        return html.unescape(server_error(request).content.decode())


@pytest.mark.once("sqlite")
def test_health_is_not_led_to_https_where_the_balancer_asks_without(settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True

    assert Client().get(reverse("health-alive")).status_code == 200
