"""What a person chooses: which channel, at once or in the morning; and proving that a mail address is the own."""

from __future__ import annotations

import datetime as dt
import re
import secrets
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskContext, task

from alur.actions.refusal import Refused
from alur.notices.channels import open_channels
from alur.records.models import Channel, NoticeChoice, Posting, PostingState, User
from alur.records.models.feeds import secret_digest
from alur.records.standing import Standing

LINK_HOLDS, BETWEEN_LINKS = dt.timedelta(hours=24), dt.timedelta(minutes=1)
PATH = "/akun/pemberitahuan/surel/"
NUMBER_HINT = "Nomor ponsel tidak dapat dibaca; tulis seperti 0812 3456 7890 atau +62 812 3456 7890."
_NUMBER = re.compile(r"\+?\d{9,15}")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to go through one channel."""

    is_at_once: bool
    is_digest: bool


def phone_number(text: str) -> str:
    """A number as gateways want it, "+6281234567890"; "" for none. Raises Refused when it cannot be one."""
    bare = re.sub(r"[\s().-]", "", text)
    if not bare:
        return ""
    if not _NUMBER.fullmatch(bare) or not bare.isascii():
        raise Refused([NUMBER_HINT])
    if bare.startswith("0"):
        bare = f"+62{bare[1:]}"
    found = bare if bare.startswith("+") else f"+{bare}"
    if not 10 <= len(found) <= 16 or found.startswith("+0"):
        raise Refused([NUMBER_HINT])
    return found


@transaction.atomic
def choose_notices(wishes: dict[Channel, Wish], *, number: str, by: Standing, at: dt.datetime) -> None:
    """Keep the person's wishes for the channels there are. A number that is saved again is tried again.

    Raises Refused for a number that cannot be one, and for messages without a number.
    """
    found = phone_number(number)
    for channel in open_channels():
        wish = wishes.get(channel)
        if wish is None:
            continue
        row, _ = _own(by.user, channel)
        row.is_at_once, row.is_digest = wish.is_at_once, wish.is_digest
        if channel == Channel.MESSAGE:
            if not found and (wish.is_at_once or wish.is_digest):
                raise Refused(["Isi nomor ponselnya, atau hapus centang pada pesan ponsel."])
            row.address, row.verified_at = found, at if found else None
            row.failing_since, row.failing_reason = None, ""
        row.save()


@transaction.atomic
def ask_verification(*, by: Standing, at: dt.datetime) -> None:
    """Have a link mailed to the person's address, by which it is verified. Raises Refused without one, or too often."""
    if not settings.HAS_MAIL:
        raise Refused(["Kantor belum menyetel server surel; hubungi administrator."])
    if not by.user.email:
        raise Refused(["Alamat surel Anda belum dicatat; minta administrator mencatatnya lewat Profil."])
    row, _ = _own(by.user, Channel.MAIL)
    if row.link_until is not None and row.link_until - LINK_HOLDS > at - BETWEEN_LINKS:
        raise Refused(["Tautan baru saja dikirim. Tunggu semenit sebelum meminta lagi."])
    row.link_until = at + LINK_HOLDS
    row.save(update_fields=["link_until"])
    mail_verification.enqueue(by.user_id)


@task(takes_context=True)
def mail_verification(context: TaskContext, user_id: int) -> None:
    """Make the link in the worker and mail it; a second run sends another one and ends the first."""
    from alur.actions.delivering.composing import base_url, common
    from alur.actions.issuing import note_template
    from alur.notices.mail import Mail, mailer
    from alur.notices.outcome import Result
    from alur.notices.wording import Writer

    at, user = context.task_result.started_at, User.objects.filter(pk=user_id, is_active=True).exclude(email="").first()
    if at is None or user is None or not settings.HAS_MAIL:
        return
    secret, until = secrets.token_urlsafe(32), timezone.localtime(at + LINK_HOLDS)
    row, _ = _own(user, Channel.MAIL)
    row.link_digest, row.link_until = secret_digest(secret), at + LINK_HOLDS
    row.save(update_fields=["link_digest", "link_until"])
    values = {
        "nama": user.name,
        "tautan": f"{base_url()}{PATH}{secret}/",
        "sampai": until.strftime("%d-%m-%Y %H.%M WIB"),
    }
    writer = Writer()
    words = writer.write("pastikan", values | common() | {"sebab": "Anda memintanya pada Pilihan pemberitahuan"})
    mail = Mail(secrets.token_hex(16), user.email, words.subject, words.text, words.html, common()["pilihan"])
    with mailer() as mails:
        outcome = mails.send(mail)
    note_template("surel/pastikan", writer.faults.get("pastikan", ""), at=at)
    if outcome.result is Result.REFUSED:
        NoticeChoice.objects.filter(pk=row.pk).update(failing_since=at, failing_reason=outcome.reason[:300])
    elif outcome.result is not Result.SENT:
        raise ConnectionError(outcome.reason)


def awaits(secret: str, *, user: User, at: dt.datetime) -> bool:
    """Whether this link is the person's own and still holds."""
    row = NoticeChoice.objects.filter(user=user, channel=Channel.MAIL, link_until__gt=at).first()
    return row is not None and row.link_digest == secret_digest(secret) and row.link_digest != ""


@transaction.atomic
def verify_address(secret: str, *, by: Standing, at: dt.datetime) -> None:
    """The person has got the link, so the address is the person's. Raises Refused for a link that holds no more."""
    user = User.objects.get(pk=by.user_id)
    if not awaits(secret, user=user, at=at):
        raise Refused(["Tautan ini tidak berlaku lagi. Mintalah yang baru pada Pilihan pemberitahuan."])
    NoticeChoice.objects.filter(user=user, channel=Channel.MAIL).update(
        address=user.email, verified_at=at, link_digest="", link_until=None, failing_since=None, failing_reason=""
    )


def may_send_again(posting: Posting, *, by: Standing) -> list[str]:
    """Why this person may not have it sent again."""
    if not Posting.objects.visible_to(by).filter(pk=posting.pk).exists():
        return ["Kiriman yang gagal diurus administrator."]
    return [] if posting.state == PostingState.FAILED else ["Kiriman itu tidak sedang gagal; muat ulang halamannya."]


@transaction.atomic
def send_again(posting: Posting, *, by: Standing, at: dt.datetime) -> None:
    """Give a failed posting its tries anew, and its address too. Raises Refused."""
    from alur.actions.delivering.queueing import send_notices

    row = Posting.objects.select_for_update().get(pk=posting.pk)
    if reasons := may_send_again(row, by=by):
        raise Refused(reasons)
    row.state, row.attempts, row.run_after = PostingState.READY, 0, at
    row.save(update_fields=["state", "attempts", "run_after"])
    NoticeChoice.objects.filter(user=row.user_id, channel=row.channel).update(failing_since=None, failing_reason="")
    send_notices.enqueue()


def forget_addresses(user: User) -> None:
    """Take a person's addresses out of what was chosen and sent (UU 27/2022); the person is made nameless."""
    NoticeChoice.objects.filter(user=user).delete()
    Posting.objects.filter(user=user).update(address="", error="")


def _own(user: User, channel: Channel) -> tuple[NoticeChoice, bool]:
    return NoticeChoice.objects.get_or_create(user=user, channel=channel, defaults=settings.NOTICE_DEFAULTS)
