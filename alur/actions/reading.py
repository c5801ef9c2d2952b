"""Reading as an act: what is classified is read with a reason, and what an auditor reads is written down."""

from __future__ import annotations

import datetime as dt

from alur.actions.refusal import Refused
from alur.actions.texts import text_faults
from alur.records.models import Duty, Reading, Security
from alur.records.models.letters import SECRET_CLASSES
from alur.records.standing import Standing

REASON_HOLDS = dt.timedelta(hours=12)
ONE_READING = dt.timedelta(minutes=10)
REASON_LEAST, REASON_LIMIT, WHAT_LIMIT = 10, 500, 300
STATED = "pernyataan alasan membaca"
SENT = "Mengirim isian pada halaman ini."


class ReasonNeeded(Exception):
    """A classified letter or its case that this person has given no reason for; `letter_id` names it."""

    def __init__(self, letter_id: int) -> None:
        self.letter_id = letter_id
        super().__init__("alasan membaca belum ditulis")


def is_watched(security: str, *, by: Standing) -> bool:
    """True when a reading is written down: of a classified letter by anybody, of any letter by an auditor."""
    return security in SECRET_CLASSES or by.has_duty(Duty.AUDITOR)


def why_not_read(reason: str) -> list[str]:
    """Why this reason does not open a classified letter; an empty list when it does."""
    faults = [f"Alasan: {fault}" for fault in text_faults(reason, limit=REASON_LIMIT)]
    if len(reason.strip()) < REASON_LEAST:
        faults.append(f"Tulis alasan membaca, paling sedikit {REASON_LEAST} huruf: untuk tugas apa surat ini dibuka.")
    return faults


def state_reason(letter_id: int, security: str, reason: str, *, by: Standing, at: dt.datetime) -> Reading:
    """Write down why this person opens this letter and its case; it holds twelve hours. Raises Refused."""
    if faults := why_not_read(reason):
        raise Refused(faults)
    return _written(letter_id, security, STATED, " ".join(reason.split()), by=by, at=at, is_statement=True)


def record_reading(
    letter_id: int, security: str, what: str, *, by: Standing, at: dt.datetime, is_sent: bool = False
) -> None:
    """Write down that this person reads `what` of a letter or its case; nothing for what is not watched.

    The same thing within ten minutes is one reading. Raises ReasonNeeded for a classified letter without a reason in
    force; a form that was sent (`is_sent`) is never lost by that: its page is read for the sake of sending it.
    """
    if not is_watched(security, by=by):
        return
    reason = ""
    if security in SECRET_CLASSES:
        reason = Reading.objects.reason_since(letter_id, by, at - REASON_HOLDS)
        if not reason and not is_sent:
            raise ReasonNeeded(letter_id)
    what = what[:WHAT_LIMIT]
    if not Reading.objects.of(letter_id, by).filter(what=what, at__gt=at - ONE_READING).exists():
        _written(letter_id, security, what, reason or (SENT if is_sent else ""), by=by, at=at)


def may_see_readings(*, by: Standing) -> bool:
    """Riwayat baca is for the head and for auditors."""
    return by.has_duty(Duty.HEAD) or by.has_duty(Duty.AUDITOR)


def _written(
    letter_id: int, security: str, what: str, reason: str, *, by: Standing, at: dt.datetime, is_statement: bool = False
) -> Reading:
    capacity = by.as_duty(Duty.AUDITOR) or next(iter(by.capacities), None)
    return Reading.objects.create(
        letter_id=letter_id,
        user_id=by.user_id,
        read_as=capacity.title if capacity else "",
        at=at,
        what=what,
        security=Security(security),
        reason=reason,
        is_statement=is_statement,
    )
