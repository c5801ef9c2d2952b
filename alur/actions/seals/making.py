"""Makes the seals of past days, each once and in order, however many workers there are."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import transaction
from django_tasks import TaskContext, task

from alur.actions.log_seals import seal_logs
from alur.actions.seals.mailing import mail_seal
from alur.actions.seals.stamping import stamp_seal
from alur.records.canonical import GENESIS, SealText
from alur.records.heads import COUNTER, day_of_record, is_past, next_unsealed_day, office_day
from alur.records.models import Counter, Duty, Seal, SealMail
from alur.records.queue import enqueue_once
from alur.records.standing import Standing

READERS = (Duty.HEAD, Duty.AUDITOR, Duty.ADMINISTRATOR)
MAILED_FOR = dt.timedelta(days=3)  # an office that catches up with years gets no thousand mails


def may_see_seals(*, by: Standing) -> bool:
    """Seals are for the head, auditors and the administrator."""
    return any(by.has_duty(duty) for duty in READERS)


def enqueue_due(*, at: dt.datetime) -> bool:
    """Have the worker make what is missing, once an hour for all workers; missed stamps are tried again.

    True when this call is the one that enqueued it. A query or two, for the clock asks every minute.
    """
    hour = at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H")
    is_first = enqueue_once(make_seals, f"segel:{hour}")
    if settings.SEAL["tsa"]:
        since = office_day(at) - MAILED_FOR * 10
        for number in Seal.objects.filter(stamp=None, day__gte=since).values_list("number", flat=True):
            enqueue_once(stamp_seal, f"cap:{number}:{hour}"[:36], number)
    return is_first


@task(takes_context=True)
def make_seals(context: TaskContext) -> int:
    """Seal every past day that has none; the number of seals made."""
    at = context.task_result.started_at
    return len(seal_until(at=at)) if at is not None else 0


def seal_until(*, at: dt.datetime) -> list[Seal]:
    """Seal all past days, oldest first, each in a transaction of its own. Returns the seals that were made.

    Before them the two logs get their digests in the office's chain, which the seal of this very day covers.
    """
    seal_logs(at=at)
    made = []
    while (day := next_unsealed_day()) is not None and is_past(day, at):
        if seal := seal_day(day, at=at):
            made.append(seal)
    return made


@transaction.atomic
def seal_day(day: dt.date, *, at: dt.datetime) -> Seal | None:
    """Seal one day, after the last one sealed. None when somebody else has meanwhile."""
    counter = Counter.objects.hold(COUNTER)
    last = Seal.objects.order_by("-number").defer("text").first()
    if last is not None and last.day >= day:
        return None
    record = day_of_record(day)
    counter.value += 1
    counter.save(update_fields=["value"])
    text = SealText(
        number=counter.value,
        day=day,
        made_at=at,
        previous=last.digest if last else GENESIS,
        lines=record.lines,
        heads=record.heads,
    )
    seal = Seal.objects.create(
        number=text.number,
        day=day,
        made_at=at,
        previous=text.previous,
        digest=text.digest,
        chains=len(text.heads),
        lines=text.lines,
        text=text.write(),
    )
    _hand_on(seal, at)
    return seal


def _hand_on(seal: Seal, at: dt.datetime) -> None:
    """A stamp and mails, as jobs of this very transaction."""
    if settings.SEAL["tsa"]:
        stamp_seal.enqueue(seal.number)
    if seal.day < office_day(at - MAILED_FOR):
        return
    for address in settings.SEAL_MAIL if settings.HAS_MAIL else ():
        if not SealMail.objects.filter(seal=seal, address=address).exists():
            mail_seal.enqueue(seal.number, address)
