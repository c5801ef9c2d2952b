"""A passkey in a real browser: made, then used instead of the password."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from alur.records.models import Factor, LoginSession
from tests import make

pytestmark = [pytest.mark.browser, pytest.mark.once("sqlite")]
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_a_passkey_is_made_and_opens_without_a_password(page_of: Callable[..., Page], office: make.Office) -> None:
    page = page_of("kabag")
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})

    page.goto("/akun/kunci-sandi/")
    page.get_by_label("Nama perangkat").fill("laptop kantor")
    page.get_by_role("button", name="Buat kunci sandi").click()
    expect(page.get_by_role("heading", name="Kode pemulihan Anda")).to_be_visible()
    page.goto("/akun/")
    page.context.clear_cookies()
    page.goto("/masuk/")
    page.get_by_role("button", name="Pakai kunci sandi").click()

    expect(page.get_by_role("heading", name="Tugas saya")).to_be_visible()
    assert Factor.objects.get().name == "laptop kantor"
    assert LoginSession.objects.order_by("-pk").first().means == "kunci sandi"
    assert page.said == []  # type: ignore[attr-defined]
