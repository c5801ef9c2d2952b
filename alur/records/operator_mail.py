"""Mail to the operator, sent at once and past the queue: it must arrive when the queue is what has stopped."""

from __future__ import annotations

import smtplib
from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage

NO_ADDRESS = "ALUR_OPERATOR_MAIL belum diisi"
NO_SERVER = "peladen surel belum diatur"


def addresses() -> Sequence[str]:
    """Whom the office names as operators."""
    return list(settings.OPERATOR_MAIL)


def why_no_mail() -> str:
    """Why nothing can be sent to the operator, as half a sentence; "" when it can be tried."""
    if not addresses():
        return NO_ADDRESS
    return "" if settings.HAS_MAIL else NO_SERVER


def send(subject: str, body: str) -> str:
    """Send a plain letter to the operators. What went wrong, in a few words without addresses; "" when it is sent."""
    if fault := why_no_mail():
        return fault
    office = " ".join(str(settings.OFFICE["name"]).split())
    message = EmailMessage(f"[Alur {office}] {subject}", body, settings.DEFAULT_FROM_EMAIL, addresses())
    message.extra_headers = {"Auto-Submitted": "auto-generated"}
    try:
        message.send()
    except (smtplib.SMTPException, OSError) as error:
        return f"surel tidak terkirim ({type(error).__name__})"
    return ""
