"""An office whose kabag has verified a mail address, and a mail server that really listens."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from alur.records.models import Channel, NoticeChoice, User
from tests import make
from tests.actions.delivering.servers import Gateway, MailBox, free_port, gateway_server, mail_server


def with_mail(office: make.Office, *names: str, **choice: Any) -> None:
    """These people have verified a mail address and want all that there is, unless told otherwise."""
    for name in names:
        User.objects.filter(pk=office.people[name].pk).update(email=f"{name}@contoh.go.id")
        values = {"address": f"{name}@contoh.go.id", "verified_at": make.MONDAY} | choice
        NoticeChoice.objects.create(user=office.people[name], channel=Channel.MAIL, **values)


@pytest.fixture(scope="module")
def mail_port() -> int:
    return free_port()


@pytest.fixture
def mail_settings(settings: Any, mail_port: int) -> Any:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", mail_port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.DEFAULT_FROM_EMAIL = "Alur <alur@contoh.go.id>"
    settings.PUBLIC_URL = "https://alur.contoh.go.id"
    settings.HAS_MAIL, settings.EMAIL_TIMEOUT = True, 5
    return settings


@pytest.fixture
def box(mail_settings: Any, mail_port: int) -> Iterator[MailBox]:
    found = MailBox()
    with mail_server(found, mail_port):
        yield found


@pytest.fixture
def gateway(settings: Any) -> Iterator[Gateway]:
    found = Gateway()
    with gateway_server(found) as url:
        settings.WEBHOOK = {"url": url, "secret": "kunci-gerbang-yang-panjang", "seconds": 2}
        settings.PROBE_ALLOWED_HOSTS = ["127.0.0.1"]
        settings.PUBLIC_URL = "https://alur.contoh.go.id"
        yield found
