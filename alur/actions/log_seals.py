"""Seals Riwayat baca and the security log: each day that is over gets a digest in the office's chain.

Both logs are written by everybody at once and are therefore no chains; the seal makes a later change show all the same.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from alur.actions import recording
from alur.records.heads import GRACE
from alur.records.logs import LOGS, digest_of
from alur.records.models import Counter, Entry, SubjectKind

SEALED = "log-sealed"
OFFICE = (SubjectKind.OFFICE, 0)


def seal_logs(*, at: dt.datetime) -> int:
    """Seal what the days before this one have brought; returns how many seals were written.

    A day is over an hour after midnight, so that what was begun before it has been stored. Nothing new, no seal.
    """
    until = _midnight(at - GRACE)
    return sum(_sealed(log, until, at) for log in LOGS)


def sealed_until(log: str) -> dt.datetime | None:
    """Up to when this log is sealed, None for not at all. One query."""
    chain = Entry.objects.of(*OFFICE).filter(kind=SEALED, data__log=log)
    last = chain.values_list("data", flat=True).last()
    return dt.datetime.fromisoformat(last["until"]) if last else None


@transaction.atomic
def _sealed(log: str, until: dt.datetime, at: dt.datetime) -> bool:
    Counter.objects.hold("kantor")
    since = sealed_until(log)
    if since is not None and since >= until:
        return False
    found = digest_of(log, since, until)
    if not found.count:
        return False
    facts = {"log": log, "from": recording.stamp(since), "until": recording.stamp(until)}
    Entry.objects.append(SEALED, subject=OFFICE, at=at, data=facts | {"count": found.count, "sha256": found.sha256})
    return True


def _midnight(at: dt.datetime) -> dt.datetime:
    return timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
