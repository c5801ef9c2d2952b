"""Taking old lines out of the security log: into a file, with a record of what went, and never in silence."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from typing import BinaryIO

from django.db import transaction
from django.utils import timezone

from alur.actions import recording
from alur.actions.log_seals import OFFICE, SEALED
from alur.actions.refusal import Refused
from alur.actions.texts import text_faults
from alur.records.logs import SECURITY, digest_of, lines_of
from alur.records.models import Counter, Duty, Entry, SecurityEvent, SecurityRemoval
from alur.records.standing import Standing
from alur.worktime.wording import long_date

REMOVED = "security-removed"
KEPT_DAYS = 365
REASON_LEAST, REASON_LIMIT = 10, 500


def may_remove_lines(until: dt.date, reason: str, *, by: Standing, at: dt.datetime) -> list[str]:
    """Why this person may not take out the lines before this day."""
    if by.as_duty(Duty.ADMINISTRATOR) is None:
        return ["Baris keamanan dikeluarkan atas nama administrator; NIP itu tidak memegang tugas itu hari ini."]
    reasons = [f"Alasan: {fault}" for fault in text_faults(reason, limit=REASON_LIMIT)]
    if len(reason.strip()) < REASON_LEAST:
        reasons.append(f"Tulis alasannya, paling sedikit {REASON_LEAST} huruf; misalnya nomor jadwal retensi arsip.")
    latest = timezone.localdate(at) - dt.timedelta(days=KEPT_DAYS)
    if until > latest:
        reasons.append(f"Baris keamanan disimpan paling sedikit {KEPT_DAYS} hari; paling akhir {long_date(latest)}.")
        return reasons
    if not _seals_before(_start_of(until)):
        reasons.append(f"Tidak ada baris keamanan yang disegel sebelum {long_date(until)}; tidak ada yang dikeluarkan.")
    return reasons


@transaction.atomic
def remove_lines(until: dt.date, out: BinaryIO, *, reason: str, by: Standing, at: dt.datetime) -> SecurityRemoval:
    """Write the sealed lines before this day into `out`, delete them, record who, why, how many and their SHA-256.

    Whole seals go, so that those which stay can still be checked. Raises Refused; also when a seal does not fit its
    lines, since a change would then be removed with them.
    """
    Counter.objects.hold("kantor")
    if reasons := may_remove_lines(until, reason, by=by, at=at):
        raise Refused(reasons)
    end = _checked_end(_start_of(until))
    count, found = 0, hashlib.sha256()
    for line in lines_of(SECURITY, None, end):
        out.write(line)
        found.update(line)
        count += 1
    out.flush()
    os.fsync(out.fileno())
    removal = SecurityRemoval.objects.create(
        until=end, count=count, sha256=found.hexdigest(), reason=reason.strip(), removed_at=at, removed_by=by.user
    )
    SecurityEvent.objects.filter(at__lt=end).delete()
    capacity = by.as_duty(Duty.ADMINISTRATOR)
    facts = {"until": recording.stamp(end), "count": count, "sha256": removal.sha256, "reason": removal.reason}
    acting_as = capacity.title if capacity else ""
    Entry.objects.append(REMOVED, subject=OFFICE, at=at, by=by.user, acting_as=acting_as, data=facts)
    return removal


def _seals_before(end: dt.datetime) -> list[tuple[dt.datetime | None, dt.datetime, str]]:
    """Begin, end and digest of each seal up to here whose lines have not been taken out yet."""
    last = SecurityRemoval.objects.first()
    begun = last.until if last else None
    seals = Entry.objects.of(*OFFICE).filter(kind=SEALED, data__log=SECURITY).values_list("data", flat=True)
    found = [(_instant(data["from"]), dt.datetime.fromisoformat(data["until"]), data["sha256"]) for data in seals]
    return [seal for seal in found if seal[1] <= end and (begun is None or seal[1] > begun)]


def _checked_end(end: dt.datetime) -> dt.datetime:
    """The end of the last seal up to here; every one of them still fits its lines."""
    seals = _seals_before(end)
    if any(digest_of(SECURITY, since, until).sha256 != sha256 for since, until, sha256 in seals):
        raise Refused(["Segel catatan keamanan tidak cocok dengan isinya; jalankan alur verify lebih dahulu."])
    return seals[-1][1]


def _instant(text: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text) if text else None


def _start_of(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))
