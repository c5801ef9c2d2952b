"""Has a time-stamp authority (RFC 3161) stamp a seal. An authority that is away delays its stamp and nothing else."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import transaction
from django_tasks import TaskContext, task

from alur.records.canonical import sha256_of
from alur.records.models import Entry, Seal, SealStamp, SubjectKind


@task(takes_context=True)
def stamp_seal(context: TaskContext, number: int) -> None:
    """The task behind `stamp`; it raises where the authority gives no answer, so that it is tried again."""
    if at := context.task_result.started_at:
        stamp(number, at=at)


def stamp(number: int, *, at: dt.datetime) -> SealStamp | None:
    """Fetch and keep the token over a seal's digest, with a line in the office's record; None where that is done.

    Raises TimestampRequestError.
    """
    # Only the worker needs the library of certificates; pages do without its memory.
    from alur.papers.signing.time_stamps import token_over

    seal = Seal.objects.filter(number=number, stamp=None).defer("text").first()
    address = settings.SEAL["tsa"]
    if seal is None or not address:
        return None
    token = token_over(seal.digest, address, seconds=int(settings.SEAL["seconds"]))
    with transaction.atomic():
        facts = {"authority": token.authority, "stamped_at": token.at, "token": token.der}
        made, is_new = SealStamp.objects.get_or_create(seal=seal, defaults=facts)
        if is_new:
            said = {"seal": number, "token": sha256_of(token.der)}
            Entry.objects.append("seal-stamped", subject=(SubjectKind.OFFICE, 0), at=at, data=said)
    return made
