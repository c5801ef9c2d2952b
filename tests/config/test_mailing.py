"""How ALUR_EMAIL_URL and its companions are read."""

from __future__ import annotations

import pytest

from alur.config.mailing import mail_of


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, ("", 25, "", "", "tidak")),
        ({"ALUR_EMAIL_URL": "smtp://surel.go.id"}, ("surel.go.id", 25, "", "", "tidak")),
        ({"ALUR_EMAIL_URL": "smtp+tls://alur:s%40ndi@surel.go.id"}, ("surel.go.id", 587, "alur", "s@ndi", "starttls")),
        ({"ALUR_EMAIL_URL": "smtps://surel.go.id:4650"}, ("surel.go.id", 4650, "", "", "tls")),
        (
            {"ALUR_EMAIL_HOST": "surel.go.id", "ALUR_EMAIL_USER": "alur", "ALUR_EMAIL_PASSWORD": "s@ndi"},
            ("surel.go.id", 587, "alur", "s@ndi", "starttls"),
        ),
    ],
)
def test_a_server_is_read_with_its_port_and_encryption(
    environment: dict[str, str], expected: tuple[str, int, str, str, str]
) -> None:
    assert tuple(mail_of(environment).values()) == expected


@pytest.mark.parametrize("address", ["surel.go.id", "http://surel.go.id", "smtp://"])
def test_an_address_of_no_server_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="ALUR_EMAIL_URL harus seperti"):
        mail_of({"ALUR_EMAIL_URL": address})
