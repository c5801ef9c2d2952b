"""Mails a day's seal to whom the office names, so that the digest lies where nobody at the server can reach it."""

from __future__ import annotations

import hashlib
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django_tasks import TaskContext, task

from alur.records.canonical import grouped
from alur.records.models import Seal, SealMail


@task(takes_context=True)
def mail_seal(context: TaskContext, number: int, address: str) -> None:
    """Send one seal to one address, unless it went already. A repeat after a crash bears the same Message-ID."""
    at = context.task_result.started_at
    seal = Seal.objects.filter(number=number).defer("text").first()
    if seal is None or at is None or not settings.HAS_MAIL or SealMail.objects.filter(seal=seal, address=address):
        return
    message_of(seal, address).send()
    SealMail.objects.get_or_create(seal=seal, address=address, defaults={"sent_at": at})


def message_of(seal: Seal, address: str) -> EmailMultiAlternatives:
    """The mail in plain text and HTML, with the text of the seal's head and how to keep it."""
    facts = {
        "seal": seal,
        "groups": grouped(seal.digest),
        "office": settings.OFFICE,
        "url": f"{settings.PUBLIC_URL}/segel/{seal.number}/" if settings.PUBLIC_URL else "",
    }
    whose = hashlib.sha256(address.encode()).hexdigest()[:16]
    host = urlsplit(settings.PUBLIC_URL).hostname or settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(">") or "alur"
    message = EmailMultiAlternatives(
        subject=f"Segel harian Alur nomor {seal.number}, {seal.day.isoformat()}",
        body=render_to_string("seals/mail.txt", facts),
        to=[address],
        headers={
            "Message-ID": f"<segel-{seal.number}-{seal.digest[:16]}-{whose}@{host}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    message.attach_alternative(render_to_string("seals/mail.html", facts), "text/html")
    return message
