"""What goes to standard error, through the very handler that a served Alur writes with."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest
from django.test import Client

from alur.web.secret_addresses import HideSecretAddresses
from tests import make
from tests.web.browsing import client_of

pytestmark = pytest.mark.once("sqlite")
SECRET = "Rahasia-Sekali-123"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What the console handler of the settings writes during the test."""
    handlers = [handler for handler in logging.getLogger().handlers if isinstance(handler, logging.StreamHandler)]
    (console,) = [item for item in handlers if any(isinstance(kind, HideSecretAddresses) for kind in item.filters)]
    # Set by hand: `setStream` would first flush the former one, which another test may have closed.
    former, console.stream = console.stream, io.StringIO()
    yield console.stream
    console.stream = former


@pytest.mark.parametrize(
    "address",
    [
        f"/kata-sandi/baru/{SECRET}/",
        f"/kata-sandi/baru/{SECRET}/lagi",
        f"/kata-sandi//baru//{SECRET}/",
        f"/Kata-Sandi/Baru/{SECRET}/",
        f"/kata-sandi/%62aru/{SECRET}/",
        f"/mulai/{SECRET}/",
        f"/tenggat/{SECRET}.ics",
        f"/tenggat/{SECRET}.ICS",
        f"/masuk/sso/kantor/kembali/?code={SECRET}&state={SECRET}",
        f"/permintaan/tidak-ada/?q={SECRET}",
    ],
)
def test_no_secret_part_of_an_address_is_written(office: make.Office, written: io.StringIO, address: str) -> None:
    client_of(office, "kabag").get(address)

    assert ("Not Found: " in written.getvalue(), SECRET in written.getvalue()) == (True, False)


def test_a_failed_log_in_leaves_neither_nip_nor_password(office: make.Office, written: io.StringIO) -> None:
    nip = office.people["kabag"].nip

    Client().post("/masuk/", {"username": nip, "password": SECRET})
    Client(enforce_csrf_checks=True).post("/masuk/", {"username": nip, "password": SECRET})

    assert "Forbidden" in written.getvalue()
    assert [word in written.getvalue() for word in (nip, SECRET)] == [False, False]


def test_a_breakdown_is_written_without_what_was_typed(
    office: make.Office, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(office, "kabag")
    client.raise_request_exception = False
    monkeypatch.setattr("alur.web.views.cases.case_list", lambda *args, **kwargs: 1 / 0)

    answer = client.get("/permintaan/", {"q": SECRET})

    assert (answer.status_code, "ZeroDivisionError" in written.getvalue()) == (500, True)
    assert [word in written.getvalue() for word in (SECRET, office.people["kabag"].name)] == [False, False]
