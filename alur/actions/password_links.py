"""One-time links to a new password: by mail on the person's own asking, or made by an administrator."""

from __future__ import annotations

import datetime as dt
import secrets

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskContext, task

from alur.actions.people import OFFICE
from alur.actions.refusal import Refused
from alur.actions.security_log import Visitor, note
from alur.actions.sessions import end_sessions
from alur.records.models import Duty, Entry, PasswordLink, SecurityKind, User
from alur.records.models.feeds import secret_digest
from alur.records.nip import plain_nip
from alur.records.standing import Standing

BY_MAIL, BY_ADMINISTRATOR = dt.timedelta(hours=1), dt.timedelta(hours=24)
PATH = "/kata-sandi/baru/"
ENDED = "Tautan ini tidak berlaku lagi. Mintalah yang baru."
TEXT = """Yth. {name},

Seseorang, mungkin Anda, meminta kata sandi baru untuk akun Alur Anda. Buka tautan ini untuk membuatnya:

{address}

Tautan berlaku satu kali, sampai {until} WIB. Bila Anda tidak memintanya, abaikan surel ini;
kata sandi Anda tidak berubah.

{office}
"""


def ask_link(nip: str, *, visitor: Visitor, at: dt.datetime) -> None:
    """Have a link sent to the person's mail address, if there is such a person. Costs the same if there is not."""
    nip = plain_nip(nip)[:30]
    note(SecurityKind.LINK_ASKED, visitor, at=at, nip=nip)
    mail_link.enqueue(nip)


@task(takes_context=True)
def mail_link(context: TaskContext, nip: str) -> None:
    """Make the link in the worker, where no one can measure how long it takes, and send it. Not at all when unknown."""
    at = context.task_result.started_at
    user = User.objects.filter(nip=nip, is_active=True).exclude(email="").first()
    if user is None or at is None or not settings.HAS_MAIL:
        return
    secret = _made(user, BY_MAIL, None, at)
    until = timezone.localtime(at + BY_MAIL)
    text = TEXT.format(
        name=user.name, address=link_address(secret), until=until.strftime("%H.%M"), office=settings.OFFICE["name"]
    )
    send_mail("Kata sandi baru untuk Alur", text, settings.DEFAULT_FROM_EMAIL, [user.email])


def link_address(secret: str) -> str:
    """The whole address of a link. Built on ALUR_URL and never on what a request calls this machine."""
    return f"{settings.PUBLIC_URL or f'http://127.0.0.1:{settings.PORT}'}{PATH}{secret}/"


def may_make_link(user: User | None, *, by: Standing) -> list[str]:
    """Why this person may not make a link for `user`; None asks whether for anybody."""
    if not by.has_duty(Duty.ADMINISTRATOR):
        return ["Hanya administrator yang dapat membuat tautan kata sandi bagi orang lain."]
    if user and not user.is_active:
        return ["Akun itu tidak aktif; tidak ada kata sandi yang dapat dibuat."]
    return []


@transaction.atomic
def make_link(user: User, *, by: Standing, visitor: Visitor, at: dt.datetime) -> str:
    """A link for somebody who cannot get mail, good for 24 hours; returns its secret part, which is kept nowhere.

    Raises Refused unless an administrator asks, and for an account that is not active.
    """
    if reasons := may_make_link(user, by=by):
        raise Refused(reasons)
    secret = _made(user, BY_ADMINISTRATOR, by.user, at)
    note(SecurityKind.LINK_MADE, visitor, at=at, user=user, detail=f"oleh {by.user.name}")
    return secret


def _made(user: User, life: dt.timedelta, by: User | None, at: dt.datetime) -> str:
    secret = secrets.token_urlsafe(32)
    PasswordLink.objects.filter(user=user, ended_at__isnull=True).update(ended_at=at)
    PasswordLink.objects.create(user=user, digest=secret_digest(secret), made_by=by, made_at=at, expires_at=at + life)
    return secret


def link_of(secret: str, *, at: dt.datetime) -> PasswordLink | None:
    """The link of this secret with its person, None when it never was, is used, replaced or too old. One query."""
    links = PasswordLink.objects.select_related("user").filter(ended_at__isnull=True, expires_at__gt=at)
    return links.filter(digest=secret_digest(secret), user__is_active=True).first()


@transaction.atomic
def use_link(secret: str, new: str, *, visitor: Visitor, at: dt.datetime) -> User:
    """Set the new password, once, and end all log-ins of the person. Second factors stay.

    Raises Refused for a link that does not hold (any more) and a password that is too easy to guess.
    """
    link = link_of(secret, at=at)
    if link is None:
        raise Refused([ENDED])
    user = User.objects.select_for_update().get(pk=link.user_id)
    try:
        validate_password(new, user)
    except ValidationError as fault:
        raise Refused(fault.messages) from fault
    if not PasswordLink.objects.filter(pk=link.pk, ended_at__isnull=True).update(ended_at=at):
        raise Refused([ENDED])
    user.set_password(new)
    user.save(update_fields=["password"])
    end_sessions(user, visitor=visitor, at=at)
    Entry.objects.append("password", subject=OFFICE, at=at, data={"nip": user.nip, "how": "link"})
    note(SecurityKind.LINK_USED, visitor, at=at, user=user)
    return user
